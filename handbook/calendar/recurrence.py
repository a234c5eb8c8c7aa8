"""Times of day, recurrence rules in words, and the dates of courses."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Annotated

from dateutil.rrule import rrulestr
from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, model_validator

from handbook.formatting import MONTHS, WEEKDAYS, listed
from handbook.source.types import Content, Day, Line, Ref, Slug, YesNo

ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}

_DAY = f"(?P<weekday>{'|'.join(WEEKDAYS)})"
_MONTH = f"(?:{'|'.join(MONTHS)})"
_MONTHS = f"{_MONTH}(?:, {_MONTH})*(?: and {_MONTH})?"
_EXCEPT = f"(?: except (?:in )?(?P<left_out>{_MONTHS}))?"
_WEEKLY = re.compile(f"{_DAY}{_EXCEPT}")
_MONTHLY = re.compile(f"(?P<ordinal>{'|'.join(ORDINALS)}) {_DAY} of (?:the month{_EXCEPT}|(?P<months>{_MONTHS}))")


def _clock_time(value: object) -> object:
    if isinstance(value, time):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]", value):
        raise ValueError("not a time of day; write it with 24 hours and two figures each, such as 09:30 or 18:00")
    return time.fromisoformat(value)


def _check_rule(value: str) -> str:
    if not (_WEEKLY.fullmatch(value) or _MONTHLY.fullmatch(value)):
        raise ValueError(f"this rule is not understood; write {_suggest_rule(value)}")
    if not _months_of(value):
        raise ValueError("this rule leaves no month of the year; take some out after `except`")
    return value


_EXAMPLES = "`Tuesday`, `first Tuesday of the month` or `first Tuesday of the month except August`"
_FILLER_WORDS = {*("and", "but", "each", "every", "except", "for", "in", "month", "not", "of", "on", "the", "without")}
_EXCEPTION_WORDS = {"but", "except", "not", "without"}


def _suggest_rule(value: str) -> str:
    """Advice about a rule: what was probably meant, or examples."""
    words = [word.capitalize() for word in re.findall(r"\w+", value)]
    days = [word.removesuffix("s") for word in words if word.removesuffix("s") in WEEKDAYS]
    ordinals = [word.lower() for word in words if word.lower() in ORDINALS]
    months = [month for month in MONTHS if month in words]
    fillers = {word.lower() for word in words} & _FILLER_WORDS
    known = len(days) + len(ordinals) + sum(word in MONTHS or word.lower() in _FILLER_WORDS for word in words)
    if (
        len(days) != 1
        or len(ordinals) > 1
        or known < len(words)
        or (months and not ordinals and not _EXCEPTION_WORDS & fillers)
    ):
        return f"one such as {_EXAMPLES}, or write single days below `days:`, in place of `every:`"
    month_names = listed(months)
    left_out = f" except {month_names}" if months and _EXCEPTION_WORDS & fillers else ""
    if not ordinals:
        return f"`{days[0]}{left_out}`, if each week is meant"
    of = "the month" if left_out or not months else month_names
    return f"`{ordinals[0]} {days[0]} of {of}{left_out}`, if that is meant"


ClockTime = Annotated[
    time,
    BeforeValidator(_clock_time),
    WithJsonSchema({"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}),
]
"""A time of day where the reader lives, written 09:30 or 18:00."""

RecurrenceRule = Annotated[str, AfterValidator(_check_rule)]
"""Days that repeat: `Tuesday`, `first Tuesday of the month except August`, `last Thursday of March and September`."""


def to_rrule(rule: str) -> str:
    """The iCalendar rule: `first Tuesday of the month` is `FREQ=MONTHLY;BYDAY=1TU`. Raises ValueError."""
    weekly, monthly = _WEEKLY.fullmatch(rule), _MONTHLY.fullmatch(rule)
    if weekly:
        by_day = f"FREQ=WEEKLY;BYDAY={_short(weekly['weekday'])}"
    elif monthly:
        by_day = f"FREQ=MONTHLY;BYDAY={ORDINALS[monthly['ordinal']]}{_short(monthly['weekday'])}"
    else:
        raise ValueError(rule)
    months = _months_of(rule)
    return by_day if len(months) == len(MONTHS) else f"{by_day};BYMONTH={','.join(map(str, months))}"


def _months_of(rule: str) -> list[int]:
    """The months of a rule, January as 1."""
    named_months = {MONTHS.index(month) + 1 for month in re.findall(_MONTH, rule)}
    all_months = range(1, len(MONTHS) + 1)
    return [month for month in all_months if not named_months or (month in named_months) is (" except " not in rule)]


def _short(weekday: str) -> str:
    return weekday[:2].upper()


def repeated_days(rule: str, since: date, start: date, end: date) -> Iterator[date]:
    """The days of a rule from `start` to `end`, both included, and not before `since`."""
    # Times of day are local, so daylight saving does not matter here.
    days = rrulestr(to_rrule(rule), dtstart=_midnight(since))
    for moment in days.between(_midnight(start), _midnight(end), inc=True):
        yield moment.date()


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a day, not a moment


class CourseDate(Content):
    """One run of a course: all of its days, at the same hours."""

    id: Slug
    """Short name, once in its course; calendars know the date by it, so it stays when the day moves."""
    days: tuple[Day, ...] = Field(min_length=1)
    """Each day of it, first day first."""
    begins: ClockTime
    """When each day begins."""
    finishes: ClockTime
    """When each day ends."""
    area: Ref | None = None
    """The area where it is held; leave it out for one that is online or for all areas."""
    place: Line
    """Where it is, in words; no postcode."""
    online: YesNo = False
    """Whether this date is live on a screen, for a course that is else given in a room."""
    moved_from: Day | None = None
    """The first day as it was before it was moved."""
    cancelled: YesNo = False
    """Whether it does not take place after all."""
    decided_on: Day | None = None
    """When it was decided to move or cancel it."""
    told_on: Day | None = None
    """When those who had booked were told."""
    because: Line | None = None
    """Why it was moved or cancelled, as a phrase."""
    late_because: Line | None = None
    """Why people were told later than the service promises, as a phrase."""
    example: YesNo = False
    """Whether the date is invented."""

    @model_validator(mode="after")
    def _in_order(self) -> "CourseDate":
        if self.finishes <= self.begins:
            raise ValueError("it ends before it starts: check the times `begins` and `finishes`")
        if any(later <= earlier for earlier, later in zip(self.days, self.days[1:], strict=False)):
            raise ValueError("the days do not follow each other; write the first day first, each once, in `days`")
        return self

    @property
    def changed(self) -> bool:
        """Whether it is not as it was first announced."""
        return self.moved_from is not None or self.cancelled
