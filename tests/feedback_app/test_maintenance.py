"""The running app closes, releases late, forgets and warns by itself, on the days that the privacy page states."""

import dataclasses
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask

from feedback_app import crowds, maintenance
from feedback_app.clock import LONDON, Clock
from feedback_app.codes import CodeKeys
from feedback_app.maintenance import Maintenance, maintenance_of, read_maintenance_state
from feedback_app.reading import Readings, Role
from feedback_app.receipts import new_code, new_receipt
from feedback_app.responses import PAGE_FEEDBACK, Response
from feedback_app.retention import page_words_key
from feedback_app.samples import invented_responses
from feedback_app.settings import Settings
from feedback_app.store import Store, StoreUnavailable
from feedback_app.suggestions import Suggestion, SuggestionState
from handbook.library import Handbook
from tests.feedback_app.conftest import Moment
from tests.feedback_app.desks import BY_CODE
from tests.feedback_app.mail_server import READER, mail_server

CLOSES = date(2027, 3, 31)
"""The last day of the wave by code."""
MARKER = "a-marker-in-words"


class Running:
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
        self.maintenance.look()

    def nights(self, first: date, last: date, step: int = 1) -> None:
        """Night after night."""
        day = first
        while day <= last:
            self.wakes(day)
            day += timedelta(days=step)

    def without(self, key: str) -> None:
        """The content file of a run is gone."""
        slug, _, wave = key.partition("/")
        waves = {name: each for name, each in self.handbook.waves[slug].items() if name != wave}
        self.handbook = dataclasses.replace(self.handbook, waves={**self.handbook.waves, slug: waves})

    def codes(self) -> str:
        """Codes for the wave by code; one of them."""
        self.keys.create(BY_CODE)
        code = new_code()
        self.store.add_codes(BY_CODE, [self.keys.code_hmac(BY_CODE, code)])
        return code

    def replies(self, number: int = 40) -> None:
        """Invented replies to the wave by code, their words with them."""
        for response in invented_responses(self.handbook.askings[BY_CODE], number):
            self.store.save(response)


@pytest.fixture
def served(settings: Settings, sample_handbook: Handbook, moment: Moment, tmp_path: Path) -> Iterator[Running]:
    settings = dataclasses.replace(settings, store=tmp_path / "var" / "store.sqlite", keys=tmp_path / "var" / "keys")
    running = Running(settings, sample_handbook, moment)
    yield running
    running.store.close()


def everything_in(folder: Path) -> bytes:
    return b"".join(each.read_bytes() for each in folder.rglob("*") if each.is_file())


# -- codes --


def test_codes_and_their_key_are_destroyed_after_closing_and_the_hour_of_grace(served: Running) -> None:
    served.codes()
    served.wakes(CLOSES, "23:59")
    served.maintenance = served.started()
    served.wakes(CLOSES + timedelta(days=1), "00:59")
    assert served.keys.exists(BY_CODE)
    served.wakes(CLOSES + timedelta(days=1), "01:05")
    assert not served.keys.exists(BY_CODE)
    assert served.store.keys_of_codes() == frozenset()


def test_closing_that_stopped_half_way_is_finished(served: Running) -> None:
    served.codes()
    served.keys.destroy(BY_CODE)
    served.wakes(CLOSES + timedelta(days=1))
    assert served.store.keys_of_codes() == frozenset()


def test_a_computer_that_slept_for_days_catches_up_when_it_wakes(served: Running) -> None:
    served.codes()
    served.wakes(CLOSES - timedelta(days=2))
    served.wakes(CLOSES + timedelta(days=3), "14:20")
    assert not served.keys.exists(BY_CODE)


def test_the_work_of_a_night_is_done_once(served: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    nights = []
    steps = maintenance.Nightly.steps
    monkeypatch.setattr(maintenance.Nightly, "steps", lambda *each: nights.append(1) or steps(*each))
    served.wakes(CLOSES, "00:30")
    served.wakes(CLOSES, "01:04")
    assert len(nights) == 1
    for at in ("01:05", "01:06", "12:00", "23:59"):
        served.wakes(CLOSES, at)
    assert len(nights) == 2


# -- words and points --


@pytest.mark.parametrize(("days", "left"), [(90, True), (91, False)])
def test_words_go_at_their_day_and_leave_no_byte(served: Running, days: int, left: bool) -> None:  # noqa: FBT001
    served.store.save(Response(new_receipt(), BY_CODE, {}, {"change": MARKER}))
    served.nights(CLOSES, CLOSES + timedelta(days=days), 7)
    served.wakes(CLOSES + timedelta(days=days))
    assert (BY_CODE in served.store.keys_of_words()) is left
    assert (MARKER.encode() in everything_in(served.folder)) is left


def test_words_about_pages_go_within_ninety_days(served: Running) -> None:
    written = date(2026, 12, 1)
    served.store.save_words(page_words_key(written), "/policies/sleepovers/", MARKER)
    served.nights(written, written + timedelta(days=90), 6)
    assert served.store.keys_of_words() == ()


def test_points_go_though_their_outcome_was_taken_away(served: Running) -> None:
    served.store.save(Response(new_receipt(), BY_CODE, {}, {"change": MARKER}))
    served.store.tag_point(BY_CODE, 1, "messages")
    due = served.handbook.askings[BY_CODE].wave.answer_due
    served.nights(CLOSES, due + timedelta(days=365), 7)
    assert served.store.keys_of_points() == {BY_CODE}
    served.wakes(due + timedelta(days=366))
    assert served.store.keys_of_points() == frozenset()


def test_what_was_handed_over_goes_after_seven_days(served: Running) -> None:
    served.store.save(Response(new_receipt(), BY_CODE, {}, {"change": MARKER}))
    readings, day = Readings(served.store, served.folder), date(2026, 11, 23)
    readings.record(readings.shuffled(served.handbook), Role.READER, day)
    readings.hand_over(readings.current(served.handbook)[1], Role.READER, day)
    served.nights(day, day + timedelta(days=7))
    assert served.store.keys_of_words() == (BY_CODE,)
    served.wakes(day + timedelta(days=8))
    assert served.store.keys_of_words() == ()


# -- replies --


def test_replies_wait_for_the_service_are_reminded_of_and_are_released_after_sixty_days(
    served: Running, caplog: pytest.LogCaptureFixture
) -> None:
    served.replies()
    served.nights(CLOSES, CLOSES + timedelta(days=14), 7)
    assert "should be released by now" not in caplog.text
    served.nights(CLOSES + timedelta(days=15), CLOSES + timedelta(days=60), 5)
    assert "should be released by now" in caplog.text
    assert served.store.released(BY_CODE) is None
    served.wakes(CLOSES + timedelta(days=61))
    summary = served.store.released(BY_CODE)
    assert summary is not None
    assert "replies: 40\n" in summary
    assert served.store.keys_of_replies() == frozenset()
    assert "released by the program, because nobody had" in read_maintenance_state(served.folder).done[-1][1]


def test_a_run_that_nobody_answered_is_not_released_by_itself(served: Running) -> None:
    served.nights(CLOSES, CLOSES + timedelta(days=100), 5)
    assert served.store.released(BY_CODE) is None


def test_replies_that_cannot_be_released_are_told_and_deleted_after_ninety_days(
    served: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(maintenance, "_AGAIN", 0.0)
    served.replies(12)
    served.store.save(Response(new_receipt(), BY_CODE, {"invited": "never-an-option"}))
    served.nights(CLOSES, CLOSES + timedelta(days=90), 5)
    served.wakes(CLOSES + timedelta(days=90))
    assert served.store.keys_of_replies() == {BY_CODE}
    assert read_maintenance_state(served.folder).failed == ("releasing",)
    served.wakes(CLOSES + timedelta(days=91))
    assert served.store.keys_of_replies() == frozenset()
    assert read_maintenance_state(served.folder).failed == ()


# -- what is no longer asked --


def test_what_belongs_to_no_content_file_goes_after_thirty_days(served: Running) -> None:
    served.codes()
    served.replies(12)
    served.store.save(Response(new_receipt(), BY_CODE, {}, {"change": MARKER}))
    served.store.tag_point(BY_CODE, 1, "messages")
    served.store.save(Response(new_receipt(), PAGE_FEEDBACK, {"page": "/a/", "useful": "yes"}))
    served.without(BY_CODE)
    first = date(2026, 11, 23)
    served.nights(first, first + timedelta(days=30), 5)
    assert served.keys.exists(BY_CODE)
    assert BY_CODE in served.store.keys_of_replies()
    assert read_maintenance_state(served.folder).vanished == {BY_CODE: first + timedelta(days=30)}
    served.wakes(first + timedelta(days=31))
    assert not served.keys.exists(BY_CODE)
    kept = (served.store.keys_of_codes(), served.store.keys_of_words(), served.store.keys_of_points())
    assert kept == (frozenset(), (), frozenset())
    # Taps of "useful: yes or no" belong to no run, and are kept for good.
    assert served.store.keys_of_replies() == {PAGE_FEEDBACK}
    assert MARKER.encode() not in everything_in(served.folder)


def test_a_file_that_comes_back_in_time_loses_nothing(served: Running) -> None:
    served.codes()
    whole, first = served.handbook, date(2026, 11, 23)
    served.without(BY_CODE)
    served.nights(first, first + timedelta(days=28), 7)
    served.handbook = whole
    served.wakes(first + timedelta(days=29))
    served.without(BY_CODE)
    served.wakes(first + timedelta(days=32))
    assert served.keys.exists(BY_CODE)
    assert read_maintenance_state(served.folder).vanished == {BY_CODE: first + timedelta(days=62)}


def test_words_stored_before_their_month_was_go_too(served: Running) -> None:
    served.store.save_words(PAGE_FEEDBACK, "/policies/sleepovers/", MARKER)
    first = date(2026, 11, 23)
    served.nights(first, first + timedelta(days=35), 5)
    served.wakes(first + timedelta(days=35))
    assert served.store.keys_of_words() == ()


def test_another_programs_file_among_the_keys_is_left_alone(served: Running) -> None:
    served.settings.keys.mkdir(parents=True)
    other = served.settings.keys / "server.key"
    other.write_text("-----BEGIN PRIVATE KEY-----")
    first = date(2026, 11, 23)
    served.nights(first, first + timedelta(days=40), 5)
    assert other.exists()


def test_answered_suggestions_go_a_year_after_the_answer_and_waiting_ones_stay(served: Running) -> None:
    receipts = [new_receipt(), new_receipt()]
    for receipt in receipts:
        served.store.save_suggestion(receipt, Suggestion("/policies/sleepovers/", "a", "b"))
    answered = served.store.suggestion_of(receipts[0])
    assert answered is not None
    served.store.answer_suggestion(answered.id, SuggestionState.DONE, "")
    first = date(2026, 11, 23)
    served.nights(first, first + timedelta(days=365), 5)
    assert served.store.suggestion_of(receipts[0]) is not None
    served.wakes(first + timedelta(days=366))
    assert served.store.suggestion_of(receipts[0]) is None
    assert served.store.suggestion_of(receipts[1]) is not None


# -- it lives, and says what it did --


def test_what_was_done_is_in_the_log_without_how_many(served: Running, caplog: pytest.LogCaptureFixture) -> None:
    served.codes()
    served.store.save(Response(new_receipt(), BY_CODE, {}, {"change": MARKER}))
    served.nights(CLOSES, CLOSES + timedelta(days=91), 7)
    assert f"{BY_CODE}: closed, its codes and their key are destroyed" in caplog.text
    assert f"{BY_CODE}: words deleted, their time is over" in caplog.text
    assert MARKER not in caplog.text
    assert read_maintenance_state(served.folder).last_run == CLOSES + timedelta(days=91)


def test_one_step_that_fails_stops_no_other_and_is_tried_again(
    served: Running, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    served.codes()
    served.store.save(Response(new_receipt(), BY_CODE, {}, {"change": MARKER}))

    def fails(*_: object) -> None:
        raise StoreUnavailable(MARKER)

    monkeypatch.setattr(served.store, "close_asking", fails)
    day = CLOSES + timedelta(days=91)
    served.wakes(day)
    assert served.store.keys_of_words() == ()
    assert read_maintenance_state(served.folder).failed == ("closing",)
    assert "closing failed: StoreUnavailable; it is tried again" in caplog.text
    assert MARKER not in caplog.text
    monkeypatch.undo()
    served.wakes(day, "01:30")
    assert served.store.keys_of_codes() == {BY_CODE}
    monkeypatch.setattr(maintenance, "_AGAIN", 0.0)
    served.wakes(day, "02:10")
    assert served.store.keys_of_codes() == frozenset()
    assert read_maintenance_state(served.folder).failed == ()


def test_no_exception_ends_it(served: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    turns, enough = [], threading.Event()

    def content() -> Handbook:
        turns.append(1)
        if len(turns) > 3:
            enough.set()
        raise RuntimeError(MARKER)

    monkeypatch.setattr(maintenance, "TURN", 0.001)
    monkeypatch.setattr(maintenance, "_AGAIN", 0.0)
    lively = Maintenance(content, served.store, served.keys, served.clock, served.settings)
    lively.start()
    assert enough.wait(10)
    assert lively.is_alive
    lively.stop()
    assert not lively.is_alive


def test_a_full_disk_is_logged_once_and_so_is_its_end(
    served: Running, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def lines() -> list[str]:
        return [each.getMessage() for each in caplog.records if "disk" in each.getMessage()]

    served.wakes(date(2026, 11, 23))
    monkeypatch.setattr(crowds.shutil, "disk_usage", lambda _place: SimpleNamespace(total=10**11, free=10**6))
    for _ in range(3):
        served.maintenance.look()
    assert lines() == ["the disk of the store is nearly full: answers to open forms are refused until there is room"]
    monkeypatch.setattr(crowds.shutil, "disk_usage", lambda _place: SimpleNamespace(total=10**11, free=10**10))
    served.maintenance.look()
    assert lines()[1:] == ["the disk of the store has room again: answers are taken"]


def test_a_clock_that_jumped_deletes_nothing_until_it_has_stayed_so_for_a_day(served: Running) -> None:
    served.codes()
    served.store.save(Response(new_receipt(), BY_CODE, {}, {"change": MARKER}))
    served.wakes(date(2026, 11, 23))
    served.wakes(date(2036, 1, 1))
    served.wakes(date(2036, 1, 1), "23:00")
    assert read_maintenance_state(served.folder).clock_jumped
    served.wakes(date(2026, 11, 24))
    assert served.keys.exists(BY_CODE)
    assert served.store.keys_of_words() == (BY_CODE,)
    assert not read_maintenance_state(served.folder).clock_jumped
    # A server that was really off for half a year deletes a day later.
    back = CLOSES + timedelta(days=120)
    served.wakes(back)
    assert served.keys.exists(BY_CODE)
    served.wakes(back + timedelta(days=1))
    assert not served.keys.exists(BY_CODE)
    assert served.store.keys_of_words() == ()


def test_a_fixed_day_closes_and_deletes_nothing_by_itself(served: Running) -> None:
    fixed = Maintenance(lambda: served.handbook, served.store, served.keys, Clock(date(2036, 1, 1)), served.settings)
    fixed.start()
    assert not fixed.is_alive
    fixed.stop()


def test_the_app_that_is_served_is_kept_with_its_own_store_and_the_content_of_the_moment(
    app: Flask, sample_handbook: Handbook, moment: Moment
) -> None:
    held = app.extensions["handbook"]
    held.keys.create(BY_CODE)
    moment.at = datetime(2027, 4, 1, 1, 0, tzinfo=UTC)
    maintenance_of(app).look()
    assert not held.keys.exists(BY_CODE)
    assert sample_handbook.askings[BY_CODE].wave.closes == CLOSES


def test_the_reader_is_told_by_the_running_app(served: Running) -> None:
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
    served: Running, monkeypatch: pytest.MonkeyPatch
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
        monkeypatch.setattr(maintenance, "RETRY_MAIL", 0.0)
        served.wakes(date(2026, 11, 23), "09:10")
    assert box.recipients == [READER]
