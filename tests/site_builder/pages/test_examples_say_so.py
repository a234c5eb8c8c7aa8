"""What is invented says so in every place where it can be read, and what is real nowhere says it is invented."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from icalendar import Calendar

from handbook.facts.changes import Changes
from handbook.facts.events.model import Events
from handbook.handbook import Facts, Handbook
from handbook.surveys.survey import Wave
from site_builder.page_list import all_pages
from tests.site_builder.minimal_handbook import ON, REVIEW, WAVE, minimal
from tests.site_builder.pages.facts.test_cancelled_dates import HELD, courses

NOTE: dict[str, Any] = {
    "id": "note",
    "day": "2026-11-05",
    "title": "Send it",
    "what": "We pay by the mile.",
    "must_act": "yes",
    "act": "Send the form.",
    "act_by": "2026-12-05",
    "audience": ["foster carers"],
    "starts": "2026-12-01",
    "because": {"kind": "complaint theme", "text": "Many asked."},
    "kind": "learning point",
    "theme": "money",
    "change_made": "One form.",
    "pages": ["policies/nights.md"],
    "by": "Fostering manager",
}
EVENT: dict[str, Any] = {
    "id": "group",
    "title": "Support group",
    "summary": "Talk together.",
    "kind": "support group",
    "who": "Carers",
    "join": "Come.",
    "runs": "The support team",
    "contact": "duty",
    "source": "The plan",
}
MEETING = {"id": "north", "days": ["2026-12-01"], "begins": "10:00", "finishes": "12:00", "place": "Library"}


def handbook(answer: str) -> Handbook:
    """The tiny handbook, whose notes, dates and waves are invented or not."""
    letter = {"title": "News", "opening": "Hello.", "closing": "Goodbye."}
    notes = [{**NOTE, "example": answer}, {**NOTE, "id": "known", "must_act": "no", "act": None, "act_by": None}]
    changed = {**REVIEW, "newsletter": letter, "changes": [{**each, "example": answer} for each in notes]}
    events = {**REVIEW, "events": [{**EVENT, "held": [{**MEETING, "example": answer}]}]}
    facts = Facts.of(
        Changes.model_validate(changed),
        courses({**HELD, "example": answer}),
        Events.model_validate(events),
    )
    waves = {"views": {"2026-spring": Wave.model_validate({**WAVE, "example": answer})}}
    return replace(minimal(waves=waves), facts=facts)


@pytest.fixture(scope="module", params=["yes", "no"])
def site(request: pytest.FixtureRequest) -> tuple[bool, dict[str, str]]:
    """Whether all is invented, and the pages."""
    return request.param == "yes", all_pages(handbook(request.param), ON)


def part(text: str, start: str, end: str) -> str:
    """What is between two marks, both of which must be there."""
    assert start in text, start
    found, stop, _ = text.partition(start)[2].partition(end)
    assert stop, end
    return found


def newsletter_item(pages: dict[str, str], title: str) -> str:
    return part(pages["newsletter.txt"], f"* {title}: ", "\n  /").replace("\n", " ")


def feed_item(pages: dict[str, str]) -> str:
    item = ET.fromstring(pages["changes.xml"]).find("channel/item")  # noqa: S314 our own feed
    assert item is not None
    return item.findtext("description") or ""


def summaries(pages: dict[str, str], file: str) -> str:
    return " ".join(str(each["SUMMARY"]) for each in Calendar.from_ical(pages[file]).walk("VEVENT"))


PLACES: dict[str, tuple[Callable[[dict[str, str]], str], str]] = {
    "the feed": (feed_item, "This is an invented example."),
    "what is still to do": (lambda pages: part(pages["changes/index.md"], "](#note-note): ", "\n"), "(Example)"),
    "the note itself": (
        lambda pages: part(pages["changes/index.md"], "{: #note-note }", "</article>"),
        "This is an invented example.",
    ),
    "the page to print": (lambda pages: part(pages["changes/print.md"], "Send it.</strong>", "</tr>"), "(Example)"),
    "the learning points": (
        lambda pages: part(pages["changes/learning.md"], "{: #note-note }", "{: .muted }"),
        "This is an invented example.",
    ),
    "the foot of a page": (
        lambda pages: part(pages["policies/nights.md"], "**What changed on this page:**", "\n"),
        "example)",
    ),
    "a note in the letter": (lambda pages: newsletter_item(pages, "Send it"), "(Example)"),
    "a course in the letter": (lambda pages: newsletter_item(pages, "First aid"), "(Example)"),
    "an event in the letter": (lambda pages: newsletter_item(pages, "Support group"), "(Example)"),
    "the catalogue": (lambda pages: pages["learning/index.md"], "dates on this page are invented examples"),
    "the calendar": (lambda pages: pages["learning/calendar.md"], "dates on this page are invented examples"),
    "the brochure": (lambda pages: pages["learning/brochure.md"], "dates on this page are invented examples"),
    "a course": (lambda pages: pages["learning/first-aid.md"], "dates on this page are invented examples"),
    "the events": (lambda pages: pages["events/index.md"], "days and places on this page are invented"),
    "an event": (lambda pages: pages["events/group.md"], "days and places on this page are invented"),
    "a calendar of courses": (lambda pages: summaries(pages, "learning.ics"), "Example: First aid"),
    "a calendar of events": (lambda pages: summaries(pages, "events.ics"), "Example: Support group"),
    "the page of a survey": (
        lambda pages: part(pages["surveys/views.md"], "Spring 2026", "\n\n"),
        "Its answers are invented.",
    ),
    "the results": (lambda pages: pages["surveys/views/2026-spring.md"], "The answers on this page are invented."),
    "what we did": (lambda pages: pages["you-said-we-did.md"], "This is an invented example."),
}


@pytest.mark.parametrize("place", PLACES)
def test_an_example_says_so_and_nothing_else_does(place: str, site: tuple[bool, dict[str, str]]) -> None:
    invented, pages = site
    read, words = PLACES[place]
    assert (words in read(pages)) == invented


def test_the_answer_in_the_letter_says_so() -> None:
    """Answers of the last three months alone are in the letter."""
    for answer, shown in (("yes", True), ("no", False)):
        pages = all_pages(handbook(answer), date(2026, 8, 1))
        assert ("(Example)" in newsletter_item(pages, "How is it? Spring 2026")) == shown
