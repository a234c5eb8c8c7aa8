"""Days, times, counts and lists in English, for pages, forms, commands and the sentences of `check`.

The forms speak other languages too: their days and plurals come from Babel, in `feedback_app.forms.translations`.
decisions/0025 says why English does not.
"""

from collections.abc import Sequence
from datetime import date

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTH_IN_TEXT = f"(?:{'|'.join(f'{month[:3]}(?:{month[3:]})?' for month in MONTHS)}|Sept)"
"""A month as people write it, whole or short, for a regular expression."""
_MINUTES_OF_A_DAY = 24 * 60


def month_number(name: str) -> int:
    """The number of a month, January as 1, by the first three letters of its name. Raises ValueError for others."""
    return [month[:3] for month in MONTHS].index(name[:3].capitalize()) + 1


def day_in_words(day: date) -> str:
    """`22 November 2026`; a day in digits alone would be ambiguous."""
    return f"{day.day} {month_in_words(day)}"


def day_and_month(day: date) -> str:
    """`28 February`, for days whose year is obvious."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def month_in_words(day: date) -> str:
    """`November 2026`."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def weekday_in_words(day: date) -> str:
    """`Sunday 22 November 2026`."""
    return f"{WEEKDAYS[day.weekday()]} {day_in_words(day)}"


def minute_in_words(minute: int) -> str:
    """A time of day in minutes after midnight: `9am`, `5.30pm`, `midnight`, `noon`."""
    hour, rest = divmod(minute % _MINUTES_OF_A_DAY, 60)
    if rest == 0 and hour in (0, 12):
        return "noon" if hour else "midnight"
    figures = f"{hour % 12 or 12}" + (f".{rest:02}" if rest else "")
    return f"{figures}{'am' if hour < 12 else 'pm'}"


def counted(number: int, one: str, many: str | None = None) -> str:
    """`1 text`, `2,000 texts`; `many` where that is not `one` with an s."""
    return f"{number:,} {plural(number, one, many)}"


def plural(number: int, one: str, many: str | None = None) -> str:
    """The noun for a number of things: `text`, `texts`."""
    return one if number == 1 else many or f"{one}s"


def listed(words: Sequence[str], last: str = "and") -> str:
    """`a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
