"""What the database may be asked to do while people answer: rows of our own tables, and nothing else."""

import sqlite3

from feedback_app.storage.tables import METADATA

_TABLES = frozenset(METADATA.tables)
_ON_TABLES = {sqlite3.SQLITE_READ, sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE}
_ALWAYS = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_TRANSACTION}
_FUNCTIONS = {"count"}
# The engine asks for the last when it first connects.
_PRAGMAS = {"wal_checkpoint", "busy_timeout", "read_uncommitted"}


def allow(action: int, first: str | None, second: str | None, _database: str | None, _trigger: str | None) -> int:
    """SQLite asks this about each part of each statement, before the statement can run."""
    allowed = (
        action in _ALWAYS
        or (action in _ON_TABLES and first in _TABLES)
        or (action == sqlite3.SQLITE_FUNCTION and second in _FUNCTIONS)
        or (action == sqlite3.SQLITE_PRAGMA and first in _PRAGMAS)
    )
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY
