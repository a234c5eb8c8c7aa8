"""What a slot can stand for: for each kind its file, its ids, and which part of a fact may be named."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from handbook.handbook import Handbook

ITSELF = ""
"""The part of a slot that names no part."""
TEXT = "text"
"""The part of a contact that takes text messages."""

NOT_FILLED = ("service/contacts.yml", "service/service.yml", "service/local.yml", "surveys/", "charters/")
"""Files whose texts the forms show too, or from which slots are filled in."""


@dataclass(frozen=True)
class SlotKind:
    """One kind of fact that a slot can stand for."""

    file: str
    """Where its facts are written."""
    ids: Callable[[Handbook], Collection[str]]
    """Every id that it has."""
    parts: tuple[str, ...] = (ITSELF,)
    """What may stand after the id."""


def _local(handbook: Handbook) -> Collection[str]:
    return [each.id for each in handbook.facts.local.facts] if handbook.facts.local else ()


def _contacts(handbook: Handbook) -> Collection[str]:
    return [each.id for each in handbook.contacts.contacts]


def _figures(handbook: Handbook) -> Collection[str]:
    return list(handbook.facts.figures.by_id) if handbook.facts.figures else ()


def _rates(handbook: Handbook) -> Collection[str]:
    return [each.id for each in handbook.facts.rates.rates] if handbook.facts.rates else ()


def _courses(handbook: Handbook) -> Collection[str]:
    return [each.id for each in handbook.facts.courses.courses] if handbook.facts.courses else ()


def _events(handbook: Handbook) -> Collection[str]:
    return [each.id for each in handbook.facts.events.events] if handbook.facts.events else ()


SLOT_KINDS: dict[str, SlotKind] = {
    "local": SlotKind("service/local.yml", _local),
    "contact": SlotKind("service/contacts.yml", _contacts, (ITSELF, "hours", TEXT)),
    "rate": SlotKind("service/rates.yml", _rates),
    "figure": SlotKind("service/figures.yml", _figures),
    "course": SlotKind("service/courses.yml", _courses, ("next",)),
    "event": SlotKind("service/events.yml", _events, ("next",)),
}
"""By the word before the first dot; `site_builder/layout/slots.py` says what each prints."""
