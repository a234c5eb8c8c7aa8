"""Rules about groups, boards and events, and the days on which they are held."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from handbook.facts.actions import Actions
from handbook.facts.courses.model import Courses
from handbook.facts.events.model import MAX_SEARCH_AHEAD, Event, EventDates, Events, Meeting
from handbook.facts.places import Places
from handbook.facts.standards import Standards
from handbook.source.problems import Problem
from handbook.source.text_values import Loc
from handbook.sources import Mention, Sources

EVENTS = "service/events.yml"


def check_ids_are_unique(sources: Sources) -> Iterator[Problem]:
    """An id names one event, and one line of its `held`."""
    events = sources.handbook.facts.get(Events)
    if events is None:
        return
    yield from sources.duplicates(
        [(EVENTS, ("events", at, "id"), event.id) for at, event in enumerate(events.events)], "id"
    )
    for at, event in enumerate(events.events):
        mentions: list[Mention] = [
            (EVENTS, ("events", at, "held", place, "id"), dates.id) for place, dates in enumerate(event.held)
        ]
        yield from sources.duplicates(mentions, "id")


def check_names(sources: Sources) -> Iterator[Problem]:
    """Every contact, area, course, standard and action that is named exists."""
    events = sources.handbook.facts.get(Events)
    if events is None:
        return
    facts = sources.handbook.facts
    contacts: list[Mention] = [
        (EVENTS, ("events", at, "contact"), event.contact) for at, event in enumerate(events.events)
    ]
    yield from sources.unknown(
        contacts, {contact.id: contact.title for contact in sources.handbook.contacts.contacts}, "contact"
    )
    conferences: list[Mention] = [(EVENTS, ("conferences", at), word) for at, word in enumerate(events.conferences)]
    courses = facts.get(Courses)
    titles = {course.id: course.title for course in courses.courses} if courses else {}
    yield from sources.unknown(conferences, titles, "course", " in service/courses.yml")
    if places := facts.get(Places):
        areas: list[Mention] = [(EVENTS, (*loc, "area"), held.area) for loc, _, held in _dates(events) if held.area]
        yield from sources.unknown(
            areas, {area.id: area.title for area in places.areas}, "area", " in service/places.yml"
        )
    if standards := facts.get(Standards):
        mentions = _list_mentions(events, "standards")
        yield from sources.unknown(mentions, standards.ids, "standard", " in service/standards.yml")
    if actions := facts.get(Actions):
        taken_up: list[Mention] = [
            (EVENTS, (*loc, "actions", place), word)
            for loc, _, meeting in _meetings(events)
            for place, word in enumerate(meeting.actions)
        ]
        yield from sources.unknown(
            taken_up, [action.id for action in actions.actions], "action", " in service/actions.yml"
        )


def _list_mentions(events: Events, key: str) -> list[Mention]:
    return [
        (EVENTS, ("events", at, key, place), word)
        for at, event in enumerate(events.events)
        for place, word in enumerate(getattr(event, key))
    ]


def _dates(events: Events) -> Iterator[tuple[Loc, Event, EventDates]]:
    for at, event in enumerate(events.events):
        for place, held in enumerate(event.held):
            yield ("events", at, "held", place), event, held


def _meetings(events: Events) -> Iterator[tuple[Loc, Event, Meeting]]:
    for at, event in enumerate(events.events):
        for place, meeting in enumerate(event.meetings):
            yield ("events", at, "meetings", place), event, meeting


def check_rules_have_days(sources: Sources) -> Iterator[Problem]:
    """A rule leads to at least one day."""
    events = sources.handbook.facts.get(Events)
    for loc, _, held in _dates(events) if events else ():
        if held.every and held.since and held.next_day(held.since) is None:
            message = (
                f"this never takes place: `{held.every}` falls on no day between `since` and `until`, or each of them "
                "is left out; change the rule, or check the days `since` and `until`"
            )
            yield sources.problem(EVENTS, (*loc, "every"), message)


def check_exceptions(sources: Sources) -> Iterator[Problem]:
    """Only a day on which it would have been held can be left out or moved."""
    events = sources.handbook.facts.get(Events)
    for loc, _, held in _dates(events) if events else ():
        exceptions: list[tuple[Loc, date]] = [((*loc, "not_on", at), day) for at, day in enumerate(held.not_on)]
        exceptions += [((*loc, "moved", at, "day"), moved_day.day) for at, moved_day in enumerate(held.moved)]
        exceptions += [
            ((*loc, "cancelled", at, "day"), cancelled_day.day) for at, cancelled_day in enumerate(held.cancelled)
        ]
        for place, day in exceptions:
            if not list(held.planned(day, day)):
                message = f"it would not have been held on {day}{_nearest(held.planned, day)}"
                yield sources.problem(EVENTS, place, message)
        duplicates: list[Mention] = [(EVENTS, place, day.isoformat()) for place, day in exceptions]
        yield from sources.duplicates(duplicates, "day")


def check_moved_days_are_free(sources: Sources) -> Iterator[Problem]:
    """Nothing is moved onto a day on which it is held anyway; calendars would show it twice."""
    events = sources.handbook.facts.get(Events)
    for loc, _, held in _dates(events) if events else ():
        left_out = {
            *held.not_on,
            *(cancelled_day.day for cancelled_day in held.cancelled),
            *(moved_day.day for moved_day in held.moved),
        }
        for at, moved_day in enumerate(held.moved):
            if moved_day.to not in left_out and list(held.planned(moved_day.to, moved_day.to)):
                message = (
                    f"it is held on {moved_day.to} anyway; write the day on which it is instead, or move this entry to "
                    "`cancelled:` and take `to:` out"
                )
                yield sources.problem(EVENTS, (*loc, "moved", at, "to"), message)


def check_meetings(sources: Sources) -> Iterator[Problem]:
    """A meeting is on a day on which its board meets."""
    events = sources.handbook.facts.get(Events)
    for loc, event, meeting in _meetings(events) if events else ():
        lines = [held for held in event.held if meeting.held in (None, held.id)]
        if not lines:
            known = [held.id for held in event.held]
            if known:
                yield from sources.unknown([(EVENTS, (*loc, "held"), str(meeting.held))], known, "line of `held`")
            else:
                message = (
                    f"nobody knows when `{event.id}` meets; "
                    "add `held:` to the event, with its days, or take the meeting out"
                )
                yield sources.key_problem(EVENTS, loc, message)
        elif meeting.held is None and len(event.held) > 1:
            meets = [held.id for held in lines if held.between(meeting.day, meeting.day)]
            choices = " or ".join(f"`held: {line}`" for line in meets or [held.id for held in lines])
            message = f"`{event.id}` has several lines in `held:`, and nobody knows which one met; write {choices}"
            yield sources.key_problem(EVENTS, loc, message)
        elif not lines[0].between(meeting.day, meeting.day):
            message = f"`{event.id}` does not meet on {meeting.day}{_nearest(lines[0].between, meeting.day)}"
            yield sources.problem(EVENTS, (*loc, "day"), message)


def _nearest(days: Callable[[date, date], Iterable[date]], day: date) -> str:
    """The days round a wrong one, as the end of a sentence."""
    around = list(days(max(day - MAX_SEARCH_AHEAD, date.min + timedelta(days=1)), day + MAX_SEARCH_AHEAD))
    near = sorted(sorted(around, key=lambda other: abs(other - day))[:2])
    return f"; the nearest days are {' and '.join(map(str, near))}" if near else "; take this entry out"


RULES = (
    check_ids_are_unique,
    check_names,
    check_rules_have_days,
    check_exceptions,
    check_moved_days_are_free,
    check_meetings,
)
