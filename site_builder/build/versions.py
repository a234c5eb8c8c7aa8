"""Builds of the site side by side, and the link that says which one is served.

A build is made whole in a folder of its own. Then one rename puts a link to it in the place of the old link, so that
whoever reads sees the old site or the new one, and a build that dies on the way leaves the old one.
"""

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from handbook.urls import LOCK_FILE, SITE_FOLDER

VERSIONS = "sites"
"""The folder of all builds, below the folder of what is made."""
_LINK_FILE = "link"
"""Says which link led to a build: two sites may be made in one place, and one must not remove the other's."""


@contextmanager
def build_lock(made: Path) -> Iterator[None]:
    """Wait until no other build works in this folder: two would stage their pages over each other."""
    made.mkdir(parents=True, exist_ok=True)
    with (made / "build.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def new_version(made: Path, on: date) -> Iterator[Path]:
    """A folder for one build, removed again when the build fails."""
    version = made / VERSIONS / f"{on.isoformat()}-{secrets.token_hex(4)}"
    version.mkdir(parents=True)
    (version / LOCK_FILE).touch()
    try:
        yield version
    except BaseException:
        shutil.rmtree(version, ignore_errors=True)
        raise


def switch_to(site: Path, version: Path) -> Path | None:
    """Let `site` lead to this build from now on, in one step; the build that it led to before."""
    before = site.resolve().parent if site.is_symlink() else None
    site.parent.mkdir(parents=True, exist_ok=True)
    (version / _LINK_FILE).write_text(str(site.absolute()))
    aside, link = (site.with_name(f".{site.name}-{name}") for name in ("old", "next"))
    link.unlink(missing_ok=True)
    # Relative, so that a handbook may be moved with its site.
    link.symlink_to(os.path.relpath(version.resolve() / SITE_FOLDER, site.parent.resolve()))
    if site.is_dir() and not site.is_symlink():
        # Builds of earlier versions of this program are folders, and no folder can be replaced by a link in one step.
        shutil.rmtree(aside, ignore_errors=True)
        site.rename(aside)
    link.replace(site)
    shutil.rmtree(aside, ignore_errors=True)
    return before


def remove_old_versions(made: Path, keep: set[Path]) -> None:
    """Remove builds that nobody reads: not those to keep, not one that a link leads to, not one that is locked."""
    for version in (made / VERSIONS).iterdir():
        if version.resolve() not in keep and not _is_linked(version) and not _is_locked(version):
            shutil.rmtree(version, ignore_errors=True)


def _is_linked(version: Path) -> bool:
    try:
        return Path((version / _LINK_FILE).read_text()).resolve() == (version / SITE_FOLDER).resolve()
    except OSError:
        return False


def _is_locked(version: Path) -> bool:
    try:
        with (version / LOCK_FILE).open() as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def write_atomically(file: Path, text: str) -> None:
    """Write a file so that nobody ever reads half of it."""
    new = file.with_name(f".{file.name}-next")
    new.write_text(text)
    new.replace(file)
