"""Lists of pages: everything by chapter, for readers without search, and what only keepers of the handbook need."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from site_builder.context import BuildContext
from site_builder.formatting import slug
from site_builder.menu import Menu, MenuGroup, MenuPage
from site_builder.page import KEEPERS, SitePage
from site_builder.pages.a_to_z import FOLDER as LETTERS
from site_builder.render import render

PATH = "contents.md"

FIRST = "First of all"
"""The chapter of pages that are alone at the top of the menu."""
REST = "Other pages"
"""The chapter of pages that belong to no chapter of the menu."""


KEEPERS_TITLE = "For the people who keep this handbook"


@dataclass
class ContentsGroup:
    """Pages under one heading."""

    title: str
    anchor: str
    pages: list[SitePage] = field(default_factory=list)
    groups: list["ContentsGroup"] = field(default_factory=list)

    @property
    def count(self) -> int:
        """The number of pages below this heading."""
        return len(self.pages) + sum(group.count for group in self.groups)


def contents_page(ctx: BuildContext, pages: Iterable[SitePage]) -> SitePage:
    """All pages by chapter of the menu; what the menu leaves out is with the index of its folder."""
    by_path = {page.path: page for page in pages if page.path != PATH and not page.path.startswith(LETTERS)}
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


def listed_by_chapter(menu: Menu, by_path: Mapping[str, SitePage]) -> list[ContentsGroup]:
    """The chapters in the order of the menu, each page once; last, what is for the people who keep the handbook."""
    remaining = dict(by_path)
    first = ContentsGroup(FIRST, "chapter-first")
    chapters = [first]
    groups_by_folder: dict[str, ContentsGroup] = {}
    for entry in menu:
        if isinstance(entry, MenuPage):
            _move_page(entry.path, remaining, first, groups_by_folder)
        else:
            chapters.append(_group(entry, remaining, groups_by_folder, "chapter"))
    rest, keepers = ContentsGroup(REST, "chapter-rest"), ContentsGroup(KEEPERS_TITLE, "chapter-keepers")
    for path in sorted(remaining, key=lambda each: (each.count("/"), remaining[each].title)):
        group = keepers if remaining[path].for_keepers else _group_of_folder(path, groups_by_folder, rest)
        group.pages.append(remaining[path])
    return [chapter for chapter in (*chapters, rest, keepers) if chapter.count]


def _group(
    group: MenuGroup, remaining: dict[str, SitePage], groups_by_folder: dict[str, ContentsGroup], above: str
) -> ContentsGroup:
    contents_group = ContentsGroup(group.title, f"{above}-{slug(group.title)}")
    for entry in group.entries:
        if isinstance(entry, MenuPage):
            _move_page(entry.path, remaining, contents_group, groups_by_folder)
        else:
            contents_group.groups.append(_group(entry, remaining, groups_by_folder, contents_group.anchor))
    return contents_group


def _move_page(
    path: str, remaining: dict[str, SitePage], group: ContentsGroup, groups_by_folder: dict[str, ContentsGroup]
) -> None:
    page = remaining.pop(path, None)
    if page is not None:
        group.pages.append(page)
        if path.endswith("/index.md"):
            groups_by_folder[path.removesuffix("/index.md")] = group


def _group_of_folder(path: str, groups_by_folder: Mapping[str, ContentsGroup], rest: ContentsGroup) -> ContentsGroup:
    """The heading that has the index of the page's folder, or of the nearest folder above it."""
    folder = path.rpartition("/")[0]
    while folder:
        if folder in groups_by_folder:
            return groups_by_folder[folder]
        folder = folder.rpartition("/")[0]
    return rest
