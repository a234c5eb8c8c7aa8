"""What is known when a parser of YAML gives up, and the lines around that place."""

import re
from collections.abc import Collection
from dataclasses import dataclass

import yaml

Finding = tuple[int, int, str]
"""Line and column, both from 0, and the sentence."""

KEY_LINE = re.compile(r"\s*(?:- +)*\w[\w-]*:(?:\s|$)")


@dataclass(frozen=True)
class ParserFailure:
    """What is known when a parser gives up."""

    text: str
    error: yaml.MarkedYAMLError
    last_quoted: yaml.ScalarEvent | None
    """The last text in quotes that was read before."""
    keys: Collection[str] = ()
    """Every key that a file of this kind can have; empty where nobody knows."""

    @property
    def line(self) -> int:
        """Where the parser stopped, from 0."""
        mark = self.error.problem_mark or self.error.context_mark
        return mark.line if mark else 0

    @property
    def column(self) -> int:
        """The same, across."""
        mark = self.error.problem_mark or self.error.context_mark
        return mark.column if mark else 0

    @property
    def start(self) -> tuple[int, int]:
        """Where the thing began that the parser could not finish."""
        mark = self.error.context_mark or self.error.problem_mark
        return (mark.line, mark.column) if mark else (0, 0)

    def line_text(self, line: int) -> str:
        """A line of the text; empty past its end."""
        lines = self.text.split("\n")
        return lines[line] if 0 <= line < len(lines) else ""

    def could_be_key(self, word: str) -> bool:
        """Whether a word at the beginning of a line can be meant as a key."""
        return word in self.keys if self.keys else re.fullmatch(r"[a-z_]+", word) is not None

    def line_above(self) -> int:
        """The nearest line above the stop that is neither empty nor a remark; -1 when there is none."""
        above = self.line - 1
        while above >= 0 and (not self.line_text(above).strip() or self.line_text(above).lstrip().startswith("#")):
            above -= 1
        return above


def indentation(written: str) -> int:
    """How far in a line begins."""
    return len(written) - len(written.lstrip())
