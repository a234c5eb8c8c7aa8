"""A charter as plain text: numbered lines without invisible characters."""

import re
from dataclasses import dataclass
from pathlib import Path

from handbook.source.invisible_characters import strip_hidden
from handbook.source.text_reader import read_unchecked_text

_SPACES = re.compile("[\t\x0b\x0c\x1c-\x1f\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
# Also how the sign before is shown: it is often the mark of an item, which is taken off.
_CONTROL_CHARACTERS = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufe0e\ufe0f\ufffe\uffff]")
_SOFT_HYPHEN = "\u00ad"
_LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"}
_QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u00b4": "'"})
_NUMBERED = re.compile(r"^\d+(?:\.\d+)*[.)]? *(?=\D)")


@dataclass(frozen=True)
class RawText:
    """The lines of one text, by their number from 1."""

    path: str
    lines: dict[int, str]

    def is_blank(self, number: int) -> bool:
        """Whether nothing is on the line."""
        return not self.lines[number]


@dataclass(frozen=True)
class Passage:
    """Some words of the text, joined from one line or several."""

    text: str
    lines: tuple[int, ...]
    """The lines it was joined from, in their order."""


def read_raw_text(path: Path) -> RawText:
    """Read a text that another program took from a document; raises ContentError when it is none."""
    lines = read_unchecked_text(Path(), str(path)).split("\n")
    return RawText(str(path), {number: _cleaned(line) for number, line in enumerate(lines, start=1)})


def _cleaned(line: str) -> str:
    line = _CONTROL_CHARACTERS.sub("", _SPACES.sub(" ", line))
    for ligature, letters in _LIGATURES.items():
        line = line.replace(ligature, letters)
    _, hyphen, after = line.rpartition(_SOFT_HYPHEN)
    # At the end of a line it says that a word goes on below; elsewhere it says nothing.
    goes_on = "" if strip_hidden(after).strip() else hyphen
    return " ".join(strip_hidden(line).split()) + goes_on


def join_lines(parts: list[str]) -> str:
    """Lines as one text; a word that was broken at its hyphen is whole again."""
    text = ""
    for part in parts:
        if text.endswith(_SOFT_HYPHEN):
            text = text[:-1] + part
        elif breaks_a_word(text):
            text += part
        else:
            text = f"{text} {part}" if text else part
    return text.rstrip(_SOFT_HYPHEN).strip()


def breaks_a_word(text: str) -> bool:
    """Whether a line ends within a word that has a hyphen."""
    return re.search(r"\w-$", text) is not None


def normalised(words: str) -> str:
    """Words for comparing: straight quotes, single spaces."""
    return " ".join(words.translate(_QUOTES).split())


def matches_pattern(line: str, pattern: str) -> bool:
    """Whether a line is as a profile writes it, where `*` stands for anything."""
    expression = ".*".join(re.escape(part) for part in normalised(pattern).split("*"))
    return re.fullmatch(expression, normalised(line)) is not None


def plain_heading(words: str) -> str:
    """A heading for comparing: also without its number and the stop or colon behind it."""
    return _NUMBERED.sub("", normalised(words)).rstrip(".: ")
