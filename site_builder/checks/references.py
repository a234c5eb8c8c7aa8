"""Whether pages, headings and files that the facts point to are there: only the builder knows every page."""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path

from handbook.facts.actions import Actions
from handbook.facts.changes import Changes
from handbook.facts.coverage import Coverage
from handbook.pages.redirects import end_of, page_of
from handbook.source.problems import Problem
from handbook.source.spelling import what_instead
from handbook.source.text_values import Loc
from handbook.sources import Shelf

PROGRAM = Path(__file__).parent.parent.parent
"""Where the builder stands: content may be kept elsewhere, and still names the program's files."""

PageReference = tuple[str, Loc, str]
"""A page, perhaps with a heading's address, and where it is written: file, place in it, page."""

_WRITTEN_ID = re.compile(r"(?:\{:? *[^}\n]*?#|\bid=\")([A-Za-z][\w-]*)")
_HEADING = re.compile(r"^#{2,6} +(.+?) *(?:\{.*\})?$", re.MULTILINE)


def check_references(
    shelf: Shelf, pages: Mapping[str, str], root: Path, gone: Collection[str] = ()
) -> Iterator[Problem]:
    """A problem for each page, heading or file that is named and is not there.

    `pages` are texts by path, and `gone` are pages that were there before and have no other name now.
    """
    known = [path for path in pages if path.endswith(".md")]
    for file, loc, written in (*_of_changes(shelf), *_of_actions(shelf), *_of_coverage(shelf)):
        path, _, anchor = written.partition("#")
        if path not in pages:
            moved = end_of(shelf.moved, path)
            has_moved = moved is not None and page_of(moved) in pages
            if has_moved:
                instead = f"it has moved, so write `{moved}`"
            elif path in gone:
                instead = "it is gone, so write the page that tells it now"
            else:
                instead = what_instead(path, known)
            yield shelf.problem(file, loc, f"there is no page `{path}`; {instead}")
        elif anchor and anchor not in anchors_in(pages[path]):
            message = f"there is no place `#{anchor}` on the page `{path}`; correct the part after `#`, or take it out"
            yield shelf.problem(file, loc, message)
    yield from _check_files(shelf, root)


@cache
def anchors_in(text: str) -> frozenset[str]:
    """The places on a page that a link can lead to: written ids, and headings as the engine names them."""
    return frozenset(_WRITTEN_ID.findall(text)) | {_slug(heading) for heading in _HEADING.findall(text)}


def _slug(heading: str) -> str:
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", heading).strip().lower())


def _of_changes(shelf: Shelf) -> Iterator[PageReference]:
    changes = shelf.handbook.facts.get(Changes)
    for index, note in enumerate(changes.changes if changes else ()):
        for number, page in enumerate(note.pages):
            yield "service/changes.yml", ("changes", index, "pages", number), page


def _of_actions(shelf: Shelf) -> Iterator[PageReference]:
    actions = shelf.handbook.facts.get(Actions)
    for index, action in enumerate(actions.actions if actions else ()):
        if action.page:
            yield "service/actions.yml", ("actions", index, "page"), action.page
    for index, decision in enumerate(actions.decisions if actions else ()):
        for number, page in enumerate(decision.pages):
            yield "service/actions.yml", ("decisions", index, "pages", number), page


def _of_coverage(shelf: Shelf) -> Iterator[PageReference]:
    coverage = shelf.handbook.facts.get(Coverage)
    for index, row in enumerate(coverage.rows if coverage else ()):
        for number, place in enumerate(row.where):
            if place.page:
                yield "service/coverage.yml", ("rows", index, "where", number, "page"), place.page


def _check_files(shelf: Shelf, root: Path) -> Iterator[Problem]:
    coverage = shelf.handbook.facts.get(Coverage)
    for index, row in enumerate(coverage.rows if coverage else ()):
        for number, place in enumerate(row.where):
            if place.file and not any((folder / place.file).exists() for folder in (root, PROGRAM)):
                message = f"there is no file `{place.file}`; check the path from the repository's root"
                yield shelf.problem("service/coverage.yml", ("rows", index, "where", number, "file"), message)
