"""Whether a file is a store of this program. Finding out writes nothing, not even the times of the file."""

import os
import secrets
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection

from feedback_app.responses import StoreUnavailable

_MAGIC = b"SQLite format 3\0"
_HEADER = 100
_MARK_BYTES, _ID_BYTES = slice(60, 64), slice(68, 72)
"""The bytes of `user_version` and `application_id` in the header of an SQLite file."""
_APPLICATION_ID = int.from_bytes(b"FoHa")
TRIAL_APPLICATION_ID = int.from_bytes(b"FoHt")
"""The application id of a store with invented answers (`reply_store.mark_as_trial`)."""
_NO_APPLICATION_ID = 0
_MAX_MARK_BYTES = 2**31 - 1
_NO_STORE = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR)


def check_store_file(path: Path) -> None:
    """Raise `StoreUnavailable` for anything but a store of this program: devices, pipes, other files and databases."""
    file_stat = path.stat()
    if not stat.S_ISREG(file_stat.st_mode):
        raise StoreUnavailable(f"{path} is no ordinary file: set HANDBOOK_STORE to another path")
    if not file_stat.st_size:
        if file_stat.st_uid != os.geteuid() or stat.S_IMODE(file_stat.st_mode) != 0o600:
            raise StoreUnavailable(
                f"the empty file {path} was made by something else: delete it, or set HANDBOOK_STORE to another path"
            )
        return
    with path.open("rb") as file:
        header = file.read(_HEADER)
    if not header.startswith(_MAGIC):
        raise StoreUnavailable(f"the file {path} is not a store of answers: set HANDBOOK_STORE to another path")
    program = int.from_bytes(header[_ID_BYTES])
    if program not in (_APPLICATION_ID, TRIAL_APPLICATION_ID) and not (
        _has_our_tables(path) and program == _NO_APPLICATION_ID
    ):
        raise StoreUnavailable(f"the file {path} is another program's database: set HANDBOOK_STORE to another path")


def _has_our_tables(path: Path) -> bool:
    """Whether it is empty, or a store from before stores had an application id."""
    try:
        with closing(_connect(path, "ro")) as connection:
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    except sqlite3.Error as error:
        raise StoreUnavailable(f"opening the store: {type(error).__name__} {error.sqlite_errorname}") from None
    return not tables or "reply" in tables


def is_store(path: Path) -> bool:
    """Whether the file is a store that can be read; also true if something prevents us from looking.

    Through SQLite, and never by opening the file: closing it again would end the locks that this program holds on it.
    """
    if not path.is_file():
        return False
    try:
        with closing(_connect(path, "rw")) as connection:
            connection.execute("SELECT 1 FROM reply LIMIT 1").fetchone()
    except sqlite3.Error as error:
        return error.sqlite_errorcode & 0xFF not in _NO_STORE
    return True


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True)


def set_marks(connection: Connection) -> bool:
    """Set the random mark and the application id of a store without a mark. Returns whether it had none.

    The mark tells one store's backups from another's. It says nothing about anybody, and stays with the store.
    """
    if connection.exec_driver_sql("PRAGMA user_version").scalar_one():
        return False
    connection.exec_driver_sql(f"PRAGMA user_version={secrets.randbelow(_MAX_MARK_BYTES) + 1}")
    if connection.exec_driver_sql("PRAGMA application_id").scalar_one() == _NO_APPLICATION_ID:
        connection.exec_driver_sql(f"PRAGMA application_id={_APPLICATION_ID}")
    return True


def rewrite_marks(connection: Connection) -> None:
    """Write the mark again, in the caller's transaction: only that shows whether the file can be written."""
    mark = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    connection.exec_driver_sql(f"PRAGMA user_version={mark}")


def mark_of(content: bytes) -> str:
    """The mark in a copy of a store; empty if the copy was made before there were marks."""
    return content[_MARK_BYTES].hex() if any(content[_MARK_BYTES]) else ""
