"""Handbook and forms from one process: the forms' app, and every other address from the folder of the built site."""

import logging
import os
import sys
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from flask import Flask, render_template
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

from feedback_app.app import create_app
from feedback_app.clock import Clock
from feedback_app.jobs.maintenance import maintenance_of
from feedback_app.server.doorway import THREADS, Doorkeeper
from feedback_app.server.turning_away import Refusals
from feedback_app.settings import Settings, SettingsError
from feedback_app.web.base_path import base_path_of
from feedback_app.web.content_reload import ContentReload, keep_out_of_searches
from feedback_app.web.extensions import held_by
from feedback_app.web.headers import EVERYWHERE, FORMS
from feedback_app.web.site_build import Mark, SiteBuild, mark_of, missing_pages
from feedback_app.web.site_files import FileReplacedError, SiteFiles
from handbook.handbook import Handbook

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

LOG = logging.getLogger(__name__)

LONGEST_ANSWER = 10
"""Seconds in which somebody must take an answer; until then it keeps a thread."""

LONGEST_TURN = 0.0005
"""Seconds that one thread may keep the others waiting; with Python's usual 0.005 the slowest of a hundred waited seven
times as long at 200 replies a second (77 ms, not 11)."""


MOST_TRIES = 3
"""How often a file is looked for in a newer build, where it was replaced while it was opened."""


class SiteAndForms:
    """A WSGI app over both. The newest build of the site is served from the moment that it is there."""

    def __init__(self, forms: Flask, settings: Settings) -> None:
        """Serve the site that the settings name; raises OSError where it is not whole."""
        self.forms, self._settings = forms, settings
        self._own = {rule.rule.split("/")[1] for rule in forms.url_map.iter_rules()}
        self._opening = threading.Lock()
        self._files = self._open_files()
        self._unreadable: Mark | None = None
        self._gone = False
        self.content = ContentReload(forms, self._draw_refusals)
        self._draw_refusals()

    def _draw_refusals(self) -> None:
        self.refusals = Refusals(self.forms)
        """What the door says to those it does not let in."""

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer one request."""
        _limit_patience(environ)
        path = environ.get("PATH_INFO", "")
        base = base_path_of(held_by(self.forms).handbook.service)
        if base and path == base:
            start_response("302 Found", [("Location", f"{base.rpartition('/')[2]}/"), *EVERYWHERE.items()])
            return []
        if base and path.startswith(f"{base}/"):
            # A proxy may also have taken the path away: then nothing is to be done.
            environ = environ | {
                "SCRIPT_NAME": f"{environ.get('SCRIPT_NAME', '')}{base}",
                "PATH_INFO": path[len(base) :],
            }
        if environ.get("PATH_INFO", "").removeprefix("/").split("/")[0] in self._own:
            return self.forms(environ, start_response)
        for _ in range(MOST_TRIES):
            # Held until the answer has begun: all of it comes from one build, headers and all.
            files = self._newest_files()
            if files.lacks(environ.get("PATH_INFO", "")):
                break
            with suppress(OSError, FileReplacedError):
                answer = files(environ, start_response)
                # One page may be there while another is not.
                self._gone = self._gone and bool(missing_pages(files.build.folder))
                return answer
        self._say_that_it_is_gone()
        with self.forms.test_request_context():
            page = render_template("no_site.html")
        start_response("503 Service Unavailable", [("Content-Type", "text/html; charset=utf-8"), *FORMS.items()])
        return [page.encode()]

    def _say_that_it_is_gone(self) -> None:
        if not self._gone:
            self._gone = True
            LOG.error(
                "pages of the site %s cannot be read, and readers get the numbers to call in their place: "
                "run `make pages`",
                self._settings.site,
            )

    def _newest_files(self) -> SiteFiles:
        """The files of the newest build; whoever comes first after a build opens it, the others wait that moment."""
        if self._files.build.is_newest:
            return self._files
        with self._opening:
            mark = mark_of(self._settings.site)
            if mark not in (None, self._files.build.mark, self._unreadable):
                try:
                    self._files = self._open_files()
                except OSError as error:
                    # No build of ours: somebody copies files into the folder that is served. What is there is served.
                    self._unreadable = mark
                    LOG.error("the new site could not be read (%s): the old is kept", error.strerror)  # noqa: TRY400
            return self._files

    def _open_files(self) -> SiteFiles:
        files = SiteFiles(SiteBuild(self._settings.site, self._settings.policy))
        for page in missing_pages(files.build.folder):
            LOG.error("the site %s has no page %s: run `make pages`", self._settings.site, page)
        return files


def _limit_patience(environ: "WSGIEnvironment") -> None:
    connection = environ.get("gunicorn.socket")
    if connection is not None:
        connection.settimeout(LONGEST_ANSWER)


def site_and_forms(settings: Settings, handbook: Handbook) -> SiteAndForms:
    """Both, ready to be served; raises SettingsError where the site is not built."""
    check_built(settings)
    return SiteAndForms(create_app(settings, handbook, clock=Clock(settings.on)), settings)


def check_built(settings: Settings) -> None:
    """Raise SettingsError, with what to do, unless the build made its site and its policy."""
    if not (settings.site / "index.html").is_file():
        raise SettingsError(f"There is no built handbook in {settings.site}: run `make pages` first.")
    if not SiteBuild(settings.site, settings.policy).policy_file.is_file():
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

    def __init__(self, make_app: Callable[[], SiteAndForms], host: str, port: int) -> None:
        """Serve on one address; a proxy with https stands in front on a real site."""
        self._make_app, self._bind = make_app, f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        super().__init__()

    def load_config(self) -> None:
        """One process, because one thread writes; nothing listens but the port."""
        options = {
            "bind": self._bind,
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

    def load(self) -> SiteAndForms:
        """Make the app inside the worker: the store's thread would not live through a fork."""
        sys.setswitchinterval(LONGEST_TURN)
        app = self._make_app()
        app.content.start()
        keep_out_of_searches()
        return app


def serve(settings: Settings, handbook: Handbook) -> None:
    """Serve until stopped."""
    check_built(settings)
    os.umask(0o077)
    Server(lambda: _maintained(settings, handbook), settings.host, settings.port).run()


def _maintained(settings: Settings, handbook: Handbook) -> SiteAndForms:
    app = site_and_forms(settings, handbook)
    maintenance_of(app.forms).start()
    return app
