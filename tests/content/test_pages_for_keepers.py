"""Carers are not shown the bookkeeping: pages about the handbook and its sources are on one list, not in the menu."""

import re
from datetime import date
from pathlib import Path

import pytest

from handbook.handbook import Handbook
from handbook.urls import page_address
from site_builder.build.html_checks import absolute, address_of, read_built_page
from site_builder.context import build_context
from site_builder.menu import MenuPage, read_menu
from site_builder.page import KEEPERS, SitePage
from site_builder.page_list import site_pages
from tests.conftest import ROOT

FOR_KEEPERS = {
    *("about/coverage.md", "about/open-slots.md", "reviews.md"),
    *("plan/tensions.md", "plan/stocktake.md"),
}
LISTS_OF_EVERYTHING = {"/a-to-z/", "/contents/", "/reviews/"}
"""Whatever else leads to a page, these do."""


@pytest.fixture(scope="module")
def every_page(handbook: Handbook, on: date) -> dict[str, SitePage]:
    return {page.path: page for page in site_pages(build_context(handbook, on, read_menu(ROOT)))}


def test_the_menu_leads_to_the_list_and_to_none_of_its_pages(every_page: dict[str, SitePage]) -> None:
    assert {path for path, page in every_page.items() if page.for_keepers} == FOR_KEEPERS
    menu = {
        path for entry in read_menu(ROOT) for path in ([entry.path] if isinstance(entry, MenuPage) else entry.paths)
    }
    assert KEEPERS in menu
    assert menu & FOR_KEEPERS == set()


def test_the_list_names_each_of_its_pages(every_page: dict[str, SitePage]) -> None:
    listed = set(re.findall(r"\]\(([^)]+)\): ", every_page[KEEPERS].body))
    assert {absolute(page_address(KEEPERS), f"../{link}") for link in listed} == {f"/{path}" for path in FOR_KEEPERS}


def test_every_page_can_be_reached_without_a_list_of_everything(built_site: Path) -> None:
    pages = {
        address_of(path.relative_to(built_site).as_posix()): path
        for path in built_site.rglob("index.html")
        # The page of an old address has no article: it only leads on.
        if "<article" in path.read_text()
    }
    reached, left = {"/"}, ["/"]
    while left:
        here = left.pop()
        links = (
            ()
            if here in LISTS_OF_EVERYTHING or here.startswith("/a-to-z/")
            else read_built_page(pages[here].read_text()).links
        )
        found = {absolute(here, re.sub(r"[?#].*", "", link)) for link in links} & pages.keys() - reached
        reached |= found
        left.extend(found)
    assert {page for page in pages.keys() - reached if not page.startswith("/a-to-z/")} == set()
