"""The A to Z on a phone: every letter on the first screen, large enough, and long letters lead to their parts."""

from itertools import pairwise

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
MAX_SCREENS_OF_PART = 6
"""Between two places that the links of a long letter lead to."""
_BOXES = "links => links.map(link => link.getBoundingClientRect()).map(box => [box.width, box.height, box.bottom])"


def test_all_letters_are_on_the_first_screen_and_large_enough(browser: Browser, site: Served) -> None:
    with opened(browser, viewport={"width": WIDTH, "height": HEIGHT}) as page:
        page.goto(f"{site.address}/a-to-z/")
        boxes = page.locator("article .letters a").evaluate_all(_BOXES)
    assert len(boxes) == len(LETTER_LINKS)
    assert min(min(width, height) for width, height, _ in boxes) >= TOUCHABLE
    assert max(bottom for _, _, bottom in boxes) <= HEIGHT


def test_a_long_letter_has_links_to_short_parts(browser: Browser, site: Served, figure: Figure) -> None:
    screens, parts = {}, {}
    with opened(browser, viewport={"width": WIDTH, "height": HEIGHT}) as page:
        for letter in LETTER_LINKS:
            page.goto(f"{site.address}/{letter.path.removesuffix('.md')}/")
            screens[letter.title] = page.evaluate("document.documentElement.scrollHeight") / HEIGHT
            assert page.evaluate("document.documentElement.scrollWidth") <= WIDTH, letter.title
            places = page.locator("article .letter-steps, [id^=words-], article .letters").evaluate_all(_BOXES)
            bottoms = [bottom for _, _, bottom in places]
            parts[letter.title] = max(after - before for before, after in pairwise(bottoms)) / HEIGHT
    assert max(parts.values()) <= MAX_SCREENS_OF_PART
    longest = sorted(screens, key=lambda letter: -screens[letter])[:6]
    told = ", ".join(f"{letter} {screens[letter]:.1f}" for letter in longest)
    figure(f"screens of the A to Z at 360 px: {told}; longest part {max(parts.values()):.1f}")


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
