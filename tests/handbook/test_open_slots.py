"""What the service must still fill in is found wherever it is printed."""

from collections.abc import Callable
from pathlib import Path

from handbook.loading import load_handbook
from handbook.open_slots import open_slots

PAGE = "docs/policies/sleepovers.md"
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
"""


def test_a_handbook_without_local_facts_has_nothing_open(copy: Path) -> None:
    assert open_slots(load_handbook(copy)) == ()


def test_facts_without_a_value_are_open_and_their_places_are_known(
    copy: Path, edit: Callable[[str, str, str], None]
) -> None:
    (copy / "service/local.yml").write_text(LOCAL)
    edit(PAGE, "## Decide", "Paid: {{ local.payment-days }}, after {{ local.answer-time }}.\n\n## Decide")
    found = open_slots(load_handbook(copy))
    assert [(each.fact.id, [str(place) for place in each.places]) for each in found] == [
        ("payment-days", [f"{PAGE}:29"]),
        ("nowhere", []),
    ]
