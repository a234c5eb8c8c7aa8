"""All details in a text, each once, in the order of the text."""

import re
from collections.abc import Collection
from functools import cache

from feedback_app.privacy.personal_data.detail import DetailKind, PersonalDetail, bare_words
from feedback_app.privacy.personal_data.names import name_spans
from feedback_app.privacy.personal_data.patterns import FINDERS
from handbook.service.phone_numbers import digits

_BLANK = "\x00"
"""In place of what was found before; no pattern takes it for anything."""
_PARTED = r"[ .-]?"
_FROM_ABROAD = r"(?:0|(?:\+|00)44(?: ?\(0\))?)"
"""The first 0 of a number, as people write it too."""


def find_details(text: str, known_numbers: Collection[str] = ()) -> tuple[PersonalDetail, ...]:
    """Every detail in a text; the numbers that everybody may know, such as help lines, are none."""
    left = text.replace(_BLANK, " ")
    left = _known(tuple(known_numbers)).sub(lambda found: _BLANK * len(found[0]), left)
    found = []
    for kind, finder in (*FINDERS, (DetailKind.NAME, name_spans)):
        # Of two that begin together the longer one is meant.
        for start, end in sorted(finder(left), key=lambda span: (span[0], -span[1])):
            if _BLANK not in left[start:end]:
                found.append(PersonalDetail(kind, start, end, text[start:end]))
                left = left[:start] + _BLANK * (end - start) + left[end:]
    return tuple(sorted(found, key=lambda each: each.start))


def new_details(before: str, after: str, known_numbers: Collection[str] = ()) -> tuple[PersonalDetail, ...]:
    """The details of a changed text that were not in the words as they were."""
    there = bare_words(before)
    return tuple(each for each in find_details(after, known_numbers) if bare_words(each.text) not in there)


@cache
def _known(numbers: tuple[str, ...]) -> re.Pattern[str]:
    """Any of these numbers, however its figures are parted; the longest first, for some begin like others."""
    figures = sorted({digits(number) for number in numbers} - {""}, key=len, reverse=True)
    either = "|".join(
        _PARTED.join(_FROM_ABROAD if each == "0" and not at else each for at, each in enumerate(number))
        for number in figures
    )
    return re.compile(rf"(?<!\d)(?:{either})(?!\d)") if either else re.compile(r"(?!)")
