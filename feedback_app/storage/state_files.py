"""Small JSON files beside the store: what was read, who was notified, what maintenance has done. None holds a text."""

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any


def read_state(path: Path) -> dict[str, Any]:
    """The object in the file; empty where there is no file, or where it cannot be read as one."""
    try:
        state = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return state if isinstance(state, dict) else {}


def write_state(path: Path, state: Mapping[str, Any]) -> None:
    """Put the object in place of the file, whole or not at all; only its owner may read it. Raises OSError."""
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as opened:
        json.dump(state, opened, indent=1, sort_keys=True)
        opened.flush()
        os.fsync(opened.fileno())
    new.replace(path)


@contextmanager
def locked(path: Path, *, wait: bool = True) -> Iterator[None]:
    """Hold the lock of a file, `<name>.lock` beside it, against other threads and processes.

    Waits until the lock is free, or raises `BlockingIOError` if `wait` is false. The system releases the lock when the
    process ends, however it ends, so a lock file that is left behind means nothing.
    """
    file = os.open(path.with_name(f"{path.name}.lock"), os.O_CREAT | os.O_RDONLY, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(file)


def is_locked(path: Path) -> bool:
    """Whether a thread or process holds the lock of a file. Finding out leaves no lock file behind."""
    try:
        file = os.open(path.with_name(f"{path.name}.lock"), os.O_RDONLY)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(file)
    return False


def day_in(state: Mapping[str, Any], name: str) -> date | None:
    """A day of a state, or None where it is not there or is not a day."""
    try:
        return date.fromisoformat(state[name])
    except (KeyError, TypeError, ValueError):
        return None
