"""Content with an owner and a day of review."""

import re
from datetime import date
from typing import Annotated

from dateutil.relativedelta import relativedelta
from pydantic import AfterValidator

from handbook.source.types import Content, Day, Line


def _cycle(value: str) -> str:
    if not re.fullmatch(r"[1-9][0-9]? months?", value):
        raise ValueError("write a number of months, such as 12 months")
    return value


Cycle = Annotated[str, AfterValidator(_cycle)]
"""How often something is looked at again: `6 months`, `12 months`."""


class Reviewed(Content):
    """Content with an owner and a review cycle."""

    owner: Line
    """The post (never the name of a person) that answers for this text."""
    reviewed: Day
    """The day a person last read all of it and found it right."""
    review_every: Cycle
    """How long until it must be read again, in months."""

    @property
    def review_due(self) -> date:
        """The day by which it must be reviewed again: `reviewed` plus the cycle, or the month's last day."""
        due: date = self.reviewed + relativedelta(months=int(self.review_every.split()[0]))
        return due

    def is_overdue(self, on: date) -> bool:
        """Whether the review is late on the given day."""
        return on > self.review_due
