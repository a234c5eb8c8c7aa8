"""Hours: how they are read, and the words made from them."""

import pytest

from handbook.calendar.hours import Hours, days_in, hours_in_words
from handbook.formatting import minute_in_words


def hours(days: str, opens: str, closes: str, bank_holidays: str = "open") -> Hours:
    return Hours.model_validate({"days": days, "opens": opens, "closes": closes, "bank_holidays": bank_holidays})


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("mon", {0}),
        ("mon-fri", {0, 1, 2, 3, 4}),
        ("sat, sun", {5, 6}),
        ("fri-mon", {4, 5, 6, 0}),
        ("mon-sun", set(range(7))),
        ("mon-tue,  thu", {0, 1, 3}),
    ],
)
def test_days_are_read(written: str, days: set[int]) -> None:
    assert days_in(written) == days


@pytest.mark.parametrize("written", ["monday", "mon-", "mon to fri", "", "mon,", "Mon"])
def test_other_words_for_days_are_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"^write days as .*, such as mon-fri or sat, sun$"):
        days_in(written)


@pytest.mark.parametrize("closes", ["9:00", "25:00", "24:01", "5pm", "17.00"])
def test_other_ways_to_write_a_time_are_refused(closes: str) -> None:
    with pytest.raises(ValueError, match="error, write a time as four figures with a colon"):
        hours("mon", "09:00", closes)


def test_no_time_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="no time at all"):
        hours("mon", "09:00", "09:00")
    with pytest.raises(ValueError, match="begins at 00:00"):
        hours("mon", "24:00", "09:00")


@pytest.mark.parametrize(
    ("minute", "words"),
    [
        (0, "midnight"),
        (720, "noon"),
        (540, "9am"),
        (1050, "5.30pm"),
        (1440, "midnight"),
        (725, "12.05pm"),
        (5, "12.05am"),
    ],
)
def test_times_are_written_as_people_say_them(minute: int, words: str) -> None:
    assert minute_in_words(minute) == words


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ([("mon-fri", "09:00", "17:00", "closed")], "Monday to Friday, 9am to 5pm, except bank holidays"),
        ([("mon-sun", "00:00", "24:00")], "Day and night, every day"),
        ([("sat, sun", "00:00", "24:00")], "Saturday and Sunday, day and night"),
        ([("sat", "10:00", "12:30", "closed")], "Saturday, 10am to 12.30pm"),
        ([("fri", "22:00", "06:00")], "Friday, 10pm to 6am the next morning"),
        ([("mon-sun", "08:00", "20:00")], "Every day, 8am to 8pm"),
        ([("mon, wed, thu, fri", "09:00", "24:00")], "Monday and Wednesday to Friday, 9am to midnight"),
        ([("mon", "09:00", "12:00", "only")], "Monday on bank holidays, 9am to noon"),
        ([("mon-fri", "00:00", "09:00")], "Monday to Friday, midnight to 9am"),
        ([("mon, wed, fri", "09:00", "12:00")], "Monday, Wednesday and Friday, 9am to noon"),
        ([("mon-fri", "09:00", "12:00", "only")], "Bank holidays, 9am to noon"),
        (
            [("sat", "09:00", "12:00"), ("mon-sun", "17:00", "20:00"), ("sun", "09:00", "12:00")],
            "Saturday, 9am to noon; every day, 5pm to 8pm; Sunday, 9am to noon",
        ),
        (
            [("sat", "09:00", "12:00"), ("mon-sun", "00:00", "24:00")],
            "Saturday, 9am to noon; day and night, every day",
        ),
        (
            [("mon-sun", "17:00", "09:00"), ("sat, sun", "09:00", "17:00"), ("mon-fri", "09:00", "17:00", "only")],
            "Every night, 5pm to 9am; Saturday and Sunday, 9am to 5pm; bank holidays, 9am to 5pm",
        ),
    ],
)
def test_hours_are_written_in_words(entries: list[tuple[str, ...]], words: str) -> None:
    assert hours_in_words([hours(*each) for each in entries]) == words


@pytest.mark.parametrize(
    ("rule", "workday", "holiday"), [("open", True, True), ("closed", True, False), ("only", False, True)]
)
def test_a_bank_holiday_counts_as_the_rule_says(rule: str, *, workday: bool, holiday: bool) -> None:
    kept = hours("mon-fri", "09:00", "17:00", rule)
    assert (kept.begins_on(0, holiday=False), kept.begins_on(0, holiday=True)) == (workday, holiday)
    assert not kept.begins_on(5, holiday=False)
    assert not kept.begins_on(5, holiday=True)
