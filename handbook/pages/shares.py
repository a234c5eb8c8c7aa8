"""Shares of people that cannot be, because they are more than all: 120% of carers, 7 of 5 carers."""

import re
from collections.abc import Iterator
from decimal import Decimal

_PEOPLE = (
    r"(?:(?:all|our|the|these|those|foster|kinship|new|young) )*"
    r"(?:carers|children|people|families|households|parents|social workers|members|replies|answers)\b"
)
_SHARE = re.compile(rf"(?<![\w£.,/-])(?P<part>\d[\d,]*(?:\.\d+)?)(?: ?%| per ?cent) of {_PEOPLE}", re.IGNORECASE)
_COUNT = re.compile(
    rf"(?<![\w£.,/-])(?P<part>\d[\d,]*) (?:out )?of (?:the |our )?(?P<all>\d[\d,]*) {_PEOPLE}", re.IGNORECASE
)


def shares_above_all_in(text: str) -> Iterator[tuple[int, str]]:
    """Where a text tells of more people than there are, and the words it does so with."""
    for found in (*_SHARE.finditer(text), *_COUNT.finditer(text)):
        of = found.groupdict().get("all") or "100"
        if _number(found["part"]) > _number(of):
            yield found.start(), found[0]


def _number(written: str) -> Decimal:
    return Decimal(written.replace(",", "").rstrip("."))
