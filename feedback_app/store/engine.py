"""One SQLite file opened so that it keeps what it must and forgets what it must."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, NullPool, create_engine, event
from sqlalchemy.exc import SQLAlchemyError

from feedback_app.store.guarding import allow
from feedback_app.store.moving import move_to_newest
from feedback_app.store.outcomes import StoreUnavailable

PRAGMAS = (
    "PRAGMA busy_timeout=5000",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA foreign_keys=ON",
)
"""Set on every connection: durable before acknowledged, and deleted means overwritten."""


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
    connection.set_authorizer(allow)
    return connection


def store_engine(path: Path) -> Engine:
    """An engine without a pool: a connection lives for one transaction, so a moved or mended file is found again."""
    return _engine(lambda: _connection(path))


def guarded_engine(path: Path) -> Engine:
    """The same, for what people send: it can read and write the rows of our own tables and do nothing else."""
    return _engine(lambda: _guarded_connection(path))


def _engine(connect: Callable[[], sqlite3.Connection]) -> Engine:
    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool, hide_parameters=True)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def create_store(path: Path) -> None:
    """Make the file, readable by its owner alone, or bring an older one to today's shape; raises StoreUnavailable."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # The log beside the file takes the file's mode, so the mode is set before SQLite opens it.
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        path.chmod(0o600)
    except OSError as error:
        raise StoreUnavailable(f"the store {path} cannot be made: {error.strerror}") from error
    with transaction(store_engine(path)) as connection:
        moved = move_to_newest(connection)
    if moved:
        rewrite(path)


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """One immediate transaction; afterwards the log is emptied, so that no order of writing stays behind."""
    try:
        with engine.connect() as connection:
            with connection.begin():
                yield connection
            _statement_alone(connection, "PRAGMA wal_checkpoint(TRUNCATE)")
    except SQLAlchemyError as error:
        # The driver's words may hold what a person wrote; only the kind of fault may travel on.
        raise StoreUnavailable(type(error).__name__) from None


def rewrite(path: Path) -> None:
    """Write the file anew, without what was deleted and in the order of the random keys.

    Inside a page SQLite leaves rows where they were written, one after the other.
    """
    try:
        with store_engine(path).connect() as connection:
            _statement_alone(connection, "VACUUM")
            _statement_alone(connection, "PRAGMA wal_checkpoint(TRUNCATE)")
    except SQLAlchemyError as error:
        raise StoreUnavailable(type(error).__name__) from None


def _statement_alone(connection: Connection, statement: str) -> None:
    # Checkpoints and VACUUM are refused inside a transaction, which `execute` would begin.
    driver = connection.connection.driver_connection
    if driver is None:
        raise StoreUnavailable("the connection was lost")
    driver.execute(statement).fetchall()
