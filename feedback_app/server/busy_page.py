"""The answer to a request that finds no room: a page that still holds the form, so that it only needs sending again."""

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from flask import Flask, Request, Response, render_template

from feedback_app.web.errors import message_page
from feedback_app.web.http_security import FORM_HEADERS, FORM_MIMETYPE, HTTPS_HEADERS, MAX_FIELDS, is_same_origin

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_ACTION, _HELD = "/the-address-of-the-form/", "what-was-sent"


class BusyPage:
    """A WSGI app whose pages are rendered once: refusing a request must cost less than answering it."""

    def __init__(self, app: Flask) -> None:
        """Render the pages with the content that `app` has now."""
        self._forms = {rule.rule.split("/")[1] for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}
        with app.test_request_context(method="POST"):
            self._for_senders = message_page(503)[0]
            page = render_template("busy.html", action=_ACTION, held=_HELD)
        with app.test_request_context():
            self._for_readers = message_page(503)[0]
        before, _, rest = page.partition(_ACTION)
        self._busy = (before, *rest.split(_HELD))

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer 503; `PATH_INFO` begins after the base path of the handbook."""
        request = Request(environ)
        page = self._for_readers if request.method in ("GET", "HEAD") else self._with_form(request) or self._for_senders
        headers = FORM_HEADERS | (HTTPS_HEADERS if request.is_secure else {}) | {"Retry-After": "5"}
        return Response(page, 503, headers, content_type="text/html; charset=utf-8")(environ, start_response)

    def _with_form(self, request: Request) -> str | None:
        """The page with everything that was sent, or None if that was not one of the app's forms."""
        # Another site must not be able to put its own answers into our page.
        if (
            request.path.split("/")[1] not in self._forms
            or request.mimetype != FORM_MIMETYPE
            or not is_same_origin(request)
        ):
            return None
        try:
            pairs = parse_qsl(request.get_data().decode("latin-1"), keep_blank_values=True, max_num_fields=MAX_FIELDS)
        except ValueError:
            return None
        held = "\n".join(
            f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">' for name, value in pairs
        )
        before, between, after = self._busy
        return f"{before}{escape(request.full_path.removesuffix('?'))}{between}{held}{after}"
