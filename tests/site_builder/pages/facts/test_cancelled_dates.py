"""A course date that is cancelled is told wherever it stood, and counts nowhere as the next one."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from icalendar import Calendar

from handbook.facts.changes import Changes
from handbook.facts.courses.model import Audience, Courses
from handbook.handbook import Facts
from site_builder.page_list import all_pages
from tests.site_builder.minimal_handbook import ON, REVIEW, minimal

CANCELLED: dict[str, Any] = {
    "id": "winter",
    "days": ["2026-12-08"],
    "begins": "09:30",
    "finishes": "15:30",
    "place": "Old hall",
    "cancelled": "yes",
    "decided_on": "2026-11-12",
    "told_on": "2026-11-13",
    "because": "the trainer is ill",
}
HELD = {"id": "spring", "days": ["2027-01-12"], "begins": "09:30", "finishes": "15:30", "place": "New hall"}
COURSE: dict[str, Any] = {
    "id": "first-aid",
    "title": "First aid",
    "summary": "The first minutes.",
    "audience": ["every carer"],
    "level": "core",
    "format": "classroom",
    "contact": "duty",
    "source": "The plan",
}
CHANGES = {**REVIEW, "newsletter": {"title": "News", "opening": "Hello.", "closing": "Goodbye."}, "changes": []}


def courses(*dates: dict[str, Any]) -> Courses:
    notice = {"working_days": 5, "source": "The promise"}
    kept = {**REVIEW, "booking": ["Ask."], "notice": notice, "courses": [{**COURSE, "dates": dates}]}
    return Courses.model_validate(kept)


def pages_with(*dates: dict[str, Any]) -> dict[str, str]:
    facts = Facts.of(courses(*dates), Changes.model_validate(CHANGES))
    return all_pages(replace(minimal(), facts=facts), ON)


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return pages_with(CANCELLED, HELD)


@pytest.mark.parametrize(
    ("audience", "told"),
    [
        (["every carer", "new carers", "kinship carers"], "Every carer"),
        (["second carers", "every carer", "panel members"], "Every carer and panel members"),
        (["new carers", "kinship carers"], "New carers and kinship carers"),
    ],
)
def test_who_is_one_of_every_carer_is_not_named_again(audience: list[str], told: str) -> None:
    kept = courses(HELD)
    (course,) = kept.courses
    facts = Facts.of(
        kept.model_copy(update={"courses": (course.model_copy(update={"audience": tuple(map(Audience, audience))}),)})
    )
    assert f"<dt>For</dt><dd>{told}</dd>" in all_pages(replace(minimal(), facts=facts), ON)["learning/first-aid.md"]


def test_what_is_no_longer_given_stands_apart_in_the_catalogue_and_not_in_the_brochure() -> None:
    kept = courses(HELD)
    (course,) = kept.courses
    over = course.model_copy(update={"id": "old", "title": "Old times", "past": True, "dates": ()})
    made = all_pages(replace(minimal(), facts=Facts.of(kept.model_copy(update={"courses": (over, course)}))), ON)
    catalogue = made["learning/index.md"]
    assert (
        catalogue.index("## Core courses")
        < catalogue.index("[First aid]")
        < catalogue.index("## What took place in the past")
    )
    assert "[Old times]" in catalogue.partition("## What took place in the past")[2]
    assert "Old times" not in made["learning/brochure.md"].partition("<footer")[0]


def test_a_course_without_a_date_has_the_number_to_ask() -> None:
    page = pages_with()["learning/first-aid.md"]
    assert "There is no date at the moment. Ask the duty worker: [01632 960" in page


def test_the_next_date_is_the_first_that_takes_place() -> None:
    kept = courses(CANCELLED, HELD)
    assert kept.next_date("first-aid", ON) == date(2027, 1, 12)
    assert kept.next_date("first-aid", date(2027, 1, 12)) == date(2027, 1, 12), "the day itself still counts"
    assert kept.next_date("first-aid", date(2027, 1, 13)) is None
    assert courses(CANCELLED).next_date("first-aid", ON) is None


def test_the_catalogue_names_the_first_that_takes_place(pages: dict[str, str]) -> None:
    assert "Next: Tuesday 12 January 2027." in pages["learning/index.md"]
    assert "Next:" not in pages_with(CANCELLED)["learning/index.md"]


@pytest.mark.parametrize("path", ["learning/first-aid.md", "learning/calendar.md", "learning/brochure.md"])
def test_each_list_strikes_it_out_and_says_so_in_words(path: str, pages: dict[str, str]) -> None:
    (line,) = [line for line in pages[path].splitlines() if "8 December 2026" in line]
    assert "<del>Tuesday 8 December 2026, 9.30am to 3.30pm</del>" in line
    assert '<strong class="overdue">This date is cancelled.</strong>' in line
    assert "The reason: the trainer is ill. Those who had booked were told on 13 November 2026." in line
    (other,) = [line for line in pages[path].splitlines() if "12 January 2027" in line]
    assert "**Tuesday 12 January 2027, 9.30am to 3.30pm**" in other
    assert "cancelled" not in other


def test_a_person_s_own_calendar_is_told(pages: dict[str, str]) -> None:
    entries = Calendar.from_ical(pages["learning.ics"]).walk("VEVENT")
    told = {each["DTSTART"].dt.date(): (str(each.get("STATUS", "")), str(each["DESCRIPTION"])) for each in entries}
    assert told[date(2027, 1, 12)] == ("CONFIRMED", "The first minutes.")
    status, words = told[date(2026, 12, 8)]
    assert status == "CANCELLED"
    assert "This date is cancelled." in words


def test_the_letter_says_so(pages: dict[str, str]) -> None:
    text = " ".join(pages["newsletter.txt"].split())
    assert "* First aid: 8 December 2026: it is cancelled." in text
    assert "* First aid: 12 January 2027, 9.30am, new hall." in text
