"""What is told together and in which order: what touches people most comes first, what changes alike is told once."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from handbook.facts.courses.rules import COURSES
from handbook.facts.events.rules import EVENTS
from handbook.facts.rates.rules import RATES
from handbook.service.contacts import CONTACTS
from handbook.urls import page_address
from site_builder.tools.comparison import BlockChange, ChangeKind, PageChange

_TOUCHES_PEOPLE = {CONTACTS: 0, RATES: 1, COURSES: 2, EVENTS: 2}
"""The files behind the pages on which people act: who to call, amounts, days."""
_BY_HAND, _MADE = 3, 4


class ChangeGroup(StrEnum):
    """The groups of pages, in their order."""

    TOUCHES_PEOPLE = "Who to call, amounts and days"
    PROPOSED = "Changed in the proposal"
    WITH_THEM = "Change with them"


@dataclass(frozen=True)
class ComparisonEntry:
    """One entry of the page: the changes of one page, or those that are alike on several."""

    group: ChangeGroup
    pages: tuple[PageChange, ...]
    changes: tuple[BlockChange, ...]


def ordered_entries(pages: Sequence[PageChange], own: Collection[str]) -> list[ComparisonEntry]:
    """The entries about all pages; `own` are the files that the proposal changes itself."""
    places = {page.address: _place(page, own) for page in pages}
    found = []
    for alike, changes in _grouped_by_change(pages):
        group, rank = min(places[page.address] for page in alike)
        key = (group, rank, len(alike) == 1, alike[0].address)
        found.append((key, ComparisonEntry(list(ChangeGroup)[group], alike, changes)))
    return [entry for _, entry in sorted(found, key=lambda each: each[0])]


def _grouped_by_change(pages: Sequence[PageChange]) -> Iterator[tuple[tuple[PageChange, ...], tuple[BlockChange, ...]]]:
    """First the changes that several pages have alike, such as a number at their feet; then each page with the rest."""
    having: dict[BlockChange, list[PageChange]] = defaultdict(list)
    for page in pages:
        for change in dict.fromkeys(page.changes) if page.kind is ChangeKind.CHANGED else ():
            having[change].append(page)
    alike = {change: found for change, found in having.items() if len(found) > 1}
    by_pages: dict[tuple[str, ...], list[BlockChange]] = defaultdict(list)
    for change, found in alike.items():
        by_pages[tuple(page.address for page in found)].append(change)
    for changes in by_pages.values():
        yield tuple(alike[changes[0]]), tuple(changes)
    for page in pages:
        changed = page.kind is ChangeKind.CHANGED
        rest = tuple(each for each in page.changes if each not in alike) if changed else page.changes
        if rest or not changed:
            yield (page,), rest


def _place(page: PageChange, own: Collection[str]) -> tuple[int, int]:
    """The group of a page, and its place in it."""
    written = page.source.endswith(".md") or page.source.startswith("surveys/")
    rank = _TOUCHES_PEOPLE.get(page.source, _BY_HAND if written else _MADE)
    if rank < _BY_HAND:
        return 0, rank
    return (1 if _is_proposed(page, own) else 2), rank


def _is_proposed(page: PageChange, own: Collection[str]) -> bool:
    addresses = {page_address(path.removeprefix("docs/")) for path in own if path.endswith(".md")}
    return (
        page.address in addresses
        or _whole(page.source) in {_whole(path) for path in own}
        or page.kind in (ChangeKind.MOVED, ChangeKind.REMOVED)
    )


def _whole(path: str) -> str:
    """The file itself; for one of a form its folder, because its waves, results and outcome show on its pages."""
    return "/".join(path.split("/")[:2]) if path.startswith("surveys/") else path
