"""The questions of `questions.yml`, with addresses of the built site in place of paths."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from handbook.urls import page_address

FILE = Path(__file__).with_name("questions.yml")
KINDS = ("plain", "other-words", "typing-error", "short-form", "sentence", "child")
_TOP = "top"


@dataclass(frozen=True)
class Question:
    """What somebody types, and what answers it."""

    ask: str
    kind: str
    pages: frozenset[str]
    """Addresses of pages, such as `/policies/payments/`."""
    places: frozenset[str]
    """Addresses of places on pages, such as `/policies/payments/#mileage`; of a page's top, that of the page."""
    held_out: bool
    """Whether the search was not tuned by it."""


@cache
def read_questions() -> tuple[Question, ...]:
    """All questions, in the order of the file."""
    return tuple(
        Question(
            ask=each["ask"],
            kind=each["kind"],
            pages=frozenset(map(page_address, each["pages"])),
            places=frozenset(map(_place_address, each["headings"])),
            held_out=each.get("held_out", False),
        )
        for each in yaml.safe_load(FILE.read_text(encoding="utf-8"))
    )


def _place_address(place: str) -> str:
    page, _, anchor = place.partition("#")
    return page_address(page) + (f"#{anchor}" if anchor != _TOP else "")
