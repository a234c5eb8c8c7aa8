"""The feed of change notes (RSS 2.0), for news readers: no account, and nobody knows who follows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from xml.etree import ElementTree as ET

from handbook.facts.changes import ChangeNote, Changes
from handbook.formatting import listed
from handbook.service.service import Service
from handbook.urls import whole_address
from site_builder.context import BuildContext
from site_builder.pages.facts.changed_dates import ChangedDate, changed_dates
from site_builder.pages.facts.changes import FEED, kind_of, mark_of, note_anchor
from site_builder.pages.facts.changes import PATH as CHANGES_PATH

MOST = 50
"""Entries in the feed; the pages have them all."""

ATOM = "http://www.w3.org/2005/Atom"


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


def feed_files(ctx: BuildContext) -> Iterator[tuple[str, str]]:
    """The feed; none while no notes are kept."""
    changes = ctx.handbook.facts.get(Changes)
    if changes is not None:
        yield FEED, feed(ctx.handbook.service, changes, ctx.on, changed_dates(ctx))


def feed(service: Service, changes: Changes, on: date, dates: Iterable[ChangedDate] = ()) -> str:
    """Notes and changed dates as RSS 2.0; while the site has no address, links begin with `/`.

    RSS has no place for the day on which an entry was changed, so each one also has `atom:updated`.
    """
    ET.register_namespace("atom", ATOM)
    rss = ET.Element("rss", {"version": "2.0"})
    channel = ET.SubElement(rss, "channel")
    entries = [
        *(_of_note(each, service, on) for each in changes.told(on)),
        *(_of_date(each, service) for each in dates),
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
        ET.SubElement(channel, f"{{{ATOM}}}link", itself)
    for entry in entries[:MOST]:
        _add_entry(ET.SubElement(channel, "item"), entry)
    ET.indent(rss)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(rss, encoding="unicode")}\n'


def _of_note(note: ChangeNote, service: Service, on: date) -> FeedEntry:
    mark = mark_of(note, on)
    parts = [note.what, note.act, note.change_made, f"For {listed(note.audience)}.", f"Why: {note.because.text}"]
    return FeedEntry(
        id=f"change-note-{note.id}",
        title=f"{mark}: {note.title}" if note.is_to_do(on) else note.title,
        address=whole_address(service.site_address, CHANGES_PATH, note_anchor(note)),
        day=note.day,
        updated=note.updated(on),
        category=kind_of(note),
        description=_description(parts, example=note.example),
    )


def _of_date(each: ChangedDate, service: Service) -> FeedEntry:
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
    told = [*parts, "This is an invented example." if example else None]
    return " ".join(" ".join(part.split()) for part in told if part)


def _add_entry(item: ET.Element, entry: FeedEntry) -> None:
    _add(item, "title", entry.title)
    _add(item, "link", entry.address)
    _add(item, "guid", entry.id, isPermaLink="false")
    _add(item, "pubDate", _moment(entry.day))
    _add(item, f"{{{ATOM}}}updated", f"{entry.updated.isoformat()}T00:00:00Z")
    _add(item, "category", entry.category)
    _add(item, "description", entry.description)


def _add(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, name, attributes).text = text


def _moment(day: date) -> str:
    """A day as feeds write it: `Sun, 22 Nov 2026 00:00:00 +0000`."""
    return format_datetime(datetime.combine(day, time(), UTC))


FILES = (feed_files,)
