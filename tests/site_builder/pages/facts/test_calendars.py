"""The calendar files, read back by a library that knows the standard; and pages from which past days drop off."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from handbook.facts.courses.model import Courses
from handbook.facts.events.model import Events
from handbook.handbook import Handbook
from site_builder.context import build_context
from site_builder.pages.facts.calendars import calendar_files
from site_builder.pages.facts.courses import calendar_lines, learning_pages
from site_builder.pages.facts.events import event_lines, event_pages
from tests.conftest import ON
from tests.handbooks import real_sources, sample_sources
from tests.site_builder.calendar_faults import calendar_faults

LONDON = ZoneInfo("Europe/London")
Pages = Callable[[date], dict[str, str]]


@pytest.fixture(scope="module")
def handbook() -> Handbook:
    """The real handbook."""
    return real_sources().handbook


@pytest.fixture(scope="module")
def files(handbook: Handbook) -> dict[str, str]:
    """The calendar files of the fixed day."""
    return dict(calendar_files(build_context(handbook, ON)))


@pytest.fixture(scope="module")
def pages(handbook: Handbook) -> Pages:
    """The pages of a day, by path."""

    def on(day: date) -> dict[str, str]:
        ctx = build_context(handbook, day)
        return {page.path: page.body for page in (*learning_pages(ctx), *event_pages(ctx))}

    return on


def entries(text: str) -> list[Any]:
    """Every entry of a calendar file."""
    return Calendar.from_ical(text).walk("VEVENT")


@pytest.mark.parametrize("name", ["learning.ics", "events.ics"])
def test_a_calendar_file_is_as_the_standard_wants_it(files: dict[str, str], name: str) -> None:
    assert calendar_faults(files[name]) == []
    found = entries(files[name])
    assert len(found) > 10
    assert all(str(each["SUMMARY"]).startswith("Example: ") for each in found)
    # Another library, which refuses what the standard does not allow, reads the same days.
    other = IcsCalendarStream.calendar_from_ics(files[name])
    assert {(each.uid, each.dtstart) for each in other.events} == {
        (str(each["UID"]), each["DTSTART"].dt) for each in found
    }


def test_the_same_content_makes_the_same_file(handbook: Handbook, files: dict[str, str]) -> None:
    assert dict(calendar_files(build_context(handbook, ON))) == files


def test_the_zone_in_the_file_changes_the_clock_when_the_law_does(files: dict[str, str]) -> None:
    """For every hour round both changes of each year to come, the file says what the system's own table says."""
    zone: Any = Calendar.from_ical(files["events.ics"]).walk("VTIMEZONE")[0].to_tz()
    for year in range(2026, 2034):
        for month in (3, 10):
            for hour in range(24 * 25, 24 * 31):
                moment = datetime(year, month, 1, tzinfo=UTC) + timedelta(hours=hour)
                ours, theirs = moment.astimezone(zone), moment.astimezone(LONDON)
                assert (ours.utcoffset(), ours.tzname()) == (theirs.utcoffset(), theirs.tzname()), moment


def test_what_a_calendar_shows_is_what_the_pages_say(handbook: Handbook, files: dict[str, str]) -> None:
    """For every group over a year with both changes of the clocks, 28 March and 31 October 2027."""
    kept = handbook.facts.get(Events)
    assert kept
    shown: dict[str, list[datetime]] = {}
    for each in entries(files["events.ics"]):
        if each["STATUS"] == "CONFIRMED":
            name = str(each["UID"]).partition("@")[0][: -len("-2027-01-01")]
            shown.setdefault(name, []).append(each["DTSTART"].dt)
    until = date(2027, 12, 31)
    for event in kept.events:
        for held in event.held:
            ours = [datetime.combine(day, held.begins, LONDON) for day in held.between(ON, until)]
            name = f"event-{event.id}-{held.id}"
            assert [day for day in sorted(shown.get(name, [])) if day.date() <= until] == ours, name
    assert len(shown) >= 25


def test_a_group_at_ten_stays_at_ten_in_summer(files: dict[str, str]) -> None:
    days = [
        each["DTSTART"].dt for each in entries(files["events.ics"]) if "event-support-group-north-2027-0" in each["UID"]
    ]
    told = {day.month: (day.hour, day.utcoffset()) for day in days}
    assert (told[3], told[4]) == ((10, timedelta()), (10, timedelta(hours=1)))


def test_past_days_drop_off_the_pages_and_the_file(handbook: Handbook, pages: Pages) -> None:
    assert "8 December 2026" in pages(ON)["learning/calendar.md"]
    assert "8 December 2026" in pages(date(2026, 12, 8))["learning/calendar.md"]
    later = pages(date(2026, 12, 9))
    for path in ("learning/calendar.md", "learning/safer-care.md", "learning/brochure.md", "learning/index.md"):
        assert "8 December 2026" not in later[path], path
    assert "Tuesday 1 December 2026" in pages(ON)["events/support-group.md"]
    assert "1 December 2026" not in pages(date(2026, 12, 2))["events/support-group.md"]
    after = dict(calendar_files(build_context(handbook, date(2026, 12, 9))))
    assert "course-safer-care-2026-december-1@" not in after["learning.ics"]


def test_the_lines_of_one_day_come_in_the_order_of_the_clock(handbook: Handbook) -> None:
    ctx = build_context(handbook, ON)
    courses, events = handbook.facts.get(Courses), handbook.facts.get(Events)
    assert courses
    assert events
    for lines in (calendar_lines(ctx, courses), event_lines(ctx, events)):
        starts = [(each.day, each.begins) for each in lines]
        assert len(starts) > 10
        assert starts == sorted(starts)


def test_long_after_the_last_date_the_pages_still_stand(pages: Pages) -> None:
    late = pages(date(2031, 1, 1))
    assert "There are no dates at the moment." in late["learning/calendar.md"]
    assert "There is no date at the moment." in late["learning/first-aid.md"]
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
    kept = handbook.facts.get(Courses)
    assert kept
    there = kept.evaluation in handbook.surveys
    assert ("Tell us how it was" in pages(ON)["learning/first-aid.md"]) == there


def test_every_course_and_every_event_has_a_page(handbook: Handbook, pages: Pages) -> None:
    courses, events = handbook.facts.get(Courses), handbook.facts.get(Events)
    assert courses
    assert events
    wanted = {f"learning/{each.id}.md" for each in courses.courses} | {f"events/{each.id}.md" for each in events.events}
    assert wanted <= set(pages(ON))


def test_a_service_without_courses_and_events_has_no_such_page() -> None:
    sample = sample_sources().handbook
    ctx = build_context(sample, ON)
    assert [*learning_pages(ctx), *event_pages(ctx), *calendar_files(ctx)] == []
