"""Rules about the standards, and about the pages that name them."""

from collections.abc import Iterator

from handbook.source.problems import Problem
from handbook.sources import Shelf, Spot

STANDARDS = "service/standards.yml"


def check_ids_stand_once(shelf: Shelf) -> Iterator[Problem]:
    """An id names one standard or one law."""
    kept = shelf.handbook.facts.standards
    if kept is None:
        return
    spots: list[Spot] = [
        *((STANDARDS, ("standards", index, "id"), each.id) for index, each in enumerate(kept.standards)),
        *((STANDARDS, ("laws", index, "id"), each.id) for index, each in enumerate(kept.laws)),
    ]
    yield from shelf.twice(spots, "standard id")


def check_numbers(shelf: Shelf) -> Iterator[Problem]:
    """Standards are numbered from 1, and the id says the number: plan lines find a standard by it."""
    kept = shelf.handbook.facts.standards
    for index, each in enumerate(kept.standards if kept else ()):
        loc = ("standards", index)
        if each.number != index + 1:
            message = f"the number is {each.number}, but this is standard {index + 1} of the list; write {index + 1}"
            yield shelf.problem(STANDARDS, (*loc, "number"), message)
        elif each.id != f"nms-{each.number}":
            message = f"the id of standard {each.number} is `{each.id}`; write `nms-{each.number}`"
            yield shelf.problem(STANDARDS, (*loc, "id"), message)


def check_pages(shelf: Shelf) -> Iterator[Problem]:
    """Each standard that a page's header names is in the list, and is named once."""
    kept = shelf.handbook.facts.standards
    known = kept.ids if kept else {}
    for page in shelf.handbook.pages.values():
        spots: list[Spot] = [
            (f"docs/{page.path}", ("standards", index), word) for index, word in enumerate(page.header.standards)
        ]
        yield from shelf.unknown(spots, known, "standard", f" in {STANDARDS}")
        yield from shelf.twice(spots, "standard")


RULES = (check_ids_stand_once, check_numbers, check_pages)
