"""The numbers to call about a kind of problem, at the step that says "call": `{{ call.missing-child }}`.

The words name the numbers by day and at other times, so they are right on paper and without scripts. In their place
the script shows those that are open now, by the same rule as the page "Who to call".
"""

from collections.abc import Callable
from datetime import date

from markupsafe import Markup

from handbook.calendar.hours import hours_within_sentence
from handbook.content_kind import FIRST_PART
from handbook.service.call_order import is_open
from handbook.service.contacts import Contact
from site_builder.pages.call_table import DAYTIME, OTHER_TIMES, Moment, lines_by_hour, to_json
from site_builder.render import plain

Order = tuple[Contact, ...]

_WITH_TABLE = Markup('<span data-call="{}"><span class="call__always">{}</span></span>')


def call_words(order: Order, part: str) -> str:
    """The numbers by day and at other times, in plain text."""
    return _words(order, part, lambda contact: contact.phone or "", str)


def call_markdown(problem: str, order: Order, part: str, on: date) -> Markup:
    """The same as links that call, with the table for the script where the numbers depend on the hour."""
    words = Markup(_words(order, part, _link, plain))  # noqa: S704 escaped part by part
    if _at(order, part, DAYTIME) == _at(order, part, OTHER_TIMES):
        return words
    table = {
        **lines_by_hour(order, {problem: order}, on),
        "problem": problem,
        "lines": {each.id: _line(each, part) for each in order},
        "first": part == FIRST_PART,
    }
    return _WITH_TABLE.format(plain(to_json(table)), words)


def _words(order: Order, part: str, number: Callable[[Contact], str], text: Callable[[str], str]) -> str:
    def sequence(lines: Order) -> str:
        return ", then ".join(f"{number(each)}{text(_after(each, part))}" for each in lines)

    by_day, other_times = _at(order, part, DAYTIME), _at(order, part, OTHER_TIMES)
    if not by_day or not other_times:
        lines = by_day or other_times or order[:1]
        return f"{sequence(lines)}, {text(hours_within_sentence(lines[0].answers))}"
    if by_day == other_times:
        return sequence(by_day)
    if part == FIRST_PART:
        return f"by day {sequence(by_day)}, at night and at weekends {sequence(other_times)}"
    return f"by day {sequence(by_day)}; at night, at weekends and on bank holidays {sequence(other_times)}"


def _at(order: Order, part: str, times: tuple[Moment, ...]) -> Order:
    """The lines to call at such times: the first that is open, and the next one unless the first alone is wanted."""
    count = 1 if part == FIRST_PART else 2
    called = {each.id for time in times for each in [line for line in order if is_open(line, *time)][:count]}
    return tuple(each for each in order if each.id in called)


def _link(contact: Contact) -> str:
    return f"[{plain(contact.phone or '')}]({contact.call_address})"


def _after(contact: Contact, part: str) -> str:
    """What follows a number: ` extension 4 (Payments team, example)`."""
    notes = [] if part == FIRST_PART else [contact.title]
    notes += ["example"] if contact.example else []
    extension = f" extension {contact.extension}" if contact.extension else ""
    return f"{extension} ({', '.join(notes)})" if notes else extension


def _line(contact: Contact, part: str) -> dict[str, str]:
    return {"number": contact.phone or "", "address": contact.call_address, "after": _after(contact, part)}
