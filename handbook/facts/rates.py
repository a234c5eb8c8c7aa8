"""What carers are paid, from when, and where that is written (`service/rates.yml`)."""

import re
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema

from handbook.fields import Content, Day, Line, Slug, Text, YesNo
from handbook.reviews import Reviewed


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
    consultation: Slug | None = None
    """The consultation that asked carers about it."""
    decision: Line | None = None
    """Who decided it and when, where no consultation of this handbook did."""

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
    amounts: tuple[Amount, ...]
    """Oldest first."""

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
        rate = next((each for each in self.rates if each.id == rate_id), None)
        place = rate.place_on(on) if rate else None
        if rate is None or place is None:
            return None
        amount = rate.amounts[place]
        return f"£{amount.pounds:,.2f} {rate.unit}{' (example)' if amount.example else ''}"
