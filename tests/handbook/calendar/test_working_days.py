"""Working days and bank holidays of England, held against the lists that the government published."""

from datetime import date

import pytest

from handbook.calendar.working_days import bank_holidays, is_working_day, working_day_after


@pytest.mark.parametrize(
    ("year", "days"),
    [
        # Two days moved for 2022's jubilee, one day proclaimed.
        (2022, "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27"),
        (2023, "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26"),
        (2024, "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26"),
        (2025, "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26"),
        # Boxing Day on a Saturday and Christmas Day on a Friday.
        (2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"),
        # Christmas Day on a Saturday: both days go on to Monday and Tuesday.
        (2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28"),
        # New Year's Day on a Saturday.
        (2028, "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26"),
    ],
)
def test_the_bank_holidays_of_a_year(year: int, days: str) -> None:
    assert [f"{day:%m-%d}" for day in sorted(bank_holidays(year))] == days.split()


def test_the_day_of_2020_that_was_moved_is_the_moved_one() -> None:
    assert date(2020, 5, 8) in bank_holidays(2020)
    assert date(2020, 5, 4) not in bank_holidays(2020)


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 12, 24), True),
        (date(2026, 12, 25), False),  # Friday, a bank holiday
        (date(2026, 12, 26), False),  # Saturday
        (date(2026, 12, 27), False),  # Sunday
        (date(2026, 12, 28), False),  # Monday, instead of the Saturday
        (date(2026, 12, 29), True),
    ],
)
def test_offices_are_closed_at_weekends_and_on_bank_holidays(day: date, *, working: bool) -> None:
    assert is_working_day(day) is working


@pytest.mark.parametrize(
    ("day", "count", "after"),
    [
        (date(2026, 11, 23), 0, date(2026, 11, 23)),
        (date(2026, 11, 23), 1, date(2026, 11, 24)),
        (date(2026, 11, 27), 1, date(2026, 11, 30)),  # over a weekend
        (date(2026, 11, 28), 1, date(2026, 11, 30)),  # from a Saturday
        (date(2026, 12, 24), 1, date(2026, 12, 29)),  # over Christmas
        (date(2026, 12, 22), 5, date(2026, 12, 31)),
    ],
)
def test_so_many_working_days_after_a_day(day: date, count: int, after: date) -> None:
    assert working_day_after(day, count) == after
