"""What one night does: it closes, releases late, forgets and warns, on the days that the privacy page states."""

import dataclasses
import logging
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from feedback_app.clock import LONDON, Clock
from feedback_app.jobs.nightly import NightlyWork
from feedback_app.privacy.codes import CodeKeys, new_code, new_receipt
from feedback_app.privacy.retention import page_words_key
from feedback_app.responses import PAGE_FEEDBACK, Response
from feedback_app.results.samples import invented_responses
from feedback_app.results.text_review import Readings, Role
from feedback_app.settings import Settings
from feedback_app.storage import Store
from feedback_app.suggestions.suggestion import Suggestion, SuggestionState
from handbook.handbook import Handbook
from handbook.surveys.thresholds import THRESHOLDS
from tests.feedback_app.conftest import Moment, everything_in
from tests.feedback_app.points import tag_nth
from tests.feedback_app.service_commands import BY_CODE

CLOSES = date(2027, 3, 31)
"""The last day of the wave by code."""
FIRST = date(2026, 11, 23)
"""A night in the middle of it."""
MARKER = "a-marker-in-words"
DESTROYED = f"{BY_CODE}: closed, its codes and their key are destroyed"
RELEASED = f"{BY_CODE}: released by the program, because nobody had; publish it next"
FORGOTTEN = f"{BY_CODE}: words deleted, their time is over"


class Service:
    """A store, its keys, and the work of a night of our choice."""

    def __init__(self, settings: Settings, handbook: Handbook, moment: Moment) -> None:
        self.settings, self.handbook, self.moment = settings, handbook, moment
        self.store, self.keys = Store(settings.store), CodeKeys(settings.keys)
        self.state: dict[str, Any] = {}
        self.failed: list[str] = []

    def night(self, day: date, at: str = "01:05") -> list[str]:
        """What a night says that it did; the steps that failed are kept."""
        self.moment.at = datetime.combine(day, time.fromisoformat(at), LONDON).astimezone(UTC)
        nightly = NightlyWork(self.handbook, self.store, self.keys, Clock(now=self.moment.now), self.settings)
        said: list[str] = []
        self.failed = []
        for name, step in nightly.steps(self.state):
            try:
                for each in step():
                    said.append(each)  # noqa: PERF402 (what was said before a step fails counts)
            except Exception:
                self.failed.append(name)
        return said

    def without(self, key: str) -> None:
        """The content file of a run is gone."""
        slug, _, wave = key.partition("/")
        waves = {name: each for name, each in self.handbook.waves[slug].items() if name != wave}
        self.handbook = dataclasses.replace(self.handbook, waves={**self.handbook.waves, slug: waves})

    def codes(self) -> None:
        """A code for the wave by code."""
        self.keys.create(BY_CODE)
        self.store.add_codes(BY_CODE, [self.keys.code_hmac(BY_CODE, new_code())])

    def words(self, key: str = BY_CODE) -> None:
        """Somebody wrote a text."""
        self.store.save_words(key, "change", MARKER)

    def replies(self, number: int = 12) -> None:
        """Invented replies to the wave by code, their words with them."""
        for response in invented_responses(self.handbook.runs[BY_CODE], number):
            self.store.save(response)

    def broken_reply(self, key: str = BY_CODE) -> None:
        """A reply that cannot be counted: no such option was ever offered."""
        self.store.save(Response(new_receipt(), key, {"invited": "never-an-option"}))


@pytest.fixture
def service(settings: Settings, sample_handbook: Handbook, moment: Moment, tmp_path: Path) -> Iterator[Service]:
    settings = dataclasses.replace(settings, store=tmp_path / "var" / "store.sqlite", keys=tmp_path / "var" / "keys")
    made = Service(settings, sample_handbook, moment)
    yield made
    made.store.close()


def after(number: int) -> date:
    """So many days after the wave by code closed."""
    return CLOSES + timedelta(days=number)


def test_a_night_on_which_nothing_is_over_does_and_changes_nothing(service: Service) -> None:
    service.codes()
    service.words()
    assert service.night(FIRST) == service.night(CLOSES, "23:59") == []
    assert service.failed == []
    assert service.state == {"vanished": {}, "answered": {}}
    assert service.keys.exists(BY_CODE)


def test_each_step_has_the_name_under_which_its_failure_is_told(service: Service) -> None:
    nightly = NightlyWork(service.handbook, service.store, service.keys, Clock(FIRST), service.settings)
    assert [name for name, _ in nightly.steps({})] == [
        "closing",
        "releasing",
        "forgetting words",
        "what is no longer asked",
        "texts that were handed over",
        "answered suggestions",
    ]


# -- codes --


def test_codes_and_their_key_are_destroyed_an_hour_after_the_last_day(service: Service) -> None:
    service.codes()
    assert service.night(after(1), "00:59") == []
    assert service.keys.exists(BY_CODE)
    assert service.night(after(1)) == [DESTROYED]
    assert not service.keys.exists(BY_CODE)
    assert service.store.run_keys_with_codes() == frozenset()
    assert service.night(after(1)) == []


@pytest.mark.parametrize("left", ["key", "codes"])
def test_closing_that_stopped_half_way_is_finished(service: Service, left: str) -> None:
    service.codes()
    if left == "key":
        service.store.close_run(BY_CODE)
    else:
        service.keys.destroy(BY_CODE)
    assert service.night(after(1)) == [DESTROYED]
    assert service.store.run_keys_with_codes() == service.keys.runs() == frozenset()


# -- replies --


def test_a_release_that_is_late_is_named_with_its_command(service: Service, caplog: pytest.LogCaptureFixture) -> None:
    service.broken_reply()
    service.night(after(14))
    assert "should be released" not in caplog.text
    service.night(after(15))
    assert f"{BY_CODE} should be released by now: python -m feedback_app release {BY_CODE}" in caplog.messages


def test_what_nobody_releases_in_sixty_days_is_released_by_the_program(service: Service) -> None:
    service.replies(20)
    assert service.night(after(60)) == []
    assert service.store.released(BY_CODE) is None
    assert service.night(after(61)) == [RELEASED]
    summary = service.store.released(BY_CODE)
    assert summary is not None
    assert "replies: 20\n" in summary
    assert service.store.run_keys_with_replies() == frozenset()
    assert service.night(after(62)) == []


def test_the_program_keeps_to_the_numbers_that_the_service_raised(service: Service) -> None:
    service.settings = dataclasses.replace(service.settings, thresholds=THRESHOLDS.raised({"group": 30}))
    service.replies(20)
    assert service.night(after(61)) == [RELEASED]
    assert "replies: 20" not in str(service.store.released(BY_CODE))


def test_a_run_that_nobody_answered_is_not_released(service: Service) -> None:
    assert service.night(after(100)) == []
    assert service.store.released(BY_CODE) is None


def test_replies_that_cannot_be_released_are_told_and_deleted_after_ninety_days(
    service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    service.broken_reply()
    assert service.night(after(90)) == []
    assert service.failed == ["releasing"]
    assert f"{BY_CODE} could not be released (UnknownAnswerError)" in caplog.messages
    assert "never-an-option" not in caplog.text
    assert service.store.run_keys_with_replies() == {BY_CODE}
    assert service.night(after(91)) == [f"{BY_CODE}: its replies could not be released in time and are deleted"]
    assert service.failed == []
    assert service.store.run_keys_with_replies() == frozenset()


def test_one_run_that_cannot_be_released_keeps_no_other_from_it(service: Service) -> None:
    service.broken_reply("carer-views/2025-autumn")
    service.broken_reply()
    service.store.save(Response(new_receipt(), "mileage", {"support": "agree"}))
    assert service.night(after(61)) == [
        "carer-views/2025-autumn: its replies could not be released in time and are deleted",
        "mileage: released by the program, because nobody had; publish it next",
    ]
    assert service.failed == ["releasing"]
    assert service.store.run_keys_with_replies() == {BY_CODE}


# -- words and points --


def test_words_go_at_their_day_and_leave_no_byte(service: Service) -> None:
    service.words()
    assert service.night(after(90)) == []
    assert MARKER.encode() in everything_in(service.settings.state_folder)
    assert service.night(after(91)) == [FORGOTTEN]
    assert MARKER.encode() not in everything_in(service.settings.state_folder)


def test_words_and_points_that_go_together_are_told_without_how_many(service: Service) -> None:
    service.words()
    tag_nth(service.store, BY_CODE, 1, "messages")
    due = service.handbook.runs[BY_CODE].wave.answer_due
    assert service.night(due + timedelta(days=366)) == [f"{BY_CODE}: words and points deleted, their time is over"]


def test_what_was_handed_over_goes_after_seven_days(service: Service) -> None:
    service.words()
    readings = Readings(service.store, service.settings.state_folder)
    readings.record(readings.shuffled(service.handbook), Role.READER, FIRST)
    readings.hand_over(readings.all_texts(service.handbook)[0], Role.READER, FIRST)
    assert service.night(FIRST + timedelta(days=7)) == []
    assert service.night(FIRST + timedelta(days=8)) == [
        "what was handed over to the safeguarding lead is deleted, its time is over"
    ]
    assert service.store.run_keys_with_words() == ()


# -- what is no longer asked --


def test_what_belongs_to_no_content_file_goes_after_thirty_days(
    service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    service.codes()
    service.replies(2)
    service.words()
    tag_nth(service.store, BY_CODE, 1, "messages")
    service.store.save(Response(new_receipt(), PAGE_FEEDBACK, {"page": "/a/", "useful": "yes"}))
    service.without(BY_CODE)
    assert service.night(FIRST) == service.night(FIRST + timedelta(days=30)) == []
    assert service.state["vanished"] == {BY_CODE: "2026-12-23"}
    assert (
        f"no content file names {BY_CODE} any more: what is kept of it is deleted after 2026-12-23" in caplog.messages
    )
    assert service.keys.exists(BY_CODE)
    assert BY_CODE in service.store.run_keys_with_replies()
    assert service.night(FIRST + timedelta(days=31)) == [
        f"{BY_CODE}: everything is deleted, because no content file names it any more"
    ]
    assert not service.keys.exists(BY_CODE)
    kept = (
        service.store.run_keys_with_codes(),
        service.store.run_keys_with_words(),
        service.store.run_keys_with_points(),
    )
    assert kept == (frozenset(), (), frozenset())
    # Taps of "useful: yes or no" belong to no run, and are kept for good.
    assert service.store.run_keys_with_replies() == {PAGE_FEEDBACK}
    assert service.state["vanished"] == {}
    assert MARKER.encode() not in everything_in(service.settings.state_folder)


def test_each_run_that_vanished_has_its_own_day(service: Service) -> None:
    service.words("gone/2019-autumn")
    service.night(FIRST)
    service.words("gone/2018-autumn")
    service.night(FIRST + timedelta(days=10))
    assert service.state["vanished"] == {"gone/2018-autumn": "2027-01-02", "gone/2019-autumn": "2026-12-23"}
    assert len(service.night(FIRST + timedelta(days=31))) == 1
    assert service.store.run_keys_with_words() == ("gone/2018-autumn",)


def test_a_file_that_comes_back_in_time_loses_nothing(service: Service) -> None:
    service.codes()
    whole = service.handbook
    service.without(BY_CODE)
    service.night(FIRST)
    service.handbook = whole
    service.night(FIRST + timedelta(days=29))
    assert service.state["vanished"] == {}
    service.without(BY_CODE)
    service.night(FIRST + timedelta(days=32))
    assert service.keys.exists(BY_CODE)
    assert service.state["vanished"] == {BY_CODE: "2027-01-24"}


def test_words_about_pages_go_in_time_and_so_do_those_stored_before_their_month_was(service: Service) -> None:
    service.words(page_words_key(FIRST))
    service.words(PAGE_FEEDBACK)
    service.night(FIRST)
    service.night(FIRST + timedelta(days=31))
    assert service.store.run_keys_with_words() == (page_words_key(FIRST),)
    service.night(FIRST + timedelta(days=90))
    assert service.store.run_keys_with_words() == ()


def test_another_programs_file_among_the_keys_is_left_alone(service: Service) -> None:
    service.settings.keys.mkdir(parents=True)
    other = service.settings.keys / "server.key"
    other.write_text("-----BEGIN PRIVATE KEY-----")
    service.night(FIRST)
    service.night(FIRST + timedelta(days=40))
    assert other.exists()


def test_answered_suggestions_go_a_year_after_the_answer_and_waiting_ones_stay(service: Service) -> None:
    receipts = [new_receipt() for _ in range(3)]
    for receipt in receipts:
        service.store.save_suggestion(receipt, Suggestion("/policies/sleepovers/", "a", "b"))
    for receipt, night in zip(receipts[:2], (0, 10), strict=True):
        answered = service.store.suggestion_of(receipt)
        assert answered is not None
        service.store.answer_suggestion(answered.id, SuggestionState.DONE, "")
        service.night(FIRST + timedelta(days=night))
    assert service.night(FIRST + timedelta(days=365)) == []
    assert sorted(service.state["answered"].values()) == ["2026-11-23", "2026-12-03"]
    assert service.night(FIRST + timedelta(days=366)) == ["suggestions that were answered long ago are deleted"]
    assert [service.store.suggestion_of(receipt) is None for receipt in receipts] == [True, False, False]
    assert list(service.state["answered"].values()) == ["2026-12-03"]


def test_nothing_that_a_night_logs_holds_a_word(service: Service, caplog: pytest.LogCaptureFixture) -> None:
    service.words()
    service.broken_reply()
    with caplog.at_level(logging.DEBUG):
        service.night(after(91))
    assert service.store.run_keys_with_words() == ()
    assert MARKER not in caplog.text
