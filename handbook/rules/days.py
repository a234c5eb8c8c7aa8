"""Rules about days: what has happened is in the past, and plans are not decades ahead.

Every field with a day has a limit here; a test fails for a new field without one.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from handbook.registry import content_file
from handbook.source.problems import Problem
from handbook.source.source_file import Record
from handbook.source.text_values import Loc
from handbook.sources import Sources

MAX_AHEAD = timedelta(days=5 * 366)
"""Days of courses, surveys and payments are never planned further ahead."""

MAX_NOTE_DELAY = timedelta(days=366)
"""A note with a later day has a mistyped year."""

Entry = Mapping[str, object]
"""The mapping that contains a day, as it is written."""

_YEAR = re.compile(r"\b(?:19|20|21)[0-9]{2}\b")


@dataclass(frozen=True)
class DayLimit:
    """How late a day may be."""

    ahead: timedelta | None
    """How far it may be after today; None for any day."""
    claim: str = ""
    """What a day in the future would claim, as the beginning of a sentence."""
    instead: str = ""
    """What to do if the day is right and has not come yet."""
    only_if: Callable[[Entry], bool] | None = None
    """Whether the limit applies, given the mapping around the day; if not, the day is a plan."""

    def fault(self, day: date, on: date, beside: Entry) -> str | None:
        """The message about a day that is too late on the given day; None if it is not."""
        ahead = MAX_AHEAD if self.only_if and not self.only_if(beside) else self.ahead
        if ahead is None or day - on <= ahead:
            return None
        if ahead > timedelta():
            return f"this day is more than {_years(ahead)} ahead; check the year"
        return f"{self.claim} on {day}, a day that is still to come; {self._write(on)}"

    def _write(self, on: date) -> str:
        return f"write the day on which it was, {on} at the latest{f', or {self.instead}' if self.instead else ''}"


def _years(ahead: timedelta) -> str:
    years = ahead.days // 366
    return "a year" if years == 1 else f"{years} years"


def _past(claim: str, instead: str = "", only_if: Callable[[Entry], bool] | None = None) -> DayLimit:
    return DayLimit(timedelta(), claim, instead, only_if)


def _is_settled(beside: Entry) -> bool:
    return beside.get("status") in ("done", "not doing")


def _was_held(beside: Entry) -> bool:
    return bool(beside.get("notes") or beside.get("actions"))


PLANNED = DayLimit(MAX_AHEAD)
ANY_DAY = DayLimit(None)
_READ_ON = _past("nobody can have read this")
_DECIDED_ON = _past("nobody can have decided this", "keep it back until it is decided")
_TOLD_ON = _past("nobody can have been told", "tell people first")

LIMITS: Mapping[tuple[str, str], DayLimit] = {
    ("actions", "actions.raised_on"): _past("nobody can have raised this"),
    ("actions", "actions.due"): PLANNED,
    ("actions", "actions.done_on"): _past(
        "this cannot have been done", "another `status`, and in `due:` the day on which it will be"
    ),
    ("actions", "decisions.day"): _DECIDED_ON,
    ("changes", "changes.day"): DayLimit(MAX_NOTE_DELAY),
    ("changes", "changes.corrected_on"): _past("nobody can have put this right", "put it right first"),
    ("changes", "changes.act_by"): PLANNED,
    ("changes", "changes.starts"): PLANNED,
    ("charter", "agreed.day"): _past("nobody can have agreed to this", "add the entry once it is agreed"),
    ("charter", "dates.dated"): _past("a published charter cannot be dated"),
    ("consultation", "opens"): PLANNED,
    ("consultation", "closes"): PLANNED,
    ("consultation", "answer_due"): PLANNED,
    ("courses", "courses.dates.days"): PLANNED,
    ("courses", "courses.dates.moved_from"): PLANNED,
    ("courses", "courses.dates.decided_on"): _DECIDED_ON,
    ("courses", "courses.dates.told_on"): _TOLD_ON,
    ("events", "events.held.since"): PLANNED,
    ("events", "events.held.until"): PLANNED,
    ("events", "events.held.days"): PLANNED,
    ("events", "events.held.not_on"): PLANNED,
    ("events", "events.held.moved.day"): PLANNED,
    ("events", "events.held.moved.to"): PLANNED,
    ("events", "events.held.moved.told_on"): _TOLD_ON,
    ("events", "events.held.cancelled.day"): PLANNED,
    ("events", "events.held.cancelled.told_on"): _TOLD_ON,
    ("national", "sums.starts"): PLANNED,
    ("national", "sums.ends"): PLANNED,
    ("events", "events.meetings.day"): _past(
        "a meeting cannot have notes or agreed actions", "take `notes` and `actions` out until it was held", _was_held
    ),
    ("outcome", "published"): _past("nobody can have been answered", "publish this file on that day"),
    ("outcome", "findings.did.day"): _past(
        "this cannot have been done or decided", "another `status`, such as `planned`", _is_settled
    ),
    ("plan", "starts"): ANY_DAY,
    ("plan", "ends"): ANY_DAY,
    ("plan", "targets.objectives.times.by"): ANY_DAY,
    ("rates", "rates.amounts.starts"): PLANNED,
    ("rates", "rates.amounts.ends"): PLANNED,
    ("summary", "opens"): _past("nobody can have answered"),
    ("summary", "closes"): _past("the last answer cannot have come"),
    ("summary", "released"): _past("results cannot have been released", "take the file from `publish` as it is"),
    ("wave", "opens"): PLANNED,
    ("wave", "closes"): PLANNED,
    ("wave", "answer_due"): PLANNED,
}
"""By kind of file and path to the field, without indices; `reviewed` is the same in all."""

YEARS: Mapping[tuple[str, str], str] = {
    ("standards", "year"): "the list of standards cannot have been published",
    ("standards", "laws.year"): "this law cannot have been made",
    ("charter", "dates.published"): "a published charter cannot have come out",
    ("charter", "dates.revised"): "a published charter cannot have been revised",
}
"""What a year in the future would claim, by kind of file and path to the field."""


def day_limit(kind: str, field_path: str) -> DayLimit | None:
    """The limit of a field; None if it has none yet."""
    return _READ_ON if field_path == "reviewed" else LIMITS.get((kind, field_path))


def check_days_are_plausible(sources: Sources, on: date) -> Iterator[Problem]:
    """Nothing has happened on a day in the future."""
    for record in sources.records.values():
        yield from day_problems(record, on)


def day_problems(record: Record, on: date) -> Iterator[Problem]:
    """Problems with the days and years of one file."""
    file = content_file(record.path)
    kind = file.kind.name if file else ""
    for loc, text, beside in _values(record.value):
        field_path = ".".join(str(step) for step in loc if isinstance(step, str))
        limit = day_limit(kind, field_path)
        fault = limit.fault(date.fromisoformat(text), on, beside) if limit else None
        if (kind, field_path) in YEARS and (late := [year for year in _YEAR.findall(text) if int(year) > on.year]):
            fault = f"{YEARS[kind, field_path]} in {late[0]}, a year that is still to come; check the year"
        if fault:
            yield record.problem(loc, fault)


def _values(value: object, loc: Loc = (), beside: Entry | None = None) -> Iterator[tuple[Loc, str, Entry]]:
    """Every text of a file with its loc and the mapping around it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _values(inner, (*loc, key), value)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _values(inner, (*loc, index), beside)
    elif isinstance(value, str):
        yield loc, value, beside or {}


RULES_BY_DAY = (check_days_are_plausible,)
