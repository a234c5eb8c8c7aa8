"""What a worried carer types, and the first thing that the search finds."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page

from handbook.urls import page_address
from site_builder.layout.page_layout import KEEPERS_BOOST
from tests.serving import Served
from tests.site.searching import links, look_for, open_search, places
from tests.site.visiting import opened

pytestmark = pytest.mark.browser

FIRST_HITS = {
    "sleepover": "/policies/delegated-authority/#sleepovers",
    "police": "/guides/arrest-and-the-police/",
    "holiday": "/guides/trips-and-travel/",
    "money late": "/policies/payments/",
    "tax": "/guides/tax-and-benefits/",
    "nights": "/policies/out-of-hours/",
    "bed wetting": "/guides/daily-life/",
    "phone": "/guides/internet-and-phones/",
    "school excluded": "/policies/education/",
    "contact": "/policies/family-time/",
    "siblings": "/guides/siblings/",
    "panel": "/guides/panel/",
    "alegation": "/policies/allegations/",
    "retire": "/guides/ending-fostering/",
    "absconded": "/guides/missing-from-home/",
    "jabs": "/decisions/who-decides/#jabs",
    "childline": "/who-to-call/#contact-childline",
}
"""By what is typed: the page, and its heading or row where only that one answers."""

IN_THREE = {
    "missing": "/guides/missing-from-home/",
    "bruises": "/guides/worried-about-a-child/#signs",
    "passport": "/guides/trips-and-travel/#abroad",
    "pasport": "/decisions/who-decides/#passport",
    "haircut?": "/decisions/who-decides/#haircut",
    "can I cut her hair": "/guides/daily-life/#hair",
    "who to call": "/who-to-call/",
    "LADO": "/glossary/#lado",
}
"""What may stand behind another good answer."""

A_TO_Z = ["retirement", "absconded", "jabs", "petrol", "A to Z"]
FEET = ["who to call about this", "was this page useful", "pages that lead here"]


@pytest.fixture(scope="module")
def search(browser: Browser, site: Served) -> Iterator[Page]:
    """The home page with the search open."""
    with opened(browser, viewport={"width": 1280, "height": 800}) as page:
        page.goto(site.address)
        open_search(page)
        yield page


def found(page: Page, typed: str) -> list[str]:
    """Where the results lead, the first one first."""
    look_for(page, typed)
    return places(page)


def answers(place: str, expected: str) -> bool:
    """Whether a result leads to a place, or somewhere to a page."""
    return place == expected or place.partition("#")[0] == expected


@pytest.fixture(scope="module")
def for_keepers(made: Path) -> dict[str, str]:
    """The pages for the people who keep the handbook: their titles by address."""
    headers = {}
    for file in (made / "docs").rglob("*.md"):
        header = yaml.safe_load(file.read_text(encoding="utf-8").split("\n---\n")[0])
        if header.get("search", {}).get("boost") == KEEPERS_BOOST:
            headers[page_address(file.relative_to(made / "docs").as_posix())] = header["title"]
    return headers


@pytest.mark.parametrize("typed", FIRST_HITS)
def test_what_is_typed_finds_the_right_page_first(search: Page, typed: str) -> None:
    assert answers(found(search, typed)[0], FIRST_HITS[typed])


@pytest.mark.parametrize("typed", IN_THREE)
def test_what_is_typed_finds_the_right_place_among_the_first_three(search: Page, typed: str) -> None:
    assert any(answers(place, IN_THREE[typed]) for place in found(search, typed)[:3])


@pytest.mark.parametrize("typed", ["sources", "stocktake", "covered", "review"])
def test_pages_for_the_people_who_keep_the_handbook_never_come_first(
    search: Page, for_keepers: dict[str, str], typed: str
) -> None:
    assert found(search, typed)[0].partition("#")[0] not in for_keepers


def test_a_page_for_the_people_who_keep_the_handbook_is_found_by_its_name(
    search: Page, for_keepers: dict[str, str]
) -> None:
    assert len(for_keepers) == 5
    lost = [title for page, title in for_keepers.items() if page not in " ".join(found(search, title))]
    assert lost == []


@pytest.mark.parametrize("typed", [*A_TO_Z, *FEET])
def test_no_list_of_everything_and_no_foot_of_a_page_is_found(search: Page, typed: str) -> None:
    found_places = " ".join(found(search, typed))
    assert found_places
    assert "/a-to-z/" not in found_places
    assert "who-to-call-about-this" not in found_places
    feet = " ".join(links(search).locator("xpath=..").all_inner_texts())
    assert "Who to call about this" not in feet
