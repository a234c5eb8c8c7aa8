"""Rewrites the file in the order of its random keys, whatever its size, without keeping requests waiting.

Inside a page SQLite leaves rows where they were written, and it adds pages for long texts as they come. A small
file is rewritten as a whole. A larger one is rewritten in slices: the rows of a range of keys are deleted
and inserted again sorted, and waiting writers come first between two slices. Memory and delays depend on a slice, not
on the size of the file.
"""

import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection, Table, delete, insert, select

from feedback_app.responses import StoreUnavailable
from feedback_app.storage.engine import driver_errors, driver_execute, empty_log, store_engine
from feedback_app.storage.file_times import FIXED, set_fixed_time_of_folder, set_fixed_times, shows_fixed_time
from feedback_app.storage.tables import INVITATION, POINT, REPLY, SUGGESTION, WORDS

MAX_VACUUM_BYTES = 4_000_000
"""The largest file, in bytes, that is rewritten as a whole."""
SLICE_ROWS = 250
"""Rows that are rewritten together."""

_TABLES = (INVITATION, REPLY, WORDS, POINT, SUGGESTION)


class KeyOrder:
    """Passes over the file, in short steps.

    Used by one thread. If another connection writes during a pass, another pass follows.
    """

    def __init__(self, path: Path) -> None:
        """Nothing is opened until the first step."""
        self._path = path
        self._log = path.with_name(f"{path.name}-wal")
        self._engine = store_engine(path)
        self._connection: Connection | None = None
        self._version = 0
        self._slices: Iterator[None] = iter(())
        self._stamped = FIXED

    def is_kept(self) -> bool:
        """Whether nothing was written since the last complete pass. Raises `OSError` if there is no file."""
        unchanged = shows_fixed_time(self._path) or self._path.stat().st_mtime_ns == self._stamped
        return self._connection is None and unchanged and not self._has_log()

    def step(self) -> bool:
        """Take one step. Returns whether another can follow now. Raises `StoreUnavailable` or `OSError`.

        While another connection reads an older state the log cannot be emptied. Nothing is rewritten then: it would
        be in the log beside the old order.
        """
        try:
            return self._step()
        except BaseException:
            self.abandon()
            raise

    def _step(self) -> bool:
        if self._connection is None:
            if self.is_kept():
                return False
            return self._begin()
        with driver_errors("rewriting a slice of the store"):
            if next(self._slices, self) is not self:
                return True
            return self._finish(self._connection)

    def set_times(self) -> None:
        """Set the times of the files once more, so that the time of that change does not reveal when an answer came."""
        with suppress(OSError):
            if self.is_kept():
                set_fixed_times(self._path)
            else:
                set_fixed_time_of_folder(self._path)

    def abandon(self) -> None:
        """Abandon the current pass. The next step starts another one."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with driver_errors("closing the store"):
                connection.close()

    def _begin(self) -> bool:
        with driver_errors("opening the store"):
            self._connection = connection = self._engine.connect()
        _empty(connection)
        with driver_errors("rewriting the store"):
            self._version = _version(connection)
            if self._path.stat().st_size > MAX_VACUUM_BYTES:
                self._slices = _slices(connection)
                return True
            driver_execute(connection, "VACUUM")
            return self._finish(connection)

    def _finish(self, connection: Connection) -> bool:
        _empty(connection)
        driver_execute(connection, "BEGIN IMMEDIATE")
        # Nobody can write now: either somebody wrote during the pass, or the whole file is in order.
        if _version(connection) == self._version:
            set_fixed_times(self._path)
            self._stamped = self._path.stat().st_mtime_ns
        driver_execute(connection, "ROLLBACK")
        self.abandon()
        set_fixed_time_of_folder(self._path)
        return False

    def _has_log(self) -> bool:
        try:
            return self._log.stat().st_size > 0
        except FileNotFoundError:
            return False


def _empty(connection: Connection) -> None:
    if not empty_log(connection):
        raise StoreUnavailable("emptying the log: somebody else reads the store or holds it")


def _version(connection: Connection) -> int:
    """A number that changes when another connection has written."""
    ((version,),) = driver_execute(connection, "PRAGMA data_version")
    return int(version)


def _slices(connection: Connection) -> Iterator[None]:
    """Rewrite every table, one slice for each item of the iterator.

    Each pass starts at a random key, so that slices meet in other pages each time.
    """
    first = secrets.token_bytes(32)
    for table in _TABLES:
        for start, end in ((first, None), (b"", first)):
            at: bytes | None = start
            while at is not None:
                with connection.begin():
                    at = _rewrite_slice(connection, table, at, end)
                empty_log(connection)
                yield


def _rewrite_slice(connection: Connection, table: Table, start: bytes, end: bytes | None) -> bytes | None:
    """Delete the rows that follow a key and insert them in key order. Returns the key after them, or None."""
    (key,) = table.primary_key.columns
    in_range = key >= start if end is None else (key >= start) & (key < end)
    fetched = connection.execute(select(table).where(in_range).order_by(key).limit(SLICE_ROWS + 1)).mappings().all()
    rows = [dict(row) for row in fetched[:SLICE_ROWS]]
    if not rows:
        return None
    connection.execute(delete(table).where((key >= start) & (key <= rows[-1][key.name])))
    connection.execute(insert(table), rows)
    return bytes(fetched[SLICE_ROWS][key.name]) if len(fetched) > SLICE_ROWS else None
