"""What carers are paid: now, next and last year, with the change, and the same as a file for a spreadsheet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from handbook.facts.rates.model import Amount, Rate, Rates
from handbook.formatting import day_in_words
from site_builder.context import BuildContext
from site_builder.formatting import csv_text, slug
from site_builder.page import SitePage
from site_builder.render import render

PATH = "money/rates.md"
DOWNLOAD = "money/rates.csv"


@dataclass(frozen=True)
class RateLine:
    """One amount of one rate, beside the amount before it."""

    rate: Rate
    amount: Amount
    days: str
    change: str
    before: str


@dataclass(frozen=True)
class RateTable:
    """Lines below each other; the days are above them when all lines share them."""

    lines: list[RateLine]
    days: str | None


@dataclass(frozen=True)
class RateChange:
    """Everything that changes on one day to come."""

    title: str
    anchor: str
    because: list[str]
    lines: list[RateLine]


def rates_pages(ctx: BuildContext) -> Iterator[SitePage]:
    """The page, where the service keeps its rates."""
    facts = ctx.handbook.facts.get(Rates)
    if facts is None:
        return
    body = render(
        "rates",
        PATH,
        facts=facts,
        now=_table(_current(facts, ctx.on)),
        changes=_announced(ctx, facts),
        before=_table(_last(facts, ctx.on)),
        download=DOWNLOAD,
    )
    yield SitePage(
        path=PATH,
        title="Rates: what you are paid",
        summary="Each kind of payment, what it is now, what changes next, and what it was last year.",
        body=body,
        source="service/rates.yml",
        place=("rates",),
        review=facts,
        audience=("foster carers", "kinship carers", "short-break carers"),
        themes=("money",),
        contacts=("payments-team",) if "payments-team" in ctx.contacts else (),
        keywords=("amounts", "allowance rates", "fee rates", "mileage rate", "birthday money", "how much"),
    )


def rates_files(ctx: BuildContext) -> Iterator[tuple[str, str]]:
    """Every amount of every year, for a spreadsheet."""
    facts = ctx.handbook.facts.get(Rates)
    if facts is None:
        return
    rows: list[list[str]] = []
    rows.append(["id", "kind", "payment", "unit", "pounds", "from", "to", "status", "example", "source", "because"])
    for rate in facts.rates:
        for place, amount in enumerate(rate.amounts):
            last = rate.last_day(place)
            rows.append(
                [
                    *(rate.id, rate.kind.value, rate.title, rate.unit.value, f"{amount.pounds:.2f}"),
                    *(amount.starts.isoformat(), last.isoformat() if last else "", _status(rate, place, ctx.on)),
                    *("yes" if amount.example else "no", amount.source, amount.decision or amount.consultation or ""),
                ]
            )
    yield DOWNLOAD, csv_text(rows)


def _status(rate: Rate, place: int, on: date) -> str:
    if rate.amounts[place].starts > on:
        return "announced"
    return "current" if place == rate.place_on(on) else "past"


def _current(facts: Rates, on: date) -> Iterator[RateLine]:
    for rate in facts.rates:
        place = rate.place_on(on)
        if place is not None:
            yield _line(rate, place)


def _last(facts: Rates, on: date) -> Iterator[RateLine]:
    """The amounts that ended when those of today began."""
    for rate in facts.rates:
        place = rate.place_on(on)
        if place:
            yield _line(rate, place - 1)


def _table(lines: Iterator[RateLine]) -> RateTable:
    rows = list(lines)
    days = {line.days for line in rows}
    return RateTable(rows, days.pop() if len(days) == 1 else None)


def _announced(ctx: BuildContext, facts: Rates) -> list[RateChange]:
    days: dict[date, list[RateLine]] = {}
    for rate in facts.rates:
        for place, amount in enumerate(rate.amounts):
            if amount.starts > ctx.on:
                days.setdefault(amount.starts, []).append(_line(rate, place))
    return [
        RateChange(
            title=f"What changes on {day_in_words(day)}",
            anchor=f"changes-on-{slug(day_in_words(day))}",
            because=list(dict.fromkeys(_reason(ctx, line.amount) for line in lines)),
            lines=lines,
        )
        for day, lines in sorted(days.items())
    ]


def _reason(ctx: BuildContext, amount: Amount) -> str:
    if amount.consultation:
        return f"Carers were asked: {ctx.handbook.consultations[amount.consultation].title}"
    return amount.decision or ""


def _line(rate: Rate, place: int) -> RateLine:
    amount, last = rate.amounts[place], rate.last_day(place)
    start = day_in_words(amount.starts)
    before = rate.amounts[place - 1] if place else None
    return RateLine(
        rate=rate,
        amount=amount,
        days=f"{start} to {day_in_words(last)}" if last else f"From {start}",
        change=change_in_words(before.pounds, amount.pounds) if before else "First amount",
        before=before.in_words if before else "Nothing",
    )


def change_in_words(old: Decimal, new: Decimal) -> str:
    """`£10.00 more (5.3%)`, `no change`, `£5.00 less (2.0%)`."""
    if new == old:
        return "No change"
    word = "more" if new > old else "less"
    percent = f" ({abs(new - old) / old * 100:.1f}%)" if old else ""
    return f"£{abs(new - old):,.2f} {word}{percent}"


PAGES = (rates_pages,)
FILES = (rates_files,)
