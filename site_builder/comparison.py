"""What differs between two builds of the site, page by page, in the words that readers see.

Only the text of pages is compared: what the theme puts around it is the same program on both sides.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from enum import StrEnum
from html.parser import HTMLParser
from pathlib import Path
from types import MappingProxyType

from handbook.addresses import SUGGEST_ADDRESS
from handbook.site_folders import REDIRECTS_FILE
from site_builder.finishing import absolute, address_of
from site_builder.inspecting import split_article

MOST_WORDS = 1_000_000
"""Words of one block times words of the other; past that a block is shown as replaced whole."""
MOST_PAIRS = 10_000
"""Blocks of one passage times blocks of the other that are tried against each other."""
LIKENESS = 0.4
"""The share of words that two blocks have in common when one is a new form of the other."""

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = frozenset(
    (*_HEADINGS, "p", "ul", "ol", "li", "dl", "dt", "dd", "table", "tr", "caption", "figure", "figcaption", "div")
) | frozenset(("section", "details", "summary", "blockquote", "pre", "footer", "aside", "nav", "svg", "text"))
_VOID = frozenset(("br", "hr", "img", "input", "wbr", "col"))
_NOT_READ = ("page-contents", "useful")
"""Classes of what repeats the headings, and of the question below each page."""


@dataclass(frozen=True)
class Block:
    """A paragraph, a heading, a point of a list or a row of a table."""

    text: str
    targets: tuple[str, ...] = ()
    """Where its links and pictures lead, as addresses of the site."""
    is_heading: bool = False


class ChangeKind(StrEnum):
    """What happens to a page."""

    CHANGED = "changed"
    NEW = "new"
    REMOVED = "taken away"
    MOVED = "moved"


@dataclass(frozen=True)
class Change:
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
    changes: tuple[Change, ...]
    old_address: str = ""
    """Where a page that moved was before."""


@dataclass(frozen=True)
class FileChange:
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
    files: tuple[FileChange, ...]
    redirects: tuple[RedirectChange, ...] = ()


@dataclass
class _Blocks(HTMLParser):
    """Cuts an article into blocks."""

    address: str
    blocks: list[Block] = field(default_factory=list)
    _words: list[str] = field(default_factory=list)
    _targets: list[str] = field(default_factory=list)
    _heading: bool = False
    _rows: int = 0
    _left_out: int = 0

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if self._left_out or any(name in (given.get("class") or "").split() for name in _NOT_READ):
            self._left_out += tag not in _VOID
            return
        if tag == "tr" or (tag in _BLOCKS and not self._rows):
            self._end_block()
        if tag in ("td", "th") and "".join(self._words).strip():
            self._words.append(" | ")
        self._rows += tag == "tr"
        self._heading = self._heading or tag in _HEADINGS
        if tag in _BLOCKS or tag == "br":
            self._words.append(" ")
        if tag == "img":
            self._words.append(f"[picture: {given.get('alt') or ''}]")
        link = given.get("href") if tag == "a" else given.get("src") if tag == "img" else None
        if link and not link.startswith(SUGGEST_ADDRESS):
            self._targets.append(_target(self.address, link))

    def handle_endtag(self, tag: str) -> None:
        if self._left_out:
            self._left_out -= tag not in _VOID
            return
        self._rows -= tag == "tr" and self._rows > 0
        if tag in _BLOCKS and not self._rows:
            self._end_block()

    def handle_data(self, data: str) -> None:
        if not self._left_out:
            self._words.append(data)

    def _end_block(self) -> None:
        text = " ".join("".join(self._words).split())
        if text:
            self.blocks.append(Block(text, tuple(self._targets), self._heading))
        self._words, self._targets, self._heading = [], [], False

    def close(self) -> None:
        super().close()
        self._end_block()


def _target(address: str, link: str) -> str:
    path, mark, part = link.partition("#")
    if re.match(r"//|[A-Za-z][A-Za-z0-9+.-]*:", link) or link.startswith("/"):
        return link
    return f"{absolute(address, path)}{mark}{part}"


def blocks_of(address: str, article: str) -> tuple[Block, ...]:
    """What a reader reads on the page at an address, block by block."""
    parser = _Blocks(address)
    parser.feed(article)
    parser.close()
    return tuple(parser.blocks)


def compare(before: Path, after: Path) -> Comparison:
    """What differs between two built sites, each as its build left it."""
    old, new = _articles(before), _articles(after)
    led, redirects = _redirects(before), _redirects(after)
    moved = {was: now.partition("#")[0] for was, now in redirects.items()}
    moved = {was: now for was, now in moved.items() if was in old and was not in new and now in new and now not in old}
    pages = [
        *(_page(each, ChangeKind.CHANGED, old[each], new[each], moved=moved) for each in old.keys() & new.keys()),
        *(_page(now, ChangeKind.MOVED, old[was], new[now], was, moved) for was, now in moved.items()),
        *(_page(address, ChangeKind.NEW, "", new[address]) for address in new.keys() - old.keys() - {*moved.values()}),
        *(_page(address, ChangeKind.REMOVED, old[address], "") for address in old.keys() - new.keys() - moved.keys()),
    ]
    shown = (page for page in pages if page.changes or page.kind is not ChangeKind.CHANGED)
    changed = (
        RedirectChange(each, led.get(each, ""), redirects.get(each, ""))
        for each in sorted(led.keys() | redirects.keys())
    )
    return Comparison(
        pages=tuple(sorted(shown, key=lambda page: page.address)),
        files=tuple(_files(before, after)),
        redirects=tuple(each for each in changed if each.before != each.after),
    )


def _redirects(site: Path) -> dict[str, str]:
    return dict(json.loads((site.parent / REDIRECTS_FILE).read_text(encoding="utf-8")))


def _articles(site: Path) -> dict[str, str]:
    """The article of each page by its address; pages that only lead on have none."""
    found = {}
    for path in site.rglob("index.html"):
        article = split_article(path.read_text(encoding="utf-8"))[1]
        if article:
            found[address_of(path.relative_to(site).as_posix())] = article
    return found


def _page(
    address: str,
    kind: ChangeKind,
    before: str,
    after: str,
    was: str = "",
    moved: Mapping[str, str] = MappingProxyType({}),
) -> PageChange:
    """One page; a link to a page that `moved` is no difference, because it leads to the same words."""
    if before == after and not was:
        return PageChange(address, kind, "", ())
    old, new = blocks_of(was or address, before), blocks_of(address, after)
    old = tuple(replace(block, targets=tuple(_followed(each, moved) for each in block.targets)) for block in old)
    title = next((block.text for block in (*new, *old) if block.is_heading), address)
    return PageChange(address, kind, title, tuple(changes_between(old, new)), was)


def _followed(target: str, moved: Mapping[str, str]) -> str:
    page, mark, part = target.partition("#")
    return f"{moved.get(page, page)}{mark}{part}"


def changes_between(old: Sequence[Block], new: Sequence[Block]) -> Iterator[Change]:
    """Each block that differs, in the order of the page, a changed one beside its new form."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for what, start, end, new_start, new_end in matcher.get_opcodes():
        if what == "equal":
            continue
        part = _heading_above(new, new_start) or _heading_above(old, start)
        for before, after in _pairs(old[start:end], new[new_start:new_end]):
            yield Change(part, before, after)
            part = after.text if after and after.is_heading else part


def _heading_above(blocks: Sequence[Block], at: int) -> str:
    return next((block.text for block in reversed(blocks[:at]) if block.is_heading), "")


def _pairs(old: Sequence[Block], new: Sequence[Block]) -> Iterator[tuple[Block | None, Block | None]]:
    """The blocks of two passages, each old one beside the most alike of those that still follow."""
    at = 0
    few = len(old) * len(new) <= MOST_PAIRS
    for before in old:
        likeness = [(_likeness(before, after), -place) for place, after in enumerate(new[at:], start=at)] if few else []
        best, place = max(likeness, default=(0.0, 0))
        if best < LIKENESS:
            yield before, None
            continue
        yield from ((None, after) for after in new[at:-place])
        yield before, new[-place]
        at = 1 - place
    yield from ((None, after) for after in new[at:])


def _likeness(one: Block, other: Block) -> float:
    if one.is_heading != other.is_heading:
        return 0
    words, others = Counter(one.text.split()), Counter(other.text.split())
    return 2 * (words & others).total() / (words.total() + others.total())


def marked(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Two texts as passages: the words before and the words after, equal where they did not change."""
    old, new = before.split(), after.split()
    if len(old) * len(new) > MOST_WORDS:
        yield before, after
        return
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for _, start, end, new_start, new_end in matcher.get_opcodes():
        yield " ".join(old[start:end]), " ".join(new[new_start:new_end])


def _files(before: Path, after: Path) -> Iterator[FileChange]:
    old, new = (set(_other_files(site)) for site in (before, after))
    for path in sorted(old | new):
        if path not in old:
            yield FileChange(f"/{path}", ChangeKind.NEW)
        elif path not in new:
            yield FileChange(f"/{path}", ChangeKind.REMOVED)
        elif (before / path).read_bytes() != (after / path).read_bytes():
            yield FileChange(f"/{path}", ChangeKind.CHANGED)


def _other_files(site: Path) -> Iterator[str]:
    """Files that readers open or download; not pages, and not what the site itself reads."""
    names = (path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    for name in names:
        read_by_the_site = name.startswith(("assets/", "search/")) or name == "sitemap.xml"
        if not read_by_the_site and not name.endswith((".html", ".br", ".gz")):
            yield name
