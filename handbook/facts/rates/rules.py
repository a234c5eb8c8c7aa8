"""Rules about rates: the amounts of one rate follow each other without a gap, and new ones say who decided."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from handbook.facts.rates.model import MAX_CHANGE_FACTOR, Amount, Payment, Rate, Rates
from handbook.source.problems import Problem
from handbook.sources import Mention, Sources
from handbook.surveys.survey_files import consultation_file

RATES = "service/rates.yml"


def check_rate_names(sources: Sources) -> Iterator[Problem]:
    """A rate's id is unique, and a consultation that an amount names exists."""
    rates = sources.handbook.facts.get(Rates)
    if rates is None:
        return
    ids: list[Mention] = [(RATES, ("rates", index, "id"), rate.id) for index, rate in enumerate(rates.rates)]
    yield from sources.duplicates(ids, "rate id")
    consultations: list[Mention] = [
        (RATES, ("rates", index, "amounts", place, "consultation"), amount.consultation)
        for index, rate in enumerate(rates.rates)
        for place, amount in enumerate(rate.amounts)
        if amount.consultation
    ]
    yield from sources.unknown(consultations, sources.handbook.consultations, "consultation", " in surveys/")


def check_amounts_follow_each_other(sources: Sources) -> Iterator[Problem]:
    """On each day from the first one on, a rate is exactly one amount."""
    rates = sources.handbook.facts.get(Rates)
    for index, rate in enumerate(rates.rates if rates else ()):
        loc = ("rates", index, "amounts")
        if not rate.amounts:
            yield sources.key_problem(
                RATES, loc, "a rate needs an amount; write one below `amounts:`, in place of `[]`"
            )
        for place in range(len(rate.amounts)):
            fault = _order_fault(rate, place)
            if fault:
                key, message = fault
                yield sources.problem(RATES, (*loc, place, key), message)


def _order_fault(rate: Rate, place: int) -> tuple[str, str] | None:
    """The key that is wrong at one amount, and the sentence about it."""
    amount = rate.amounts[place]
    if amount.ends and amount.ends < amount.starts:
        return "ends", f"it ends before it starts; write a day from {amount.starts} on"
    fault = _gap_fault(rate, place) if place else None
    return ("starts", fault) if fault else None


def _gap_fault(rate: Rate, place: int) -> str | None:
    before, amount = rate.amounts[place - 1], rate.amounts[place]
    if before.ends and before.ends < before.starts:
        return None  # told at the one above, whose last day says nothing about this one
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


def check_amounts_are_plausible(sources: Sources) -> Iterator[Problem]:
    """A point that was lost, pence for pounds or a figure too many make an amount that nobody pays."""
    for index, place, rate, amount in _amounts(sources):
        fault = None if amount.unusual_because else _size_fault(rate, place)
        if fault:
            message = (
                f"{fault}; write pounds, so that 45 pence are `0.45`, or say in `unusual_because:` why it is right"
            )
            yield sources.problem(RATES, ("rates", index, "amounts", place, "pounds"), message)


def _size_fault(rate: Rate, place: int) -> str | None:
    amount, (least, most) = rate.amounts[place].pounds, rate.usual
    if not least <= amount <= most:
        what = f"an {rate.kind}" if rate.kind is Payment.ALLOWANCE else "an amount"
        return f"£{amount:,.2f} {rate.unit} cannot be meant: {what} {rate.unit} is from £{least:,.2f} to £{most:,.2f}"
    before = rate.amounts[place - 1].pounds if place else amount
    if before and not before / MAX_CHANGE_FACTOR <= amount <= before * MAX_CHANGE_FACTOR:
        than = "more than twice" if amount > before else "less than half of"
        return f"£{amount:,.2f} is {than} the amount before, £{before:,.2f}"
    return None


def check_consultations_came_first(sources: Sources) -> Iterator[Problem]:
    """The consultation behind an amount was about this rate, and over before the amount started."""
    for index, place, rate, amount in _amounts(sources):
        asked = sources.handbook.consultations.get(amount.consultation or "")
        loc = ("rates", index, "amounts", place, "consultation")
        instead = "name the one that was, or take this line out and say in `decision:` who decided it and when"
        if asked and rate.id not in asked.rates:
            message = (
                f"`{amount.consultation}` was not about this rate: its `rates:` does not name `{rate.id}`; {instead}"
            )
            yield sources.problem(RATES, loc, message)
        elif asked and amount.starts <= asked.closes:
            message = (
                f"people can answer `{amount.consultation}` until {asked.closes}, and this amount starts before that; "
                "check the day `starts:`, or name the consultation that came before it"
            )
            yield sources.problem(RATES, loc, message)


def check_consultations_name_rates(sources: Sources) -> Iterator[Problem]:
    """Each rate that a consultation says it is about exists."""
    rates = sources.handbook.facts.get(Rates)
    known = {rate.id: rate.title for rate in rates.rates} if rates else {}
    for slug, consultation in sources.handbook.consultations.items():
        path = consultation_file(slug)
        mentions: list[Mention] = [(path, ("rates", at), rate) for at, rate in enumerate(consultation.rates)]
        yield from sources.unknown(mentions, known, "rate", f" in {RATES}")
        yield from sources.duplicates(mentions, "rate")


def _amounts(sources: Sources) -> Iterator[tuple[int, int, Rate, Amount]]:
    """Every amount: the place of its rate, its own, the rate, itself."""
    rates = sources.handbook.facts.get(Rates)
    for index, rate in enumerate(rates.rates if rates else ()):
        for place, amount in enumerate(rate.amounts):
            yield index, place, rate, amount


def check_announced_amounts(sources: Sources, on: date) -> Iterator[Problem]:
    """What starts after today names a consultation that came to its end, or the decision behind it."""
    for index, place, _, amount in _amounts(sources):
        loc = ("rates", index, "amounts", place)
        if amount.starts <= on:
            continue
        reason = sources.handbook.unsettled_reason(amount.consultation, on) if amount.consultation else None
        if not (amount.consultation or amount.decision):
            message = (
                "a new amount is only announced after carers were asked or somebody decided; "
                "add `consultation:` with the one that asked them, or `decision:` with who decided and when"
            )
            yield sources.problem(RATES, loc, message)
        elif reason:
            message = f"{reason}; until then take this amount out, for nothing is decided yet"
            yield sources.problem(RATES, (*loc, "consultation"), message)


def check_rates_have_current_amount(sources: Sources, on: date) -> Iterator[Problem]:
    """A rate that began has an amount today."""
    rates = sources.handbook.facts.get(Rates)
    for index, rate in enumerate(rates.rates if rates else ()):
        if rate.amounts and rate.place_on(on) is None and rate.amounts[0].starts <= on:
            message = f"no amount counts on {on}; add one that does, or take `ends:` out of the last one"
            yield sources.key_problem(RATES, ("rates", index, "amounts"), message)


RULES = (
    check_rate_names,
    check_amounts_follow_each_other,
    check_amounts_are_plausible,
    check_consultations_came_first,
    check_consultations_name_rates,
)
RULES_BY_DAY = (check_announced_amounts, check_rates_have_current_amount)
