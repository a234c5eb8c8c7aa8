"""Puts pages on disk: writes what changed, removes what is no longer made, and leaves the rest with its time."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class WriteResult:
    """What a run did."""

    changed: tuple[str, ...]
    removed: tuple[str, ...]


def write_pages(files: Mapping[str, str | bytes], folder: Path) -> WriteResult:
    """Make `folder` hold exactly these files (by path below it); an unchanged file keeps its time."""
    folder.mkdir(parents=True, exist_ok=True)
    removed = tuple(_removed(set(files), folder))
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


def _removed(wanted: set[str], folder: Path) -> list[str]:
    """Take away every file that is not wanted, and folders that are left empty, so that no old page stays up."""
    gone = []
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.relative_to(folder).as_posix() not in wanted:
            path.unlink()
            gone.append(path.relative_to(folder).as_posix())
    return gone
