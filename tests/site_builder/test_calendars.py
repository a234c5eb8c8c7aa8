"""The calendar files, read back by a library that knows the standard; and pages from which past days drop off."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar

from handbook.library import Handbook
from handbook.loading import load_handbook
from site_builder.cross_links import cross_links
from site_builder.fact_pages.calendars import calendar_files
from site_builder.fact_pages.events import event_pages
from site_builder.fact_pages.learning import learning_pages
from tests.conftest import ON, ROOT

LONDON = ZoneInfo("Europe/London")
Pages = Callable[[date], dict[str, str]]


@pytest.fixture(scope="module")
def handbook() -> Handbook:
    """The real handbook."""
    return load_handbook(ROOT)


@pytest.fixture(scope="module")
def files(handbook: Handbook) -> dict[str, str]:
    """The calendar files of the fixed day."""
    return dict(calendar_files(cross_links(handbook, ON)))


@pytest.fixture(scope="module")
def pages(handbook: Handbook) -> Pages:
    """The pages of a day, by path."""

    def on(day: date) -> dict[str, str]:
        links = cross_links(handbook, day)
        return {page.path: page.body for page in (*learning_pages(links), *event_pages(links))}

    return on


def entries(text: str) -> list[Any]:
    """Every entry of a calendar file."""
    return Calendar.from_ical(text).walk("VEVENT")


@pytest.mark.parametrize("name", ["learning.ics", "events.ics"])
def test_a_calendar_file_is_as_the_standard_wants_it(files: dict[str, str], name: str) -> None:
    lines = files[name].encode().split(b"\r\n")
    assert lines[-1] == b""
    assert not any(b"\n" in line for line in lines)
    assert max(map(len, lines)) <= 75
    (zone,) = Calendar.from_ical(files[name]).walk("VTIMEZONE")
    assert zone["TZID"] == "Europe/London"
    found = entries(files[name])
    # An entry that stands for one moved day shares the UID of its series.
    keys = [(str(each["UID"]), str(each.get("RECURRENCE-ID") and each["RECURRENCE-ID"].dt)) for each in found]
    assert len(found) > 10
    assert len(set(keys)) == len(keys)
    for each in found:
        assert each["DTSTART"].params["TZID"] == "Europe/London"
        assert each["DTEND"].dt > each["DTSTART"].dt
        assert str(each["SUMMARY"]).startswith("Example: ")


def test_the_same_content_makes_the_same_file(handbook: Handbook, files: dict[str, str]) -> None:
    assert dict(calendar_files(cross_links(handbook, ON))) == files


@pytest.mark.parametrize("name", ["learning.ics", "events.ics"])
def test_the_zone_in_the_file_changes_the_clock_when_the_law_does(files: dict[str, str], name: str) -> None:
    """In 2027: on 28 March at 1 (winter time) an hour forward, on 31 October at 2 (summer time) an hour back."""
    (zone,) = Calendar.from_ical(files[name]).walk("VTIMEZONE")
    changes = {}
    for part in ("DAYLIGHT", "STANDARD"):
        (rules,) = zone.walk(part)
        moments = rrulestr(rules["RRULE"].to_ical().decode(), dtstart=rules["DTSTART"].dt)
        (moment,) = moments.between(datetime(2027, 1, 1), datetime(2027, 12, 31))  # noqa: DTZ001 - on the wall
        changes[moment.isoformat()] = (rules["TZOFFSETFROM"].td, rules["TZOFFSETTO"].td)
    hour = timedelta(hours=1)
    assert changes == {"2027-03-28T01:00:00": (hour * 0, hour), "2027-10-31T02:00:00": (hour, hour * 0)}


def days_in_file(series: Any, moved: list[Any], until: datetime) -> list[datetime]:
    """The moments that a person's calendar shows for a repeating entry, on the clock on the wall."""
    start = series["DTSTART"].dt.replace(tzinfo=None)
    rule = series["RRULE"].copy()
    end = rule.pop("UNTIL", [None])[0]
    last = end.astimezone(LONDON).replace(tzinfo=None) if end else until
    left_out = {each.dt.replace(tzinfo=None) for each in series["EXDATE"].dts} if "EXDATE" in series else set()
    left_out |= {each["RECURRENCE-ID"].dt.replace(tzinfo=None) for each in moved}
    days = rrulestr(rule.to_ical().decode(), dtstart=start).between(start, min(last, until), inc=True)
    return sorted(
        {day for day in days if day not in left_out} | {each["DTSTART"].dt.replace(tzinfo=None) for each in moved}
    )


def test_what_a_calendar_shows_is_what_the_pages_say(handbook: Handbook, files: dict[str, str]) -> None:
    """For every repeating entry over a year with both changes of the clocks, 28 March and 31 October 2027."""
    kept = handbook.facts.events
    assert kept
    found = entries(files["events.ics"])
    until = datetime(2027, 12, 31, 23, 59)  # noqa: DTZ001 - on the wall
    checked = 0
    for event in kept.events:
        for held in event.held:
            uid = f"event-{event.id}-{held.id}@fostering-handbook"
            series = [each for each in found if each["UID"] == uid and "RRULE" in each]
            if not series:
                continue
            moved = [each for each in found if each["UID"] == uid and "RECURRENCE-ID" in each]
            assert held.since
            ours = [datetime.combine(day, held.begins) for day in held.between(held.since, until.date())]
            assert days_in_file(series[0], moved, until) == ours, uid
            checked += 1
    assert checked >= 15


def test_a_group_at_ten_stays_at_ten_in_summer(files: dict[str, str]) -> None:
    series = next(
        each for each in entries(files["events.ics"]) if each["UID"] == "event-support-group-north@fostering-handbook"
    )
    start = series["DTSTART"].dt
    shown = rrulestr(series["RRULE"].to_ical().decode(), dtstart=start)
    march, april = datetime(2027, 3, 10, tzinfo=LONDON), datetime(2027, 4, 14, tzinfo=LONDON)
    assert [(shown.after(day).hour, shown.after(day).utcoffset()) for day in (march, april)] == [
        (10, timedelta()),
        (10, timedelta(hours=1)),
    ]


def test_past_days_drop_off_the_pages_and_the_file(handbook: Handbook, pages: Pages) -> None:
    assert "8 December 2026" in pages(ON)["learning/calendar.md"]
    assert "8 December 2026" in pages(date(2026, 12, 8))["learning/calendar.md"]
    later = pages(date(2026, 12, 9))
    for path in ("learning/calendar.md", "learning/safer-care.md", "learning/brochure.md", "learning/index.md"):
        assert "8 December 2026" not in later[path], path
    assert "Tuesday 1 December 2026" in pages(ON)["events/support-group.md"]
    assert "1 December 2026" not in pages(date(2026, 12, 2))["events/support-group.md"]
    after = dict(calendar_files(cross_links(handbook, date(2026, 12, 9))))
    assert "course-safer-care-2026-december-1@" not in after["learning.ics"]


def test_long_after_the_last_date_the_pages_still_stand(pages: Pages) -> None:
    late = pages(date(2031, 1, 1))
    assert "No days are set at the moment." in late["learning/calendar.md"]
    assert "No day is set at the moment." in late["learning/first-aid.md"]
    assert (
        "Second Wednesday" in late["events/support-group.md"] or "second Wednesday" in late["events/support-group.md"]
    )


def test_a_changed_date_says_what_it_was_why_and_when_people_were_told(pages: Pages) -> None:
    text = pages(ON)["learning/safer-care.md"]
    assert "This date has changed." in text
    assert "Thursday 18 March 2027" in text
    assert "told on 13 November 2026" in text


def test_a_rule_on_a_bank_holiday_warns(pages: Pages) -> None:
    """The first Monday of May 2028 is a bank holiday; no event of the real file falls on one unannounced in 2027."""
    year = [text for path, text in pages(ON).items() if path.startswith("events/")]
    assert not any("bank holiday." in text and "Ask before you go" in text for text in year)


def test_a_course_links_its_form_only_once_the_survey_exists(handbook: Handbook, pages: Pages) -> None:
    kept = handbook.facts.courses
    assert kept
    there = kept.evaluation in handbook.surveys
    assert ("Tell us how it was" in pages(ON)["learning/first-aid.md"]) == there


def test_every_course_and_every_event_has_a_page(handbook: Handbook, pages: Pages) -> None:
    courses, events = handbook.facts.courses, handbook.facts.events
    assert courses
    assert events
    wanted = {f"learning/{each.id}.md" for each in courses.courses} | {f"events/{each.id}.md" for each in events.events}
    assert wanted <= set(pages(ON))


def test_a_service_without_courses_and_events_has_no_such_page() -> None:
    sample = load_handbook(Path(ROOT) / "tests/sample")
    links = cross_links(sample, ON)
    assert [*learning_pages(links), *event_pages(links), *calendar_files(links)] == []
