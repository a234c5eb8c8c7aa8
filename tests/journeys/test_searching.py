"""A carer searches the handbook: in the page with scripts, and on a page of the app without."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.people import Carer, a_carer
from tests.journeys.test_form_states import faults_of
from tests.product import Product

pytestmark = pytest.mark.browser

SLEEPOVERS = "/policies/delegated-authority/#sleepovers"
UNKNOWN = "xqzzyv"
FOCUSED = "document.activeElement.textContent.trim()"


@pytest.fixture
def reader(browser: Browser, product: Product) -> Iterator[Carer]:
    """A carer whose browser runs no scripts."""
    visitor = a_carer(browser, product.address, scripts=False)
    yield visitor
    visitor.leaves()


@pytest.fixture
def scripted(browser: Browser, product: Product) -> Iterator[Carer]:
    """A carer whose browser runs scripts, on the page that needs none: axe and measuring need them."""
    visitor = a_carer(browser, product.address)
    yield visitor
    visitor.leaves()


def looks_for(carer: Carer, words: str) -> None:
    """From any page of the handbook, with or without scripts."""
    if carer.scripts:
        carer.page.get_by_role("button", name="Search", exact=True).click()
        carer.page.get_by_role("searchbox").fill(words)
        expect(carer.page.locator("#search input[name=words]")).to_have_value(words)
    else:
        carer.taps(carer.page.get_by_role("banner").get_by_role("link", name="Search", exact=True))
        carer.page.get_by_role("searchbox").fill(words)
        carer.presses("Search")


def test_the_first_result_leads_to_the_heading_that_answers(carer: Carer) -> None:
    carer.opens("/")
    looks_for(carer, "sleepover")
    carer.taps(carer.page.locator(".site-search__results a").first)
    carer.page.wait_for_url(carer.address + SLEEPOVERS)
    expect(carer.page.locator("#sleepovers")).to_be_in_viewport()


def test_what_is_missing_is_told_and_counted(carer: Carer, product: Product) -> None:
    carer.opens("/")
    looks_for(carer, UNKNOWN)
    carer.presses("Tell us that it is missing")
    assert carer.heading == "Thank you"
    assert f'We counted "{UNKNOWN}" as missing.' in carer.text
    [(kept_under,)] = product.rows("SELECT survey FROM reply")
    assert str(kept_under).startswith("search-words/")
    carer.follows("Who to call")
    assert carer.heading == "Who to call"


def test_who_finds_nothing_is_led_to_the_nearest_words(carer: Carer) -> None:
    carer.opens("/")
    looks_for(carer, "sleeeepoverr")
    near = carer.page.get_by_role("link", name="sleepover", exact=True)
    carer.taps(near.or_(carer.page.get_by_role("button", name="sleepover", exact=True)))
    carer.taps(carer.page.locator(".site-search__results a").first)
    carer.page.wait_for_url(carer.address + SLEEPOVERS)


def test_without_scripts_eight_more_are_shown_on_request_and_back_leads_to_the_results(reader: Carer) -> None:
    reader.opens("/policies/")
    looks_for(reader, "school")
    results = reader.page.locator(".site-search__results > li")
    assert results.count() == 8
    first = results.all_inner_texts()
    reader.follows("Show more")
    assert results.count() == 16
    assert results.all_inner_texts()[:8] == first
    reader.taps(results.last.get_by_role("link").first)
    reader.goes_back()
    assert results.count() == 16
    expect(reader.page.get_by_role("searchbox")).to_have_value("school")


def test_a_contact_is_called_from_its_result(carer: Carer) -> None:
    carer.opens("/")
    looks_for(carer, "childline")
    number = carer.page.get_by_role("link", name="Call Childline: 0800 1111")
    assert number.get_attribute("href") == "tel:08001111"
    expect(number).to_be_in_viewport(ratio=1)


def test_the_page_is_used_by_keyboard_alone(reader: Carer) -> None:
    reader.opens("/search")
    keys = reader.page.keyboard
    reader.page.get_by_role("searchbox").focus()
    keys.insert_text("sleepover")
    with reader.page.expect_navigation():
        keys.press("Enter")
    reader.page.get_by_role("searchbox").focus()
    keys.press("Tab")
    assert reader.page.evaluate(FOCUSED) == "Search"
    for name in ("999", "Who to call", "A to Z"):
        keys.press("Tab")
        assert reader.page.evaluate(FOCUSED) == name
    keys.press("Tab")
    keys.press("Enter")
    reader.page.wait_for_url(reader.address + SLEEPOVERS)


@pytest.mark.parametrize("asked", ["", "childline", "school", "sleeeepoverr", "w" * 200])
def test_axe_finds_nothing_on_the_page_of_results(scripted: Carer, asked: str) -> None:
    scripted.opens(f"/search?q={asked}")
    assert faults_of(scripted, f"search for {asked!r}") == []


def test_a_search_that_fails_in_the_page_goes_on_without_scripts(scripted: Carer) -> None:
    scripted.page.route("**/assets/search/**", lambda route: route.abort())
    scripted.opens("/")
    looks_for(scripted, "sleepover")
    scripted.taps(scripted.page.get_by_role("status").get_by_role("link", name="search on a page of its own"))
    assert scripted.heading == "Search the handbook"
    scripted.taps(scripted.page.locator(".site-search__results a").first)
    scripted.page.wait_for_url(scripted.address + SLEEPOVERS)
