"""Who to call about a kind of problem, in an area, at an hour: the one rule, for pages and for checks."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from handbook.calendar.hours import MINUTES_PER_DAY
from handbook.calendar.working_days import bank_holidays
from handbook.service.contacts import Contact, Contacts, ProblemKind


class DayKind(NamedTuple):
    """All that opening hours ask of a day; a night that began the day before belongs to that day."""

    weekday: int
    """Monday is 0."""
    holiday: bool
    after_holiday: bool


def day_kind(day: date) -> DayKind:
    """The kind of a day in England."""
    before = day - timedelta(days=1)
    return DayKind(day.weekday(), day in bank_holidays(day.year), before in bank_holidays(before.year))


def is_open(contact: Contact, kind: DayKind, minute: int) -> bool:
    """Whether somebody surely answers at a minute after midnight of such a day."""
    return any(
        (period.begins_on(kind.weekday, holiday=kind.holiday) and 0 <= minute - period.start < period.length)
        or (
            period.begins_on((kind.weekday - 1) % 7, holiday=kind.after_holiday)
            and 0 <= minute + MINUTES_PER_DAY - period.start < period.length
        )
        for period in contact.hours
    )


def call_order(contacts: Contacts, problem: ProblemKind, area: str | None) -> tuple[Contact, ...]:
    """The contacts with a phone that the service named for a kind of problem in an area; None is any area.

    Without `call:` they are those that name the problem and are sure of their hours, then those of its `otherwise`.
    """
    by_id = {contact.id: contact for contact in contacts.contacts}
    if problem.call:
        named = (by_id[each] for each in problem.call if each in by_id)
        return tuple(each for each in named if each.phone and each.serves(area, problem.caller))
    return tuple(each for each in contacts_for(contacts, problem, area) if each.phone and each.hours)


def lines_to_call(order: tuple[Contact, ...], kind: DayKind, minute: int) -> tuple[Contact, ...]:
    """The contacts of an order that are open, or the first alone while none is: then it is not known to be open."""
    return tuple(each for each in order if is_open(each, kind, minute)) or order[:1]


def contacts_for(contacts: Contacts, problem: ProblemKind, area: str | None) -> Iterator[Contact]:
    """The contacts for a kind of problem in an area; those of its `otherwise` come last."""
    kinds = {problem.id: problem for problem in contacts.problems}
    seen: set[str] = set()
    kind: ProblemKind | None = problem
    while kind is not None and kind.id not in seen:
        seen.add(kind.id)
        for line in contacts.contacts:
            if kind.id in line.problems and line.serves(area, problem.caller):
                yield line
        kind = kinds.get(kind.otherwise or "")
