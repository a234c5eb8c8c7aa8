"""Content becomes the folder of Markdown that the engine reads."""

from collections.abc import Mapping
from pathlib import Path

from site_builder.writing import Written, write_pages

NOT_COPIED = {".md", ".yml", ".yaml"}
"""Endings of files in `docs/` that are content, not pictures or downloads."""


def stage(pages: Mapping[str, str], root: Path, folder: Path) -> Written:
    """Write every page, and copy what else lies in `docs/`, into `folder`."""
    return write_pages({**_pictures(root / "docs"), **pages}, folder)


def _pictures(docs: Path) -> dict[str, bytes]:
    """Pictures and downloads, by path."""
    return {
        path.relative_to(docs).as_posix(): path.read_bytes()
        for path in sorted(docs.rglob("*"))
        if path.is_file() and path.suffix not in NOT_COPIED and not path.name.startswith(".")
    }
