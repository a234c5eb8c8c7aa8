"""What the site prints for each slot, on pages and in plain text."""

import pytest

from handbook.facts.local import Local
from handbook.service_facts import Facts
from handbook.slot_kinds import SLOT_KINDS
from site_builder.cross_links import CrossLinks, cross_links
from site_builder.pages import all_pages
from site_builder.slot_texts import FILLERS, filled, filled_words
from tests.site_builder.tiny import ON, PAGE, REVIEW, page, tiny

FACTS = [
    {"id": "days", "asks": "the days of payment"},
    {"id": "answer", "asks": "how long an answer takes", "value": "5 *working* days"},
]
LOCAL = Facts(local=Local.model_validate({**REVIEW, "facts": FACTS}))


@pytest.fixture
def links() -> CrossLinks:
    return cross_links(tiny(facts=LOCAL), ON)


def test_an_open_slot_says_in_words_that_the_service_fills_it_in(links: CrossLinks) -> None:
    assert filled(links, "{{ local.days }}") == (
        '<span class="open-slot">Your service fills this in: the days of payment</span>'
    )
    assert filled_words(links, "{{ local.days }}") == "Your service fills this in: the days of payment"


def test_a_filled_slot_prints_its_value_as_plain_text(links: CrossLinks) -> None:
    assert filled(links, "In {{ local.answer }}.") == "In 5 &#42;working&#42; days."


def test_a_number_can_be_called_and_says_when_it_is_an_example(links: CrossLinks) -> None:
    assert filled(links, "Call {{ contact.duty }}.") == "Call [01632 960 001](tel:01632960001) (example number)."
    assert filled(links, "Call {{ contact.emergency }}.") == "Call [999](tel:999)."
    assert filled(links, "{{ contact.duty.hours }}") == links.contacts["duty"].answers


def test_text_that_was_made_harmless_gets_words_and_no_link(links: CrossLinks) -> None:
    assert filled(links, "&#123;&#123; contact.duty &#125;&#125;") == "01632 960 001 (example number)"


def test_a_page_is_filled_in_its_text_and_in_its_summary() -> None:
    header = {**PAGE, "summary": "Paid on {{ local.days }}."}
    own = {"policies/nights.md": page("policies/nights.md", header, "## Pay\n\nCall {{ contact.duty }}.")}
    text = all_pages(tiny(facts=LOCAL, pages=own), ON)["policies/nights.md"]
    assert "{{" not in text
    assert 'description: "Paid on Your service fills this in: the days of payment."' in text
    assert "Call [01632 960 001](tel:01632960001)" in text


def test_every_kind_of_slot_that_is_checked_is_filled() -> None:
    assert set(FILLERS) == set(SLOT_KINDS)
