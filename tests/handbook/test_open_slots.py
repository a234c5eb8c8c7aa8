"""What the service must still fill in is found wherever it is printed."""

import dataclasses

from handbook.open_slots import open_slots
from tests.handbook.facts.test_learning_rules import COURSES
from tests.handbook.pages.test_slots import facts
from tests.handbook.rules.test_copies import RATES
from tests.handbooks import sample_sources

HANDBOOK = sample_sources().handbook
PAGE = "policies/sleepovers.md"
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
  - id: nowhere
    asks: what no page prints
  - id: refresher
    asks: how often first aid is learned again
"""
MUST_DO = """\
must_do:
  - id: again
    side: carers
    who: Every carer
    what: First aid again
    local: refresher
    source: The plan
"""


def test_a_handbook_without_local_facts_has_nothing_open() -> None:
    assert open_slots(HANDBOOK) == ()


def test_facts_without_a_value_are_open_and_their_places_are_known_in_order() -> None:
    page = HANDBOOK.pages[PAGE]
    body = page.body.replace(
        "## Decide",
        "Paid: {{ local.payment-days }}, after {{ local.answer-time }}.\n\n## Decide\n\n{{ contact.nowhere }}",
    )
    body += "\n\nAgain: {{ local.payment-days }}."
    summary = "Paid on {{ local.payment-days }}."
    page = page.model_copy(update={"body": body, "header": page.header.model_copy(update={"summary": summary})})
    rates = RATES.replace("note: Examples.", "note: Paid on {{ local.payment-days }}.")
    courses = COURSES.replace("must_do:\n", MUST_DO).replace("  - Ask.\n", "  - Ask {{ local.refresher }}.\n")
    kept = facts(local=LOCAL, rates=rates, courses=courses)
    handbook = dataclasses.replace(HANDBOOK, facts=kept, pages={**HANDBOOK.pages, PAGE: page})
    # Where no line is known, as in a page's summary, the file comes before its lines.
    assert [(each.fact.id, [str(place) for place in each.places]) for each in open_slots(handbook)] == [
        ("payment-days", [f"docs/{PAGE}", f"docs/{PAGE}:29", f"docs/{PAGE}:42", "service/rates.yml"]),
        ("nowhere", []),
        ("refresher", ["service/courses.yml", "service/courses.yml"]),
    ]


def test_a_service_may_keep_local_facts_alone() -> None:
    handbook = dataclasses.replace(HANDBOOK, facts=facts(local=LOCAL))
    assert [(each.fact.id, each.places) for each in open_slots(handbook)] == [
        *(("payment-days", ()), ("nowhere", ()), ("refresher", ())),
    ]
