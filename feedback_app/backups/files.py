"""The files of a folder of backups: how they are named, and how they are written.

A name is for people and for the next night's backup, which cannot open the files. What comes back is decided by what a
file says inside its encryption (`restore`).
"""

import fcntl
import json
import os
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from feedback_app.storage.state_files import read_state, write_state

ANSWERS_TO, BESIDE, DIGESTS, MADE = "answers_to", "beside", "digests", "made"
"""What the note in a backup says: of which run it holds the answers; which files of answers belong beside it, and the
SHA-256 of each; on which day it was made."""

_NIGHTLY = re.compile(r"store-(\d{4}-\d{2}-\d{2})\.age")
_ANSWERS = re.compile(r"answers-([a-z0-9.-]+)_(\d{4}-\d{2}-\d{2})_(\d+)\.age")
_UNFINISHED = re.compile(rf"\.(?:{_NIGHTLY.pattern}|{_ANSWERS.pattern})\.part")


_MARK_FILE = "mark.json"
"""Says whose copies are in a folder: the random mark of their store, which the files themselves hold encrypted."""


class BackupError(Exception):
    """A backup cannot be made or restored. The message is a sentence that says why, and what to do."""


@dataclass(frozen=True)
class AnswersFile:
    """The file of one run's answers, as its name says."""

    file: Path
    run: str
    made_on: date
    replies: int
    """Rounded down to tens."""


def nightly_name(made_on: date) -> str:
    """The name of a day's copy of the store."""
    return f"store-{made_on.isoformat()}.age"


def answers_name(run: str, made_on: date, replies: int) -> str:
    """The name of a file of answers, which reveals the number of replies in tens only."""
    return f"answers-{run.replace('/', '.')}_{made_on.isoformat()}_{replies // 10 * 10}.age"


def nightly_in(folder: Path) -> dict[Path, date]:
    """The nightly copies in a folder with the days in their names, oldest first; `date.max` where that is no day."""
    matches = ((path, _NIGHTLY.fullmatch(path.name)) for path in sorted(folder.iterdir()))
    return {path: _day(match[1]) for path, match in matches if match}


def last_made(folder: Path, on: date) -> date | None:
    """The day of the newest nightly copy before a day. Copies dated later do not count."""
    return max((day for day in nightly_in(folder).values() if day < on), default=None)


def named_answers(file: Path) -> AnswersFile | None:
    """The parts of the name of a file of answers; None if it has another name."""
    name = _ANSWERS.fullmatch(file.name)
    return AnswersFile(file, name[1].replace(".", "/"), _day(name[2]), int(name[3])) if name else None


def answers_in(folder: Path) -> list[AnswersFile]:
    """The files of answers in a folder."""
    return [answers for path in sorted(folder.iterdir()) if (answers := named_answers(path))]


def newest_answers(folder: Path, on: date) -> dict[str, AnswersFile]:
    """The newest file of each run. Files dated after today count as the oldest."""
    oldest_first = sorted(
        answers_in(folder), key=lambda answers: (answers.made_on <= on, answers.made_on, answers.replies)
    )
    return {answers.run: answers for answers in oldest_first}


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return date.max


def claim_folder(folder: Path, mark: str, ours: Collection[str]) -> None:
    """Mark a folder as that of one store; raises BackupError where it is another's.

    In a folder from before there were marks, `ours` are the files of answers that the store has noted.

    Two stores that are asked the same things write files of the same names: one would take the other's answers for
    its own copies, and delete them in time.
    """
    marked = read_state(folder / _MARK_FILE).get("store", "")
    foreign = marked != mark if marked else any(answers.file.name not in ours for answers in answers_in(folder))
    if foreign:
        raise BackupError(
            f"{folder} holds the backups of another store: give each store a folder of its own. If this store has "
            "taken the place of one that was lost, and that one shall not come back, move everything out of the folder"
        )
    if mark and not marked:
        write_state(folder / _MARK_FILE, {"store": mark})


@contextmanager
def folder_lock(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder, so that other backups and restores in it wait."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        # Some disks in a network lock no folder; a backup there is better than none.
        with suppress(OSError):
            fcntl.flock(opened, fcntl.LOCK_EX)
        yield
    finally:
        os.close(opened)


def write_atomically(file: Path, content: bytes) -> None:
    """Put the whole content in place of a file, or leave it as it was; raises OSError."""
    with _unfinished(file, content) as unfinished:
        unfinished.replace(file)
    sync_folder(file.parent)


def write_new(file: Path, content: bytes) -> None:
    """Write a new file, whole or not at all. Raises `FileExistsError` if there is one, and other kinds of `OSError`."""
    with _unfinished(file, content) as unfinished:
        os.link(unfinished, file)
    sync_folder(file.parent)


@contextmanager
def _unfinished(file: Path, content: bytes) -> Iterator[Path]:
    """The content under another name, on the disk, readable by its owner alone; that name is gone afterwards."""
    unfinished = file.with_name(f".{file.name}.part")
    unfinished.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        yield unfinished
    except OSError as error:
        # The error of a full disk does not name the file.
        error.filename = error.filename or str(file)
        raise
    finally:
        unfinished.unlink(missing_ok=True)


def delete_unfinished(folder: Path) -> None:
    """Delete what a backup that was cut off left in a folder; call it `folder_lock` the folder."""
    for path in folder.iterdir():
        if _UNFINISHED.fullmatch(path.name):
            path.unlink()


def sync_folder(folder: Path) -> None:
    """Write the folder to disk: a new name is durable only after that."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


ROUND = 64 * 1024
"""Bytes of which every backup is a multiple before it is encrypted."""
_PAGE_SIZE, _PAGES = slice(16, 18), slice(28, 32)
"""The bytes in the header of an SQLite file that give its size."""
_MAX_PAGE_SIZE = 65536


def pack(store: bytes, note: Mapping[str, Any]) -> bytes:
    """The bytes to encrypt."""
    payload = store + json.dumps(note, sort_keys=True).encode()
    return payload + bytes(-len(payload) % ROUND)


def unpack(payload: bytes) -> tuple[bytes, dict[str, Any]]:
    """The store and its note, which is empty in a backup from before notes were written or from another program."""
    page = int.from_bytes(payload[_PAGE_SIZE]) or 1
    length = (_MAX_PAGE_SIZE if page == 1 else page) * int.from_bytes(payload[_PAGES])
    if not 0 < length < len(payload):
        return payload, {}
    try:
        note = json.loads(payload[length:].rstrip(b"\0"))
    except ValueError:
        return payload, {}
    return (payload[:length], note) if isinstance(note, dict) else (payload, {})
