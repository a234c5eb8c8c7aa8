"""A moved or cancelled date in people's own calendars: known by the same UID, newer than the copy they have."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from handbook.facts.events.model import Events
from handbook.handbook import Facts
from site_builder.context import build_context
from site_builder.page_list import all_pages
from site_builder.pages.facts.calendar_lines import SHOWN_AFTERWARDS
from site_builder.pages.facts.calendars import calendar_files
from tests.site_builder.calendar_faults import calendar_faults
from tests.site_builder.minimal_handbook import REVIEW, minimal
from tests.site_builder.pages.facts.test_cancelled_dates import CANCELLED, HELD, courses

ON = date(2026, 12, 1)
GROUP: dict[str, Any] = {
    "id": "group",
    "title": "Café for carers, and others who foster; with tea, \N{HOT BEVERAGE} and cake every month",
    "summary": "Meet others.",
    "kind": "support group",
    "who": "Carers",
    "join": "Come along.",
    "runs": "The head",
    "contact": "duty",
    "source": "The plan",
}
TUESDAYS = {
    "id": "hall",
    "place": "Hall",
    "every": "first Tuesday of the month",
    "since": "2026-09-01",
    "begins": "10:00",
    "finishes": "12:00",
}
JANUARY, FEBRUARY = "event-group-hall-2027-01-05", "event-group-hall-2027-02-02"
MOVED = {"day": "2027-01-05", "to": "2027-01-12", "told_on": "2026-11-20", "because": "the hall is closed"}
OFF = {"day": "2027-01-05", "told_on": "2026-11-20", "because": "the hall is closed"}


def events(**changes: Any) -> Facts:
    kept = {**REVIEW, "events": [{**GROUP, "held": [{**TUESDAYS, **changes}]}]}
    return Facts.of(Events.model_validate(kept))


def in_calendar(facts: Facts, on: date = ON) -> dict[str, Any]:
    """Every entry of both calendars, by the part of its UID before the sign."""
    files = dict(calendar_files(build_context(replace(minimal(), facts=facts), on)))
    assert [fault for text in files.values() for fault in calendar_faults(text)] == []
    return {
        str(each["UID"]).partition("@")[0]: each
        for text in files.values()
        for each in Calendar.from_ical(text).walk("VEVENT")
    }


def revision(entry: Any) -> tuple[int, Any]:
    return int(entry["SEQUENCE"]), entry["DTSTAMP"].dt


LATER = {"told_on": "2026-11-21"}
STATES: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("moved", {}, {"moved": [MOVED]}),
    ("moved again", {"moved": [MOVED]}, {"moved": [MOVED | LATER | {"to": "2027-01-19"}]}),
    ("cancelled", {}, {"cancelled": [OFF]}),
    ("cancelled on the day on which it was moved", {"moved": [MOVED]}, {"cancelled": [OFF]}),
    ("moved after all", {"cancelled": [OFF]}, {"moved": [MOVED | LATER]}),
    ("left out", {}, {"not_on": ["2027-01-05"]}),
    ("told before the last review", {}, {"cancelled": [OFF | {"told_on": "2026-01-02"}]}),
]


@pytest.mark.parametrize(("before", "after"), [each[1:] for each in STATES], ids=[each[0] for each in STATES])
def test_a_changed_day_is_newer_than_the_copy_that_a_calendar_has(
    before: dict[str, Any], after: dict[str, Any]
) -> None:
    old, new = in_calendar(events(**before)), in_calendar(events(**after))
    assert set(old) == set(new), "no entry is lost, and none is new"
    assert revision(new[JANUARY])[0] > revision(old[JANUARY])[0]
    assert revision(new[JANUARY])[1] > revision(old[JANUARY])[1]
    assert {name for name in old if old[name] != new[name]} == {JANUARY}, "what did not change is as it was"


def test_a_moved_day_is_on_its_new_day_and_says_why() -> None:
    entry = in_calendar(events(moved=[MOVED]))[JANUARY]
    assert (entry["DTSTART"].dt.date(), entry["STATUS"]) == (date(2027, 1, 12), "CONFIRMED")
    assert "It was to be Tuesday 5 January 2027. The reason: the hall is closed." in entry["DESCRIPTION"]


def test_a_cancelled_day_stays_and_takes_no_time() -> None:
    entry = in_calendar(events(cancelled=[OFF]))[JANUARY]
    assert (entry["DTSTART"].dt.date(), entry["STATUS"], entry["TRANSP"]) == (
        date(2027, 1, 5),
        "CANCELLED",
        "TRANSPARENT",
    )
    assert str(entry["SUMMARY"]).startswith("Cancelled: Café for carers, and")
    assert "The reason: the hall is closed. People were told on 20 November 2026." in entry["DESCRIPTION"]
    assert "Come along" not in entry["DESCRIPTION"]


@pytest.mark.parametrize("change", [{"cancelled": [OFF]}, {"not_on": ["2027-01-05"]}, {"moved": [MOVED]}])
def test_a_changed_day_stays_for_a_month_after_it(change: dict[str, Any]) -> None:
    last = date(2027, 1, 12 if "moved" in change else 5)
    assert JANUARY in in_calendar(events(**change), last + SHOWN_AFTERWARDS)
    assert JANUARY not in in_calendar(events(**change), last + SHOWN_AFTERWARDS + timedelta(days=1))
    assert JANUARY not in in_calendar(events(), date(2027, 1, 6)), "one that was held does not"


def test_a_course_is_newer_once_it_is_moved_or_cancelled() -> None:
    told = {"decided_on": "2026-11-12", "told_on": "2026-11-13"}
    moved = {**HELD, **told, "moved_from": "2027-01-10"}
    states = [HELD, moved, {**HELD, **told, "cancelled": "yes"}]
    found = [in_calendar(Facts.of(courses(each)))["course-first-aid-spring-1"] for each in states]
    assert [str(each["STATUS"]) for each in found] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert revision(found[0]) < revision(found[1]) < revision(found[2])
    assert len({revision(each)[1] for each in found}) == 3
    late = date(2026, 12, 8) + SHOWN_AFTERWARDS
    assert "course-first-aid-winter-1" in in_calendar(Facts.of(courses(CANCELLED)), late)
    assert "course-first-aid-winter-1" not in in_calendar(Facts.of(courses(CANCELLED)), late + timedelta(days=1))


def test_pages_show_a_cancelled_day_and_never_count_it_as_the_next() -> None:
    facts = events(cancelled=[OFF])
    kept = facts.get(Events)
    assert kept
    assert kept.next_date("group", date(2027, 1, 2)) == date(2027, 2, 2)
    pages = all_pages(replace(minimal(), facts=facts), ON)
    says = "**This day is cancelled.** The reason: the hall is closed. People were told on 20 November 2026."
    says = says.replace("**This day is cancelled.**", '<strong class="overdue">This day is cancelled.</strong>')
    assert f"<del>Tuesday 5 January 2027</del>. {says}" in pages["events/group.md"]
    assert "<del>Tuesday 5 January 2027, 10am to 12pm</del>" in pages["events/index.md"].replace("noon", "12pm")
    assert says in pages["events/index.md"]


FAULTS = {
    "LOCATION:Hall": ("LOCATION:" + "H" * 80, "longer than 75 octets"),
    "SEQUENCE:0\r\n": ("", "not exactly one SEQUENCE"),
    "TZID:Europe/London\r\n": ("TZID:Paris\r\n", "the zone of DTSTART is not in the file"),
    "STATUS:CONFIRMED": ("STATUS:SOON", "STATUS SOON"),
    "METHOD:PUBLISH\r\n": ("", "no PRODID, VERSION or METHOD"),
    "UID:event-group-hall-2027-02-02": ("UID:event-group-hall-2027-03-02", "is there 2 times"),
    "SUMMARY:": ("RRULE:FREQ=WEEKLY\r\nSUMMARY:", "has RRULE"),
    "END:VCALENDAR\r\n": ("END:VCALENDAR", "the last line does not end"),
    "T120000\r\n": ("T090000\r\n", "ends before it begins"),
}


@pytest.mark.parametrize("right", FAULTS)
def test_the_rules_find_what_is_wrong(right: str) -> None:
    text = dict(calendar_files(build_context(replace(minimal(), facts=events()), ON)))["events.ics"]
    wrong, told = FAULTS[right]
    assert right in text
    assert any(told in fault for fault in calendar_faults(text.replace(right, wrong)))
