"""Days that repeat, times of day, and working days."""

import calendar
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from handbook.calendar.recurrence import ORDINALS, repeated_days, to_rrule
from handbook.calendar.working_days import bank_holidays, is_working_day, working_day_after
from handbook.facts.events.model import EventDates
from handbook.formatting import MONTHS, WEEKDAYS

HELD = {"id": "north", "place": "Hall", "begins": "10:00", "finishes": "12:00"}


def held(**keys: object) -> EventDates:
    """One line of where and when."""
    return EventDates.model_validate(HELD | keys)


@pytest.mark.parametrize(
    ("rule", "written"),
    [
        ("Tuesday", "FREQ=WEEKLY;BYDAY=TU"),
        ("first Tuesday of the month", "FREQ=MONTHLY;BYDAY=1TU"),
        ("last Thursday of September and March", "FREQ=MONTHLY;BYDAY=-1TH;BYMONTH=3,9"),
        ("second Tuesday of the month except August", "FREQ=MONTHLY;BYDAY=2TU;BYMONTH=1,2,3,4,5,6,7,9,10,11,12"),
        ("Friday except in July and August", "FREQ=WEEKLY;BYDAY=FR;BYMONTH=1,2,3,4,5,6,9,10,11,12"),
        ("second Wednesday of March, June, September and December", "FREQ=MONTHLY;BYDAY=2WE;BYMONTH=3,6,9,12"),
    ],
)
def test_a_rule_in_words_becomes_one_that_calendars_read(rule: str, written: str) -> None:
    assert to_rrule(rule) == written


@pytest.mark.parametrize(
    "rule",
    [
        *(
            "fifth Monday of the month",
            "first Tuesday of Mai",
            "every 2 weeks on Tuesday",
            "monthly",
            "Tuesday in March",
        ),
        *("first Monday and Tuesday of the month", "first and third Tuesday of the month", ""),
    ],
)
def test_a_rule_that_is_not_understood_is_refused_with_examples(rule: str) -> None:
    with pytest.raises(
        ValidationError, match="not understood; write one such as `Tuesday`, `first Tuesday of the month`"
    ):
        held(every=rule, since="2026-09-01")


@pytest.mark.parametrize(
    ("rule", "meant"),
    [
        ("tuesday", "Tuesday"),
        ("every Tuesday", "Tuesday"),
        ("Tuesdays", "Tuesday"),
        ("Tuesday ", "Tuesday"),
        ("first Tuesday", "first Tuesday of the month"),
        ("First tuesday of each month", "first Tuesday of the month"),
        ("first tuesday of march", "first Tuesday of March"),
        ("second Tuesday but not in August", "second Tuesday of the month except August"),
        ("Second Tuesday of the month, except July and august", "second Tuesday of the month except July and August"),
        ("each Tuesday, not in August", "Tuesday except August"),
    ],
)
def test_a_rule_whose_words_are_known_is_told_as_it_must_be_written(rule: str, meant: str) -> None:
    with pytest.raises(ValidationError, match=f"write `{meant}`, if (that|each week) is meant"):
        held(every=rule, since="2026-09-01")
    held(every=meant, since="2026-09-01")


def test_a_rule_that_leaves_no_month_is_refused() -> None:
    named = f"{', '.join(MONTHS[:-1])} and {MONTHS[-1]}"
    with pytest.raises(ValidationError, match="leaves no month of the year; take some out after `except`"):
        held(every=f"first Tuesday of the month except {named}", since="2026-09-01")


def test_a_month_that_is_left_out_has_no_day() -> None:
    days = list(
        repeated_days(
            "second Tuesday of the month except August", date(2026, 7, 1), date(2026, 7, 1), date(2026, 9, 30)
        )
    )
    assert days == [date(2026, 7, 14), date(2026, 9, 8)]


def by_counting(ordinal: int, weekday: int, months: set[int], start: date, end: date) -> list[date]:
    """The same days, found by looking at each month's calendar."""
    found = []
    for year in range(start.year, end.year + 1):
        for month in sorted(months):
            weeks = calendar.Calendar().monthdayscalendar(year, month)
            days = [week[weekday] for week in weeks if week[weekday]]
            found.append(date(year, month, days[ordinal - 1 if ordinal > 0 else ordinal]))
    return [day for day in found if start <= day <= end]


@given(
    ordinal=st.sampled_from(sorted(ORDINALS)),
    weekday=st.integers(0, 6),
    months=st.sets(st.integers(1, 12), max_size=5),
    since=st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    ahead=st.integers(0, 1200),
)
def test_repeated_days_are_those_one_finds_by_counting(
    ordinal: str, weekday: int, months: set[int], since: date, ahead: int
) -> None:
    names = [MONTHS[month - 1] for month in sorted(months)]
    named = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)
    rule = f"{ordinal} {WEEKDAYS[weekday]} of {named or 'the month'}"
    end = since + timedelta(days=ahead)
    expected = by_counting(ORDINALS[ordinal], weekday, months or set(range(1, 13)), since, end)
    assert list(repeated_days(rule, since, since, end)) == expected


@given(weekday=st.integers(0, 6), since=st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_a_weekly_rule_leaves_out_no_week(weekday: int, since: date) -> None:
    days = list(repeated_days(WEEKDAYS[weekday], since, since, since + timedelta(days=69)))
    assert {day.weekday() for day in days} == {weekday}
    assert days[0] - since < timedelta(days=7)
    assert len(days) == 10


@pytest.mark.parametrize(
    ("month", "day", "hours_before", "hours_after"), [(3, date(2027, 3, 28), 0, 1), (10, date(2027, 10, 31), 1, 0)]
)
def test_the_clock_on_the_wall_says_the_same_before_and_after_the_change(
    month: int, day: date, hours_before: int, hours_after: int
) -> None:
    """The clocks change on 28 March and 31 October 2027; a Sunday group meets at 10 on both sides of it."""
    group = held(every="Sunday", since=day - timedelta(days=7))
    days = group.between(day - timedelta(days=7), day + timedelta(days=7))
    assert days == [day - timedelta(days=7), day, day + timedelta(days=7)]
    assert day.month == month
    london = ZoneInfo("Europe/London")
    offsets = [_moment(each, group, london) for each in days]
    assert offsets == [hours_before, hours_after, hours_after]


def _moment(day: date, group: EventDates, london: ZoneInfo) -> float:
    offset = datetime.combine(day, group.begins, london).utcoffset()
    assert offset is not None
    return offset.total_seconds() / 3600


def test_a_day_can_be_left_out_or_moved_and_nothing_comes_before_the_first_or_after_the_last() -> None:
    group = held(
        every="first Tuesday of the month",
        since="2026-12-01",
        until="2027-05-04",
        not_on=["2027-01-05"],
        moved=[{"day": "2027-03-02", "to": "2027-03-09", "told_on": "2027-02-01"}],
    )
    days = ["2026-12-01", "2027-02-02", "2027-03-09", "2027-04-06", "2027-05-04"]
    assert [day.isoformat() for day in group.between(date(2026, 1, 1), date(2028, 1, 1))] == days
    assert group.next_day(date(2027, 3, 3)) == date(2027, 3, 9)
    assert group.next_day(date(2027, 5, 5)) is None


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"every": "Tuesday"}, "needs a first day"),
        ({"every": "Tuesday", "since": "2027-02-01", "until": "2027-01-01"}, "ends before it starts"),
        ({"days": ["2027-02-01"], "finishes": "09:00"}, "ends before it starts"),
        ({}, "either a rule"),
        ({"every": "Tuesday", "since": "2027-01-01", "days": ["2027-02-01"]}, "either a rule"),
        ({"days": ["2027-02-30"]}, "no such day"),
        ({"days": ["2027-02-01"], "begins": "9:30"}, "24 hours"),
        ({"days": ["2027-02-01"], "finishes": "24:00"}, "24 hours"),
    ],
)
def test_what_cannot_be_is_refused(keys: dict[str, object], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        held(**keys)


def test_bank_holidays_are_those_that_the_government_lists() -> None:
    """For 2026 and 2027, as published; for 2022 with the days that were moved and added."""
    listed = {
        2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
        2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
        2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
    }
    for year, days in listed.items():
        assert sorted(bank_holidays(year)) == [date.fromisoformat(f"{year}-{day}") for day in days.split()]


def test_five_working_days_over_christmas_reach_into_the_new_year() -> None:
    assert working_day_after(date(2026, 12, 22), 5) == date(2026, 12, 31)
    assert working_day_after(date(2026, 12, 23), 5) == date(2027, 1, 4)


@given(start=st.dates(date(2020, 1, 1), date(2035, 1, 1)), count=st.integers(1, 30))
def test_so_many_working_days_lie_between(start: date, count: int) -> None:
    end = working_day_after(start, count)
    days = (start + timedelta(days=ahead) for ahead in range(1, (end - start).days + 1))
    assert sum(is_working_day(day) for day in days) == count
    assert is_working_day(end)
