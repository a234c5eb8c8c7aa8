"""For every field that holds a day somebody has decided whether it may lie ahead, and how far."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import get_args

import pytest

from handbook.loading import load_sources
from handbook.registry import KINDS
from handbook.rules.checking import check_on
from handbook.rules.days import LIMITS, MAX_AHEAD, MAX_NOTE_DELAY, YEARS, day_limit, day_problems
from handbook.source.source_file import Record
from handbook.source.text_values import Loc
from handbook.source.types import Content

ON = date(2026, 11, 22)
PAST, PLAN, HELD_BACK, ANY = "no day to come", "up to five years ahead", "up to a year ahead", "any day"
PLAN_OR_PAST = "a plan, or no day to come when the keys beside it say that it took place"

# A field that is not named here makes a test fail: decide whether its day may lie ahead, and say so here and in LIMITS.
JUDGED = {
    "actions": {"actions.raised_on": PAST, "actions.due": PLAN, "actions.done_on": PAST, "decisions.day": PAST},
    "changes": {
        "changes.day": HELD_BACK,
        "changes.corrected_on": PAST,
        "changes.act_by": PLAN,
        "changes.starts": PLAN,
    },
    "charter": {"agreed.day": PAST, "dates.dated": PAST},
    "consultation": {"opens": PLAN, "closes": PLAN, "answer_due": PLAN},
    "courses": {
        "courses.dates.days": PLAN,
        "courses.dates.moved_from": PLAN,
        "courses.dates.decided_on": PAST,
        "courses.dates.told_on": PAST,
    },
    "events": {
        "events.held.since": PLAN,
        "events.held.until": PLAN,
        "events.held.days": PLAN,
        "events.held.not_on": PLAN,
        "events.held.moved.day": PLAN,
        "events.held.moved.to": PLAN,
        "events.held.moved.told_on": PAST,
        "events.held.cancelled.day": PLAN,
        "events.held.cancelled.told_on": PAST,
        "events.meetings.day": PLAN_OR_PAST,
    },
    "national": {"sums.starts": PLAN, "sums.ends": PLAN},
    "outcome": {"published": PAST, "findings.did.day": PLAN_OR_PAST},
    "plan": {"starts": ANY, "ends": ANY, "targets.objectives.times.by": ANY},
    "rates": {"rates.amounts.starts": PLAN, "rates.amounts.ends": PLAN},
    "summary": {"opens": PAST, "closes": PAST, "released": PAST},
    "wave": {"opens": PLAN, "closes": PLAN, "answer_due": PLAN},
}
TOOK_PLACE = {
    "findings.did.day": ({"status": "done"}, {"status": "not doing"}),
    "events.meetings.day": ({"notes": "We met."}, {"actions": ["a"]}),
}
STILL_A_PLAN = {
    "findings.did.day": ({"status": "planned"}, {"status": "under way"}, {}),
    "events.meetings.day": ({"agenda": ["News"]}, {}),
}
PLACES = {
    "actions": "service/actions.yml",
    "changes": "service/changes.yml",
    "charter": "charters/kent.yml",
    "consultation": "surveys/mileage/consultation.yml",
    "courses": "service/courses.yml",
    "events": "service/events.yml",
    "national": "service/national.yml",
    "outcome": "surveys/mileage/outcome.yml",
    "plan": "service/plan.yml",
    "rates": "service/rates.yml",
    "standards": "service/standards.yml",
    "summary": "surveys/mileage/summary.yml",
    "wave": "surveys/views/waves/spring.yml",
}
DAYS = [(kind, way, judged) for kind, ways in JUDGED.items() for way, judged in ways.items()]


def _parts(annotation: object) -> Iterator[object]:
    yield annotation
    for part in get_args(annotation):
        yield from _parts(part)


def _ways_to_days(model: type[Content], above: tuple[str, ...] = ()) -> Iterator[str]:
    """The way to each day of a model, lists left out; no model of ours is within itself."""
    for name, field in model.model_fields.items():
        for part in _parts(field.annotation):
            if part is date:
                yield ".".join((*above, name))
            elif isinstance(part, type) and issubclass(part, Content):
                yield from _ways_to_days(part, (*above, name))


def test_every_field_that_holds_a_day_is_judged() -> None:
    found = {(kind.name, way) for kind in KINDS for way in _ways_to_days(kind.model) if way != "reviewed"}
    assert found == {(kind, way) for kind, way, _ in DAYS} == set(LIMITS)


def _faults(kind: str, way: str, text: str, beside: dict[str, object] | None = None) -> list[str]:
    """What is told about one value, alone in its file but for the keys beside it."""
    *above, key = way.split(".")
    loc: Loc = (key,)
    value: object = {**(beside or {}), key: text}
    for step in reversed(above):
        value, loc = {step: [value]}, (step, 0, *loc)
    record = Record(PLACES[kind], value, {}, {})
    return [each.message for each in day_problems(record, ON)]


def _after(days: int) -> str:
    return (ON + timedelta(days=days)).isoformat()


@pytest.mark.parametrize(("kind", "way", "judged"), DAYS)
def test_a_day_is_refused_from_the_first_one_that_cannot_be(kind: str, way: str, judged: str) -> None:
    assert day_limit(kind, way)
    last = {PAST: 0, HELD_BACK: MAX_NOTE_DELAY.days, PLAN: MAX_AHEAD.days, PLAN_OR_PAST: MAX_AHEAD.days}
    if judged == ANY:
        assert _faults(kind, way, "2100-12-31") == []
        return
    assert _faults(kind, way, _after(last[judged])) == []
    (told,) = _faults(kind, way, _after(last[judged] + 1))
    assert ("a day that is still to come; write the day on which it was, 2026-11-22" in told) is (judged == PAST)
    assert ("ahead; check the year" in told) is (judged != PAST)


@pytest.mark.parametrize(
    ("kind", "way", "beside"), [(kind, way, each) for kind, way, _ in DAYS for each in TOOK_PLACE.get(way, ())]
)
def test_what_took_place_took_place_by_today(kind: str, way: str, beside: dict[str, object]) -> None:
    assert _faults(kind, way, _after(0), beside) == []
    (told,) = _faults(kind, way, _after(1), beside)
    assert "a day that is still to come; write the day on which it was, 2026-11-22 at the latest, or " in told


@pytest.mark.parametrize(
    ("kind", "way", "beside"), [(kind, way, each) for kind, way, _ in DAYS for each in STILL_A_PLAN.get(way, ())]
)
def test_the_same_may_lie_ahead_while_it_is_a_plan(kind: str, way: str, beside: dict[str, object]) -> None:
    assert _faults(kind, way, _after(300), beside) == []


@pytest.mark.parametrize(("kind", "way"), list(YEARS))
@pytest.mark.parametrize("words", ["{}", "March {}", "2012, then {}"])
def test_a_year_that_has_not_begun_is_refused_where_something_was_published(kind: str, way: str, words: str) -> None:
    assert _faults(kind, way, words.format(2026)) == []
    (told,) = _faults(kind, way, words.format(2027))
    assert told.endswith("in 2027, a year that is still to come; check the year")


def test_nobody_reads_a_text_tomorrow(copy: Path, edit: Callable[[str, str, str], None]) -> None:
    edit("docs/index.md", "reviewed: 2026-10-01", "reviewed: 2026-11-23")
    edit("service/glossary.yml", "reviewed: 2026-10-01", "reviewed: 2026-11-22")
    (told,) = check_on(load_sources(copy), ON)
    assert str(told) == (
        "docs/index.md:6:11: nobody can have read this on 2026-11-23, a day that is still to come; "
        "write the day on which it was, 2026-11-22 at the latest"
    )
    assert list(check_on(load_sources(copy), ON + timedelta(days=1))) == []
