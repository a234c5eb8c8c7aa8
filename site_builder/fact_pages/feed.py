"""The feed of change notes (RSS 2.0), for news readers: no account, and nobody knows who follows."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from xml.etree import ElementTree as ET

from handbook.addresses import whole_address
from handbook.facts.changes import Change, Changes
from handbook.service import Service
from site_builder.cross_links import CrossLinks
from site_builder.fact_pages.changes import FEED, kind_of, mark_of, note_anchor
from site_builder.fact_pages.changes import PATH as CHANGES_PATH
from site_builder.words import listed

MOST = 50
"""Notes in the feed; the page has them all."""

ATOM = "http://www.w3.org/2005/Atom"


def feed_files(links: CrossLinks) -> Iterator[tuple[str, str]]:
    """The feed; none while no notes are kept."""
    changes = links.handbook.facts.changes
    if changes is not None:
        yield FEED, feed(links.handbook.service, changes, links.on)


def feed(service: Service, changes: Changes, on: date) -> str:
    """The notes as RSS 2.0; while the site has no address, links begin with `/` and readers add the feed's own host."""
    ET.register_namespace("atom", ATOM)
    rss = ET.Element("rss", {"version": "2.0"})
    channel = ET.SubElement(rss, "channel")
    told = changes.told(on)
    _add(channel, "title", f"{service.title}: what has changed")
    _add(channel, "link", whole_address(service.site_address, CHANGES_PATH))
    _add(channel, "description", "What is new, what you must do about it and by when, and why it changed.")
    _add(channel, "language", "en-gb")
    if told:
        _add(channel, "lastBuildDate", _moment(told[0].day))
    if service.site_address:
        itself = {"href": f"{service.site_address.rstrip('/')}/{FEED}", "rel": "self", "type": "application/rss+xml"}
        ET.SubElement(channel, f"{{{ATOM}}}link", itself)
    for note in told[:MOST]:
        _add_note(ET.SubElement(channel, "item"), note, service, on)
    ET.indent(rss)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(rss, encoding="unicode")}\n'


def _add_note(item: ET.Element, note: Change, service: Service, on: date) -> None:
    mark = mark_of(note, on)
    _add(item, "title", f"{mark}: {note.title}" if note.is_to_do(on) else note.title)
    _add(item, "link", whole_address(service.site_address, CHANGES_PATH, note_anchor(note)))
    # The id and not the address: a site that moves does not show all its news again.
    _add(item, "guid", f"change-note-{note.id}", isPermaLink="false")
    _add(item, "pubDate", _moment(note.day))
    _add(item, "category", kind_of(note))
    parts = [note.what, note.act, note.change_made, f"For {listed(note.audience)}.", f"Why: {note.because.text}"]
    if note.example:
        parts.append("This is an invented example.")
    _add(item, "description", " ".join(" ".join(part.split()) for part in parts if part))


def _add(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, name, attributes).text = text


def _moment(day: date) -> str:
    """A day as feeds write it: `Sun, 22 Nov 2026 00:00:00 +0000`."""
    return format_datetime(datetime.combine(day, time(), UTC))
