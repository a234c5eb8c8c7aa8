"""The plan, the register, the figures and the standards: their models, and each rule broken once."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import ValidationError

from handbook.facts.figures import Figure, Figures, Series
from handbook.facts.plan import Plan, Progress
from handbook.facts.standards import standard_id
from handbook.loading import load_handbook

Complaints = Callable[[], list[str]]

HEAD = "owner: Fostering manager\nreviewed: 2026-10-01\nreview_every: 12 months\n"

STANDARDS = f"""{HEAD}title: The minimum
year: 2011
standards:
  - id: nms-1
    number: 1
    title: A say
    asks: Children are heard.
  - id: nms-2
    number: 2
    title: Leisure
    asks: Children play.
laws:
  - id: play-act-1999
    title: Play Act
    year: 1999
    purpose: It lets them play.
"""

PLAN = f"""{HEAD}title: The plan
authority: Moor Council
document: The report
section: Appendix
starts: 2019-04-01
ends: 2020-03-31
vision: a good service
framework:
  - play-act-1999
posts:
  - id: head
    title: Head of fostering
  - id: teams
    title: Teams
targets:
  - number: 1
    title: Heard
    nms:
      - "1.3"
      - "2"
    themes:
      - information
    objectives:
      - id: "1.1"
        aim: Ask children
        actions:
          - Ask
        times:
          - says: May 2019
            by: 2019-05-31
          - says: Monthly
        leads:
          - head
        pages:
          - policies/sleepovers.md
      - id: "1.2"
        aim: Answer them
        times:
          - says: April 2019
            by: 2019-04-30
        status: done
        note: The minutes of May say so.
tensions:
  - id: when
    title: When
    sayings:
      - where: The report
        says: soon
        objectives:
          - "1.1"
        figures:
          - asked
      - where: The plan
        says: late
    matters: Nobody knows.
    here: We show both.
"""

STOCKTAKE = f"""{HEAD}title: The register
authority: Moor Council
document: The briefing
report: The national report
recommendations: 3
answered_against: The plan
asks: It asks for attention.
conclusion: More or less.
sections:
  - number: 3
    title: Helping
    replied:
      - We ask them
    paragraphs:
      - number: "3.1"
        addressees:
          - Councils
        asks: Ask children
        reply: answered
        because:
          - Asking
        objectives:
          - "1.1"
      - number: "3.2"
        addressees:
          - Government
        asks: Pay
        reply: unanswered
"""

FIGURES = f"""{HEAD}documents:
  - id: report
    title: The report
    short: Report
groups:
  - id: children
    title: Children in figures
    summary: How many.
figures:
  - id: asked
    title: children who were asked
    value: 30
    unit: children
    period: "2019"
    geography: Moor
    document: report
    section: "1"
    group: children
  - id: all
    title: all children
    value: 1200
    qualifier: over
    unit: children
    period: "2019"
    geography: Moor
    document: report
    section: "1"
    group: children
  - id: share
    title: share of children who were asked
    value: 2.5
    unit: per cent
    period: "2019"
    geography: Moor
    document: report
    section: "1"
    group: children
series:
  - id: drawn
    title: Children
    group: children
    figures:
      - asked
      - all
    says: Few are asked.
checks:
  - id: is-it-right
    title: Is the share right?
    parts:
      - asked
    whole: all
    share: share
"""

FILES = {"standards": STANDARDS, "plan": PLAN, "stocktake": STOCKTAKE, "figures": FIGURES}


@pytest.fixture
def kept(copy: Path) -> Path:
    """The sample with all four files."""
    for name, text in FILES.items():
        (copy / f"service/{name}.yml").write_text(text)
    return copy


def test_the_files_hold_what_the_rules_ask_for(kept: Path, complaints: Complaints) -> None:
    assert complaints() == []
    facts = load_handbook(kept).facts
    assert facts.get(Plan)
    assert facts.get(Figures)
    assert [(each.id, time.says) for each, time in facts.get(Plan).overdue(date(2026, 11, 22))] == [("1.1", "May 2019")]
    assert facts.get(Figures).value("all") == "over 1,200 children"


BROKEN = [
    (
        "standards",
        "id: nms-2",
        "id: nms-1",
        "the standard id `nms-1` stands here and on line 7; give one of them another",
    ),
    ("standards", "id: nms-2", "id: nms-3", "the id of standard 2 is `nms-3`; write `nms-2`"),
    ("standards", "number: 2", "number: 4", "the number is 4, but this is standard 2 of the list; write 2"),
    (
        "plan",
        '      - "2"\n',
        '      - "3.1"\n',
        "there is no standard `nms-3` in service/standards.yml; write one of: `nms-1`, `nms-2`",
    ),
    ("plan", '      - "2"\n', '      - "1.3"\n', "the reference `1.3` stands here and on line 22; keep one of them"),
    (
        "plan",
        "- play-act-1999",
        "- play-act-1998",
        "there is no law `play-act-1998` in service/standards.yml; write one of: `nms-1`, `nms-2`, `play-act-1999`",
    ),
    ("plan", "id: teams", "id: head", "the post id `head` stands here and on line 14; give one of them another"),
    ("plan", "          - head\n", "          - haed\n", "there is no post `haed` in this plan; did you mean `head`?"),
    (
        "plan",
        "- policies/sleepovers.md",
        "- policies/sleepover.md",
        "there is no page `policies/sleepover.md`; did you mean `policies/sleepovers.md`?",
    ),
    ("plan", "- information", "- informaton", "there is no theme `informaton`; did you mean `information`?"),
    ("plan", "number: 1\n", "number: 2\n", "the number is 2, but this is target 1 of the plan; write 1"),
    ("plan", 'id: "1.2"', 'id: "1.3"', "the id is `1.3`, but this is objective 1.2 of the plan; write `1.2`"),
    (
        "plan",
        "        note: The minutes of May say so.\n",
        "",
        "the status is `done`; add `note:` with what happened and where that is written",
    ),
    (
        "plan",
        "ends: 2020-03-31",
        "ends: 2018-03-31",
        "the plan ends before it starts; check the days `starts` and `ends`",
    ),
    (
        "plan",
        '        objectives:\n          - "1.1"',
        '        objectives:\n          - "7.7"',
        "there is no objective `7.7` in this plan; write one of: `1.1`, `1.2`",
    ),
    (
        "plan",
        "          - asked\n",
        "          - askd\n",
        "there is no figure `askd` in service/figures.yml; did you mean `asked`?",
    ),
    (
        "plan",
        "status: done",
        "status: finished",
        "`finished` is not one of the choices; write one of: `open`, `done`, `late`, `no word in the sources`",
    ),
    ("plan", '- "1.3"', "- one", "write the number of a standard, or of a part of it, such as 22 or 7.1"),
    ("stocktake", 'number: "3.2"', 'number: "3.1"', "the paragraph `3.1` stands here and on line 18; keep one of them"),
    (
        "stocktake",
        'number: "3.2"',
        'number: "4.2"',
        "paragraph 4.2 stands in section 3; correct its number",
    ),
    (
        "stocktake",
        "        because:\n          - Asking\n",
        "",
        "nobody learns what makes this `answered`; add `because:` and below it what does, or write `reply: unanswered`",
    ),
    (
        "stocktake",
        "    replied:\n      - We ask them\n",
        "",
        (
            "section 3 says nothing of the answer it got, and this is `answered`; add `replied:` to the section, "
            "or write `reply: unanswered` and take `because:` out"
        ),
    ),
    (
        "stocktake",
        "reply: answered",
        "reply: unanswered",
        (
            "`because:` says what answers this paragraph, so it is not `unanswered`; "
            "write `reply: answered` or `reply: answered in part`, or take `because:` out"
        ),
    ),
    (
        "stocktake",
        '          - "1.1"',
        '          - "9.9"',
        "there is no objective `9.9` in service/plan.yml; write one of: `1.1`, `1.2`",
    ),
    ("figures", "id: drawn", "id: asked", "the figure id `asked` stands here and on line 13; give one of them another"),
    (
        "figures",
        "    group: children\n  - id: all",
        "    group: childern\n  - id: all",
        "there is no group `childern`; did you mean `children`?",
    ),
    (
        "figures",
        "    document: report\n",
        "    document: repotr\n",
        "there is no document `repotr`; did you mean `report`?",
    ),
    (
        "figures",
        "      - all\n",
        "      - share\n",
        "these figures have different units (children, per cent); draw those of one unit together",
    ),
    ("figures", "      - all\n", "      - al\n", "there is no figure `al`; did you mean `all`?"),
    ("figures", "whole: all", "whole: al", "there is no figure `al`; did you mean `all`?"),
    ("figures", "share: share", "share: asked", "`asked` is in children; name a figure in per cent"),
    (
        "figures",
        "value: 1200",
        "value: 0",
        "`all` is 0, and nothing can be a share of it; name another figure, or correct its `value:` on line 24",
    ),
    (
        "figures",
        "value: 1200",
        "value: 1,200",
        "this is no number; write figures without commas or signs, such as 53420 or 5.72",
    ),
    (
        "figures",
        "    summary: How many.\n",
        "    summary: How many.\n  - id: empty\n    title: Nothing\n    summary: Nothing.\n",
        "no figure has `group: empty`; add a figure with that, or take the group out",
    ),
    ("figures", "      - asked\n      - all\n", "      - asked\n", "a picture needs at least two `figures`"),
    (
        "figures",
        "    says: Few",
        "    labels:\n      - One\n    says: Few",
        "there must be as many `labels` as figures, in the same order",
    ),
]


@pytest.mark.parametrize(("name", "old", "new", "told"), BROKEN, ids=[f"{each[0]}: {each[3][:50]}" for each in BROKEN])
def test_a_broken_rule_is_reported_where_it_is_broken(
    kept: Path, complaints: Complaints, name: str, old: str, new: str, told: str
) -> None:
    path = kept / f"service/{name}.yml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    said = complaints()
    assert [line for line in said if line.startswith(f"service/{name}.yml:") and line.endswith(f": {told}")], said


def test_a_page_names_standards_of_the_list(kept: Path, complaints: Complaints) -> None:
    page = kept / "docs/policies/sleepovers.md"
    text = page.read_text()
    page.write_text(text.replace("contacts:\n", "standards:\n  - nms-2\n  - play-act-1999\ncontacts:\n", 1))
    assert complaints() == []
    page.write_text(text.replace("contacts:\n", "standards:\n  - nms-22\n  - nms-1\n  - nms-1\ncontacts:\n", 1))
    first = page.read_text().splitlines().index("  - nms-1") + 1
    assert [line.split(": ", 1)[1] for line in complaints()] == [
        "there is no standard `nms-22` in service/standards.yml; write one of: `nms-1`, `nms-2`, `play-act-1999`",
        f"the standard `nms-1` stands here and on line {first}; keep one of them",
    ]


def test_a_service_without_a_list_of_standards_cannot_name_one(copy: Path, complaints: Complaints) -> None:
    page = copy / "docs/policies/sleepovers.md"
    page.write_text(page.read_text().replace("contacts:\n", "standards:\n  - nms-2\ncontacts:\n", 1))
    (told,) = complaints()
    assert told.endswith("there is no standard `nms-2` in service/standards.yml; check the spelling, or add it first")


def test_a_part_of_a_standard_belongs_to_the_whole() -> None:
    assert (standard_id("7.1"), standard_id("22"), standard_id("21.10")) == ("nms-7", "nms-22", "nms-21")


def test_what_is_done_or_still_to_come_is_not_overdue(kept: Path) -> None:
    plan = load_handbook(kept).facts.get(Plan)
    assert plan
    assert isinstance(plan, Plan)
    assert plan.objectives["1.2"].status is Progress.DONE
    assert [each.id for each, _ in plan.overdue(date(2019, 6, 1))] == ["1.1"]
    assert list(plan.overdue(date(2019, 5, 31))) == []


@pytest.mark.parametrize(
    ("value", "qualifier", "unit", "words"),
    [
        ("53420", None, "children", "53,420 children"),
        ("1.6", None, "billion pounds", "£1.6 billion"),
        ("475", "about", "pounds a week", "about £475 a week"),
        ("12", None, "pounds", "£12"),
        ("0.03", None, "per cent", "0.03 per cent"),
    ],
)
def test_a_figure_in_words(value: str, qualifier: str | None, unit: str, words: str) -> None:
    figure = Figure.model_validate(
        {
            **dict.fromkeys(("title", "period", "geography", "section"), "x"),
            "id": "f",
            "document": "d",
            "group": "g",
            "value": value,
            "unit": unit,
            "qualifier": qualifier,
        }
    )
    assert figure.words == words


@pytest.mark.parametrize(("stated", "agrees"), [("2.5", True), ("3", True), ("2", False), ("2.6", False)])
def test_a_share_is_rounded_as_the_source_rounds_it(kept: Path, stated: str, *, agrees: bool) -> None:
    path = kept / "service/figures.yml"
    path.write_text(path.read_text().replace("value: 2.5", f"value: {stated}"))
    figures = load_handbook(kept).facts.get(Figures)
    assert isinstance(figures, Figures)
    result = figures.checked(figures.checks[0])
    assert (result.calculated, result.stated, result.agrees) == ("2.5 per cent", f"{stated} per cent", agrees)


def test_parts_that_do_not_make_the_whole_are_told(kept: Path) -> None:
    figures = load_handbook(kept).facts.get(Figures)
    assert figures
    check = figures.checks[0].model_copy(update={"parts": ("asked", "asked"), "share": None})
    result = figures.checked(check)
    assert (result.calculated, result.stated, result.agrees) == ("60 children", "over 1,200 children", False)


def test_an_unknown_figure_has_no_words(kept: Path) -> None:
    figures = load_handbook(kept).facts.get(Figures)
    assert figures
    with pytest.raises(KeyError):
        figures.value("nobody")
    assert figures.by_id["share"].value == Decimal("2.5")


def test_series_needs_two_figures() -> None:
    with pytest.raises(ValidationError, match="at least two"):
        Series.model_validate({"id": "s", "title": "x", "group": "g", "figures": ["a"], "says": "x"})
