"""Finds days in a text, as they are written in Britain: `9 December 2026`, `Dec 9`, `09/12/26`."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import chain

from handbook.formatting import MONTH_IN_TEXT, WEEKDAYS, month_number

_WEEKDAYS = tuple(day[:3].lower() for day in WEEKDAYS)
_MONTH = rf"(?P<month>{MONTH_IN_TEXT})\.?"
_OF_MONTH = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:,? (?P<year>\d{4})\b|,? '?(?P<short>\d\d)\b(?![:.]?\d))"
_WEEKDAY = rf"\b(?P<weekday>{'|'.join(_WEEKDAYS)})[a-z]*\.?,? (?:the )?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?:{_WEEKDAY})?\b{_OF_MONTH}(?: of)? {_MONTH}\b{_YEAR}?",
        rf"(?:{_WEEKDAY})?\b{_MONTH} (?:the )?{_OF_MONTH}\b{_YEAR}?",
        r"(?<![\d./-])(?P<day>\d{1,2})(?P<sign>[./-])(?P<number>\d{1,2})(?P=sign)(?:(?P<year>\d{4})|(?P<short>\d\d))(?![./-]?\d)",
        r"\b(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})\b",
    )
)


def dates_in(text: str, years: range) -> Iterator[tuple[int, str, date]]:
    """The offset of every day, the day as written, and the day.

    A day without a year is yielded for every one of `years` in which its day of the week is right, if it has one.
    """
    for match in chain.from_iterable(form.finditer(text) for form in _FORMS):
        parts = match.groupdict()
        month = int(parts["number"]) if parts.get("number") else month_number(parts["month"])
        year = parts["year"] or (f"20{parts['short']}" if parts.get("short") else None)
        for candidate in (int(year),) if year else years if parts.get("weekday") else ():
            day = _day(candidate, month, int(parts["day"]))
            if day and (year or _WEEKDAYS[day.weekday()] == parts["weekday"].lower()):
                yield match.start(), match[0], day


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
