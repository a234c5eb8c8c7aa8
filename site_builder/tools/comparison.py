"""What differs between two builds of the site, page by page, in the words that readers see.

Only the text of pages is compared: what the theme puts around it is the same program on both sides. What touches people
most comes first, and what changes alike on several pages comes once.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from handbook.facts.courses.rules import COURSES
from handbook.facts.events.rules import EVENTS
from handbook.facts.rates.rules import RATES
from handbook.service.contacts import CONTACTS
from handbook.urls import REDIRECTS_FILE, page_address
from site_builder.build.html_checks import address_of, split_article
from site_builder.tools.page_blocks import Block, blocks_of, without_foot

MAX_WORD_PAIRS = 1_000_000
"""Words of one block times words of the other; past that a block is shown as replaced whole."""
MAX_BLOCK_PAIRS = 10_000
"""Blocks of one passage times blocks of the other that are tried against each other."""
_CHANGED_IN = re.compile(r"<!-- [^<>]* (\S+): change it there, not here\. -->")
"""What each page says of the file in which it is changed."""
MIN_SIMILARITY = 0.4
"""The share of words that two blocks have in common when one is a new form of the other."""
_TOUCHES_PEOPLE = {CONTACTS: 0, RATES: 1, COURSES: 2, EVENTS: 2}
"""The files behind the pages on which people act: who to call, amounts, days."""
_BY_HAND, _MADE = 3, 4


class ChangeKind(StrEnum):
    """What happens to a page."""

    CHANGED = "changed"
    NEW = "new"
    REMOVED = "taken away"
    MOVED = "moved"


@dataclass(frozen=True)
class BlockChange:
    """One block that differs: None where there is none before or after."""

    part: str
    """The heading above it; empty at the beginning of a page."""
    before: Block | None
    after: Block | None


@dataclass(frozen=True)
class PageChange:
    """One page that differs."""

    address: str
    kind: ChangeKind
    title: str
    changes: tuple[BlockChange, ...]
    old_address: str = ""
    """Where a page that moved was before."""
    source: str = ""
    """The file in which a person changes it, as the page itself says."""


@dataclass(frozen=True)
class SiteFileChange:
    """A file beside the pages that differs: a picture, a calendar, a table."""

    address: str
    kind: ChangeKind


@dataclass(frozen=True)
class RedirectChange:
    """An old address that leads elsewhere than before; empty where it leads nowhere."""

    address: str
    before: str
    after: str


@dataclass(frozen=True)
class Comparison:
    """Everything that differs between two builds."""

    pages: tuple[PageChange, ...]
    files: tuple[SiteFileChange, ...]
    redirects: tuple[RedirectChange, ...] = ()


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


def compare(before: Path, after: Path) -> Comparison:
    """What differs between two built sites, each as its build left it."""
    old, new = _articles(before), _articles(after)
    led, redirects = _redirects(before), _redirects(after)
    new_addresses = {was: now.partition("#")[0] for was, now in redirects.items()}
    new_addresses = {
        was: now
        for was, now in new_addresses.items()
        if was in old and was not in new and now in new and now not in old
    }
    pages = [
        *(
            _page(each, ChangeKind.CHANGED, old[each], new[each], new_addresses=new_addresses)
            for each in old.keys() & new.keys()
        ),
        *(_page(now, ChangeKind.MOVED, old[was], new[now], was, new_addresses) for was, now in new_addresses.items()),
        *(
            _page(address, ChangeKind.NEW, "", new[address])
            for address in new.keys() - old.keys() - {*new_addresses.values()}
        ),
        *(
            _page(address, ChangeKind.REMOVED, old[address], "")
            for address in old.keys() - new.keys() - new_addresses.keys()
        ),
    ]
    differing = (page for page in pages if page.changes or page.kind is not ChangeKind.CHANGED)
    changed = (
        RedirectChange(each, led.get(each, ""), redirects.get(each, ""))
        for each in sorted(led.keys() | redirects.keys())
    )
    return Comparison(
        pages=tuple(sorted(differing, key=lambda page: page.address)),
        files=tuple(_files(before, after)),
        redirects=tuple(each for each in changed if each.before != each.after),
    )


def _redirects(site: Path) -> dict[str, str]:
    return dict(json.loads((site.parent / REDIRECTS_FILE).read_text(encoding="utf-8")))


def _articles(site: Path) -> dict[str, str]:
    """The article of each page by its address; pages that only lead on have none."""
    articles = {}
    for path in site.rglob("index.html"):
        article = split_article(path.read_text(encoding="utf-8"))[1]
        if article:
            articles[address_of(path.relative_to(site).as_posix())] = article
    return articles


def _page(
    address: str,
    kind: ChangeKind,
    before: str,
    after: str,
    was: str = "",
    new_addresses: Mapping[str, str] = MappingProxyType({}),
) -> PageChange:
    """One page; links that differ by a redirect only are the same, because they lead to the same words."""
    if before == after and not was:
        return PageChange(address, kind, "", ())
    if kind in (ChangeKind.NEW, ChangeKind.REMOVED):
        before, after = without_foot(before), without_foot(after)
    old, new = blocks_of(was or address, before), blocks_of(address, after)
    old = tuple(
        replace(block, targets=tuple(_follow_redirect(each, new_addresses) for each in block.targets)) for block in old
    )
    title = next((block.text for block in (*new, *old) if block.is_heading), address)
    match = _CHANGED_IN.search(after or before)
    return PageChange(address, kind, title, tuple(changes_between(old, new)), was, match[1] if match else "")


def _follow_redirect(target: str, new_addresses: Mapping[str, str]) -> str:
    page, mark, part = target.partition("#")
    return f"{new_addresses.get(page, page)}{mark}{part}"


def changes_between(old: Sequence[Block], new: Sequence[Block]) -> Iterator[BlockChange]:
    """Each block that differs, in the order of the page, a changed one beside its new form."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for what, start, end, new_start, new_end in matcher.get_opcodes():
        if what == "equal":
            continue
        part = _heading_above(new, new_start) or _heading_above(old, start)
        for before, after in _pairs(old[start:end], new[new_start:new_end]):
            yield BlockChange(part, before, after)
            part = after.text if after and after.is_heading else part


def _heading_above(blocks: Sequence[Block], at: int) -> str:
    return next((block.text for block in reversed(blocks[:at]) if block.is_heading), "")


def _pairs(old: Sequence[Block], new: Sequence[Block]) -> Iterator[tuple[Block | None, Block | None]]:
    """The blocks of two passages, each old one beside the most alike of those that still follow."""
    at = 0
    few = len(old) * len(new) <= MAX_BLOCK_PAIRS
    for before in old:
        likeness = (
            [(_similarity(before, after), -place) for place, after in enumerate(new[at:], start=at)] if few else []
        )
        best, place = max(likeness, default=(0.0, 0))
        if best < MIN_SIMILARITY:
            yield before, None
            continue
        yield from ((None, after) for after in new[at:-place])
        yield before, new[-place]
        at = 1 - place
    yield from ((None, after) for after in new[at:])


def _similarity(one: Block, other: Block) -> float:
    if one.is_heading != other.is_heading:
        return 0
    words, others = Counter(one.text.split()), Counter(other.text.split())
    return 2 * (words & others).total() / (words.total() + others.total())


def word_diff(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Two texts as passages: the words before and the words after, equal where they did not change."""
    old, new = before.split(), after.split()
    if len(old) * len(new) > MAX_WORD_PAIRS:
        yield before, after
        return
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for _, start, end, new_start, new_end in matcher.get_opcodes():
        yield " ".join(old[start:end]), " ".join(new[new_start:new_end])


def _files(before: Path, after: Path) -> Iterator[SiteFileChange]:
    old, new = (set(_other_files(site)) for site in (before, after))
    for path in sorted(old | new):
        if path not in old:
            yield SiteFileChange(f"/{path}", ChangeKind.NEW)
        elif path not in new:
            yield SiteFileChange(f"/{path}", ChangeKind.REMOVED)
        elif (before / path).read_bytes() != (after / path).read_bytes():
            yield SiteFileChange(f"/{path}", ChangeKind.CHANGED)


def _other_files(site: Path) -> Iterator[str]:
    """Files that readers open or download; not pages, and not what the site itself reads."""
    names = (path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    for name in names:
        read_by_the_site = name.startswith(("assets/", "search/")) or name == "sitemap.xml"
        if not read_by_the_site and not name.endswith((".html", ".br", ".gz")):
            yield name


def ordered_entries(pages: Sequence[PageChange], own: Collection[str]) -> list[ComparisonEntry]:
    """The entries about all pages; `own` are the files that the proposal changes itself."""
    places = {page.address: _place(page, own) for page in pages}
    entries = []
    for shared, changes in _grouped_by_change(pages):
        group, rank = min(places[page.address] for page in shared)
        key = (group, rank, len(shared) == 1, shared[0].address)
        entries.append((key, ComparisonEntry(list(ChangeGroup)[group], shared, changes)))
    return [entry for _, entry in sorted(entries, key=lambda each: each[0])]


def _grouped_by_change(pages: Sequence[PageChange]) -> Iterator[tuple[tuple[PageChange, ...], tuple[BlockChange, ...]]]:
    """First the changes that several pages have alike, such as a number at their feet; then each page with the rest."""
    having: dict[BlockChange, list[PageChange]] = defaultdict(list)
    for page in pages:
        for change in dict.fromkeys(page.changes) if page.kind is ChangeKind.CHANGED else ():
            having[change].append(page)
    shared = {change: group_pages for change, group_pages in having.items() if len(group_pages) > 1}
    by_pages: dict[tuple[str, ...], list[BlockChange]] = defaultdict(list)
    for change, group_pages in shared.items():
        by_pages[tuple(page.address for page in group_pages)].append(change)
    for changes in by_pages.values():
        yield tuple(shared[changes[0]]), tuple(changes)
    for page in pages:
        changed = page.kind is ChangeKind.CHANGED
        rest = tuple(each for each in page.changes if each not in shared) if changed else page.changes
        if rest or not changed:
            yield (page,), rest


def _place(page: PageChange, own: Collection[str]) -> tuple[int, int]:
    """The group of a page, and its place in it."""
    is_content = page.source.endswith(".md") or page.source.startswith("surveys/")
    rank = _TOUCHES_PEOPLE.get(page.source, _BY_HAND if is_content else _MADE)
    if rank < _BY_HAND:
        return 0, rank
    return (1 if _is_proposed(page, own) else 2), rank


def _is_proposed(page: PageChange, own: Collection[str]) -> bool:
    addresses = {page_address(path.removeprefix("docs/")) for path in own if path.endswith(".md")}
    return (
        page.address in addresses
        or _content_unit(page.source) in {_content_unit(path) for path in own}
        or page.kind in (ChangeKind.MOVED, ChangeKind.REMOVED)
    )


def _content_unit(path: str) -> str:
    """The file itself; for one of a form its folder, because its waves, results and outcome show on its pages."""
    return "/".join(path.split("/")[:2]) if path.startswith("surveys/") else path
