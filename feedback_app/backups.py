"""Backups of the store, encrypted to a key that is not on the server, and bringing one back (decisions/0011).

A folder of backups holds the nightly copies, `store-<day>.age`, and beside them one file for each run that is open,
`answers-<run>_<day>_<replies>.age`. The nightly copies leave the answers to open runs out: a copy from before and one
from after a single answer would show it whole.
"""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pyrage import DecryptError, IdentityError, RecipientError, decrypt, encrypt, x25519

from feedback_app.store import answers_only, copy_of, is_whole, reply_counts, with_answers, without_answers

MOST = 7
"""So many nightly copies are kept, and no copy of an answer is older than so many days."""

BatchOf = Callable[[str], int]
"""By how many replies a run must have grown before they are copied; 0 for a run that is over."""

_NAME = re.compile(r"store-\d{4}-\d{2}-\d{2}\.age")
_ANSWERS = re.compile(r"answers-([a-z0-9.-]+)_(\d{4}-\d{2}-\d{2})_(\d+)\.age")


class BackupError(Exception):
    """A backup cannot be made or brought back; the message is a sentence that says why, and what to do."""


@dataclass(frozen=True)
class _Answers:
    """The file of one run's answers; its name says all that the next night must know."""

    file: Path
    run: str
    made: date
    replies: int


def new_key() -> tuple[str, str]:
    """A secret key, to be kept away from the server, and the public one that the server encrypts to."""
    secret = x25519.Identity.generate()
    return str(secret), str(secret.to_public())


def copied_at_once(_run: str) -> int:
    """Every answer is copied as soon as there is a backup."""
    return 0


def back_up(store: Path, folder: Path, public_key: str, on: date, batch_of: BatchOf = copied_at_once) -> Path:
    """Write the day's backup into a folder and take away all but the newest seven; the file that was written.

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
    copy = copy_of(store)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    counts = reply_counts(copy)
    waiting = {run: batch for run in counts if (batch := batch_of(run))}
    for run, batch in waiting.items():
        last = _newest_answers(folder, on).get(run)
        if is_due((last.made, last.replies) if last else None, counts[run], on, batch):
            name = f"answers-{run.replace('/', '.')}_{on.isoformat()}_{counts[run]}.age"
            _write_whole(folder / name, encrypt(answers_only(copy, run), [recipient]))
    file = folder / f"store-{on.isoformat()}.age"
    _write_whole(file, encrypt(without_answers(copy, waiting), [recipient]))
    _delete_old(folder, file, on)
    return file


def is_due(last: tuple[date, int] | None, replies: int, on: date, batch: int) -> bool:
    """Whether a run's answers are copied again: it grew by a whole batch, or its copy is seven days old.

    `last` is the day of the newest copy and the replies in it.

    So two copies differ by a batch or more; a run that grows more slowly is copied once a week, because what is taken
    back must be gone from copies by then.
    """
    if replies < batch or last is None:
        return replies >= batch
    made, before = last
    return replies - before >= batch or not 0 <= (on - made).days < MOST


def dated_after(folder: Path, on: date) -> int:
    """How many nightly copies bear a later day than today: a clock was wrong when they were made."""
    return sum(_day(each) > on for each in _nightly(folder))


def bring_back(backup: Path, store: Path, secret_key: str) -> dict[str, date]:
    """Put a backup in the place of a store that is not there; raises BackupError and then writes nothing.

    Gives the runs whose answers came from files of their own, with the day of each.
    """
    _check_place(store)
    opened, days = _opened(backup, secret_key), {}
    for answers in _newest_answers(backup.parent).values():
        joined = with_answers(opened, _opened(answers.file, secret_key), answers.run)
        if joined is not None:
            opened, days[answers.run] = joined, answers.made
    store.parent.mkdir(parents=True, exist_ok=True)
    _write_whole(store, opened)
    return days


def _check_place(store: Path) -> None:
    if store.exists():
        raise BackupError(f"{store} is there already: move it away first, so that nothing in it is lost.")
    left = [each for end in ("-wal", "-shm", "-journal") if (each := store.with_name(f"{store.name}{end}")).exists()]
    if left:
        raise BackupError(
            f"{left[0]} was left there by a store that is gone, and would be mixed into this one: move it away first."
        )


def _opened(backup: Path, secret_key: str) -> bytes:
    try:
        opened: bytes = decrypt(backup.read_bytes(), [x25519.Identity.from_str(secret_key.strip())])
    except IdentityError:
        raise BackupError("This is not a secret key: it is one line that begins with `AGE-SECRET-KEY-1`.") from None
    except DecryptError:
        raise BackupError(f"{backup} cannot be opened: it is damaged, or it was made for another key.") from None
    if not is_whole(opened):
        raise BackupError(f"{backup} holds no whole store of ours, or more than one: take the backup of another day.")
    return opened


def _nightly(folder: Path) -> list[Path]:
    return sorted(each for each in folder.iterdir() if _NAME.fullmatch(each.name))


def _day(nightly: Path) -> date:
    try:
        return date.fromisoformat(nightly.stem.removeprefix("store-"))
    except ValueError:
        return date.max


def _answers_in(folder: Path) -> list[_Answers]:
    found = ((file, _ANSWERS.fullmatch(file.name)) for file in folder.iterdir())
    return [
        _Answers(file, name.group(1).replace(".", "/"), date.fromisoformat(name.group(2)), int(name.group(3)))
        for file, name in found
        if name
    ]


def _newest_answers(folder: Path, on: date = date.max) -> dict[str, _Answers]:
    """The newest of each run; what is dated after today counts as the oldest."""
    found = sorted(_answers_in(folder), key=lambda each: (each.made <= on, each.made, each.replies))
    return {each.run: each for each in found}


def _delete_old(folder: Path, written: Path, on: date) -> None:
    """Delete all but seven nightly copies and the newest answers; never what was just written.

    What is dated after today goes first: its true age is unknown, and so it is gone within seven nights too.
    """
    others = [each for each in _nightly(folder) if each != written]
    newest_last = sorted(others, key=lambda each: (_day(each) <= on, each.name))
    for old in newest_last[: -(MOST - 1)]:
        old.unlink()
    newest = _newest_answers(folder, on)
    for answers in _answers_in(folder):
        if answers != newest[answers.run] or not 0 <= (on - answers.made).days < MOST:
            answers.file.unlink()
    _sync_folder(folder)


def _write_whole(file: Path, content: bytes) -> None:
    """The whole file or none, readable by its owner alone, on the disk before it has its name."""
    unfinished = file.with_name(f".{file.name}.part")
    unfinished.unlink(missing_ok=True)
    with os.fdopen(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
    unfinished.replace(file)
    _sync_folder(file.parent)


def _sync_folder(folder: Path) -> None:
    """A new name is on the disk only when its folder is."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
