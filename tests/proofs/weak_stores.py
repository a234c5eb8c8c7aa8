"""Stores as they must not be: each gives away who answered what in one way, so that an attack shows that it works."""

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

from tests.proofs.deanonymise import Key

_KEYED = "(code_hmac BLOB PRIMARY KEY, wave TEXT, used INTEGER{}) WITHOUT ROWID"
_REPLY = "(receipt_hash BLOB PRIMARY KEY, survey TEXT, body TEXT{}) WITHOUT ROWID"
_ORDER_FREE = (f"CREATE TABLE invitation {_KEYED.format('')}", f"CREATE TABLE reply {_REPLY.format('')}")
_USE = "UPDATE invitation SET used = 1 WHERE code_hmac = ?"
_STORE = "INSERT INTO reply VALUES (?, 'w', '{}')"

SHAPES: dict[str, tuple[str, ...]] = {
    "times are kept": (
        f"CREATE TABLE invitation {_KEYED.format(', at INTEGER')}",
        f"CREATE TABLE reply {_REPLY.format(', at INTEGER')}",
    ),
    "rows are numbered": (
        _ORDER_FREE[0],
        "CREATE TABLE used (code_hmac BLOB)",
        "CREATE TABLE reply (receipt_hash BLOB, survey TEXT, body TEXT)",
    ),
    "the log is kept": ("PRAGMA journal_mode=WAL", "PRAGMA wal_autocheckpoint=0", *_ORDER_FREE),
    "what is deleted stays": (
        "PRAGMA secure_delete=OFF",
        *_ORDER_FREE,
        "CREATE TABLE draft (code_hmac BLOB, receipt_hash BLOB)",
    ),
    "pages are filled one after the other": (
        "PRAGMA page_size=65536",
        "CREATE TABLE used (code_hmac BLOB PRIMARY KEY) WITHOUT ROWID",
        *_ORDER_FREE,
    ),
    "copied after each reply": _ORDER_FREE,
}


class LeakyStore:
    """One of these shapes, in a file."""

    def __init__(self, path: Path, shape: str, codes: list[Key]) -> None:
        """Make it, with its codes."""
        self.path, self._shape = path, shape
        self._connection = sqlite3.connect(path, isolation_level=None)
        for statement in SHAPES[shape]:
            self._connection.execute(statement)
        values = "?, 'w', 0, NULL" if shape == "times are kept" else "?, 'w', 0"
        self._connection.execute("BEGIN")
        self._connection.executemany(f"INSERT INTO invitation VALUES ({values})", [(code,) for code in codes])  # noqa: S608
        self._connection.execute("COMMIT")

    def save(self, code: Key, reply: Key) -> None:
        """Use a code and store a reply."""
        if self._shape == "what is deleted stays":
            self._connection.execute("INSERT INTO draft VALUES (?, ?)", (code, reply))
        self._connection.execute("BEGIN")
        self._ways.get(self._shape, self._plainly)(code, reply)
        self._connection.execute("COMMIT")

    @property
    def _ways(self) -> dict[str, Callable[[Key, Key], None]]:
        return {
            "times are kept": self._with_time,
            "rows are numbered": self._with_used,
            "pages are filled one after the other": self._with_used,
        }

    def _plainly(self, code: Key, reply: Key) -> None:
        self._connection.execute(_USE, (code,))
        self._connection.execute(_STORE, (reply,))

    def _with_used(self, code: Key, reply: Key) -> None:
        self._connection.execute("INSERT INTO used VALUES (?)", (code,))
        self._plainly(code, reply)

    def _with_time(self, code: Key, reply: Key) -> None:
        now = time.perf_counter_ns()
        self._connection.execute("UPDATE invitation SET used = 1, at = ? WHERE code_hmac = ?", (now, code))
        self._connection.execute("INSERT INTO reply VALUES (?, 'w', '{}', ?)", (reply, now))

    def close(self) -> None:
        """Leave the file, without drafts."""
        if self._shape == "what is deleted stays":
            self._connection.execute("DELETE FROM draft")
        self._connection.close()
