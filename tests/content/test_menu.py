"""The menu of the real handbook says where each of its lines leads."""

from datetime import date

from handbook.handbook import Handbook
from site_builder.context import build_context
from site_builder.menu import Menu, MenuGroup, read_menu
from site_builder.page_list import site_pages
from tests.conftest import ROOT


def test_each_heading_of_the_menu_opens_a_page_of_its_name(handbook: Handbook, on: date) -> None:
    menu = read_menu(ROOT)
    titles = {each.path: each.title for each in site_pages(build_context(handbook, on, menu))}

    def opens(entries: Menu) -> list[tuple[str, str]]:
        groups = [entry for entry in entries if isinstance(entry, MenuGroup)]
        own = [(group.title, titles[next(group.paths)]) for group in groups]
        return [*own, *(pair for group in groups for pair in opens(group.entries))]

    assert [pair for pair in opens(menu) if pair[0] != pair[1]] == []
