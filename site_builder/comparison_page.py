"""The page "What this proposal changes", and its number of pages as the forge's summary says it."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

from markupsafe import Markup

from handbook.addresses import page_address
from site_builder.comparison import Change, ChangeKind, Comparison, FileChange, PageChange, marked
from site_builder.policy import script_hash
from site_builder.rendering import TEMPLATES, render_html

FILE = "what-this-proposal-changes.html"
"""What whoever looks at a proposal opens first; the copy of the site lies beside it, in `site/`."""
MOST_CHANGES = 100
"""Changes of one page that are shown."""
MOST_LISTED = 30
"""Pages that the forge's summary names."""

_PLAIN = re.compile(r"/[a-z0-9./-]*")


def comparison_page(comparison: Comparison | None, own: Collection[str]) -> str:
    """The page as HTML; `own` are the files that the proposal changes itself, such as `docs/policies/payments.md`.

    With None the site as it is could not be built, and the page says so.
    """
    said, comparison = summary_line(comparison), comparison or Comparison((), ())
    addresses = {page_address(path.removeprefix("docs/")) for path in own if path.endswith(".md")}
    made_from = {_whole(path) for path in own}
    first = [
        page
        for page in comparison.pages
        if page.address in addresses
        or _whole(page.source) in made_from
        or page.kind in (ChangeKind.MOVED, ChangeKind.REMOVED)
    ]
    rest = [page for page in comparison.pages if page not in first]
    rows = [_row(number, page) for number, page in enumerate((*first, *rest), start=1)]
    groups = [
        {"title": "Changed in the proposal", "rows": rows[: len(first)]},
        {"title": "Change with them", "rows": rows[len(first) :]},
    ]
    style = (TEMPLATES / "comparison.css").read_text(encoding="utf-8")
    return render_html(
        "comparison",
        summary=said,
        rows=rows,
        groups=[group for group in groups if group["rows"]],
        redirects=comparison.redirects,
        files=[_file(each) for each in comparison.files],
        style=Markup(style),  # noqa: S704 a file of ours
        style_hash=Markup(script_hash(style)),  # noqa: S704 a hash
    )


def _whole(path: str) -> str:
    """The file itself; for one of a form its folder, because its waves, results and outcome show on its pages."""
    return "/".join(path.split("/")[:2]) if path.startswith("surveys/") else path


def summary_line(comparison: Comparison | None) -> str:
    """How many pages differ, in one sentence or two; that nothing could be compared where there is None."""
    if comparison is None:
        return "The handbook as it is has faults today and could not be built, so nothing could be compared."
    pages, files = len(comparison.pages), len(comparison.files)
    if not pages:
        said = "No page differs from the handbook as it is."
    else:
        kinds = [(kind, sum(page.kind is kind for page in comparison.pages)) for kind in ChangeKind]
        counted = ", ".join(f"{count} {kind}" for kind, count in kinds if count)
        said = f"{pages} {'page differs' if pages == 1 else 'pages differ'} from the handbook as it is: {counted}."
    return f"{said} {files} {'file differs' if files == 1 else 'files differ'}." if files else said


def forge_summary(comparison: Comparison | None) -> str:
    """The same as Markdown for the forge, with the addresses of pages; nothing that a proposal says stands in it."""
    pages = comparison.pages if comparison else ()
    shown = [page for page in pages if _PLAIN.fullmatch(page.address)]
    more = len(pages) - len(shown[:MOST_LISTED])
    return "\n".join(
        (
            "### What this proposal changes",
            "",
            summary_line(comparison),
            "",
            *(f"- `{page.address}` {page.kind}" for page in shown[:MOST_LISTED]),
            *([f"- and {more} more"] if more else []),
            "",
            f"To read it, download `preview` below, unpack it, and open `{FILE}`.",
            "",
        )
    )


def _row(number: int, page: PageChange) -> dict[str, object]:
    shown = page.changes[:MOST_CHANGES]
    more = len(page.changes) - len(shown)
    says = f"moved from {page.old_address}" if page.old_address else str(page.kind)
    return {
        "id": f"page-{number}",
        "title": page.title or page.address,
        "address": page.address,
        "says": says,
        "link": None if page.kind is ChangeKind.REMOVED else f"site{quote(page.address)}index.html",
        "parts": list(_parts(shown)),
        "more": f"And {more} more {'change' if more == 1 else 'changes'} on this page." if more else "",
    }


def _parts(changes: Sequence[Change]) -> Iterator[dict[str, object]]:
    for title, found in groupby(changes, key=lambda change: change.part):
        yield {"title": title, "changes": [_change(each) for each in found]}


def _change(change: Change) -> dict[str, object]:
    before, after = (each.text if each else "" for each in (change.before, change.after))
    return {
        "before": before,
        "after": after,
        "passages": list(marked(before, after)),
        "links": list(_links(change)),
    }


def _links(change: Change) -> Iterator[str]:
    """Where links lead elsewhere, and pictures are others, in a block that was there before."""
    if not change.before or not change.after:
        return
    before, after = Counter(change.before.targets), Counter(change.after.targets)
    for what, targets in (("no longer leads to", before - after), ("leads to", after - before)):
        for target in targets:
            yield f"{what} {target}"


def _file(change: FileChange) -> dict[str, str | None]:
    gone = change.kind is ChangeKind.REMOVED
    return {
        "address": change.address,
        "kind": str(change.kind),
        "link": None if gone else f"site{quote(change.address)}",
    }


def write_comparison(comparison: Comparison | None, own: Collection[str], folder: Path) -> Path:
    """Write the page into a folder; answers its file."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_text(comparison_page(comparison, own), encoding="utf-8")
    return folder / FILE
