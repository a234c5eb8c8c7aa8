"""What is said to a request that no thread takes up: whole answers, made when the server starts."""

from html import escape
from http import HTTPStatus
from urllib.parse import parse_qsl

from flask import Flask, Request, render_template

from feedback_app.web.base_path import base_path_of
from feedback_app.web.errors import message_page
from feedback_app.web.extensions import held_by
from feedback_app.web.headers import FORMS, SECURE_ONLY
from feedback_app.web.request_checks import FORM, MOST_FIELDS, comes_from_here

_ACTION, _HELD = "/the-address-of-the-form/", "what-was-sent"
_LISTENED_TO = ("content-type", "host", "origin", "sec-fetch-site")


class Refusals:
    """The pages that the door hands out."""

    def __init__(self, app: Flask) -> None:
        """Draw each page once: whoever is turned away must not cost more than whoever is let in."""
        self._forms = {rule.rule.split("/")[1] for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}
        self._base = base_path_of(held_by(app).handbook.service)
        # Whoever is turned away has sent something, so the pages say whom to call.
        with app.test_request_context(method="POST"):
            self._pages = {status: message_page(status)[0].encode() for status in (400, 408, 411, 413, 500, 503)}
            page = render_template("busy.html", action=_ACTION, held=_HELD)
        with app.test_request_context():
            self._for_readers = message_page(503)[0].encode()
        before, _, rest = page.partition(_ACTION)
        self._busy = (before, *rest.split(_HELD))

    def __call__(self, status: int, request: bytes = b"") -> bytes:
        """A whole answer, headers and all; one that asks to come back still holds a form that was sent."""
        head, _, body = request.partition(b"\r\n\r\n")
        headers = _headers(head)
        page = (self._holding(head, headers, body) if status == 503 else None) or self._pages[status]
        if status == 503 and head.startswith((b"GET ", b"HEAD ")):
            page = self._for_readers
        # The proxy in front says whether the page travels over https.
        added = FORMS | (SECURE_ONLY if headers.get("x-forwarded-proto") == "https" else {})
        if status == 503:
            added = added | {"Retry-After": "5"}
        lines = [
            f"HTTP/1.1 {status} {HTTPStatus(status).phrase}",
            "Connection: close",
            "Content-Type: text/html; charset=utf-8",
            f"Content-Length: {len(page)}",
            *(f"{name}: {value}" for name, value in added.items()),
        ]
        return "\r\n".join((*lines, "", "")).encode() + page

    def _holding(self, head: bytes, headers: dict[str, str], body: bytes) -> bytes | None:
        """The page with everything that was sent; None where that was no form of ours."""
        method, _, rest = head.partition(b" ")
        address = rest.partition(b" ")[0].decode("latin-1")
        if address.startswith(f"{self._base}/"):
            address = address.removeprefix(self._base)
        if method != b"POST" or address.split("/")[1:2] == [] or address.split("/")[1] not in self._forms:
            return None
        if headers.get("content-type", "").partition(";")[0].strip() != FORM or not _from_here(headers):
            return None
        try:
            pairs = parse_qsl(body.decode("latin-1"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
        except ValueError:
            return None
        held = "\n".join(
            f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">' for name, value in pairs
        )
        before, between, after = self._busy
        return f"{before}{escape(address)}{between}{held}{after}".encode()


def _headers(head: bytes) -> dict[str, str]:
    """The headers that matter here, in lower case."""
    found = {}
    for line in head.decode("latin-1").split("\r\n")[1:]:
        name, _, value = line.partition(":")
        if name.lower() in (*_LISTENED_TO, "x-forwarded-proto"):
            found[name.lower()] = value.strip()
    return found


def _from_here(headers: dict[str, str]) -> bool:
    # Another site must not be able to put its own answers into a page of ours.
    environ = {f"HTTP_{name.upper().replace('-', '_')}": headers[name] for name in _LISTENED_TO[1:] if name in headers}
    return comes_from_here(Request(environ | {"wsgi.url_scheme": headers.get("x-forwarded-proto", "http")}))
