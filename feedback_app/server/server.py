"""Handbook and forms served in one process by waitress; decisions/0024 says why."""

import logging
import os
import resource
import signal
import socket
import sys
import threading
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from waitress import create_server

from feedback_app.jobs.maintenance import maintenance_of
from feedback_app.server.site_and_forms import SiteAndForms, site_and_forms
from feedback_app.settings import Settings
from feedback_app.web.content_reload import freeze_garbage_collector
from feedback_app.web.http_security import MAX_BYTES
from handbook.handbook import Handbook

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

MAX_CONCURRENT_REQUESTS = 8
"""Requests handled at the same time. More would share the same processor and take longer."""
MAX_WAITING_REQUESTS = 200
"""Requests that may wait for a thread. Later ones are answered immediately with a page that asks to send again."""
SPARE_THREADS = 8
"""Threads reserved for those answers."""
MAX_CONNECTIONS = 800
"""Connections that may be open, each with one request of at most twice MAX_BYTES. Later ones wait to be accepted."""
CHANNEL_TIMEOUT = 10
"""Seconds without a byte sent or received after which a connection is closed."""
RECV_BYTES = 2048
"""Bytes read from a connection at a time: at most 113 requests, all of which are answered before more is read."""
MAX_HEADER_BYTES = 64 * 1024
"""Bytes of request headers. A browser sends about one thousand."""
SWITCH_INTERVAL = 0.0005
"""Seconds after which Python switches threads. With its default of 0.005 the slowest of a hundred requests waited seven
times as long at 200 replies a second (77 ms, not 11)."""

HARMLESS_MESSAGES = (
    "total open connections reached the connection limit, no longer accepting new connections",
    "total open connections dropped below the connection limit, listening again",
    "%d thread(s) still running",
    "Canceling %d pending task(s)",
)
"""Log messages of waitress that say nothing about a request."""


class FairSemaphore:
    """A semaphore that threads acquire in the order in which they asked for it.

    `threading.Semaphore` lets newcomers overtake waiting threads; with it the slowest of a hundred requests took 1.2 to
    2.2 times as long.
    """

    def __init__(self, limit: int) -> None:
        """`limit` threads can hold the semaphore at the same time."""
        self._free, self._waiting, self._lock = limit, deque[threading.Lock](), threading.Lock()

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


class RequestLimiter:
    """WSGI middleware that limits how many requests are handled and how many wait; others are asked to send again."""

    def __init__(self, app: SiteAndForms) -> None:
        """Wrap `app`, whose `busy` answers without waiting for anything."""
        self._app = app
        self._places = threading.Semaphore(MAX_CONCURRENT_REQUESTS + MAX_WAITING_REQUESTS)
        self._turns = FairSemaphore(MAX_CONCURRENT_REQUESTS)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer one request, which has been received completely."""
        if not self._places.acquire(blocking=False):
            return self._app.busy(environ, start_response)
        try:
            with self._turns:
                return self._app(environ, start_response)
        finally:
            self._places.release()


def filter_log_record(record: logging.LogRecord) -> bool:
    """Let harmless messages of waitress through unchanged, and reduce errors to the type of the exception.

    The text and the traceback of everything else may hold addresses of people and pages, and what somebody wrote.
    """
    if record.msg in HARMLESS_MESSAGES:
        return True
    # If waitress wrote the exception into the message, it is still being handled.
    kind = (record.exc_info or sys.exc_info())[0]
    record.msg = f"a request could not be handled ({kind.__name__ if kind else 'no reason is known'})"
    record.args, record.exc_info, record.exc_text, record.stack_info = (), None, None, None
    return record.levelno >= logging.ERROR


def options(settings: Settings) -> dict[str, object]:
    """Keyword arguments for `waitress.create_server`."""
    return {
        "host": settings.host,
        "port": settings.port,
        "threads": MAX_CONCURRENT_REQUESTS + MAX_WAITING_REQUESTS + SPARE_THREADS,
        "connection_limit": MAX_CONNECTIONS,
        "channel_timeout": CHANNEL_TIMEOUT,
        "cleanup_interval": 1,
        "recv_bytes": RECV_BYTES,
        # No thread waits for a client to read its answer: that could take as long as the client likes.
        "outbuf_high_watermark": sys.maxsize,
        "max_request_header_size": MAX_HEADER_BYTES,
        # A form that is a little too long gets the app's own page about that.
        "max_request_body_size": 2 * MAX_BYTES,
        # Neither a form nor a page that repeats it, in which `"` takes six bytes, ever goes into a temporary file.
        "inbuf_overflow": 2 * MAX_BYTES,
        "outbuf_overflow": 16 * MAX_BYTES,
        "asyncore_use_poll": True,
        "log_socket_errors": False,
        "ident": None,
        # A proxy on this computer says whether a request came over https. The app reads the client's address from it,
        # if HANDBOOK_BEHIND_PROXY is set.
        "trusted_proxy": "::1" if ":" in settings.host else "127.0.0.1",
        "trusted_proxy_headers": "x-forwarded-proto",
        "clear_untrusted_proxy_headers": False,
    }


def raise_file_limit() -> None:
    """Raise the limit of open files to its maximum: each answer from the site keeps a file open until it is read."""
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    # macOS reports that there is no limit, but does not accept that as a value.
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))


def set_user_timeout(listening: socket.socket) -> None:
    """Let Linux close connections whose client reads nothing; waitress never closes one that it cannot write to."""
    if sys.platform == "linux":
        # Accepted connections inherit the option.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 1000 * CHANNEL_TIMEOUT)


def serve(settings: Settings, handbook: Handbook) -> None:
    """Serve until stopped. Raises `SettingsError` if the site is not built.

    After SIGTERM, requests that are being handled have up to five seconds to finish.
    """
    os.umask(0o077)
    raise_file_limit()
    sys.setswitchinterval(SWITCH_INTERVAL)
    logging.getLogger("waitress").addFilter(filter_log_record)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    app = site_and_forms(settings, handbook)
    server = create_server(RequestLimiter(app), **options(settings))
    set_user_timeout(server.socket)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    maintenance_of(app.forms).start()
    app.content.start()
    freeze_garbage_collector()
    server.run()
