"""Backups of the store, encrypted to a key that is not on the server, and bringing one back (decisions/0011).

A folder of backups holds the nightly copies, `store-<day>.age`, and beside them one file for each run that is open,
`answers-<run>_<day>_<replies in tens>.age`; how many they are to the one is noted beside the store alone. The nightly
copies leave the answers to open runs out: a copy from before and one from after a single answer would show it whole.
"""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pyrage import DecryptError, IdentityError, RecipientError, decrypt, encrypt, x25519

from feedback_app.backup_payload import packed, unpacked
from feedback_app.state_files import read_state, write_state
from feedback_app.store import answers_only, copy_of, is_whole, reply_counts, with_answers, without_answers

MOST = 7
"""So many nightly copies are kept, and no copy of an answer is older than so many days."""

BatchOf = Callable[[str], int]
"""By how many replies a run must have grown before they are copied; 0 for a run that is over."""

_ANSWERS_TO = "answers_to"
_BESIDE = "beside"
"""What the note in a backup says: of which run it holds the answers; which files of answers belong beside it."""
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
    """Rounded down to tens."""


@dataclass(frozen=True)
class MissingAnswers:
    """A file of answers that belongs to a nightly copy and is not beside it."""

    run: str
    name: str
    replies: int
    """How many were in it, rounded down to tens."""


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
    counts, exactly = reply_counts(copy), _Counts(store, folder)
    waiting = {run: batch for run in counts if (batch := batch_of(run))}
    for run, batch in waiting.items():
        last = _newest_answers(folder, on).get(run)
        if is_due((last.made, exactly.of(last)) if last else None, counts[run], on, batch):
            name = f"answers-{run.replace('/', '.')}_{on.isoformat()}_{counts[run] // 10 * 10}.age"
            _write_whole(folder / name, encrypt(packed(answers_only(copy, run), {_ANSWERS_TO: run}), [recipient]))
            exactly.note(name, counts[run])
    beside = {
        run: [each.file.name, each.replies] for run, each in _newest_answers(folder, on).items() if run in waiting
    }
    file = folder / f"store-{on.isoformat()}.age"
    _write_whole(file, encrypt(packed(without_answers(copy, waiting), {_BESIDE: beside}), [recipient]))
    _delete_old(folder, file, on)
    exactly.keep({each.file.name for each in _answers_in(folder)})
    return file


class _Counts:
    """How many replies are in each file of answers, to the one: kept beside the store, which holds them too."""

    def __init__(self, store: Path, folder: Path) -> None:
        self._file, self._folder = store.with_name("backups.json"), str(folder.resolve())

    def of(self, answers: _Answers) -> int:
        """What is noted; the most that the name can mean where nothing is, so that no batch is ever too small."""
        noted = self._noted().get(answers.file.name)
        return noted if isinstance(noted, int) else answers.replies // 10 * 10 + 9

    def note(self, name: str, replies: int) -> None:
        self._write(self._noted() | {name: replies})

    def keep(self, names: set[str]) -> None:
        noted = self._noted()
        if noted.keys() - names:
            self._write({name: replies for name, replies in noted.items() if name in names})

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
    made, before = last
    return replies - before >= batch or not 0 <= (on - made).days < MOST


def dated_after(folder: Path, on: date) -> int:
    """How many nightly copies bear a later day than today: a clock was wrong when they were made."""
    return sum(_day(each) > on for each in _nightly(folder))


def missing_answers(backup: Path, secret_key: str) -> tuple[MissingAnswers, ...]:
    """The files of answers that stood beside a nightly copy when it was made, and do not now; raises BackupError."""
    return _missing(backup, _opened_with_note(backup, secret_key)[1])


def _missing(backup: Path, note: dict[str, Any]) -> tuple[MissingAnswers, ...]:
    there = _newest_answers(backup.parent)
    beside = [MissingAnswers(run, name, replies) for run, (name, replies) in note.get(_BESIDE, {}).items()]
    return tuple(each for each in beside if each.run not in there or there[each.run].file.name < each.name)


def bring_back(backup: Path, store: Path, secret_key: str, *, without_answers: bool = False) -> dict[str, date]:
    """Put a backup in the place of a store that is not there; raises BackupError and then writes nothing.

    Gives the runs whose answers came from files of their own, with the day of each. Refused where such a file is
    missing, unless it may be (`without_answers`).
    """
    _check_place(store)
    _check_is_nightly(backup)
    opened, note = _opened_with_note(backup, secret_key)
    if _ANSWERS_TO in note:
        raise BackupError(_no_store(backup, str(note[_ANSWERS_TO])))
    if (missing := _missing(backup, note)) and not without_answers:
        names = "".join(f"\n  {each.name}" for each in missing)
        raise BackupError(
            f"Answers to forms that were open are in files of their own, and not all of them are in {backup.parent}. "
            "Put these there and try again, or say --without-answers to do without them for good:" + names
        )
    days = {}
    for answers in _newest_answers(backup.parent).values():
        joined = with_answers(opened, _opened(answers.file, secret_key), answers.run)
        if joined is not None:
            opened, days[answers.run] = joined, answers.made
    store.parent.mkdir(parents=True, exist_ok=True)
    _write_whole(store, opened)
    return days


def _check_is_nightly(backup: Path) -> None:
    named = _ANSWERS.fullmatch(backup.name)
    if named:
        raise BackupError(_no_store(backup, named.group(1).replace(".", "/")))


def _no_store(backup: Path, run: str) -> str:
    nightly = _nightly(backup.parent)
    newest = nightly[-1] if nightly else backup.parent / "store-DATE.age"
    return (
        f"{backup} holds the answers to {run} alone, and no whole store. It is put back by itself when it stands "
        f"beside a nightly copy. Take the nightly copy: {newest}"
    )


def _check_place(store: Path) -> None:
    if store.exists():
        raise BackupError(f"{store} is there already: move it away first, so that nothing in it is lost.")
    left = [each for end in ("-wal", "-shm", "-journal") if (each := store.with_name(f"{store.name}{end}")).exists()]
    if left:
        raise BackupError(
            f"{left[0]} was left there by a store that is gone, and would be mixed into this one: move it away first."
        )


def _opened(backup: Path, secret_key: str) -> bytes:
    return _opened_with_note(backup, secret_key)[0]


def _opened_with_note(backup: Path, secret_key: str) -> tuple[bytes, dict[str, Any]]:
    try:
        payload: bytes = decrypt(backup.read_bytes(), [x25519.Identity.from_str(secret_key.strip())])
    except IdentityError:
        raise BackupError("This is not a secret key: it is one line that begins with `AGE-SECRET-KEY-1`.") from None
    except DecryptError:
        raise BackupError(f"{backup} cannot be opened: it is damaged, or it was made for another key.") from None
    opened, note = unpacked(payload)
    if not is_whole(opened):
        raise BackupError(f"{backup} holds no whole store of ours, or more than one: take the backup of another day.")
    return opened, note


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
