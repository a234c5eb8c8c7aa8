"""Pages for what goes wrong, in words that say what to do."""

import logging
import traceback
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from flask import Flask, render_template
from werkzeug.exceptions import HTTPException

from feedback_app.store import StoreUnavailable

LOG = logging.getLogger(__name__)

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
    408: Message(
        "That took too long",
        (
            "Your browser began to send, and the rest did not arrive.",
            "Nothing was stored. Send again when you are online.",
        ),
    ),
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


class QuietFlask(Flask):
    """An app whose log never holds what a person sent."""

    def log_exception(self, exc_info: ExceptionInfo) -> None:
        """Log where it went wrong and the kind of fault: a message or an address may hold what a person wrote."""
        kind, _, trace = exc_info
        places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(trace)]
        LOG.error("a page failed: %s at %s", kind.__name__ if kind else "nothing raised", " > ".join(places[-6:]))


def show_errors(app: Flask) -> None:
    """Answer every error with a page of ours."""
    app.register_error_handler(HTTPException, _page)
    app.register_error_handler(TimeoutError, lambda _error: message_page(400))
    app.register_error_handler(StoreUnavailable, lambda _error: message_page(503))


def _page(error: HTTPException) -> tuple[str, int]:
    return message_page(error.code or 500)


def message_page(status: int) -> tuple[str, int]:
    """The page for an error number; unusual numbers of a kind share that kind's page."""
    known = status if status in MESSAGES else 500 if status >= 500 else 400
    return render_template("message.html", message=MESSAGES[known]), status
