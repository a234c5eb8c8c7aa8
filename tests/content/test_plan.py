"""The plan, the stocktake, the figures and the standards are complete, and agree with what the sources hold."""

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from handbook.facts.figures import Figures
from handbook.facts.plan import Plan, Progress
from handbook.facts.standards import Standards, standard_id
from handbook.facts.stocktake import ReplyStatus, Stocktake
from handbook.handbook import Handbook
from site_builder.pages.facts.standards import standards_coverage
from tests.conftest import ON, Figure
from tests.content.sources import read_source

LAWS = {
    *("children-act-1989", "children-act-2004", "care-standards-act-2000", "children-leaving-care-act-2000"),
    *("children-social-work-act-2017", "fostering-regs-2011", "care-planning-regs-2010", "complaints-regs-2006"),
    *("equality-act-2010", "data-protection-act-2018"),
}
REPLIES = {"direct": ReplyStatus.ANSWERED, "partial": ReplyStatus.IN_PART, "none": ReplyStatus.UNANSWERED}


@pytest.fixture(scope="module")
def plan(handbook: Handbook) -> Plan:
    assert handbook.facts.get(Plan)
    return handbook.facts.get(Plan)


@pytest.fixture(scope="module")
def stocktake(handbook: Handbook) -> Stocktake:
    assert handbook.facts.get(Stocktake)
    return handbook.facts.get(Stocktake)


@pytest.fixture(scope="module")
def figures(handbook: Handbook) -> Figures:
    assert handbook.facts.get(Figures)
    return handbook.facts.get(Figures)


@pytest.fixture(scope="module")
def standards(handbook: Handbook) -> Standards:
    assert handbook.facts.get(Standards)
    return handbook.facts.get(Standards)


@pytest.fixture(scope="module")
def inventory() -> dict[str, Any]:
    """What is in the report and in the briefing."""
    return dict(read_source("plan"))


def test_the_plan_has_10_targets_and_40_objectives(plan: Plan) -> None:
    assert [len(target.objectives) for target in plan.targets] == [3, 7, 7, 6, 1, 1, 3, 3, 5, 4]
    assert len(plan.objectives) == 40


def test_the_plan_names_27_standards_of_which_25_differ(plan: Plan) -> None:
    references = [each for target in plan.targets for each in target.nms]
    assert (len(references), len(set(references))) == (27, 25)


def test_each_objective_has_the_parts_that_stand_in_the_source(plan: Plan, inventory: dict[str, Any]) -> None:
    source = inventory["objectives"]
    assert list(plan.objectives) == list(source)
    for number, ours in plan.objectives.items():
        theirs = source[number]
        assert len(ours.measures) == theirs["measures"], number
        assert len(ours.outcomes) == theirs["outcomes"], number
        assert bool(ours.actions) == theirs["has_actions"], number
        assert bool(ours.leads) == theirs["has_leads"], number
        assert bool(ours.uncertain) == theirs["is_uncertain"], number
        assert len(ours.times) >= theirs["times"], number


def test_each_heading_names_the_standards_of_the_source(plan: Plan, inventory: dict[str, Any]) -> None:
    assert [list(target.nms) for target in plan.targets] == inventory["standards"]


def test_nobody_claims_progress_that_no_source_tells(plan: Plan) -> None:
    assert {each.status for each in plan.objectives.values()} == {Progress.NO_WORD}


def test_every_day_of_a_plan_that_ended_in_2020_has_passed_but_none_had_before_it_began(plan: Plan) -> None:
    days = [time for each in plan.objectives.values() for time in each.times if time.by]
    late = list(plan.overdue(ON))
    assert len(late) == len(days) - sum(time.by is not None and time.by >= ON for time in days) == 23
    assert not list(plan.overdue(date(2019, 3, 31)))
    assert [each[1].by for each in late] == sorted(each[1].by for each in late if each[1].by)


def test_the_stocktake_has_28_paragraphs_of_which_16_are_unanswered(stocktake: Stocktake) -> None:
    assert len(stocktake.paragraphs) == 28
    assert stocktake.replies == Counter({ReplyStatus.UNANSWERED: 16, ReplyStatus.IN_PART: 8, ReplyStatus.ANSWERED: 4})
    assert stocktake.recommendations == 36


def test_each_paragraph_is_answered_as_far_as_the_inventory_reads_it(
    stocktake: Stocktake, inventory: dict[str, Any]
) -> None:
    assert {number: each.reply for number, each in stocktake.paragraphs.items()} == {
        number: REPLIES[response] for number, response in inventory["paragraphs"].items()
    }
    assert [len(each.replied) for each in stocktake.sections] == inventory["replies_by_section"]


def test_there_are_at_least_100_figures_over_60_of_them_of_the_report(figures: Figures, figure: Figure) -> None:
    of_the_report = sum(each.document == "kent-report" for each in figures.figures)
    figure(f"figures: {len(figures.figures)}, of the yearly report {of_the_report}, drawn {len(figures.series)} times")
    assert len(figures.figures) >= 100
    assert of_the_report > 60


def test_no_number_of_the_inventory_is_missing(figures: Figures, inventory: dict[str, Any]) -> None:
    ours = Counter(each.value for each in figures.figures)
    theirs = Counter(Decimal(each) for each in inventory["numbers"])
    assert theirs - ours == Counter()


@pytest.mark.parametrize(
    ("figure_id", "words"),
    [
        ("children-fostered", "53,420 children"),
        ("children-in-care", "72,670 children"),
        ("children-corporate-parent", "over 1,500 children"),
        ("spent-on-foster-care", "£1.6 billion"),
        ("weekly-spend", "about £634 a week"),
        ("approval-time-2018-19", "5.72 months"),
        ("reviews-in-time", "86 per cent"),
    ],
)
def test_a_figure_reads_as_people_say_it(figures: Figures, figure_id: str, words: str) -> None:
    assert figures.value(figure_id) == words


def test_only_the_share_of_approvals_does_not_come_out(figures: Figures) -> None:
    results = {check.id: figures.checked(check) for check in figures.checks}
    assert [name for name, result in results.items() if not result.agrees] == ["share-approved"]
    assert (results["share-approved"].calculated, results["share-approved"].stated) == ("13.2 per cent", "10 per cent")


def test_the_31_standards_and_10_laws_have_the_ids_that_pages_use(standards: Standards) -> None:
    assert [each.id for each in standards.standards] == [f"nms-{number}" for number in range(1, 32)]
    assert {each.id for each in standards.laws} == LAWS


def test_each_law_is_read_at_its_own_address(standards: Standards) -> None:
    for law in standards.laws:
        assert law.address
        assert law.address.startswith("https://www.legislation.gov.uk/uk")
        assert f"/{law.year}/" in law.address, law.id


def test_most_standards_are_served_by_a_page(handbook: Handbook, plan: Plan, figure: Figure) -> None:
    served = standards_coverage(handbook)
    named = {standard_id(each) for target in plan.targets for each in target.nms}
    figure(f"{served}; by a line of the plan: {len(named)}")
    assert served.of == 31
    assert served.standards >= 20
    assert len(named) == 13


def test_each_disagreement_says_what_two_places_say_or_what_is_missing(plan: Plan) -> None:
    assert len(plan.tensions) >= 10
    assert all(len(each.sayings) >= 2 for each in plan.tensions)
    marked = {number for each in plan.tensions for saying in each.sayings for number in saying.objectives}
    assert {"1.3", "3.7", "4.3", "4.6", "2.3", "10.2"} <= marked
