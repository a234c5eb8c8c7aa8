"""The same app behind other servers: `python -m tests.bench.candidates serve`, with BENCH_SERVER=waitress or granian.

Neither is among the requirements: install both in a virtual environment of their own.
"""

import logging
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING

from werkzeug.wrappers import Request, Response

from feedback_app.cli import serve_command
from feedback_app.cli.commands import run
from feedback_app.content import load_content
from feedback_app.server.serving import LONGEST_TURN, SiteAndForms, _maintained
from feedback_app.settings import Settings, read_settings
from feedback_app.web.content_reload import keep_out_of_searches
from feedback_app.web.request_checks import MOST_BYTES
from handbook.handbook import Handbook

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

AT_WORK, WAITING, SPARE = 8, 200, 8
"""Requests that are worked on at once, that wait for their turn, and threads that only tell others to try again."""
MOST_CONNECTIONS = 800
LONGEST_REQUEST = 10


class Turns:
    """A semaphore that lets waiting threads in strictly in the order in which they came."""

    def __init__(self, many: int) -> None:
        self._free, self._waiting, self._lock = many, deque[threading.Lock](), threading.Lock()

    def __enter__(self) -> None:
        with self._lock:
            if self._free:
                self._free -= 1
                return
            turn = threading.Lock()
            turn.acquire()
            self._waiting.append(turn)
        turn.acquire()

    def __exit__(self, *_: object) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1


class Admission:
    """A WSGI app that lets so many requests in at once; the others get the page that keeps what they sent."""

    def __init__(self, app: SiteAndForms) -> None:
        self._app = app
        self._places = threading.Semaphore(AT_WORK + WAITING)
        self._turns = Turns(AT_WORK)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer in turn, or say at once that there is no room."""
        if not self._places.acquire(blocking=False):
            return self._refuse(environ, start_response)
        try:
            if environ.get("CONTENT_LENGTH"):
                # Where the server hands over the body as it comes, wait for it before taking a turn.
                environ["wsgi.input"] = BytesIO(environ["wsgi.input"].read(MOST_BYTES + 1))
            with self._turns:
                return self._app(environ, start_response)
        finally:
            self._places.release()

    def _refuse(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        asked = Request(environ)
        named = f"Content-Type: {asked.content_type}\r\nHost: {asked.host}\r\nSec-Fetch-Site: same-origin"
        head = f"{asked.method} {asked.path} HTTP/1.1\r\n{named}\r\n\r\n".encode()
        page = self._app.refusals(503, head + asked.get_data())
        return Response(page.partition(b"\r\n\r\n")[2], 503, mimetype="text/html")(environ, start_response)


def started(settings: Settings, handbook: Handbook) -> Admission:
    """The app with its threads."""
    sys.setswitchinterval(LONGEST_TURN)
    app = _maintained(settings, handbook)
    app.content.start()
    keep_out_of_searches()
    return Admission(app)


def by_waitress(settings: Settings, handbook: Handbook) -> None:
    """Waitress takes in whole requests; its limit of time is for silence, not for the whole request."""
    import waitress  # noqa: PLC0415

    logging.getLogger("waitress").setLevel(logging.CRITICAL)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    waitress.serve(
        started(settings, handbook),
        host=settings.host,
        port=settings.port,
        threads=AT_WORK + WAITING + SPARE,
        connection_limit=MOST_CONNECTIONS,
        channel_timeout=LONGEST_REQUEST,
        cleanup_interval=1,
        max_request_header_size=64 * 1024,
        max_request_body_size=MOST_BYTES + 1,
        inbuf_overflow=2 * MOST_BYTES,
        asyncore_use_poll=True,
        clear_untrusted_proxy_headers=False,
        ident=None,
    )


def by_granian(settings: Settings, _handbook: Handbook) -> None:
    """Granian takes in the head, and hands the body to a thread as it comes; it has no limit of its size or time."""
    from granian import Granian  # noqa: PLC0415
    from granian.constants import Interfaces  # noqa: PLC0415
    from granian.http import HTTP1Settings  # noqa: PLC0415

    Granian(
        "tests.bench.candidates:made_in_worker",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        factory=True,
        workers=1,
        blocking_threads=AT_WORK + WAITING + SPARE,
        backpressure=MOST_CONNECTIONS,
        http1_settings=HTTP1Settings(header_read_timeout=LONGEST_REQUEST * 1000, max_buffer_size=64 * 1024),
        websockets=False,
        log_enabled=False,
    ).serve()


def made_in_worker() -> Admission:
    """The app, in the process that granian started."""
    settings = read_settings()
    return started(settings, load_content(settings))


SERVERS = {"waitress": by_waitress, "granian": by_granian}

if __name__ == "__main__":
    serve_command.serve = SERVERS[os.environ["BENCH_SERVER"]]
    sys.exit(run(sys.argv[1:]))
