"""The A to Z on a phone: every letter on the first screen, large enough to tap, and pages that are not too long."""

import pytest
from playwright.sync_api import Browser

from site_builder.pages.a_to_z import LETTER_LINKS
from tests.conftest import Figure
from tests.serving import Served
from tests.site.visiting import opened

pytestmark = pytest.mark.browser

WIDTH, HEIGHT = 360, 640
TOUCHABLE = 44
"""Pixels that a finger needs."""
MAX_SCREENS = 17
"""No letter is parted, and a sixth of all words begin with C or S."""
USUAL_SCREENS = 12
_BOXES = "links => links.map(link => link.getBoundingClientRect()).map(box => [box.width, box.height, box.bottom])"


def test_all_letters_are_on_the_first_screen_and_large_enough(browser: Browser, site: Served) -> None:
    with opened(browser, viewport={"width": WIDTH, "height": HEIGHT}) as page:
        page.goto(f"{site.address}/a-to-z/")
        boxes = page.locator("article .letters a").evaluate_all(_BOXES)
    assert len(boxes) == len(LETTER_LINKS)
    assert min(min(width, height) for width, height, _ in boxes) >= TOUCHABLE
    assert max(bottom for _, _, bottom in boxes) <= HEIGHT


def test_a_letter_is_short_enough_to_look_through(browser: Browser, site: Served, figure: Figure) -> None:
    screens = {}
    with opened(browser, viewport={"width": WIDTH, "height": HEIGHT}) as page:
        for letter in LETTER_LINKS:
            page.goto(f"{site.address}/{letter.path.removesuffix('.md')}/")
            screens[letter.title] = page.evaluate("document.documentElement.scrollHeight") / HEIGHT
            assert page.evaluate("document.documentElement.scrollWidth") <= WIDTH, letter.title
    assert max(screens.values()) <= MAX_SCREENS
    assert {letter for letter, height in screens.items() if height > USUAL_SCREENS} == {"C", "S"}
    told = ", ".join(
        f"{letter} {height:.1f}" for letter, height in sorted(screens.items(), key=lambda each: -each[1])[:4]
    )
    figure(f"screens of the A to Z's letters at 360 px, the longest: {told}; sum {sum(screens.values()):.0f}")


def test_an_old_link_to_a_letter_opens_the_index_with_that_letter_marked(browser: Browser, site: Served) -> None:
    with opened(browser, viewport={"width": WIDTH, "height": HEIGHT}) as page:
        page.goto(f"{site.address}/a-to-z/#letter-k")
        marked = page.locator("article .letters a:target")
        assert marked.inner_text() == "K"
        marked.click()
        page.wait_for_url(f"{site.address}/a-to-z/k/")
        assert page.get_by_role("heading", level=1, name="A to Z: K").count() == 1


def test_a_link_to_a_part_of_a_long_letter_shows_its_first_word(browser: Browser, site: Served) -> None:
    with opened(browser, viewport={"width": WIDTH, "height": HEIGHT}) as page:
        page.goto(f"{site.address}/a-to-z/s/")
        page.get_by_role("link", name="Sl", exact=True).click()
        first = page.locator(":target")
        assert first.inner_text().startswith("Sl")
        box = first.bounding_box()
        assert box
        assert 0 < box["y"] < HEIGHT / 2
