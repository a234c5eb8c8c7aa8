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
"""Requests that are answered at once. More of them share the same processor, and each takes longer."""
MAX_WAITING_REQUESTS = 200
"""Requests that may wait for their turn; whoever comes later is told at once to send again."""
SPARE_THREADS = 8
"""Threads that are always left to tell them so."""
MAX_CONNECTIONS = 800
"""Connections that may be open, each with one request of at most twice MOST_BYTES; later ones wait to be accepted."""
CHANNEL_TIMEOUT = 10
"""Seconds without a byte, sent or taken, after which a connection is closed."""
RECV_BYTES = 2048
"""Bytes taken from a connection in one go: at most 113 requests, all of which are answered before more is taken."""
MAX_HEADER_BYTES = 64 * 1024
"""Bytes in front of the form itself; a browser sends about one thousand."""
SWITCH_INTERVAL = 0.0005
"""Seconds that one thread may keep the others waiting; with Python's usual 0.005 the slowest of a hundred waited seven
times as long at 200 replies a second (77 ms, not 11)."""

HARMLESS_MESSAGES = (
    "total open connections reached the connection limit, no longer accepting new connections",
    "total open connections dropped below the connection limit, listening again",
    "%d thread(s) still running",
    "Canceling %d pending task(s)",
)
"""Lines of waitress without a word about a request, as it hands them to `logging`."""


class FairSemaphore:
    """A semaphore that lets threads in strictly in the order in which they came.

    Python's own lets a newcomer pass those who wait; with it the slowest of a hundred waited 1.2 to 2.2 times as long.
    """

    def __init__(self, limit: int) -> None:
        """Let `limit` threads in at once."""
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


class Admission:
    """A WSGI app that lets some requests work and some wait; the others are told at once to send again."""

    def __init__(self, app: SiteAndForms) -> None:
        """Guard `app`, which answers busy() without waiting for anything."""
        self._app = app
        self._places = threading.Semaphore(MAX_CONCURRENT_REQUESTS + MAX_WAITING_REQUESTS)
        self._turns = FairSemaphore(MAX_CONCURRENT_REQUESTS)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer one request, all of which is here."""
        if not self._places.acquire(blocking=False):
            return self._app.busy(environ, start_response)
        try:
            with self._turns:
                return self._app(environ, start_response)
        finally:
            self._places.release()


def filter_log_record(record: logging.LogRecord) -> bool:
    """Whether a line of waitress may be logged: those in HARMLESS as they are, and of each fault no more than its kind.

    Everything else may hold addresses of people and of pages, and what somebody wrote, in its text or in its trace.
    """
    if record.msg in HARMLESS_MESSAGES:
        return True
    # Where waitress wrote the fault into the text, it is still being handled.
    kind = (record.exc_info or sys.exc_info())[0]
    record.msg = f"a request could not be handled ({kind.__name__ if kind else 'no reason is known'})"
    record.args, record.exc_info, record.exc_text, record.stack_info = (), None, None, None
    return record.levelno >= logging.ERROR


def options(settings: Settings) -> dict[str, object]:
    """What waitress is told."""
    return {
        "host": settings.host,
        "port": settings.port,
        "threads": MAX_CONCURRENT_REQUESTS + MAX_WAITING_REQUESTS + SPARE_THREADS,
        "connection_limit": MAX_CONNECTIONS,
        "channel_timeout": CHANNEL_TIMEOUT,
        "cleanup_interval": 1,
        "recv_bytes": RECV_BYTES,
        # No thread waits until somebody reads what was answered: it would wait for as long as they like.
        "outbuf_high_watermark": sys.maxsize,
        "max_request_header_size": MAX_HEADER_BYTES,
        # What is a little too long gets a page of ours that says so.
        "max_request_body_size": 2 * MAX_BYTES,
        # Nothing that was sent is ever put into a temporary file, nor a page with it, in which `"` is six bytes.
        "inbuf_overflow": 2 * MAX_BYTES,
        "outbuf_overflow": 16 * MAX_BYTES,
        "asyncore_use_poll": True,
        "log_socket_errors": False,
        "ident": None,
        # A proxy on this computer says whether a page travels over https. Whose address it names is read by the app,
        # if HANDBOOK_BEHIND_PROXY says so.
        "trusted_proxy": "::1" if ":" in settings.host else "127.0.0.1",
        "trusted_proxy_headers": "x-forwarded-proto",
        "clear_untrusted_proxy_headers": False,
    }


def raise_file_limit() -> None:
    """Let this process hold as many files as it may: each answer from the site holds one until it is read."""
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    # macOS says that there is no limit, and then takes no such number.
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))


def set_user_timeout(listening: socket.socket) -> None:
    """Let Linux close a connection whose other side takes nothing; waitress closes none to which it cannot write."""
    if sys.platform == "linux":
        # Every connection that is accepted from now on has it too.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 1000 * CHANNEL_TIMEOUT)


def serve(settings: Settings, handbook: Handbook) -> None:
    """Serve until stopped; raises SettingsError where the site is not built.

    At SIGTERM whoever is being answered still is, for up to five seconds.
    """
    os.umask(0o077)
    raise_file_limit()
    sys.setswitchinterval(SWITCH_INTERVAL)
    logging.getLogger("waitress").addFilter(filter_log_record)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    app = site_and_forms(settings, handbook)
    server = create_server(Admission(app), **options(settings))
    set_user_timeout(server.socket)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    maintenance_of(app.forms).start()
    app.content.start()
    freeze_garbage_collector()
    server.run()
