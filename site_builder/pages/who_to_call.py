"""The page of everybody who can be called: danger first, then who answers now, then each contact."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from handbook.calendar.working_days import bank_holidays
from handbook.facts.places import Places
from handbook.service.call_order import call_order, is_open, lines_to_call
from handbook.service.contacts import Contact, Contacts, ProblemKind, Urgency
from site_builder.context import BuildContext
from site_builder.page import SitePage
from site_builder.pages.call_table import DAYTIME, OTHER_TIMES, Moment, call_table, known_years
from site_builder.render import render

URGENCY_TITLES = {
    Urgency.EMERGENCY: "In danger now",
    Urgency.URGENT: "Urgent",
    Urgency.EVERYDAY: "Everyday questions",
}
MAX_HOLIDAYS = 10
"""So many bank holidays to come are named: about a year of them."""


@dataclass(frozen=True)
class NumberLine:
    """One number in a row."""

    contact: Contact
    instead: bool
    """Whether it is really for another kind of problem, and is called when nobody of the row's own kind answers."""


@dataclass(frozen=True)
class ProblemRow:
    """One kind of problem."""

    problem: ProblemKind
    by_day: tuple[NumberLine, ...]
    other_times: tuple[NumberLine, ...]


def problem_rows(contacts: Contacts, areas: Iterable[str] = ()) -> Iterator[ProblemRow]:
    """A row for each kind of problem but those that only the emergency number serves."""
    everywhere = (None, *areas)
    for problem in contacts.problems:
        own = [each for each in contacts.contacts if problem.id in each.problems]
        if own and all(each.urgency is Urgency.EMERGENCY for each in own):
            continue
        orders = [call_order(contacts, problem, area) for area in everywhere]
        yield ProblemRow(problem, *(_column(contacts, problem, orders, times) for times in (DAYTIME, OTHER_TIMES)))


def usual_hours(columns: Iterable[tuple[NumberLine, ...]]) -> str:
    """The hours that most numbers of a column have, so that they are said once; empty when there are none."""
    answers = Counter(line.contact.answers for column in columns for line in column if line.contact.hours)
    return answers.most_common(1)[0][0] if answers else ""


def _column(
    contacts: Contacts, problem: ProblemKind, orders: Iterable[tuple[Contact, ...]], times: tuple[Moment, ...]
) -> tuple[NumberLine, ...]:
    """Danger first, then the lines to call in the order that the service named, then others of the kind that answer."""
    first = {line.id for order in orders for time in times for line in lines_to_call(order, *time)[:1]}
    rank = {id_: at for at, id_ in enumerate(problem.call)}
    lines = [
        NumberLine(each, instead=problem.id not in each.problems)
        for each in contacts.contacts
        if (each.id in first or problem.id in each.problems) and _may_answer(each, times)
    ]

    def order_of(line: NumberLine) -> tuple[bool, int, bool]:
        return line.contact.urgency is not Urgency.EMERGENCY, rank.get(line.contact.id, len(rank)), line.instead

    return tuple(sorted(lines, key=order_of))


def _may_answer(contact: Contact, times: tuple[Moment, ...]) -> bool:
    """Whether a line answers at one of the times; without a number or sure hours it is with office hours alone."""
    if contact.phone and contact.hours:
        return any(is_open(contact, *time) for time in times)
    return times == DAYTIME


def holidays_from(on: date) -> list[date]:
    """The bank holidays that the page knows and that are still to come."""
    return sorted(day for year in known_years(on) for day in bank_holidays(year) if day >= on)


def who_to_call_page(ctx: BuildContext) -> SitePage:
    """All contacts, most urgent first."""
    contacts = ctx.handbook.contacts
    groups = [
        {
            "id": urgency.value,
            "title": title,
            "contacts": [each for each in contacts.contacts if each.urgency is urgency],
        }
        for urgency, title in URGENCY_TITLES.items()
    ]
    places = ctx.handbook.facts.get(Places)
    areas = places.areas if places else ()
    rows = list(problem_rows(contacts, [area.id for area in areas]))
    body = render(
        "who-to-call",
        "who-to-call.md",
        groups=[group for group in groups if group["contacts"]],
        rows=rows,
        usual=(usual_hours(row.by_day for row in rows), usual_hours(row.other_times for row in rows)),
        calls=call_table(contacts, areas, ctx.on) if rows else "",
        next_holidays=holidays_from(ctx.on)[:MAX_HOLIDAYS],
        examples=any(each.example for each in contacts.contacts),
    )
    return SitePage(
        path="who-to-call.md",
        title="Who to call",
        summary="The right number, day or night.",
        body=body,
        source="service/contacts.yml",
        place=("contacts",),
        review=contacts,
        keywords=("phone numbers", "help now", "emergency", "telephone"),
        boost=2,
    )
