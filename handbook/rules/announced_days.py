"""Rules about days and amounts that were announced: a change names the old value, and people are told again.

A proposal is compared with the published handbook. What is only in the proposal was never announced, and may change.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from handbook.calendar.recurrence import CourseDate
from handbook.facts.courses.model import Courses
from handbook.facts.courses.rules import COURSES
from handbook.facts.events.model import EventDates, Events
from handbook.facts.events.rules import EVENTS
from handbook.facts.rates.model import Amount, Rate, Rates
from handbook.facts.rates.rules import RATES
from handbook.source.problems import Problem
from handbook.source.text_values import Loc
from handbook.source.types import Content
from handbook.sources import Sources
from handbook.surveys.survey import Wave
from handbook.surveys.survey_files import run_file

ANNOUNCED = ("courses", "events", "rates", "wave", "consultation")
"""The kinds of file with announced days or amounts."""

_CHANGE_KEYS = "`decided_on:`, `told_on:` and `because:`"
_TELL_AGAIN = (
    "on this day people were told of the change before; tell those who had booked of this one, and write the day on "
    "which they are told"
)


def check_announced_days(sources: Sources, before: Mapping[str, Content], on: date) -> Iterator[Problem]:
    """A problem for every announced day in the future, and every announced amount, that was overwritten or removed.

    `before` has the published files by path; no other file is checked.
    """
    for path, content in before.items():
        if isinstance(content, Courses):
            yield from _check_courses(sources, content, on)
        elif isinstance(content, Events):
            yield from _check_events(sources, content, on)
        elif isinstance(content, Rates):
            yield from _check_rates(sources, content, on)
        elif isinstance(content, Wave):
            yield from _check_form(sources, path, content, on)


def _check_courses(sources: Sources, before: Courses, on: date) -> Iterator[Problem]:
    courses = sources.handbook.facts.get(Courses)
    now: dict[tuple[str, str], tuple[Loc, CourseDate]] = {}
    for at, course in enumerate(courses.courses if courses else ()):
        now |= {
            (course.id, course_date.id): (("courses", at, "dates", n), course_date)
            for n, course_date in enumerate(course.dates)
        }
    for course in before.courses if courses else ():
        for known in course.dates:
            if known.days[-1] < on:
                continue
            loc, date_now = now.get((course.id, known.id), ((), None))
            if date_now is not None:
                yield from _check_date(sources, loc, known, date_now)
            elif not known.cancelled:
                message = (
                    f"people were told of {known.days[0]}, the date `{known.id}` of `{course.id}`, and it is gone; put "
                    f"it back, and add `cancelled: yes` to it, with {_CHANGE_KEYS}"
                )
                yield sources.key_problem(COURSES, ("courses",), message)


def _check_date(sources: Sources, loc: Loc, known: CourseDate, now: CourseDate) -> Iterator[Problem]:
    was, day = known.days[0], now.days[0]
    is_moved = day != was
    if is_moved and now.moved_from != was:
        message = (
            f"people were told {was}, and nobody who has booked would hear of another day; add below this date "
            f"`moved_from: {was}`, with {_CHANGE_KEYS}"
        )
        yield sources.problem(COURSES, (*loc, "days", 0), message)
    elif (is_moved or (now.cancelled and not known.cancelled)) and now.told_on and now.told_on == known.told_on:
        yield sources.problem(COURSES, (*loc, "told_on"), _TELL_AGAIN)


def _check_events(sources: Sources, before: Events, on: date) -> Iterator[Problem]:
    events = sources.handbook.facts.get(Events)
    now: dict[tuple[str, str], tuple[Loc, EventDates]] = {}
    for at, event in enumerate(events.events if events else ()):
        now |= {(event.id, dates.id): (("events", at, "held", n), dates) for n, dates in enumerate(event.held)}
    for event in before.events if events else ():
        for known in event.held:
            loc, held = now.get((event.id, known.id), (("events",), None))
            for day in sorted(set(known.days) - set(held.days if held else ())):
                if day >= on and day in known.between(day, day):
                    yield _missing_day(sources, (*loc, "days") if held and held.days else loc, f"`{event.id}`", day)
            for place, day in enumerate(held.not_on if held else ()):
                if day >= on and day in known.between(day, day):
                    message = (
                        f"people were told of {day}, so it is not left out but cancelled; move it to `cancelled:`, as "
                        f"`- day: {day}` with `told_on:` and `because:` below"
                    )
                    yield sources.problem(EVENTS, (*loc, "not_on", place), message)


def _missing_day(sources: Sources, loc: Loc, event: str, day: date) -> Problem:
    message = (
        f"people were told that {event} is held on {day}; put the day back in place of a new one, and add it to "
        f"`moved:`, as `- day: {day}` with `to:`, `told_on:` and `because:` below, or to `cancelled:` without `to:`"
    )
    return sources.key_problem(EVENTS, loc, message)


def _check_rates(sources: Sources, before: Rates, on: date) -> Iterator[Problem]:
    """Amounts that were paid do not change, but a real amount may replace an invented one."""
    rates = sources.handbook.facts.get(Rates)
    now = {rate.id: (("rates", at, "amounts"), rate) for at, rate in enumerate(rates.rates if rates else ())}
    for known in before.rates if rates else ():
        if known.id in now:
            yield from _check_rate(sources, *now[known.id], known, on)
            continue
        place = known.place_on(on)
        if place is not None and not known.amounts[place].example:
            message = f"carers are paid `{known.id}`, and it is gone; put it back, and end its last amount with `ends:`"
            yield sources.key_problem(RATES, ("rates",), message)


def _check_rate(sources: Sources, loc: Loc, rate: Rate, known: Rate, on: date) -> Iterator[Problem]:
    amounts = {amount.starts: (place, amount) for place, amount in enumerate(rate.amounts)}
    has_examples = any(amount.example for amount in rate.amounts)
    for amount in known.amounts:
        place, now = amounts.get(amount.starts, (0, None))
        if now is None and (has_examples or not amount.example):
            yield _missing_amount(sources, loc, amount)
        elif now is not None and _is_overwritten(amount, now):
            yield sources.problem(RATES, (*loc, place, "pounds"), _overwritten_message(amount, on))


def _is_overwritten(known: Amount, now: Amount) -> bool:
    return now.pounds != known.pounds and not now.corrected_because and (now.example or not known.example)


def _missing_amount(sources: Sources, loc: Loc, known: Amount) -> Problem:
    message = (
        f"carers were told £{known.pounds:,.2f} from {known.starts} on, and this amount is gone; put it back, as "
        f"`starts: {known.starts}`, and write what is new as an amount of its own"
    )
    return sources.key_problem(RATES, loc, message)


def _overwritten_message(known: Amount, on: date) -> str:
    amount = f"£{known.pounds:,.2f}"
    claim = f"carers are paid {amount} since" if known.starts <= on else f"carers were told {amount} from"
    return (
        f"{claim} {known.starts}; write `{known.pounds}`, and the new amount below with its own `starts:`; if {amount} "
        "was a slip, say in `corrected_because:` what was wrong, and the page tells it"
    )


def _check_form(sources: Sources, path: str, known: Wave, on: date) -> Iterator[Problem]:
    run = next((run for run in sources.handbook.runs.values() if run_file(run.key) == path), None)
    if run is None or known.is_to_come(on):
        return
    now = run.wave
    if now.opens != known.opens:
        yield sources.problem(path, ("opens",), f"people can answer since {known.opens}; write `opens: {known.opens}`")
    if known.is_over(on) and now.closes != known.closes:
        message = f"people could answer until {known.closes}, and it is over; write `closes: {known.closes}`"
        yield sources.problem(path, ("closes",), message)
    elif now.closes < known.closes:
        message = (
            f"people were told that they can answer until {known.closes}; write `closes: {known.closes}`, or a day "
            "after it"
        )
        yield sources.problem(path, ("closes",), message)
    if now.answer_due > known.answer_due and now.closes <= known.closes:
        message = (
            f"people were told that the answer comes by {known.answer_due}; write `answer_due: {known.answer_due}`, "
            "and the pages say by themselves when it is late"
        )
        yield sources.problem(path, ("answer_due",), message)
