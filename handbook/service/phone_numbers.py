"""Phone numbers in a text, as its readers see them: however they are written, marked up, spaced out or disguised."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from handbook.pages.shown_text import visible_text

NATIONAL_NUMBERS = ("999", "112", "101", "111")
"""Numbers that every service shares and that never change: they may be typed."""
DIGIT_LOOKALIKES = str.maketrans("OoQlI|SB", "00011158")
"""Letters that people type in place of figures, or that a scan reads for them."""

_RUN = re.compile(r"(?<!\d)(?<!\d[.,/-])\(?(?:\+ ?)?\d(?:[ ().\n/·•-]{0,3}\d){6,}")
_FROM_ABROAD = re.compile(r"^(?:\+|00)440?")
_STARTS = re.compile(r"(?<!\d)(?<!\d[./-])(?<!\+)(?<!\+ )\(?(?:\+ ?)?\d")
"""Where a number may begin within a run: other figures, such as those of a list, may be before it."""
_FIGURE = re.compile(r"\d")
_MIN_FIGURES = 7
"""Figures of the shortest number that is looked for; the longest has 15."""
_MIN_KNOWN_FIGURES = 5
"""Three figures are a count more often than a number."""
_MAX_LENGTH = 80
"""Letters of the longest number with all that may part its figures, and more."""


@dataclass(frozen=True)
class PhoneNumber:
    """A number that somebody in Britain could dial."""

    digits: str
    """As it is dialled here, from the 0."""
    shown: str
    """As its reader sees it."""
    offset: int
    """Where it begins in the text as it was written."""


def digits(number: str) -> str:
    """The figures of a phone number as somebody in Britain dials them, however it is written."""
    return re.sub(r"\D", "", _FROM_ABROAD.sub("0", re.sub(r"[^\d+]", "", number)))


def _figures_in(text: str) -> int:
    """How many figures of any script a text has."""
    return sum(map(text.count, "0123456789")) if text.isascii() else sum(map(str.isnumeric, text))


def phone_numbers_in(text: str) -> Iterator[PhoneNumber]:
    """Every phone number in a Markdown text, or in one whose HTML was taken out."""
    if _figures_in(text) < _MIN_FIGURES and "&" not in text:
        return
    shown, offsets = visible_text(text)
    for run in _RUN.finditer(shown):
        end = 0
        for match in _STARTS.finditer(run[0]):
            start = match.start()
            number = _longest_number(run[0][start : start + _MAX_LENGTH]) if start >= end else None
            if number:
                yield PhoneNumber(digits(number), number, offsets[run.start() + start])
                end = start + len(number)


def known_numbers_in(text: str, known: frozenset[str]) -> Iterator[PhoneNumber]:
    """Those of the known numbers (by their `digits`) that a text holds, whatever parts their figures, 0 or no 0."""
    if _figures_in(text) < _MIN_KNOWN_FIGURES and "&" not in text:
        return
    shown, offsets = visible_text(text)
    for match in _pattern_of(known).finditer(shown.translate(DIGIT_LOOKALIKES)) if known else ():
        figures = re.sub(r"\D", "", match[1] or match[2])
        yield PhoneNumber(f"0{figures}" if match[1] else figures, shown[slice(*match.span())], offsets[match.start()])


@cache
def _pattern_of(known: frozenset[str]) -> re.Pattern[str]:
    """Long numbers are found by their figures behind the 0; short ones only as numbers are written."""
    long = [r"\W{0,3}".join(number[1:]) for number in sorted(known) if number.startswith("0") and len(number) >= 10]
    short = [r"[ .-]?".join(number) for number in sorted(known) if _MIN_KNOWN_FIGURES <= len(number) < 10]
    nothing = "(?!)"
    return re.compile(
        rf"(?<!\d)(?:\(?(?:\+ ?|00)?44\)?\W{{0,3}})?(?:\(?0\)?\W{{0,3}})?({'|'.join(long) or nothing})(?!\d)"
        rf"|(?<![\w£.,/-])({'|'.join(short) or nothing})(?![\w/-]|[.,]\d)"
    )


def _longest_number(run: str) -> str | None:
    """The longest beginning of a run of figures that could be dialled; two numbers may follow each other."""
    ends = [match.end() for match in _FIGURE.finditer(run)]
    for end in reversed(ends[_MIN_FIGURES - 1 : 16]):
        if not run[end : end + 1].isdigit() and _could_be_dialled(run[:end]):
            return run[:end]
    return None


def _could_be_dialled(number: str) -> bool:
    plain = digits(number)
    if number.startswith(("+44", "(+44", "+ 44")) or (plain.startswith("0") and not plain.startswith("00")):
        # With such signs in it, a short one is more often a day, a law or a version.
        is_odd = any(sign in number for sign in "./·•")
        if is_odd and not re.match(r"\+|\(?\d{3}|(?:\d[./·•]){9}", number):
            return False
        return (10 if is_odd else 8) <= len(plain) <= 11 and not plain.startswith("01234567")
    is_abroad = "+" in number or plain.startswith("00")
    return is_abroad and 9 <= len(plain) <= 15
