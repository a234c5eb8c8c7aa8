"""The preview of a proposal, opened by a double click: pages look right, links lead on, search says where it works."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from site_builder.build.html_checks import split_article
from site_builder.tools.comparison import BlockChange, ChangeKind, Comparison, PageChange, changes_between
from site_builder.tools.comparison_page import FILE, write_comparison
from site_builder.tools.page_blocks import Block, blocks_of, without_foot
from site_builder.tools.preview_copy import copy_for_disk
from tests.site.axe import put_axe_into, run_axe
from tests.site.searching import status

pytestmark = pytest.mark.browser

WORDS = "<h1>Money</h1><h2>Claim</h2><p>Keep the {} for a year.</p>"


def own_blocks(built_site: Path) -> tuple[Block, ...]:
    """What a real page says itself."""
    article = split_article((built_site / "guides/myths/index.html").read_text(encoding="utf-8"))[1]
    return blocks_of("/guides/myths/", without_foot(article))


@pytest.fixture(scope="module")
def preview(built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the real site, with a page that says what an invented proposal changes."""
    folder = tmp_path_factory.mktemp("preview")
    copy_for_disk(built_site.resolve(), folder / "site")
    old, new = (blocks_of("/", WORDS.format(what)) for what in ("bill", "receipt"))
    lost = BlockChange("Training team", old[2], None)
    pages = (
        PageChange("/policies/payments/", ChangeKind.CHANGED, "Money", tuple(changes_between(old, new))),
        PageChange("/gone/", ChangeKind.REMOVED, "Gone", tuple(changes_between(old, ()))),
        PageChange(
            "/guides/myths/", ChangeKind.NEW, "True or not?", tuple(changes_between((), own_blocks(built_site)))
        ),
        *(PageChange(f"/learning/{each}/", ChangeKind.CHANGED, each, (lost,)) for each in ("keep", "prevent")),
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
    before, after = page.locator(".pair .side").nth(0), page.locator(".pair .side").nth(1)
    boxes = [side.evaluate("e => e.getBoundingClientRect().toJSON()") for side in (before, after)]
    assert boxes[1]["top"] >= boxes[0]["bottom"]
    page.set_viewport_size({"width": 1280, "height": 800})
    boxes = [side.evaluate("e => e.getBoundingClientRect().toJSON()") for side in (before, after)]
    assert boxes[1]["top"] == boxes[0]["top"]
    assert before.locator("del").evaluate("e => getComputedStyle(e).textDecorationLine") == "line-through"
    assert after.locator("ins").evaluate("e => getComputedStyle(e).textDecorationLine") == "underline"
    expect(after.locator("ins")).to_have_text("[put in: receipt]")


def test_a_new_page_is_its_own_words_folded_and_whole_on_paper(page: Page, built_site: Path) -> None:
    words = [block.text for block in own_blocks(built_site)]
    assert "If it goes wrong" in words
    assert not {"Where this comes from", "Who to call about this", "Last reviewed"}.intersection(words)
    folded = page.locator("details:not([open])", has_text="What it would say").locator(".side")
    height = "e => e.checkVisibility({contentVisibilityAuto: true}) ? e.offsetHeight : 0"
    assert folded.evaluate(height) == 0
    page.emulate_media(media="print")
    assert folded.evaluate(height) > 1000
    page.emulate_media(media="screen")
    page.get_by_text("What it would say").click()
    expect(page.get_by_role("heading", name="If it goes wrong")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault_in_it(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for summary in page.locator("details:not([open]) > summary").all()[::-1]:
        summary.click()
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
    expect(status(page)).to_have_text("Search works only on the site. Look in the A to Z.")
    # Typing and Enter change nothing: a fault of the script would fail this test.
    page.keyboard.type("sleepover")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").get_by_role("link", name="A to Z").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A to Z")
