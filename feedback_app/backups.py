"""Backups of the store, encrypted to a key that is not on the server, and bringing one back (decisions/0011)."""

import os
import re
from datetime import date
from pathlib import Path

from pyrage import DecryptError, IdentityError, RecipientError, decrypt, encrypt, x25519

from feedback_app.store import copy_of, is_whole

MOST = 7
"""A thief with a long series of copies could work out which replies came on which day; with seven, hardly any."""

_NAME = re.compile(r"store-\d{4}-\d{2}-\d{2}\.age")


class BackupError(Exception):
    """A backup cannot be made or brought back; the message is a sentence that says why, and what to do."""


def new_key() -> tuple[str, str]:
    """A secret key, to be kept away from the server, and the public one that the server encrypts to."""
    secret = x25519.Identity.generate()
    return str(secret), str(secret.to_public())


def back_up(store: Path, folder: Path, public_key: str, on: date) -> Path:
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
    sealed = encrypt(copy_of(store), [recipient])
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = folder / f"store-{on.isoformat()}.age"
    _write_whole(file, sealed)
    for old in sorted(each for each in folder.iterdir() if _NAME.fullmatch(each.name))[:-MOST]:
        old.unlink()
    return file


def bring_back(backup: Path, store: Path, secret_key: str) -> None:
    """Put a backup in the place of a store that is not there; raises BackupError and then writes nothing."""
    if store.exists():
        raise BackupError(f"{store} is there already: move it away first, so that nothing in it is lost.")
    try:
        opened = decrypt(backup.read_bytes(), [x25519.Identity.from_str(secret_key.strip())])
    except IdentityError:
        raise BackupError("This is not a secret key: it is one line that begins with `AGE-SECRET-KEY-1`.") from None
    except DecryptError:
        raise BackupError(f"{backup} cannot be opened: it is damaged, or it was made for another key.") from None
    if not is_whole(opened):
        raise BackupError(f"{backup} holds no whole store: take the backup of another day.")
    store.parent.mkdir(parents=True, exist_ok=True)
    _write_whole(store, opened)


def _write_whole(file: Path, content: bytes) -> None:
    """The whole file or none, readable by its owner alone, on the disk before it has its name."""
    unfinished = file.with_name(f".{file.name}.part")
    unfinished.unlink(missing_ok=True)
    with os.fdopen(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
    unfinished.replace(file)
