"""One line of the check, in its parts."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class CheckLine:
    """One line of the check, in its parts."""

    path: str
    line: int
    column: int
    message: str

    @classmethod
    def read(cls, line: str) -> "CheckLine":
        """The parts of a line as it is printed."""
        place, message = line.split(": ", 1)
        path, at, column = place.rsplit(":", 2)
        return cls(path, int(at), int(column), message)

    @property
    def line_changed(self) -> int:
        """Where the first line will be changed: here, or where the sentence says."""
        elsewhere = re.search(r"below line (\d+)", self.message)
        return int(elsewhere[1]) if elsewhere else self.line

    @property
    def wrong(self) -> str:
        """What the sentence says is wrong: the first words that it quotes."""
        quoted = re.search("`([^`]+)`", self.message.partition("; ")[0])
        return quoted[1] if quoted else ""
