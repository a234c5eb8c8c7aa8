"""Copies of a rate, a day or a figure: refused where a page speaks of the same thing, left alone elsewhere."""

from collections.abc import Callable
from pathlib import Path

import pytest

PAGE = "docs/policies/sleepovers.md"
LAST = "Tell your supervising social worker at your next talk."
LINE = 36

REVIEW = "owner: Fostering manager\nreviewed: 2026-10-01\nreview_every: 12 months\n"
RATES = f"""\
{REVIEW}note: Examples.
rates:
  - id: basic-5-10
    kind: allowance
    title: Allowance, age 5 to 10
    unit: a week
    about: The child's costs.
    amounts:
      - pounds: 200
        starts: 2026-04-01
        source: An example
        example: yes
        decision: The head of fostering, March 2026
  - id: mileage
    kind: mileage
    title: Mileage
    unit: a mile
    about: For a child's journeys.
    amounts:
      - pounds: 0.45
        starts: 2026-04-01
        source: An example
        example: yes
        decision: The head of fostering, March 2026
"""
FIGURES = f"""\
{REVIEW}documents:
  - id: report
    title: The report
    short: report
groups:
  - id: all
    title: "Figures: all"
    summary: All of them.
figures:
  - id: care-leavers
    title: care leavers
    value: 1940
    unit: young people
    period: "2019"
    geography: Thistlemoor
    document: report
    section: "1"
    group: all
  - id: reviews-in-time
    title: reviews done in time
    value: 87
    unit: per cent
    period: "2019"
    geography: Thistlemoor
    document: report
    section: "1"
    group: all
  - id: new-carers
    title: new carers
    value: 120
    unit: carers
    period: "2019"
    geography: Thistlemoor
    document: report
    section: "1"
    group: all
  - id: fee-of-carers
    title: fee of an agency
    value: 957
    unit: pounds a week
    period: "2019"
    geography: Thistlemoor
    document: report
    section: "1"
    group: all
"""
EVENTS = f"""\
{REVIEW}events:
  - id: coffee-morning
    title: Coffee morning
    kind: support group
    summary: Meet other carers.
    who: All carers
    join: Come along
    runs: The support team
    contact: duty-worker
    source: Invented
    held:
      - id: town
        place: The town hall
        every: first Tuesday of the month
        since: 2026-01-01
        begins: "10:00"
        finishes: "12:00"
        example: yes
"""

Complaints = Callable[[], list[str]]
Edit = Callable[[str, str, str], None]


@pytest.fixture
def write(copy: Path, edit: Edit, complaints: Complaints) -> Callable[[str], list[str]]:
    """Put a sentence at the end of the sample's policy, beside facts; answers what is told of that page."""
    for name, text in (("rates", RATES), ("figures", FIGURES), ("events", EVENTS)):
        (copy / f"service/{name}.yml").write_text(text)

    def told(sentence: str) -> list[str]:
        assert complaints() == [], "the facts themselves must be right"
        edit(PAGE, LAST, sentence)
        return complaints()

    return told


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "The allowance is £200.00 a week.",
            (
                "`£200.00` stands in service/rates.yml (Allowance, age 5 to 10), and would not change with it; "
                "write `{{ rate.basic-5-10 }}`"
            ),
        ),
        (
            "The allowance is 200 pounds.",
            (
                "`200 pounds` stands in service/rates.yml (Allowance, age 5 to 10), and would not change with it; "
                "write `{{ rate.basic-5-10 }}`"
            ),
        ),
        (
            "Mileage is 45p.",
            ("`45p` stands in service/rates.yml (Mileage), and would not change with it; write `{{ rate.mileage }}`"),
        ),
        (
            "Mileage in 2026: 0.45 £.",
            (
                "`0.45 £` stands in service/rates.yml (Mileage), and would not change with it; "
                "write `{{ rate.mileage }}`"
            ),
        ),
        *(
            (
                sentence,
                (
                    f"`{written}` stands in service/rates.yml (Mileage), and would not change with it; "
                    "write `{{ rate.mileage }}`"
                ),
            )
            for sentence, written in (
                ("It costs £0.45 a mile to fetch her.", "£0.45"),
                ("You get £0.45 for each mile by car.", "£0.45"),
                ("We pay 45p a mile.", "45p"),
                ("By car: 45p/mile.", "45p"),
                ("By car: 45 pence per mile.", "45 pence"),
            )
        ),
        (
            "There are 1,940 care leavers.",
            (
                "`1,940` stands in service/figures.yml (care leavers), and would not change with it; "
                "write `{{ figure.care-leavers }}`"
            ),
        ),
        (
            "Of the reviews 87% were done in time.",
            (
                "`87%` stands in service/figures.yml (reviews done in time), and would not change with it; "
                "write `{{ figure.reviews-in-time }}`"
            ),
        ),
        (
            "We welcomed 120 new carers.",
            (
                "`120` stands in service/figures.yml (new carers), and would not change with it; "
                "write `{{ figure.new-carers }}`"
            ),
        ),
        (
            "An agency takes a fee of 957 pounds.",
            (
                "`957` stands in service/figures.yml (fee of an agency), and would not change with it; "
                "write `{{ figure.fee-of-carers }}`"
            ),
        ),
        (
            "The coffee morning is on Tuesday 5&nbsp;January.",
            (
                "`Tuesday 5 January` stands in service/events.yml (Coffee morning), and would not change with it; "
                "write `{{ event.coffee-morning.next }}`"
            ),
        ),
    ],
)
def test_a_copy_is_reported_with_the_slot_to_write(write: Callable[[str], list[str]], sentence: str, told: str) -> None:
    column = sentence.replace("&nbsp;", " ").index(told.split("`")[1]) + 1
    assert write(sentence) == [f"{PAGE}:{LINE}:{column}: {told}"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The government puts £200 into the account of a child in care.",
        "The allowance is £201 a week.",
        "In 1940 care leavers had no name, and 87 of them no home.",
        "There are 1,940 bridges in town.",
        "The new allowance is 120% of the old one, says a carer.",
        "Of the new carers 120 per cent more stayed.",
        "An agency has 957 families.",
        "In all 100 reviews were done in time, of 1,940 pounds.",
        "The law of 5 January 2027 says so.\n\nCoffee is free in the morning.",
        "Write to {{ rate.basic-5-10 }} and {{ figure.care-leavers }}, {{ event.coffee-morning.next }}.",
        "The allowance of `£200` is an example in code.",
        "The coffee morning is on 6 January 2027, or in 5/1/27/3.",
        "The coffee morning is on Wednesday 5 January, or on 5 January of any year, or in version 5.1.27.2.",
        "Mileage is paid on page 45 plus 45pm, or 450p.",
        "The toll for each mile of that road is more than 45p.",
        "It costs 46p a mile to fetch her.",
        "| What | How much |\n| --- | --- |\n| Allowance | By age |\n| A bicycle | £200 |",
    ],
)
def test_the_same_number_about_another_thing_is_left_alone(write: Callable[[str], list[str]], sentence: str) -> None:
    assert write(sentence) == []
