"""What carers are paid, from when, and where that is written (`service/rates.yml`)."""

from collections.abc import Collection

from handbook.content_kind import ContentKind, SlotKind
from handbook.facts.rates.model import Rates
from handbook.facts.rates.rules import RATES, RULES, RULES_BY_DAY
from handbook.handbook import Handbook


def _ids(handbook: Handbook) -> Collection[str]:
    rates = handbook.facts.get(Rates)
    return [rate.id for rate in rates.rates] if rates else ()


KIND = ContentKind(
    "rates",
    Rates,
    RATES,
    needed=False,
    rules=RULES,
    rules_by_day=RULES_BY_DAY,
    slot=SlotKind("rate", _ids),
)
