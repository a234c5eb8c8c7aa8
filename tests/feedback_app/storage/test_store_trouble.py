"""When the disk is full, the file locked, gone, read-only or damaged: nothing is claimed, and the store recovers."""

import logging
import os
import socket
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from feedback_app.privacy.codes import new_receipt
from feedback_app.responses import Response
from feedback_app.storage import Health, QueueFull, SaveOutcome, Store, StoreUnavailable, store_file
from feedback_app.storage import engine as store_engine
from feedback_app.storage import writer as store_writer
from feedback_app.storage.file_times import set_fixed_times, shows_fixed_time
from tests.feedback_app.paused_writer import WAVE, WORDS, held_writer, response
from tests.feedback_app.storage.test_migrate import fill


def save_fails(store: Store, mine: Response) -> None:
    with pytest.raises(StoreUnavailable) as caught:
        store.save(mine)
    assert WORDS not in str(caught.value)


def recovers(store: Store, mine: Response) -> None:
    assert store.save(mine) is SaveOutcome.RECEIVED
    assert store.replies(WAVE) == ({"area": "north"},)
    assert store.words(WAVE) == (("change", WORDS),)


def test_a_locked_store(store: Store, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_engine, "PRAGMAS", ("PRAGMA busy_timeout=50", *store_engine.PRAGMAS[1:]))
    blocker, mine = sqlite3.connect(file, isolation_level=None), response()
    blocker.execute("BEGIN IMMEDIATE")
    save_fails(store, mine)
    blocker.execute("ROLLBACK")
    blocker.close()
    recovers(store, mine)


def test_a_full_disk(store: Store, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(sqlite3.connect(file)) as counting:
        pages = counting.execute("PRAGMA page_count").fetchone()[0]
    full = (*store_engine.PRAGMAS, f"PRAGMA max_page_count={pages}")
    mine = Response(new_receipt(), WAVE, {"area": "north"}, {"change": WORDS * 2000})
    with monkeypatch.context() as small:
        small.setattr(store_engine, "PRAGMAS", full)
        save_fails(store, mine)
    assert store.replies(WAVE) == ()
    assert store.save(mine) is SaveOutcome.RECEIVED


def test_a_store_that_was_moved_away(store: Store, file: Path) -> None:
    mine = response()
    file.rename(file.with_suffix(".away"))
    save_fails(store, mine)
    assert not file.exists(), "an empty store must never take the place of a lost one"
    file.with_suffix(".away").rename(file)
    recovers(store, mine)


def test_a_damaged_store(store: Store, file: Path) -> None:
    mine, good = response(), file.read_bytes()
    file.write_bytes(b"not a database" * 100)
    save_fails(store, mine)
    file.write_bytes(good)
    recovers(store, mine)


def test_a_read_only_store(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = response()
    with monkeypatch.context() as locked:
        locked.setattr(store_engine, "PRAGMAS", (*store_engine.PRAGMAS, "PRAGMA query_only=ON"))
        save_fails(store, mine)
    recovers(store, mine)


def test_one_fault_fails_all_who_wait_and_none_is_stored(store: Store, file: Path) -> None:
    file.rename(file.with_suffix(".away"))
    failed: list[bool] = []

    def send() -> None:
        try:
            store.save(response())
        except StoreUnavailable:
            failed.append(True)

    people = [threading.Thread(target=send) for _ in range(20)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    file.with_suffix(".away").rename(file)
    assert failed == [True] * 20
    assert store.replies(WAVE) == ()


def test_a_fault_of_our_own_does_not_stop_the_writer(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    mine = response()

    def fail(*_: object) -> SaveOutcome:
        raise RuntimeError(WORDS)

    with monkeypatch.context() as broken:
        broken.setattr(store_writer, "save_response", fail)
        with pytest.raises(StoreUnavailable, match=r"^RuntimeError$"):
            store.save(mine)
    assert caplog.messages == ["responses could not be stored: RuntimeError"]
    recovers(store, mine)


def test_a_full_queue_refuses_at_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with held_writer(store, monkeypatch) as (_, wait_for):
        people = [threading.Thread(target=store.save, args=(response(),)) for _ in range(200)]
        for person in people:
            person.start()
        wait_for(200)
        with pytest.raises(QueueFull):
            store.save(response())
    for person in people:
        person.join()
    assert len(store.replies(WAVE)) == 201


def test_the_log_of_a_fault_holds_no_answer(store: Store, file: Path, caplog: pytest.LogCaptureFixture) -> None:
    file.rename(file.with_suffix(".away"))
    with caplog.at_level(logging.DEBUG):
        save_fails(store, response())
    assert caplog.messages == ["responses could not be stored: opening the store: OperationalError SQLITE_CANTOPEN"]
    assert WORDS not in caplog.text
    assert "north" not in caplog.text


def test_a_place_where_no_store_can_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreUnavailable, match=r"store\.sqlite cannot be made: (File exists|Not a directory)$"):
        Store(tmp_path / "file" / "store.sqlite")


def test_another_programs_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "accounts.sqlite"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE account (name TEXT)")
        connection.commit()
    file.chmod(0o644)
    before = file.read_bytes()
    with pytest.raises(StoreUnavailable, match=r"accounts\.sqlite is another program's database: set HANDBOOK_STORE"):
        Store(file)
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (before, 0o644)
    assert [path.name for path in tmp_path.iterdir()] == ["accounts.sqlite"]


def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("Buy milk.")
    with pytest.raises(StoreUnavailable, match=r"notes\.txt is not a store of answers: set HANDBOOK_STORE"):
        Store(file)
    assert file.read_text() == "Buy milk."


@pytest.mark.parametrize("kind", ["pipe", "socket", "folder", "link to a pipe", "somebody's empty file"])
def test_what_is_no_file_of_ours_is_refused_and_left_as_it_is(tmp_path: Path, kind: str) -> None:
    """The same holds for a device, which only a privileged user can make."""
    place, listening = tmp_path / "here", socket.socket(socket.AF_UNIX)
    with listening:
        match kind:
            case "pipe":
                os.mkfifo(place, 0o644)
            case "socket":
                listening.bind(str(place))
            case "folder":
                place.mkdir()
            case "link to a pipe":
                os.mkfifo(tmp_path / "pipe", 0o644)
                place.symlink_to(tmp_path / "pipe")
            case _:
                place.touch(0o644)
        place.chmod(0o644)
        os.utime(tmp_path, ns=(1, 1))
        before = [(each.name, each.stat().st_mode, each.stat().st_mtime_ns) for each in sorted(tmp_path.iterdir())]
        with pytest.raises(StoreUnavailable, match=r"here (is no ordinary file|was made by something else)"):
            Store(place)
        assert [
            (each.name, each.stat().st_mode, each.stat().st_mtime_ns) for each in sorted(tmp_path.iterdir())
        ] == before
        assert tmp_path.stat().st_mtime_ns == 1


def test_a_store_that_was_begun_and_holds_nothing_becomes_one(tmp_path: Path) -> None:
    file = tmp_path / "store.sqlite"
    file.touch(mode=0o600)
    Store(file).close()
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT count(*) FROM reply").fetchone() == (0,)


def test_a_store_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "folder" / "store.sqlite"
    Store(file).close()
    file.chmod(0o644)
    Store(file).close()
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.usefixtures("open_to_all")
def test_a_new_store_is_closed_to_others_from_its_first_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before its mode is set once more, which mends older ones."""
    file, modes = tmp_path / "store.sqlite", []
    monkeypatch.setattr(Path, "chmod", lambda path, _mode: modes.append(path.stat().st_mode & 0o777))
    store_engine.create_store(file)
    assert modes == [0o600]


@pytest.fixture
def open_to_all() -> Iterator[None]:
    """What a program makes may be read and written by everybody unless it says otherwise."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.parametrize("shape", ["0001", "0002"], ids=["moved", "given its mark alone"])
def test_a_store_of_an_earlier_version_is_put_in_the_order_of_its_keys_at_its_next_start(
    tmp_path: Path, shape: str
) -> None:
    file, keys = tmp_path / "store.sqlite", [b"z", b"a", b"m"]
    file.touch()
    fill(file, shape)
    with closing(sqlite3.connect(file)) as connection:
        rows = [(key, WAVE, "change", f"words of {key.decode()}") for key in keys]
        connection.executemany("INSERT INTO words (words_hash, survey, question, body) VALUES (?, ?, ?, ?)", rows)
        connection.commit()
    store_engine.create_store(file)
    content = file.read_bytes()
    # SQLite fills a page from its end.
    assert sorted(keys, key=lambda key: content.index(b"words of " + key), reverse=True) == sorted(keys)


def test_a_store_of_today_is_not_written_at_a_start_and_keeps_its_mark(tmp_path: Path) -> None:
    file = tmp_path / "store.sqlite"
    store_engine.create_store(file)
    mark = store_file.mark_of(file.read_bytes())
    set_fixed_times(file)
    store_engine.create_store(file)
    assert shows_fixed_time(file), "or each start would rewrite the whole file"
    store_engine.try_writing(file)
    assert store_file.mark_of(file.read_bytes()) == mark


def test_a_mark_is_never_nought_which_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_file.secrets, "randbelow", lambda _most: 0)
    store_engine.create_store(tmp_path / "store.sqlite")
    content = (tmp_path / "store.sqlite").read_bytes()
    assert store_file.mark_of(content) == "00000001"
    assert content[68:72] == b"FoHa"
    assert store_file.mark_of(bytes(100)) == ""


def test_neither_a_folder_nor_nothing_is_a_store(tmp_path: Path) -> None:
    assert not store_file.is_store(tmp_path)
    assert not store_file.is_store(tmp_path / "store.sqlite")


def test_emptying_the_log_waits_for_nobody_and_writing_does_again_afterwards(store: Store, file: Path) -> None:
    with store_engine.store_engine(file).connect() as connection:
        assert store_engine.empty_log(connection)
        assert store_engine.driver_execute(connection, "PRAGMA busy_timeout") == [(5000,)]
        with closing(sqlite3.connect(file, isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM reply").fetchall()
            store.save_words(WAVE, "change", WORDS)
            assert not store_engine.empty_log(connection)
        assert store_engine.empty_log(connection)


def test_a_log_that_cannot_be_emptied_is_reported_without_an_answer(
    store: Store, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with store_engine.store_engine(file).connect() as connection, connection.begin():
        connection.exec_driver_sql("UPDATE words SET question = 'other'")
        assert not store_engine.empty_log(connection)
    told = "the store's log could not be emptied and is tried again: emptying the log: OperationalError SQLITE_LOCKED"
    assert told in caplog.messages
    assert store.words(WAVE) == ()


def test_a_file_that_only_begins_like_a_database_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "store.sqlite"
    content = b"SQLite format 3\x00" + b"no pages follow " * 300
    file.write_bytes(content)
    with pytest.raises(StoreUnavailable, match=r"^opening the store: DatabaseError SQLITE_NOTADB$"):
        Store(file)
    assert file.read_bytes() == content


def test_a_database_that_another_program_is_writing_keeps_its_log(tmp_path: Path) -> None:
    file, copy = tmp_path / "accounts.sqlite", tmp_path / "copy.sqlite"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE account (name TEXT)")
        connection.commit()
        for end in ("", "-wal"):
            copy.with_name(copy.name + end).write_bytes(file.with_name(file.name + end).read_bytes())
    before = copy.read_bytes()
    with pytest.raises(StoreUnavailable, match="is another program's database"):
        Store(copy)
    assert copy.read_bytes() == before
    assert copy.with_name(f"{copy.name}-wal").stat().st_size > 0


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (sqlite3.ProgrammingError(WORDS), "a step: ProgrammingError"),
        (SQLAlchemyError(WORDS), "a step: SQLAlchemyError"),
        (DBAPIError(WORDS, None, sqlite3.DataError(WORDS)), "a step: DataError"),
    ],
)
def test_an_error_without_a_code_of_sqlite_is_told_by_its_kind_and_without_its_words(
    error: Exception, said: str
) -> None:
    with pytest.raises(StoreUnavailable) as caught, store_engine.driver_errors("a step"):
        raise error
    assert str(caught.value) == said
    assert caught.value.__suppress_context__, "a trace would tell the words"


def test_what_the_database_says_of_a_statement_holds_no_value(store: Store, file: Path) -> None:
    with store_engine.store_engine(file).connect() as connection, pytest.raises(SQLAlchemyError) as caught:
        connection.execute(text("INSERT INTO words (body) VALUES (:body)"), {"body": WORDS})
    assert WORDS not in str(caught.value)
    assert store.words(WAVE) == ()


def test_a_lost_connection_is_reported(store: Store, file: Path) -> None:
    with store_engine.store_engine(file).connect() as connection:
        connection.connection.invalidate()
        with pytest.raises(StoreUnavailable, match=r"^the connection was lost$"):
            store_engine.driver_execute(connection, "SELECT 1")
    assert store.health() is Health.OK
