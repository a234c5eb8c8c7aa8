"""A step that says "call" names the numbers by day and at night in words, and holds the table for what is open now."""

import json
import re
from html import unescape
from typing import Any

import pytest

from handbook.service.contacts import Contacts
from site_builder.context import BuildContext, build_context
from site_builder.layout.slots import fill_markdown, fill_plain_text
from site_builder.pages.call_table import call_table
from tests.site_builder.minimal_handbook import CONTACT, EMERGENCY, NOTICE, ON, REVIEW, minimal
from tests.site_builder.pages.test_call_table import AREAS, CONTACTS, HANDBOOK, state_at, walls

OFFICE = CONTACT["hours"]
NIGHT = [
    {"days": "mon-sun", "opens": "17:00", "closes": "09:00", "bank_holidays": "open"},
    {"days": "sat, sun", "opens": "09:00", "closes": "17:00", "bank_holidays": "open"},
    {"days": "mon-fri", "opens": "09:00", "closes": "17:00", "bank_holidays": "only"},
]
DAY_LINE = {**CONTACT, "problems": ["worry"], "extension": "4"}
NIGHT_LINE = {**CONTACT, "id": "night", "title": "Night *line*", "phone": "01632 960002", "hours": NIGHT}
BOARD = {**CONTACT, "id": "board", "title": "Board", "phone": "01632 960003", "example": "no"}


def context(*call: str, **changes: object) -> BuildContext:
    """With a kind of problem about which these are called."""
    contacts = {
        **REVIEW,
        "problems": [{"id": "worry", "title": "A worry", "caller": "anyone", "call": call, "can_wait": "yes"}],
        "contacts": [EMERGENCY, {**DAY_LINE, **changes}, NIGHT_LINE, BOARD],
        "notice": NOTICE,
    }
    return build_context(minimal(contacts=Contacts.model_validate(contacts)), ON)


def words(ctx: BuildContext, slot: str = "{{ call.worry }}") -> str:
    return fill_plain_text(ctx, slot)


def table_in(markdown: str) -> Any:
    """The table that a step holds for the script; None where it needs none."""
    found = re.search(r'data-call="([^"]*)"', markdown)
    return json.loads(unescape(found[1])) if found else None


def test_a_step_names_the_numbers_by_day_and_at_night() -> None:
    day, board = "01632 960001 extension 4 (Duty worker, example)", "01632 960003 (Board)"
    night = "01632 960002 (Night *line*, example)"
    assert words(context("duty", "night")) == f"by day {day}; at night, at weekends and on bank holidays {night}"
    assert words(context("duty", "board", "night")).startswith(f"by day {day}, then {board}; at night")
    first = "by day 01632 960001 extension 4 (example), at night and at weekends 01632 960002 (example)"
    assert words(context("duty", "board", "night"), "{{ call.worry.first }}") == first


def test_its_numbers_are_links_that_call() -> None:
    written = fill_markdown(context("duty", "night"), "Call {{ call.worry }}.")
    assert "[01632 960001](tel:+441632960001,4) extension 4 (Duty worker, example); at night" in written
    assert "[01632 960002](tel:+441632960002) (Night &#42;line&#42;, example)</span></span>." in written
    escaped = fill_markdown(context("duty", "night"), "&#123;&#123; call.worry &#125;&#125;")
    assert escaped.startswith("by day 01632 960001 extension 4")
    assert "data-call" not in escaped


def test_what_does_not_depend_on_the_hour_is_said_once() -> None:
    written = fill_markdown(context("emergency"), "Call {{ call.worry }}.")
    assert written == "Call [999](tel:999) (Police)."
    assert words(context("emergency", "duty"), "{{ call.worry.first }}") == "999"


def test_what_can_wait_says_when_its_line_answers() -> None:
    office = "Monday to Friday, 9am to 5pm, except bank holidays"
    assert words(context("board")) == f"01632 960003 (Board), {office}"
    table = table_in(fill_markdown(context("board"), "{{ call.worry }}"))
    assert table["calls"]["worry"] == [["board"], ["board"]]
    assert sorted(table["open"]) == [[], ["board"]]


def test_a_line_whose_hours_are_not_known_says_so() -> None:
    ctx = context("duty", hours=(), hours_unknown="Day and night, as far as we know")
    assert words(ctx) == "01632 960001 extension 4 (Duty worker, example), day and night, as far as we know"


@pytest.mark.parametrize("part", ["", ".first"])
def test_the_table_of_a_step_has_the_line_of_who_to_call_at_every_hour_of_two_years(part: str) -> None:
    """That table is compared with the words of the hours, hour by hour, in a test of its own."""
    ctx, whole = build_context(HANDBOOK, ON), json.loads(call_table(CONTACTS, AREAS, ON))
    steps = {
        problem.id: table
        for problem in CONTACTS.problems
        if (table := table_in(fill_markdown(ctx, f"{{{{ call.{problem.id}{part} }}}}")))
    }
    assert {"fostering-help", "child-safety", "allegation", "allegation-about-you", "money"} <= set(steps)
    for wall in walls():
        now = state_at(whole, wall)
        for problem, table in steps.items():
            state, called = state_at(table, wall), whole["calls"][problem][now]
            assert table["calls"][problem][state] == called, (wall, problem)
            assert set(table["open"][state]) == set(whole["open"][now]) & set(table["lines"]), (wall, problem)
