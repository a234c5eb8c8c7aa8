"""Rules about reviews: nobody has read a text on a day that is still far ahead."""

from collections.abc import Iterator
from datetime import date, timedelta

from handbook.problems import Problem
from handbook.reviewed_files import reviewed_files
from handbook.shelf import Shelf

FARTHEST_AHEAD = timedelta(days=2 * 366)
"""More than a clock, or a site that is built for another day, can be wrong by."""


def check_reviews_are_not_to_come(shelf: Shelf, on: date) -> Iterator[Problem]:
    """A year that was mistyped in `reviewed` would keep a text from ever being due."""
    for path, content in reviewed_files(shelf.handbook).items():
        if content.reviewed - on > FARTHEST_AHEAD:
            message = "nobody can have read this on a day that is years ahead; check the year"
            yield shelf.problem(path, ("reviewed",), message)


RULES_BY_DAY = (check_reviews_are_not_to_come,)
