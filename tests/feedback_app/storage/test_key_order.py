"""The file is put in the order of its random keys whatever its size, and its times on disk say nothing."""

import os
import random
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, Table

from feedback_app.privacy.codes import new_receipt
from feedback_app.responses import Response
from feedback_app.storage import Store, StoreUnavailable, engine, file_times, key_order
from feedback_app.storage import writer as store_writer
from feedback_app.storage.file_times import FIXED, ClockTicks
from feedback_app.storage.key_order import KeyOrder
from feedback_app.storage.tables import REPLY, receipt_hash, words_hash
from tests.conftest import Figure
from tests.proofs.deanonymise import long_words_beside_answers, words_beside_answers

WAVE = "carer-views/2026-autumn"
Attack = Callable[[bytes], dict[bytes, bytes]]
MARKER = "words that were taken back"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "alone.sqlite"


@pytest.fixture
def never_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test takes the steps itself."""
    monkeypatch.setattr(store_writer, "IDLE_SECONDS", 60.0)
    monkeypatch.setattr(store_writer, "STOP_SECONDS", 0.0)


@pytest.fixture
def sliced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file is taken for a large one."""
    monkeypatch.setattr(key_order, "MAX_VACUUM_BYTES", 0)
    monkeypatch.setattr(key_order, "SLICE_ROWS", 7)


def response(receipt: str, text: str) -> Response:
    return Response(receipt, WAVE, {"area": "north"}, {"change": text})


def filled(store: Store, many: int, length: int) -> dict[bytes, bytes]:
    """Store replies with texts of up to this many characters; which reply each text belongs to."""
    written = {}
    chance = random.Random(many)  # noqa: S311
    for _ in range(many):
        receipt = new_receipt()
        store.save(response(receipt, chance.randbytes(length).hex()[: chance.randrange(length // 2, length)]))
        written[words_hash(receipt, "change")] = receipt_hash(receipt)
    return written


def whole_pass(file: Path) -> int:
    """Put a file in order; how many steps that took."""
    order, steps = KeyOrder(file), 1
    while order.step():
        steps += 1
    assert order.is_kept()
    return steps


def right(attack: Attack, file: Path, written: dict[bytes, bytes]) -> int:
    found = attack(file.read_bytes())
    return sum(found.get(text) == reply for text, reply in written.items())


def rows(file: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file)) as connection:
        return [
            *connection.execute("SELECT * FROM reply ORDER BY 1"),
            *connection.execute("SELECT * FROM words ORDER BY 1"),
        ]


@pytest.mark.usefixtures("never_quiet", "sliced")
@pytest.mark.parametrize(
    ("many", "length", "attack"),
    [(12, 60, words_beside_answers), (20, 3_900, long_words_beside_answers)],
    ids=["short texts", "long texts"],
)
def test_a_large_file_is_put_in_order_slice_by_slice(file: Path, many: int, length: int, attack: Attack) -> None:
    store = Store(file)
    written = filled(store, many, length)
    before = rows(file)
    assert right(attack, file, written) >= many * 3 // 4, "the order showed before"
    steps = whole_pass(file)
    assert rows(file) == before
    assert right(attack, file, written) <= 6
    assert steps > 2 * many // 7
    store.close()


@pytest.mark.usefixtures("never_quiet", "sliced")
def test_what_was_taken_back_is_gone_from_a_large_file(file: Path) -> None:
    store, mine = Store(file), new_receipt()
    filled(store, 20, 900)
    store.save(response(mine, MARKER))
    filled(store, 60, 900)
    whole_pass(file)
    store.withdraw(mine)
    whole_pass(file)
    assert MARKER.encode() not in file.read_bytes()
    store.close()


@pytest.mark.usefixtures("never_quiet", "sliced")
def test_a_pass_during_which_somebody_answered_does_not_count(file: Path) -> None:
    store, order = Store(file), KeyOrder(file)
    filled(store, 30, 60)
    order.step()
    filled(store, 1, 60)
    while order.step():
        pass
    assert not order.is_kept()
    whole_pass(file)
    store.close()


@pytest.mark.usefixtures("never_quiet", "sliced")
def test_a_pass_that_somebody_elses_lock_ends_is_told_and_begun_again(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "PRAGMAS", ("PRAGMA busy_timeout=20", *engine.PRAGMAS[1:]))
    store, order = Store(file), KeyOrder(file)
    filled(store, 10, 60)
    assert order.step()
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnavailable, match=r"^rewriting a slice of the store: OperationalError SQLITE_BUSY$"):
            order.step()
    before = rows(file)
    while order.step():
        pass
    assert order.is_kept()
    assert rows(file) == before
    store.close()


@pytest.mark.usefixtures("never_quiet")
def test_no_row_is_rewritten_twice_in_a_pass_that_began_in_the_middle(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_order, "SLICE_ROWS", 1)
    store = Store(file)
    with closing(sqlite3.connect(file)) as filling:
        filling.executemany("INSERT INTO reply VALUES (?, 'mileage', '{}')", [(b"a",), (b"m",), (b"z",)])
        filling.commit()
    with engine.store_engine(file).connect() as connection, connection.begin():
        assert key_order._rewrite_slice(connection, REPLY, b"m", None) == b"z"
        assert key_order._rewrite_slice(connection, REPLY, b"z", None) is None
        assert key_order._rewrite_slice(connection, REPLY, b"", b"m") is None
        assert key_order._rewrite_slice(connection, REPLY, b"a", b"z") == b"m"
    assert len(rows(file)) == 3
    store.close()


@pytest.mark.usefixtures("never_quiet", "sliced")
def test_a_slice_reads_no_more_than_its_own_rows_and_the_next(file: Path) -> None:
    store, read = Store(file), []
    filled(store, 20, 60)
    with engine.store_engine(file).connect() as connection, connection.begin():
        driver = engine._driver(connection)
        driver.row_factory = lambda _cursor, row: read.append(1) or row
        key_order._rewrite_slice(connection, REPLY, b"", None)
        key_order._rewrite_slice(connection, REPLY, b"", None)
    assert len(read) == 2 * (key_order.SLICE_ROWS + 1)
    store.close()


@pytest.mark.usefixtures("never_quiet", "sliced")
def test_each_pass_goes_once_through_each_table_and_begins_at_another_key(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ranges: list[tuple[bytes, bytes | None]] = []
    rewrite = key_order._rewrite_slice

    def noted(connection: Connection, table: Table, start: bytes, end: bytes | None) -> bytes | None:
        ranges.append((start, end))
        return rewrite(connection, table, start, end)

    monkeypatch.setattr(key_order, "_rewrite_slice", noted)
    store = Store(file)
    begun = set()
    for _ in range(2):
        filled(store, 1, 60)
        ranges.clear()
        whole_pass(file)
        first = ranges[0][0]
        assert ranges == [(first, None), (b"", first)] * 5
        assert len(first) == 32
        begun.add(first)
    assert len(begun) == 2
    store.close()


@pytest.mark.usefixtures("never_quiet")
def test_a_small_file_is_put_in_order_in_one_step(file: Path) -> None:
    store = Store(file)
    filled(store, 10, 60)
    assert whole_pass(file) == 1
    store.close()


@pytest.mark.usefixtures("never_quiet")
def test_whoever_has_the_file_open_and_reads_nothing_keeps_it_from_no_order(file: Path) -> None:
    store = Store(file)
    with closing(sqlite3.connect(file)) as other:
        other.execute("SELECT count(*) FROM reply").fetchall()
        filled(store, 3, 60)
        assert whole_pass(file) == 1
        assert file.with_name(f"{file.name}-wal").stat().st_size == 0
    store.close()


@pytest.mark.usefixtures("never_quiet", "sliced")
def test_somebody_who_answers_waits_for_one_slice_and_not_for_the_file(
    file: Path, monkeypatch: pytest.MonkeyPatch, figure: Figure
) -> None:
    monkeypatch.setattr(key_order, "SLICE_ROWS", 250)
    store = Store(file)
    with closing(sqlite3.connect(file)) as filling:
        filling.executemany(
            "INSERT INTO words VALUES (randomblob(32), ?, 'change', ?, 0)", [(WAVE, "words " * 600)] * 5_000
        )
        filling.commit()
    order, longest, steps = KeyOrder(file), 0.0, 0
    more = True
    while more:
        begun = time.process_time()
        more = order.step()
        steps, longest = steps + 1, max(longest, time.process_time() - begun)
    size = file.stat().st_size / 1e6
    figure(f"a store of {size:.0f} MB put in order in {steps} steps; the longest took {longest:.2f} s of CPU")
    assert longest < 2
    store.close()


@pytest.mark.usefixtures("never_quiet")
def test_responses_that_never_stop_do_not_keep_the_file_from_being_put_in_order(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_writer, "MAX_UNORDERED_SECONDS", 0.1)
    passes: list[Path] = []
    monkeypatch.setattr(key_order, "set_fixed_times", passes.append)
    store, end = Store(file), time.monotonic() + 20
    while not passes:
        assert time.monotonic() < end, "never put in order"
        filled(store, 1, 60)
    store.close()


# -- times on disk --


def times(file: Path) -> set[int]:
    return {each.stat().st_mtime_ns for each in (file, file.parent)}


def test_the_files_times_do_not_tell_when_somebody_answered(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_writer, "IDLE_SECONDS", 0.02)
    store, end = Store(file), time.monotonic() + 20
    filled(store, 3, 60)
    assert times(file) != {FIXED}
    while times(file) != {FIXED}:
        assert time.monotonic() < end, "the times still tell"
        time.sleep(0.005)
    store.close()
    assert times(file) == {FIXED}
    again = Store(file)
    filled(again, 1, 60)
    again.close()
    assert times(file) == {FIXED}


@pytest.mark.usefixtures("never_quiet")
def test_setting_the_times_again_moves_the_only_time_that_no_program_can_set(file: Path) -> None:
    store = Store(file)
    filled(store, 1, 60)
    whole_pass(file)
    answered = file.stat().st_ctime_ns
    KeyOrder(file).set_times()
    assert file.stat().st_ctime_ns > answered
    assert times(file) == {FIXED}
    filled(store, 1, 60)
    KeyOrder(file).set_times()
    assert file.stat().st_mtime_ns != FIXED, "a file that is not in order must not look as if it were"
    store.close()


def test_every_file_of_the_store_shows_the_fixed_time_and_no_other_does(tmp_path: Path) -> None:
    names = ["store.sqlite", "store.sqlite-shm", "store.sqlite-wal", "store.sqlite.copy"]
    for name in names:
        (tmp_path / name).touch()
    file_times.set_fixed_times(tmp_path / "store.sqlite")
    shown = {name: (tmp_path / name).stat() for name in names}
    fixed = [name for name, each in shown.items() if each.st_mtime_ns == each.st_atime_ns == FIXED]
    assert fixed == names[:3]
    assert tmp_path.stat().st_mtime_ns == FIXED


def test_each_mark_of_the_clock_is_noticed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1_000_000.0
    monkeypatch.setattr(file_times.time, "time", lambda: now)
    marks = ClockTicks()
    assert not marks.has_passed()
    now += file_times.TICK_SECONDS / 3
    assert not marks.has_passed()
    now += file_times.TICK_SECONDS
    assert marks.has_passed()
    assert not marks.has_passed()


def test_the_writer_sets_the_times_at_each_mark(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_writer, "IDLE_SECONDS", 0.02)
    store, end = Store(file), time.monotonic() + 20
    while not store._writer._order.is_kept():
        assert time.monotonic() < end
        time.sleep(0.005)
    monkeypatch.setattr(store_writer.ClockTicks, "has_passed", lambda _: True)
    before = file.stat().st_ctime_ns
    while file.stat().st_ctime_ns == before:
        assert time.monotonic() < end, "the time of setting the times stands still"
        time.sleep(0.005)
    store.close()


def test_a_folder_whose_time_may_not_be_set_keeps_nobody_from_anything(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    store = Store(file)
    with monkeypatch.context() as patch:
        patch.setattr(os, "utime", refuse)
        filled(store, 1, 60)
        whole_pass(file)
    store.close()


def test_the_times_of_a_store_that_was_moved_away_are_nobodys_trouble(tmp_path: Path) -> None:
    KeyOrder(tmp_path / "gone" / "store.sqlite").set_times()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("never_quiet", "sliced")
def test_a_file_that_cannot_be_closed_is_said_to_be_that(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, order = Store(file), KeyOrder(file)
    filled(store, 1, 60)
    assert order.step()

    def fail(_connection: Connection) -> None:
        raise sqlite3.OperationalError(MARKER)

    with monkeypatch.context() as patch:
        patch.setattr(Connection, "close", fail)
        with pytest.raises(StoreUnavailable, match=r"^closing the store: OperationalError$"):
            order.abandon()
    store.close()


def test_a_file_that_cannot_be_opened_is_said_to_be_that(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match=r"^opening the store: OperationalError SQLITE_CANTOPEN$"):
        KeyOrder(tmp_path).step()
