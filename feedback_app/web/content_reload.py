"""Loads the content of a new build into the running app: beside the old content, which it then replaces as a whole."""

import gc
import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from flask import Flask

from feedback_app.forms.answer_form import forms_of
from feedback_app.settings import Settings
from feedback_app.web.extensions import services_of, set_services
from feedback_app.web.site_build import SiteBuild
from handbook.folders import content_paths
from handbook.handbook import Handbook
from handbook.loading import load_handbook
from handbook.source.problems import ContentError, require_handbook


def load_content(settings: Settings) -> Handbook:
    """Read and check the content below the root; raises NoHandbookError, or ContentError with every problem.

    Rules about how texts are written are left to the build, whose site is served beside the forms.
    """
    require_handbook(settings.root)
    return load_handbook(settings.root, writing=False)


LOG = logging.getLogger(__name__)

POLL_SECONDS = 1.0
"""Seconds between two looks at the site's folder."""
MAX_LISTED_PROBLEMS = 5
"""Problems that the log lists; `make check` prints all of them."""


class ContentReload:
    """Notices a new build and reloads the content, which that build has just checked."""

    def __init__(self, app: Flask, on_reload: Callable[[], None]) -> None:
        """Watch the site that the app's settings name; `on_reload` is called when the content has changed."""
        self._app, self._on_reload = app, on_reload
        self._loaded_mark = services_of(app).build.mark
        self._failed_state: frozenset[tuple[str, int, int]] | None = None
        """The state of the files when they were last loaded and had problems; None if they had none."""
        self._last_logged = ""
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="content-reload", daemon=True)

    def start(self) -> None:
        """Start watching in a thread: loading takes seconds, and no request waits for it."""
        self._thread.start()

    def stop(self) -> None:
        """Stop watching."""
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(POLL_SECONDS):
            try:
                self.reload_if_changed()
            except Exception as error:
                self._log_once(
                    f"the content of the new build could not be read ({type(error).__name__}): the old is kept"
                )

    def reload_if_changed(self) -> None:
        """Load the content if there is a new build. If it has problems, the old content stays."""
        services = services_of(self._app)
        build = SiteBuild(services.settings.site, services.settings.policy)
        # Fixing a file may need no other build, so files with problems are watched until they have none.
        files = _state_of_files(services.settings.root) if services.content_is_old else None
        if build.mark is None or (build.mark == self._loaded_mark and files == self._failed_state):
            return
        self._failed_state = _state_of_files(services.settings.root)
        try:
            handbook = load_content(services.settings)
        except ContentError as error:
            if self._failed_state != _state_of_files(services.settings.root):
                return
            self._loaded_mark = build.mark
            set_services(self._app, replace(services, content_is_old=True))
            places = ", ".join(f"{problem.path}:{problem.line}" for problem in error.problems[:MAX_LISTED_PROBLEMS])
            more = (
                f" and {len(error.problems) - MAX_LISTED_PROBLEMS} more"
                if len(error.problems) > MAX_LISTED_PROBLEMS
                else ""
            )
            # Only the places: a sentence may repeat what is there.
            self._log_once(f"the new content has faults, and the forms keep the old: {places}{more}; run `make check`")
            return
        if self._failed_state != _state_of_files(services.settings.root):
            return  # somebody is saving files: the next look reads them all in one state
        fresh = replace(
            services, handbook=handbook, forms=forms_of(handbook), build=build, thanks={}, content_is_old=False
        )
        set_services(self._app, fresh)
        self._loaded_mark, self._last_logged, self._failed_state = build.mark, "", None
        self._on_reload()
        freeze_garbage_collector()

    def _log_once(self, sentence: str) -> None:
        if sentence != self._last_logged:
            self._last_logged = sentence
            LOG.error("%s", sentence)


def _state_of_files(root: Path) -> frozenset[tuple[str, int, int]]:
    """Name, time and size of every content file."""
    stats = ((path, (root / path).stat()) for path in content_paths(root))
    return frozenset((path, stat.st_mtime_ns, stat.st_size) for path, stat in stats)


def freeze_garbage_collector() -> None:
    """Exempt everything in memory from garbage collection, after collecting what the old content left behind.

    Each full collection would walk the whole handbook, 75 ms with the real one, while every request waits.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
