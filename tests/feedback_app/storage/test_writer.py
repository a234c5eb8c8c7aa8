"""The one thread that writes: nothing ends it, whoever watches is told how it is, and it always comes back."""

import logging
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from feedback_app.storage import Health, SaveOutcome, Store, StoreUnavailable
from feedback_app.storage import engine as store_engine
from feedback_app.storage import writer as store_writer
from feedback_app.storage.engine import rewrite
from feedback_app.storage.key_order import KeyOrder
from feedback_app.web import rate_limits
from tests.feedback_app.paused_writer import LONGEST, WAVE, WORDS, held_writer, response
from tests.feedback_app.visiting import Visitor


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer that finds a quiet moment soon, and does not wait long for others."""
    monkeypatch.setattr(store_writer, "IDLE_SECONDS", 0.02)
    monkeypatch.setattr(store_engine, "PRAGMAS", ("PRAGMA busy_timeout=20", *store_engine.PRAGMAS[1:]))


def wait_until(is_so: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + LONGEST
    while not is_so():
        assert time.monotonic() < end, what
        time.sleep(0.005)


def log_size(file: Path) -> int:
    log = file.with_name(f"{file.name}-wal")
    return log.stat().st_size if log.exists() else 0


# -- what goes wrong while the file is put in order does not end the writer --


@contextmanager
def locked(file: Path) -> Iterator[None]:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def overwrite(file: Path, at: int, content: bytes) -> None:
    """In place: a file that is empty for a moment would be a new store to whoever opens it in that moment."""
    with file.open("r+b") as opened:
        opened.seek(at)
        opened.write(content)


@contextmanager
def corrupt(file: Path) -> Iterator[None]:
    with closing(sqlite3.connect(file)) as reader:
        ((root,),) = reader.execute("SELECT rootpage FROM sqlite_master WHERE name = 'words'").fetchall()
    at = (root - 1) * 4096
    good = file.read_bytes()[at : at + 64]
    overwrite(file, at, b"\xff" * 64)
    yield
    overwrite(file, at, good)


@contextmanager
def full(_file: Path) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store_engine, "PRAGMAS", (*store_engine.PRAGMAS, "PRAGMA query_only=ON"))
        yield


@contextmanager
def missing(file: Path) -> Iterator[None]:
    away = file.rename(file.with_suffix(".away"))
    yield
    away.rename(file)


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (locked, "emptying the log: somebody else reads the store or holds it"),
        (corrupt, "rewriting the store: DatabaseError SQLITE_CORRUPT"),
        (full, "rewriting the store: OperationalError SQLITE_READONLY"),
        (missing, "FileNotFoundError"),
    ],
)
def test_trouble_while_the_file_is_put_in_order_ends_nothing(
    file: Path, trouble: Callable[[Path], AbstractContextManager[None]], said: str, caplog: pytest.LogCaptureFixture
) -> None:
    store, said = Store(file), f"the store could not be put in order and is tried again: {said}"
    with caplog.at_level(logging.DEBUG):
        store.save(response())
        wait_until(store._writer._order.is_kept, "never in order")
        with trouble(file):
            if file.exists():
                os.utime(file)  # as if it had just been written to
            wait_until(lambda: said in caplog.messages, f"nobody said {said}: {caplog.text}")
        assert store.save(response()) is SaveOutcome.RECEIVED
        wait_until(store._writer._order.is_kept, "never in order again")
    assert store.health() is Health.OK
    assert len(store.replies(WAVE)) == 2
    assert caplog.messages.count(said) <= 2, "it is said once, not at every try"
    assert WORDS not in caplog.text
    store.close()


def test_no_exception_ends_the_writer_and_whoever_waits_is_told_at_once(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for fault in (KeyboardInterrupt, SystemExit, MemoryError, GeneratorExit):

        def fail(fault: type[BaseException] = fault) -> bool:
            raise fault

        with monkeypatch.context() as broken:
            broken.setattr(store._writer, "_drain_queue", fail)
            with pytest.raises(StoreUnavailable, match=fault.__name__):
                store.save(response())
        assert f"the writer failed and goes on: {fault.__name__}" in caplog.messages
    assert store.save(response()) is SaveOutcome.RECEIVED
    assert len(store.replies(WAVE)) == 1


@pytest.mark.usefixtures("hurried")
def test_a_fault_before_anybody_answered_ends_nothing_either(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tries = []

    def fail(_order: KeyOrder) -> bool:
        tries.append(1)
        raise RuntimeError

    monkeypatch.setattr(KeyOrder, "step", fail)
    store = Store(file)
    wait_until(lambda: len(tries) > 1, "the writer has ended")
    assert store.health() is Health.REFUSING
    assert store.save(response()) is SaveOutcome.RECEIVED
    store.close()


def test_every_error_of_the_driver_becomes_one_of_ours_and_names_its_step(store: Store, file: Path) -> None:
    with locked(file), pytest.MonkeyPatch.context() as patch:
        patch.setattr(store_engine, "PRAGMAS", ("PRAGMA busy_timeout=20", *store_engine.PRAGMAS[1:]))
        with pytest.raises(StoreUnavailable, match=r"^rewriting the store: OperationalError SQLITE_BUSY$"):
            rewrite(file)
        with pytest.raises(StoreUnavailable, match=r"^reading or writing rows: OperationalError SQLITE_BUSY$"):
            store.replies(WAVE)
    with missing(file), pytest.raises(StoreUnavailable, match=r"^opening the store: OperationalError SQLITE_CANTOPEN$"):
        rewrite(file)


# -- whoever watches is told --


def test_the_health_page_says_that_all_is_well(visitor: Visitor) -> None:
    answer = visitor.app.test_client().get("/healthz")
    assert (answer.status_code, answer.text) == (200, "well\n")


def test_the_health_page_tells_a_full_disk(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    # Replies are refused before the writer hears of them, so it is well.
    monkeypatch.setattr(rate_limits.shutil, "disk_usage", lambda _place: SimpleNamespace(total=10**11, free=10**6))
    answer = visitor.app.test_client().get("/healthz")
    assert (answer.status_code, answer.text) == (503, "the disk is nearly full, and answers are refused\n")


def test_the_health_page_tells_a_store_that_was_moved_away(visitor: Visitor) -> None:
    store = visitor.app.extensions["handbook"].settings.store
    store.rename(store.with_name("away"))
    answer = visitor.app.test_client().get("/healthz")
    assert (answer.status_code, answer.text) == (503, "the file of answers is not there\n")


def test_the_health_page_tells_a_dead_writer(visitor: Visitor) -> None:
    visitor.app.extensions["handbook"].store._writer.stop()
    answer = visitor.app.test_client().get("/healthz")
    assert (answer.status_code, answer.text) == (503, "the writer has stopped\n")


def test_a_stuck_writer_is_told_from_one_that_works(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with held_writer(store, monkeypatch):
        assert store.health() is Health.OK
        monkeypatch.setattr(store_writer, "STUCK_SECONDS", 0.05)
        wait_until(lambda: store.health() is Health.STUCK, "nobody noticed")
        monkeypatch.setattr(store_writer, "STUCK_SECONDS", 30.0)


def test_a_store_that_cannot_be_written_is_reported_until_it_can(store: Store, file: Path) -> None:
    with missing(file), pytest.raises(StoreUnavailable):
        store.save(response())
    assert store.health() is Health.REFUSING
    assert store.save(response()) is SaveOutcome.RECEIVED
    assert store.health() is Health.OK


def test_a_request_that_waits_too_long_is_asked_to_try_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = response()
    with held_writer(store, monkeypatch):
        monkeypatch.setattr(store_writer, "SAVE_TIMEOUT", 0.02)
        with pytest.raises(StoreUnavailable, match=r"^the writer took too long$"):
            store.save(mine)
        monkeypatch.setattr(store_writer, "SAVE_TIMEOUT", 30.0)
    assert store.save(mine) is SaveOutcome.ALREADY_RECEIVED, "the same receipt makes trying again safe"


@pytest.mark.usefixtures("hurried")
def test_a_store_that_takes_nothing_is_tried_again_until_it_does_and_nobody_has_to_send(
    file: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tries = []

    def noted(path: Path) -> None:
        tries.append(path)
        store_engine.try_writing(path)

    monkeypatch.setattr(store_writer, "try_writing", noted)
    store = Store(file)
    with locked(file):
        with pytest.raises(StoreUnavailable):
            store.save(response())
        wait_until(lambda: len(tries) > 1, "it is not tried again")
        assert store.health() is Health.REFUSING
    wait_until(lambda: store.health() is Health.OK, "it does not heal by itself")
    assert store.replies(WAVE) == ()
    assert "the writer failed" not in caplog.text
    store.close()


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize("instead", ["", "Buy milk.\n", "another database"])
def test_a_file_that_is_no_store_is_reported_at_the_start(
    file: Path, instead: str, caplog: pytest.LogCaptureFixture
) -> None:
    store = Store(file)
    assert store.health() is Health.OK
    away = file.rename(file.with_name("away"))
    if instead == "another database":
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("CREATE TABLE account (name TEXT)")
    else:
        file.write_text(instead)
    before = file.read_bytes()
    assert store.health() is Health.NO_STORE
    wait_until(lambda: "what stands in the place" in caplog.text, "the writer has not looked")
    assert file.read_bytes() == before
    away.replace(file)
    assert store.health() is Health.OK
    store.close()


def test_a_file_that_did_not_change_is_looked_into_once(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[Path] = []
    monkeypatch.setattr(store_writer, "IDLE_SECONDS", 60.0)
    monkeypatch.setattr(store_writer, "is_store", lambda path: looked.append(path) or True)
    store = Store(file)
    assert [store.health() for _ in range(3)] == [Health.OK] * 3
    assert looked == [file]
    store.close()


def test_the_writer_keeps_no_program_from_ending(store: Store) -> None:
    assert store._writer._thread.name == "store writer"
    assert store._writer._thread.daemon


# -- the log is emptied, and if it cannot be, the writer comes back --


@pytest.mark.usefixtures("hurried")
def test_a_log_that_somebody_reads_is_emptied_as_soon_as_they_have_done(file: Path) -> None:
    store = Store(file)
    store.save(response())
    with closing(sqlite3.connect(file, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM reply").fetchall()
        for _ in range(3):
            assert store.save(response()) is SaveOutcome.RECEIVED
        held = log_size(file)
        assert held > 0
        turns = store._writer._last_turn
        wait_until(lambda: store._writer._last_turn > turns + 0.1, "the writer stands still")
        assert log_size(file) == held, "rewriting the file would make the log longer"
        assert not store._writer._order.is_kept()
        reader.execute("ROLLBACK")
        wait_until(lambda: log_size(file) == 0, "the log was not emptied")
    wait_until(store._writer._order.is_kept, "never in order again")
    assert len(store.replies(WAVE)) == 4
    store.close()


# -- no temporary file holds words in clear --


def temporary_files_while(act: Callable[[], object]) -> set[str]:
    """The files of SQLite's own that this process has open meanwhile; they have no name any more."""
    seen: set[str] = set()
    done = threading.Event()

    def look() -> None:
        while not done.is_set():
            for each in Path("/proc/self/fd").iterdir():
                try:
                    target = str(each.readlink())
                except OSError:
                    continue
                if "etilqs" in target:
                    seen.add(target)

    looking = threading.Thread(target=look)
    looking.start()
    try:
        act()
    finally:
        done.set()
        looking.join()
    return seen


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs a system that shows a process's open files")
def test_rewriting_makes_no_temporary_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Store(file).close()
    with closing(sqlite3.connect(file)) as filling:
        filling.executemany(
            "INSERT INTO words VALUES (randomblob(32), ?, 'change', ?, 0)", [(WAVE, "words " * 600)] * 6_000
        )
        filling.commit()
    assert temporary_files_while(lambda: rewrite(file)) == set()
    careless = tuple(pragma.replace("temp_store=MEMORY", "temp_store=FILE") for pragma in store_engine.PRAGMAS)
    monkeypatch.setattr(store_engine, "PRAGMAS", careless)
    assert temporary_files_while(lambda: rewrite(file)) != set(), "this test would not see one"
