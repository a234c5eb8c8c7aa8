"""Every place where the forms show what somebody wrote, as pages of the real app."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
from flask import Flask
from werkzeug.test import Client

from feedback_app.privacy.codes import new_receipt
from feedback_app.server.busy_page import BusyPage
from feedback_app.storage import Store, StoreUnavailable
from feedback_app.web.extensions import AppServices

PAGE = "/policies/sleepovers/"
KINDS = "/answer/every-kind/"
HERE = {"Sec-Fetch-Site": "same-origin"}
LONG, SHORT, TINY = 3900, 95, 20
_SHORT_FIELDS = ("answer-waited-day", "answer-waited-month", "answer-waited-year", "answer-recommend")
_MAIN = re.compile(r"<main\b.*</main>", re.DOTALL)
_GROUP = re.compile(r'(?=<div class="govuk-form-group|<section|<div class="govuk-error-summary)')

Form = dict[str, str]


@dataclass(frozen=True)
class Place:
    """Where words are shown: how to get the page, how many letters fit, and whether they can be read there."""

    name: str
    page: Callable[[str], str]
    most: int
    shows: bool = True
    fields: tuple[str, ...] = ()
    """Of a long form, the fields whose words these are."""
    at_once: int = 1
    """How many can be written into one form."""


class Showing:
    """The app, asked for pages with somebody's words in them."""

    def __init__(self, app: Flask) -> None:
        """Ask this app."""
        self._app = app
        services = app.extensions["handbook"]
        assert isinstance(services, AppServices)
        self._services = services

    def places(self) -> Iterator[Place]:
        """All of them; the short ones come many to a page."""
        yield Place("form with an error", lambda words: self._kinds("check/", {"answer-short": words}), LONG)
        yield Place("form filled again", lambda words: self._kinds("", {}, words), LONG)
        yield Place("question about a detail", lambda words: self._kinds("check/", {}, f"{words} 01632 960123"), LONG)
        yield Place("check page", lambda words: self._kinds("check/", {"keep": "all"}, words), LONG)
        yield Place("try again", self._while_nothing_is_stored, LONG)
        yield Place("wait, then try again", self._while_too_many_send, LONG)
        yield Place("while the server is full", self._while_the_server_is_full, LONG)
        yield Place("received", lambda words: self._kinds("send/", {"keep": "all"}, words), LONG, shows=False)
        yield Place(
            "page feedback, too long",
            lambda words: self._post("/page-feedback/words/", {"words": words + "x" * 4000, "page": PAGE}),
            LONG,
        )
        yield Place(
            "page feedback, received",
            lambda words: self._post("/page-feedback/words/", {"words": words, "page": PAGE}),
            LONG,
            shows=False,
        )
        for name, step in (("change", ""), ("check", "check/")):
            yield Place(f"suggestion: {name}", lambda words, step=step: self._suggest(step, words), LONG)  # type: ignore[misc]
        yield Place("suggestion: received", lambda words: self._suggest("send/", words), LONG, shows=False)
        yield Place("take back", lambda words: self._post("/withdraw/", {"receipt": words}), SHORT)
        yield Place("look up a receipt", lambda words: self._post("/receipt/", {"receipt": words}), SHORT)
        yield Place(
            "code", lambda words: self._post("/answer/carer-views/check/", {"code": words}), SHORT, fields=("code",)
        )
        yield Place(
            "day, number and choices",
            self._in_every_field,
            TINY,
            fields=_SHORT_FIELDS,
            at_once=len(_SHORT_FIELDS),
            shows=False,
        )
        yield Place(
            "address of a page", lambda words: self._get(f"/suggest/?{urlencode({'page': words})}"), SHORT, shows=False
        )
        yield Place(
            "address of a part",
            lambda words: self._get(f"/suggest/?{urlencode({'page': PAGE, 'part': words})}"),
            SHORT,
            shows=False,
        )

    def _get(self, address: str) -> str:
        return self._app.test_client().get(address).text

    def _post(self, address: str, form: Form) -> str:
        return self._app.test_client().post(address, data=form, headers=HERE).text

    def _kinds(self, step: str, more: Form, words: str = "") -> str:
        self._services.rate_limiter._forms.clear()
        chosen = {
            "answer-called": "called",
            "answer-would-help": "agree",
            "answer-mood": "good",
            "answer-recommend": "7",
        }
        rows = {f"answer-{row}": "agree" for row in ("by-day", "by-night", "by-name")}
        form = chosen | rows | {"answer-long": words, "receipt": new_receipt()} | more
        return self._post(f"{KINDS}{step}", form)

    def _suggest(self, step: str, words: str) -> str:
        self._services.rate_limiter._forms.clear()
        form = {"page": PAGE, "part": "page", "words": words, "why": words, "receipt": new_receipt(), "keep": "all"}
        return self._post(f"/suggest/{step}", form)

    def _in_every_field(self, words: str) -> str:
        return self._kinds("check/", dict(zip(_SHORT_FIELDS, words.split("\n"), strict=False)) | {"answer-mood": words})

    def _while_nothing_is_stored(self, words: str) -> str:
        def fail(*_: object) -> None:
            raise StoreUnavailable("no disk")

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Store, "save", fail)
            return self._kinds("send/", {"keep": "all"}, words)

    def _while_too_many_send(self, words: str) -> str:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(type(self._services.rate_limiter), "allow_reply", lambda *_: False)
            return self._kinds("send/", {"keep": "all"}, words)

    def _while_the_server_is_full(self, words: str) -> str:
        form = {"answer-long": words, "receipt": new_receipt()}
        return Client(BusyPage(self._app)).post(f"{KINDS}send/", data=form).text


def together(place: Place, pages: list[str]) -> str:
    """Many pages as one: the first, with what matters of all."""
    mains = [found.group() for page in pages if (found := _MAIN.search(page))]
    assert len(mains) == len(pages)
    if place.fields:
        mains = ["<main>" + "".join(_about(place.fields, main)) + "</main>" for main in mains]
    return _MAIN.sub(lambda _found: "\n".join(mains), pages[0], count=1)


def _about(fields: tuple[str, ...], main: str) -> Iterator[str]:
    for piece in _GROUP.split(main):
        if "govuk-error-summary" in piece or any(f'name="{field}"' in piece for field in fields):
            yield piece


@contextmanager
def without_escaping(app: Flask) -> Iterator[None]:
    """The same templates with the one thing missing that this proof is about."""
    usual, compiled = app.jinja_env.autoescape, app.jinja_env.bytecode_cache
    # What was compiled before escapes.
    app.jinja_env.autoescape, app.jinja_env.bytecode_cache = False, None
    if app.jinja_env.cache is not None:
        app.jinja_env.cache.clear()
    yield
    app.jinja_env.autoescape, app.jinja_env.bytecode_cache = usual, compiled
    if app.jinja_env.cache is not None:
        app.jinja_env.cache.clear()
