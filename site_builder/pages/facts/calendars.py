"""Calendar files (RFC 5545): people's own calendars follow them and show a moved or cancelled day by themselves.

Every day is an entry of its own: not every calendar understands a rule with exceptions (decisions/0012).
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Timezone, TimezoneDaylight, TimezoneStandard, vRecur
from icalendar import Event as CalendarEntry

from handbook.calendar.recurrence import CourseDate
from handbook.calendar.reviews import Reviewed
from handbook.facts.courses.model import Course, Courses
from handbook.facts.events.model import MAX_SEARCH_AHEAD, Event, EventDates, Events, Occurrence
from handbook.urls import whole_address
from site_builder.context import BuildContext
from site_builder.pages.facts import courses as course_pages
from site_builder.pages.facts import events as event_pages
from site_builder.pages.facts.calendar_lines import (
    SHOWN_AFTERWARDS,
    DateChange,
    area_title,
    change_of_course_date,
    change_of_occasion,
)

ZONE = "Europe/London"
LONDON = ZoneInfo(ZONE)
ENDING = "@fostering-handbook"
"""Ends every UID; it is no address, and it stays when the site moves."""
EXAMPLE = "Example: "
CANCELLED = "Cancelled: "

REPEAT_HORIZON = timedelta(days=548)
"""How far ahead a rule is written out as days: a year and a half. Each night's build adds a day."""
FIRST_REVISION = date(2020, 1, 1)
"""The day from which revisions are numbered; nothing was published before it."""
NOT_HELD = DateChange("It is not held on this day.", "")


def calendar_files(ctx: BuildContext) -> Iterator[tuple[str, str]]:
    """A file of the courses and a file of the events."""
    facts = ctx.handbook.facts
    if courses := facts.get(Courses):
        yield course_pages.FEED, _text(_training_calendar(ctx, courses))
    if events := facts.get(Events):
        yield event_pages.FEED, _text(_events_calendar(ctx, events))


def _text(calendar: Calendar) -> str:
    # The library ends lines with CRLF and folds them at 75 octets, as the standard asks.
    return str(calendar.to_ical(), "utf-8")


def _training_calendar(ctx: BuildContext, courses: Courses) -> Calendar:
    calendar = _new_calendar(f"{ctx.handbook.service.title}: training")
    for course in courses.courses:
        for each in sorted(course.dates, key=lambda each: (each.days, each.id)):
            last = max(each.days[-1], each.moved_from or each.days[-1])
            if each.days[-1] >= ctx.on or (each.changed and last >= ctx.on - SHOWN_AFTERWARDS):
                for entry in _course_entries(ctx, courses, course, each):
                    calendar.add_component(entry)
    return calendar


def _course_entries(ctx: BuildContext, courses: Courses, course: Course, each: CourseDate) -> Iterator[CalendarEntry]:
    """One entry for each day of a date."""
    for number, day in enumerate(each.days, start=1):
        entry = _entry(f"course-{course.id}-{each.id}-{number}", day, each.begins, each.finishes)
        part = f" (day {number} of {len(each.days)})" if len(each.days) > 1 else ""
        _add_title(entry, f"{course.title}{part}", example=each.example, cancelled=each.cancelled)
        entry.add("location", _location(ctx, each.place, each.area))
        entry.add("description", "\n".join(map(str, filter(None, (course.summary, change_of_course_date(each))))))
        _add_revision(entry, courses, each.told_on if each.changed else None, cancelled=each.cancelled)
        _add_address(ctx, entry, course_pages.course_path(course.id))
        yield entry


def _events_calendar(ctx: BuildContext, events: Events) -> Calendar:
    calendar = _new_calendar(f"{ctx.handbook.service.title}: groups and events")
    for event in events.events:
        for dates in event.held:
            for entry in sorted(_event_entries(ctx, events, event, dates), key=lambda each: each.start):
                calendar.add_component(entry)
    return calendar


def _event_entries(ctx: BuildContext, events: Events, event: Event, dates: EventDates) -> Iterator[CalendarEntry]:
    """One entry for each day by the rule or the list; a moved one is known by the day on which it would have been."""
    first, last = ctx.on - SHOWN_AFTERWARDS, ctx.on + (REPEAT_HORIZON if dates.every else MAX_SEARCH_AHEAD)
    cancelled = {each.day: each for each in dates.cancelled}
    moves = {each.day: each for each in dates.moved}
    for day in sorted({*dates.not_on, *cancelled}):
        if first <= day <= last:
            occasion = Occurrence(day, dates, event, cancelled.get(day))
            change = change_of_occasion(occasion) if occasion.cancelled else NOT_HELD
            # Days that were never announced have no day of telling: they are known from the day of the review.
            told_on = occasion.cancelled.told_on if occasion.cancelled else events.reviewed
            entry = _event_entry(ctx, occasion, day, change, cancelled=True)
            yield _add_revision(entry, events, told_on, cancelled=True)
    for day, each in moves.items():
        if max(day, each.to) >= first and min(day, each.to) <= last:
            occasion = Occurrence(each.to, dates, event)
            entry = _event_entry(ctx, occasion, day, change_of_occasion(occasion))
            yield _add_revision(entry, events, each.told_on)
    for day in dates.planned(ctx.on, last):
        if day not in {*dates.not_on, *cancelled, *moves}:
            occasion = Occurrence(day, dates, event)
            yield _add_revision(_event_entry(ctx, occasion, day, change_of_occasion(occasion)), events, None)


def _event_entry(
    ctx: BuildContext, occasion: Occurrence, planned: date, change: DateChange | None, *, cancelled: bool = False
) -> CalendarEntry:
    event, dates = occasion.event, occasion.held
    name = f"event-{event.id}-{dates.id}-{planned.isoformat()}"
    entry = _entry(name, occasion.day, dates.begins, dates.finishes)
    area = f", {area_title(ctx, dates.area)}" if dates.area else ""
    _add_title(entry, f"{event.title}{area}", example=dates.example, cancelled=cancelled)
    entry.add("location", _location(ctx, dates.place, dates.area))
    lines = (event.summary, change, *(() if cancelled else (event.join, dates.online)))
    entry.add("description", "\n".join(map(str, filter(None, lines))))
    _add_address(ctx, entry, event_pages.event_path(event.id))
    return entry


def _entry(name: str, day: date, begins: time, finishes: time) -> CalendarEntry:
    entry = CalendarEntry()
    entry.add("uid", f"{name}{ENDING}")
    entry.add("dtstart", _moment(day, begins))
    entry.add("dtend", _moment(day, finishes))
    return entry


def _add_title(entry: CalendarEntry, title: str, *, example: bool, cancelled: bool) -> None:
    """The title says what some calendars show nowhere else."""
    entry.add("summary", f"{EXAMPLE if example else ''}{CANCELLED if cancelled else ''}{title}")
    entry.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    entry.add("transp", "TRANSPARENT" if cancelled else "OPAQUE")


def _add_revision(
    entry: CalendarEntry, reviewed: Reviewed, told_on: date | None, *, cancelled: bool = False
) -> CalendarEntry:
    """By DTSTAMP and SEQUENCE a calendar that has an older copy knows that this one counts.

    Both come from the content and not from the build: the same content makes the same file. A date that is changed
    a second time has a later `told_on`, and so a higher number; one that is cancelled on the day on which it was
    moved has a higher one too.
    """
    stamp, sequence = datetime.combine(reviewed.reviewed, time(), UTC), 0
    if told_on:
        day = datetime.combine(max(reviewed.reviewed, told_on), time(), UTC)
        stamp, sequence = day + timedelta(seconds=1 + cancelled), 2 * (told_on - FIRST_REVISION).days + 1 + cancelled
    entry.add("dtstamp", stamp)
    entry.add("sequence", max(sequence, 0))
    return entry


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, LONDON)


def _location(ctx: BuildContext, place: str, area: str | None) -> str:
    return f"{place}, {area_title(ctx, area)}" if area else place


def _add_address(ctx: BuildContext, entry: CalendarEntry, path: str) -> None:
    """Where to read more; calendars want a whole address, so there is none while the site has none."""
    site = ctx.handbook.service.site_address
    if site:
        entry.add("url", whole_address(site, path))


def _new_calendar(name: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Fostering handbook//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "P1D")
    calendar.add_component(_london_timezone())
    return calendar


def _london_timezone() -> Timezone:
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


FILES = (calendar_files,)
