"""What day it is for people in the United Kingdom, and how long a form shown before closing may still be sent."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from handbook.calendar.periods import Period

LONDON = ZoneInfo("Europe/London")
GRACE_PERIOD = timedelta(minutes=60)
"""A form opened before midnight of the last day may be finished."""


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Clock:
    """The day, from the computer's clock or fixed for demonstrations and tests."""

    fixed: date | None = None
    now: Callable[[], datetime] = _now

    def today(self) -> date:
        """The day on which a form is shown."""
        return self.fixed or self.now().astimezone(LONDON).date()

    def may_show(self, period: Period) -> bool:
        """Whether people may begin to answer."""
        return period.is_open(self.today())

    def may_send(self, period: Period) -> bool:
        """Whether answers are taken: now, or an hour ago."""
        # An hour is taken off before the time zone is applied, so that it is an hour on every night of the year.
        an_hour_ago = self.fixed or (self.now() - GRACE_PERIOD).astimezone(LONDON).date()
        return period.is_open(self.today()) or period.is_open(an_hour_ago)
