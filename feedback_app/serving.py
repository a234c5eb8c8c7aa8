"""Handbook and forms from one process: the forms' app, and every other address from the folder of the built site."""

import gc
import logging
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger
from whitenoise import WhiteNoise

from feedback_app.app import create_app
from feedback_app.clock import Clock
from feedback_app.doorway import THREADS, Doorkeeper
from feedback_app.headers import EVERYWHERE, SECURE_ONLY
from feedback_app.maintenance import maintenance_of
from feedback_app.settings import Settings, SettingsError
from feedback_app.turning_away import Refusals
from handbook.library import Handbook

if TYPE_CHECKING:
    from _typeshed import OptExcInfo
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LONGEST_ANSWER = 10
"""Seconds in which somebody must take an answer; until then it keeps a thread."""

LONGEST_TURN = 0.0005
"""Seconds that one thread may keep the others waiting; with Python's usual 0.005 the slowest of a hundred waited seven
times as long at 200 replies a second (77 ms, not 11)."""


class SiteAndForms:
    """A WSGI app over both."""

    def __init__(self, forms: Flask, site: Path, policy: str) -> None:
        """Serve `site` as it is now, with the policy that its build wrote."""
        self._forms = self.forms = forms
        self._own = {rule.rule.split("/")[1] for rule in forms.url_map.iter_rules()}
        self._site = WhiteNoise(_NotFound(site), root=site, index_file=True, allow_all_origins=False)
        self._headers = EVERYWHERE | {"Content-Security-Policy": policy}
        self.refusals = Refusals(forms)
        """What the door says to those it does not let in."""

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer one request."""
        _limit_patience(environ)
        if environ.get("PATH_INFO", "").removeprefix("/").split("/")[0] in self._own:
            return self._forms(environ, start_response)
        return self._site(environ, self._with_headers(environ, start_response))  # type: ignore[no-any-return]

    def _with_headers(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> "StartResponse":
        added = self._headers | (SECURE_ONLY if environ.get("wsgi.url_scheme") == "https" else {})

        def start(
            status: str, headers: list[tuple[str, str]], exc_info: "OptExcInfo | None" = None
        ) -> Callable[[bytes], object]:
            return start_response(status, [*headers, *added.items()], exc_info)

        return start


class _NotFound:
    """The site's own page for addresses that do not exist."""

    def __init__(self, site: Path) -> None:
        page = site / "404.html"
        self._body = page.read_bytes() if page.is_file() else b"<!doctype html><title>Page not found</title>"

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(self._body)))]
        start_response("404 Not Found", [*headers, ("Cache-Control", "no-cache")])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [self._body]


def _limit_patience(environ: "WSGIEnvironment") -> None:
    connection = environ.get("gunicorn.socket")
    if connection is not None:
        connection.settimeout(LONGEST_ANSWER)


def site_and_forms(settings: Settings, handbook: Handbook) -> SiteAndForms:
    """Both, ready to be served; raises SettingsError where the site is not built."""
    check_built(settings)
    policy = settings.policy.read_text(encoding="utf-8").strip()
    return SiteAndForms(create_app(settings, handbook, clock=Clock(settings.on)), settings.site, policy)


def check_built(settings: Settings) -> None:
    """Raise SettingsError, with what to do, unless the build made its site and its policy."""
    if not (settings.site / "index.html").is_file():
        raise SettingsError(f"There is no built handbook in {settings.site}: run `make pages` first.")
    if not settings.policy.is_file():
        raise SettingsError(f"The site's security policy {settings.policy} is missing: run `make pages` first.")


class QuietLogger(Logger):  # type: ignore[misc]  # gunicorn ships no types
    """Gunicorn's log without addresses of people or of pages, and without times."""

    # A line about a form that broke off would else say when its sender was there.
    error_fmt = "[%(levelname)s] %(message)s"

    def setup(self, cfg: object) -> None:
        """Let through only what holds nothing about a request."""
        super().setup(cfg)
        self.error_log.addFilter(without_requests)

    def access(self, *_: object) -> None:
        """Keep no record of who asked for what."""


def without_requests(record: logging.LogRecord) -> bool:
    """Empty a warning or an error of all but its kind: gunicorn fills them with addresses, paths and traces."""
    if record.levelno >= logging.WARNING and (record.exc_info or "request" in str(record.msg).lower()):
        kind = record.exc_info[0] if record.exc_info else None
        record.msg = f"a request could not be handled ({kind.__name__ if kind else 'refused'})"
        record.args, record.exc_info, record.exc_text = (), None, None
    return True


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    """Gunicorn with one process, started from Python."""

    def __init__(self, make_app: Callable[[], "WSGIApplication"], port: int) -> None:
        """Serve on the loopback address; a proxy with https stands in front on a real site."""
        self._make_app, self._port = make_app, port
        super().__init__()

    def load_config(self) -> None:
        """One process, because one thread writes; nothing listens but the port."""
        options = {
            "bind": f"127.0.0.1:{self._port}",
            "workers": 1,
            "worker_class": Doorkeeper,
            "threads": THREADS,
            "control_socket_disable": True,
            "logger_class": QuietLogger,
            "loglevel": "warning",
            "umask": 0o077,
            "proc_name": "fostering-handbook",
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> "WSGIApplication":
        """Make the app inside the worker: the store's thread would not live through a fork."""
        sys.setswitchinterval(LONGEST_TURN)
        app = self._make_app()
        # What stands in memory now stays there. Each full search for rubbish would walk through it, 75 ms with the real
        # handbook, while everybody waits.
        gc.collect()
        gc.freeze()
        return app


def serve(settings: Settings, handbook: Handbook, port: int) -> None:
    """Serve until stopped."""
    check_built(settings)
    os.umask(0o077)
    Server(lambda: _maintained(settings, handbook), port).run()


def _maintained(settings: Settings, handbook: Handbook) -> SiteAndForms:
    app = site_and_forms(settings, handbook)
    maintenance_of(app.forms).start()
    return app
