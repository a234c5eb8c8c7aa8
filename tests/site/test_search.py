"""What a worried carer types, and the first thing that the search finds."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.serving import Served
from tests.site.visiting import opened

FIRST_HITS = {
    "sleepover": "/policies/delegated-authority/",
    "haircut": "/guides/daily-life/",
    "missing": "/guides/missing-from-home/",
    "bruises": "/guides/worried-about-a-child/#signs",
    "police": "/guides/arrest-and-the-police/",
    "passport": "/guides/trips-and-travel/",
    "holiday": "/guides/trips-and-travel/",
    "money late": "/policies/payments/",
    "tax": "/guides/tax-and-benefits/",
    "nights": "/policies/out-of-hours/",
    "bite": "/guides/accidents-and-events/",
    "wet bed": "/guides/first-night/",
    "phone": "/guides/internet-and-phones/",
    "social media": "/guides/internet-and-phones/",
    "school excluded": "/policies/education/",
    "contact": "/policies/family-time/",
    "siblings": "/guides/siblings/",
    "panel": "/guides/panel/",
    "allegation": "/policies/allegations/",
    "retire": "/guides/ending-fostering/",
    "who to call": "/who-to-call/",
    "first aid": "/learning/first-aid/",
    "LADO": "/glossary/#lado",
}

FOR_KEEPERS = {"/about/coverage/", "/about/open-slots/", "/reviews/", "/plan/tensions/", "/plan/stocktake/"}


@pytest.fixture(scope="module")
def searching(browser: Browser, site: Served) -> Iterator[Page]:
    """The home page with the search open and its index read."""
    with opened(browser, viewport={"width": 1280, "height": 800}) as page:
        page.goto(site.address)
        page.get_by_role("button", name="Search").click()
        page.keyboard.type("handbook")
        page.locator("#search li a").first.wait_for()
        yield page


def found(page: Page, typed: str) -> list[str]:
    """Where the results lead, the first one first."""
    results = page.locator("#search li a")
    page.get_by_role("searchbox").fill("")
    results.first.wait_for(state="detached")
    page.get_by_role("searchbox").fill(typed)
    results.first.wait_for()
    return results.evaluate_all("links => links.map((link) => link.pathname + link.hash)")


@pytest.mark.parametrize("typed", FIRST_HITS)
def test_what_is_typed_finds_the_right_page_first(searching: Page, typed: str) -> None:
    assert found(searching, typed)[0] == FIRST_HITS[typed]


@pytest.mark.parametrize("typed", ["sources", "charters", "overdue"])
def test_pages_for_the_people_who_keep_the_handbook_come_last(searching: Page, typed: str) -> None:
    pages = [place.partition("#")[0] for place in found(searching, typed)]
    kept = [place in FOR_KEEPERS for place in pages]
    assert kept == sorted(kept)
    assert not kept[0]


def test_a_page_for_the_people_who_keep_the_handbook_is_found_by_its_name(searching: Page) -> None:
    assert found(searching, "overdue")[-1] == "/reviews/#overdue"
    assert found(searching, "what is due for review")[0].startswith("/reviews/")


@pytest.mark.parametrize("typed", ["retirement", "absconded", "jabs"])
def test_no_list_of_everything_and_no_foot_of_a_page_is_found(searching: Page, typed: str) -> None:
    places = " ".join(found(searching, typed))
    assert "a-to-z" not in places
    assert "who-to-call-about-this" not in places
