"""Content becomes the folder of Markdown that the engine reads."""

from datetime import date
from pathlib import Path

from handbook.library import Handbook
from site_builder.pages import all_pages
from site_builder.writing import Written, write_pages

NOT_COPIED = {".md", ".yml", ".yaml"}
"""Endings of files in `docs/` that are content, not pictures or downloads."""


def stage(handbook: Handbook, root: Path, folder: Path, on: date) -> Written:
    """Write every page, and copy what else lies in `docs/`, into `folder`."""
    return write_pages(staged_files(handbook, root, on), folder)


def staged_files(handbook: Handbook, root: Path, on: date) -> dict[str, str | bytes]:
    """Every file of the staged folder by its path."""
    docs = root / "docs"
    copied = {
        path.relative_to(docs).as_posix(): path.read_bytes()
        for path in sorted(docs.rglob("*"))
        if path.is_file() and path.suffix not in NOT_COPIED and not path.name.startswith(".")
    }
    return copied | all_pages(handbook, on)
