"""Opens the SQLite file so that it keeps what it must keep and forgets what it must forget."""

import logging
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, create_engine, event
from sqlalchemy.exc import SQLAlchemyError

from feedback_app.responses import StoreUnavailable
from feedback_app.storage.migrate import upgrade_to_head
from feedback_app.storage.store_file import check_store_file, rewrite_marks, set_marks
from feedback_app.storage.tables import METADATA

_TABLES = frozenset(METADATA.tables)
_ON_TABLES = {sqlite3.SQLITE_READ, sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE}
_ALWAYS = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_TRANSACTION}
_FUNCTIONS = {"count"}
# SQLAlchemy reads the last one when it first connects.
_PRAGMAS = {"wal_checkpoint", "busy_timeout", "read_uncommitted"}


def authorize(action: int, first: str | None, second: str | None, _database: str | None, _trigger: str | None) -> int:
    """The authorizer: SQLite calls it for each action of a statement before the statement can run."""
    allowed = (
        action in _ALWAYS
        or (action in _ON_TABLES and first in _TABLES)
        or (action == sqlite3.SQLITE_FUNCTION and second in _FUNCTIONS)
        or (action == sqlite3.SQLITE_PRAGMA and first in _PRAGMAS)
    )
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY


LOG = logging.getLogger(__name__)

PRAGMAS = (
    "PRAGMA busy_timeout=5000",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA foreign_keys=ON",
    "PRAGMA temp_store=MEMORY",
)
"""Set on every connection: durable before acknowledged, deleted means overwritten, and no temporary file anywhere."""

_LOG_WAIT = "PRAGMA busy_timeout=100"
"""Milliseconds that emptying the log waits for readers. Nobody can write in that time, and it is tried again later."""


def _connection(path: Path) -> sqlite3.Connection:
    # mode=rw never makes a file: a store that vanished must be an error, not an empty store that refuses all codes.
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)
    try:
        for pragma in PRAGMAS:
            connection.execute(pragma)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _guarded_connection(path: Path) -> sqlite3.Connection:
    connection = _connection(path)
    connection.set_authorizer(authorize)
    return connection


def store_engine(path: Path) -> Engine:
    """An engine without a pool: a connection lives for one transaction, so a moved or mended file is found again."""
    return _engine(lambda: _connection(path))


def guarded_engine(path: Path) -> Engine:
    """The same for what people send: its connections can read and write the rows of our tables, and nothing else."""
    return _engine(lambda: _guarded_connection(path))


def _engine(connect: Callable[[], sqlite3.Connection]) -> Engine:
    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool, hide_parameters=True)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def create_store(path: Path) -> None:
    """Create the file, readable by its owner alone, or migrate an older one. Raises `StoreUnavailable`."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            check_store_file(path)
        # The log beside the file takes the file's mode, so the mode is set before SQLite opens it.
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        path.chmod(0o600)
    except OSError as error:
        raise StoreUnavailable(f"the store {path} cannot be made: {error.strerror}") from error
    with transaction(store_engine(path)) as connection:
        migrated = upgrade_to_head(connection)
        marked = set_marks(connection)
    if migrated or marked:
        rewrite(path)


@contextmanager
def driver_errors(step: str) -> Iterator[None]:
    """Turn every database error into `StoreUnavailable`, with the step and SQLite's error code.

    Nothing else does that. The driver's message may hold what a person wrote, so it is never passed on.
    """
    try:
        yield
    except SQLAlchemyError as error:
        raise StoreUnavailable(f"{step}: {_error_code(getattr(error, 'orig', None) or error)}") from None
    except sqlite3.Error as error:
        raise StoreUnavailable(f"{step}: {_error_code(error)}") from None


def _error_code(error: BaseException) -> str:
    kind = type(error).__name__
    name = getattr(error, "sqlite_errorname", None)
    return f"{kind} {name}" if name else kind


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """One immediate transaction; afterwards the log is emptied, so that no order of writing stays behind."""
    with driver_errors("opening the store"):
        connection = engine.connect()
    with driver_errors("closing the store"), connection:
        with driver_errors("reading or writing rows"), connection.begin():
            yield connection
        if _driver(connection).total_changes:
            # What is committed is on disk: a log that cannot be emptied now is emptied later, and undoes nothing.
            empty_log(connection)


def empty_log(connection: Connection) -> bool:
    """Move the log into the file and truncate it. Returns whether it is empty now.

    It stays while another connection reads an older state or the disk has an error. Then try again later.
    """
    try:
        with driver_errors("emptying the log"):
            driver_execute(connection, _LOG_WAIT)
            ((busy, *_),) = driver_execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)")
            driver_execute(connection, PRAGMAS[0])
    except StoreUnavailable as error:
        LOG.warning("the store's log could not be emptied and is tried again: %s", error)
        return False
    return not busy


def rewrite(path: Path) -> None:
    """Rewrite the file without deleted rows and in the order of the random keys. Raises `StoreUnavailable`.

    Inside a page SQLite leaves rows where they were written, one after the other.
    """
    with driver_errors("opening the store"):
        connection = store_engine(path).connect()
    with driver_errors("rewriting the store"), connection:
        driver_execute(connection, "VACUUM")
        empty_log(connection)


def try_writing(path: Path) -> None:
    """Write to the file without changing its content. Raises `StoreUnavailable` if that fails."""
    with transaction(store_engine(path)) as connection:
        rewrite_marks(connection)


def driver_execute(connection: Connection, statement: str) -> list[tuple[Any, ...]]:
    """Run one statement outside a transaction; call it inside `driver_errors`.

    Checkpoints and VACUUM are refused inside a transaction, which SQLAlchemy's `execute` would begin.
    """
    rows: list[tuple[Any, ...]] = _driver(connection).execute(statement).fetchall()
    return rows


def _driver(connection: Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        raise StoreUnavailable("the connection was lost")
    return driver
