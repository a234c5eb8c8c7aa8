"""Groups, meetings and events, and the days on which they are (`service/events.yml`)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from pydantic import Field, model_validator

from handbook.calendar.recurrence import ClockTime, RecurrenceRule, repeated_days
from handbook.calendar.reviews import Reviewed
from handbook.source.types import Content, Day, Line, Ref, Slug, Text, YesNo

MAX_SEARCH_AHEAD = timedelta(days=5 * 366)
"""How far ahead a day is looked for."""


class EventKind(StrEnum):
    """The kinds of event by which readers choose."""

    GROUP = "support group"
    MEET_AND_GREET = "meet and greet"
    BOARD = "board"
    DIALOGUE = "dialogue"
    CELEBRATION = "celebration"
    ACTIVITY = "activity"
    CHILDREN = "children's group"
    ASSOCIATION = "association event"
    INFORMATION = "information event"


class MovedDay(Content):
    """One day of a repeating event that is held on another."""

    day: Day
    """The day on which it would have been."""
    to: Day
    """The day on which it is."""
    told_on: Day
    """When people were told."""
    because: Line | None = None
    """Why, as a phrase."""


class CancelledDay(Content):
    """One day that people were told of, and on which it is not held after all."""

    day: Day
    """The day on which it would have been."""
    told_on: Day
    """When people were told."""
    because: Line | None = None
    """Why, as a phrase."""


class EventDates(Content):
    """Where and when an event is held: one line for each area, or for each way to join."""

    id: Slug
    """Short name, once in its event; calendars know it by this."""
    area: Ref | None = None
    """The area it is for; leave it out for all areas."""
    place: Line
    """Where it is, in words; no postcode."""
    online: Line | None = None
    """How to join on a screen."""
    every: RecurrenceRule | None = None
    """A rule in words, such as `first Tuesday of the month` or `first Tuesday of the month except August`."""
    since: Day | None = None
    """The first day from which the rule counts."""
    until: Day | None = None
    """The last day to which the rule counts."""
    days: tuple[Day, ...] = ()
    """Single days, where there is no rule."""
    begins: ClockTime
    """When it begins."""
    finishes: ClockTime
    """When it ends."""
    not_on: tuple[Day, ...] = ()
    """Days of the rule on which it is not held, known from the start, such as a bank holiday."""
    cancelled: tuple[CancelledDay, ...] = ()
    """Days that people were told of, and on which it is not held after all."""
    moved: tuple[MovedDay, ...] = ()
    """Days of the rule on which it is held on another day."""
    example: YesNo = False
    """Whether days and place are invented."""

    @model_validator(mode="after")
    def _days_fit_together(self) -> "EventDates":
        if self.finishes <= self.begins:
            raise ValueError("it ends before it starts: check the times `begins` and `finishes`")
        if (self.every is None) == (not self.days):
            raise ValueError("write either a rule (`every`) or single days (`days`)")
        if self.every and not self.since:
            raise ValueError("a rule needs a first day; write `since:` below `every`")
        if self.until and self.since and self.until < self.since:
            raise ValueError("it ends before it starts: check the days `since` and `until`")
        return self

    def planned(self, start: date, end: date) -> Iterator[date]:
        """The days by rule or list, before any is left out or moved."""
        if self.every and self.since:
            yield from repeated_days(self.every, self.since, start, min(end, self.until or end))
        else:
            yield from (day for day in sorted(self.days) if start <= day <= end)

    def between(self, start: date, end: date) -> list[date]:
        """The days on which it is really held, both ends included."""
        left_out = {
            *self.not_on,
            *(moved_day.day for moved_day in self.moved),
            *(cancelled_day.day for cancelled_day in self.cancelled),
        }
        kept = {day for day in self.planned(start, end) if day not in left_out}
        return sorted(kept | {moved_day.to for moved_day in self.moved if start <= moved_day.to <= end})

    def next_day(self, on: date) -> date | None:
        """The first day on or after the given one."""
        return next(iter(self.between(on, on + MAX_SEARCH_AHEAD)), None)

    def moved_to(self, day: date) -> MovedDay | None:
        """The change that brought it to this day."""
        return next((moved_day for moved_day in self.moved if moved_day.to == day), None)


class Meeting(Content):
    """One meeting of a board, before or after it took place."""

    day: Day
    """When it was or will be."""
    held: Ref | None = None
    """Which of the board's `held` it belongs to; leave it out when there is only one."""
    agenda: tuple[Line, ...] = ()
    """What is to be talked about."""
    notes: Text | None = None
    """What was said and decided, in Markdown; no names of children or carers."""
    actions: tuple[Ref, ...] = ()
    """What was agreed: ids from `service/actions.yml`."""
    example: YesNo = False
    """Whether it is invented."""


class Event(Content):
    """A group, a board, or something else that people come together for."""

    id: Slug
    """The last part of its address; it never changes."""
    title: Line
    """What it is called."""
    summary: Line
    """One sentence: what it is for."""
    kind: EventKind
    """What kind of event it is."""
    who: Line
    """Who can come."""
    families: YesNo = False
    """Whether families are welcome."""
    join: Line
    """How to join."""
    runs: Line
    """Who runs it: a post or a group, never the name of a person."""
    access: Line | None = None
    """What people should know who need help to get in or to take part."""
    about: Text | None = None
    """What happens there, in Markdown."""
    contact: Ref
    """Whom to ask: an id from `service/contacts.yml`."""
    issues: Slug | None = None
    """The survey in which a group reports an issue; nothing is shown until that survey exists."""
    standards: tuple[Ref, ...] = ()
    """The standards it serves: ids from `service/standards.yml`."""
    source: Line
    """The document that names it, and its section."""
    held: tuple[EventDates, ...] = ()
    """Where and when; leave it out where the service fills in its own."""
    meetings: tuple[Meeting, ...] = Field(default=())
    """For a board: its meetings, with agenda, notes and what was agreed."""


@dataclass(frozen=True)
class Occurrence:
    """One event on one day."""

    day: date
    held: EventDates
    event: Event

    cancelled: CancelledDay | None = None
    """That it is not held on this day after all."""

    @property
    def moved(self) -> MovedDay | None:
        """The change that brought it to this day."""
        return self.held.moved_to(self.day)


def occurrences_of(event: Event, held: EventDates, start: date, end: date) -> Iterator[Occurrence]:
    """The days of one line from `start` to `end`, both included; cancelled ones among them, in no order."""
    yield from (Occurrence(day, held, event) for day in held.between(start, end))
    for cancelled_day in held.cancelled:
        if start <= cancelled_day.day <= end:
            yield Occurrence(cancelled_day.day, held, event, cancelled_day)


class Events(Reviewed):
    """The whole of `service/events.yml`."""

    events: tuple[Event, ...]
    """In the order in which they are shown."""
    conferences: tuple[Ref, ...] = ()
    """Courses that also are in the calendar of events: ids from `service/courses.yml`."""

    def event(self, id_: str) -> Event | None:
        """The event of this id."""
        return next((event for event in self.events if event.id == id_), None)

    def next_date(self, id_: str, on: date) -> date | None:
        """The first day, on the given day or after it, on which the event is held anywhere."""
        event = self.event(id_)
        days = (held.next_day(on) for held in event.held) if event else ()
        return min((day for day in days if day), default=None)

    def occasions(self, start: date, end: date) -> list[Occurrence]:
        """Everything from `start` to `end`, both included, soonest first; cancelled days among them."""
        occasions = (
            occasion
            for event in self.events
            for held in event.held
            for occasion in occurrences_of(event, held, start, end)
        )
        return sorted(
            occasions, key=lambda occasion: (occasion.day, occasion.held.begins, occasion.event.title, occasion.held.id)
        )
