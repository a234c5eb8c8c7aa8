"""Pages for what goes wrong, in words that say what to do."""

import errno
import logging
import traceback
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from flask import Flask, has_request_context, render_template, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from feedback_app.storage import StoreUnavailable

LOG = logging.getLogger(__name__)

_MAX_CAUSES = 4

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


@dataclass(frozen=True)
class Message:
    """A plain page: a title and what to do."""

    title: str
    paragraphs: tuple[str, ...]


_EMPTY = "Your browser keeps no copy of the form, so that nobody else sees your answers. Open it and begin again."
MESSAGES = {
    400: Message(
        "We could not read that", ("Your browser sent something we do not understand.", "Nothing was stored.")
    ),
    403: Message(
        "We only take forms from our own pages",
        ("This form was sent from another website, so we did not look at it.", "Open the form on this site instead."),
    ),
    404: Message("Page not found", ("If you typed the address, check that it is right.",)),
    405: Message("This page is not for that", ("Open the form again from the handbook.",)),
    413: Message(
        "Your answers are too long to send",
        ("Nothing was stored. Each box takes up to 4,000 characters.", _EMPTY),
    ),
    429: Message("Please wait a minute", ("Too many people are sending at once.", "Try again in a minute.")),
    500: Message(
        "There is a problem with this page",
        ("It is our fault, not yours. We do not know if your answers arrived.", _EMPTY),
    ),
    503: Message("We cannot take answers right now", ("Nothing was stored. Try again in a few minutes.", _EMPTY)),
}
"""Every error that people can meet, by its number."""

_MESSAGES_FOR_GET = {
    500: Message("There is a problem with this page", ("It is our fault, not yours. Try again in a few minutes.",)),
    503: Message("We cannot show this page right now", ("It is our fault, not yours. Try again in a few minutes.",)),
}
"""The same for somebody who sent nothing, so that no answers can be lost."""


class FeedbackFlask(Flask):
    """An app whose log never holds what a person sent."""

    def log_exception(self, exc_info: ExceptionInfo) -> None:
        """Log which page and step failed, where, and why: a message or an address may hold what a person wrote."""
        _, error, trace = exc_info
        places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(trace)]
        why = exception_chain(error) if error else "nothing raised"
        LOG.error("a page failed: %s, in %s, at %s", why, _view_name(), " > ".join(places[-6:]))


def exception_chain(error: BaseException) -> str:
    """The types of an exception and its causes, such as "OperationalError from OperationalError SQLITE_BUSY".

    Never their messages: those of the database hold the values that could not be stored.
    """
    types: list[str] = []
    cause: BaseException | None = error
    while cause and len(types) < _MAX_CAUSES:
        types.append(_error_type(cause))
        cause = cause.__cause__ or cause.__context__
    return " from ".join(types)


def _error_type(error: BaseException) -> str:
    code = getattr(error, "sqlite_errorname", None) or errno.errorcode.get(getattr(error, "errno", None) or 0)
    return f"{type(error).__name__} {code}" if code else type(error).__name__


def _view_name() -> str:
    """The name of the view, which reveals nothing of the requested address."""
    return (request.endpoint or "no page of ours") if has_request_context() else "no request"


def register_error_pages(app: Flask) -> None:
    """Register the app's own page for every error."""
    app.register_error_handler(HTTPException, _page)
    app.register_error_handler(TimeoutError, lambda _error: message_page(400))
    app.register_error_handler(StoreUnavailable, _store_unavailable)


def _store_unavailable(error: StoreUnavailable) -> tuple[str, int]:
    # The message is written by the app, or is the type of an exception: it holds nothing that was sent.
    LOG.error("the store could not be used, in %s: %s (%s)", _view_name(), error, exception_chain(error))
    return message_page(503)


_OS_ERROR_MESSAGES = {
    errno.EACCES: "cannot be opened by your user: see who owns it, or run this as the user of the service.",
    errno.EPERM: "cannot be changed by your user: see who owns it, or run this as the user of the service.",
    errno.ENOSPC: "cannot be written, because the disk is full: make room, then do it again.",
    errno.EDQUOT: "cannot be written, because your user has no more room on the disk: make room, then do it again.",
    errno.EROFS: "cannot be written, because the disk can only be read: choose another place.",
    errno.ENOENT: "is not there: see whether the path is right.",
    errno.EISDIR: "is a folder: name a file.",
    errno.ENOTDIR: "lies below something that is no folder: see whether the path is right.",
}


def os_error_message(error: OSError) -> str:
    """A sentence for the command line: what is wrong with a file or a folder, and what to do about it."""
    types = error.filename2 or error.filename
    place = "A file" if types is None else str(types)
    message = _OS_ERROR_MESSAGES.get(error.errno or 0)
    return f"{place} {message}" if message else f"{place} cannot be used: {error.strerror or type(error).__name__}."


def _page(error: HTTPException) -> tuple[str, int, dict[str, str]]:
    page, status = message_page(error.code or 500)
    allowed = error.valid_methods if isinstance(error, MethodNotAllowed) else None
    return page, status, {"Allow": ", ".join(sorted(allowed))} if allowed else {}


def message_page(status: int) -> tuple[str, int]:
    """The page for an error number; unusual numbers of a kind share that kind's page."""
    known = status if status in MESSAGES else 500 if status >= 500 else 400
    message = _MESSAGES_FOR_GET.get(known) if request.method in ("GET", "HEAD") else None
    return render_template("message.html", message=message or MESSAGES[known]), status
