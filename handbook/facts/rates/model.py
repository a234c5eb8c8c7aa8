"""What carers are paid, from when, and where that is written (`service/rates.yml`)."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema

from handbook.calendar.reviews import Reviewed
from handbook.source.types import Content, Day, Line, Ref, Slug, Text, YesNo


def _pounds(value: object) -> object:
    if isinstance(value, Decimal):
        return value
    if isinstance(value, str) and re.fullmatch(r"(0|[1-9][0-9]{0,4})(\.[0-9]{2})?", value):
        return Decimal(value)
    raise ValueError("this is no amount; write pounds in figures, with or without pence, such as 190 or 0.45")


Pounds = Annotated[Decimal, BeforeValidator(_pounds), WithJsonSchema({"type": "string"})]
"""Pounds with or without pence, without the sign: `190`, `0.45`."""


class Payment(StrEnum):
    """The kinds of payment."""

    ALLOWANCE = "allowance"
    FEE = "fee"
    MILEAGE = "mileage"
    BIRTHDAY = "birthday"
    FESTIVAL = "festival"
    HOLIDAY = "holiday"
    CLOTHING = "initial clothing"
    RESPITE = "respite"
    SESSIONAL = "sessional"


class Unit(StrEnum):
    """What an amount is paid for."""

    WEEK = "a week"
    MILE = "a mile"
    NIGHT = "a night"
    HOUR = "an hour"
    YEAR = "a year"
    ONCE = "once"


USUAL_AMOUNTS: Mapping[Unit, tuple[Decimal, Decimal]] = {
    Unit.WEEK: (Decimal(10), Decimal(3_000)),
    Unit.MILE: (Decimal("0.10"), Decimal(2)),
    Unit.NIGHT: (Decimal(5), Decimal(500)),
    Unit.HOUR: (Decimal(5), Decimal(150)),
    Unit.YEAR: (Decimal(10), Decimal(20_000)),
    Unit.ONCE: (Decimal(5), Decimal(20_000)),
}
"""The least and the most that anybody pays for one unit; beyond, a point was lost, or pence were taken for pounds."""

MIN_ALLOWANCE = Decimal(50)
"""What a child costs in a week is never less."""

MAX_CHANGE_FACTOR = 2
"""How many times more, or less, than the amount before; a figure too many makes it ten times."""


class Amount(Content):
    """What one rate is from one day on."""

    pounds: Pounds
    """How much, in pounds."""
    starts: Day
    """The first day on which it is paid."""
    ends: Day | None = None
    """The last day; while it is missing, the amount counts until the next one starts."""
    source: Line
    """Where that is written."""
    example: YesNo = False
    """Whether it is invented and shows as an example."""
    consultation: Ref | None = None
    """The consultation that asked carers about it."""
    decision: Line | None = None
    """Who decided it and when, where no consultation of this handbook did."""
    unusual_because: Line | None = None
    """Why the amount is right, where it is far from what is usual or from the amount before."""
    corrected_because: Line | None = None
    """What was wrong, where readers were shown another amount by mistake; the page tells it."""

    @property
    def in_words(self) -> str:
        """`£190.00 (example)`."""
        return f"£{self.pounds:,.2f}{' (example)' if self.example else ''}"


class Rate(Content):
    """One thing that is paid, with what it was, is and will be."""

    id: Slug
    """Short name that pages use."""
    kind: Payment
    """Which kind of payment it is."""
    title: Line
    """What is paid, and for whom."""
    unit: Unit
    """For what one amount is paid, such as `a week`."""
    about: Line
    """What the money is for, in one sentence."""
    at_least: tuple[Ref, ...] = ()
    """The national minimums of its ages and area that no amount is below: ids from `service/national.yml`."""
    amounts: tuple[Amount, ...]
    """Oldest first."""

    @property
    def usual(self) -> tuple[Decimal, Decimal]:
        """The least and the most that can be meant."""
        least, most = USUAL_AMOUNTS[self.unit]
        return (MIN_ALLOWANCE if self.is_weekly_allowance else least), most

    @property
    def is_weekly_allowance(self) -> bool:
        """Whether it is what a child costs in a week."""
        return (self.kind, self.unit) == (Payment.ALLOWANCE, Unit.WEEK)

    def last_day(self, place: int) -> date | None:
        """The last day of the amount at this place; None while no end is known."""
        after = self.amounts[place + 1 :]
        return self.amounts[place].ends or (after[0].starts - timedelta(days=1) if after else None)

    def place_on(self, on: date) -> int | None:
        """The place of the amount that is paid on a day; None when none is."""
        for place, amount in enumerate(self.amounts):
            last = self.last_day(place)
            if amount.starts <= on and (last is None or on <= last):
                return place
        return None


class Rates(Reviewed):
    """The whole of `service/rates.yml`."""

    note: Text
    """What must be read first: which amounts are examples, and when money is paid."""
    rates: tuple[Rate, ...]
    """In the order of the page."""

    def current(self, rate_id: str, on: date) -> str | None:
        """What a page prints for a rate on a day, such as "£190.00 a week (example)"; None when nothing is paid."""
        rate = next((rate for rate in self.rates if rate.id == rate_id), None)
        place = rate.place_on(on) if rate else None
        if rate is None or place is None:
            return None
        amount = rate.amounts[place]
        return f"£{amount.pounds:,.2f} {rate.unit}{' (example)' if amount.example else ''}"
