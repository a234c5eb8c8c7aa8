"""Which build of the site is the newest, and a lock that keeps the builder from removing one that is being served."""

import fcntl
import json
import os
import weakref
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from handbook.search.index import INDEX_FILE, SEARCH_FOLDER, SearchIndex
from handbook.urls import LOCK_FILE, POLICY_FILE, REDIRECTS_FILE

PAGES = ("/", "/who-to-call/")
"""Pages that every site must have: the home page, and the one that matters most at night. Every form links to both."""

Mark = tuple[int, ...]
"""Identifies a build of the site."""


def mark_of(site: Path) -> Mark | None:
    """The mark of the current build; None if there is none. Two system calls, because every request makes them."""
    try:
        folder, home = site.stat(), (site / "index.html").stat()
    except OSError:
        return None
    return folder.st_dev, folder.st_ino, folder.st_mtime_ns, home.st_ino, home.st_mtime_ns, home.st_size


def missing_pages(site: Path) -> tuple[str, ...]:
    """Those of PAGES that a folder does not hold."""
    return tuple(page for page in PAGES if not (site / page.strip("/") / "index.html").is_file())


class SiteBuild:
    """One build of the site. While this object lives, the builder does not remove the build's folder."""

    def __init__(self, site: Path, policy: Path) -> None:
        """The build that `site` is now; `policy` is the file of a site that was copied without its own."""
        self.mark = mark_of(site)
        self._site, self._policy = site, policy
        while True:
            self.folder = Path(os.path.realpath(site))
            self._lock(self.folder.parent / LOCK_FILE)
            if Path(os.path.realpath(site)) == self.folder:
                return

    @property
    def is_newest(self) -> bool:
        """Whether there is no newer build."""
        return self.mark == mark_of(self._site)

    @property
    def policy_file(self) -> Path:
        """The policy that was written for these pages."""
        own = self.folder.parent / POLICY_FILE
        return own if own.is_file() else self._policy

    @cached_property
    def redirects(self) -> Mapping[str, str]:
        """New addresses by old ones; empty for a site copied without them, whose pages redirect by themselves."""
        own = self.folder.parent / REDIRECTS_FILE
        return dict(json.loads(own.read_text(encoding="utf-8"))) if own.is_file() else {}

    @cached_property
    def search_index(self) -> SearchIndex:
        """The index of these pages. Raises OSError for a site without one."""
        folder = self.folder / SEARCH_FOLDER
        version = json.loads((folder / INDEX_FILE).read_text(encoding="utf-8"))["version"]

        def read(name: str) -> object:
            place = folder if name == INDEX_FILE else folder / version
            return json.loads((place / name).read_text(encoding="utf-8"))

        return SearchIndex(read)

    def _lock(self, file: Path) -> None:
        try:
            opened = os.open(file, os.O_RDONLY)
        except OSError:
            return  # a site that was copied here: no builder removes it
        fcntl.flock(opened, fcntl.LOCK_SH)
        weakref.finalize(self, os.close, opened)
