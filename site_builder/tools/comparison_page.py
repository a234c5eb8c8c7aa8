"""The page "What this proposal changes", and its number of pages as the forge's summary says it."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

from markupsafe import Markup

from site_builder.build.csp import script_hash
from site_builder.render import render_html
from site_builder.tools.comparison import (
    BlockChange,
    ChangeGroup,
    ChangeKind,
    Comparison,
    ComparisonEntry,
    PageChange,
    SiteFileChange,
    ordered_entries,
    word_diff,
)

FILE = "what-this-proposal-changes.html"
"""The page that a reviewer of a proposal opens first; the copy of the site is beside it, in `site/`."""
MAX_CHANGES = 100
"""Changes of one page that are shown."""
MAX_PAGES_LISTED = 30
"""Pages that the forge's summary names."""
MAX_CONTEXT_WORDS = 36
"""Words that stay, between others that change, that are shown in full."""
MAX_EXPANDED_CHANGES = 3
"""Changes that are read without unfolding them, of a page that changes with others."""
MAX_EXPANDED_WORDS = 150
"""Words of a new page, or of one that goes, that are read without unfolding them."""

_PLAIN = re.compile(r"/[a-z0-9./-]*")


def comparison_page(comparison: Comparison | None, own: Collection[str]) -> str:
    """The page as HTML; `own` are the files that the proposal changes itself, such as `docs/policies/payments.md`.

    With None the site as it is could not be built, and the page says so.
    """
    summary, comparison = summary_line(comparison), comparison or Comparison((), ())
    entries = ordered_entries(comparison.pages, own)
    rows = [(each.group, _row(number, each)) for number, each in enumerate(entries, start=1)]
    style = Path(__file__).with_name("comparison.css").read_text(encoding="utf-8")
    return render_html(
        "comparison",
        summary=summary,
        rows=[row for _, row in rows],
        groups=[
            {"title": group, "rows": [row for _, row in found]}
            for group, found in groupby(rows, key=lambda each: each[0])
        ],
        redirects=comparison.redirects,
        files=[_file(each) for each in comparison.files],
        style=Markup(style),  # noqa: S704 a file of ours
        style_hash=Markup(script_hash(style)),  # noqa: S704 a hash
    )


def summary_line(comparison: Comparison | None) -> str:
    """How many pages differ, in one sentence or two; that nothing could be compared where there is None."""
    if comparison is None:
        return "The handbook as it is has faults today and could not be built, so nothing could be compared."
    pages, files = len(comparison.pages), len(comparison.files)
    if not pages:
        summary = "No page differs from the handbook as it is."
    else:
        kinds = [(kind, sum(page.kind is kind for page in comparison.pages)) for kind in ChangeKind]
        counted = ", ".join(f"{count} {kind}" for kind, count in kinds if count)
        summary = f"{pages} {'page differs' if pages == 1 else 'pages differ'} from the handbook as it is: {counted}."
    return f"{summary} {files} {'file differs' if files == 1 else 'files differ'}." if files else summary


def forge_summary(comparison: Comparison | None, own: Collection[str]) -> str:
    """The same as Markdown for the forge, with the addresses of pages; nothing that a proposal says is in it."""
    pages = _one_by_one(ordered_entries(comparison.pages, own)) if comparison else ()
    safe_pages = [page for page in pages if _PLAIN.fullmatch(page.address)]
    # One more takes no more room than to say that there is one.
    listed_pages = safe_pages if len(pages) <= MAX_PAGES_LISTED + 1 else safe_pages[:MAX_PAGES_LISTED]
    more = len(pages) - len(listed_pages)
    return "\n".join(
        (
            "### What this proposal changes",
            "",
            summary_line(comparison),
            "",
            *(f"- `{page.address}` {page.kind}" for page in listed_pages),
            *([f"- and {more} more"] if more else []),
            "",
            f"To read it, download `preview` below, unpack it, and open `{FILE}`.",
            "",
        )
    )


def _one_by_one(entries: Sequence[ComparisonEntry]) -> Collection[PageChange]:
    """Each page once, those that change as many others do after those with changes of their own."""
    return {
        page.address: page for each in sorted(entries, key=lambda entry: len(entry.pages) > 1) for page in each.pages
    }.values()


def _row(number: int, entry: ComparisonEntry) -> dict[str, object]:
    """What the template shows of one page, or of several that change alike."""
    page = entry.pages[0]
    whole = page.kind in (ChangeKind.NEW, ChangeKind.REMOVED)
    changes = entry.changes[:MAX_CHANGES]
    count, more = len(entry.changes), 0 if whole else len(entry.changes) - len(changes)
    return {
        "id": f"page-{number}",
        "title": page.title or page.address,
        "address": page.address,
        "says": f"moved from {page.old_address}" if page.old_address else str(page.kind),
        "link": _is_expanded(page),
        "pages": [],
        **(_group_title(entry) if len(entry.pages) > 1 else {}),
        "whole": _whole(page) if whole else None,
        "folded": f"{count} changes"
        if entry.group is ChangeGroup.WITH_THEM and not whole and count > MAX_EXPANDED_CHANGES
        else "",
        "parts": [] if whole else list(_parts(changes)),
        "more": f"And {more} more {'change' if more == 1 else 'changes'} here." if more else "",
    }


def _group_title(entry: ComparisonEntry) -> dict[str, object]:
    """What names several pages together: the part that they have in common, if it is one."""
    parts, count = {change.part for change in entry.changes}, len(entry.pages)
    return {
        "title": next(iter(parts)) if len(parts) == 1 else "",
        "says": f"on {count} pages",
        "pages": [{"title": page.title, "link": _is_expanded(page)} for page in entry.pages],
    }


def _is_expanded(page: PageChange) -> str | None:
    return None if page.kind is ChangeKind.REMOVED else f"site{quote(page.address)}index.html"


def _whole(page: PageChange) -> dict[str, object]:
    """A page that comes or goes: its words in one column, without the title that is above them."""
    blocks = [block for change in page.changes for block in (change.before, change.after) if block]
    words = sum(len(block.text.split()) for block in blocks)
    says = "What it would say" if page.kind is ChangeKind.NEW else "What would go"
    return {
        "title": f"{says}: {words} {'word' if words == 1 else 'words'}",
        "blocks": [block for place, block in enumerate(blocks) if place or block.text != page.title],
        "open": words <= MAX_EXPANDED_WORDS,
    }


def _parts(changes: Sequence[BlockChange]) -> Iterator[dict[str, object]]:
    for title, part_changes in groupby(changes, key=lambda change: change.part):
        yield {"title": title, "runs": list(_runs(part_changes))}


def _runs(changes: Iterable[BlockChange]) -> Iterator[dict[str, object]]:
    """Changes that follow each other, those of one side together: what only comes or goes needs no column beside."""
    for side, run_changes in groupby(changes, key=_side):
        yield {"side": side, "changes": [_change(each) for each in run_changes]}


def _side(change: BlockChange) -> str:
    return "after" if not change.before else "both" if change.after else "before"


def _change(change: BlockChange) -> dict[str, object]:
    before, after = (each.text if each else "" for each in (change.before, change.after))
    return {
        "words": after if before == after else "",
        "passages": [_shortened(*passage) for passage in word_diff(before, after)],
        "links": list(_links(change)),
    }


def _shortened(before: str, after: str) -> tuple[str, str]:
    """A long passage that stays, without its middle."""
    words = after.split()
    if before != after or len(words) <= MAX_CONTEXT_WORDS:
        return before, after
    ends = " ".join((*words[: MAX_CONTEXT_WORDS // 3], "…", *words[-MAX_CONTEXT_WORDS // 3 :]))
    return ends, ends


def _links(change: BlockChange) -> Iterator[str]:
    """Where links lead elsewhere, and pictures are others, in a block that was there before."""
    if not change.before or not change.after:
        return
    before, after = Counter(change.before.targets), Counter(change.after.targets)
    for what, targets in (("no longer leads to", before - after), ("leads to", after - before)):
        for target in targets:
            yield f"{what} {target}"


def _file(change: SiteFileChange) -> dict[str, str | None]:
    is_removed = change.kind is ChangeKind.REMOVED
    return {
        "address": change.address,
        "kind": str(change.kind),
        "link": None if is_removed else f"site{quote(change.address)}",
    }


def write_comparison(comparison: Comparison | None, own: Collection[str], folder: Path) -> Path:
    """Write the page into a folder; answers its file."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_text(comparison_page(comparison, own), encoding="utf-8")
    return folder / FILE
