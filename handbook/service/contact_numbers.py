"""The types of a contact's numbers: validated as people write them, stored as pages print them."""

import re
import unicodedata
from collections.abc import Callable
from typing import Annotated

from pydantic import AfterValidator

from handbook.service.british_numbers import (
    EMERGENCY,
    accepts_texts,
    crown_dependency_of,
    format_number,
    is_callable,
    is_network_service,
    is_premium_rate,
    is_text_shortcode,
)
from handbook.service.phone_numbers import DIGIT_LOOKALIKES, digits
from handbook.source.types import Line

_RELAY = re.compile(r"1800[0-2]")
_EXTENSION = re.compile(
    r"(?P<number>.*\d)[\s,;(]*(?:(?:ext(?:ensio)?n?|x|#)[\s.:]*|(?<=[,;]))(?P<extension>\d{1,6})\)?#?", re.IGNORECASE
)
_BETWEEN = re.compile(r"[^\d()+]+(?:\(?(?:or|and)\b[^\d()+]*)?")
_TOGETHER = re.compile(r" ?(?:[/,;&]|,? ?\(?\b(?:or|and|to)\b) ?")
_FIGURES = re.compile(r"[+(]*\d[\d ().-]*\d")
_ABROAD = re.compile(r"\(?(?:\+|00)")


def _phone(written: str) -> str:
    text = _plain(written)
    if is_callable(text) and not crown_dependency_of(text):
        return format_number(text)
    raise ValueError(next(filter(None, (fault(text) for fault in PHONE_CHECKS))))


def _text_number(written: str) -> str:
    text = _plain(written)
    if not accepts_texts(text):
        raise ValueError(
            f"{_shown(text)} is no number for text messages; write one that begins with 07, or one of five figures, "
            "and nothing beside it"
        )
    if island := crown_dependency_of(text):
        raise ValueError(
            f"{_shown(text)} is a number of {island}, where a message often costs more; "
            "write a mobile number of the United Kingdom, or take `text_number:` out"
        )
    return format_number(text)


def _extension(written: str) -> str:
    if re.fullmatch(r"[0-9]{1,6}", written):
        return written
    rows = re.findall(r"[0-9]+", written)
    if len(rows) == 1 and len(rows[0]) <= 6:
        raise ValueError(f"{_shown(written)} is no extension; write `{rows[0]}`")
    # Joining several groups of digits would dial another line.
    raise ValueError(
        f"{_shown(written)} is no extension, which is one row of at most six figures; "
        "write the figures alone, and say the rest in `note:`"
    )


Phone = Annotated[Line, AfterValidator(_phone)]
"""A number that can be called from Britain, or one for drama; as pages print it, such as `01632 960101`."""

TextNumber = Annotated[Line, AfterValidator(_text_number)]
"""A number that takes text messages, as pages print it."""

Extension = Annotated[Line, AfterValidator(_extension)]
"""One to six figures that are dialled once somebody, or a machine, has answered."""


def _plain(written: str) -> str:
    """The text with ASCII digits, spaces and hyphens."""
    text = unicodedata.normalize("NFKC", written)
    text = "".join(str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in text)
    return " ".join(re.sub(r"[\u2010-\u2015\u2212]", "-", text).split())


def _shown(text: str) -> str:
    return f"`{text}`" if len(text) <= 40 else f"`{text[:37]}...`"


def _crown_dependency(text: str) -> str | None:
    island = crown_dependency_of(text)
    if not island:
        return None
    return (
        f"{_shown(text)} is a number of {island}, where a call often costs more; "
        "write a number within the United Kingdom, or take `phone:` out and write a web `address:`"
    )


def _letter_for_a_figure(text: str) -> str | None:
    better = text.translate(DIGIT_LOOKALIKES)
    if better == text or not is_callable(better):
        return None
    return f"a letter stands in {_shown(text)} in place of a figure, such as O for 0; write `{format_number(better)}`"


def _relay(text: str) -> str | None:
    match = _RELAY.match(text)
    number = text[match.end() :].strip(" -") if match else ""
    if not match or (number and not is_callable(number)):
        return None
    instead = format_number(number) if number else EMERGENCY
    return f"{_shown(text)} leads to Relay UK; write `{instead}`, and below it a line `text_relay: yes`"


def _extension_beside(text: str) -> str | None:
    match = _EXTENSION.fullmatch(text)
    number = match["number"].strip(" ,;(") if match else ""
    if not match or not is_callable(number):
        return None
    return (
        f"an extension stands beside the number; write `{format_number(number)}`, "
        f"and below it a line `extension: {match['extension']}`"
    )


def _two_numbers(text: str) -> str | None:
    for between in _BETWEEN.finditer(text):
        first, second = text[: between.start()].strip(), text[between.end() :].strip(" )")
        only_its_end = re.fullmatch(r"\d{1,6}", second) and _TOGETHER.fullmatch(between[0])
        if is_callable(first) and (is_callable(second) or only_its_end):
            return (
                f"a tap calls one number, and two stand here; write `{format_number(first)}`, "
                "and give the other a contact of its own"
            )
    return None


def _zero_in_brackets(text: str) -> str | None:
    better = text.replace("(0)", "" if _ABROAD.match(text) else "0")
    if better == text or not is_callable(better):
        return None
    return f"the 0 in brackets is for some callers only, and a phone cannot know; write `{format_number(better)}`"


def _words(text: str) -> str | None:
    if re.fullmatch(r"[\d\s+().,;:/&#*-]*\d[\d\s+().,;:/&#*-]*", text):
        return None
    for match in _FIGURES.finditer(text):
        number = match[0].strip(" .-")
        for alone in (number, number.rstrip("( .-"), number.lstrip("(")):
            if is_callable(alone):
                return (
                    f"words or signs stand beside the number; write `{format_number(alone)}`, and the words in `note:`"
                )
    return (
        f"{_shown(text)} is no phone number; write its figures alone, "
        "or take `phone:` out and say in `note:` where people find the number"
    )


def _signs(text: str) -> str | None:
    better = re.sub(r"[^\d+]+", " ", text).strip()
    if better == text or not is_callable(better):
        return None
    return f"signs stand within the number {_shown(text)}; write `{format_number(better)}`"


def _spaced(text: str) -> str | None:
    figures = digits(text)
    return f"{_shown(text)} is parted in an odd way; write `{format_number(figures)}`" if is_callable(figures) else None


def _text_shortcode(text: str) -> str | None:
    if not is_text_shortcode(text.replace(" ", "")):
        return None
    return f"`{text}` takes text messages and no calls; write it after `text_number:`, in place of `phone:`"


def _premium_rate(text: str) -> str | None:
    if not is_premium_rate(text):
        return None
    return (
        f"a call to `{text}` costs more than a usual one; write a number that begins with 01, 02, 03, 07 or 080, "
        "or take `phone:` out and write a web `address:`"
    )


def _network_service(text: str) -> str | None:
    if not is_network_service(text):
        return None
    return (
        f"`{text}` reaches somebody else from each network, or nobody; "
        "write the whole number of whoever is meant, or take `phone:` out and write a web `address:`"
    )


def _lost_beginning(text: str) -> str | None:
    for better in (f"0{text}", f"+{text}"):
        if is_callable(better):
            return f"`{text}` lacks its beginning; write `{format_number(better)}`"
    return None


def _abroad(text: str) -> str | None:
    if not _ABROAD.match(text) or re.match(r"0[1-9]", digits(text)):
        return None
    return (
        f"{_shown(text)} is a number abroad, where a call costs more; write one that begins with 0 or +44, "
        "or take `phone:` out and write a web `address:`"
    )


def _wrong_length(text: str) -> str | None:
    many = len(digits(text))
    if many in (10, 11):
        return None
    short = digits(text).removeprefix("0")
    if short != text and is_callable(short):
        return (
            f"{_shown(text)} lacks figures; write `{format_number(short)}`, or all figures of the number that is meant"
        )
    figures = "1 figure" if many == 1 else f"{many} figures"
    instead = (
        "take out what does not belong to it"
        if many > 11
        else "write all of them, with the area code, which begins with 0"
    )
    return f"{_shown(text)} has {figures}, and a number here has 10 or 11; {instead}"


def _unallocated(text: str) -> str:
    return (
        f"nobody can have the number {_shown(text)}; compare each figure with where you have it from, "
        "or write 01632 960 and three more figures, and `example: yes`, where it is invented"
    )


PHONE_CHECKS: tuple[Callable[[str], str | None], ...] = (
    _crown_dependency,
    _letter_for_a_figure,
    _relay,
    _extension_beside,
    _two_numbers,
    _zero_in_brackets,
    _words,
    _signs,
    _spaced,
    _text_shortcode,
    _premium_rate,
    _network_service,
    _lost_beginning,
    _abroad,
    _wrong_length,
    _unallocated,
)
"""The checks of a number, in order; the first message is reported, and the last check always has one."""
