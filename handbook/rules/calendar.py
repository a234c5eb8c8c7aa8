"""Rules about days and times in texts: they exist, and a day of the week is the right one."""

import calendar
import re
from collections.abc import Iterator
from datetime import date
from itertools import chain

from handbook.formatting import MONTH_IN_TEXT, MONTHS, WEEKDAYS, month_number
from handbook.pages.markdown import without_code
from handbook.source.problems import Problem
from handbook.source.text_values import TextValue
from handbook.sources import Sources

_SHORT_DAYS = ("Mon", "Tues?", "Weds?", "Thu(?:rs?)?", "Fri", "Sat", "Sun")
_NAMES = "|".join((*(f"(?i:{day})" for day in WEEKDAYS), *(rf"{day}\b\.?" for day in _SHORT_DAYS)))
"""Short names are capitalised: "sat" and "sun" are words too."""
_WEEKDAY = rf"(?:(?<!very )(?<![Ee]ach )(?<!\w)(?P<weekday>{_NAMES})[*_]*,?\s+(?:the )?)?"
_AFTER = rf"(?:\s\((?P<within>{_NAMES})\)|, an? (?P<after>{_NAMES}))?"
_MONTH = rf"(?P<month>(?i:{MONTH_IN_TEXT}))\b\.?"
_NUMBER = r"(?<![\d.,:/£-])(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20|21)\d\d)\b(?!\s?(?:to|[-\u2013])\s?[012]\d[0-5]\d\b|\s?h(?:ou)?rs\b)"
"""Not the beginning of a time range, as in `1930 to 2100`."""
_DAYS = tuple(
    re.compile(f"{_WEEKDAY}{form}{_AFTER}")
    for form in (
        rf"{_NUMBER}(?:\sof)?\s{_MONTH},?\s{_YEAR}",
        rf"\b{_MONTH}\s(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s{_YEAR}",
        rf"{_NUMBER}(?P<sign>[./-])(?P<number>\d{{1,2}})(?P=sign)(?P<year>(?:19|20|21)\d\d)(?![./-]?\d)",
        r"(?<![\w./-])(?P<year>(?:19|20|21)\d\d)-(?P<number>\d{2})-(?P<day>\d{2})(?![\w/-])",
    )
)
_WITHOUT_YEAR = re.compile(
    r"(?<![\d.,:/£-])(?:3[01](?:st)?(?:\sof)?\sFeb(?:ruary)?|30th(?:\sof)?\sFeb(?:ruary)?"
    r"|31(?:st)?(?:\sof)?\s(?:Apr(?:il)?|June?|Sept?(?:ember)?|Nov(?:ember)?))\b"
)
_TIME = re.compile(r"(?<![\d.:/])(?P<hour>\d\d):(?P<minute>\d\d)(?![\d:])")
_SAID_AS_TIME = re.compile(r"(?:\b(?:at|until|till|from|before|after)\s|\d\d:\d\d(?:\sto\s|\s?[-\u2013]\s?))\Z")
_MAX_HOUR = 29
"""The highest hour of a mistyped time: `25:00` is one, `30:70` is a ratio."""

_NO_DAY = "`{}` is on no calendar; check the day and the month"
_OTHER_DAY = "`{}` is a {}; write `{}`, or the right day"
_NO_TIME = "no clock shows `{}`; check the time"
_KEYS_WITHOUT_PROSE = ("id", "fingerprint", "address", "phone", "extension", "text_number")


def check_days_and_times(sources: Sources) -> Iterator[Problem]:
    """Days in texts exist and fall on the day of the week in the text; times are on the clock."""
    for path, value in sources.texts(without=_KEYS_WITHOUT_PROSE):
        if _is_title_of_a_source(value) or not any(_slips_in(value.text)):
            continue
        for offset, message in _slips_in(without_code(value.text)):
            yield Problem(path, *value.place_at(offset), message)


def _is_title_of_a_source(value: TextValue) -> bool:
    """The title of a source is quoted as it was published."""
    return value.key == "title" and "sources" in value.loc


def _slips_in(text: str) -> Iterator[tuple[int, str]]:
    """The offset of every impossible day and time, with the message about it."""
    for match in chain.from_iterable(form.finditer(text) for form in _DAYS):
        message = _slip_of(match)
        if message:
            yield match.start(), message
    dated = {match.start("day") for match in _DAYS[0].finditer(text)}
    for match in _WITHOUT_YEAR.finditer(text):
        if match.start() not in dated:
            yield match.start(), _NO_DAY.format(match[0])
    for match in _TIME.finditer(text):
        hour, minute = int(match["hour"]), int(match["minute"])
        can_be = minute < 60 and (hour, minute) <= (24, 0)
        is_time = (minute < 60 and hour <= _MAX_HOUR) or _SAID_AS_TIME.search(text, 0, match.start())
        if not can_be and is_time:
            yield match.start(), _NO_TIME.format(match[0])


def _slip_of(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    month = int(parts["number"]) if parts.get("number") else month_number(parts["month"])
    day = int(parts["day"])
    is_numbers = parts.get("sign") in (".", "-") and (month > len(MONTHS) or day > calendar.monthrange(2000, 1)[1])
    if is_numbers:
        # This is the number of a section or an edition.
        return None
    try:
        weekday = WEEKDAYS[date(int(parts["year"]), month, day).weekday()]
    except ValueError:
        return _NO_DAY.format(match[0])
    for group in ("weekday", "within", "after"):
        written = parts[group]
        if written and not weekday.lower().startswith(written[:3].lower()):
            start, end = (at - match.start() for at in match.span(group))
            right = weekday if written.lower() in map(str.lower, WEEKDAYS) else weekday[:3]
            return _OTHER_DAY.format(match[0], weekday, f"{match[0][:start]}{right}{match[0][end:]}")
    return None


STYLE_RULES = (check_days_and_times,)
