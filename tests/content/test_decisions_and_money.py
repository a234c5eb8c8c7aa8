"""The real lists of decisions, rates, levels and offers: how much there is, and what must be in them."""

from datetime import date
from pathlib import Path

import pytest

from handbook.facts.delegation import Decider, DecisionKind, Delegation
from handbook.facts.offers import Offers, Provider
from handbook.facts.rates.model import Payment, Rates
from handbook.facts.skills import Skills
from handbook.folders import content_files, content_paths
from handbook.loading import read_content
from tests.conftest import ON, Figure

ROOT = Path(__file__).parent.parent.parent
FILED = {found.path: found for found in content_files(content_paths(ROOT))}


def _read(name: str) -> object:
    return read_content(ROOT, FILED[f"service/{name}.yml"])[1]


@pytest.fixture(scope="module")
def delegation() -> Delegation:
    """Who decides what."""
    found = _read("delegation")
    assert isinstance(found, Delegation)
    return found


@pytest.fixture(scope="module")
def rates() -> Rates:
    """What is paid."""
    found = _read("rates")
    assert isinstance(found, Rates)
    return found


@pytest.fixture(scope="module")
def skills() -> Skills:
    """The levels."""
    found = _read("skills")
    assert isinstance(found, Skills)
    return found


@pytest.fixture(scope="module")
def offers() -> Offers:
    """The offers of support."""
    found = _read("offers")
    assert isinstance(found, Offers)
    return found


def test_69_decisions_are_in_four_groups(delegation: Delegation, figure: Figure) -> None:
    figure(f"decisions: {len(delegation.decisions)} decisions, {len(delegation.law)} laws and guidance behind them")
    assert len(delegation.decisions) == 69
    assert len(delegation.subjects) == 12
    assert [order.id for order in delegation.orders if order.applies] == [
        "agreed",
        "care-order",
        "placement-order",
        "short-breaks",
    ]
    assert [order.id for order in delegation.orders if not order.applies] == ["staying-put"]


@pytest.mark.parametrize(
    "needed",
    [
        "sleepovers",
        "haircut",
        "day-trip",
        "phone",
        "social-media",
        "worship",
        "holiday-abroad",
        "photos-home",
        "passport",
    ],
)
def test_what_carers_ask_most_is_among_the_decisions(delegation: Delegation, needed: str) -> None:
    assert needed in {decision.id for decision in delegation.decisions}


def test_day_to_day_decisions_are_the_carers_while_the_child_lives_with_them(delegation: Delegation) -> None:
    """Guidance and the stocktake (paragraph 3.2): category one is delegated in full."""
    others = [
        (decision.id, order)
        for decision in delegation.decisions
        if decision.weight is DecisionKind.DAY_TO_DAY
        for order, answer in decision.who.items()
        if order != "short-breaks" and answer.decides is not Decider.CARER
    ]
    assert others == []


def test_carers_never_decide_what_the_law_keeps_from_them(delegation: Delegation) -> None:
    for decision in delegation.decisions:
        if decision.weight is DecisionKind.MAJOR:
            assert Decider.CARER not in {answer.decides for answer in decision.who.values()}, decision.id


def test_without_an_order_the_council_never_decides_about_health_faith_or_travel(delegation: Delegation) -> None:
    """Under section 20 the council has no parental responsibility."""
    for decision in delegation.decisions:
        if decision.weight is DecisionKind.MAJOR and decision.subject in ("health", "faith", "travel"):
            assert decision.who["agreed"].decides in (Decider.PARENT, Decider.DOCTOR, Decider.NOBODY), decision.id


def test_in_an_emergency_the_doctor_decides_under_every_order(delegation: Delegation) -> None:
    emergency = next(decision for decision in delegation.decisions if decision.id == "emergency-treatment")
    assert {answer.decides for answer in emergency.who.values()} == {Decider.DOCTOR}


def test_every_kind_of_payment_has_a_rate_for_three_years_and_all_are_examples(rates: Rates) -> None:
    assert {rate.kind for rate in rates.rates} == set(Payment)
    for rate in rates.rates:
        assert [amount.starts.year for amount in rate.amounts] == [2025, 2026, 2027], rate.id
        assert all(amount.example for amount in rate.amounts), rate.id


def test_every_rate_can_be_printed_today_and_next_year(rates: Rates) -> None:
    for rate in rates.rates:
        assert "(example)" in (rates.current(rate.id, ON) or ""), rate.id
        assert rates.current(rate.id, date(2027, 4, 1)), rate.id


def test_the_levels_of_kent_are_there_and_what_no_source_names_is_an_example(skills: Skills) -> None:
    assert [(level.number, level.example) for level in skills.levels] == [(1, True), (2, False), (3, False)]
    for level in skills.levels:
        for each in level.competencies:
            assert each.example or "Kent" in each.source or "Minimum Standards" in each.source, each.id


def test_31_offers_ten_of_them_from_outside(offers: Offers) -> None:
    assert len(offers.offers) == 31
    assert sum(each.giver is Provider.INDEPENDENT for each in offers.offers) == 10


@pytest.mark.parametrize(
    "needed",
    [
        *(
            "sense-of-belonging",
            "activity-weekends",
            "hub-families",
            "sessional-carers",
            "therapeutic-help",
            "equipment",
        ),
        *("peer-support", "mentoring", "support-groups", "nominated-carers", "out-of-hours-line", "foster-talk-member"),
        *("carers-association", "fostering-network", "fosterline-help"),
    ],
)
def test_what_the_sources_name_is_in_the_directory(offers: Offers, needed: str) -> None:
    assert needed in {each.id for each in offers.offers}


def test_hub_families_are_told_as_a_plan(offers: Offers) -> None:
    hub = next(each for each in offers.offers if each.id == "hub-families")
    assert hub.planned
