"""What a phone shows of each hand-written page before anybody scrolls, and how long the pages are."""

from statistics import median

import pytest
from playwright.sync_api import Browser

from handbook.urls import page_address
from tests.conftest import Figure
from tests.handbooks import real_sources
from tests.serving import Served
from tests.site.visiting import opened

pytestmark = pytest.mark.browser

WIDTH, HEIGHT = 360, 640
LINE = 27
"""What one line of text takes, so that the first one can be read."""
_PLACES = """() => {
  const lead = document.querySelector("article .lead");
  let own = lead.nextElementSibling;
  while (own && (own.matches(".page-contents, .asked-banner, .overdue-banner") || !own.getBoundingClientRect().height))
    own = own.nextElementSibling;
  return [document.documentElement.scrollHeight, own.getBoundingClientRect().top + scrollY];
}"""


def test_every_page_begins_its_answer_on_the_first_screen_of_a_phone(
    browser: Browser, site: Served, figure: Figure
) -> None:
    screens, late = [], {}
    with opened(browser, viewport={"width": WIDTH, "height": HEIGHT}) as page:
        for path in real_sources().handbook.pages:
            page.goto(f"{site.address}{page_address(path)}", wait_until="domcontentloaded")
            height, own = page.evaluate(_PLACES)
            screens.append(height / HEIGHT)
            if own > HEIGHT - LINE:
                late[path] = own
    assert late == {}
    told = f"screens of {len(screens)} hand-written pages at 360 px: median {median(screens):.1f}, "
    figure(told + f"longest {max(screens):.1f}; pages whose first own line is below the first screen: 0")


def test_the_home_page_shows_its_six_things_on_the_first_screen(browser: Browser, site: Served) -> None:
    with opened(browser, viewport={"width": WIDTH, "height": HEIGHT}) as page:
        page.goto(f"{site.address}/")
        places = page.eval_on_selector_all(
            "article > ul:first-of-type a", "links => links.map(link => link.getBoundingClientRect().bottom)"
        )
        assert len(places) == 6
        assert max(places) <= HEIGHT
        assert page.get_by_role("link", name="Call someone now").is_visible()
