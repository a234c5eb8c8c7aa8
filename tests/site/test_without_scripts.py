"""With JavaScript off, at the smallest width: the menu, the A to Z, and every page reachable."""

import pytest
from playwright.sync_api import Page

from tests.serving import Served

pytestmark = pytest.mark.browser


def test_the_menu_is_a_link_that_shows_the_pages(without_scripts: Page, site: Served) -> None:
    page = without_scripts
    page.goto(f"{site.address}/policies/")
    menu = page.get_by_role("navigation", name="Handbook")
    assert not menu.is_visible()
    page.get_by_role("link", name="Menu", exact=True).click()
    assert menu.is_visible()
    menu.get_by_role("link", name="Close the menu").click()
    assert not menu.is_visible()


def test_the_a_to_z_stands_in_where_no_app_serves_the_search(without_scripts: Page, site: Served) -> None:
    page = without_scripts
    page.goto(site.address)
    assert page.get_by_role("button", name="Search").count() == 0
    assert page.get_by_role("button", name="Menu").count() == 0
    assert page.get_by_role("banner").get_by_role("link", name="Search").get_attribute("href") == "/search"
    page.get_by_role("contentinfo").get_by_role("link", name="A to Z").click()
    assert page.url == f"{site.address}/a-to-z/"


def test_who_to_call_is_one_tap_away(without_scripts: Page, site: Served) -> None:
    page = without_scripts
    page.goto(f"{site.address}/policies/")
    page.get_by_role("banner").get_by_role("link", name="Who to call").click()
    page.wait_for_load_state()
    assert page.get_by_role("article").locator("a[href='tel:999']").first.is_visible()


def test_nothing_scrolls_sideways(without_scripts: Page, site: Served) -> None:
    for path in ("/", "/policies/", "/charters/kent/", "/who-to-call/"):
        without_scripts.goto(site.address + path)
        assert without_scripts.evaluate("document.documentElement.scrollWidth") <= 320
