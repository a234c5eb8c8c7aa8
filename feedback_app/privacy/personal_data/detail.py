"""A detail that could tell who a text is about: what kind it is, and the text without it."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

_WORD = re.compile(r"\w+")


class DetailKind(StrEnum):
    """What a piece of text looks like, as the mark in its place names it."""

    E_MAIL = "e-mail address"
    WEB = "web address"
    HANDLE = "name on social media"
    DATE = "date"
    POSTCODE = "postcode"
    INSURANCE = "National Insurance number"
    PLATE = "number plate"
    PHONE = "phone number"
    NHS = "NHS number"
    CASE = "case number"
    NUMBER = "long number"
    STREET = "address"
    SCHOOL = "name of a school or nursery"
    HEALTH = "name of a hospital or surgery"
    NAME = "name"

    @property
    def mark(self) -> str:
        """What is in its place once it is taken out."""
        return f"[{self} taken out]"


@dataclass(frozen=True)
class PersonalDetail:
    """One piece of a text that could tell who somebody is."""

    kind: DetailKind
    start: int
    end: int
    text: str

    @property
    def mark(self) -> str:
        """A short mark, the same for the same words anywhere; see `fingerprint`."""
        return fingerprint(self.text)


def fingerprint(text: str) -> str:
    """A few letters that identify a detail in a hidden field of a form without repeating it."""
    return hashlib.sha256(pad_words(text).encode()).hexdigest()[:10]


def pad_words(text: str) -> str:
    """The words of a text with a blank around each, so that one is not found within another."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "


_MARKS = re.compile("|".join(re.escape(kind.mark) for kind in DetailKind))


def redact(text: str, details: Iterable[PersonalDetail]) -> str:
    """The text with a mark in place of each detail; everything else stays as it was written."""
    for detail in sorted(details, key=lambda placed: placed.start, reverse=True):
        text = text[: detail.start] + detail.kind.mark + text[detail.end :]
    return text


MAX_PLACEHOLDERS = 50
"""Marks that are not counted: more than anybody's own details, and few enough that a text stays short when stored."""


def typed_length(text: str) -> int:
    """How long a text is as its writer typed it: what we put in is not held against anybody.

    Whoever sends marks by the thousand did not get them from us, so those beyond the first fifty count in full.
    """
    return len(_MARKS.sub("", text, count=MAX_PLACEHOLDERS))
