"""Lists of pages: everything by chapter, for readers without search, and what only keepers of the handbook need."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from site_builder.context import BuildContext
from site_builder.formatting import slug
from site_builder.menu import Menu, MenuGroup, MenuPage
from site_builder.page import SitePage
from site_builder.render import render

PATH = "contents.md"
KEEPERS = "about/keepers.md"

FIRST = "First of all"
"""The chapter of pages that stand alone at the top of the menu."""
REST = "Other pages"
"""The chapter of pages that belong to no chapter of the menu."""


KEEPERS_TITLE = "For the people who keep this handbook"


@dataclass
class Listed:
    """Pages under one heading."""

    title: str
    anchor: str
    pages: list[SitePage] = field(default_factory=list)
    groups: list["Listed"] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many pages stand below it."""
        return len(self.pages) + sum(group.count for group in self.groups)


def contents_page(ctx: BuildContext, pages: Iterable[SitePage]) -> SitePage:
    """All pages by chapter of the menu; what the menu leaves out stands with the index of its folder."""
    by_path = {page.path: page for page in pages if page.path != PATH}
    chapters = listed_by_chapter(ctx.menu, by_path)
    return SitePage(
        path=PATH,
        title="Everything in this handbook",
        summary="Every page, chapter by chapter, with one sentence about each.",
        body=render("contents", PATH, chapters=chapters, count_of_pages=len(by_path)),
        source="docs/",
        review=ctx.handbook.service,
        keywords=("contents", "all pages", "site map", "chapters"),
        boost=0,
    )


def keepers_page(ctx: BuildContext, pages: Iterable[SitePage]) -> SitePage:
    """The pages about the handbook and its sources, which the menu leaves out."""
    rows = {page.path: page for page in pages if page.for_keepers}
    return SitePage(
        path=KEEPERS,
        title=KEEPERS_TITLE,
        summary="For page owners, editors and the service: what is due, what is missing, and what the sources say.",
        body=render("keepers", KEEPERS, pages=sorted(rows.values(), key=lambda page: page.title)),
        source="docs/",
        review=ctx.handbook.service,
        boost=0.5,
    )


def listed_by_chapter(menu: Menu, by_path: Mapping[str, SitePage]) -> list[Listed]:
    """The chapters in the order of the menu, each page once; last, what is for the people who keep the handbook."""
    left = dict(by_path)
    first = Listed(FIRST, "chapter-first")
    chapters = [first]
    homes: dict[str, Listed] = {}
    for entry in menu:
        if isinstance(entry, MenuPage):
            _take(entry.path, left, first, homes)
        else:
            chapters.append(_group(entry, left, homes, "chapter"))
    rest, keepers = Listed(REST, "chapter-rest"), Listed(KEEPERS_TITLE, "chapter-keepers")
    for path in sorted(left, key=lambda each: (each.count("/"), left[each].title)):
        listed = keepers if left[path].for_keepers else _home(path, homes, rest)
        listed.pages.append(left[path])
    return [chapter for chapter in (*chapters, rest, keepers) if chapter.count]


def _group(group: MenuGroup, left: dict[str, SitePage], homes: dict[str, Listed], above: str) -> Listed:
    listed = Listed(group.title, f"{above}-{slug(group.title)}")
    for entry in group.entries:
        if isinstance(entry, MenuPage):
            _take(entry.path, left, listed, homes)
        else:
            listed.groups.append(_group(entry, left, homes, listed.anchor))
    return listed


def _take(path: str, left: dict[str, SitePage], listed: Listed, homes: dict[str, Listed]) -> None:
    page = left.pop(path, None)
    if page is not None:
        listed.pages.append(page)
        if path.endswith("/index.md"):
            homes[path.removesuffix("/index.md")] = listed


def _home(path: str, homes: Mapping[str, Listed], rest: Listed) -> Listed:
    """The heading under which the index of its folder stands, or of a folder further up."""
    folder = path.rpartition("/")[0]
    while folder:
        if folder in homes:
            return homes[folder]
        folder = folder.rpartition("/")[0]
    return rest
