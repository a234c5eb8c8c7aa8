"""Slots: found where they stand, refused with a sentence when they name nothing, open ones counted."""

from collections.abc import Callable
from pathlib import Path

import pytest

from handbook.slots import fill_slots, odd_braces, slots_in

PAGE = "docs/policies/sleepovers.md"
LAST = "Tell your supervising social worker at your next talk."
LOCAL = """\
owner: Fostering manager
reviewed: 2026-10-01
review_every: 12 months
facts:
  - id: payment-days
    asks: the days of payment
  - id: answer-time
    asks: the time an answer takes
    value: Five working days
"""

Complaints = Callable[[], list[str]]
Edit = Callable[[str, str, str], None]


@pytest.fixture
def write(copy: Path, edit: Edit, complaints: Complaints) -> Callable[[str], list[str]]:
    """Put a sentence at the end of the sample's policy, beside two local facts; answers what is told."""
    (copy / "service/local.yml").write_text(LOCAL)

    def told(sentence: str) -> list[str]:
        edit(PAGE, LAST, sentence)
        return complaints()

    return told


def test_a_slot_has_a_kind_an_id_and_perhaps_a_part() -> None:
    (bare, part) = slots_in("At {{ contact.duty-worker }}, {{ contact.duty-worker.hours }}.")
    assert (bare.kind, bare.id, bare.part, bare.name) == ("contact", "duty-worker", "", "contact.duty-worker")
    assert (part.part, part.start) == ("hours", 30)


@pytest.mark.parametrize(
    "text",
    ["{{local.a}}", "{{ local.a }", "{ local.a }", "{{ local }}", "{{ local.A }}", "}} alone", "{{\nlocal.a }}"],
)
def test_what_looks_like_a_slot_and_is_none_is_noticed(text: str) -> None:
    assert list(slots_in(text)) == []
    assert list(odd_braces(text))


@pytest.mark.parametrize("text", ["## Title { #anchor }", "Lead. {: .lead }", "{{ local.a }} and {{ local.b }}"])
def test_attributes_and_slots_are_no_odd_braces(text: str) -> None:
    assert list(odd_braces(text)) == []


def test_slots_are_filled_as_markdown_and_those_in_harmless_text_as_words() -> None:
    text = "{{ local.a }} &#123;&#123; local.a &#125;&#125;"
    assert fill_slots(text, lambda slot: f"*{slot.id}*", lambda slot: slot.id) == "*a* a"


def test_slots_that_name_facts_are_right(write: Callable[[str], list[str]]) -> None:
    text = "Paid: {{ local.payment-days }}. Call {{ contact.duty-worker }}, {{ contact.duty-worker.hours }}."
    assert write(text) == []


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Pay: {{ locl.payment-days }}", "there is no kind of fact `locl`; did you mean `local`?"),
        (
            "Pay: {{ local.payment-day }}",
            "there is no `payment-day` in service/local.yml; did you mean `payment-days`?",
        ),
        (
            "Pay: {{ contact.duty-worker.name }}",
            (
                "`contact.duty-worker.name` has no such part; write `{{ contact.duty-worker }}` or "
                "`{{ contact.duty-worker.hours }}`"
            ),
        ),
        (
            "Pay: {{ contact.supervising-social-worker }}",
            (
                "`supervising-social-worker` has no number in service/contacts.yml; write who it is instead, "
                "or add its `phone:` there"
            ),
        ),
        (
            "Pay: {{local.payment-days}}",
            "these braces are no slot; write it like `{{ local.payment-days }}`: two braces, one space, two braces",
        ),
    ],
)
def test_a_slot_that_names_nothing_is_told_at_its_place(
    write: Callable[[str], list[str]], sentence: str, told: str
) -> None:
    assert write(sentence) == [f"{PAGE}:36:6: {told}"]


def test_a_slot_in_a_summary_is_looked_at_too(edit: Edit, complaints: Complaints) -> None:
    edit(PAGE, "summary: You decide", 'summary: "{{ local.nobody }} you decide')
    edit(PAGE, "the plan says otherwise.", 'the plan says otherwise."')
    (line,) = complaints()
    assert line.startswith(f"{PAGE}:4:10: there is no `nobody` in service/local.yml")


def test_forms_are_not_filled_in_so_a_slot_there_is_refused(edit: Edit, complaints: Complaints) -> None:
    edit("service/contacts.yml", "hours_unknown: ", "hours_unknown: See {{ contact.duty-worker.hours }} ")
    (line,) = complaints()
    assert "slots are filled in on pages and in the other files of service/, not here" in line
