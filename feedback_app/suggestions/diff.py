"""Differences between two texts: changed lines with their removed and added words, also as plain text."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from feedback_app.suggestions.suggestion import Suggestion

_PIECES = re.compile(r"\s+|[\w'\u2019]+|[^\w\s]")
_SAYS_SOMETHING = re.compile(r"\w")
MAX_PAIRS = 20_000
"""Pairs of equal words in two texts above which they are not compared word by word.

Comparing takes time by the number of pairs, and by as much again where they are in another order. Two versions of a
page's longest part have about 5,000; 2,700 times the same sign against a page would have a million.
"""

_Step = tuple[str, int, int, int, int]


@dataclass(frozen=True)
class DiffSegment:
    """Some words, and whether they change."""

    text: str
    changed: bool


@dataclass(frozen=True)
class DiffHunk:
    """One place that changes: the words as they are, and the new ones; one of them may be empty."""

    old: tuple[DiffSegment, ...]
    new: tuple[DiffSegment, ...]


def diff_hunks(old: str, new: str) -> tuple[DiffHunk, ...]:
    """Every change, in order; or the whole texts if comparing them would take too long."""
    olds, news = old.split("\n"), new.split("\n")
    return tuple(
        _difference("\n".join(olds[a:b]), "\n".join(news[c:d]))
        for step, a, b, c, d in _steps(olds, news)
        if step != "equal"
    )


def _difference(old: str, new: str) -> DiffHunk:
    olds, news = _PIECES.findall(old), _PIECES.findall(new)
    steps = _steps(olds, news)
    return DiffHunk(
        tuple(_pieces((step != "equal", "".join(olds[a:b])) for step, a, b, _, _ in steps)),
        tuple(_pieces((step != "equal", "".join(news[c:d])) for step, _, _, c, d in steps)),
    )


def _steps(olds: list[str], news: list[str]) -> Sequence[_Step]:
    """What stays and what changes, in order; blanks and signs only stay beside words that do."""
    counts, others = Counter(olds), Counter(news)
    if sum(number * others[piece] for piece, number in counts.items() if not _is_blank(piece)) > MAX_PAIRS:
        return [("equal" if olds == news else "replace", 0, len(olds), 0, len(news))]
    return SequenceMatcher(_is_blank, olds, news, autojunk=False).get_opcodes()


def _is_blank(piece: str) -> bool:
    return _SAYS_SOMETHING.search(piece) is None


def _pieces(parts: Iterator[tuple[bool, str]]) -> Iterator[DiffSegment]:
    return (DiffSegment(text, changed) for changed, text in parts if text)


_WORDS = re.compile(r"\S(?:[^\n]*\S)?")
_STANDS = "As it stands, with >>marks<< around what goes:"
_SUGGESTED = "As suggested, with >>marks<< around what comes:"


def suggestion_text(suggestion: Suggestion) -> str:
    """The changes and the reason. Unchanged lines are left out."""
    return f"{change_text(suggestion)}\n\nWhy:\n{suggestion.why or '(not said)'}"


def change_text(suggestion: Suggestion) -> str:
    """The lines that change, as they are and as suggested; all that was written where it is about a whole page."""
    if not suggestion.before:
        return f"About the whole page. What should change:\n{suggestion.after}"
    hunks = diff_hunks(suggestion.before, suggestion.after)
    return "\n\n".join(_place(hunk, number, len(hunks)) for number, hunk in enumerate(hunks, 1)) or "(nothing changes)"


def _place(difference: DiffHunk, number: int, places: int) -> str:
    heading = f"Change {number} of {places}\n" if places > 1 else ""
    old, new = _marked(difference.old) or "(nothing)", _marked(difference.new) or "(nothing: taken out)"
    return f"{heading}{_STANDS}\n{old}\n{_SUGGESTED}\n{new}"


def _marked(segments: Sequence[DiffSegment]) -> str:
    return "".join(_with_marks(piece.text) if piece.changed else piece.text for piece in segments).strip("\n")


def _with_marks(text: str) -> str:
    """Marks around the words, line by line; blanks stay outside, and blanks alone have none."""
    return _WORDS.sub(r">>\g<0><<", text)
