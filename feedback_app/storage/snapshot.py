"""Copies of a store in memory: which parts go into which backup, and whether bytes are a store."""

import sqlite3
from collections.abc import Collection
from contextlib import closing
from functools import cache
from pathlib import Path

from sqlalchemy import StaticPool, create_engine

from feedback_app.responses import PAGE_FEEDBACK, SEARCH_WORDS, StoreUnavailable
from feedback_app.storage.engine import driver_errors
from feedback_app.storage.migrate import revisions, upgrade
from feedback_app.storage.reply_rows import equality_key

_HEADER = b"SQLite format 3\0"
_COUNTED = "SELECT survey, count(*) FROM reply GROUP BY survey"
_DELETE_REPLIES_OF = "DELETE FROM reply WHERE survey IN (?, ?)"
_DELETE_WORDS_OF = "DELETE FROM words WHERE survey = ?"
_DELETE_OTHER_REPLIES = "DELETE FROM reply WHERE survey NOT IN (?, ?)"
_DELETE_OTHER_WORDS = "DELETE FROM words WHERE survey != ?"
_DELETE_OTHER_CODES = "DELETE FROM invitation WHERE wave != ? OR NOT used"
_DELETE_ALL_ELSE = "DELETE FROM release; DELETE FROM point; DELETE FROM suggestion"
_FREE_CODES_OF = "UPDATE invitation SET used = 0 WHERE wave = ?"
_USED_CODES = "SELECT code_hmac FROM invitation"
_USE_CODE = "UPDATE invitation SET used = 1 WHERE code_hmac = ?"
_RELEASE_OF = "SELECT 1 FROM release WHERE asking = ?"
_SCHEMA = "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master"
_WITH_ANSWERS = ("reply", "words")
_CHECK = "PRAGMA integrity_check"
_PATIENT = "PRAGMA busy_timeout=5000"
# Packing a database in memory would otherwise make a temporary file on disk.
_IN_MEMORY = "PRAGMA temp_store=MEMORY; PRAGMA trusted_schema=OFF"
# A copy that only lives in memory has no log of its own to be kept in.
_PACKED = "PRAGMA journal_mode=OFF; VACUUM"


def copy_of(path: Path) -> bytes:
    """The store at one moment, while others write to it, rewritten so that it does not show the order of writing.

    Raises StoreUnavailable.
    """
    try:
        with (
            # A read-only connection leaves an empty log behind. With `rw` it is removed, and still no file is created.
            closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)) as store,
            closing(_in_memory()) as copy,
        ):
            store.execute(_PATIENT)
            store.backup(copy)
            return _serialise(copy)
    except sqlite3.Error as error:
        raise StoreUnavailable(f"copying the store: {type(error).__name__} {error.sqlite_errorname}") from None


def reply_counts(content: bytes) -> dict[str, int]:
    """How many replies there are to each run in a copy; "was this page useful?" and words not found are no runs."""
    with closing(_deserialise(content)) as store:
        counted = store.execute(_COUNTED).fetchall()
    return {
        run: many
        for run, many in counted
        if "#" not in run and run.partition("/")[0] not in (PAGE_FEEDBACK, SEARCH_WORDS)
    }


def without_answers(content: bytes, runs: Collection[str]) -> bytes:
    """A copy without the answers to these runs, in which their codes are all unused."""
    with closing(_deserialise(content)) as store:
        for run in runs:
            store.execute(_DELETE_REPLIES_OF, (run, equality_key(run)))
            store.execute(_DELETE_WORDS_OF, (run,))
            store.execute(_FREE_CODES_OF, (run,))
        return _serialise(store)


def answers_only(content: bytes, run: str) -> bytes:
    """A copy that holds nothing but the answers to one run and the codes that were used for them."""
    with closing(_deserialise(content)) as store:
        store.execute(_DELETE_OTHER_REPLIES, (run, equality_key(run)))
        store.execute(_DELETE_OTHER_WORDS, (run,))
        store.execute(_DELETE_OTHER_CODES, (run,))
        store.executescript(_DELETE_ALL_ELSE)
        return _serialise(store)


def with_answers(content: bytes, answers: bytes, run: str) -> bytes | None:
    """A copy with the answers to one run put back; None when it has answers to it, or was made after its release.

    Raises StoreUnavailable where one of the answers is there already.
    """
    with (
        driver_errors("putting the answers back"),
        closing(_deserialise(content)) as store,
        closing(_deserialise(answers)) as source,
    ):
        if store.execute(_RELEASE_OF, (run,)).fetchone() or run in reply_counts(content):
            return None
        for table in _WITH_ANSWERS:
            columns = [column for _, column, *_ in source.execute(f"PRAGMA table_info({table})")]
            named, marks = ", ".join(columns), ", ".join("?" * len(columns))
            rows = source.execute(f"SELECT {named} FROM {table}").fetchall()  # noqa: S608 (names of our own schema)
            store.executemany(f"INSERT INTO {table} ({named}) VALUES ({marks})", rows)  # noqa: S608 (the same)
        used = source.execute(_USED_CODES).fetchall()
        store.executemany(_USE_CODE, used)
        return _serialise(store)


def is_whole(content: bytes) -> bool:
    """Whether these bytes are an undamaged store: with the schema of a fresh one, and nothing else.

    A trigger, a view, an index, or a column more could act on the answers of people yet to come.
    """
    if not content.startswith(_HEADER):
        return False
    try:
        with closing(_deserialise(content)) as store:
            if store.execute(_CHECK).fetchone() != ("ok",):
                return False
            return any(_schema(store) == fresh for fresh in _fresh_schemas())
    except sqlite3.Error:
        return False


_Schema = set[tuple[str, str, str, str]]


def _schema(store: sqlite3.Connection) -> _Schema:
    written = store.execute(_SCHEMA)
    return {(kind, name, table, " ".join(sql.split())) for kind, name, table, sql in written}


@cache
def _fresh_schemas() -> list[_Schema]:
    """The schema of a fresh store at every revision, newest first. The first one did not record its revision."""
    schemas = []
    for revision in reversed(revisions()):
        with closing(_in_memory()) as driver:
            # The engine works on this connection, so that nothing but the steps themselves says what is right.
            engine = create_engine("sqlite://", creator=lambda driver=driver: driver, poolclass=StaticPool)
            with engine.begin() as connection:
                upgrade(connection, revision)
            schemas.append(_schema(driver))
    return [*schemas, {column for column in schemas[-1] if column[2] != "alembic_version"}]


def _in_memory() -> sqlite3.Connection:
    store = sqlite3.connect(":memory:")
    store.executescript(_IN_MEMORY)
    return store


def _deserialise(content: bytes) -> sqlite3.Connection:
    store = _in_memory()
    store.deserialize(content)
    return store


def _serialise(store: sqlite3.Connection) -> bytes:
    store.executescript(_PACKED)
    return store.serialize()
