"""Ten everyday tasks on the smallest usual phone: how many taps, and how many screens until the answer is readable."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Figure
from tests.serving import Served
from tests.site.visiting import opened

pytestmark = pytest.mark.browser

WIDTH, HEIGHT = 360, 640
MAX_TAPS, MAX_SCREENS = 3, 2
SUNDAY_NIGHT = datetime(2026, 11, 29, 23, 30, tzinfo=ZoneInfo("Europe/London"))
MENU = "Menu"


@dataclass(frozen=True)
class Task:
    """Something that a carer wants to know."""

    asks: str
    """In her words; this is also what she types into the search."""
    taps: tuple[str, ...]
    """From the home page, by menu alone: the button of the menu, and the words of links."""
    answer: str
    """Words on the last page that must be readable."""
    found: str = ""
    """The same where the search leads to another page that answers."""


TASKS = (
    Task("child not home on a Sunday night", ("A child is missing",), "Then tell the service."),
    Task("may I cut her hair", ("haircuts",), "You can take a child for a normal haircut"),
    Task("petrol per mile", ("petrol per mile",), "Mileage by car £0.45"),
    Task(
        "a child says something against me", ("Someone says I harmed a child",), "Call your supervising social worker"
    ),
    Task("how do I get a break", ("breaks",), "Tell your supervising social worker that you need a rest"),
    Task(
        "who gets her a passport",
        ("passports",),
        "A passport The parents decide. The council decides.",
        "As a foster carer you cannot apply for it.",
    ),
    Task("first-year training", ("what you must learn by when",), "Within 12 months of approval", "Within 12 months"),
    Task("IRO", ("Find a word in the A to Z", "I", "Ir"), "Independent reviewing officer.", "leads the reviews"),
    Task("next group in my town", ("The next group near you",), "Saltmere, Wrenmouth (South): Tuesday 1 December"),
    Task(
        "something went wrong and I will not give my name",
        ("Something went wrong, and I do not want to give my name",),
        "It never asks who you are",
    ),
)

_BOXES = """words => {
  const plain = text => text.replace(/\\s+/g, " ");
  const holders = [...document.querySelectorAll("main *")].filter(
    (part) => part.checkVisibility() && plain(part.innerText ?? "").includes(words));
  return holders.filter(part => !holders.some(other => other !== part && part.contains(other)))
    .map(part => part.getBoundingClientRect()).map(box => [box.top, box.bottom]);
}"""
"""Top and bottom of each smallest part with these words that a reader can see, from the top of the window."""


@dataclass(frozen=True)
class Walk:
    """How somebody came to the page with the answer."""

    taps: int
    screens: int
    """The most that she looked at on a page before the last one until she saw what to tap."""


def walk_by_menu(page: Page, task: Task) -> Walk:
    """From the home page by the menu and the links of pages."""
    screens = []
    for words in task.taps:
        role = "button" if words == MENU else "link"
        control = page.get_by_role(role, name=words, exact=True).filter(visible=True).first
        box = control.bounding_box()
        assert box, f"nobody can see {words!r} on {page.url}"
        screens.append(_screens(box["y"], box["y"] + box["height"]))
        control.click()
        page.wait_for_load_state()
    return Walk(len(task.taps), max(screens))


def walk_by_search(page: Page, task: Task) -> Walk:
    """From the home page by the search, to the first result for her own words."""
    page.get_by_role("button", name="Search", exact=True).click()
    page.get_by_role("searchbox").fill(task.asks)
    first = page.locator("#search .site-search__results li a").first
    first.wait_for()
    box = first.bounding_box()
    assert box
    first.click()
    page.wait_for_load_state()
    page.locator("#search").wait_for(state="hidden")
    return Walk(2, _screens(box["y"], box["y"] + box["height"]))


WAYS: dict[str, Callable[[Page, Task], Walk]] = {"menu": walk_by_menu, "search": walk_by_search}
"""Each way from the home page to the page with the answer."""


def _screens(top: float, bottom: float) -> int:
    """How many screens one looks at until all between two places is seen, counted from the top of the window."""
    return 1 + ceil(-top / HEIGHT) if top < 0 else ceil(bottom / HEIGHT)


def screens_until(page: Page, words: str) -> int:
    """How many screens a reader looks at on this page until the words are readable, from where it has opened."""
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"\s*".join(map(re.escape, words.split()))))
    boxes = page.evaluate(_BOXES, words)
    assert boxes, f"nobody can see {words!r} on {page.url}"
    return min(_screens(top, bottom) for top, bottom in boxes)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.asks)
def test_a_carer_reads_the_answer_after_three_taps_and_two_screens(
    browser: Browser, site: Served, figure: Figure, task: Task, way: str
) -> None:
    with opened(
        browser, viewport={"width": WIDTH, "height": HEIGHT}, timezone_id="Europe/London", reduced_motion="reduce"
    ) as page:
        page.clock.set_fixed_time(SUNDAY_NIGHT)
        page.goto(f"{site.address}/")
        walk = WAYS[way](page, task)
        screens = screens_until(page, task.found or task.answer if way == "search" else task.answer)
        place = page.url.removeprefix(site.address)
    number = TASKS.index(task) + 1
    measured = f"taps {walk.taps}, screens {screens} (on the way {walk.screens})"
    figure(f"ten tasks at 360 px by {way}: {number:2}. {task.asks:50} {measured}  {place}")
    assert walk.taps <= MAX_TAPS
    assert screens <= MAX_SCREENS


@pytest.mark.parametrize(("words", "screens"), [("First", 1), ("Far", 3), ("Above", 2)])
def test_screens_are_counted_from_where_the_page_opens(browser: Browser, words: str, screens: int) -> None:
    with opened(browser, viewport={"width": WIDTH, "height": HEIGHT}) as page:
        page.set_content(
            "<main style='margin:0'><p>Above</p><div style='height:500px'></div><p id='here'>First</p>"
            "<div style='height:1400px'></div><p>Far</p><details><p>Hidden</p></details>"
            "<div style='height:900px'></div></main>"
        )
        page.evaluate("document.getElementById('here').scrollIntoView()")
        assert screens_until(page, words) == screens
        with pytest.raises(AssertionError, match="nobody can see"):
            screens_until(page, "Hidden")
