"""Days, counts and lists in English."""

import re
from datetime import date, timedelta

import pytest
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from handbook.formatting import (
    MONTH_IN_TEXT,
    MONTHS,
    counted,
    day_and_month,
    day_in_words,
    listed,
    minute_in_words,
    month_in_words,
    month_number,
    weekday_in_words,
)


def test_days_are_written_out() -> None:
    assert day_in_words(date(2026, 3, 31)) == "31 March 2026"
    assert [day_in_words(date(2026, month, 1)).split()[1][:3] for month in range(1, 13)] == [
        *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
        *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    ]


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "0 texts"), (1, "1 text"), (2, "2 texts"), (2000, "2,000 texts"), (1_000_000, "1,000,000 texts")],
)
def test_a_number_of_things_is_told_in_the_right_form(number: int, words: str) -> None:
    assert counted(number, "text") == words


def test_some_things_have_a_form_of_their_own() -> None:
    assert (counted(1, "reply", "replies"), counted(2, "reply", "replies")) == ("1 reply", "2 replies")


@pytest.mark.parametrize(("items", "said"), [([], ""), (["a"], "a"), (["a", "b", "c"], "a, b and c")])
def test_lists_end_with_and(items: list[str], said: str) -> None:
    assert listed(items) == said


@pytest.mark.parametrize(
    ("minute", "words"),
    [
        (0, "midnight"),
        (540, "9am"),
        (720, "noon"),
        (750, "12.30pm"),
        (1050, "5.30pm"),
        (30, "12.30am"),
        (1440, "midnight"),
    ],
)
def test_a_time_of_day_is_said_with_am_and_pm(minute: int, words: str) -> None:
    assert minute_in_words(minute) == words


@pytest.mark.parametrize(("name", "number"), [("January", 1), ("sept", 9), ("MAY", 5), ("decem", 12)])
def test_a_month_is_known_by_its_first_letters(name: str, number: int) -> None:
    assert month_number(name) == number
    assert re.fullmatch(MONTH_IN_TEXT, MONTHS[number - 1])


def test_another_word_is_no_month() -> None:
    with pytest.raises(ValueError, match="Xma"):
        month_number("xMar")


def test_the_words_are_those_of_british_english() -> None:
    """What Unicode's data say for en-GB, day by day through a leap year; decisions/0025 says why it is not asked."""
    for day in (date(2028, 1, 1) + timedelta(days=each) for each in range(366)):
        assert day_in_words(day) == format_date(day, "d MMMM y", locale="en_GB")
        assert weekday_in_words(day) == format_date(day, "EEEE d MMMM y", locale="en_GB")
        assert month_in_words(day) == format_date(day, "MMMM y", locale="en_GB")
        assert day_and_month(day) == format_date(day, "d MMMM", locale="en_GB")
    for words in ([], ["a"], ["a", "b"], ["a", "b", "c"]):
        assert listed(words) == format_list(words, locale="en_GB")
        assert listed(words, "or") == format_list(words, style="or", locale="en_GB")
    assert counted(12000, "text") == f"{format_decimal(12000, locale='en_GB')} texts"
