"""Content becomes the folder of Markdown that the engine reads."""

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from handbook.file_rules import is_picture
from handbook.folders import paths_of
from site_builder.build.changed_files import WriteResult, write_changed, write_pages
from site_builder.pictures.checks import published_or_refused
from site_builder.styles import ADDRESS, stylesheet

NOT_COPIED = {".md", ".yml", ".yaml"}
"""Endings of files in `docs/` that are content, not pictures or downloads."""


def stage(pages: Mapping[str, str], root: Path, folder: Path) -> WriteResult:
    """Write every page and the stylesheet, and copy what else lies in `docs/`, into `folder`."""
    return write_pages({**_beside_pages(root), **pages}, folder)


def stage_some(pages: Mapping[str, str], root: Path, folder: Path) -> tuple[str, ...]:
    """Write these pages and what goes beside them, and take nothing away; the paths of what differed."""
    return write_changed({**_beside_pages(root), **pages}, folder)


def _beside_pages(root: Path) -> dict[str, str | bytes]:
    """The stylesheet, which both engines copy as it is, and what else lies in `docs/`."""
    return {**dict(_pictures(root)), ADDRESS: stylesheet()}


def _pictures(root: Path) -> Iterator[tuple[str, bytes]]:
    """Pictures and downloads, by path; of a picture only its points, whatever its file carries."""
    for path in paths_of(root):
        if path.startswith("docs/") and PurePosixPath(path).suffix not in NOT_COPIED:
            data = (root / path).read_bytes()
            yield path.removeprefix("docs/"), published_or_refused(path, data) if is_picture(path) else data
