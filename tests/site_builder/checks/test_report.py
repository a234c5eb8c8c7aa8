"""What `check` says when nothing is wrong."""

import dataclasses

from handbook.facts.local import LocalFact
from handbook.facts.rates.model import Rates
from handbook.handbook import Facts
from handbook.open_slots import OpenSlot, SlotPlace
from handbook.readability import Advice, PagesReadability
from site_builder.checks.report import advice_lines, edit_lines, national_sum_lines, open_slot_lines
from tests.site_builder.minimal_handbook import ON, REVIEW, minimal

FACT = LocalFact(id="days", asks="the days of payment")
LONG = Advice("docs/a.md", 3, "30 words in one sentence")
NOTHING = PagesReadability((), (), (), {})


def test_nothing_open_needs_no_words() -> None:
    assert list(open_slot_lines([], full=True)) == []


def test_open_slots_are_counted_and_placed() -> None:
    places = tuple(SlotPlace("docs/a.md", line) for line in (1, 2, 3, 4))
    slots = [OpenSlot(FACT, places), OpenSlot(FACT, ())]
    assert list(open_slot_lines(slots, full=False)) == [
        (
            "Two facts for your service to fill in, in service/local.yml; see each on the page "
            '"What your service must fill in", or with `check --advice`.'
        )
    ]
    assert list(open_slot_lines(slots, full=True)) == [
        "Two facts for your service to fill in, in service/local.yml:",
        "  days: docs/a.md:1, docs/a.md:2, docs/a.md:3 and 1 more",
        "  days: on no page yet",
    ]


def test_whoever_has_not_said_where_files_are_edited_is_told() -> None:
    (line,) = edit_lines(minimal())
    assert "`edit_address` in service/service.yml" in line
    told = minimal().service.model_copy(update={"edit_address": "https://forge.example/edit/{path}"})
    assert list(edit_lines(minimal(service=told))) == []


def test_advice_is_one_line_until_all_of_it_is_asked_for() -> None:
    advice = PagesReadability((LONG,), (LONG, LONG), (), {})
    assert list(advice_lines(advice, full=False)) == [
        (
            "Advice, which stops nothing: one sentence of more than 25 words and two words of the trade. "
            "See each with `check --advice`."
        )
    ]
    assert list(advice_lines(advice, full=True))[1:] == [f"  {LONG}"] * 3


def test_no_advice_is_said_as_well() -> None:
    (line,) = advice_lines(NOTHING, full=False)
    assert line.startswith("No advice")


def test_an_allowance_beside_others_that_no_minimum_is_named_for_is_told() -> None:
    amount = {"pounds": "200", "starts": "2026-04-01", "source": "The list"}
    allowance = {"kind": "allowance", "unit": "a week", "title": "Age", "about": "Food.", "amounts": [amount]}
    measured = {**allowance, "id": "small", "at_least": ["minimum"]}
    others = [{**allowance, "id": "big"}, {**allowance, "id": "fee", "kind": "fee"}]
    for rates, told in (([measured, *others], ["`big`"]), (others, [])):
        facts = Facts.of(Rates.model_validate({**REVIEW, "note": "Invented.", "rates": rates}))
        lines = list(national_sum_lines(dataclasses.replace(minimal(), facts=facts), ON))
        assert [line.split()[1] for line in lines] == told
        assert all(line.endswith("; add `at_least:` if there is one for its ages.") for line in lines)
