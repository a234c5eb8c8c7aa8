"""Whether every link on a hand-written page leads somewhere, told with line and column before the engine runs."""

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from markdown.extensions.toc import slugify, unique

from handbook.file_rules import PICTURES, better_name
from handbook.handbook import Handbook
from handbook.pages.markdown import Spot, read_page_text
from handbook.pages.redirects import page_of
from handbook.source.problems import Problem
from handbook.source.spelling import nearest, what_instead
from handbook.urls import page_address
from site_builder.build.postprocess import APP_ADDRESSES, ELSEWHERE

_MOVED = re.compile(r"^\{: #\S+ \.moved-part .*\}$", re.MULTILINE)
"""The old name of a part that is elsewhere now: it leads on, and is no place to link to."""
_WRITTEN = re.compile(r"\bid=[\"']?([\w-]+)|\{:?[^{}\n]*?#([\w-]+)")


class LinkTargets:
    """Every page and file that a link may lead to, and the places on each page."""

    def __init__(
        self,
        pages: Mapping[str, str],
        files: set[str],
        redirects: Mapping[str, str] | None = None,
        gone: Collection[str] = (),
    ) -> None:
        """Staged pages by path, what lies beside them, where old pages are now, and which are gone for good."""
        self.pages, self.files, self.redirects, self.gone = pages, files, redirects or {}, gone
        self._anchors: dict[str, set[str]] = {}

    def __contains__(self, path: object) -> bool:
        """Whether there is a page or a file of this path."""
        return path in self.pages or path in self.files

    def after(self, redirects: Mapping[str, str], gone: Collection[str]) -> "LinkTargets":
        """The same places, with what became of old pages."""
        told = LinkTargets(self.pages, self.files, redirects, gone)
        told._anchors = self._anchors
        return told

    def anchors(self, page: str) -> set[str]:
        """Every id on a page, written by hand or made from a heading."""
        if page not in self._anchors:
            self._anchors[page] = set(_anchors(self.pages[page]))
        return self._anchors[page]

    @cached_property
    def addresses(self) -> dict[str, str]:
        """Each page by its address."""
        return {page_address(path): path for path in self.pages}


def _anchors(staged: str) -> Iterator[str]:
    body = _MOVED.sub("", staged.partition("\n---\n")[2])
    for found in _WRITTEN.finditer(body):
        yield found[1] or found[2]
    taken: set[str] = set()
    for heading in read_page_text(body).headings:
        if not heading.anchor:
            yield unique(slugify(heading.text, "-"), taken)


def link_targets(pages: Mapping[str, str], root: Path) -> LinkTargets:
    """The places of a handbook, with the pictures and downloads that lie in its docs/."""
    docs = root / "docs"
    beside = {path.relative_to(docs).as_posix() for path in docs.rglob("*") if path.is_file()}
    return LinkTargets(pages, {path for path in (*beside, *pages) if not path.endswith(".md")})


def check_links(handbook: Handbook, places: LinkTargets) -> Iterator[Problem]:
    """A problem for each link of a hand-written page that leads nowhere."""
    for page in handbook.pages.values():
        for spot in read_page_text(page.body).links:
            message = _wrong(page.path, spot, places)
            if message:
                yield Problem(f"docs/{page.path}", page.body_line - 1 + spot.line, spot.column, message)


def _wrong(here: str, spot: Spot, places: LinkTargets) -> str | None:
    """What is wrong with a link; None for one to another site, to the forms, or to what is there."""
    link = spot.text.strip()
    if not link:
        return "this link has no address; write where it leads, between the round brackets"
    if ELSEWHERE.match(link) or link.startswith(APP_ADDRESSES):
        return None
    target, _, anchor = unquote(link).partition("#")
    path = posixpath.normpath(posixpath.join(posixpath.dirname(here), target)) if target else here
    if path not in places:
        return _no_such_page(here, link, target, places)
    if anchor and path in places.pages and anchor not in places.anchors(path):
        known = sorted(places.anchors(path))
        # The whole link each time: whoever writes the name of a heading alone has no link to it.
        instead = re.sub("`([^`]+)`", rf"`{link.partition('#')[0]}#\1`", what_instead(anchor, known))
        return f"the link `{link}` leads nowhere: there is no such heading or promise; {instead}"
    return None


def _what_picture(target: str, written: list[str]) -> str:
    """The picture that was probably meant, or what to do first."""
    name = target.rpartition("/")[2]
    stem, _, ending = name.rpartition(".")
    right = f"{better_name(stem)}.{ending.lower()}"
    same_name = [each for each in written if each.rpartition("/")[2] == right]
    if same_name:
        return f"write `{same_name[0]}`"
    guess = nearest(name, written)
    return f"did you mean `{guess}`?" if guess else "put it beside the page, with a name like `the-front-door.jpg`"


def _no_such_page(here: str, link: str, target: str, places: LinkTargets) -> str:
    """A page that is not there, or one named by its address instead of its file."""
    path = posixpath.normpath(posixpath.join("/", posixpath.dirname(here), target)).removeprefix("/")
    if link.startswith("www."):
        return f"the link `{link}` leads nowhere: another website begins with https://; write `https://{link}`"
    if target.endswith(".md"):
        folder = posixpath.dirname(here) or "."
        if path in places.redirects:
            moved = places.redirects[path]
            # Readers with an old link may be sent to a list of pages; in a text such a link says nothing.
            if page_of(moved) != here and posixpath.basename(page_of(moved)) != "index.md":
                return f"the link `{link}` leads to a page that is gone; write `{posixpath.relpath(moved, folder)}`"
        if path in places.gone or path in places.redirects:
            gone = f"the link `{link}` leads to a page that is gone"
            return f"{gone}; write the page that tells it now, or take the link out"
        written = [posixpath.relpath(page, folder) for page in places.pages]
        guess = what_instead(target, written)
        return f"the link `{link}` leads nowhere: there is no such page; {guess}"
    if target.lower().endswith(PICTURES):
        folder = posixpath.dirname(here) or "."
        written = [posixpath.relpath(each, folder) for each in sorted(places.files) if each.endswith(PICTURES)]
        return f"the link `{link}` leads nowhere: there is no such picture; {_what_picture(target, written)}"
    page = places.addresses.get(f"/{path}/" if path else "/")
    instead = f"write `{posixpath.relpath(page, posixpath.dirname(here) or '.')}`" if page else "correct or remove it"
    return f"the link `{link}` leads nowhere: pages are linked by their file, which ends in `.md`; {instead}"
