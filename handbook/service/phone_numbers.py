"""Finds phone numbers in a text, however they are written, formatted or disguised."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from handbook.pages.shown_text import visible_text

NATIONAL_NUMBERS = ("999", "112", "101", "111")
"""National numbers, which never change and may be typed."""
DIGIT_LOOKALIKES = str.maketrans("OoQlI|SB", "00011158")
"""Letters that are typed or scanned in place of digits."""

_RUN = re.compile(r"(?<!\d)(?<!\d[.,/-])\(?(?:\+ ?)?\d(?:[ ().\n/·•-]{0,3}\d){6,}")
_FROM_ABROAD = re.compile(r"^(?:\+|00)440?")
_STARTS = re.compile(r"(?<!\d)(?<!\d[./-])(?<!\+)(?<!\+ )\(?(?:\+ ?)?\d")
"""Where a number may begin within a run of digits, such as after the number of a list item."""
_FIGURE = re.compile(r"\d")
_MIN_FIGURES = 7
"""Digits of the shortest number; the longest has 15."""
_MIN_KNOWN_FIGURES = 5
"""Digits of the shortest known number; three digits are mostly a count."""
_MAX_LENGTH = 80
"""Characters of the longest number, including separators."""


@dataclass(frozen=True)
class PhoneNumber:
    """A phone number in a text."""

    digits: str
    """As dialled in Britain, from the 0."""
    shown: str
    """As readers see it."""
    offset: int
    """The offset in the original text."""


def digits(number: str) -> str:
    """The digits of a phone number as dialled in Britain, however it is written."""
    return re.sub(r"\D", "", _FROM_ABROAD.sub("0", re.sub(r"[^\d+]", "", number)))


def _figures_in(text: str) -> int:
    """The number of digits of any script in a text."""
    return sum(map(text.count, "0123456789")) if text.isascii() else sum(map(str.isnumeric, text))


def phone_numbers_in(text: str) -> Iterator[PhoneNumber]:
    """Every phone number in a Markdown text."""
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
    """Every known number (by `digits`) in a text, with any separators, and with or without the 0."""
    if _figures_in(text) < _MIN_KNOWN_FIGURES and "&" not in text:
        return
    shown, offsets = visible_text(text)
    for match in _pattern_of(known).finditer(shown.translate(DIGIT_LOOKALIKES)) if known else ():
        figures = re.sub(r"\D", "", match[1] or match[2])
        yield PhoneNumber(f"0{figures}" if match[1] else figures, shown[slice(*match.span())], offsets[match.start()])


@cache
def _pattern_of(known: frozenset[str]) -> re.Pattern[str]:
    """A pattern for known numbers: long ones by the digits after the 0, short ones as usually written."""
    long = [r"\W{0,3}".join(number[1:]) for number in sorted(known) if number.startswith("0") and len(number) >= 10]
    short = [r"[ .-]?".join(number) for number in sorted(known) if _MIN_KNOWN_FIGURES <= len(number) < 10]
    nothing = "(?!)"
    return re.compile(
        rf"(?<!\d)(?:\(?(?:\+ ?|00)?44\)?\W{{0,3}})?(?:\(?0\)?\W{{0,3}})?({'|'.join(long) or nothing})(?!\d)"
        rf"|(?<![\w£.,/-])({'|'.join(short) or nothing})(?![\w/-]|[.,]\d)"
    )


def _longest_number(run: str) -> str | None:
    """The longest prefix that could be dialled, because two numbers may follow each other."""
    ends = [match.end() for match in _FIGURE.finditer(run)]
    for end in reversed(ends[_MIN_FIGURES - 1 : 16]):
        if not run[end : end + 1].isdigit() and _could_be_dialled(run[:end]):
            return run[:end]
    return None


def _could_be_dialled(number: str) -> bool:
    plain = digits(number)
    if number.startswith(("+44", "(+44", "+ 44")) or (plain.startswith("0") and not plain.startswith("00")):
        # With these separators, a short one is more likely a date or a version.
        is_odd = any(sign in number for sign in "./·•")
        if is_odd and not re.match(r"\+|\(?\d{3}|(?:\d[./·•]){9}", number):
            return False
        return (10 if is_odd else 8) <= len(plain) <= 11 and not plain.startswith("01234567")
    is_abroad = "+" in number or plain.startswith("00")
    return is_abroad and 9 <= len(plain) <= 15
