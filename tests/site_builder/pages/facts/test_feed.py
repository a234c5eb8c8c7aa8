"""The feed: valid, with ids that stay, days that tell of a change, and the dates that were moved or cancelled."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from handbook.facts.changes import Changes
from handbook.facts.events.model import Events
from handbook.handbook import Facts
from handbook.service.service import Service
from site_builder.context import build_context
from site_builder.pages.facts.calendar_lines import SHOWN_AFTERWARDS
from site_builder.pages.facts.changes import changes_pages
from site_builder.pages.facts.feed import ATOM_NAMESPACE, feed_files
from tests.site_builder.minimal_handbook import REVIEW, minimal
from tests.site_builder.pages.facts.test_cancelled_dates import CANCELLED, HELD, courses
from tests.site_builder.pages.facts.test_changed_dates import MOVED, OFF, events

ON = date(2026, 12, 1)
UPDATED = f"{{{ATOM_NAMESPACE}}}updated"
KNOWN = ["title", "link", "guid", "pubDate", UPDATED, "category", "description"]
NOTE: dict[str, Any] = {
    "id": "send-it",
    "day": "2026-11-05",
    "title": "Send it & keep a copy",
    "what": "The pay run is early.",
    "must_act": "yes",
    "act": "Send <it>.",
    "act_by": "2026-12-05",
    "audience": ["foster carers"],
    "starts": "2026-12-01",
    "because": {"kind": "review", "text": "We looked."},
    "by": "Payments manager",
}
SERVICE = Service.model_validate(
    {**REVIEW, "name": "moor", "title": "Moor", "demonstration": "no", "site_address": "https://moor.example/"}
)


def changes(*notes: dict[str, Any]) -> Changes:
    letter = {"title": "News", "opening": "Hello.", "closing": "Goodbye."}
    return Changes.model_validate({**REVIEW, "newsletter": letter, "changes": notes})


def feed_of(facts: Facts, on: date = ON) -> str:
    ((_, text),) = feed_files(build_context(replace(minimal(), service=SERVICE, facts=facts), on))
    assert list(feed_faults(text)) == []
    return text


def items(text: str) -> dict[str, ET.Element]:
    return {item.findtext("guid") or "": item for item in ET.fromstring(text).iter("item")}  # noqa: S314 our own feed


def feed_faults(text: str) -> Iterator[str]:
    """What RSS 2.0, its best practices and the one element of Atom (RFC 4287) ask for."""
    rss = ET.fromstring(text)  # noqa: S314 our own feed
    if (rss.tag, rss.get("version"), [each.tag for each in rss]) != ("rss", "2.0", ["channel"]):
        yield "no RSS 2.0 with one channel"
    (channel,) = rss
    for name in ("title", "link", "description", "language", "lastBuildDate", f"{{{ATOM_NAMESPACE}}}link"):
        if len(channel.findall(name)) != 1:
            yield f"the channel has not exactly one {name}"
    yield from _address_and_day_faults(channel)
    for name, times in Counter(guid.text for guid in channel.iter("guid")).items():
        if times > 1:
            yield f"{name} is there twice"
    for item in channel.iter("item"):
        if [each.tag for each in item] != KNOWN or not all(each.text for each in item):
            yield f"not {KNOWN}: {[each.tag for each in item]}"


def _address_and_day_faults(channel: ET.Element) -> Iterator[str]:
    for link in channel.iter("link"):
        if not re.match("https://[^ ]+$", link.text or ""):
            yield f"no whole address: {link.text}"
    for days in (*channel.iter("pubDate"), *channel.iter("lastBuildDate")):
        if parsedate_to_datetime(days.text or "").utcoffset() != timedelta():
            yield f"no day in UTC: {days.text}"
    for updated in channel.iter(UPDATED):
        if not re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", updated.text or ""):
            yield f"no day and time: {updated.text}"


FAULTS = {
    'version="2.0"': ('version="0.91"', "no RSS 2.0"),
    "<language>en-gb</language>": ("", "not exactly one language"),
    "<link>https://moor.example/changes/</link>": ("<link>/changes/</link>", "no whole address: /changes/"),
    " +0000</pubDate>": (" +0100</pubDate>", "no day in UTC"),
    "T00:00:00Z</atom:updated>": ("</atom:updated>", "no day and time"),
    "<category>": ("<comments>x</comments><category>", "not ['title'"),
}


@pytest.mark.parametrize("right", FAULTS)
def test_the_rules_find_what_is_wrong(right: str) -> None:
    wrong, told = FAULTS[right]
    text = feed_of(Facts.of(changes(NOTE)))
    assert right in text
    assert any(told in fault for fault in feed_faults(text.replace(right, wrong)))


@pytest.mark.parametrize(
    ("note", "on", "updated"),
    [
        ({}, ON, "2026-11-05"),
        # Its title no longer says "Must act by".
        ({}, date(2026, 12, 5), "2026-11-05"),
        ({}, date(2026, 12, 6), "2026-12-06"),
        ({"corrected_on": "2026-11-20"}, ON, "2026-11-20"),
        ({"corrected_on": "2026-11-20"}, date(2026, 12, 6), "2026-12-06"),
        ({"corrected_on": "2026-12-20"}, date(2026, 12, 20), "2026-12-20"),
    ],
)
def test_a_note_that_reads_otherwise_is_updated_and_stays_the_same_entry(
    note: dict[str, Any], on: date, updated: str
) -> None:
    text = feed_of(Facts.of(changes(NOTE | note)), on)
    item = items(text)["change-note-send-it"]
    assert item.findtext(UPDATED) == f"{updated}T00:00:00Z"
    assert item.findtext("pubDate") == "Thu, 05 Nov 2026 00:00:00 +0000"
    assert parsedate_to_datetime(ET.fromstring(text).findtext("channel/lastBuildDate") or "").date() == (  # noqa: S314
        date.fromisoformat(updated)
    )


def test_a_corrected_note_says_so_on_its_page() -> None:
    facts = Facts.of(changes(NOTE | {"corrected_on": "2026-11-20"}))
    pages = {page.path: page.body for page in changes_pages(build_context(replace(minimal(), facts=facts), ON), {})}
    assert (
        "Announced on 5 November 2026, by the payments manager. Corrected on 20 November 2026."
        in pages["changes/index.md"]
    )


def test_nothing_is_put_right_before_it_is_out() -> None:
    with pytest.raises(ValueError, match="put right before it was out"):
        changes(NOTE | {"corrected_on": "2026-11-04"})


GROUP = "Café for carers, and others who foster; with tea, \N{HOT BEVERAGE} and cake every month"
DATES = [
    (
        {"cancelled": [OFF]},
        f"Cancelled: {GROUP}, 5 January 2027",
        "This day is cancelled. The reason: the hall is closed.",
    ),
    (
        {"moved": [MOVED]},
        f"Moved: {GROUP}, from 5 January 2027 to 12 January 2027",
        "This day has changed. It was to be",
    ),
]


@pytest.mark.parametrize(("change", "title", "says"), DATES)
def test_a_moved_or_cancelled_day_of_a_group_is_told(change: dict[str, Any], title: str, says: str) -> None:
    facts = Facts.of(events(**change).get(Events), changes(NOTE))
    item = items(feed_of(facts))["changed-date-event-group-hall-2027-01-05"]
    assert item.findtext("title") == title
    assert (item.findtext("description") or "").startswith(says)
    assert item.findtext("link") == "https://moor.example/events/group/"
    assert item.findtext(UPDATED) == "2026-11-20T00:00:00Z"
    told = [guid for guid in items(feed_of(facts, date(2026, 11, 19))) if guid.startswith("changed-date")]
    assert told == [], "nobody is told before people were"
    last = date(2027, 1, 12 if "moved" in change else 5) + SHOWN_AFTERWARDS
    assert len(items(feed_of(facts, last))) == 2
    assert len(items(feed_of(facts, last + timedelta(days=1)))) == 1


def test_a_moved_and_a_cancelled_date_of_a_course_are_told_newest_first() -> None:
    moved = {**HELD, "moved_from": "2027-01-10", "decided_on": "2026-11-18", "told_on": "2026-11-19"}
    found = items(feed_of(Facts.of(courses(CANCELLED, moved, {**HELD, "id": "as-told"}), changes(NOTE))))
    assert {name: item.findtext("title") for name, item in found.items()} == {
        "changed-date-course-first-aid-spring": "Moved: First aid, from 10 January 2027 to 12 January 2027",
        "changed-date-course-first-aid-winter": "Cancelled: First aid, 8 December 2026",
        "change-note-send-it": "Must act by 5 December 2026: Send it & keep a copy",
    }
    assert list(found) == [
        "changed-date-course-first-aid-spring",
        "changed-date-course-first-aid-winter",
        "change-note-send-it",
    ]
