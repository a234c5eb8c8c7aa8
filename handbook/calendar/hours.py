"""Opening hours: days, hours and bank holidays as data and in words."""

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, model_validator

from handbook.formatting import WEEKDAYS, listed, minute_in_words
from handbook.source.types import Content, Line

SHORT_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MINUTES_PER_DAY = 24 * 60
"""In minutes."""
MINUTES_PER_WEEK = 7 * MINUTES_PER_DAY
EVERY_DAY = frozenset(range(7))
WORKING_DAYS = frozenset(range(5))


class BankHolidays(StrEnum):
    """What happens on a bank holiday that falls on one of the days."""

    OPEN = "open"
    CLOSED = "closed"
    ONLY = "only"


def _days(value: str) -> str:
    days_in(value)
    return " ".join(value.split())


def days_in(text: str) -> frozenset[int]:
    """The days of `mon-fri` or `sat, sun`, Monday as 0; raises ValueError."""
    days: set[int] = set()
    for part in text.split(","):
        first, dash, last = (day.strip() for day in part.partition("-"))
        if first not in SHORT_DAYS or (dash and last not in SHORT_DAYS):
            raise ValueError("write days as mon, tue, wed, thu, fri, sat or sun, such as mon-fri or sat, sun")
        start, end = SHORT_DAYS.index(first), SHORT_DAYS.index(last or first)
        days.update((start + step) % 7 for step in range((end - start) % 7 + 1))
    return frozenset(days)


def _clock(value: str) -> str:
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d|24:00", value):
        raise ValueError("write a time as four figures with a colon, from 00:00 to 24:00, such as 09:00 or 17:30")
    return value


Days = Annotated[Line, AfterValidator(_days)]
"""Days of the week, such as `mon-fri` or `sat, sun`."""

Clock = Annotated[str, AfterValidator(_clock)]
"""A time of day by the 24-hour clock, from `00:00` to `24:00`."""


class Hours(Content):
    """Days and hours at which somebody answers."""

    days: Days
    """Days of the week, such as `mon-fri` or `sat, sun`."""
    opens: Clock
    """The time from which somebody answers, such as 09:00."""
    closes: Clock
    """The time until which somebody answers, such as 17:00; one before `opens` is on the next morning."""
    bank_holidays: BankHolidays
    """`open` as on other days, `closed`, or `only` on bank holidays that fall on these days."""

    @model_validator(mode="after")
    def _opens_before_closing(self) -> "Hours":
        if self.opens == "24:00":
            raise ValueError("a day ends at 24:00 and begins at 00:00; write 00:00 in `opens`")
        if self.opens == self.closes:
            raise ValueError(
                "this is no time at all; for day and night write 00:00 in `opens` and 24:00 in `closes`, "
                "or another time in `closes`"
            )
        return self

    @property
    def on_days(self) -> frozenset[int]:
        """The days, Monday as 0."""
        return days_in(self.days)

    @property
    def start(self) -> int:
        """Minutes after midnight."""
        return minutes(self.opens)

    @property
    def length(self) -> int:
        """In minutes."""
        return (minutes(self.closes) - self.start) % MINUTES_PER_DAY or MINUTES_PER_DAY

    def begins_on(self, day: int, *, holiday: bool) -> bool:
        """Whether the hours begin on a day of the week (Monday is 0) that may be a bank holiday."""
        if day not in self.on_days:
            return False
        return self.bank_holidays is BankHolidays.OPEN or holiday == (self.bank_holidays is BankHolidays.ONLY)


def minutes(clock: str) -> int:
    """Minutes after midnight."""
    hours, _, rest = clock.partition(":")
    return int(hours) * 60 + int(rest)


def days_in_words(days: Iterable[int]) -> str:
    """`Monday to Friday`, `Saturday and Sunday`, `Every day`."""
    chosen = sorted(set(days))
    if len(chosen) == 7:
        return "Every day"
    phrases: list[str] = []
    for first, last in _runs(chosen):
        if last - first > 1:
            phrases.append(f"{WEEKDAYS[first]} to {WEEKDAYS[last]}")
        else:
            phrases += WEEKDAYS[first : last + 1]
    return listed(phrases)


def _runs(days: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for day in days:
        if runs and runs[-1][1] == day - 1:
            runs[-1] = runs[-1][0], day
        else:
            runs.append((day, day))
    return runs


def hours_in_words(hours: Iterable[Hours]) -> str:
    """The hours in words, without a full stop."""
    first, *rest = [_words(period) for period in hours]
    return "; ".join([first, *map(hours_within_sentence, rest)])


def hours_within_sentence(words: str) -> str:
    """The hours after other words: `every day, 9am to 5pm`. The name of a day keeps its capital letter."""
    return f"{words[0].lower()}{words[1:]}" if words.startswith(("Bank", "Every", "Day")) else words


def _words(hours: Hours) -> str:
    days, night = days_in_words(hours.on_days), hours.start + hours.length > MINUTES_PER_DAY
    if hours.bank_holidays is BankHolidays.ONLY:
        days = "Bank holidays" if hours.on_days >= WORKING_DAYS else f"{days} on bank holidays"
    if hours.length == MINUTES_PER_DAY and hours.start == 0:
        words = "Day and night, every day" if days == "Every day" else f"{days}, day and night"
    else:
        times = f"{minute_in_words(hours.start)} to {minute_in_words(hours.start + hours.length)}"
        if days == "Every day" and night:
            words = f"Every night, {times}"
        else:
            words = f"{days}, {times}{' the next morning' if night else ''}"
    closed = hours.bank_holidays is BankHolidays.CLOSED and hours.on_days & WORKING_DAYS
    return f"{words}, except bank holidays" if closed else words
