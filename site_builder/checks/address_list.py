"""The list of every address that readers were ever given, kept in `service/addresses.txt`, and what the site has today.

An address leads somewhere for good: to its page, or by a redirect to another. Of the parts of pages only promises are
listed by the program; whoever prints a card with the address of another part adds that line by hand.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from posixpath import dirname

from handbook.handbook import Handbook
from handbook.pages.redirects import page_of, resolve_redirect
from handbook.rules.redirects import FILE
from handbook.source.problems import ContentError, Problem
from handbook.source.spelling import nearest
from handbook.source.text_reader import read_text
from handbook.sources import Sources
from handbook.urls import ADDRESS_LIST, charter_path, page_address, place_address
from site_builder.checks.link_targets import LinkTargets, link_targets

FILE_HEADER = """\
# Every address that readers were ever given. Addresses are never taken out: people keep links on cards and in messages.
# When a page is gone, service/redirects.yml says where its readers are sent, and `check` says which line is missing.
# New ones are added by `python -m site_builder addresses`; the address of a printed card may be added by hand.
"""

HOME = "index.md"
"""The first page of the site."""

MAX_ADDRESSES_NAMED = 5
"""New addresses that `check` names."""

LINKED_EVERYWHERE = ("about/index.md", "about/privacy.md", "about/accessibility.md", "suggest-a-change.md")
"""Pages of `docs/` to which the head and foot of every page lead, and the forms."""

_ADDRESS = re.compile(r"/(?:[a-z0-9][a-z0-9-]*/)*(?:[a-z0-9][a-z0-9-]*\.[a-z]+)?(?:#[A-Za-z][\w-]*)?")


def addresses_of(handbook: Handbook, targets: LinkTargets) -> set[str]:
    """Every address of today's site that is kept for good: pages, files to download, and promises."""
    pages = {place_address(path) for path in targets.pages}
    files = {f"/{path}" for path in targets.files if path.endswith(".pdf")}
    promises = {f"{page_address(charter_path(each.charter))}#{each.id}" for each in handbook.commitments.values()}
    return pages | files | promises


def read_address_list(root: Path) -> dict[str, int]:
    """Each listed address with its line; none where there is no list. Raises ContentError for what is no address."""
    if not (root / ADDRESS_LIST).is_file():
        return {}
    lines = enumerate(read_text(root, ADDRESS_LIST).splitlines(), start=1)
    addresses = {line.strip(): number for number, line in lines if line.strip() and not line.startswith("#")}
    message = "this is no address; write it as in the address bar behind the name of the site, such as `/who-to-call/`"
    odd = [
        Problem(ADDRESS_LIST, line, 1, message)
        for address, line in addresses.items()
        if not _ADDRESS.fullmatch(address)
    ]
    if odd:
        raise ContentError(odd)
    return addresses


def extended_list(old_addresses: Iterable[str], today: Iterable[str]) -> str:
    """The whole file with today's addresses added."""
    return FILE_HEADER + "".join(f"{address}\n" for address in sorted({*old_addresses, *today}))


def new_address_lines(root: Path, handbook: Handbook, pages: Mapping[str, str]) -> Iterator[str]:
    """What `check` says about today's addresses that are not listed yet; nothing without a list."""
    old_addresses = read_address_list(root)
    new = sorted(addresses_of(handbook, link_targets(pages, root)) - old_addresses.keys()) if old_addresses else []
    if new:
        examples = ", ".join(new[:MAX_ADDRESSES_NAMED]) + (
            f" and {len(new) - MAX_ADDRESSES_NAMED} more" if len(new) > MAX_ADDRESSES_NAMED else ""
        )
        yield f"New addresses: {examples}. Whoever merges keeps them for good with `python -m site_builder addresses`."


@dataclass(frozen=True)
class LostAddress:
    """A listed address that leads nowhere today."""

    address: str
    old: str
    """What it was, as redirects name it: `policies/on-hold.md`, `charters/kent.md#kent-1-la-1`."""
    new: str
    """Where readers are sent: its new name, or else the nearest list of pages above it."""
    is_renamed: bool
    """Whether that is the same page under another name."""


def lost_addresses(sources: Sources, targets: LinkTargets, old_addresses: Mapping[str, int]) -> Iterator[LostAddress]:
    """Every listed address that has no page, no file and no redirect today."""
    redirected = {place_address(old) for old in sources.handbook.redirects.redirects}
    here = {place_address(path): path for path in (*targets.pages, *targets.files)}
    new = {path for address, path in here.items() if address not in old_addresses}
    for address in old_addresses:
        page, _, part = address.partition("#")
        # A part of a page that is gone as a whole goes with it.
        if {address, page} & redirected or (part and page not in here and page in old_addresses):
            continue
        if page not in here or (part and part not in targets.anchors(here[page])):
            old = _place_at(page) if page not in here else f"{here[page]}#{part}"
            new_name = _new_name(old, targets, new, sources.renamed)
            yield LostAddress(address, old, new_name or _list_above(old, targets), is_renamed=new_name is not None)


def check_address_list(sources: Sources, lost: Iterable[LostAddress]) -> Iterator[Problem]:
    """A problem for each address that leads nowhere, with the line to add."""
    for each in lost:
        if each.old in LINKED_EVERYWHERE:
            message = "the foot of every page links to this page, so it keeps its name and stays; put it back"
            yield Problem(f"docs/{each.old}", 1, 1, message)
            continue
        what = "part of the page" if "#" in each.address else "page"
        message = (
            f"people have links to `{each.address}`, and that {what} is gone; add the line `  {each.old}: {each.new}`"
        )
        instead = "or name the page that tells it now"
        if each.new == HOME:
            # Nobody who looked for a page is helped by the first one; only a person knows which does.
            instead = f"and in place of `{HOME}` name the page that tells it now, if there is one"
        if FILE in sources.records:
            yield sources.key_problem(FILE, ("redirects",), f"{message} below `redirects:`, {instead}")
        else:
            yield Problem.of_file(FILE, f"{message} to this file, below a line `redirects:`, {instead}")


def _place_at(address: str) -> str:
    """The file that a page at an address had, as redirects name it."""
    return f"{address.strip('/') or 'index'}.md" if address.endswith("/") else address.lstrip("/")


def _new_name(old: str, targets: LinkTargets, new: set[str], renamed: Mapping[str, str]) -> str | None:
    """The same page under its new name: by its words, or as a new one that is called nearly the same."""
    page, _, part = old.partition("#")
    if part:
        return page
    by_words = {page_address(each): name for each, name in renamed.items()}.get(place_address(page))
    ending = page.rpartition(".")[2]
    candidates = sorted(path for path in (*targets.pages, *targets.files) if path.endswith(f".{ending}"))
    beside = [path for path in candidates if path in new and dirname(path) == dirname(page)]
    guess = by_words or nearest(page, beside) or nearest(page, [path for path in candidates if path in new])
    return guess if guess or ending == "md" else nearest(page, candidates, likeness=0) or page


def _list_above(page: str, targets: LinkTargets) -> str:
    return next(path for path in _indexes_above(page) if path in targets.pages)


def _indexes_above(page: str) -> Iterator[str]:
    folder = dirname(page)
    while folder:
        yield from (f"{folder}/index.md", f"{folder}.md")
        folder = dirname(folder)
    yield HOME


def check_redirects(sources: Sources, targets: LinkTargets) -> Iterator[Problem]:
    """A redirect begins where no page is, and leads to a page, or a part of one, that is there."""
    here: Mapping[str, str] = {place_address(path): path for path in (*targets.pages, *targets.files)}
    for old, new in sources.handbook.redirects.redirects.items():
        loc = ("redirects", old)
        page, _, part = old.partition("#")
        at = here.get(place_address(page))
        if at and not part:
            yield sources.key_problem(FILE, loc, f"there is a page `{at}` at this address, so take this line out")
        elif part and (at is None or part in targets.anchors(at)):
            is_there = (
                "is there, so take this line out" if at else f"belongs to no page; write `{page}: {page_of(new)}`"
            )
            yield sources.key_problem(FILE, loc, f"the part `#{part}` {is_there}")
        yield from _check_end(sources, loc, new, targets)


def _check_end(sources: Sources, loc: tuple[str, ...], new: str, targets: LinkTargets) -> Iterator[Problem]:
    page, _, part = new.partition("#")
    end = resolve_redirect({**targets.redirects, **sources.handbook.redirects.redirects}, new)
    if end not in (None, new):
        # If the last step leads nowhere, the problem is reported on the line of that step.
        if end and page_of(end) in targets:
            yield sources.problem(FILE, loc, f"`{page}` is redirected itself; write `{end}`, where it leads")
        return
    if page not in targets:
        candidates = [*targets.pages, *targets.files]
        instead = nearest(page, candidates)
        wrong = f"did you mean `{instead}`?" if instead else "write a page that is there, such as `index.md`"
        yield sources.problem(FILE, loc, f"there is no page `{page}`; {wrong}")
    elif part and part not in targets.anchors(page):
        yield sources.problem(FILE, loc, f"there is no part `#{part}` on that page; write `{page}`")
