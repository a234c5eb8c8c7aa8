"""Phone numbers that can be called from Britain: validation, formatting, and what a phone dials."""

import re
from functools import cache

from phonenumbers import phonenumberutil as library
from phonenumbers import shortnumberinfo as short_numbers

from handbook.service.phone_numbers import digits

BRITAIN = "GB"
EMERGENCY = "999"
RELAY, RELAY_EMERGENCY = "18001", "18000"
"""The prefix of Relay UK for people who type instead of speaking, and what they dial for 999."""

_KINDS = library.PhoneNumberType
_USUAL = frozenset(
    (_KINDS.FIXED_LINE, _KINDS.MOBILE, _KINDS.FIXED_LINE_OR_MOBILE, _KINDS.TOLL_FREE, _KINDS.UAN, _KINDS.VOIP)
)
"""Kinds of numbers at standard rate or free."""

_WRITTEN = re.compile(r"(?:(?:\+|00 ?)44|\((?:\+|00 ?)44\)|(?=\(?0[1-9]))(?: ?\([0-9]+\))?[\d .-]+")
"""Digits and separators from 0 or +44 on, with at most one pair of brackets."""
_LENGTHS = range(7, 12)
_SHORT = re.compile(r"999|112|101|105|111|119|159|116\d{3}")
"""Short numbers that work on every network; the library decides which of 116... exist."""
_NETWORK_SERVICE = re.compile(r"1\d\d")
_PLACEHOLDER = re.compile(r"0\d+0{6}|01234567890")
"""Placeholders that the library takes for numbers."""
_ISLANDS = {"GG": "Guernsey", "IM": "the Isle of Man", "JE": "Jersey"}
"""Crown dependencies, whose numbers look like those of the United Kingdom."""
_ENQUIRIES = re.compile(r"118\d{3}")
_TEXT_CODE = re.compile(r"[678]\d{4}")

# Ofcom reserves these ranges for drama and examples.
_DRAMA = re.compile(
    r"01632960\d{3}|08081570\d{3}|07700900\d{3}|02079460\d{3}|01(?:1[3-8]|[2-6]1)4960\d{3}|01914980\d{3}"
    r"|02896496\d{3}|02920180\d{3}|03069990\d{3}"
)
_EXAMPLES = re.compile(r"01632960\d{3}|08081570\d{3}|07700900\d{3}")


def is_callable(text: str) -> bool:
    """Whether a text is a single number at standard rate, or a drama number."""
    if _is_short(text) or not _is_written(text):
        return _is_short(text)
    return is_drama_number(text) or (_kind(digits(text)) in _USUAL and not _PLACEHOLDER.fullmatch(digits(text)))


def accepts_texts(text: str) -> bool:
    """Whether a text is a single number that takes text messages."""
    is_mobile = is_callable(text) and (_kind(digits(text)) == _KINDS.MOBILE or digits(text).startswith("07700900"))
    return is_mobile or is_text_shortcode(text)


def is_network_service(text: str) -> bool:
    """Whether it is a service number of the caller's own network: 121, 150, 195."""
    return _NETWORK_SERVICE.fullmatch(text) is not None and not _is_short(text)


def crown_dependency_of(text: str) -> str | None:
    """The crown dependency of a number, which many contracts charge more for; None for other numbers."""
    if not _is_written(text) or is_drama_number(text):
        return None
    return _ISLANDS.get(str(library.region_code_for_number(library.parse(digits(text), BRITAIN))))


def is_text_shortcode(text: str) -> bool:
    """Whether it is a short code of five digits, which takes text messages only."""
    return _TEXT_CODE.fullmatch(text) is not None


def is_premium_rate(text: str) -> bool:
    """Whether a call is at premium rate: directory enquiries, 084, 087, 09, personal numbers."""
    if _ENQUIRIES.fullmatch(digits(text)):
        return True
    return _is_written(text) and _kind(digits(text)) not in (*_USUAL, _KINDS.UNKNOWN)


def is_drama_number(number: str) -> bool:
    """Whether Ofcom reserves the number for drama, so that nobody answers."""
    return _DRAMA.fullmatch(digits(number)) is not None


def is_example_number(number: str) -> bool:
    """Whether it is in one of the reserved ranges that the handbook uses for examples."""
    return _EXAMPLES.fullmatch(digits(number)) is not None


@cache
def format_number(number: str) -> str:
    """A number as pages print it: "01632 960101", "116 123"."""
    figures = digits(number)
    if not figures.startswith("0"):
        return f"{figures[:3]} {figures[3:]}" if len(figures) == 6 else figures
    return str(library.format_number(library.parse(figures, BRITAIN), library.PhoneNumberFormat.NATIONAL))


@cache
def dial_string(number: str, extension: str | None = None) -> str:
    """A number in international form, as a phone dials it: "+441632960101"; short numbers stay as they are.

    An extension follows after a pause (`,`), which phones dial, unlike `;ext=`.
    """
    figures = digits(number)
    # Childline's 0800 1111 has no international form.
    if figures.startswith("0") and len(figures) > 9:
        figures = str(library.format_number(library.parse(figures, BRITAIN), library.PhoneNumberFormat.E164))
    return f"{figures},{extension}" if extension else figures


def relay_number(number: str) -> str:
    """What people dial who type instead of speaking (Relay UK): "18001 01632 960101", or 18000 for 999."""
    return RELAY_EMERGENCY if digits(number) == EMERGENCY else f"{RELAY} {number}"


def _is_written(text: str) -> bool:
    return _WRITTEN.fullmatch(text) is not None and "(0)" not in text and len(digits(text)) in _LENGTHS


def _kind(figures: str) -> int:
    return int(library.number_type(library.parse(figures, BRITAIN)))


def _is_short(text: str) -> bool:
    figures = text.replace(" ", "")
    if not figures.isascii() or not _SHORT.fullmatch(figures):
        return False
    return bool(short_numbers.is_valid_short_number_for_region(library.parse(figures, BRITAIN), BRITAIN))
