"""The page of everybody who can be called: danger first, then who answers now, then each contact."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from handbook.calendar.hours import MINUTES_PER_DAY, WORKING_DAYS, Hours
from handbook.calendar.working_days import bank_holidays
from handbook.facts.places import Places
from handbook.service.contacts import Contact, Contacts, ProblemKind, Urgency
from handbook.service.reachability import Holidays, answered_minutes
from site_builder.context import BuildContext
from site_builder.page import SitePage
from site_builder.render import render

_ELEVEN, _THREE = 11 * 60, 3 * 60
DAYTIME = tuple((day * MINUTES_PER_DAY + _ELEVEN, Holidays()) for day in sorted(WORKING_DAYS))
"""Minutes that stand for office hours: eleven in the morning on each working day."""
OTHER_TIMES = (
    *((day * MINUTES_PER_DAY + _THREE, Holidays()) for day in range(7)),
    *((day * MINUTES_PER_DAY + _ELEVEN, Holidays()) for day in (5, 6)),
    *((day * MINUTES_PER_DAY + _ELEVEN, Holidays({day})) for day in sorted(WORKING_DAYS)),
)
"""Minutes that stand for the rest: each night, the weekend, a bank holiday."""
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
    instead: str | None
    """The kind of problem it is really for, when nobody of the row's own kind answers."""
    hours: str
    """For the script that marks who answers now: days, first minute, length and bank holidays of each stretch."""


@dataclass(frozen=True)
class ProblemRow:
    """One kind of problem."""

    problem: ProblemKind
    by_day: tuple[NumberLine, ...]
    other_times: tuple[NumberLine, ...]


def problem_rows(contacts: Contacts) -> Iterator[ProblemRow]:
    """A row for each kind of problem but those that only the emergency number serves."""
    for problem in contacts.problems:
        own = _of_kind(contacts, problem.id)
        if own and all(each.urgency is Urgency.EMERGENCY for each in own):
            continue
        yield ProblemRow(problem, _column(contacts, problem, DAYTIME), _column(contacts, problem, OTHER_TIMES))


def usual_hours(columns: Iterable[tuple[NumberLine, ...]]) -> str:
    """The hours that most numbers of a column have, so that they are said once; empty when there are none."""
    answers = Counter(line.contact.answers for column in columns for line in column if line.contact.hours)
    return answers.most_common(1)[0][0] if answers else ""


def _of_kind(contacts: Contacts, kind: str) -> list[Contact]:
    return [each for each in contacts.contacts if kind in each.problems]


def _column(
    contacts: Contacts, problem: ProblemKind, times: tuple[tuple[int, Holidays], ...]
) -> tuple[NumberLine, ...]:
    """The numbers of the kind itself, and where they leave a time without anybody, those of the kind named instead."""
    own = _of_kind(contacts, problem.id)
    lines = {
        each.id: NumberLine(each, None, encoded_hours(each.hours))
        for each in own
        if (each.phone and any(_answers(each, time) for time in times))
        # Who may answer, or has another number for each carer, is with office hours alone.
        or (times == DAYTIME and not (each.phone and each.hours))
    }
    missing = _has_gap(times, [each for each in own if each.phone and not each.areas])
    kinds, visited = {each.id: each for each in contacts.problems}, {problem.id}
    kind = kinds.get(problem.otherwise or "")
    while missing and kind is not None and kind.id not in visited:
        visited.add(kind.id)
        # Each line is taken only for a time that is still missing, those that serve everybody first.
        for each in sorted(_of_kind(contacts, kind.id), key=lambda each: bool(each.areas)):
            if each.phone and any(_answers(each, time) for time in missing):
                lines.setdefault(each.id, NumberLine(each, kind.title, encoded_hours(each.hours)))
                missing = missing if each.areas else _has_gap(missing, [each])
        kind = kinds.get(kind.otherwise or "")
    return tuple(lines.values())


def _has_gap(times: Iterable[tuple[int, Holidays]], lines: list[Contact]) -> tuple[tuple[int, Holidays], ...]:
    return tuple(time for time in times if not any(_answers(each, time) for each in lines))


def _answers(contact: Contact, time: tuple[int, Holidays]) -> bool:
    minute, holidays = time
    return bool(answered_minutes(contact.hours, holidays) >> minute & 1)


def encoded_hours(hours: Iterable[Hours]) -> str:
    """Hours for the script: `01234 540 480 closed`, one after the other with `;` between them."""
    return ";".join(
        f"{''.join(map(str, sorted(each.on_days)))} {each.start} {each.length} {each.bank_holidays}" for each in hours
    )


def holidays_from(on: date) -> list[date]:
    """The bank holidays that are still to come, of this year and the next two."""
    return sorted(day for year in (on.year, on.year + 1, on.year + 2) for day in bank_holidays(year) if day >= on)


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
    holidays = holidays_from(ctx.on)
    rows = list(problem_rows(contacts))
    body = render(
        "who-to-call",
        "who-to-call.md",
        groups=[group for group in groups if group["contacts"]],
        rows=rows,
        usual=(usual_hours(row.by_day for row in rows), usual_hours(row.other_times for row in rows)),
        areas=places.areas if places and any(each.areas for each in contacts.contacts) else (),
        holidays=holidays,
        next_holidays=holidays[:MAX_HOLIDAYS],
        examples=any(each.example for each in contacts.contacts),
    )
    return SitePage(
        path="who-to-call.md",
        title="Who to call",
        summary="The right number for now, for tonight and for tomorrow.",
        body=body,
        source="service/contacts.yml",
        place=("contacts",),
        review=contacts,
        keywords=("phone numbers", "help now", "emergency", "telephone"),
        boost=2,
    )
