"""Content becomes the folder of Markdown that the engine reads; what did not change keeps its time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from handbook.file_rules import is_picture
from handbook.folders import content_paths
from site_builder.pictures.checks import publish_or_raise
from site_builder.styles import ADDRESS, stylesheet

NOT_COPIED = {".md", ".yml", ".yaml"}
"""Endings of files in `docs/` that are content, not pictures or downloads."""


@dataclass(frozen=True)
class WriteResult:
    """What a run did."""

    changed: tuple[str, ...]
    removed: tuple[str, ...]


def write_pages(files: Mapping[str, str | bytes], folder: Path) -> WriteResult:
    """Make `folder` hold exactly these files (by path below it); an unchanged file keeps its time."""
    folder.mkdir(parents=True, exist_ok=True)
    removed = tuple(_remove_others(set(files), folder))
    return WriteResult(write_changed(files, folder), removed)


def write_changed(files: Mapping[str, str | bytes], folder: Path) -> tuple[str, ...]:
    """Write those of the files that differ, and leave all others in `folder` alone; the paths of those written."""
    return tuple(path for path, content in files.items() if _write(folder / path, content))


def _write(target: Path, content: str | bytes) -> bool:
    new = content.encode() if isinstance(content, str) else content
    if target.is_file() and target.read_bytes() == new:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(new)
    return True


def _remove_others(keep: set[str], folder: Path) -> list[str]:
    """Take away every file that is not wanted, and folders that are left empty, so that no old page stays up."""
    removed = []
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.relative_to(folder).as_posix() not in keep:
            path.unlink()
            removed.append(path.relative_to(folder).as_posix())
    return removed


def stage(pages: Mapping[str, str], root: Path, folder: Path) -> WriteResult:
    """Write every page and the stylesheet, and copy what else is in `docs/`, into `folder`."""
    return write_pages({**_other_files(root), **pages}, folder)


def stage_some(pages: Mapping[str, str], root: Path, folder: Path) -> tuple[str, ...]:
    """Write these pages and the files beside them, delete none, and return the paths of those that changed."""
    return write_changed({**_other_files(root), **pages}, folder)


def _other_files(root: Path) -> dict[str, str | bytes]:
    """The stylesheet, which both engines copy as it is, and what else is in `docs/`."""
    return {**dict(_pictures(root)), ADDRESS: stylesheet()}


def _pictures(root: Path) -> Iterator[tuple[str, bytes]]:
    """Pictures and downloads, by path; of a picture only its points, whatever its file carries."""
    for path in content_paths(root):
        if path.startswith("docs/") and PurePosixPath(path).suffix not in NOT_COPIED:
            data = (root / path).read_bytes()
            yield path.removeprefix("docs/"), publish_or_raise(path, data) if is_picture(path) else data
