"""The feed of change notes and of changed dates (RSS 2.0): no account is needed, and nobody knows who follows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from xml.etree import ElementTree as ET

from handbook.facts.changes import ChangeNote, Changes
from handbook.facts.courses.model import Courses
from handbook.facts.events.model import Events, Occurrence
from handbook.formatting import day_in_words, listed
from handbook.service.service import Service
from handbook.urls import whole_address
from site_builder.context import BuildContext
from site_builder.pages.facts.calendar_lines import (
    SHOWN_AFTERWARDS,
    DateChange,
    area_title,
    change_of_course_date,
    change_of_occasion,
)
from site_builder.pages.facts.changes import FEED, note_anchor, note_kind, note_mark
from site_builder.pages.facts.changes import PATH as CHANGES_PATH
from site_builder.pages.facts.courses import course_path
from site_builder.pages.facts.events import event_path

MAX_ENTRIES = 50
"""Entries in the feed; the pages have them all."""
ATOM_NAMESPACE = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True)
class ChangedDate:
    """One date that is not as it was announced."""

    id: str
    """Stays when the date is changed again."""
    kind: str
    """`Moved` or `Cancelled`."""
    title: str
    says: DateChange
    path: str
    told_on: date
    example: bool


@dataclass(frozen=True)
class FeedEntry:
    """One piece of news in the feed."""

    id: str
    """Never changes, so that a site that moves does not show all its news again."""
    title: str
    address: str
    day: date
    """When people were told."""
    updated: date
    """When it began to read as it does."""
    category: str
    description: str


def changed_dates(ctx: BuildContext) -> list[ChangedDate]:
    """Those that people were told of by now and whose day is not long over, the latest news first."""
    changes = (each for each in (*_changed_course_dates(ctx), *_changed_event_dates(ctx)) if each.told_on <= ctx.on)
    return sorted(changes, key=lambda each: (-each.told_on.toordinal(), each.id))


def _changed_course_dates(ctx: BuildContext) -> Iterator[ChangedDate]:
    courses = ctx.handbook.facts.get(Courses)
    for course in courses.courses if courses else ():
        for each in course.dates:
            change = change_of_course_date(each)
            if change is None or each.told_on is None or each.days[-1] < ctx.on - SHOWN_AFTERWARDS:
                continue
            kind = "Cancelled" if each.cancelled else "Moved"
            title = _title(kind, course.title, each.moved_from or each.days[0], each.days[0])
            id_ = f"course-{course.id}-{each.id}"
            yield ChangedDate(id_, kind, title, change, course_path(course.id), each.told_on, each.example)


def _changed_event_dates(ctx: BuildContext) -> Iterator[ChangedDate]:
    events = ctx.handbook.facts.get(Events)
    for event in events.events if events else ():
        for dates in event.held:
            for off in dates.cancelled:
                yield from _changed_occasion(ctx, Occurrence(off.day, dates, event, off), off.day, off.told_on)
            for move in dates.moved:
                yield from _changed_occasion(ctx, Occurrence(move.to, dates, event), move.day, move.told_on)


def _changed_occasion(ctx: BuildContext, occasion: Occurrence, planned: date, told_on: date) -> Iterator[ChangedDate]:
    event, dates = occasion.event, occasion.held
    change = change_of_occasion(occasion)
    if change and occasion.day >= ctx.on - SHOWN_AFTERWARDS:
        kind = "Cancelled" if occasion.cancelled else "Moved"
        area = f", {area_title(ctx, dates.area)}" if dates.area else ""
        title = _title(kind, f"{event.title}{area}", planned, occasion.day)
        id_ = f"event-{event.id}-{dates.id}-{planned.isoformat()}"
        yield ChangedDate(id_, kind, title, change, event_path(event.id), told_on, dates.example)


def _title(kind: str, what: str, planned: date, day: date) -> str:
    if kind == "Cancelled":
        return f"Cancelled: {what}, {day_in_words(day)}"
    return f"Moved: {what}, from {day_in_words(planned)} to {day_in_words(day)}"


def feed_files(ctx: BuildContext) -> Iterator[tuple[str, str]]:
    """The feed; none while no notes are kept."""
    changes = ctx.handbook.facts.get(Changes)
    if changes is not None:
        yield FEED, feed(ctx.handbook.service, changes, ctx.on, changed_dates(ctx))


def feed(service: Service, changes: Changes, on: date, dates: Iterable[ChangedDate] = ()) -> str:
    """Notes and changed dates as RSS 2.0; while the site has no address, links begin with `/`.

    RSS has no place for the day on which an entry was changed, so each one also has `atom:updated`.
    """
    ET.register_namespace("atom", ATOM_NAMESPACE)
    rss = ET.Element("rss", {"version": "2.0"})
    channel = ET.SubElement(rss, "channel")
    entries = [
        *(_note_entry(each, service, on) for each in changes.published(on)),
        *(_date_entry(each, service) for each in dates),
    ]
    # Stable: what was told on one day keeps its order, what must be acted on first.
    entries.sort(key=lambda each: each.day, reverse=True)
    _add(channel, "title", f"{service.title}: what has changed")
    _add(channel, "link", whole_address(service.site_address, CHANGES_PATH))
    _add(channel, "description", "What is new, what you must do about it and by when, and why it changed.")
    _add(channel, "language", "en-gb")
    if entries:
        _add(channel, "lastBuildDate", _moment(max(each.updated for each in entries)))
    if service.site_address:
        itself = {"href": f"{service.site_address.rstrip('/')}/{FEED}", "rel": "self", "type": "application/rss+xml"}
        ET.SubElement(channel, f"{{{ATOM_NAMESPACE}}}link", itself)
    for entry in entries[:MAX_ENTRIES]:
        _add_entry(ET.SubElement(channel, "item"), entry)
    ET.indent(rss)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(rss, encoding="unicode")}\n'


def _note_entry(note: ChangeNote, service: Service, on: date) -> FeedEntry:
    mark = note_mark(note, on)
    parts = [note.what, note.act, note.change_made, f"For {listed(note.audience)}.", f"Why: {note.because.text}"]
    return FeedEntry(
        id=f"change-note-{note.id}",
        title=f"{mark}: {note.title}" if note.is_to_do(on) else note.title,
        address=whole_address(service.site_address, CHANGES_PATH, note_anchor(note)),
        day=note.day,
        updated=note.updated(on),
        category=note_kind(note),
        description=_description(parts, example=note.example),
    )


def _date_entry(each: ChangedDate, service: Service) -> FeedEntry:
    return FeedEntry(
        id=f"changed-date-{each.id}",
        title=each.title,
        address=whole_address(service.site_address, each.path),
        day=each.told_on,
        updated=each.told_on,
        category=each.kind,
        description=_description([str(each.says)], example=each.example),
    )


def _description(parts: Iterable[str | None], *, example: bool) -> str:
    sentences = [*parts, "This is an invented example." if example else None]
    return " ".join(" ".join(part.split()) for part in sentences if part)


def _add_entry(item: ET.Element, entry: FeedEntry) -> None:
    _add(item, "title", entry.title)
    _add(item, "link", entry.address)
    _add(item, "guid", entry.id, isPermaLink="false")
    _add(item, "pubDate", _moment(entry.day))
    _add(item, f"{{{ATOM_NAMESPACE}}}updated", f"{entry.updated.isoformat()}T00:00:00Z")
    _add(item, "category", entry.category)
    _add(item, "description", entry.description)


def _add(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, name, attributes).text = text


def _moment(day: date) -> str:
    """A day as feeds write it: `Sun, 22 Nov 2026 00:00:00 +0000`."""
    return format_datetime(datetime.combine(day, time(), UTC))


FILES = (feed_files,)
