"""Handbook and forms from one process: the forms' app, and every other address from the folder of the built site."""

import logging
import threading
from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from flask import Flask, render_template

from feedback_app.app import create_app
from feedback_app.clock import Clock
from feedback_app.server.busy_page import BusyPage
from feedback_app.settings import Settings, SettingsError
from feedback_app.web.base_path import base_path_of
from feedback_app.web.content_reload import ContentReload
from feedback_app.web.extensions import services_of
from feedback_app.web.http_security import COMMON_HEADERS, FORM_HEADERS
from feedback_app.web.site_build import Mark, SiteBuild, mark_of, missing_pages
from feedback_app.web.site_files import FileReplacedError, SiteFiles
from handbook.handbook import Handbook

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

LOG = logging.getLogger(__name__)

MAX_TRIES = 3
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
        self.content = ContentReload(forms, self._render_busy_page)
        self._render_busy_page()

    def _render_busy_page(self) -> None:
        self._busy_page = BusyPage(self.forms)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer one request."""
        base = base_path_of(services_of(self.forms).handbook.service)
        if base and environ.get("PATH_INFO", "") == base:
            start_response("302 Found", [("Location", f"{base.rpartition('/')[2]}/"), *COMMON_HEADERS.items()])
            return []
        environ = self._without_base_path(environ)
        if environ.get("PATH_INFO", "").removeprefix("/").split("/")[0] in self._own:
            return self.forms(environ, start_response)
        for _ in range(MAX_TRIES):
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
        start_response("503 Service Unavailable", [("Content-Type", "text/html; charset=utf-8"), *FORM_HEADERS.items()])
        return [page.encode()]

    def busy(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Ask to send again in a moment, in place of an answer; a form that was sent is still in the page."""
        return self._busy_page(self._without_base_path(environ), start_response)

    def _without_base_path(self, environ: "WSGIEnvironment") -> "WSGIEnvironment":
        path, base = environ.get("PATH_INFO", ""), base_path_of(services_of(self.forms).handbook.service)
        if not base or not path.startswith(f"{base}/"):
            # If the proxy has removed the base path already, there is nothing to do.
            return environ
        return environ | {"SCRIPT_NAME": f"{environ.get('SCRIPT_NAME', '')}{base}", "PATH_INFO": path[len(base) :]}

    def _say_that_it_is_gone(self) -> None:
        if not self._gone:
            self._gone = True
            LOG.error(
                "pages of the site %s cannot be read, and readers get the numbers to call in their place: "
                "run `make pages`",
                self._settings.site,
            )

    def _newest_files(self) -> SiteFiles:
        """The files of the newest build. The first request after a build opens it while the others wait."""
        if self._files.build.is_newest:
            return self._files
        with self._opening:
            mark = mark_of(self._settings.site)
            if mark not in (None, self._files.build.mark, self._unreadable):
                try:
                    self._files = self._open_files()
                except OSError as error:
                    # Somebody is copying files into the served folder without the builder. Serve what is there.
                    self._unreadable = mark
                    LOG.error("the new site could not be read (%s): the old is kept", error.strerror)  # noqa: TRY400
            return self._files

    def _open_files(self) -> SiteFiles:
        files = SiteFiles(SiteBuild(self._settings.site, self._settings.policy))
        for page in missing_pages(files.build.folder):
            LOG.error("the site %s has no page %s: run `make pages`", self._settings.site, page)
        return files


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
