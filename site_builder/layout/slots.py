"""What the site prints for each slot: `{{ contact.payments-team }}` becomes the number, ready to be called."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from handbook.calendar.hours import hours_within_sentence
from handbook.content_kind import TEXT_PART
from handbook.facts.courses.model import Courses
from handbook.facts.events.model import Events
from handbook.facts.figures import Figures
from handbook.facts.local import Local
from handbook.facts.national import National
from handbook.facts.rates.model import Rates
from handbook.formatting import day_in_words
from handbook.pages.slots import Slot, fill_slots, slots_in
from handbook.service.call_order import call_order
from handbook.service.contacts import Contact
from site_builder.context import BuildContext
from site_builder.layout.call_slot import call_markdown, call_words
from site_builder.page import SitePage
from site_builder.render import plain

_MAYBE_LIST_MARKER = re.compile(r"[ >]*(?:[-*+:]|\d+[.)])?\s*")


@dataclass(frozen=True)
class SlotText:
    """What is in a slot's place."""

    words: str
    """In plain text: a title, a line of data, a drawing."""
    markdown: Markup | None = None
    """On a page, where that is more than the words."""


def _local(ctx: BuildContext, slot: Slot) -> SlotText:
    local = ctx.handbook.facts.get(Local)
    fact = next(each for each in (local.facts if local else ()) if each.id == slot.id)
    here = f"{ctx.handbook.service.council or 'Here'}: {fact.value}" if fact.value else None
    return SlotText(" ".join(filter(None, (fact.usually, here))))


def _contact(ctx: BuildContext, slot: Slot) -> SlotText:
    contact = ctx.contacts[slot.id]
    if slot.part == "hours":
        return SlotText(hours_within_sentence(contact.answers))
    if slot.part == TEXT_PART:
        return _number(contact, contact.text_number or "", contact.text_address)
    return _number(contact, contact.phone or "", contact.call_address, contact.extension)


def _number(contact: Contact, number: str, address: str, extension: str | None = None) -> SlotText:
    after = f" extension {extension}" if extension else ""
    after += " (example)" if contact.example else ""
    return SlotText(f"{number}{after}", Markup("[{}]({}){}").format(plain(number), address, after))


def _call(ctx: BuildContext, slot: Slot) -> SlotText:
    contacts = ctx.handbook.contacts
    problem = next(each for each in contacts.problems if each.id == slot.id)
    order = call_order(contacts, problem, None)
    return SlotText(call_words(order, slot.part), call_markdown(problem.id, order, slot.part, ctx.on))


def _figure(ctx: BuildContext, slot: Slot) -> SlotText:
    figures = ctx.handbook.facts.get(Figures)
    return SlotText(figures.value(slot.id) if figures else "")


def _rate(ctx: BuildContext, slot: Slot) -> SlotText:
    rates = ctx.handbook.facts.get(Rates)
    return SlotText((rates.current(slot.id, ctx.on) if rates else None) or "nothing at the moment")


def _national(ctx: BuildContext, slot: Slot) -> SlotText:
    national = ctx.handbook.facts.get(National)
    found = next(each for each in (national.sums if national else ()) if each.id == slot.id)
    if found.is_past(ctx.on):
        return SlotText(f"{found.amount} ({found.year}; the sum for this year is not confirmed here)")
    return SlotText(found.words)


def _course(ctx: BuildContext, slot: Slot) -> SlotText:
    courses = ctx.handbook.facts.get(Courses)
    return _day(courses.next_date(slot.id, ctx.on) if courses else None)


def _event(ctx: BuildContext, slot: Slot) -> SlotText:
    events = ctx.handbook.facts.get(Events)
    return _day(events.next_date(slot.id, ctx.on) if events else None)


def _day(day: date | None) -> SlotText:
    return SlotText(day_in_words(day) if day else "no date is set yet")


FILLERS: dict[str, Callable[[BuildContext, Slot], SlotText]] = {
    "local": _local,
    "contact": _contact,
    "call": _call,
    "rate": _rate,
    "national": _national,
    "figure": _figure,
    "course": _course,
    "event": _event,
}
"""For each of `handbook.registry.SLOT_KINDS`."""


def fill_markdown(ctx: BuildContext, text: str) -> str:
    """A page's Markdown with its slots filled in."""

    def mark_slot(slot: Slot) -> str:
        text = _slot_text(ctx, slot)
        return str(plain(text.words) if text.markdown is None else text.markdown)

    text = _without_silent_slots(ctx, text)
    return fill_slots(text, mark_slot, lambda slot: str(plain(_slot_text(ctx, slot).words)))


def _without_silent_slots(ctx: BuildContext, text: str) -> str:
    """The text without slots of which nothing can be said yet, and without the lines and table rows they are all of."""
    if "{{ local." not in text:
        return text
    lines = (_without_silent_slots_in_line(ctx, line) for line in text.split("\n"))
    return "\n".join(line for line in lines if line is not None)


def _without_silent_slots_in_line(ctx: BuildContext, line: str) -> str | None:
    for slot in reversed(list(slots_in(line))):
        if slot.kind != "local" or _local(ctx, slot).words:
            continue
        before, after = line[: slot.start].rstrip(), line[slot.end :]
        fills_its_cell = before.endswith("|") and after.lstrip().startswith("|")
        if fills_its_cell or (_MAYBE_LIST_MARKER.fullmatch(before) and not after.strip()):
            return None
        line = before + after
    return line


def fill_plain_text(ctx: BuildContext, text: str) -> str:
    """A line of plain text with its slots filled in."""
    return fill_slots(
        text, lambda slot: _slot_text(ctx, slot).words, lambda slot: str(plain(_slot_text(ctx, slot).words))
    )


def fill_page(ctx: BuildContext, page: SitePage) -> SitePage:
    """A page with the slots of its text and of its summary filled in."""
    if "{{" not in page.body and "&#123;" not in page.body and "{{" not in page.summary:
        return page
    return replace(page, body=fill_markdown(ctx, page.body), summary=fill_plain_text(ctx, page.summary))


def _slot_text(ctx: BuildContext, slot: Slot) -> SlotText:
    return FILLERS[slot.kind](ctx, slot)
