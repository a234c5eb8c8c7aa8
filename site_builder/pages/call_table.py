"""Who to call at every hour, worked out here once: the script of a page only looks it up by the clock of England."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby, product

from handbook.calendar.hours import MINUTES_PER_DAY
from handbook.calendar.working_days import bank_holidays
from handbook.facts.places import Area
from handbook.service.call_order import DayKind, call_order, is_open, lines_to_call
from handbook.service.contacts import Contact, Contacts, ProblemKind

Moment = tuple[DayKind, int]
"""A kind of day, and minutes after its midnight."""

YEARS = 3
"""For so many years from the build the page knows the bank holidays."""
DAY_KINDS = tuple(DayKind(*each) for each in product(range(7), (False, True), (False, True)))
_ELEVEN, _THREE = 11 * 60, 3 * 60
DAYTIME: tuple[Moment, ...] = tuple((DayKind(day, holiday=False, after_holiday=False), _ELEVEN) for day in range(5))
"""Moments that stand for office hours: eleven in the morning on each working day."""
OTHER_TIMES: tuple[Moment, ...] = (
    *((kind, _THREE) for kind in DAY_KINDS if not kind.holiday and not kind.after_holiday),
    *((kind, _ELEVEN) for kind in DAY_KINDS if (kind.holiday or kind.weekday > 4) and not kind.after_holiday),
)
"""Moments that stand for the rest: each night, the weekend, a bank holiday."""


def call_table(contacts: Contacts, areas: Iterable[Area], on: date) -> str:
    """The table of all kinds of problem, for the page "Who to call", as JSON."""
    orders = dict(_orders(contacts, [area.id for area in areas]))
    named = {each.id for order in orders.values() for each in order} | {contacts.notice.danger}
    return to_json(
        {
            **lines_by_hour(contacts.contacts, orders, on),
            "lines": {each.id: _line(each) for each in contacts.contacts if each.id in named},
            "problems": [_problem(each) for each in contacts.problems if each.id in orders],
            "areas": [(area.id, area.known_as) for area in areas],
            "danger": contacts.notice.danger,
        }
    )


def known_years(on: date) -> range:
    """The years whose bank holidays the page knows."""
    return range(on.year, on.year + YEARS)


def to_json(table: Mapping[str, object]) -> str:
    """The table as the scripts read it."""
    return json.dumps(table, ensure_ascii=False, separators=(",", ":"))


def lines_by_hour(
    contacts: Iterable[Contact], orders: Mapping[str, tuple[Contact, ...]], on: date
) -> dict[str, object]:
    """Who is open and whom to call at every hour.

    A state is a set of open contacts; every list of `open` and `calls` has one item for each. `days` has for each of
    `DAY_KINDS` a place in `changes`, where the minutes are at which a state begins.
    """
    found = list(_changes(tuple(contacts)))
    moments = {open_now: moment for moment, open_now in found}
    states = {open_now: at for at, open_now in enumerate(moments)}
    changes = [
        tuple((minute, states[open_now]) for (_, minute), open_now in of_kind)
        for _, of_kind in groupby(found, key=lambda change: change[0][0])
    ]
    distinct = list(dict.fromkeys(changes))
    return {
        "days": [distinct.index(each) for each in changes],
        "changes": distinct,
        "open": [sorted(open_now) for open_now in states],
        "calls": {
            name: [[each.id for each in lines_to_call(order, *moment)] for moment in moments.values()]
            for name, order in orders.items()
        },
        "years": list(known_years(on)),
        "holidays": [f"{day}" for year in known_years(on) for day in sorted(bank_holidays(year))],
    }


def _changes(contacts: tuple[Contact, ...]) -> Iterator[tuple[Moment, frozenset[str]]]:
    """The contacts that are open from a minute on, for each kind of day: at its midnight, and whenever that changes."""
    periods = [period for each in contacts for period in each.hours]
    edges = sorted({0} | {each % MINUTES_PER_DAY for one in periods for each in (one.start, one.start + one.length)})
    for kind in DAY_KINDS:
        before = None
        for minute in edges:
            open_now = frozenset(each.id for each in contacts if is_open(each, kind, minute))
            if open_now != before:
                yield (kind, minute), open_now
            before = open_now


def _orders(contacts: Contacts, areas: list[str]) -> Iterator[tuple[str, tuple[Contact, ...]]]:
    """The order of each kind of problem by its id, and where an area has another one, by `problem/area`."""
    for problem in contacts.problems:
        everywhere = call_order(contacts, problem, None)
        if everywhere:
            yield problem.id, everywhere
        for area in areas:
            order = call_order(contacts, problem, area)
            if order != everywhere:
                yield f"{problem.id}/{area}", order


def _line(contact: Contact) -> dict[str, str]:
    after = f" extension {contact.extension}" if contact.extension else ""
    return {
        "title": contact.title,
        "number": contact.phone or "",
        "address": contact.call_address,
        "after": f"{after} (example)" if contact.example else after,
        "hours": contact.answers,
    }


def _problem(problem: ProblemKind) -> dict[str, str]:
    return {"id": problem.id, "title": problem.title, "say": problem.say or ""}
