"""Whether the built site still says what the content says: one fingerprint over everything it is made from."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

SOURCES = ("docs", "charters", "surveys", "service", "handbook", "site_builder")
FILES = ("mkdocs.yml", "requirements/run.txt")
EXCLUDED = {"__pycache__", "schemas"}


SOURCE_ROOT = Path(__file__).parent.parent.parent
"""The folder of the builder's packages, whose code is part of what a site is made from."""


def is_clone(folder: Path) -> bool:
    """Whether the folder holds the repository, and not only packages that were installed."""
    return (folder / "pyproject.toml").is_file()


@dataclass(frozen=True)
class BuildPaths:
    """Where content comes from and where what is made goes."""

    root: Path
    made: Path
    site: Path

    @property
    def docs(self) -> Path:
        """The staged pages."""
        return self.made / "docs"

    @property
    def stamp(self) -> Path:
        """The fingerprint of what the site was built from."""
        return self.made / "fingerprint.txt"


def is_up_to_date(paths: BuildPaths, on: date) -> bool:
    """Whether the site that is there was built from exactly what there is now."""
    if not (paths.site / "index.html").is_file() or not paths.stamp.is_file():
        return False
    return paths.stamp.read_text() == fingerprint(paths, on)


def fingerprint(paths: BuildPaths, on: date) -> str:
    """Changes when a content file, the builder, the engine's version or the day changes.

    The day belongs to it because surveys open and close, and answers and reviews become overdue, by date.
    """
    digest = hashlib.sha256(on.isoformat().encode())
    for folder in dict.fromkeys((paths.root.resolve(), SOURCE_ROOT.resolve())):
        for path in _files(folder):
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    yield from (folder / name for name in FILES if (folder / name).is_file())
    for name in SOURCES:
        for path in sorted((folder / name).rglob("*")):
            if path.is_file() and not EXCLUDED & set(path.parts):
                yield path
