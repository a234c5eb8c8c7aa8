"""What is different between two texts, for people: the lines that change, with the words that go and come."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

_PIECES = re.compile(r"\s+|[\w'\u2019]+|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    """Some words, and whether they change."""

    text: str
    changed: bool


@dataclass(frozen=True)
class Difference:
    """One place that changes: the words as they stand, and the new ones; one of them may be empty."""

    old: tuple[Piece, ...]
    new: tuple[Piece, ...]


def differences(old: str, new: str) -> tuple[Difference, ...]:
    """Every place that changes, in order."""
    olds, news = old.split("\n"), new.split("\n")
    steps = SequenceMatcher(None, olds, news, autojunk=False).get_opcodes()
    return tuple(
        _difference("\n".join(olds[a:b]), "\n".join(news[c:d])) for step, a, b, c, d in steps if step != "equal"
    )


def _difference(old: str, new: str) -> Difference:
    olds, news = _PIECES.findall(old), _PIECES.findall(new)
    steps = SequenceMatcher(None, olds, news, autojunk=False).get_opcodes()
    return Difference(
        tuple(_pieces((step != "equal", "".join(olds[a:b])) for step, a, b, _, _ in steps)),
        tuple(_pieces((step != "equal", "".join(news[c:d])) for step, _, _, c, d in steps)),
    )


def _pieces(parts: Iterator[tuple[bool, str]]) -> Iterator[Piece]:
    return (Piece(text, changed) for changed, text in parts if text)
