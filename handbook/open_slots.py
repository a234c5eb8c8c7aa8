"""The facts that the service still has to fill in, and where they are printed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from handbook.facts.courses.model import Courses
from handbook.facts.local import Local, LocalFact
from handbook.handbook import Handbook
from handbook.pages.slots import Slot, slots_in
from handbook.registry import FACTS
from handbook.source.text_values import place_in, texts_of


@dataclass(frozen=True)
class SlotPlace:
    """One place where a slot is."""

    path: str
    """Below the handbook's folder."""
    line: int | None
    """None for data files, whose lines are not known."""

    def __str__(self) -> str:
        """In the form that editors and terminals turn into a link."""
        return self.path if self.line is None else f"{self.path}:{self.line}"


@dataclass(frozen=True)
class OpenSlot:
    """A local fact without a value."""

    fact: LocalFact
    places: tuple[SlotPlace, ...]
    """Where it is printed; empty if no page does so yet."""


def open_slots(handbook: Handbook) -> tuple[OpenSlot, ...]:
    """Every local fact without a value, in the order of `service/local.yml`."""
    local = handbook.facts.get(Local)
    if local is None:
        return ()
    places: dict[str, list[SlotPlace]] = {}
    for fact_id, place in _slot_places(handbook):
        places.setdefault(fact_id, []).append(place)
    return tuple(OpenSlot(fact, _sort_places(places.get(fact.id, ()))) for fact in local.facts if not fact.value)


def _sort_places(places: Iterable[SlotPlace]) -> tuple[SlotPlace, ...]:
    """Sorted by file, places without a line first."""
    return tuple(sorted(places, key=lambda place: (place.path, place.line or 0)))


def _slot_places(handbook: Handbook) -> Iterator[tuple[str, SlotPlace]]:
    """The id of every local fact in a slot, with the place where it is printed."""
    for page in handbook.pages.values():
        path = f"docs/{page.path}"
        for slot in _local_slots(page.body):
            yield slot.id, SlotPlace(path, place_in(page.body, slot.start, page.body_line)[0])
        yield from ((slot.id, SlotPlace(path, None)) for slot in _local_slots(page.header.summary))
    for kind in FACTS:
        facts = handbook.facts.get(kind.model)
        place = SlotPlace(kind.place, None)
        for _, text in texts_of(facts.model_dump(mode="json")) if facts else ():
            yield from ((slot.id, place) for slot in _local_slots(text))
    courses = handbook.facts.get(Courses)
    for duty in courses.must_do if courses else ():
        if duty.local:
            yield duty.local, SlotPlace("service/courses.yml", None)


def _local_slots(text: str) -> Iterator[Slot]:
    return (slot for slot in slots_in(text) if slot.kind == "local")
