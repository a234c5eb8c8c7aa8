"""The pages of who decides what, rates, levels and support, made from facts written here."""

import csv
import io
import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from handbook.facts.delegation import Decider, DecisionKind, Delegation
from handbook.facts.offers import Offers, Provider
from handbook.facts.rates.model import Rates
from handbook.facts.skills import Skills
from handbook.handbook import Facts
from site_builder.formatting import BYTE_ORDER_MARK
from site_builder.page_list import all_pages
from site_builder.pages.facts.delegation import DECIDES, WEIGHTS
from site_builder.pages.facts.offers import GIVERS
from site_builder.pages.facts.rates import change_in_words
from tests.site_builder.minimal_handbook import ON, PAGE, REVIEW, minimal, page

PATHS = ("decisions/who-decides.md", "money/rates.md", "money/rates.csv", "money/skills.md", "support/directory.md")

DELEGATION: dict[str, Any] = {
    **REVIEW,
    "record_wins": "The **record** wins.",
    "orders": [
        {"id": "agreed", "title": "Parents agreed", "means": "Parents keep it."},
        {"id": "order", "title": "Care order", "means": "It is shared."},
        {"id": "adult", "title": "After 18", "means": "Adults decide.", "applies": "no"},
    ],
    "subjects": [{"id": "looks", "title": "Hair & clothes", "pages": ["policies/nights.md"]}],
    "law": [
        {"id": "act", "short": "The act", "title": "An act", "says": "Do what is right.", "address": "https://x.uk/"},
        {"id": "unused", "short": "Unused", "title": "An unused act", "says": "Nothing."},
    ],
    "decisions": [
        {
            "id": "haircut",
            "subject": "looks",
            "title": "A haircut",
            "weight": "day-to-day",
            "says": "You go along.",
            "who": {"agreed": {"decides": "parent", "note": "Ask <them> first."}, "order": {"decides": "carer"}},
            "check": ["The child's wish", "The parents"],
            "rests_on": ["act"],
            "named_in": "The plan",
            "keywords": ["barber"],
        }
    ],
}


def _amount(pounds: str, starts: str, **more: str) -> dict[str, str]:
    return {"pounds": pounds, "starts": starts, "source": "The list", "example": "yes", **more}


RATE: dict[str, Any] = {
    "id": "mileage",
    "kind": "mileage",
    "title": "Mileage",
    "unit": "a mile",
    "about": "Travel.",
    "amounts": [
        _amount("0.40", "2025-04-01"),
        _amount("0.45", "2026-04-01"),
        _amount("0.50", "2027-04-01", decision="Agreed by the head"),
    ],
}
RATES: dict[str, Any] = {**REVIEW, "note": "All invented.", "rates": [RATE]}

SKILLS: dict[str, Any] = {
    **REVIEW,
    "about": "What levels are for.",
    "pages": ["policies/nights.md"],
    "schemes": [{"authority": "Moor", "says": "It pays for skill.", "source": "A paper"}],
    "levels": [
        {
            "id": "first",
            "number": 1,
            "title": "Getting started",
            "about": "New carers.",
            "fee": "mileage",
            "decided_by": "A panel",
            "decided_when": "Each year",
            "competencies": [
                {"id": "one", "title": "I write.", "evidence": ["Records"], "source": "Own", "example": "yes"},
                {"id": "two", "title": "I read.", "evidence": ["Books"], "source": "A plan"},
            ],
        }
    ],
}

OFFER = {
    "title": "Breaks",
    "gives": "A rest.",
    "needs": ["rest", "help"],
    "who": "All",
    "when": "Soon",
    "ask": "Ask",
    "cost": "Free",
    "source": "A paper",
}
OFFERS: dict[str, Any] = {
    **REVIEW,
    "note": "Ask what there is.",
    "needs": [{"id": "rest", "title": "I need a rest"}, {"id": "help", "title": "I need help"}],
    "offers": [
        {**OFFER, "id": "breaks", "giver": "service", "contact": "duty", "planned": "yes"},
        {**OFFER, "id": "body", "giver": "independent", "address": "https://body.uk/"},
    ],
}


def _made(on: date = ON, rates: dict[str, Any] | None = RATES, **other: dict[str, Any]) -> dict[str, str]:
    facts = Facts.of(
        Delegation.model_validate(other.get("delegation", DELEGATION)),
        Rates.model_validate(rates) if rates else None,
        Skills.model_validate(other.get("skills", SKILLS)),
        Offers.model_validate(other.get("offers", OFFERS)),
    )
    return all_pages(minimal(facts=facts, pages={"policies/nights.md": page("policies/nights.md", PAGE, "Words.")}), on)


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    """Every staged page of a handbook with the four files."""
    return _made()


def test_a_handbook_without_the_facts_has_none_of_the_pages(pages: dict[str, str]) -> None:
    assert not set(PATHS) & set(pages)


def test_a_handbook_with_the_facts_has_them_all(made: dict[str, str]) -> None:
    assert set(PATHS) <= set(made)


@pytest.mark.parametrize(("names", "words"), [(DECIDES, Decider), (WEIGHTS, DecisionKind), (GIVERS, Provider)])
def test_every_choice_has_words(names: Iterable[object], words: Iterable[object]) -> None:
    assert set(names) == set(words)


def test_a_decision_says_who_decides_under_each_order_and_what_it_rests_on(made: dict[str, str]) -> None:
    text = made["decisions/who-decides.md"]
    row = text.partition('<tr id="haircut"')[2].partition("</tr>")[0]
    assert 'data-label="Parents agreed"><span><strong>The parents decide.</strong> Ask &#60;them&#62; first.' in row
    assert 'data-label="Care order"><span><strong>You decide.</strong>' in row
    assert "After 18" not in row
    for words in (
        "A haircut",
        "You go along.",
        "Also called: barber.",
        "<b>Check first:</b> The child's wish. The parents.",
    ):
        assert words in row
    assert "<b>Law:</b> The act. Day to day." in row


def test_orders_under_which_the_same_holds_know_of_each_other_for_a_phone() -> None:
    haircut = DELEGATION["decisions"][0]
    orders = [*DELEGATION["orders"], {"id": "breaks", "title": "Short breaks", "means": "Visits."}]
    mine = {"agreed": {"decides": "carer"}, "order": {"decides": "court"}, "breaks": {"decides": "carer"}}
    all_mine = {order: {"decides": "carer"} for order in mine}
    for who, together in (
        (mine, ["Parents agreed; short breaks", "Care order", "Parents agreed; short breaks"]),
        (all_mine, ["Under every order"] * 3),
    ):
        facts = {**DELEGATION, "orders": orders, "decisions": [{**haircut, "who": who}]}
        text = _made(delegation=facts)["decisions/who-decides.md"]
        assert re.findall(r'data-together="([^"]+)"', text) == together
        assert text.count('class="same"') == 3 - len(set(together))


def test_the_list_says_first_that_the_record_wins_and_again_on_each_table(made: dict[str, str]) -> None:
    before, _, after = made["decisions/who-decides.md"].partition("data-filter=")
    assert "The **record** wins." in before
    assert "Your child's own record comes first.</caption>" in after


def test_only_the_law_that_is_used_is_listed(made: dict[str, str]) -> None:
    text = made["decisions/who-decides.md"]
    assert "- [An act](https://x.uk/). Do what is right." in text
    assert "An unused act" not in text


def test_a_subject_leads_to_the_pages_that_say_more(made: dict[str, str]) -> None:
    assert "More about this: [Nights away](../policies/nights.md)." in made["decisions/who-decides.md"]


def _part(text: str, title: str) -> str:
    return text.partition(f"## {title} ")[2].partition("\n## ")[0]


def test_rates_show_now_next_and_before_with_the_change_and_the_mark(made: dict[str, str]) -> None:
    text = made["money/rates.md"]
    now = _part(text, "What is paid now")
    assert "<strong>£0.45 (example)</strong> a mile" in now
    assert "£0.05 more (12.5%)" in now
    assert "1 April 2026 to 31 March 2027" in now
    later = _part(text, "What changes on 1 April 2027")
    assert "Agreed by the head." in later
    assert "£0.45 (example)</td>" in later
    assert "<strong>£0.50 (example)</strong> a mile" in later
    before = _part(text, "What was paid before")
    assert "£0.40 (example) a mile" in before


def test_every_example_amount_on_the_page_is_marked(made: dict[str, str]) -> None:
    after = re.findall(r"£[\d.,]+ ([^\s<]+)", made["money/rates.md"])
    assert after.count("(example)") == 4
    assert set(after) == {"(example)", "more"}


def test_days_that_all_amounts_share_stand_above_them_and_else_on_each_line() -> None:
    assert '<th scope="col">Days</th>' not in _made()["money/rates.md"]
    late = {**RATE, "id": "late", "amounts": [_amount("1", "2026-05-01")]}
    now = _part(_made(rates={**RATES, "rates": [RATE, late]})["money/rates.md"], "What is paid now")
    assert "All of these" not in now
    assert "<td>1 April 2026 to 31 March 2027</td>" in now
    assert "<td>From 1 May 2026</td>" in now


def test_a_real_amount_is_not_called_an_example() -> None:
    real = {**RATE, "amounts": [{"pounds": "9", "starts": "2026-04-01", "source": "The council's list"}]}
    text = _made(rates={**RATES, "rates": [real]})["money/rates.md"]
    assert "£9.00</strong> a mile" in text
    assert "(example)" not in text
    assert "First amount" in text


def test_when_nothing_is_announced_the_page_says_so() -> None:
    text = _made(on=date(2027, 4, 1))["money/rates.md"]
    assert "No new amounts are announced." in text
    assert "What changes on" not in text
    assert "£0.50 (example)</strong> a mile" in _part(text, "What is paid now")
    assert "£0.45 (example) a mile" in _part(text, "What was paid before")


def test_an_amount_after_a_consultation_names_it() -> None:
    asked = {**RATE, "amounts": [_amount("1", "2026-04-01"), _amount("2", "2027-04-01", consultation="nights")]}
    text = _made(rates={**RATES, "rates": [asked]})["money/rates.md"]
    assert "Carers were asked: " in _part(text, "What changes on 1 April 2027")


def test_the_file_for_a_spreadsheet_has_a_line_for_each_amount(made: dict[str, str]) -> None:
    rows = list(csv.DictReader(io.StringIO(made["money/rates.csv"].removeprefix(BYTE_ORDER_MARK))))
    assert [(row["pounds"], row["from"], row["to"], row["status"], row["example"]) for row in rows] == [
        ("0.40", "2025-04-01", "2026-03-31", "past", "yes"),
        ("0.45", "2026-04-01", "2027-03-31", "current", "yes"),
        ("0.50", "2027-04-01", "", "announced", "yes"),
    ]
    assert rows[2]["because"] == "Agreed by the head"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("200", "210", "£10.00 more (5.0%)"),
        ("200", "190", "£10.00 less (5.0%)"),
        ("200", "200.00", "No change"),
        ("0", "5", "£5.00 more"),
    ],
)
def test_a_change_is_told_in_pounds_and_per_cent(old: str, new: str, words: str) -> None:
    assert change_in_words(Decimal(old), Decimal(new)) == words


def test_a_level_shows_its_fee_who_decides_and_what_shows_each_skill(made: dict[str, str]) -> None:
    level = _part(made["money/skills.md"], "Level 1: getting started")
    for words in ("£0.45 a mile (example)", "<dd>A panel</dd>", "<dd>Each year</dd>", "<li>Records</li>"):
        assert words in level
    assert "<strong>I write.</strong> (example)" in level
    assert "<strong>I read.</strong>\n" in level
    assert "A plan" not in level
    assert "- A plan\n" in made["money/skills.md"].partition('id="sources"')[2]


def test_levels_without_rates_show_no_fee() -> None:
    text = _made(rates=None)["money/skills.md"]
    assert "Fee now" not in text
    assert "See all rates" not in text


def test_an_offer_says_for_whom_when_how_and_what_it_costs(made: dict[str, str]) -> None:
    text = made["support/directory.md"]
    offer = _part(text, "From the service")
    for words in ("<dd>All</dd>", "<dd>Soon</dd>", "<dd>Ask</dd>", "<dd>Free</dd>", "I need a rest; I need help"):
        assert words in offer
    assert "Only some services offer this, so ask yours." in offer
    assert "[Duty worker: who to call](../who-to-call.md#contact-duty)" in offer
    outside = _part(text, "From outside the council")
    assert "[Website: Breaks](https://body.uk/)" in outside
    assert "Only some services" not in outside


def test_no_number_stands_in_the_directory_itself(made: dict[str, str]) -> None:
    assert "tel:" not in made["support/directory.md"].partition("<footer")[0]


def test_givers_without_offers_have_no_heading() -> None:
    only = {**OFFERS, "offers": OFFERS["offers"][:1]}
    assert "From outside the council" not in _made(offers=only)["support/directory.md"]
