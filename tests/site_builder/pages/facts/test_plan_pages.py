"""The pages of the plan, the register, the figures and the standards, made from facts written here."""

import csv
import html
import io
from datetime import date
from typing import Any

import pytest

from handbook.facts.actions import Actions
from handbook.facts.figures import Figures
from handbook.facts.plan import Plan
from handbook.facts.standards import Standards
from handbook.facts.stocktake import Stocktake
from handbook.handbook import Facts
from site_builder.formatting import BYTE_ORDER_MARK
from site_builder.page_list import all_pages
from site_builder.pages.facts.standards import standards_coverage
from tests.site_builder.minimal_handbook import ON, PAGE, REVIEW, minimal, page

PATHS = (
    *("standards/index.md", "plan/index.md", "plan/target-1.md", "plan/by-lead.md", "plan/overdue.md"),
    *("plan/tensions.md", "plan/stocktake.md", "plan/figures.md", "plan/figures/children.md", "plan/figures.csv"),
    *("plan/report.md", "plan/for-the-panel.md"),
)

STANDARDS: dict[str, Any] = {
    **REVIEW,
    "title": "The minimum",
    "year": "2011",
    "standards": [
        {"id": "nms-1", "number": "1", "title": "A say", "asks": "Children are heard."},
        {"id": "nms-2", "number": "2", "title": "Leisure", "asks": "Children play."},
        {"id": "nms-3", "number": "3", "title": "Offices", "asks": "Rooms fit."},
    ],
    "laws": [
        {
            "id": "play-act-1999",
            "title": "Play Act",
            "year": "1999",
            "purpose": "It lets them play.",
            "address": "https://www.legislation.gov.uk/ukpga/1999/1",
            "parts": [{"part": "section 1", "says": "play"}],
        }
    ],
}

PLAN: dict[str, Any] = {
    **REVIEW,
    "title": "The plan",
    "authority": "Moor Council",
    "document": "The report",
    "section": "Appendix B",
    "starts": "2019-04-01",
    "ends": "2020-03-31",
    "vision": "a good service",
    "framework": ["play-act-1999"],
    "posts": [{"id": "head", "title": "Head of fostering"}],
    "targets": [
        {
            "number": "1",
            "title": "Heard & safe",
            "nms": ["1.3", "1.4", "3"],
            "themes": ["talk"],
            "objectives": [
                {
                    "id": "1.1",
                    "aim": "Ask <children>",
                    "actions": ["Ask"],
                    "times": [{"says": "May 2019", "by": "2019-05-31"}, {"says": "monthly"}],
                    "leads": ["head"],
                    "measures": ["A count"],
                    "outcomes": ["They are heard"],
                    "uncertain": "The row is torn.",
                    "pages": ["policies/nights.md"],
                },
                {
                    "id": "1.2",
                    "aim": "Answer them",
                    "actions": ["Answer"],
                    "times": [{"says": "April 2019", "by": "2019-04-30"}],
                    "leads": ["head"],
                    "status": "done",
                    "note": "The minutes of May say so.",
                },
                {"id": "1.3", "aim": "Think"},
            ],
        }
    ],
    "tensions": [
        {
            "id": "when",
            "title": "When children are asked",
            "sayings": [
                {"where": "The plan", "says": "in May", "objectives": ["1.1"]},
                {"where": "The report", "says": "never", "figures": ["asked"]},
            ],
            "matters": "Nobody knows.",
            "here": "We show both.",
        }
    ],
}

STOCKTAKE: dict[str, Any] = {
    **REVIEW,
    "title": "The register",
    "authority": "Moor Council",
    "document": "The briefing",
    "report": "The national report",
    "recommendations": "3",
    "answered_against": "The plan for 2018",
    "asks": "It asks for attention.",
    "conclusion": "More or less.",
    "sections": [
        {
            "number": "3",
            "title": "Helping",
            "replied": ["We ask them"],
            "paragraphs": [
                {
                    "number": "3.1",
                    "addressees": ["Councils"],
                    "asks": "Ask children",
                    "reply": "answered in part",
                    "because": ["Asking"],
                    "objectives": ["1.1"],
                },
                {"number": "3.2", "addressees": ["Government"], "asks": "Pay more", "reply": "unanswered"},
            ],
        }
    ],
    "children_said": {
        "asked_by": "a commissioner",
        "best": ["Home"],
        "worst": ["Moves"],
        "wanted": ["Ears"],
        "also": ["Luck"],
    },
}


def _figure(id_: str, value: str, unit: str, **more: str) -> dict[str, str]:
    fixed = {"period": "2019", "geography": "Moor", "document": "report", "section": "1", "group": "children"}
    return {"id": id_, "title": f"children, {id_}", "value": value, "unit": unit, **fixed, **more}


FIGURES: dict[str, Any] = {
    **REVIEW,
    "documents": [{"id": "report", "title": "The whole report", "short": "Report"}],
    "groups": [{"id": "children", "title": "Figures: children", "summary": "How many.", "keywords": ["headcount"]}],
    "figures": [
        _figure("asked", "30", "children", headline="yes", note="Counted twice, perhaps."),
        _figure("all", "1200", "children", qualifier="over"),
        _figure("wish", "600", "children", target="yes", definition="To be asked."),
        _figure("share", "5", "per cent"),
        _figure("rest", "95", "per cent"),
    ],
    "series": [
        {"id": "counts", "title": "Asked & wanted", "group": "children", "figures": ["asked", "wish"], "says": "Few."},
        {
            "id": "shares",
            "title": "Shares",
            "group": "children",
            "figures": ["share", "rest"],
            "labels": ["Asked", "Not asked"],
            "says": "Most are not.",
        },
    ],
    "checks": [{"id": "right", "title": "Is it right?", "parts": ["asked"], "whole": "all", "share": "share"}],
}

ACTIONS: dict[str, Any] = {
    **REVIEW,
    "actions": [
        {
            "id": "late-one",
            "raised_at": "board",
            "raised_on": "2026-01-05",
            "what": "A quiet room.",
            "who": "Head of fostering",
            "due": "2026-03-01",
            "status": "open",
        }
    ],
}


def facts(**left_out: None) -> Facts:
    """All facts of this page, without those that are named."""
    kept: dict[str, Any] = {
        "standards": Standards.model_validate(STANDARDS),
        "plan": Plan.model_validate(PLAN),
        "stocktake": Stocktake.model_validate(STOCKTAKE),
        "figures": Figures.model_validate(FIGURES),
        "actions": Actions.model_validate(ACTIONS),
    }
    return Facts.of(*(kept | left_out).values())


def made(on: date = ON, **left_out: None) -> dict[str, str]:
    """Every page of the tiny handbook with these facts."""
    header = PAGE | {"standards": ["nms-1", "play-act-1999"]}
    nights = page("policies/nights.md", header, "## Decide\n\nSay *yes*.")
    return all_pages(minimal(pages={"policies/nights.md": nights}, facts=facts(**left_out)), on)


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return {path: html.unescape(text) for path, text in made().items()}


def part(text: str, start: str, end: str = "\n## ") -> str:
    """The text from a heading to the next."""
    assert start in text
    return text.split(start, 1)[1].split(end, 1)[0]


def test_without_facts_there_are_no_such_pages() -> None:
    assert not set(PATHS) & set(all_pages(minimal(), ON))


def test_with_facts_there_are_all(pages: dict[str, str]) -> None:
    assert set(PATHS) <= set(pages)


@pytest.mark.parametrize("missing", ["standards", "plan", "stocktake", "figures", "actions"])
def test_each_kind_can_be_left_out(missing: str) -> None:
    assert "plan/report.md" in made(**{missing: None})


def test_a_standard_names_its_pages_its_plan_lines_and_the_promises_behind_them(pages: dict[str, str]) -> None:
    first = part(pages["standards/index.md"], "### 1. A say", "\n### ")
    assert "Pages: [Nights away](../policies/nights.md). They help to keep two promises (Moor 2)." in first
    assert "[Target 1: Heard & safe](../plan/target-1.md) (it names 1.3 and 1.4)." in first.replace("&amp;", "&")
    assert "There is no page about it yet." in part(pages["standards/index.md"], "### 2. Leisure", "\n### ")


def test_gaps_are_listed_and_served_standards_counted(pages: dict[str, str]) -> None:
    gaps = part(pages["standards/index.md"], "## Gaps", "<footer")
    unserved, unplanned = gaps.split("**No line of the plan names:**")
    assert "[Leisure](#nms-2)" in unserved
    assert "[Offices](#nms-3)" in unserved
    assert "nms-1" not in unserved
    assert "[2. Leisure](#nms-2)" in unplanned
    assert "#nms-3" not in unplanned
    nights = page("policies/nights.md", PAGE | {"standards": ["nms-1", "play-act-1999"]}, "## Decide")
    assert str(standards_coverage(minimal(pages={"x": nights}, facts=facts()))) == "standards served: 1 of 3"


def test_a_page_tells_at_its_foot_which_standards_it_serves(pages: dict[str, str]) -> None:
    foot = pages["policies/nights.md"].split("<footer")[1]
    assert "- [Standard 1: A say](../standards/index.md#nms-1)\n" in foot
    assert "- [Play Act 1999](../standards/index.md#play-act-1999)\n" in foot


def test_the_overview_says_that_the_plan_has_ended_and_what_is_not_known(pages: dict[str, str]) -> None:
    overview = pages["plan/index.md"]
    assert "This plan ended on 31 March 2020." in overview
    assert "Of its three objectives, nothing is known about 2." in overview
    assert "One of its deadlines has passed, and the papers do not say what happened." in overview
    assert "This plan runs until 31 March 2020." in made(on=date(2019, 4, 1))["plan/index.md"]


def test_an_objective_says_all_that_stands_in_its_row(pages: dict[str, str]) -> None:
    first = part(pages["plan/target-1.md"], "## 1.1 Ask <children>")
    for words in (
        *("What is to be done\n:   Ask", "May 2019 (by 31 May 2019)", "Who leads\n:   Head of fostering"),
        *("How it is measured\n:   A count", "What should be different\n:   They are heard"),
        *("**Not certain:** The row is torn.", "[Nights away](../policies/nights.md)", ">Not known</span>"),
        *("Deadline passed", "[when children are asked](tensions.md#when)"),
    ):
        assert words in first, words


def test_what_the_plan_leaves_out_is_said(pages: dict[str, str]) -> None:
    done = part(pages["plan/target-1.md"], "## 1.2 Answer them")
    assert "The plan gives no measure." in done
    assert "The minutes of May say so." in done
    assert "passed" not in done
    assert "The plan gives only this aim" in part(pages["plan/target-1.md"], "## 1.3 Think")


def test_a_target_leads_to_standards_and_themes(pages: dict[str, str]) -> None:
    target = pages["plan/target-1.md"]
    assert "[A say: 1.3 and 1.4](../standards/index.md#nms-1); [Offices: 3](../standards/index.md#nms-3)." in target
    assert "[Talking](../themes/talk.md)" in target


def test_leads_are_listed_with_what_they_lead_and_what_nobody_leads(pages: dict[str, str]) -> None:
    leads = pages["plan/by-lead.md"]
    own = part(leads, "## Head of fostering")
    assert "target-1.md#objective-1-1" in own
    assert "target-1.md#objective-1-3" in part(leads, "## Nobody leads these", "<footer")
    assert "target-1.md#objective-1-3" not in own


def test_days_that_have_passed_stand_apart_from_what_has_no_day(pages: dict[str, str]) -> None:
    overdue = pages["plan/overdue.md"]
    passed = part(overdue, "## Deadlines that have passed")
    assert '**31 May 2019:** [1.1 Ask <children>](target-1.md#objective-1-1). The plan says "May 2019".' in passed
    assert "objective-1-2" not in passed
    assert "objective-1-3" in part(overdue, "## No time at all", "<footer")
    assert "No deadline in the plan has passed" in made(on=date(2019, 4, 1))["plan/overdue.md"]


def test_a_disagreement_leads_to_the_lines_and_figures_it_touches(pages: dict[str, str]) -> None:
    told = part(pages["plan/tensions.md"], "## When children are asked", "<footer")
    assert "[Objective 1.1](target-1.md#objective-1-1)" in told
    assert "[Children, asked: 30 children](figures/children.md#figure-asked)" in told
    assert "**Why it matters:** Nobody knows." in told
    assert "**What we do:** We show both." in told


def test_the_register_counts_answers_and_lists_the_gaps(pages: dict[str, str]) -> None:
    register = pages["plan/stocktake.md"]
    assert "<dt>Unanswered</dt><dd>1 of 2</dd>" in register
    assert "In the plan: [Objective 1.1](target-1.md#objective-1-1)." in part(
        register, "### 3.1 Ask children", "\n### "
    )
    gaps = part(register, "## What is unanswered")
    assert "[3.2 Pay more](#paragraph-3-2)" in gaps
    assert "3.1" not in gaps


def test_a_sum_that_does_not_come_out_is_shown(pages: dict[str, str]) -> None:
    checks = part(pages["plan/figures.md"], "### Is it right?", "\n## ")
    assert "They do not agree" in checks
    assert "Worked out: 2.5 per cent. The source says: 5 per cent." in checks


def test_a_figure_stands_with_its_time_source_meaning_and_marks(pages: dict[str, str]) -> None:
    rows = part(pages["plan/figures/children.md"], "## All figures on this page")
    asked = next(row for row in rows.split("<tr ") if 'id="figure-asked"' in row)
    for words in ("30 children", "Moor, 2019", "Report, 1", "Counted twice, perhaps.", 'href="#disagree"'):
        assert words in asked, words
    assert "(wanted)" in next(row for row in rows.split("<tr ") if 'id="figure-wish"' in row)
    assert "[When children are asked](../tensions.md#when)" in part(
        pages["plan/figures/children.md"], "## Where the sources disagree"
    )


def test_wanted_numbers_are_hollow_and_only_shares_have_a_whole_behind_them(pages: dict[str, str]) -> None:
    text = pages["plan/figures/children.md"]
    counts, shares = part(text, "### Asked", "</figure>"), part(text, "### Shares", "</figure>")
    assert counts.count("chart__bar--wanted") == 1
    assert "chart__track" not in counts
    assert shares.count("chart__track") == 2
    assert "Asked: 5 per cent. Not asked: 95 per cent." in shares


def test_the_table_file_holds_every_figure(pages: dict[str, str]) -> None:
    rows = list(csv.DictReader(io.StringIO(pages["plan/figures.csv"].removeprefix(BYTE_ORDER_MARK))))
    assert [row["id"] for row in rows] == [each["id"] for each in FIGURES["figures"]]
    assert rows[1] | {"value": "1200", "qualifier": "over", "target": "no", "note": ""} == rows[1]


def test_the_report_numbers_its_sections_itself(pages: dict[str, str]) -> None:
    headings = [line for line in pages["plan/report.md"].splitlines() if line.startswith("## ")]
    numbers = [line.removeprefix("## ").partition(".")[0] for line in headings]
    assert numbers == [str(number) for number in range(1, len(headings) + 1)]
    assert len(headings) == 10


def test_the_report_draws_figures_answers_actions_and_gaps_together(pages: dict[str, str]) -> None:
    report = pages["plan/report.md"]
    for words in (
        *("Children, asked: **30 children**", "6 in 10 agree", "invented example", "Ask us earlier."),
        *("A quiet room.", '<strong class="overdue">Late.</strong>', "1 of the 3 national minimum standards"),
        *("1 is answered in part", "What is right in one place where the sources disagree.", "Of its three objectives"),
    ):
        assert words in report, words


def test_the_report_says_where_nothing_is_known() -> None:
    bare = made(standards=None, plan=None, stocktake=None, actions=None)["plan/report.md"]
    for words in (
        "No plan is kept.",
        "No list of standards is kept.",
        "No register is kept.",
        "No log of actions is kept.",
    ):
        assert words in bare, words


def test_the_page_for_councillors_is_short(pages: dict[str, str]) -> None:
    panel = pages["plan/for-the-panel.md"]
    assert "Children, asked: **30 children**" in panel
    assert "Ask us earlier." in panel
    assert "A quiet room." in panel
    assert len(panel.split("<footer")[0].split()) < 500
