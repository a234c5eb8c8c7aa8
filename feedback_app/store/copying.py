"""A whole copy of a store in memory, and whether bytes are one."""

import sqlite3
from contextlib import closing
from pathlib import Path

from feedback_app.store.outcomes import StoreUnavailable

_HEADER = b"SQLite format 3\0"


def copy_of(path: Path) -> bytes:
    """The store as it is at one moment, while others write to it, packed so that no order of writing shows.

    Raises StoreUnavailable.
    """
    try:
        with (
            closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as store,
            closing(sqlite3.connect(":memory:")) as copy,
        ):
            store.execute("PRAGMA busy_timeout=5000")
            store.backup(copy)
            # A copy that only lives in memory has no log of its own to be kept in.
            copy.execute("PRAGMA journal_mode=OFF")
            copy.execute("VACUUM")
            return copy.serialize()
    except sqlite3.Error as error:
        raise StoreUnavailable(type(error).__name__) from None


def is_whole(content: bytes) -> bool:
    """Whether these bytes are a store without damage."""
    if not content.startswith(_HEADER):
        return False
    try:
        with closing(sqlite3.connect(":memory:")) as store:
            store.deserialize(content)
            checked = store.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            return checked and bool(store.execute("SELECT 1 FROM sqlite_master WHERE name = 'reply'").fetchone())
    except sqlite3.Error:
        return False
