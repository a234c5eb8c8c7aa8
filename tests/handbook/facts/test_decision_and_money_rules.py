"""Who decides what, rates, levels and offers: their models, and each rule broken once."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import ValidationError

from handbook.facts.rates.model import Amount, Rates
from handbook.loading import load_sources
from handbook.rules.checking import check_on
from tests.handbook.conftest import OUTCOME

Complaints = Callable[[], list[str]]

ON = date(2026, 11, 22)
ANSWERED = date(2027, 3, 20)
HEAD = "owner: Fostering manager\nreviewed: 2026-10-01\nreview_every: 12 months\n"

DELEGATION = f"""{HEAD}record_wins: The child's own record wins.
orders:
  - id: agreed
    title: Parents agreed
    means: The parents keep all responsibility.
  - id: grown-up
    title: After 18
    means: Adults decide.
    applies: no
subjects:
  - id: looks
    title: Hair and clothes
    pages:
      - policies/sleepovers.md
law:
  - id: act
    short: The act
    title: An act of parliament
    says: Carers may do what is reasonable.
decisions:
  - id: haircut
    subject: looks
    title: A haircut
    weight: day-to-day
    says: You take the child.
    who:
      agreed:
        decides: carer
    check:
      - What the child wants
    rests_on:
      - act
"""

RATES = f"""{HEAD}note: All of these are invented.
rates:
  - id: mileage
    kind: mileage
    title: Mileage
    unit: a mile
    about: Travel for the child.
    amounts:
      - pounds: 0.40
        starts: 2025-04-01
        ends: 2026-03-31
        source: Invented
      - pounds: 0.45
        starts: 2026-04-01
        source: Invented
        example: yes
      - pounds: 0.50
        starts: 2027-04-01
        source: Invented
        consultation: mileage
"""

SKILLS = f"""{HEAD}about: What levels are for.
pages:
  - policies/sleepovers.md
schemes: []
levels:
  - id: first
    number: 1
    title: First
    about: For new carers.
    fee: mileage
    decided_by: The panel
    decided_when: Each year
    competencies:
      - id: records
        title: I keep records.
        evidence:
          - My records
        source: Invented
"""

OFFERS = f"""{HEAD}note: Ask what there is.
needs:
  - id: rest
    title: I need a rest
offers:
  - id: breaks
    giver: service
    title: Breaks
    gives: A rest.
    needs:
      - rest
    who: All carers
    when: When you need it
    ask: Ask your worker
    cost: Free
    contact: duty-worker
    source: Invented
"""

TEXTS = {"delegation": DELEGATION, "rates": RATES, "skills": SKILLS, "offers": OFFERS}


@pytest.fixture
def facts(copy: Path) -> Path:
    """The sample with the four files."""
    for name, text in TEXTS.items():
        (copy / f"service/{name}.yml").write_text(text)
    consultation = copy / "surveys/mileage/consultation.yml"
    consultation.write_text(consultation.read_text().replace("themes:\n", "rates:\n  - mileage\nthemes:\n", 1))
    return copy


def test_the_four_files_as_they_are_have_no_problem(facts: Path, complaints: Complaints) -> None:
    assert complaints() == []
    (facts / "surveys/mileage/outcome.yml").write_text(OUTCOME)
    assert list(check_on(load_sources(facts), ANSWERED)) == []


BROKEN = [
    ("delegation", "        decides: carer", "        decides: carers", "`carers` is not one of the choices"),
    ("delegation", "    subject: looks", "    subject: hair", "there is no subject `hair` among the `subjects`"),
    ("delegation", "      - act", "      - acts", "there is no law `acts` in the list `law`; did you mean `act`?"),
    (
        "delegation",
        "      - policies/sleepovers.md",
        "      - policies/x.md",
        "there is no page `policies/x.md` in docs/",
    ),
    ("delegation", "  - id: haircut", "  - id: looks", "the subject or decision id `looks` stands here and on line 14"),
    (
        "delegation",
        "    check:\n      - What",
        "      grown-up:\n        decides: carer\n    check:\n      - What",
        "`grown-up` is no order under which others decide; take it out",
    ),
    (
        "delegation",
        "subjects:\n",
        "  - id: by-court\n    title: By a court\n    means: A court decided.\nsubjects:\n",
        "nobody is named for the order `by-court`; add `by-court:` and below it `decides:`",
    ),
    ("delegation", "      agreed:\n", "      grown-up:\n", "decide; write one of: `agreed`"),
    (
        "delegation",
        "    check:\n      - What the child wants\n",
        "    check: []\n",
        "at least one line below `check:`",
    ),
    ("delegation", "    rests_on:\n      - act\n", "    rests_on: []\n", "an answer rests on law or guidance"),
    (
        "delegation",
        "law:\n",
        "  - id: empty\n    title: Empty\nlaw:\n",
        "no decision has `subject: empty`; add a decision with that, or take",
    ),
    ("rates", "pounds: 0.45", "pounds: 45p", "this is no amount; write pounds in figures"),
    ("rates", "unit: a mile", "unit: per mile", "`per mile` is not one of the choices"),
    ("rates", "starts: 2026-04-01", "starts: 2026-03-31", "two amounts count on this day"),
    ("rates", "starts: 2026-04-01", "starts: 2026-04-02", "nothing is paid from 2026-04-01 to the day before this"),
    ("rates", "starts: 2026-04-01", "starts: 2024-04-01", "amounts stand oldest first"),
    ("rates", "ends: 2026-03-31", "ends: 2024-03-31", "it ends before it starts; write a day from 2025-04-01 on"),
    ("rates", "consultation: mileage", "consultation: milage", "there is no consultation `milage` in surveys/"),
    ("rates", "pounds: 0.45", "pounds: 45", "£45.00 a mile cannot be meant: an amount a mile is from £0.10 to £2.00;"),
    ("rates", "pounds: 0.45", "pounds: 0.05", "£0.05 a mile cannot be meant"),
    ("rates", "pounds: 0.45", "pounds: 1.45", "£1.45 is more than twice the amount before, £0.40; write pounds, so"),
    ("rates", "pounds: 0.45", "pounds: 0.19", "£0.19 is less than half of the amount before, £0.40"),
    ("rates", "starts: 2027-04-01", "starts: 2027-02-28", "people can answer `mileage` until 2027-02-28, and this"),
    (
        "rates",
        "id: mileage",
        "id: miles",
        "`mileage` was not about this rate: its `rates:` does not name `miles`; name",
    ),
    ("rates", RATES[RATES.index("    amounts:") :], "    amounts: []\n", "a rate needs an amount"),
    ("skills", "fee: mileage", "fee: milage", "there is no rate `milage` in rates.yml; did you mean `mileage`?"),
    ("skills", "number: 1", "number: 2", "levels rise one by one from the lowest; write `number: 1`"),
    ("skills", "      - id: records", "      - id: first", "the id `first` stands here and on line 9"),
    (
        "skills",
        "        evidence:\n          - My records\n",
        "        evidence: []\n",
        "a carer must know what shows it",
    ),
    ("skills", "  - policies/sleepovers.md", "  - policies/x.md", "there is no page `policies/x.md` in docs/"),
    ("offers", "      - rest", "      - rst", "there is no need `rst` among the `needs`; did you mean `rest`?"),
    ("offers", "      - rest", "      - rst", "no offer answers the need `rest`"),
    ("offers", "contact: duty-worker", "contact: duty", "there is no contact `duty`"),
    ("offers", "    contact:", "    areas:\n      - moon\n    contact:", "there is no area `moon` in places.yml"),
    ("offers", "    needs:\n      - rest\n", "    needs: []\n", "name at least one from the list `needs`"),
]


@pytest.mark.parametrize(("name", "old", "new", "told"), BROKEN, ids=[f"{name}: {told}" for name, _, _, told in BROKEN])
def test_a_broken_rule_is_reported(
    facts: Path, complaints: Complaints, name: str, old: str, new: str, told: str
) -> None:
    path = facts / f"service/{name}.yml"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))
    assert [line for line in complaints() if line.startswith(f"service/{name}.yml:") and told in line], complaints()


def test_an_announced_amount_names_who_decided_it(facts: Path) -> None:
    path = facts / "service/rates.yml"
    path.write_text(RATES.replace("        consultation: mileage\n", ""))
    (told,) = check_on(load_sources(facts), ON)
    assert str(told).startswith("service/rates.yml:20:9: a new amount is only announced after carers were asked")
    assert list(check_on(load_sources(facts), date(2027, 4, 1))) == [], "what has started is no longer an announcement"


def test_an_amount_cannot_rest_on_a_consultation_that_is_still_open(facts: Path) -> None:
    (told,) = check_on(load_sources(facts), ON)
    assert str(told) == (
        "service/rates.yml:23:23: people can answer `mileage` until 2027-02-28, and its answer follows after that; "
        "until then take this amount out, for nothing is decided yet"
    )
    path = facts / "service/rates.yml"
    path.write_text(f"{RATES}        decision: The board\n")
    assert len(list(check_on(load_sources(facts), ON))) == 1, "nobody decides while carers are asked"
    (told,) = check_on(load_sources(facts), date(2027, 3, 1))
    assert "`mileage` closed on 2027-02-28 and has no answer; write surveys/mileage/outcome.yml first" in told.message
    path.write_text(RATES.partition("      - pounds: 0.50")[0])
    assert list(check_on(load_sources(facts), ON)) == [], "as the sentence says"


def test_an_unusual_amount_may_stand_with_its_reason(facts: Path, complaints: Complaints) -> None:
    path = facts / "service/rates.yml"
    path.write_text(RATES.replace("pounds: 0.45\n", "pounds: 2.45\n        unusual_because: Only by boat.\n"))
    assert [line.partition(": ")[0] for line in complaints()] == ["service/rates.yml:21:17"]
    path.write_text(path.read_text().replace("pounds: 0.50\n", "pounds: 0.50\n        unusual_because: By road.\n"))
    assert complaints() == []


def test_a_week_with_a_child_costs_more_than_any_fee_may(facts: Path, complaints: Complaints) -> None:
    path = facts / "service/rates.yml"
    week = RATES.replace("a mile", "a week").replace("0.40", "20").replace("0.45", "21").replace("0.50", "22")
    path.write_text(week.replace("kind: mileage", "kind: fee"))
    assert complaints() == []
    path.write_text(week.replace("kind: mileage", "kind: allowance"))
    assert [": £20.00 a week cannot be meant: an allowance a week is from £50.00" in line for line in complaints()] == [
        True,
        False,
        False,
    ]


def test_a_consultation_names_rates_that_exist(facts: Path, complaints: Complaints) -> None:
    path = facts / "surveys/mileage/consultation.yml"
    path.write_text(path.read_text().replace("rates:\n  - mileage", "rates:\n  - mileage\n  - milage"))
    (told,) = complaints()
    assert "there is no rate `milage` in service/rates.yml; did you mean `mileage`?" in told


def test_a_rate_that_has_run_out_is_told(facts: Path) -> None:
    path = facts / "service/rates.yml"
    path.write_text(
        RATES.replace("        consultation: mileage", "        consultation: mileage\n        ends: 2028-03-31")
    )
    (told,) = check_on(load_sources(facts), date(2028, 4, 1))
    assert "no amount counts on 2028-04-01" in told.message


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2025, 3, 31), None),
        (date(2025, 4, 1), "£0.40 a mile"),
        (date(2026, 3, 31), "£0.40 a mile"),
        (date(2026, 4, 1), "£0.45 a mile (example)"),
        (date(2027, 3, 31), "£0.45 a mile (example)"),
        (date(2027, 4, 1), "£0.50 a mile"),
    ],
)
def test_the_rate_of_a_day_is_printed_with_its_unit_and_marked(facts: Path, on: date, words: str | None) -> None:
    rates = load_sources(facts).handbook.facts.get(Rates)
    assert rates
    assert rates.current("mileage", on) == words


def test_a_rate_that_is_not_there_prints_nothing() -> None:
    empty = Rates.model_validate(
        {"owner": "A", "reviewed": "2026-10-01", "review_every": "12 months", "note": "x", "rates": []}
    )
    assert empty.current("mileage", ON) is None


@pytest.mark.parametrize(("written", "pounds"), [("190", "190"), ("0.45", "0.45"), ("0", "0"), ("12345.00", "12345")])
def test_pounds_are_written_in_figures(written: str, pounds: str) -> None:
    amount = Amount.model_validate({"pounds": written, "starts": "2026-04-01", "source": "x"})
    assert amount.pounds == Decimal(pounds)


@pytest.mark.parametrize("written", ["£190", "190.5", "1,900", "-5", "1e3", "0190", " 5", "123456", "1\u0662"])
def test_nothing_else_is_taken_for_pounds(written: str) -> None:
    with pytest.raises(ValidationError, match="this is no amount"):
        Amount.model_validate({"pounds": written, "starts": "2026-04-01", "source": "x"})
