"""By keyboard alone: every control is reached once, in sight, with a ring around it; the menu and skip link."""

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import Figure
from tests.serving import Served
from tests.site.axe import put_axe_into, run_axe
from tests.site.visiting import EACH, opened, probe

pytestmark = pytest.mark.browser


def walk(page: Page) -> tuple[int, list[str]]:
    """Press Tab from the start to the end of a page; say how many controls there are, and every fault met."""
    controls: int = probe(page, "watchWalk")
    for _ in range(controls + 2):
        page.keyboard.press("Tab")
    faults: list[str] = probe(page, "walked")
    return controls, faults


def walked(browser: Browser, site: Served, width: int, paths: list[str]) -> tuple[int, list[str]]:
    """Walk pages at one width."""
    total, faults = 0, []
    with opened(browser, viewport={"width": width, "height": 700}) as page:
        for path in paths:
            page.goto(site.address + path)
            count, found = walk(page)
            total += count
            faults += [f"{path} at {width}: {fault}" for fault in found]
    return total, faults


def test_tab_reaches_every_control_once_and_in_sight(
    browser: Browser, site: Served, some_kinds: list[str], figure: Figure
) -> None:
    count, faults = walked(browser, site, 320, some_kinds)
    line = "keyboard: {controls:,} controls walked on the {pages} pages with every kind of part, {faults} faults"
    figure(line, controls=count, pages=len(some_kinds), faults=len(faults))
    assert count > len(some_kinds)
    assert faults == []


def test_tab_reaches_every_control_on_a_wide_screen_too(browser: Browser, site: Served, kinds: list[str]) -> None:
    # The style sheet knows two widths; what differs between them is the frame, which each page has.
    count, faults = walked(browser, site, 1280, kinds if EACH else kinds[::3])
    assert count > 100
    assert faults == []


def test_controls_are_large_enough_for_a_thumb(narrow: Page, site: Served, kinds: list[str]) -> None:
    small: dict[str, list[str]] = {}
    for path in kinds:
        narrow.goto(site.address + path)
        small[path] = probe(narrow, "small")
    assert {path: found for path, found in small.items() if found} == {}


def test_the_skip_link_comes_first_and_leads_past_header_and_menu(wide: Page, site: Served) -> None:
    wide.goto(f"{site.address}/policies/")
    wide.keyboard.press("Tab")
    assert wide.evaluate("document.activeElement.textContent") == "Skip to main content"
    wide.keyboard.press("Enter")
    wide.keyboard.press("Tab")
    assert wide.evaluate("document.activeElement.closest('#main') !== null")


def test_the_menu_button_opens_and_escape_closes_and_gives_focus_back(narrow: Page, site: Served) -> None:
    narrow.goto(f"{site.address}/policies/")
    button, menu = narrow.get_by_role("button", name="Menu"), narrow.get_by_role("navigation", name="Handbook")
    assert button.get_attribute("aria-expanded") == "false"
    assert not menu.is_visible()
    button.focus()
    narrow.keyboard.press("Enter")
    assert button.get_attribute("aria-expanded") == "true"
    assert menu.is_visible()
    assert narrow.evaluate("document.activeElement.closest('#site-nav') !== null")
    put_axe_into(narrow)
    assert run_axe(narrow).faults == ()
    narrow.keyboard.press("Escape")
    assert not menu.is_visible()
    assert narrow.evaluate("document.activeElement.textContent") == "Menu"


def test_letters_typed_on_a_page_do_nothing(wide: Page, site: Served) -> None:
    wide.goto(f"{site.address}/policies/")
    wide.keyboard.type("fspn,.")
    assert wide.get_by_role("dialog").count() == 0
    assert wide.url == f"{site.address}/policies/"
