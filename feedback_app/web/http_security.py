"""Checks on every request, headers of every response, and padding that hides the length of a page."""

import secrets
import zlib
from urllib.parse import urlsplit

from flask import Request, Response, abort, request

MAX_BYTES = 160 * 1024
"""Three full boxes of 4,000 characters take up to 108,000 bytes in some scripts, and nobody's words may be lost."""
MAX_FIELDS = 200
FORM_MIMETYPE = "application/x-www-form-urlencoded"


def reject_bad_requests() -> None:
    """Run before each request: only our own pages may send forms, and only plain ones."""
    if request.method != "POST":
        return
    if not is_same_origin(request):
        abort(403)
    if request.mimetype != FORM_MIMETYPE:
        abort(400)
    # Reading the form is what enforces the limit of bytes.
    if sum(len(values) for _, values in request.form.lists()) > MAX_FIELDS:
        abort(413)


def is_same_origin(incoming: Request) -> bool:
    """Whether the browser says that the form was sent from one of the app's own pages.

    There is nothing ambient to ride on (no cookie), so a client that says nothing at all may pass.
    """
    site = incoming.headers.get("Sec-Fetch-Site")
    if site is not None:
        # "none" is a person acting without a page, such as reloading the result after a restart.
        return site in ("same-origin", "none")
    origin = incoming.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == incoming.host


POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "script-src 'self'",
        "connect-src 'none'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
    )
)
"""The forms' content security policy: nothing inline, nothing from elsewhere, in nobody's frame."""

COMMON_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    # To other sites it sends as little as "no-referrer". That one would make older browsers hide where a form comes
    # from even from ourselves, and their users' answers would be refused.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
"""On pages of the handbook and on forms alike."""

FORM_HEADERS = COMMON_HEADERS | {"Content-Security-Policy": POLICY, "Cache-Control": "no-store, no-transform"}
"""Forms are never kept by the browser, so the back button on a shared computer shows nobody's answers. Nor may a proxy
compress them: decisions/0017."""

CLEAR_CACHE_HEADERS = {"Clear-Site-Data": '"cache"'}
"""With the thanks for answers: browsers that keep pages for the back button, whatever `no-store` says, drop them."""

HTTPS_HEADERS = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}
"""Only over https; on plain http a browser must ignore it."""


ROUND_SIZE = 32_768
"""Every page's length in bytes is a multiple of this."""
ROUND_COMPRESSED = 4_096
"""Compressed it is at least the next multiple of this, and a chance length more."""
MAX_JITTER = 2_048
"""Chance bytes added besides, at most: programs compress a little differently, and what differs drowns in these."""

_HEX_GROWS = 1.13
"""Bytes that a chance byte takes in a compressed page, where it is as two figures."""


def pad_response(answer: Response) -> Response:
    """The page with chance figures behind its end, which no compression takes away, and then with blanks."""
    page = answer.get_data()
    missing = -len(zlib.compress(page)) % ROUND_COMPRESSED
    chance = secrets.token_hex(int(missing / _HEX_GROWS) + secrets.randbelow(MAX_JITTER))
    page += f"\n<!-- {chance} -->".encode()
    answer.set_data(page + b" " * (-len(page) % ROUND_SIZE))
    return answer
