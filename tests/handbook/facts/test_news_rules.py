"""Change notes, actions, decisions and coverage: each rule is broken once, and told at the right place."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from handbook.facts.actions import ActionItem, ServiceDecision
from handbook.facts.changes import ChangeNote, Changes
from handbook.facts.coverage import CoverageRow
from handbook.loading import load_sources
from handbook.rules.checking import check_on

SAMPLE = Path(__file__).parent.parent.parent / "sample"
REVIEW = "owner: Fostering manager\nreviewed: 2026-10-01\nreview_every: 1 month\n"
CHANGES = (
    REVIEW
    + """\
newsletter:
  title: Moor news
  opening: Hello.
  closing: Goodbye.
changes:
  - id: mileage
    day: 2026-11-09
    title: Send mileage early
    what: Pay comes early.
    must_act: yes
    act: Send it.
    act_by: 2026-12-05
    audience: [foster carers]
    starts: 2026-12-01
    because:
      kind: consultation
      text: People asked for it.
      ref: mileage
    by: Payments manager
  - id: words
    day: 2026-11-05
    kind: learning point
    title: Answers came late
    what: Nobody knew who decides.
    must_act: no
    theme: late answers
    change_made: One table.
    audience: [foster carers]
    starts: 2026-11-05
    because:
      kind: complaint theme
      text: Several were alike.
    by: Quality manager
  - id: fresh
    day: 2026-11-04
    title: A first step is done
    what: It is done.
    must_act: no
    audience: [foster carers]
    starts: 2026-11-04
    because:
      kind: action
      text: It was raised.
      ref: forms
    by: Quality manager
"""
)
ACTIONS = (
    REVIEW
    + """\
actions:
  - id: forms
    raised_at: meet and greet
    raised_on: 2026-10-14
    what: Shorter forms.
    who: Payments manager
    due: 2026-12-18
    status: open
    survey: mileage
decisions:
  - id: once
    title: Ask once
    decision: We ask once.
    reason: Twice is too often.
    day: 2026-10-01
    by: Advisory board
    consultation: mileage
"""
)
COVERAGE = (
    REVIEW
    + """\
chapters:
  - letter: A
    title: Charters
rows:
  - id: A1
    name: A charter
    asks: Promises.
    priority: core
    state: covered
    where:
      - title: The survey
        form: mileage
  - id: A2
    name: A portal
    asks: A safe way in.
    priority: out
    state: out
    why: It is another system.
"""
)
FILES = {"service/changes.yml": CHANGES, "service/actions.yml": ACTIONS, "service/coverage.yml": COVERAGE}

Complaints = Callable[[], list[str]]


@pytest.fixture
def kept(copy: Path) -> Path:
    """The sample with the three files."""
    for path, text in FILES.items():
        (copy / path).write_text(text, encoding="utf-8")
    return copy


def test_the_three_files_as_they_stand_have_no_problem(kept: Path, complaints: Complaints) -> None:
    assert kept.is_dir()
    assert complaints() == []


@pytest.mark.parametrize(
    ("path", "old", "new", "told"),
    [
        ("service/changes.yml", "id: words", "id: mileage", "the note id `mileage` stands here and on line 9"),
        ("service/changes.yml", "ref: mileage", "ref: milage", "no consultation `milage`; did you mean `mileage`?"),
        ("service/changes.yml", "ref: forms", "ref: form", "there is no action `form`; did you mean `forms`?"),
        (
            "service/changes.yml",
            "kind: consultation\n      text: People asked for it.\n      ref: mileage",
            "kind: survey\n      text: People asked for it.\n      ref: carer-views",
            "there is no survey wave `carer-views`",
        ),
        ("service/changes.yml", "by: Payments manager", "by: Jane Doe", "`Jane Doe` reads like the name of a person"),
        ("service/changes.yml", "what: Pay comes", "what: Mrs Doe says pay comes", "`Mrs Doe` is a person"),
        ("service/actions.yml", "id: forms", "id: forms2", "no action `forms`"),
        ("service/actions.yml", "survey: mileage", "survey: milage", "did you mean `mileage`?"),
        ("service/actions.yml", "consultation: mileage", "consultation: mile", "no survey wave or consultation `mile`"),
        ("service/actions.yml", "who: Payments manager", "who: J. Doe", "`J. Doe` reads like the name of a person"),
        ("service/actions.yml", "Shorter forms", "Dr Doe wants shorter forms", "`Dr Doe` is a person"),
        ("service/actions.yml", "Twice is", "For Ms Doe twice is", "`Ms Doe` is a person"),
        ("service/coverage.yml", "id: A2", "id: A1", "the row id `A1` stands here and on line 8"),
        ("service/coverage.yml", "id: A2", "id: B2", "there is no chapter `B`"),
        ("service/coverage.yml", "form: mileage", "form: milage", "no survey or consultation `milage`"),
        ("service/coverage.yml", "priority: out", "priority: core", "what is `core` cannot be left out"),
        ("service/coverage.yml", "state: out", "state: not yet", "with `priority: out`, write `state: out`"),
    ],
)
def test_a_broken_rule_is_reported(
    kept: Path, complaints: Complaints, path: str, old: str, new: str, told: str
) -> None:
    text = (kept / path).read_text(encoding="utf-8")
    assert old in text
    (kept / path).write_text(text.replace(old, new, 1), encoding="utf-8")
    assert [line for line in complaints() if told in line], complaints()


def test_rows_are_in_the_order_of_their_ids(kept: Path, complaints: Complaints) -> None:
    first, second = COVERAGE.index("  - id: A1"), COVERAGE.index("  - id: A2")
    turned = COVERAGE[:first] + COVERAGE[second:] + COVERAGE[first:second]
    (kept / "service/coverage.yml").write_text(turned, encoding="utf-8")
    assert "`A1` stands after `A2`" in complaints()[0]


def test_an_area_is_asked_for_only_where_areas_are_kept(kept: Path, complaints: Complaints) -> None:
    path = kept / "service/actions.yml"
    path.write_text(ACTIONS.replace("    survey: mileage", "    area: moon"), encoding="utf-8")
    assert complaints() == []


NOTE: dict[str, Any] = {
    "id": "a",
    "day": "2026-11-09",
    "title": "A",
    "what": "B.",
    "must_act": "no",
    "audience": ["carers"],
    "starts": "2026-11-09",
    "because": {"kind": "review", "text": "C."},
    "by": "Manager",
}
ACT = {"must_act": "yes", "act": "Do.", "act_by": "2026-12-01"}
LEARNED = {"kind": "learning point", "theme": "t", "change_made": "m", "because": {"kind": "compliment", "text": "C."}}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"must_act": "yes"}, "what to do and by when"),
        ({"must_act": "yes", "act": "Do."}, "what to do and by when"),
        ({"act": "Do."}, "asks for nothing"),
        ({**ACT, "act_by": "2026-11-08"}, "nobody can act before"),
        ({"kind": "learning point", "because": LEARNED["because"]}, "`theme:` and `change_made:`"),
        ({"theme": "t"}, "only a learning point has this"),
        ({**LEARNED, "because": NOTE["because"]}, "comes from a complaint"),
        ({"because": {"kind": "survey", "text": "C."}}, "write its name after `ref:`"),
        ({"because": {"kind": "law", "text": "C.", "ref": "x"}}, "take `ref` out"),
    ],
)
def test_a_note_that_leaves_readers_guessing_is_refused(changed: dict[str, Any], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        ChangeNote.model_validate({**NOTE, **changed})


RAISED: dict[str, Any] = {
    "id": "a",
    "raised_at": "board",
    "raised_on": "2026-10-14",
    "what": "A.",
    "who": "Manager",
    "due": "2026-12-18",
    "status": "open",
}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"status": "done"}, "people want to know when it was done"),
        ({"status": "done", "done_in": "2018"}, "people want to know when it was done"),
        ({"status": "not doing"}, "owes people a reason"),
        ({"due": "2026-10-13"}, "due before it was raised"),
        ({"status": "done", "done_on": "2026-10-13"}, "done before it was raised"),
        ({"due": None}, "needs a day"),
        ({"raised_on": None}, "write the day it was raised"),
        ({"raised_in": "2018"}, "write the day it was raised"),
    ],
)
def test_an_action_without_its_day_or_its_reason_is_refused(changed: dict[str, Any], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        ActionItem.model_validate({**RAISED, **changed})


def test_what_is_done_was_not_done_on_a_day_to_come(kept: Path) -> None:
    path = kept / "service/actions.yml"
    done = "    status: done\n    done_on: 2026-11-23\n"
    path.write_text(ACTIONS.replace("    status: open\n", done, 1), encoding="utf-8")
    sources = load_sources(kept)
    (told,) = [each.message for each in check_on(sources, date(2026, 11, 22)) if each.path == "service/actions.yml"]
    assert told == (
        "this cannot have been done on 2026-11-23, a day that is still to come; write the day on which it was, "
        "2026-11-22 at the latest, or another `status`, and in `due:` the day on which it will be"
    )
    assert not [each for each in check_on(sources, date(2026, 11, 23)) if each.path == "service/actions.yml"]


def test_late_is_worked_out_from_the_day() -> None:
    raised = ActionItem.model_validate(RAISED)
    assert not raised.is_late(date(2026, 12, 18))
    assert raised.is_late(date(2026, 12, 19))
    done = {**RAISED, "status": "done", "done_on": "2026-12-24"}
    assert not ActionItem.model_validate(done).is_late(date(2026, 12, 25)), "what is done is not late any more"
    source = {"title": "A report"}
    assert not ActionItem.model_validate({**RAISED, "source": source}).is_late(date(2030, 1, 1)), "a record of its time"


ROW: dict[str, Any] = {"id": "B8", "name": "N", "asks": "A.", "priority": "core", "state": "covered"}
PLACE = {"title": "T", "page": "a.md"}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, "can be found somewhere"),
        ({"state": "partly", "why": "W."}, "can be found somewhere"),
        ({"state": "not yet"}, "owes readers a reason"),
        ({"state": "out"}, "owes readers a reason"),
        ({"where": [PLACE], "why": "W."}, "needs no excuse"),
        ({"where": [{**PLACE, "file": "b"}]}, "a place is one thing"),
        ({"where": [{"title": "T"}]}, "a place is one thing"),
        ({"id": "b8", "where": [PLACE]}, "a capital letter and a number"),
    ],
)
def test_a_row_that_says_neither_where_nor_why_is_refused(changed: dict[str, Any], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        CoverageRow.model_validate({**ROW, **changed})


def test_a_note_is_out_from_its_day_and_to_do_until_its_last() -> None:
    newsletter = {"title": "T", "opening": "O.", "closing": "C."}
    review = {"owner": "Manager", "reviewed": "2026-10-01", "review_every": "1 month"}
    notes = [{**NOTE, **ACT, "id": "act"}, {**NOTE, "id": "later", "day": "2026-11-23", "starts": "2026-11-23"}]
    changes = Changes.model_validate({**review, "newsletter": newsletter, "changes": notes})
    assert [each.id for each in changes.published(date(2026, 11, 22))] == ["act"]
    assert [each.id for each in changes.published(date(2026, 11, 23))] == ["later", "act"]
    same_day = changes.model_copy(
        update={"changes": (ChangeNote.model_validate({**NOTE, "id": "aa"}), *changes.changes)}
    )
    assert [each.id for each in same_day.published(date(2026, 11, 22))] == ["act", "aa"], (
        "what must be acted on comes first"
    )
    act = changes.changes[0]
    assert [act.is_to_do(date(2026, 12, day)) for day in (1, 2)] == [True, False]
    assert not act.is_to_do(date(2026, 11, 8))


def test_a_decision_can_stand_without_a_consultation() -> None:
    decision = {"id": "a", "title": "A", "decision": "B.", "reason": "C.", "day": "2026-01-01", "by": "Board"}
    assert ServiceDecision.model_validate(decision).consultation is None
