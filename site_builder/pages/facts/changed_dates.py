"""Dates of courses and events that were moved or cancelled, as news: what the feed tells beside the notes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from handbook.facts.courses.model import Courses
from handbook.facts.events.model import Events, Occasion
from handbook.formatting import day_in_words
from site_builder.context import BuildContext
from site_builder.pages.facts.courses import course_path
from site_builder.pages.facts.events import event_path
from site_builder.pages.facts.when import (
    SHOWN_AFTERWARDS,
    ChangeNotice,
    area_title,
    change_of_course_date,
    change_of_occasion,
)


@dataclass(frozen=True)
class ChangedDate:
    """One date that is not as it was announced."""

    id: str
    """Stays when the date is changed again."""
    kind: str
    """`Moved` or `Cancelled`."""
    title: str
    says: ChangeNotice
    path: str
    told_on: date
    example: bool


def changed_dates(ctx: BuildContext) -> list[ChangedDate]:
    """Those that people were told of by now and whose day is not long over, the latest news first."""
    found = (each for each in (*_of_courses(ctx), *_of_events(ctx)) if each.told_on <= ctx.on)
    return sorted(found, key=lambda each: (-each.told_on.toordinal(), each.id))


def _of_courses(ctx: BuildContext) -> Iterator[ChangedDate]:
    courses = ctx.handbook.facts.get(Courses)
    for course in courses.courses if courses else ():
        for each in course.dates:
            told = change_of_course_date(each)
            if told is None or each.told_on is None or each.days[-1] < ctx.on - SHOWN_AFTERWARDS:
                continue
            kind = "Cancelled" if each.cancelled else "Moved"
            title = _title(kind, course.title, each.moved_from or each.days[0], each.days[0])
            id_ = f"course-{course.id}-{each.id}"
            yield ChangedDate(id_, kind, title, told, course_path(course.id), each.told_on, each.example)


def _of_events(ctx: BuildContext) -> Iterator[ChangedDate]:
    events = ctx.handbook.facts.get(Events)
    for event in events.events if events else ():
        for held in event.held:
            for off in held.cancelled:
                yield from _of_occasion(ctx, Occasion(off.day, held, event, off), off.day, off.told_on)
            for moved in held.moved:
                yield from _of_occasion(ctx, Occasion(moved.to, held, event), moved.day, moved.told_on)


def _of_occasion(ctx: BuildContext, occasion: Occasion, planned: date, told_on: date) -> Iterator[ChangedDate]:
    event, held = occasion.event, occasion.held
    told = change_of_occasion(occasion)
    if told and occasion.day >= ctx.on - SHOWN_AFTERWARDS:
        kind = "Cancelled" if occasion.cancelled else "Moved"
        area = f", {area_title(ctx, held.area)}" if held.area else ""
        title = _title(kind, f"{event.title}{area}", planned, occasion.day)
        id_ = f"event-{event.id}-{held.id}-{planned.isoformat()}"
        yield ChangedDate(id_, kind, title, told, event_path(event.id), told_on, held.example)


def _title(kind: str, what: str, planned: date, day: date) -> str:
    if kind == "Cancelled":
        return f"Cancelled: {what}, {day_in_words(day)}"
    return f"Moved: {what}, from {day_in_words(planned)} to {day_in_words(day)}"
