"""What is refused before any form is read: requests from other sites, and requests of the wrong shape."""

from urllib.parse import urlsplit

from flask import Request, abort, request

MAX_BYTES = 160 * 1024
"""Three full boxes of 4,000 characters take up to 108,000 bytes in some scripts, and nobody's words may be lost."""
MAX_FIELDS = 200
FORM = "application/x-www-form-urlencoded"


def reject_bad_requests() -> None:
    """Run before each request: only our own pages may send forms, and only plain ones."""
    if request.method != "POST":
        return
    if not is_same_origin(request):
        abort(403)
    if request.mimetype != FORM:
        abort(400)
    # Reading the form is what enforces the limit of bytes.
    if sum(len(values) for _, values in request.form.lists()) > MAX_FIELDS:
        abort(413)


def is_same_origin(asked: Request) -> bool:
    """Whether the browser says that one of our own pages sent this form.

    There is nothing ambient to ride on (no cookie), so a client that says nothing at all may pass.
    """
    site = asked.headers.get("Sec-Fetch-Site")
    if site is not None:
        # "none" is a person acting without a page, such as reloading the result after a restart.
        return site in ("same-origin", "none")
    origin = asked.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == asked.host
