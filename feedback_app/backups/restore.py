"""Restores a backup (decisions/0011). What a file holds inside counts; it is refused if its name says otherwise.

Nothing is written before every file has been opened and compared with what the nightly copy says belongs beside it.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pyrage import DecryptError, IdentityError, decrypt, x25519

from feedback_app.backups.files import (
    ANSWERS_TO,
    BESIDE,
    DIGESTS,
    MADE,
    AnswersFile,
    BackupError,
    answers_in,
    answers_name,
    folder_lock,
    named_answers,
    nightly_in,
    nightly_name,
    unpack,
    write_new,
)
from feedback_app.results.text_review import count_in_tens
from feedback_app.storage import is_whole, mark_of, reply_counts, with_answers
from feedback_app.storage.state_files import is_locked

_STORE_COPY = "a copy of the whole store"


@dataclass(frozen=True)
class MissingAnswers:
    """A file of answers that belongs to a nightly copy and is not beside it."""

    run: str
    name: str
    replies: int
    """How many were in it, rounded down to tens."""


@dataclass(frozen=True)
class RestoreResult:
    """What was restored."""

    made_on: date | None
    """The day of the nightly copy; None where it was made before that was noted inside."""
    answers: Mapping[str, date]
    """The runs whose answers came from files of their own, with the day of each."""
    missing: tuple[MissingAnswers, ...]


@dataclass(frozen=True)
class _DecryptedBackup:
    """A backup without its encryption."""

    file: Path
    store: bytes
    note: Mapping[str, Any]
    digest: str

    @property
    def run(self) -> str | None:
        """The run whose answers it holds; None for a copy of the store."""
        return self.note.get(ANSWERS_TO)

    @property
    def made_on(self) -> date | None:
        """The day on which it was made; None where that was not noted yet."""
        return date.fromisoformat(self.note[MADE]) if MADE in self.note else None


@dataclass(frozen=True)
class _RunAnswers:
    """The answers to one run, from a file whose name is right."""

    named: AnswersFile
    opened: _DecryptedBackup

    @property
    def age(self) -> tuple[date, int]:
        """A sort key: the newer of two files has the larger one."""
        return self.named.made_on, self.named.replies


def restore_backup(backup: Path, store: Path, secret_key: str, *, without_answers: bool = False) -> RestoreResult:
    """Restore a store that is not there. Raises `BackupError` or `OSError`, and then leaves nothing behind.

    Refused while a server runs on the store, and where a file of answers is missing, unless it may be
    (`without_answers`).
    """
    _check_place(store)
    nightly = _open_nightly(backup, secret_key)
    answer_files = [_open_answers(file, secret_key) for file in answers_in(backup.parent)]
    _check_owner(nightly, answer_files)
    newest = {answers.named.run: answers for answers in sorted(answer_files, key=lambda answers: answers.age)}
    missing = tuple(_missing_answers(nightly, newest))
    if missing and not without_answers:
        raise BackupError(_missing_answers_message(backup.parent, missing))
    content, days = nightly.store, {}
    for run, answers in newest.items():
        joined = with_answers(content, answers.opened.store, run)
        if joined is not None:
            content, days[run] = joined, answers.named.made_on
    store.parent.mkdir(parents=True, exist_ok=True)
    with folder_lock(store.parent):
        try:
            write_new(store, content)
        except FileExistsError:
            raise _exists_error(store) from None
    return RestoreResult(nightly.made_on, days, missing)


def _check_place(store: Path) -> None:
    # It still has the old file open, so whatever people send to it would be lost.
    if is_locked(store):
        raise BackupError(f"A server is running on {store}: stop it first, then restore again.")
    if store.exists():
        raise _exists_error(store)
    for suffix in ("-wal", "-shm", "-journal"):
        leftover = store.with_name(f"{store.name}{suffix}")
        if leftover.exists():
            raise BackupError(
                f"{leftover} was left there by a store that is gone, and would be mixed into this one: "
                "move it away first."
            )


def _exists_error(store: Path) -> BackupError:
    return BackupError(f"{store} is there already: move it away first, so that nothing in it is lost.")


def _open_nightly(backup: Path, secret_key: str) -> _DecryptedBackup:
    """The copy of a store; raises BackupError for answers alone, and for a name with another day than its own."""
    opened = _open(backup, secret_key)
    if opened.run is not None:
        nightly = [*nightly_in(backup.parent)]
        newest = nightly[-1] if nightly else backup.parent / "store-DATE.age"
        raise BackupError(
            f"{backup} holds the answers to {opened.run} alone, and no whole store. It is put back by itself when it "
            f"stands beside a nightly copy. Take the nightly copy: {newest}"
        )
    day = nightly_in(backup.parent).get(backup)
    if day and opened.made_on and day != opened.made_on:
        raise _renamed_error(opened, _STORE_COPY, nightly_name(opened.made_on))
    return opened


def _open_answers(named: AnswersFile, secret_key: str) -> _RunAnswers:
    """The answers in a file; raises BackupError unless they are what its name says, in run, day and number."""
    opened = _open(named.file, secret_key)
    if opened.run is None:
        raise _renamed_error(opened, _STORE_COPY, nightly_name(opened.made_on) if opened.made_on else None)
    counts = reply_counts(opened.store)
    replies = counts.pop(opened.run, 0)
    if counts:
        raise _incomplete_error(named.file)
    right = answers_name(opened.run, opened.made_on or named.made_on, replies)
    if right != named.file.name:
        raise _renamed_error(
            opened, f"{count_in_tens(replies, 'answer')} to {opened.run}", right if opened.made_on else None
        )
    return _RunAnswers(named, opened)


def _check_owner(nightly: _DecryptedBackup, answer_files: Iterable[_RunAnswers]) -> None:
    """Raise BackupError for answers from another store than the nightly copy.

    A copy from before there were marks tells nothing of them, and knows its files of answers by what is in them.
    """
    ours = mark_of(nightly.store)
    belong = nightly.note.get(DIGESTS, ())
    others = [answers.opened for answers in answer_files if ours and mark_of(answers.opened.store) != ours]
    foreign = [backup.file.name for backup in others if backup.digest not in belong]
    if foreign:
        names = "".join(f"\n  {name}" for name in foreign)
        raise BackupError(f"These hold answers from another store than {nightly.file}. Move them away:{names}")


def _renamed_error(opened: _DecryptedBackup, content: str, name: str | None) -> BackupError:
    again = f"It was made as {name}" if name else "It had another name"
    return BackupError(
        f"{opened.file} is not what its name says: it holds {content}. {again}. "
        "Give it that name again, or move it away."
    )


def _missing_answers(nightly: _DecryptedBackup, newest: Mapping[str, _RunAnswers]) -> Iterable[MissingAnswers]:
    """The files that belong beside a nightly copy, if neither they nor newer ones are there."""
    digests = nightly.note.get(DIGESTS)
    for run, (name, replies) in nightly.note.get(BESIDE, {}).items():
        expected, newest_file = named_answers(Path(name)), newest.get(run)
        age = (expected.made_on, expected.replies) if expected else (date.max, replies)
        if newest_file and newest_file.age > age:
            continue
        if newest_file and newest_file.age == age and (digests is None or newest_file.opened.digest in digests):
            continue
        yield MissingAnswers(run, name, replies)


def _missing_answers_message(folder: Path, missing: Iterable[MissingAnswers]) -> str:
    another = " (a file of this name is there, and it is another one)"
    names = "".join(f"\n  {answers.name}{another if (folder / answers.name).exists() else ''}" for answers in missing)
    return (
        f"Answers to forms that were open are in files of their own, and not all of them are in {folder}. "
        f"Put these there and try again, or say --without-answers to do without them for good:{names}"
    )


def _open(backup: Path, secret_key: str) -> _DecryptedBackup:
    if backup.exists() and not backup.is_file():
        raise BackupError(f"{backup} is no file: move it away, or name another one.")
    encrypted = backup.read_bytes()
    try:
        payload: bytes = decrypt(encrypted, [x25519.Identity.from_str(secret_key.strip())])
    except IdentityError:
        raise BackupError("This is not a secret key: it is one line that begins with `AGE-SECRET-KEY-1`.") from None
    except DecryptError:
        raise BackupError(f"{backup} cannot be opened: it is damaged, or it was made for another key.") from None
    store, note = unpack(payload)
    if not is_whole(store):
        raise _incomplete_error(backup)
    return _DecryptedBackup(backup, store, note, hashlib.sha256(encrypted).hexdigest())


def _incomplete_error(backup: Path) -> BackupError:
    return BackupError(f"{backup} holds no whole store of ours, or more than one: take the backup of another day.")
