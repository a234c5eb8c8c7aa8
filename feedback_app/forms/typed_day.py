"""A day as people write it: `3 mar 26`, `3rd March 2026`, `3/3/26`, `2026-03-03`, `03 March '26`."""

import re
from collections.abc import Callable

Parts = tuple[str, str, str]
"""Day, month and year, as typed."""

_CENTURY_TURNS = 50
"""A year of two figures below this is one of the 2000s, from here on one of the 1900s."""
_ORDINAL = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s,./\-\N{EN DASH}]+")
_WEEKDAY = re.compile(r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?", re.IGNORECASE)


def split_day(typed: str) -> Parts | None:
    """The three parts of a whole day in one box, day first as in the United Kingdom; None where it is not one."""
    words = [word for word in _BETWEEN.split(typed.strip()) if word and word.lower() not in ("the", "of")]
    if words and _WEEKDAY.fullmatch(words[0]):
        words = words[1:]
    if len(words) != 3:
        return None
    first, second, third = words
    if len(first) == 4 and first.isdecimal():
        return third, second, first
    # Only a month is written in letters, so nothing is guessed: `March 3, 2026` can be read one way alone.
    return (second, first, third) if first[0].isalpha() else (first, second, third)


def day_number(typed: str) -> int | None:
    """`3`, `03` and `3rd`."""
    ordinal = _ORDINAL.fullmatch(typed)
    return _number(ordinal[1] if ordinal else typed, 2)


def month_number(typed: str, matches: Callable[[int, str], bool]) -> int | None:
    """`3`, `03`, `mar`, `March` and `march.`; `matches` says whether a month's name begins with three letters."""
    number = _number(typed, 2)
    if number is not None:
        return number if 1 <= number <= 12 else None
    start = typed.lower().strip(".")[:3]
    return next((month for month in range(1, 13) if matches(month, start)), None)


def year_number(typed: str) -> int | None:
    """`2026`, `26` and `'26`; two figures are a year from 1950 to 2049, and other years are too far away."""
    short = typed.strip("'\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}")
    number = _number(short, 4)
    if number is None or len(short) not in (2, 4):
        return None
    if len(short) == 2:
        number += 2000 if number < _CENTURY_TURNS else 1900
    return number if 1900 <= number <= 2100 else None


def _number(typed: str, longest: int) -> int | None:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= longest else None
