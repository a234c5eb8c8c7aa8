"""Backups of the store, encrypted to a key that is not on the server (decisions/0011).

A folder of backups holds the nightly copies, `store-<day>.age`, and beside them one file for each run that is open,
`answers-<run>_<day>_<replies in tens>.age`; how many they are to the one is noted beside the store alone. The nightly
copies leave the answers to open runs out: a copy from before and one from after a single answer would show it whole.
"""

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from pyrage import RecipientError, encrypt, x25519

from feedback_app.backups.files import (
    ANSWERS_TO,
    BESIDE,
    DIGESTS,
    MADE,
    AnswersFile,
    BackupError,
    answers_in,
    answers_name,
    claim_folder,
    delete_unfinished,
    folder_lock,
    last_made,
    newest_answers,
    nightly_in,
    nightly_name,
    pack,
    sync_folder,
    write_atomically,
)
from feedback_app.storage import answers_only, copy_of, mark_of, reply_counts, without_answers
from feedback_app.storage.state_files import day_in, read_state, write_state

MAX_COPIES = 7
"""The largest number of nightly copies, and the age in days that no copy exceeds after a backup."""

_RECORD_FILE = "backups.json"
"""The file beside the store that records what is in which folder of backups."""
LAST = "last"
"""The key of the day of the last backup in it."""

BatchOf = Callable[[str], int]
"""How many new replies to a run make a batch that is copied; 0 for a run that is over."""


def new_key() -> tuple[str, str]:
    """A secret key, to be kept away from the server, and the public one that the server encrypts to."""
    secret = x25519.Identity.generate()
    return str(secret), str(secret.to_public())


def no_batching(_run: str) -> int:
    """Every answer is copied as soon as there is a backup."""
    return 0


def back_up(store: Path, folder: Path, public_key: str, on: date, batch_of: BatchOf = no_batching) -> Path:
    """Write the day's backup into a folder and delete copies that are seven days old. Returns the new file.

    Nothing readable ever touches a disk: the copy is made, packed and encrypted in memory. Raises BackupError.
    """
    try:
        recipient = x25519.Recipient.from_str(public_key)
    except RecipientError:
        raise BackupError(
            "HANDBOOK_BACKUP_KEY is not a public key: it begins with `age1`; make one with `backup-key`."
        ) from None
    if not store.is_file():
        raise BackupError(f"There is no store {store}: check HANDBOOK_STORE.")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with folder_lock(folder):
        delete_unfinished(folder)
        copy, exactly = copy_of(store), _ReplyCounts(store, folder)
        claim_folder(folder, mark_of(copy), exactly.names())
        return _write(copy, folder, exactly, recipient, on, batch_of)


def _write(
    copy: bytes, folder: Path, exactly: "_ReplyCounts", recipient: x25519.Recipient, on: date, batch_of: BatchOf
) -> Path:
    counts = reply_counts(copy)
    waiting = {run: batch for run in counts if (batch := batch_of(run))}
    before = newest_answers(folder, on)
    for run, batch in waiting.items():
        last = before.get(run)
        if is_due((last.made_on, exactly.of(last)) if last else None, counts[run], on, batch):
            name = answers_name(run, on, counts[run])
            payload = pack(answers_only(copy, run), {ANSWERS_TO: run, MADE: on.isoformat()})
            write_atomically(folder / name, encrypt(payload, [recipient]))
            exactly.note(name, counts[run])
    beside = [answers for run, answers in newest_answers(folder, on).items() if run in waiting]
    note = {
        MADE: on.isoformat(),
        BESIDE: {answers.run: [answers.file.name, answers.replies] for answers in beside},
        DIGESTS: [hashlib.sha256(answers.file.read_bytes()).hexdigest() for answers in beside],
    }
    file = folder / nightly_name(on)
    write_atomically(file, encrypt(pack(without_answers(copy, waiting), note), [recipient]))
    _delete_old(folder, file, on)
    exactly.keep({answers.file.name for answers in answers_in(folder)})
    exactly.note(LAST, on.isoformat())
    return file


def missed_nights(folder: Path, on: date) -> int:
    """How many nights there was no backup since the last one in a folder; 0 for a folder without any."""
    last = last_made(folder, on) if folder.is_dir() else None
    return max(0, (on - last).days - 1) if last else 0


def last_backup(store: Path) -> date | None:
    """The day of the newest backup of a store in any folder; None if none is recorded."""
    records = read_state(store.with_name(_RECORD_FILE)).values()
    days = (day_in(record, LAST) for record in records if isinstance(record, dict))
    return max((day for day in days if day), default=None)


class _ReplyCounts:
    """How many replies are in each file of answers, to the one: kept beside the store, which holds them too."""

    def __init__(self, store: Path, folder: Path) -> None:
        self._file, self._folder = store.with_name(_RECORD_FILE), str(folder.resolve())

    def of(self, answers: AnswersFile) -> int:
        """What is noted; the most that the name can mean where nothing is, so that no batch is ever too small."""
        noted = self._noted().get(answers.file.name)
        return noted if isinstance(noted, int) else answers.replies // 10 * 10 + 9

    def names(self) -> frozenset[str]:
        """The files that are noted."""
        return frozenset(self._noted())

    def note(self, name: str, what: int | str) -> None:
        self._write(self._noted() | {name: what})

    def keep(self, names: set[str]) -> None:
        noted = self._noted()
        if noted.keys() - names - {LAST}:
            self._write({name: what for name, what in noted.items() if name in {*names, LAST}})

    def _noted(self) -> dict[str, Any]:
        noted = read_state(self._file).get(self._folder)
        return noted if isinstance(noted, dict) else {}

    def _write(self, noted: dict[str, Any]) -> None:
        write_state(self._file, read_state(self._file) | {self._folder: noted})


def is_due(last: tuple[date, int] | None, replies: int, on: date, batch: int) -> bool:
    """Whether a run's answers are copied again: it grew by a whole batch, or its copy is seven days old.

    `last` is the day of the newest copy and the replies in it.

    So two copies differ by a batch or more; a run that grows more slowly is copied once a week, because what is taken
    back must be gone from copies by then.
    """
    if replies < batch or last is None:
        return replies >= batch
    made_on, before = last
    return replies - before >= batch or not 0 <= (on - made_on).days < MAX_COPIES


def copies_after(folder: Path, on: date) -> int:
    """How many nightly copies are dated after today, because a clock was wrong when they were made."""
    return sum(day > on for day in nightly_in(folder).values())


def _delete_old(folder: Path, written: Path, on: date) -> None:
    """Delete nightly copies that are seven days old, all but seven, and all but the newest answers.

    Never what was just written, which holds everything. Nights without a backup keep nothing for longer. What is dated
    after today goes first: its true age is unknown, and so it is gone within seven nights too.
    """
    others = {path: day for path, day in nightly_in(folder).items() if path != written}
    for old in [path for path, day in others.items() if (on - day).days >= MAX_COPIES]:
        old.unlink()
        del others[old]
    newest_last = sorted(others, key=lambda path: (others[path] <= on, path.name))
    for old in newest_last[: -(MAX_COPIES - 1)]:
        old.unlink()
    newest = newest_answers(folder, on)
    for answers in answers_in(folder):
        if answers != newest[answers.run] or not 0 <= (on - answers.made_on).days < MAX_COPIES:
            answers.file.unlink()
    sync_folder(folder)
