"""All details in a text, each once, in the order of the text."""

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from feedback_app.privacy.personal_data.kinds import DetailKind
from feedback_app.privacy.personal_data.names import name_spans
from feedback_app.privacy.personal_data.patterns import FINDERS
from handbook.service.phone_numbers import digits

_BLANK = "\x00"
"""In place of what was found before; no pattern takes it for anything."""
_WORD = re.compile(r"\w+")
_PARTED = r"[ .-]?"
_FROM_ABROAD = r"(?:0|(?:\+|00)44(?: ?\(0\))?)"
"""The first 0 of a number, as people write it too."""


@dataclass(frozen=True)
class PersonalDetail:
    """One piece of a text that could tell who somebody is."""

    kind: DetailKind
    start: int
    end: int
    text: str

    @property
    def mark(self) -> str:
        """A short sign for it, the same wherever the same words stand; see `fingerprint`."""
        return fingerprint(self.text)


def fingerprint(text: str) -> str:
    """A few letters that stand for a detail in a form's hidden field, so that it need not be written twice."""
    return hashlib.sha256(_bare_words(text).encode()).hexdigest()[:10]


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
    """The details of a changed text that did not stand in the words as they were."""
    there = _bare_words(before)
    return tuple(each for each in find_details(after, known_numbers) if _bare_words(each.text) not in there)


def _bare_words(text: str) -> str:
    """The words of a text with a blank around each, so that one is not found within another."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "


@cache
def _known(numbers: tuple[str, ...]) -> re.Pattern[str]:
    """Any of these numbers, however its figures are parted; the longest first, for some begin like others."""
    figures = sorted({digits(number) for number in numbers} - {""}, key=len, reverse=True)
    either = "|".join(
        _PARTED.join(_FROM_ABROAD if each == "0" and not at else each for at, each in enumerate(number))
        for number in figures
    )
    return re.compile(rf"(?<!\d)(?:{either})(?!\d)") if either else re.compile(r"(?!)")
