"""A handbook beside the files it was read from, so that rules across files can say where."""

from collections.abc import Mapping
from dataclasses import dataclass

from handbook.library import Handbook
from handbook.problems import Problem
from handbook.records import Loc, Record


@dataclass(frozen=True)
class Shelf:
    """Every content file as it was written and as it was understood."""

    handbook: Handbook
    records: Mapping[str, Record]
    """By path below the handbook's folder."""

    def problem(self, path: str, loc: Loc, message: str) -> Problem:
        """A problem with a value."""
        return self.records[path].problem(loc, message)

    def key_problem(self, path: str, loc: Loc, message: str) -> Problem:
        """A problem with a key, or with something missing below it."""
        return self.records[path].key_problem(loc, message)
