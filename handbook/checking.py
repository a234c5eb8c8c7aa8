"""The rules across files, in the order in which they are tried."""

from collections.abc import Iterator

from handbook.problems import Problem
from handbook.shelf import Shelf


def check_shelf(shelf: Shelf) -> Iterator[Problem]:
    """Every problem that only shows when the files are read side by side."""
    for rule in RULES:
        yield from rule(shelf)


RULES = ()
