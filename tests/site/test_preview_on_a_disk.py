"""The preview of a proposal, opened by a double click: pages look right, links lead on, search says where it works."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from site_builder.comparison import ChangeKind, Comparison, PageChange, changes_between
from site_builder.comparison_page import FILE, write_comparison
from site_builder.page_blocks import blocks_of
from site_builder.preview_copy import copy_for_disk
from tests.site.axe import put_axe_into, run_axe

pytestmark = pytest.mark.browser

WORDS = "<h1>Money</h1><h2>Claim</h2><p>Keep the {} for a year.</p>"


@pytest.fixture(scope="module")
def preview(built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the real site, with a page that says what an invented proposal changes."""
    folder = tmp_path_factory.mktemp("preview")
    copy_for_disk(built_site.resolve(), folder / "site")
    old, new = (blocks_of("/", WORDS.format(what)) for what in ("bill", "receipt"))
    pages = (
        PageChange("/policies/payments/", ChangeKind.CHANGED, "Money", tuple(changes_between(old, new))),
        PageChange("/gone/", ChangeKind.REMOVED, "Gone", tuple(changes_between(old, ()))),
    )
    write_comparison(Comparison(pages, ()), ["docs/policies/payments.md"], folder)
    return folder


@pytest.fixture
def page(browser: Browser, preview: Path) -> Iterator[Page]:
    """The first page of the preview, on a phone; any fault of a script fails the test."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.goto((preview / FILE).as_uri())
    yield page
    context.close()
    assert faults == []


def test_the_words_stand_under_each_other_on_a_phone_and_beside_each_other_on_a_screen(page: Page) -> None:
    before, after = page.locator(".side").nth(0), page.locator(".side").nth(1)
    boxes = [side.evaluate("e => e.getBoundingClientRect().toJSON()") for side in (before, after)]
    assert boxes[1]["top"] >= boxes[0]["bottom"]
    page.set_viewport_size({"width": 1280, "height": 800})
    boxes = [side.evaluate("e => e.getBoundingClientRect().toJSON()") for side in (before, after)]
    assert boxes[1]["top"] == boxes[0]["top"]
    assert before.locator("del").evaluate("e => getComputedStyle(e).textDecorationLine") == "line-through"
    assert after.locator("ins").evaluate("e => getComputedStyle(e).textDecorationLine") == "underline"
    expect(after.locator("ins")).to_have_text("[put in: receipt]")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault_in_it(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    put_axe_into(page)
    found = run_axe(page)
    assert (found.faults, found.undecided) == ((), ())
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_page_opens_with_its_looks_and_leads_on(page: Page) -> None:
    page.get_by_role("link", name="Open this page as it would be").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Payments, expenses and tax")
    assert page.locator(".site-header").evaluate("e => getComputedStyle(e).backgroundColor") != "rgba(0, 0, 0, 0)"
    page.get_by_role("link", name="Who to call", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who to call")
    assert page.url.endswith("/who-to-call/index.html")
    page.get_by_role("link", name="Suggest a change to this page").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Only on the site")


def test_search_says_that_it_works_only_on_the_site(page: Page) -> None:
    page.get_by_role("link", name="Open the whole handbook as it would be.").click()
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#search [role=status]")).to_have_text("Search works only on the site.")
