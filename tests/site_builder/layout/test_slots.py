"""What the site prints for each slot, on pages and in plain text."""

from dataclasses import replace
from datetime import date

import pytest

from handbook.calendar.reviews import Reviewed
from handbook.facts.local import Local
from handbook.handbook import Facts
from handbook.registry import SLOT_KINDS
from handbook.service.contacts import Contacts
from site_builder.context import BuildContext, build_context
from site_builder.layout.slots import FILLERS, fill_markdown, fill_page, fill_plain_text
from site_builder.page import SitePage
from site_builder.page_list import all_pages
from tests.handbook.facts.test_learning_rules import COURSES
from tests.handbook.pages.test_slots import facts
from tests.handbook.rules.test_copies import EVENTS, FIGURES, RATES
from tests.site_builder.minimal_handbook import CONTACT, EMERGENCY, NOTICE, ON, PAGE, REVIEW, minimal, page

FACTS = [
    {"id": "days", "asks": "the days of payment"},
    {"id": "answer", "asks": "how long an answer takes", "value": "5 *working* days"},
]


def local_facts(*facts: dict[str, str]) -> Facts:
    return Facts.of(Local.model_validate({**REVIEW, "facts": facts}))


LOCAL = local_facts(*FACTS)


@pytest.fixture
def ctx() -> BuildContext:
    return build_context(minimal(facts=LOCAL), ON)


def test_an_open_slot_says_what_is_usual() -> None:
    ctx = build_context(
        minimal(facts=local_facts({"id": "days", "asks": "x", "usually": "Monthly (standard 28)."})), ON
    )
    assert fill_markdown(ctx, "{{ local.days }}") == "Monthly (standard 28)."
    assert fill_plain_text(ctx, "{{ local.days }}") == "Monthly (standard 28)."


def test_an_open_slot_of_which_nothing_is_usual_takes_its_line_along(ctx: BuildContext) -> None:
    assert fill_markdown(ctx, "Paid promptly. {{ local.days }}\n\n{{ local.days }}\n") == "Paid promptly.\n\n"
    assert fill_markdown(ctx, "- {{ local.days }}\n- Ask.") == "- Ask."
    assert fill_markdown(ctx, "| When | {{ local.days }} | Policy |\n| Paid. {{ local.days }} | a |") == "| Paid. | a |"


def test_a_row_with_another_slot_stays(ctx: BuildContext) -> None:
    assert fill_markdown(ctx, "| {{ local.answer }} | Ask. |") == "| Here: 5 &#42;working&#42; days | Ask. |"


def test_a_filled_slot_prints_its_value_as_plain_text_after_the_council() -> None:
    assert (
        fill_markdown(build_context(minimal(facts=LOCAL), ON), "{{ local.answer }}") == "Here: 5 &#42;working&#42; days"
    )
    fact = {"id": "days", "asks": "x", "usually": "Monthly.", "value": "the 5th"}
    handbook = minimal(facts=local_facts(fact))
    named = handbook.service.model_copy(update={"council": "Northshire"})
    ctx = build_context(replace(handbook, service=named), ON)
    assert fill_markdown(ctx, "{{ local.days }}") == "Monthly. Northshire: the 5th"


def test_a_number_can_be_called_and_says_when_it_is_an_example(ctx: BuildContext) -> None:
    assert fill_markdown(ctx, "Call {{ contact.duty }}.") == "Call [01632 960001](tel:+441632960001) (example)."
    assert fill_markdown(ctx, "Call {{ contact.emergency }}.") == "Call [999](tel:999)."
    assert fill_markdown(ctx, "{{ contact.duty.hours }}") == ctx.contacts["duty"].answers


def test_hours_read_as_a_part_of_the_sentence_around_them() -> None:
    daily = {"days": "mon-sun", "opens": "09:00", "closes": "17:00", "bank_holidays": "open"}
    duty = {**CONTACT, "hours": [daily]}
    contacts = Contacts.model_validate({**REVIEW, "contacts": [EMERGENCY, duty], "notice": NOTICE})
    ctx = build_context(minimal(contacts=contacts), ON)
    assert fill_markdown(ctx, "It is open {{ contact.duty.hours }}.") == "It is open every day, 9am to 5pm."


def linked(**numbers: str) -> BuildContext:
    """With a duty worker whose numbers are these."""
    duty = {**CONTACT, "example": "no", **numbers}
    contacts = Contacts.model_validate({**REVIEW, "contacts": [EMERGENCY, duty], "notice": NOTICE})
    return build_context(minimal(contacts=contacts), ON)


def test_a_number_is_printed_one_way_however_it_is_written() -> None:
    ctx = linked(phone="+44 (1632) 960-001")
    assert fill_markdown(ctx, "{{ contact.duty }}") == "[01632 960001](tel:+441632960001)"
    assert fill_plain_text(ctx, "{{ contact.duty }}") == "01632 960001"


def test_an_extension_is_said_and_dialled() -> None:
    ctx = linked(extension="4")
    assert fill_markdown(ctx, "{{ contact.duty }}") == "[01632 960001](tel:+441632960001,4) extension 4"
    assert fill_plain_text(ctx, "{{ contact.duty }}") == "01632 960001 extension 4"


def test_a_number_for_texts_has_a_part_of_its_own() -> None:
    ctx = linked(text_number="85258", extension="4", example="yes")
    assert fill_markdown(ctx, "Text {{ contact.duty.text }}.") == "Text [85258](sms:85258) (example)."
    assert fill_plain_text(ctx, "{{ contact.duty.text }}") == "85258 (example)"


def test_rates_and_figures_are_printed_as_they_stand_on_the_day() -> None:
    kept = facts(rates=RATES, figures=FIGURES)
    ctx = build_context(minimal(facts=kept), ON)
    assert fill_plain_text(ctx, "{{ rate.basic-5-10 }}") == "£200.00 a week (example)"
    assert fill_plain_text(ctx, "{{ figure.care-leavers }}") == "1,940 young people"
    before = build_context(minimal(facts=kept), date(2026, 3, 31))
    assert fill_plain_text(before, "{{ rate.basic-5-10 }}") == "nothing at the moment"
    assert fill_plain_text(build_context(minimal(), ON), "{{ rate.basic-5-10 }}") == "nothing at the moment"


def test_courses_and_events_are_printed_with_their_next_day() -> None:
    slots = "{{ course.first-aid.next }}, {{ event.coffee-morning.next }}"
    kept = facts(courses=COURSES, events=EVENTS)
    assert fill_plain_text(build_context(minimal(facts=kept), ON), slots) == "18 March 2027, 1 December 2026"
    later = build_context(minimal(facts=kept), date(2027, 6, 19))
    assert fill_plain_text(later, slots) == "no date is set yet, 6 July 2027"
    assert fill_plain_text(build_context(minimal(), ON), slots) == "no date is set yet, no date is set yet"


def test_text_that_was_made_harmless_gets_words_and_no_link(ctx: BuildContext) -> None:
    slot = "&#123;&#123; contact.duty &#125;&#125;"
    assert fill_markdown(ctx, slot) == fill_plain_text(ctx, slot) == "01632 960001 (example)"
    assert fill_plain_text(ctx, "&#123;&#123; local.answer &#125;&#125;") == "Here: 5 &#42;working&#42; days"


def made(body: str, summary: str = "Who decides.") -> SitePage:
    return SitePage(
        path="policies/nights.md",
        title="Nights",
        summary=summary,
        body=body,
        review=Reviewed.model_validate(REVIEW),
        source="docs/policies/nights.md",
    )


def test_a_page_is_filled_in_at_every_slot(ctx: BuildContext) -> None:
    assert fill_page(ctx, made("Call {{ contact.emergency }}.")).body == "Call [999](tel:999)."
    assert fill_page(ctx, made("Call &#123;&#123; contact.emergency &#125;&#125;.")).body == "Call 999."
    summed = fill_page(ctx, made("Words.", "Paid: {{ local.answer }}."))
    assert (summed.body, summed.summary) == ("Words.", "Paid: Here: 5 *working* days.")
    without = made("Words with { braces }.")
    assert fill_page(ctx, without) is without


def test_a_page_is_filled_in_its_text_and_in_its_summary() -> None:
    header = {**PAGE, "summary": "Paid {{ rate.basic-5-10 }}."}
    own = {"policies/nights.md": page("policies/nights.md", header, "## Pay\n\nCall {{ contact.duty }}.")}
    text = all_pages(minimal(facts=facts(rates=RATES), pages=own), ON)["policies/nights.md"]
    assert "{{" not in text
    assert 'description: "Paid £200.00 a week (example)."' in text
    assert "Call [01632 960001](tel:+441632960001)" in text


def test_every_kind_of_slot_that_is_checked_is_filled() -> None:
    assert set(FILLERS) == set(SLOT_KINDS)
