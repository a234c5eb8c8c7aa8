"""Rules about rates: the amounts of one rate follow each other without a gap, and new ones say who decided."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from handbook.facts.rates import Rate
from handbook.problems import Problem
from handbook.shelf import Shelf, Spot

RATES = "service/rates.yml"


def check_rate_names(shelf: Shelf) -> Iterator[Problem]:
    """A rate's id stands once, and a consultation that an amount names exists."""
    facts = shelf.handbook.facts.rates
    if facts is None:
        return
    ids: list[Spot] = [(RATES, ("rates", index, "id"), each.id) for index, each in enumerate(facts.rates)]
    yield from shelf.twice(ids, "rate id")
    consultations: list[Spot] = [
        (RATES, ("rates", index, "amounts", place, "consultation"), amount.consultation)
        for index, rate in enumerate(facts.rates)
        for place, amount in enumerate(rate.amounts)
        if amount.consultation
    ]
    yield from shelf.unknown(consultations, shelf.handbook.consultations, "consultation", " in surveys/")


def check_amounts_follow_each_other(shelf: Shelf) -> Iterator[Problem]:
    """On each day from the first one on, a rate is exactly one amount."""
    facts = shelf.handbook.facts.rates
    for index, rate in enumerate(facts.rates if facts else ()):
        loc = ("rates", index, "amounts")
        if not rate.amounts:
            yield shelf.key_problem(RATES, loc, "a rate needs an amount; write one below this key, after `- `")
        for place in range(len(rate.amounts)):
            fault = _order_fault(rate, place)
            if fault:
                key, message = fault
                yield shelf.problem(RATES, (*loc, place, key), message)


def _order_fault(rate: Rate, place: int) -> tuple[str, str] | None:
    """The key that is wrong at one amount, and the sentence about it."""
    amount = rate.amounts[place]
    if amount.ends and amount.ends < amount.starts:
        return "ends", f"it ends before it starts; write a day from {amount.starts} on"
    fault = _seam_fault(rate, place) if place else None
    return ("starts", fault) if fault else None


def _seam_fault(rate: Rate, place: int) -> str | None:
    before, amount = rate.amounts[place - 1], rate.amounts[place]
    if amount.starts <= before.starts:
        return f"amounts stand oldest first, and the one above starts on {before.starts}; move this one up"
    if any(later.starts <= earlier.starts for earlier, later in pairwise(rate.amounts)):
        return None  # between amounts in a wrong order every gap would be told as well
    next_day = before.ends + timedelta(days=1) if before.ends else amount.starts
    if amount.starts < next_day:
        return f"two amounts count on this day, because the one above ends on {before.ends}; write {next_day}"
    if amount.starts > next_day:
        return f"nothing is paid from {next_day} to the day before this; write {next_day}"
    return None


def check_announced_amounts(shelf: Shelf, on: date) -> Iterator[Problem]:
    """What starts after today names the consultation or the decision behind it, and something is paid today."""
    facts = shelf.handbook.facts.rates
    for index, rate in enumerate(facts.rates if facts else ()):
        loc = ("rates", index, "amounts")
        for place, amount in enumerate(rate.amounts):
            if amount.starts > on and not (amount.consultation or amount.decision):
                message = (
                    "a new amount is only announced after carers were asked or somebody decided; "
                    "add `consultation:` or `decision:`"
                )
                yield shelf.problem(RATES, (*loc, place), message)
        if rate.amounts and rate.place_on(on) is None and rate.amounts[0].starts <= on:
            message = f"no amount counts on {on}; add one, or take `ends:` out of the last one"
            yield shelf.key_problem(RATES, loc, message)


RULES = (check_rate_names, check_amounts_follow_each_other)
RULES_BY_DAY = (check_announced_amounts,)
