"""The database does nothing but read and write rows of our tables while people answer."""

import re
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError

from feedback_app.storage import Store
from feedback_app.storage.engine import guarded_engine

DENIED = [
    "ATTACH DATABASE 'elsewhere.sqlite' AS elsewhere",
    "CREATE TABLE more (body TEXT)",
    "CREATE TEMP TABLE more (body TEXT)",
    "CREATE TRIGGER later AFTER INSERT ON reply BEGIN SELECT 1; END",
    "DROP TABLE reply",
    "ALTER TABLE reply ADD COLUMN at TEXT",
    "SELECT * FROM sqlite_master",
    "UPDATE alembic_version SET version_num = '9'",
    "SELECT load_extension('x')",
    "SELECT randomblob(1000000000)",
    "SELECT writefile('x', 'y')",
    "PRAGMA synchronous=OFF",
    "PRAGMA secure_delete=OFF",
    "PRAGMA writable_schema=ON",
    "VACUUM",
    "VACUUM INTO 'copy.sqlite'",
    "WITH RECURSIVE endless(n) AS (SELECT 1 UNION ALL SELECT n FROM endless) SELECT n FROM endless",
]


@pytest.mark.parametrize("statement", DENIED)
def test_everything_else_is_denied(store: Store, tmp_path: Path, statement: str) -> None:
    with guarded_engine(tmp_path / "alone.sqlite").connect() as connection:
        with pytest.raises(DatabaseError) as caught:
            connection.exec_driver_sql(statement)
        denied = r"not authorized|prohibited|no such function|within a transaction"
        assert re.search(denied, str(caught.value)), caught.value
    assert store.replies("carer-views/2026-autumn") == ()


def test_without_the_guard_most_of_it_would_work(store: Store, tmp_path: Path) -> None:
    store.close()
    connection = sqlite3.connect(tmp_path / "alone.sqlite", isolation_level=None)
    for statement in ("PRAGMA secure_delete=OFF", "SELECT * FROM sqlite_master", "VACUUM", "DROP TABLE reply"):
        connection.execute(statement)
    connection.close()
