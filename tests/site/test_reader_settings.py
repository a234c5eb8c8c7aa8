"""What people set on their device is kept: large text, spacing, less motion, own colours, paper."""

import pytest
from playwright.sync_api import Browser, Page

from tests.serving import Served
from tests.site.visiting import opened, probe

pytestmark = pytest.mark.browser

SPACING = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"


@pytest.mark.parametrize("width", [1280, 640, 320])
def test_text_twice_as_large_stays_on_the_page(browser: Browser, site: Served, kinds: list[str], width: int) -> None:
    with opened(browser, viewport={"width": width, "height": 800}) as page:
        for path in kinds:
            page.goto(site.address + path)
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            assert (path, probe(page, "sideways"), probe(page, "clipped")) == (path, [], [])


def test_wider_spacing_clips_nothing(narrow: Page, site: Served, kinds: list[str]) -> None:
    for path in kinds:
        narrow.goto(site.address + path)
        narrow.evaluate("rule => document.styleSheets[1].insertRule(rule)", SPACING)
        assert (path, probe(narrow, "sideways"), probe(narrow, "clipped")) == (path, [], [])


def test_nothing_moves_for_people_who_ask_for_that(browser: Browser, site: Served, kinds: list[str]) -> None:
    with opened(browser, reduced_motion="reduce") as page:
        for path in kinds:
            page.goto(site.address + path)
            assert (path, probe(page, "moving")) == (path, [])


def test_peoples_own_colours_leave_every_button_with_an_edge(browser: Browser, site: Served) -> None:
    with opened(browser, forced_colors="active") as page:
        page.goto(f"{site.address}/policies/")
        edges = page.eval_on_selector_all(
            ".site-header button, .site-header__call, .useful__button",
            "all => all.filter(e => e.checkVisibility()).map(e => getComputedStyle(e).borderTopStyle)",
        )
        assert len(edges) > 2
        assert set(edges) == {"solid"}


def test_paper_shows_where_links_lead_and_leaves_buttons_out(wide: Page, site: Served) -> None:
    wide.goto(f"{site.address}/policies/delegated-authority/")
    wide.emulate_media(media="print")
    for gone in (".useful", ".site-nav", ".site-header__links", ".site-footer__links"):
        assert (gone, [part.is_visible() for part in wide.locator(gone).all()]) == (gone, [False])
    assert wide.get_by_role("heading", level=1).is_visible()
    after = "all => all.map(link => getComputedStyle(link, '::after').content)"
    shown = wide.eval_on_selector_all("article a[href^='http']", after)
    assert shown
    assert all("http" in text for text in shown)


def test_a_copied_link_is_said_and_stored_nowhere(browser: Browser, site: Served) -> None:
    with opened(browser, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto(f"{site.address}/charters/kent/")
        link = page.locator("a.copy-link").first
        link.click()
        page.get_by_text("Link copied").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == link.evaluate("e => e.href")
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0
