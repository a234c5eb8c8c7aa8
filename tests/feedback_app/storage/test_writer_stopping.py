"""The writer while it puts a file in order for long, and when the program stops: it is not stuck, and it ends well."""

import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from feedback_app.storage import Health, Store, StoreUnavailable
from feedback_app.storage import writer as store_writer
from feedback_app.storage.file_times import FIXED
from feedback_app.storage.key_order import KeyOrder
from tests.feedback_app.paused_writer import LONGEST, WAVE, WORDS, held_writer, response


class ManualClock:
    """A clock that goes on only when it is told to."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def monotonic(self) -> float:
        """As `time.monotonic`."""
        return self.now

    sleep = staticmethod(time.sleep)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> ManualClock:
    """The writer's clock."""
    clock = ManualClock()
    monkeypatch.setattr(store_writer, "time", clock)
    return clock


@pytest.fixture
def never_idle(monkeypatch: pytest.MonkeyPatch) -> None:
    """No pause between replies is long enough for the writer to use it."""
    monkeypatch.setattr(store_writer, "IDLE_SECONDS", 60.0)


def test_a_writer_that_puts_a_large_file_in_order_for_long_is_not_taken_to_be_stuck(
    file: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = []
    monkeypatch.setattr(store_writer, "IDLE_SECONDS", 0.02)
    store = Store(file)

    def step(_order: KeyOrder) -> bool:
        told.append(store.health())
        clock.now += 20.0
        return len(told) < 4

    monkeypatch.setattr(KeyOrder, "step", step)
    end = time.monotonic() + LONGEST
    while len(told) < 4:
        assert time.monotonic() < end, f"no steps were taken: {told}"
        time.sleep(0.005)
    assert told[:4] == [Health.OK] * 4
    store.close()


@pytest.mark.usefixtures("never_idle")
def test_while_responses_keep_coming_the_file_is_put_in_order_once_in_ten_seconds_and_trouble_is_told_once(
    file: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tries = []

    def fail(_order: KeyOrder) -> bool:
        tries.append(clock.now)
        raise StoreUnavailable("no room")

    monkeypatch.setattr(KeyOrder, "step", fail)
    store = Store(file)
    for seconds in (0.0, 5.0, 6.0, 0.0, 5.0, 6.0, 0.0):
        clock.now += seconds
        # What follows a batch is done by the time that the next one is stored.
        store.save(response())
    assert tries == [1_011.0, 1_022.0]
    store.close()
    assert caplog.messages == ["the store could not be put in order and is tried again: no room"]


@pytest.mark.usefixtures("never_idle")
def test_while_somebody_always_waits_ordering_a_large_file_takes_one_step_in_a_quarter_of_a_second(
    file: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = []
    monkeypatch.setattr(store_writer.queue.Queue, "empty", lambda _queue: False)

    def step(_order: KeyOrder) -> bool:
        steps.append(clock.now)
        return True

    monkeypatch.setattr(KeyOrder, "step", step)
    store = Store(file)
    for seconds in (0.0, 11.0, 0.0, 0.125, 0.125, 0.0, 0.25, 0.0):
        clock.now += seconds
        store.save(response())
    assert steps == [1_011.0, 1_011.25, 1_011.5]
    monkeypatch.setattr(store_writer, "STOP_SECONDS", 0.0)
    store.close()


@pytest.mark.usefixtures("never_idle")
def test_between_two_responses_ordering_goes_on_until_it_is_done(
    file: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or replies that come one after the other, none of them waiting for another, would put it off for minutes."""
    steps = []

    def step(_order: KeyOrder) -> bool:
        steps.append(clock.now)
        return len(steps) < 5

    monkeypatch.setattr(KeyOrder, "step", step)
    store = Store(file)
    store.save(response())
    clock.now += 11.0
    store.save(response())
    end = time.monotonic() + LONGEST
    while len(steps) < 5:
        assert time.monotonic() < end, f"it stopped after {len(steps)} steps"
        time.sleep(0.005)
    assert steps == [1_011.0] * 5
    monkeypatch.setattr(store_writer, "STOP_SECONDS", 0.0)
    store.close()


def test_a_stop_puts_the_file_in_order_for_ten_seconds_at_most_and_is_not_taken_to_be_stuck(
    file: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = []
    store = Store(file)
    store.save(response())

    def step(_order: KeyOrder) -> bool:
        told.append(store.health())
        clock.now += 3.0
        return True

    monkeypatch.setattr(KeyOrder, "step", step)
    store.close()
    assert told == [Health.OK] * 4


@pytest.mark.parametrize("error", [OSError(), StoreUnavailable("no room")])
def test_a_stop_tries_once_to_put_a_file_in_order_that_cannot_be(
    file: Path, error: Exception, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    store, tries = Store(file), []
    store.save(response())

    def fail(_order: KeyOrder) -> bool:
        tries.append(1)
        raise error

    monkeypatch.setattr(KeyOrder, "step", fail)
    store.close()
    assert len(tries) == 1
    said = "no room" if isinstance(error, StoreUnavailable) else "OSError"
    assert caplog.messages == [f"the store could not be put in order and is tried again: {said}"]


def test_a_stop_that_fails_says_so_and_ends_and_the_folder_still_tells_no_time(
    file: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_order: KeyOrder) -> bool:
        raise RuntimeError(WORDS)

    store = Store(file)
    store.save(response())
    monkeypatch.setattr(KeyOrder, "step", fail)
    store.close()
    assert store.health() is Health.STOPPED
    assert caplog.messages == ["the writer could not end well: RuntimeError"]
    assert file.parent.stat().st_mtime_ns == FIXED


def test_what_somebody_read_until_the_stop_is_put_in_order_by_it(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The writer tried before, in vain; that it did must not count as done."""
    monkeypatch.setattr(store_writer, "MAX_UNORDERED_SECONDS", 0.0)
    monkeypatch.setattr(store_writer, "IDLE_SECONDS", 60.0)
    step, tries = KeyOrder.step, []

    def noted(order: KeyOrder) -> bool:
        try:
            return step(order)
        finally:
            tries.append(1)

    monkeypatch.setattr(KeyOrder, "step", noted)
    store, end = Store(file), time.monotonic() + LONGEST
    with closing(sqlite3.connect(file, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM reply").fetchall()
        store.save(response())
        while not tries:
            assert time.monotonic() < end, "it was not tried"
            time.sleep(0.005)
    store.close()
    assert KeyOrder(file).is_kept()


def test_whoever_waits_when_the_program_stops_is_still_stored(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with held_writer(store, monkeypatch) as (_, wait_for):
        people = [threading.Thread(target=store.save, args=(response(),)) for _ in range(5)]
        for person in people:
            person.start()
        wait_for(5)
        stopping = threading.Thread(target=store.close, daemon=True)
        stopping.start()
        wait_for(6)
    stopping.join(LONGEST)
    assert store.health() is Health.STOPPED
    assert len(store.replies(WAVE)) == 6
