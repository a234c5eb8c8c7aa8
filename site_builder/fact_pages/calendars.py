"""Calendar files (RFC 5545): people's own calendars follow them and show a moved day by themselves."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Timezone, TimezoneDaylight, TimezoneStandard, vRecur
from icalendar import Event as Entry

from handbook.addresses import whole_address
from handbook.facts.courses import Course, Courses
from handbook.facts.events import LONGEST_AHEAD, Event, Events, Held
from handbook.occasions import CourseDate, recurrence
from handbook.reviews import Reviewed
from site_builder.cross_links import CrossLinks
from site_builder.fact_pages import courses as course_pages
from site_builder.fact_pages import events as event_pages
from site_builder.fact_pages.when import area_title, change_of_course_date

ZONE = "Europe/London"
LONDON = ZoneInfo(ZONE)
ENDING = "@fostering-handbook"
"""Ends every UID; it is no address, and it stays when the site moves."""
EXAMPLE = "Example: "


def calendar_files(links: CrossLinks) -> Iterator[tuple[str, str]]:
    """A file of the courses and a file of the events."""
    facts = links.handbook.facts
    if facts.courses:
        yield course_pages.FEED, _text(_training(links, facts.courses))
    if facts.events:
        yield event_pages.FEED, _text(_events(links, facts.events))


def _text(calendar: Calendar) -> str:
    # The library ends lines with CRLF and folds them at 75 octets, as the standard asks.
    return str(calendar.to_ical(), "utf-8")


def _training(links: CrossLinks, kept: Courses) -> Calendar:
    calendar = _empty(f"{links.handbook.service.title}: training")
    for course in kept.courses:
        for each in course.coming(links.on):
            for entry in _course_entries(links, kept, course, each):
                calendar.add_component(entry)
    return calendar


def _course_entries(links: CrossLinks, kept: Courses, course: Course, each: CourseDate) -> Iterator[Entry]:
    """One entry for each day of a date."""
    for number, day in enumerate(each.days, start=1):
        entry = _entry(kept, f"course-{course.id}-{each.id}-{number}", day, each.begins, each.finishes)
        part = f" (day {number} of {len(each.days)})" if len(each.days) > 1 else ""
        entry.add("summary", f"{EXAMPLE if each.example else ''}{course.title}{part}")
        entry.add("location", _location(links, each.place, each.area))
        entry.add("description", "\n".join(map(str, filter(None, (course.summary, change_of_course_date(each))))))
        if each.cancelled:
            entry.add("status", "CANCELLED")
        _add_address(links, entry, course_pages.course_path(course.id))
        yield entry


def _events(links: CrossLinks, kept: Events) -> Calendar:
    calendar = _empty(f"{links.handbook.service.title}: groups and events")
    for event in kept.events:
        for held in event.held:
            if held.next_day(links.on) is not None:
                for entry in _event_entries(links, kept, event, held):
                    calendar.add_component(entry)
    return calendar


def _event_entries(links: CrossLinks, kept: Events, event: Event, held: Held) -> Iterator[Entry]:
    """For a rule: one entry that repeats, and one for each day that was moved; else one for each day."""
    name = f"event-{event.id}-{held.id}"
    if held.every is None or held.since is None:
        for day in held.between(links.on, links.on + LONGEST_AHEAD):
            entry = _entry(kept, f"{name}-{day.isoformat()}", day, held.begins, held.finishes)
            yield _described(links, entry, event, held)
        return
    first = next(held.planned(held.since, held.since + LONGEST_AHEAD))
    series = _entry(kept, name, first, held.begins, held.finishes)
    series.add("rrule", vRecur.from_ical(_rule(held.every, held.until)))
    if held.not_on:
        series.add("exdate", [_moment(day, held.begins) for day in sorted(held.not_on)])
    yield _described(links, series, event, held)
    for moved in held.moved:
        entry = _entry(kept, name, moved.to, held.begins, held.finishes)
        entry.add("recurrence-id", _moment(moved.day, held.begins))
        yield _described(links, entry, event, held)


def _rule(every: str, until: date | None) -> str:
    if until is None:
        return recurrence(every)
    # The standard wants the end in UTC where the start names a zone.
    last = _moment(until, time(23, 59, 59)).astimezone(UTC)
    return f"{recurrence(every)};UNTIL={last:%Y%m%dT%H%M%SZ}"


def _described(links: CrossLinks, entry: Entry, event: Event, held: Held) -> Entry:
    area = f", {area_title(links, held.area)}" if held.area else ""
    entry.add("summary", f"{EXAMPLE if held.example else ''}{event.title}{area}")
    entry.add("location", _location(links, held.place, held.area))
    entry.add("description", "\n".join(filter(None, (event.summary, event.join, held.online))))
    _add_address(links, entry, event_pages.event_path(event.id))
    return entry


def _entry(kept: Reviewed, name: str, day: date, begins: time, finishes: time) -> Entry:
    entry = Entry()
    entry.add("uid", f"{name}{ENDING}")
    # The day of the review and not of the build: the same content makes the same file.
    entry.add("dtstamp", datetime.combine(kept.reviewed, time(), UTC))
    entry.add("dtstart", _moment(day, begins))
    entry.add("dtend", _moment(day, finishes))
    return entry


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, LONDON)


def _location(links: CrossLinks, place: str, area: str | None) -> str:
    return f"{place} ({area_title(links, area)})" if area else place


def _add_address(links: CrossLinks, entry: Entry, path: str) -> None:
    """Where to read more; calendars want a whole address, so there is none while the site has none."""
    site = links.handbook.service.site_address
    if site:
        entry.add("url", whole_address(site, path))


def _empty(name: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Fostering handbook//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "P1D")
    calendar.add_component(_london())
    return calendar


def _london() -> Timezone:
    """Summer time as the law has had it since 1996: from the last Sunday of March to the last Sunday of October."""
    zone = Timezone()
    zone.add("tzid", ZONE)
    for part, name, month, before, after in (
        (TimezoneDaylight(), "BST", 3, 0, 1),
        (TimezoneStandard(), "GMT", 10, 1, 0),
    ):
        last_sunday = {3: 31, 10: 27}[month]
        part.add("dtstart", datetime(1996, month, last_sunday, 1 + before))  # noqa: DTZ001 - the standard wants no zone here
        part.add("tzname", name)
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        part.add("rrule", vRecur.from_ical(f"FREQ=YEARLY;BYMONTH={month};BYDAY=-1SU"))
        zone.add_component(part)
    return zone
