"""The running app does the work of each night by itself, once, whatever fails; and it says what it did."""

import dataclasses
import logging
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from time import monotonic
from types import SimpleNamespace

import pytest
from flask import Flask

from feedback_app.clock import LONDON, Clock
from feedback_app.jobs import maintenance
from feedback_app.jobs.maintenance import Maintenance, MaintenanceState, maintenance_of, read_maintenance_state
from feedback_app.privacy.codes import CodeKeys, new_code, new_receipt
from feedback_app.responses import Response
from feedback_app.settings import Settings
from feedback_app.storage import Store, StoreUnavailable
from feedback_app.storage.state_files import read_state, write_state
from feedback_app.web import rate_limits
from handbook.handbook import Handbook
from tests.feedback_app.conftest import Moment
from tests.feedback_app.mail_server import READER, Mailbox, mail_server
from tests.feedback_app.service_commands import BY_CODE

CLOSES = date(2027, 3, 31)
"""The last day of the wave by code."""
MARKER = "a-marker-in-words"


class AppServices:
    """A store, keys and a maintenance that tests wake at moments of their choice."""

    def __init__(self, settings: Settings, handbook: Handbook, moment: Moment) -> None:
        self.settings, self.handbook, self.moment = settings, handbook, moment
        self.store, self.keys = Store(settings.store), CodeKeys(settings.keys)
        self.folder = settings.store.parent
        self.clock = Clock(now=moment.now)
        self.maintenance = self.started()

    def started(self) -> Maintenance:
        """The app was started once more."""
        return Maintenance(lambda: self.handbook, self.store, self.keys, self.clock, self.settings)

    def wakes(self, day: date, at: str = "01:05") -> None:
        """The maintenance looks at the clock at a time of people here."""
        self.moment.at = datetime.combine(day, time.fromisoformat(at), LONDON).astimezone(UTC)
        self.maintenance.run_due_jobs()

    def codes(self) -> str:
        """Codes for the wave by code; one of them."""
        self.keys.create(BY_CODE)
        code = new_code()
        self.store.add_codes(BY_CODE, [self.keys.code_hmac(BY_CODE, code)])
        return code


@pytest.fixture
def served(settings: Settings, sample_handbook: Handbook, moment: Moment, tmp_path: Path) -> Iterator[AppServices]:
    settings = dataclasses.replace(settings, store=tmp_path / "var" / "store.sqlite", keys=tmp_path / "var" / "keys")
    running = AppServices(settings, sample_handbook, moment)
    yield running
    running.store.close()


# -- codes --


def test_codes_and_their_key_are_destroyed_after_closing_and_the_hour_of_grace(served: AppServices) -> None:
    served.codes()
    served.wakes(CLOSES, "23:59")
    served.maintenance = served.started()
    served.wakes(CLOSES + timedelta(days=1), "00:59")
    assert served.keys.exists(BY_CODE)
    served.wakes(CLOSES + timedelta(days=1), "01:05")
    assert not served.keys.exists(BY_CODE)
    assert served.store.run_keys_with_codes() == frozenset()


def test_a_computer_that_slept_for_days_catches_up_when_it_wakes(served: AppServices) -> None:
    served.codes()
    served.wakes(CLOSES - timedelta(days=2))
    served.wakes(CLOSES + timedelta(days=3), "14:20")
    assert not served.keys.exists(BY_CODE)


def test_the_work_of_a_night_is_done_once(served: AppServices, monkeypatch: pytest.MonkeyPatch) -> None:
    nights = []
    steps = maintenance.NightlyWork.steps
    monkeypatch.setattr(maintenance.NightlyWork, "steps", lambda *each: nights.append(1) or steps(*each))
    served.wakes(CLOSES, "00:30")
    served.wakes(CLOSES, "01:04")
    assert len(nights) == 1
    for at in ("01:05", "01:06", "12:00", "23:59"):
        served.wakes(CLOSES, at)
    assert len(nights) == 2


# -- it lives, and says what it did --


def test_what_was_done_is_in_the_log_without_how_many(served: AppServices, caplog: pytest.LogCaptureFixture) -> None:
    served.codes()
    served.store.save(Response(new_receipt(), BY_CODE, {}, {"change": MARKER}))
    served.wakes(CLOSES + timedelta(days=91))
    assert f"{BY_CODE}: closed, its codes and their key are destroyed" in caplog.messages
    assert f"{BY_CODE}: words deleted, their time is over" in caplog.messages
    assert MARKER not in caplog.text
    assert read_maintenance_state(served.folder).last_run == CLOSES + timedelta(days=91)


def test_one_step_that_fails_stops_no_other_and_is_tried_again(
    served: AppServices, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    served.codes()
    served.store.save(Response(new_receipt(), BY_CODE, {}, {"change": MARKER}))

    def fails(*_: object) -> None:
        raise StoreUnavailable(MARKER)

    monkeypatch.setattr(served.store, "close_run", fails)
    day = CLOSES + timedelta(days=91)
    served.wakes(day)
    assert served.store.run_keys_with_words() == ()
    assert read_maintenance_state(served.folder).failed == ("closing",)
    assert "closing failed: StoreUnavailable; it is tried again" in caplog.messages
    assert MARKER not in caplog.text
    monkeypatch.undo()
    served.wakes(day, "01:30")
    assert served.store.run_keys_with_codes() == {BY_CODE}
    monkeypatch.setattr(maintenance, "RETRY_SECONDS", 0.0)
    served.wakes(day, "02:10")
    assert served.store.run_keys_with_codes() == frozenset()
    assert read_maintenance_state(served.folder).failed == ()


def test_no_exception_ends_it(served: AppServices, monkeypatch: pytest.MonkeyPatch) -> None:
    turns, enough = [], threading.Event()

    def content() -> Handbook:
        turns.append(1)
        if len(turns) > 3:
            enough.set()
        raise RuntimeError(MARKER)

    monkeypatch.setattr(maintenance, "POLL_SECONDS", 0.001)
    monkeypatch.setattr(maintenance, "RETRY_SECONDS", 0.0)
    lively = Maintenance(content, served.store, served.keys, served.clock, served.settings)
    lively.start()
    assert enough.wait(10)
    assert lively.is_alive
    lively.stop()
    assert not lively.is_alive


def test_a_full_disk_is_logged_once_and_so_is_its_end(
    served: AppServices, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def lines() -> list[str]:
        return [each.getMessage() for each in caplog.records if "disk" in each.getMessage()]

    served.wakes(date(2026, 11, 23))
    monkeypatch.setattr(rate_limits.shutil, "disk_usage", lambda _place: SimpleNamespace(total=10**11, free=10**6))
    for _ in range(3):
        served.maintenance.run_due_jobs()
    assert lines() == ["the disk of the store is nearly full: answers to open forms are refused until there is room"]
    monkeypatch.setattr(rate_limits.shutil, "disk_usage", lambda _place: SimpleNamespace(total=10**11, free=10**10))
    served.maintenance.run_due_jobs()
    assert lines()[1:] == ["the disk of the store has room again: answers are taken"]


def test_a_clock_that_jumped_deletes_nothing_until_it_has_stayed_so_for_a_day(served: AppServices) -> None:
    served.codes()
    served.store.save(Response(new_receipt(), BY_CODE, {}, {"change": MARKER}))
    served.wakes(date(2026, 11, 23))
    served.wakes(date(2036, 1, 1))
    served.wakes(date(2036, 1, 1), "23:00")
    assert read_maintenance_state(served.folder).clock_jumped
    served.wakes(date(2026, 11, 24))
    assert served.keys.exists(BY_CODE)
    assert served.store.run_keys_with_words() == (BY_CODE,)
    assert not read_maintenance_state(served.folder).clock_jumped
    # A server that was really off for half a year deletes a day later.
    back = CLOSES + timedelta(days=120)
    served.wakes(back)
    assert served.keys.exists(BY_CODE)
    served.wakes(back + timedelta(days=1))
    assert not served.keys.exists(BY_CODE)
    assert served.store.run_keys_with_words() == ()


@pytest.mark.parametrize(
    ("last_run", "jumped", "believed"),
    [
        (None, None, True),
        ("2027-04-01", None, True),
        ("2027-03-25", None, True),
        ("2027-03-24", None, False),
        ("2036-01-01", None, True),
        ("2027-03-24", "2027-04-01", False),
        ("2027-03-24", "2027-03-31", True),
        ("2027-03-24", "2027-03-25", True),
        ("2027-03-24", "2027-03-24", False),
        ("2027-03-24", "2027-04-02", False),
    ],
)
def test_a_day_is_believed_a_week_after_the_last_and_otherwise_when_it_has_stayed_for_a_day(
    served: AppServices,
    caplog: pytest.LogCaptureFixture,
    last_run: str | None,
    jumped: str | None,
    believed: bool,  # noqa: FBT001
) -> None:
    served.codes()
    days = {"last_run": last_run, "jumped": jumped}
    write_state(served.folder / "maintenance.json", {name: day for name, day in days.items() if day})
    served.wakes(CLOSES + timedelta(days=1))
    assert served.keys.exists(BY_CODE) is not believed
    state = read_maintenance_state(served.folder)
    assert state.clock_jumped is not believed
    assert (state.last_run == CLOSES + timedelta(days=1)) is believed
    told = "the clock is 8 days ahead of the last run: nothing is deleted before tomorrow" in caplog.messages
    assert told is (not believed and jumped != "2027-04-01"), "it is said once a day"
    if not believed:
        assert read_state(served.folder / "maintenance.json")["jumped"] == "2027-04-01"


def test_what_was_done_is_read_back_as_it_was_written(served: AppServices) -> None:
    assert read_maintenance_state(served.folder) == MaintenanceState(None, (), ())
    written = {
        "last_run": "2026-11-22",
        "failed": ["closing", "releasing"],
        "done": [["2026-11-21", "this"], ["2026-11-22", "that"]],
        "vanished": {BY_CODE: "2026-12-23"},
        "jumped": "2026-11-22",
    }
    write_state(served.folder / "maintenance.json", written)
    day = date(2026, 11, 22)
    assert read_maintenance_state(served.folder) == MaintenanceState(
        last_run=day,
        failed=("closing", "releasing"),
        done=((date(2026, 11, 21), "this"), (day, "that")),
        vanished={BY_CODE: date(2026, 12, 23)},
        clock_jumped=True,
    )


def test_the_last_twenty_things_that_were_done_are_kept(served: AppServices) -> None:
    old = [["2027-03-31", f"thing {number}"] for number in range(20)]
    write_state(served.folder / "maintenance.json", {"done": old})
    served.codes()
    served.wakes(CLOSES + timedelta(days=1))
    done = read_maintenance_state(served.folder).done
    assert [what for _, what in done[:-1]] == [f"thing {number}" for number in range(1, 20)]
    assert done[-1] == (CLOSES + timedelta(days=1), f"{BY_CODE}: closed, its codes and their key are destroyed")


def test_content_that_cannot_be_read_is_tried_again_each_hour_and_not_each_minute(
    served: AppServices, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tries = []

    def content() -> Handbook:
        tries.append(1)
        raise RuntimeError(MARKER)

    served.maintenance = Maintenance(content, served.store, served.keys, served.clock, served.settings)
    for at in ("01:05", "01:06", "01:07"):
        served.wakes(CLOSES, at)
    assert len(tries) == 1
    assert "maintenance failed: RuntimeError; it is tried again" in caplog.messages
    assert MARKER not in caplog.text
    monkeypatch.setattr(maintenance, "RETRY_SECONDS", 0.0)
    served.wakes(CLOSES, "02:06")
    assert len(tries) == 2


def test_a_night_remembers_what_earlier_nights_noted(served: AppServices) -> None:
    served.store.save_words("gone/2019-autumn", "change", MARKER)
    served.wakes(date(2026, 11, 23))
    for night in (24, 25):
        served.wakes(date(2026, 11, night))
    assert read_maintenance_state(served.folder).vanished == {"gone/2019-autumn": date(2026, 12, 23)}


def test_a_reader_who_could_not_be_told_is_logged_without_a_word(
    served: AppServices, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def content() -> Handbook:
        raise RuntimeError(MARKER)

    settings = dataclasses.replace(served.settings, mail=Mailbox().settings(), notify_at=time(7, 30))
    served.maintenance = Maintenance(content, served.store, served.keys, served.clock, settings)
    told = "the reader could not be told: RuntimeError; it is tried again"
    for at in ("07:30", "07:31"):
        served.wakes(date(2026, 11, 23), at)
    assert caplog.messages.count(told) == 1, "not every minute"
    monkeypatch.setattr(maintenance, "RETRY_MAIL_SECONDS", 0.0)
    served.wakes(date(2026, 11, 23), "07:40")
    assert caplog.messages.count(told) == 2
    assert MARKER not in caplog.text


def test_a_program_that_stops_does_not_wait_for_the_next_turn(served: AppServices) -> None:
    began = monotonic()
    served.maintenance.start()
    assert served.maintenance.is_alive
    assert served.maintenance._thread.daemon
    assert "maintenance" in {each.name for each in threading.enumerate()}
    served.maintenance.stop()
    assert not served.maintenance.is_alive
    assert monotonic() - began < maintenance.POLL_SECONDS / 2
    served.started().stop()


def test_a_fixed_day_closes_and_deletes_nothing_by_itself(
    served: AppServices, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    fixed = Maintenance(lambda: served.handbook, served.store, served.keys, Clock(date(2036, 1, 1)), served.settings)
    fixed.start()
    assert not fixed.is_alive
    assert "HANDBOOK_ON is set: nothing is closed, forgotten or told by itself" in caplog.messages
    fixed.stop()


def test_the_app_that_is_served_is_kept_with_its_own_store_and_the_content_of_the_moment(
    app: Flask, sample_handbook: Handbook, moment: Moment
) -> None:
    services = app.extensions["handbook"]
    services.keys.create(BY_CODE)
    moment.at = datetime(2027, 4, 1, 1, 0, tzinfo=UTC)
    maintenance_of(app).run_due_jobs()
    assert not services.keys.exists(BY_CODE)
    assert sample_handbook.runs[BY_CODE].wave.closes == CLOSES


def test_the_running_app_notifies_the_reader(served: AppServices) -> None:
    with mail_server() as box:
        served.settings = dataclasses.replace(served.settings, mail=box.settings(), notify_at=time(7, 30))
        served.maintenance = served.started()
        served.store.save(Response(new_receipt(), BY_CODE, {}, {"change": MARKER}))
        served.wakes(date(2026, 11, 23), "07:29")
        assert box.recipients == []
        served.wakes(date(2026, 11, 23), "07:30")
        served.wakes(date(2026, 11, 23), "07:31")
    assert box.recipients == [READER]


def test_a_message_that_failed_is_tried_again_after_ten_minutes(
    served: AppServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mail_server() as box:
        box.refuse = "451 later"
        served.settings = dataclasses.replace(served.settings, mail=box.settings())
        served.maintenance = served.started()
        served.store.save(Response(new_receipt(), BY_CODE, {}, {"change": MARKER}))
        served.wakes(date(2026, 11, 23), "09:00")
        box.refuse = None
        served.wakes(date(2026, 11, 23), "09:01")
        assert box.recipients == []
        monkeypatch.setattr(maintenance, "RETRY_MAIL_SECONDS", 0.0)
        served.wakes(date(2026, 11, 23), "09:10")
    assert box.recipients == [READER]
