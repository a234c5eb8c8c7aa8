"""Everything in the handbook, chapter by chapter: the place from which a reader without search finds all of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from site_builder.context import CrossLinks
from site_builder.formatting import slug
from site_builder.menu import Menu, MenuGroup, MenuPage
from site_builder.page import MadePage
from site_builder.render import render

PATH = "contents.md"

FIRST = "First of all"
"""The chapter of pages that stand alone at the top of the menu."""
REST = "Other pages"
"""The chapter of pages that belong to no chapter of the menu."""


@dataclass
class Listed:
    """Pages under one heading."""

    title: str
    anchor: str
    pages: list[MadePage] = field(default_factory=list)
    groups: list["Listed"] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many pages stand below it."""
        return len(self.pages) + sum(group.count for group in self.groups)


def contents_page(links: CrossLinks, pages: Iterable[MadePage]) -> MadePage:
    """All pages by chapter of the menu; what the menu leaves out stands with the index of its folder."""
    by_path = {page.path: page for page in pages if page.path != PATH}
    chapters = listed_by_chapter(links.menu, by_path)
    return MadePage(
        path=PATH,
        title="Everything in this handbook",
        summary="Every page, chapter by chapter, with one sentence about each.",
        body=render("contents", PATH, chapters=chapters, count_of_pages=len(by_path)),
        source="docs/",
        review=links.handbook.service,
        keywords=("contents", "all pages", "site map", "chapters"),
        boost=0,
    )


def listed_by_chapter(menu: Menu, by_path: Mapping[str, MadePage]) -> list[Listed]:
    """The chapters in the order of the menu, each page once."""
    left = dict(by_path)
    first = Listed(FIRST, "chapter-first")
    chapters = [first]
    homes: dict[str, Listed] = {}
    for entry in menu:
        if isinstance(entry, MenuPage):
            _take(entry.path, left, first, homes)
        else:
            chapters.append(_group(entry, left, homes, "chapter"))
    rest = Listed(REST, "chapter-rest")
    for path in sorted(left, key=lambda each: (each.count("/"), left[each].title)):
        _home(path, homes, rest).pages.append(left[path])
    return [chapter for chapter in (*chapters, rest) if chapter.count]


def _group(group: MenuGroup, left: dict[str, MadePage], homes: dict[str, Listed], above: str) -> Listed:
    listed = Listed(group.title, f"{above}-{slug(group.title)}")
    for entry in group.entries:
        if isinstance(entry, MenuPage):
            _take(entry.path, left, listed, homes)
        else:
            listed.groups.append(_group(entry, left, homes, listed.anchor))
    return listed


def _take(path: str, left: dict[str, MadePage], listed: Listed, homes: dict[str, Listed]) -> None:
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
