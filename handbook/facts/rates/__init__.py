"""What carers are paid, from when, and where that is written (`service/rates.yml`)."""

from handbook.content_kind import ContentKind, SlotKind, ids_of
from handbook.facts.rates.model import Rates
from handbook.facts.rates.rules import RATES, RULES, RULES_BY_DAY

KIND = ContentKind(
    "rates",
    Rates,
    RATES,
    needed=False,
    rules=RULES,
    rules_by_day=RULES_BY_DAY,
    slots=(SlotKind("rate", ids_of(Rates, lambda rates: rates.rates)),),
)
