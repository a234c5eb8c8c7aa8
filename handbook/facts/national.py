"""Sums that the government sets for England, each with its year and where it is published (`service/national.yml`)."""

from collections.abc import Iterator
from datetime import date

from handbook.calendar.reviews import Reviewed
from handbook.content_kind import ContentKind, SlotKind, ids_of
from handbook.facts.rates.model import Pounds, Rates
from handbook.facts.rates.rules import RATES
from handbook.formatting import day_in_words
from handbook.handbook import Handbook
from handbook.source.problems import Problem
from handbook.source.types import Content, Day, Line, Ref, Slug, Text, YesNo
from handbook.sources import Mention, Sources

NATIONAL = "service/national.yml"


class NationalSum(Content):
    """One sum, for one year."""

    id: Slug
    """Short name; pages print the sum through `{{ national.<id> }}`."""
    title: Line
    """What is paid, and for whom."""
    group: Ref
    """The group under which its page lists it."""
    pounds: Pounds
    """How much, in pounds."""
    per: Line
    """For what, such as `a week` or `a year for each household`."""
    starts: Day
    """The first day for which it was set."""
    ends: Day | None = None
    """The last day of its year."""
    set_by_year: YesNo = True
    """`no` for a sum that holds until another is set, and so has no last day."""
    source: Line
    """Where it is published."""
    address: Line | None = None
    """The public web address of that."""
    note: Text | None = None
    """What a reader must know before relying on it, such as that we could not confirm it."""

    @property
    def amount(self) -> str:
        """`£2,630 for each child`."""
        pounds = f"{self.pounds:,.2f}".removesuffix(".00")
        return f"£{pounds} {self.per}"

    @property
    def words(self) -> str:
        """`£2,630 for each child (2025 to 2026)`: a sum is not told without its year."""
        return f"{self.amount} ({self.year})" if self.year else self.amount

    @property
    def year(self) -> str:
        """`2025 to 2026`, or the one calendar year; empty for what is not set by the year."""
        if self.ends is None:
            return ""
        first, last = self.starts.year, self.ends.year
        return str(first) if first == last else f"{first} to {last}"

    def is_past(self, on: date) -> bool:
        """Whether its year is over, so that there must be a newer sum."""
        return self.ends is not None and self.ends < on


class NationalGroup(Content):
    """Sums that belong under one heading."""

    id: Slug
    """Its address on the page."""
    title: Line
    """The heading."""


class National(Reviewed):
    """The whole of `service/national.yml`."""

    groups: tuple[NationalGroup, ...]
    """In the order of the page."""
    sums: tuple[NationalSum, ...]
    """In the order of the page."""


def check_ids_are_unique(sources: Sources) -> Iterator[Problem]:
    """Two sums, or two groups, do not share an id, and each sum's group exists."""
    facts = sources.handbook.facts.get(National)
    if facts is None:
        return
    groups: list[Mention] = [(NATIONAL, ("groups", at, "id"), group.id) for at, group in enumerate(facts.groups)]
    yield from sources.duplicates(groups, "group id")
    sums: list[Mention] = [(NATIONAL, ("sums", at, "id"), each.id) for at, each in enumerate(facts.sums)]
    yield from sources.duplicates(sums, "sum id")
    named: list[Mention] = [(NATIONAL, ("sums", at, "group"), each.group) for at, each in enumerate(facts.sums)]
    yield from sources.unknown(named, {group.id: group.title for group in facts.groups}, "group")


def check_sums_have_a_last_day(sources: Sources) -> Iterator[Problem]:
    """A sum has the last day of its year, so that somebody is told when it is over, or is not set by the year."""
    facts = sources.handbook.facts.get(National)
    for at, each in enumerate(facts.sums if facts else ()):
        if each.set_by_year and each.ends is None:
            message = "nobody is told when this sum is over; add `ends:` with the last day of its year, or "
            message += "`set_by_year: no` if it holds until another is set"
            yield sources.key_problem(NATIONAL, ("sums", at), message)
        elif each.ends and not each.set_by_year:
            message = "a sum that is not set by the year has no last day; take `ends:` out, or take `set_by_year:` out"
            yield sources.problem(NATIONAL, ("sums", at, "ends"), message)


def check_rates_reach_the_minimum(sources: Sources) -> Iterator[Problem]:
    """No allowance is below the national minimum of its ages and area, for as long as the minimum held or after it.

    Source: National Minimum Standards for fostering services 2011, standard 28.
    """
    national, rates = sources.handbook.facts.get(National), sources.handbook.facts.get(Rates)
    sums = {each.id: each for each in (national.sums if national else ())}
    for index, rate in enumerate(rates.rates if rates else ()):
        minimums: list[Mention] = [
            (RATES, ("rates", index, "at_least", at), minimum) for at, minimum in enumerate(rate.at_least)
        ]
        yield from sources.unknown(minimums, {each.id: each.title for each in sums.values()}, "sum", f" in {NATIONAL}")
        for place, amount in enumerate(rate.amounts):
            last = rate.last_day(place)
            for minimum in (sums[name] for name in rate.at_least if name in sums):
                began = last is None or last >= minimum.starts
                if began and amount.pounds < minimum.pounds:
                    message = f"£{amount.pounds} is below the national minimum, {minimum.words}"
                    message += f"; write `{minimum.pounds}` or more"
                    yield sources.problem(RATES, ("rates", index, "amounts", place, "pounds"), message)


def past_sums(handbook: Handbook, on: date) -> Iterator[str]:
    """For each sum whose year is over, which day ended it."""
    facts = handbook.facts.get(National)
    for each in facts.sums if facts else ():
        if each.ends and each.is_past(on):
            yield f"`{each.id}` held until {day_in_words(each.ends)}; look up the sum of this year"


def unmeasured_allowances(handbook: Handbook) -> Iterator[str]:
    """For each allowance by the week that no minimum is named for, while others have one: there may be none for it."""
    rates = handbook.facts.get(Rates)
    weekly = [each for each in (rates.rates if rates else ()) if each.is_weekly_allowance]
    if any(each.at_least for each in weekly):
        for each in weekly:
            if not each.at_least:
                yield (
                    f"`{each.id}` is compared with no national minimum, as other allowances are; "
                    "add `at_least:` if there is one for its ages"
                )


KIND = ContentKind(
    "national",
    National,
    NATIONAL,
    needed=False,
    rules=(check_ids_are_unique, check_sums_have_a_last_day, check_rates_reach_the_minimum),
    slots=(SlotKind("national", ids_of(National, lambda national: national.sums)),),
)
