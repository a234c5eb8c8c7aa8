"""Working days in England: Monday to Friday, except bank holidays."""

from datetime import date, timedelta
from functools import cache

from dateutil.easter import easter

ONE_DAY = timedelta(days=1)

MOVED_HOLIDAYS = frozenset({date(2020, 5, 4), date(2022, 5, 30)})
"""Regular bank holidays that were moved to another day."""
ONE_OFF_HOLIDAYS = frozenset(
    {date(2020, 5, 8), date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)}
)
"""Additional bank holidays of a single year; new ones are added here."""


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of England in a year."""
    days = {
        easter(year) - 2 * ONE_DAY,
        easter(year) + ONE_DAY,
        _monday_from(date(year, 5, 1)),
        _monday_from(date(year, 5, 25)),
        _monday_from(date(year, 8, 25)),
    }
    for fixed in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        days.add(_weekday_from(fixed, days))
    return (frozenset(days) - MOVED_HOLIDAYS) | {day for day in ONE_OFF_HOLIDAYS if day.year == year}


def _monday_from(day: date) -> date:
    return day + (-day.weekday() % 7) * ONE_DAY


def _weekday_from(day: date, taken: set[date]) -> date:
    """A holiday on a weekend is moved to the next weekday that is no holiday."""
    while day.weekday() >= 5 or day in taken:
        day += ONE_DAY
    return day


def is_working_day(day: date) -> bool:
    """Whether offices are open."""
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def working_day_after(day: date, count: int) -> date:
    """The day that is `count` working days after `day`."""
    while count:
        day += ONE_DAY
        count -= is_working_day(day)
    return day
