"""The period in which a form is open."""

from datetime import date, timedelta

from pydantic import model_validator

from handbook.source.types import Content, Day

MAX_OPEN = timedelta(days=731)
"""Two years; until a form closes its answers are kept and have no results."""


class Period(Content):
    """A period from `opens` to `closes`, both included."""

    opens: Day
    """The first day on which people can answer."""
    closes: Day
    """The last day on which people can answer."""

    @model_validator(mode="after")
    def _in_order(self) -> "Period":
        if self.closes < self.opens:
            raise ValueError("it closes before it opens: check the days `opens` and `closes`")
        if self.closes - self.opens > MAX_OPEN:
            message = "it would stay open for more than two years, and its answers with it: check the year of `closes`"
            raise ValueError(message)
        return self

    def is_open(self, on: date) -> bool:
        """Whether people can answer on the given day."""
        return self.opens <= on <= self.closes

    def is_over(self, on: date) -> bool:
        """Whether the last day has passed."""
        return on > self.closes

    def is_to_come(self, on: date) -> bool:
        """Whether the first day is still ahead."""
        return on < self.opens
