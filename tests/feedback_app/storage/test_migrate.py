"""A store of any earlier version becomes one of today, with everything in it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from feedback_app.responses import Response
from feedback_app.storage import SaveOutcome, Store, StoreUnavailable
from feedback_app.storage.engine import store_engine, transaction
from feedback_app.storage.migrate import HEAD, revisions, upgrade, upgrade_to_head
from feedback_app.storage.tables import METADATA

RECEIPT = "ABCD-EFGH-JKMN-PQRS"
ASKING = "carer-views/2026-autumn"

# Written as each version wrote them; a version that has shipped never changes.
FILLED = {
    "0001": (
        ("INSERT INTO invitation VALUES (?, ?, ?)", (b"used", ASKING, 1)),
        ("INSERT INTO invitation VALUES (?, ?, ?)", (b"free", ASKING, 0)),
        ("INSERT INTO reply VALUES (?, ?, ?)", (b"r" * 32, ASKING, '{"area":"north"}')),
        ("INSERT INTO words VALUES (?, ?, ?, ?)", (b"w" * 32, ASKING, "change", "More notice.")),
        ("INSERT INTO release VALUES (?, ?)", ("mileage", "asking: mileage\n")),
    ),
    "0002": (
        ("INSERT INTO invitation VALUES (?, ?, ?)", (b"used", ASKING, 1)),
        ("INSERT INTO invitation VALUES (?, ?, ?)", (b"free", ASKING, 0)),
        ("INSERT INTO reply VALUES (?, ?, ?)", (b"r" * 32, ASKING, '{"area":"north"}')),
        ("INSERT INTO words VALUES (?, ?, ?, ?, ?)", (b"w" * 32, ASKING, "change", "More notice.", 1)),
        ("INSERT INTO release VALUES (?, ?)", ("mileage", "asking: mileage\n")),
        ("INSERT INTO point VALUES (?, ?, ?)", (b"p" * 32, ASKING, "notice")),
        ("INSERT INTO suggestion VALUES (?, ?, ?, ?, ?, ?, ?)", (b"s" * 32, "/a/", "old", "new", "", "waiting", "")),
    ),
}


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "old.sqlite"
    path.touch(mode=0o600)
    return path


def fill(file: Path, shape: str) -> None:
    """A store as the program of that version left it."""
    with transaction(store_engine(file)) as connection:
        upgrade(connection, shape)
    with closing(sqlite3.connect(file)) as connection:
        for statement, values in FILLED[shape]:
            connection.execute(statement, values)
        connection.commit()


def test_every_version_that_ever_shipped_is_tried() -> None:
    assert revisions() == sorted(FILLED)
    assert revisions()[-1] == HEAD


@pytest.mark.parametrize("shape", FILLED)
def test_everything_in_a_store_of_this_version_is_there_afterwards(file: Path, shape: str) -> None:
    fill(file, shape)
    store = Store(file)
    try:
        assert store.replies(ASKING) == ({"area": "north"},)
        assert store.words(ASKING) == (("change", "More notice."),)
        assert store.released("mileage") == "asking: mileage\n"
        late = Response(RECEIPT, ASKING, {"area": "south"})
        assert store.save(late, b"used") is SaveOutcome.CODE_REFUSED
        assert store.save(late, b"free") is SaveOutcome.RECEIVED
    finally:
        store.close()


@pytest.mark.parametrize("shape", FILLED)
def test_a_moved_store_has_the_tables_of_a_new_one(file: Path, tmp_path: Path, shape: str) -> None:
    fill(file, shape)
    Store(file).close()
    new = tmp_path / "new.sqlite"
    Store(new).close()
    assert _tables(file) == _tables(new)


def _tables(file: Path) -> dict[str, str]:
    with closing(sqlite3.connect(file)) as connection:
        written = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
    return {name: " ".join(sql.split()) for name, sql in written}


def test_the_steps_lead_to_the_tables_that_the_program_uses(file: Path) -> None:
    Store(file).close()
    with transaction(store_engine(file)) as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
    kept = {name: sql for name, sql in _tables(file).items() if name != "alembic_version"}
    assert set(kept) == set(METADATA.tables)
    assert [name for name, sql in kept.items() if not sql.endswith("WITHOUT ROWID")] == []


def test_the_first_stores_carried_no_number_and_are_known_all_the_same(file: Path) -> None:
    fill(file, "0001")
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DROP TABLE alembic_version")
    store = Store(file)
    assert store.words(ASKING) == (("change", "More notice."),)
    store.close()


def test_words_that_were_stored_before_anybody_was_asked_may_not_be_quoted(file: Path) -> None:
    fill(file, "0001")
    Store(file).close()
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT may_quote FROM words").fetchall() == [(0,)]


def test_only_a_store_that_was_not_of_today_is_moved(file: Path) -> None:
    fill(file, "0001")
    with transaction(store_engine(file)) as connection:
        assert upgrade_to_head(connection)
        assert not upgrade_to_head(connection), "or each start would rewrite the whole file"


def test_a_step_that_fails_leaves_the_store_as_it_was(file: Path) -> None:
    fill(file, "0001")
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE suggestion (in_the_way)")
    before = _tables(file)
    with pytest.raises(StoreUnavailable):
        Store(file)
    assert _tables(file) == before


def test_a_store_of_a_newer_program_is_not_touched(file: Path) -> None:
    Store(file).close()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    with pytest.raises(StoreUnavailable, match=rf"written by a newer program \(step 9999, this one knows {HEAD}\)$"):
        Store(file)
