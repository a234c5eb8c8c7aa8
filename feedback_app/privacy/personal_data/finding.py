"""All details in a text, each once, in the order of the text."""

import re
from collections.abc import Collection
from functools import cache

from feedback_app.privacy.personal_data.detail import DetailKind, PersonalDetail, pad_words
from feedback_app.privacy.personal_data.names import name_spans
from feedback_app.privacy.personal_data.patterns import FINDERS
from handbook.service.phone_numbers import digits

_BLANK = "\x00"
"""Replaces details that were found already. No pattern matches it."""
_SEPARATOR = r"[ .-]?"
_LEADING_ZERO = r"(?:0|(?:\+|00)44(?: ?\(0\))?)"
"""The first 0 of a number, in its national and international forms."""


def find_details(text: str, known_numbers: Collection[str] = ()) -> tuple[PersonalDetail, ...]:
    """Every detail in a text, except for numbers that are public, such as those of help lines."""
    remaining = text.replace(_BLANK, " ")
    remaining = _numbers_pattern(tuple(known_numbers)).sub(lambda found: _BLANK * len(found[0]), remaining)
    found = []
    for kind, finder in (*FINDERS, (DetailKind.NAME, name_spans)):
        # Of two that begin at the same place, the longer one counts.
        for start, end in sorted(finder(remaining), key=lambda span: (span[0], -span[1])):
            if _BLANK not in remaining[start:end]:
                found.append(PersonalDetail(kind, start, end, text[start:end]))
                remaining = remaining[:start] + _BLANK * (end - start) + remaining[end:]
    return tuple(sorted(found, key=lambda detail: detail.start))


def new_details(before: str, after: str, known_numbers: Collection[str] = ()) -> tuple[PersonalDetail, ...]:
    """The details of a changed text that were not in it before."""
    existing = pad_words(before)
    return tuple(detail for detail in find_details(after, known_numbers) if pad_words(detail.text) not in existing)


@cache
def _numbers_pattern(numbers: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for these numbers however they are spaced; the longest first, because some begin with others."""
    figures = sorted({digits(number) for number in numbers} - {""}, key=len, reverse=True)
    either = "|".join(
        _SEPARATOR.join(_LEADING_ZERO if digit == "0" and not at else digit for at, digit in enumerate(number))
        for number in figures
    )
    return re.compile(rf"(?<!\d)(?:{either})(?!\d)") if either else re.compile(r"(?!)")
