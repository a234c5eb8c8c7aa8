"""What is known about a failure of the YAML parser, and the lines around it."""

import re
from collections.abc import Collection
from dataclasses import dataclass

import yaml

Finding = tuple[int, int, str]
"""Line and column, both from 0, and the message."""

KEY_LINE = re.compile(r"\s*(?:- +)*\w[\w-]*:(?:\s|$)")


@dataclass(frozen=True)
class ParserFailure:
    """A failure of the YAML parser."""

    text: str
    error: yaml.MarkedYAMLError
    last_quoted: yaml.ScalarEvent | None
    """The last quoted scalar before the failure."""
    keys: Collection[str] = ()
    """Every key that a file of this kind can have; empty if they are not known."""

    @property
    def line(self) -> int:
        """The line on which the parser stopped, from 0."""
        mark = self.error.problem_mark or self.error.context_mark
        return mark.line if mark else 0

    @property
    def column(self) -> int:
        """The column at which the parser stopped, from 0."""
        mark = self.error.problem_mark or self.error.context_mark
        return mark.column if mark else 0

    @property
    def start(self) -> tuple[int, int]:
        """Line and column at which the unfinished construct begins, both from 0."""
        mark = self.error.context_mark or self.error.problem_mark
        return (mark.line, mark.column) if mark else (0, 0)

    def line_text(self, line: int) -> str:
        """A line of the text; empty after the end."""
        lines = self.text.split("\n")
        return lines[line] if 0 <= line < len(lines) else ""

    def could_be_key(self, word: str) -> bool:
        """Whether a word at the beginning of a line could be a key."""
        return word in self.keys if self.keys else re.fullmatch(r"[a-z_]+", word) is not None

    def line_above(self) -> int:
        """The nearest line above that is neither empty nor a comment; -1 if there is none."""
        above = self.line - 1
        while above >= 0 and (not self.line_text(above).strip() or self.line_text(above).lstrip().startswith("#")):
            above -= 1
        return above


def indentation(written: str) -> int:
    """The number of spaces that a line begins with."""
    return len(written) - len(written.lstrip())
