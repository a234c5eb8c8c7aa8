"""Finds the hours at which nobody can be called about a kind of problem in an area."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from handbook.calendar.hours import MINUTES_PER_DAY, MINUTES_PER_WEEK, WORKING_DAYS, Hours, days_in_words
from handbook.formatting import WEEKDAYS, minute_in_words
from handbook.service.call_order import call_order
from handbook.service.contacts import Contacts, ProblemKind

Holidays = frozenset[int]
"""The bank holidays of a week, Monday as 0."""

NO_HOLIDAYS: Holidays = frozenset()
WEEK_MASK = (1 << MINUTES_PER_WEEK) - 1
"""A week as a bit set with one bit per minute."""


@dataclass(frozen=True, order=True)
class Gap:
    """A time of the week at which nobody can be called; lengths are in minutes."""

    start: int
    """In minutes after the start of Monday."""
    length: int
    after_holidays: int = 0
    """The number of consecutive bank holidays that cause it; 0 for a gap in every week."""

    @property
    def day(self) -> int:
        """The day on which it begins, Monday as 0."""
        return self.start // MINUTES_PER_DAY


@cache
def answered_minutes(hours: tuple[Hours, ...], holidays: Holidays) -> int:
    """The minutes of a week in which somebody answers, as a bit set."""
    minutes = 0
    for period in hours:
        for day in range(7):
            if period.begins_on(day, holiday=day in holidays):
                minutes |= ((1 << period.length) - 1) << (day * MINUTES_PER_DAY + period.start)
    return (minutes | minutes >> MINUTES_PER_WEEK) & WEEK_MASK


def gaps(contacts: Contacts, problem: ProblemKind, area: str | None) -> tuple[Gap, ...]:
    """The gaps for a kind of problem in an area: those of every week first, then those of bank holidays."""
    order = call_order(contacts, problem, area)
    if problem.can_wait and order:
        return ()
    lines = [contact.hours for contact in order]
    always = _unanswered_minutes(lines, NO_HOLIDAYS)
    found = list(_gaps_in(always, 0))
    known = always
    for holidays_in_a_row in (1, 2):
        new = [
            _unanswered_minutes(lines, frozenset((day + step) % 7 for step in range(holidays_in_a_row))) & ~known
            for day in range(7)
        ]
        found += [gap for holes in new for gap in _gaps_in(holes, holidays_in_a_row)]
        for holes in new:
            known |= holes
    return tuple(dict.fromkeys(found))


def _unanswered_minutes(lines: Iterable[tuple[Hours, ...]], holidays: Holidays) -> int:
    covered = 0
    for hours in lines:
        covered |= answered_minutes(hours, holidays)
    return WEEK_MASK & ~covered


def _gaps_in(holes: int, holidays_in_a_row: int) -> Iterator[Gap]:
    """The gaps in a bit set of minutes; one that continues after Sunday night counts once."""
    if not holes:
        return
    bits = f"{holes:0{MINUTES_PER_WEEK}b}"[::-1]
    found = [(match.start(), match.end()) for match in re.finditer("1+", bits)]
    if len(found) > 1 and found[0][0] == 0 and found[-1][1] == MINUTES_PER_WEEK:
        found = [*found[1:-1], (found[-1][0], MINUTES_PER_WEEK + found[0][1])]
    yield from (Gap(start, end - start, holidays_in_a_row) for start, end in found)


def gaps_in_words(week_gaps: Iterable[Gap]) -> Iterator[str]:
    """Gaps as beginnings of sentences, such as "On Saturday from 1pm to 5pm", grouped by hours."""
    alike: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for gap in week_gaps:
        # Only gaps of less than a day are grouped, because longer ones span different days.
        key = (
            gap.after_holidays,
            gap.start % MINUTES_PER_DAY if gap.length < MINUTES_PER_DAY else gap.start,
            gap.length,
        )
        alike[key].append(gap.day)
    for (holidays_in_a_row, start, length), days in alike.items():
        yield _gap_in_words(holidays_in_a_row, start, length, days)


def _gap_in_words(holidays_in_a_row: int, start: int, length: int, days: list[int]) -> str:
    if length >= MINUTES_PER_WEEK:
        return "At any hour of the week"
    if length >= MINUTES_PER_DAY:
        end = (start + length) % MINUTES_PER_WEEK
        holiday = " around a bank holiday" if holidays_in_a_row else ""
        first = f"{WEEKDAYS[start // MINUTES_PER_DAY]} at {minute_in_words(start)}"
        return f"From {first} until {WEEKDAYS[end // MINUTES_PER_DAY]} at {minute_in_words(end)}{holiday}"
    next_day = " the next day" if start + length > MINUTES_PER_DAY else ""
    times = f"from {minute_in_words(start)} to {minute_in_words(start + length)}{next_day}"
    if holidays_in_a_row == 1 and set(days) >= WORKING_DAYS:
        return f"On bank holidays {times}"
    words = days_in_words(days)
    is_every_day = len(set(days)) == len(WEEKDAYS)
    if not holidays_in_a_row:
        return f"{words} {times}" if is_every_day else f"On {words} {times}"
    where = "Around two bank holidays that follow each other" if holidays_in_a_row == 2 else "Around a bank holiday"
    return f"{where}, {'every day' if is_every_day else f'on {words}'} {times}"
