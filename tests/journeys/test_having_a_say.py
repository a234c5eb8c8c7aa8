"""A carer answers a consultation from the page it is about, and tells whether a page was useful."""

import json
import re
from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Route

from tests.journeys.people import Carer, a_carer
from tests.product import Product


def test_a_carer_answers_the_consultation_from_its_page(carer: Carer, product: Product) -> None:
    # Given a carer who reads about everyday decisions
    carer.opens("/policies/delegated-authority/")
    # When one line near the top asks her, and she reads what is proposed and answers
    banner = carer.page.locator(".asked-banner")
    assert banner.count() == 1
    assert "Have your say until 28 February: Sleepovers and short school trips" in banner.inner_text()
    carer.taps(banner.get_by_role("link", name="Sleepovers and short school trips (5 minutes)"))
    assert "What is proposed" in carer.text
    carer.answers_everything()
    carer.presses("Check my answers")
    carer.presses("Send my answers")
    # Then her view is stored
    assert carer.heading == "Thank you: we have your answers"
    assert product.rows("SELECT survey FROM reply") == [("sleepovers",)]


def test_the_foot_of_a_page_lists_all_that_is_open_about_it(carer: Carer) -> None:
    carer.opens("/policies/delegated-authority/")
    foot = carer.page.locator(".page-foot")
    assert foot.locator('a[href$="/answer/sleepovers/"]').count() == 1
    assert foot.locator('a[href$="/answer/carer-satisfaction/"]').count() == 1


def test_pages_for_children_and_for_an_emergency_ask_for_nothing_by_their_theme(carer: Carer) -> None:
    for path in ("/children/your-rights/", "/guides/worried-about-a-child/", "/guides/missing-from-home/"):
        carer.opens(path)
        assert carer.page.locator(".asked-banner").count() == 0, path


def says_no(carer: Carer) -> None:
    carer.taps(carer.page.get_by_role("main").get_by_role("button", name="No", exact=True))


def test_one_tap_says_that_a_page_was_useful(carer: Carer, product: Product) -> None:
    # Given a carer at the foot of a page
    carer.opens("/policies/supervision/")
    # When she taps "No", and then says what was missing
    says_no(carer)
    carer.page.locator("textarea").fill("How long a visit takes.")
    (stored,) = product.rows("SELECT survey, body FROM reply")
    assert stored[0] == "page-feedback"
    assert json.loads(str(stored[1])) == {"page": "/policies/supervision/", "useful": "no"}
    carer.taps(carer.page.get_by_role("button", name="Send", exact=True))
    carer.page.get_by_text("Every answer helps").wait_for()
    # Then both are kept, apart, and she is on the page or led back to it
    ((words,),) = product.rows("SELECT body FROM words")
    assert "How long a visit takes." in str(words)
    if not carer.scripts:
        carer.follows("Back to the page")
    assert carer.page.url.endswith("/policies/supervision/")


@pytest.fixture
def with_scripts(browser: Browser, product: Product) -> Iterator[Carer]:
    visitor = a_carer(browser, product.address)
    yield visitor
    visitor.leaves()


def test_a_tap_is_answered_in_its_place(with_scripts: Carer, product: Product) -> None:
    # Given a carer at the foot of a page
    carer = with_scripts
    carer.opens("/policies/supervision/")
    carer.page.locator(".useful").scroll_into_view_if_needed()
    before = carer.page.evaluate("scrollY"), carer.page.locator(".useful").bounding_box()
    # When she taps twice, as people do
    carer.page.get_by_role("main").get_by_role("button", name="Yes", exact=True).dblclick()
    thanks = carer.page.get_by_text("Thank you for telling us")
    thanks.wait_for()
    # Then it counts once, the thanks are where the buttons stood, and the focus is on them
    assert len(product.rows("SELECT body FROM reply")) == 1
    assert carer.page.evaluate("document.activeElement.textContent") == "Thank you for telling us"
    place = carer.page.locator(".useful-more").bounding_box()
    assert before[1] is not None
    assert place is not None
    assert (carer.page.evaluate("scrollY"), place["x"], place["y"]) == (before[0], before[1]["x"], before[1]["y"])
    assert carer.page.locator(".useful").count() == 0
    assert "Please leave out names" in carer.text
    # And words that are too long are named in their place, and kept
    carer.page.locator("textarea").fill("x" * 4001)
    carer.taps(carer.page.get_by_role("button", name="Send", exact=True))
    carer.page.get_by_text("Shorten your words to 4,000 characters or fewer").wait_for()
    assert carer.page.locator("textarea").input_value() == "x" * 4001
    assert carer.page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    assert carer.page.url.endswith("/policies/supervision/")


IN_SIGHT = """heading => {
  const { x, y, width, height } = heading.getBoundingClientRect();
  return heading.contains(document.elementFromPoint(x + width / 2, y + height / 2)) && y < innerHeight / 2;
}"""
"""Whether a heading can be read where it is, not under the header, with room below it for what follows."""


def test_on_a_phone_each_next_answer_is_seen_from_its_heading_on(browser: Browser, product: Product) -> None:
    carer = a_carer(browser, product.address)
    carer.page.set_viewport_size({"width": 360, "height": 740})
    carer.opens("/policies/supervision/")
    says_no(carer)
    carer.page.locator("textarea").fill("Ring me on 07700 900123.")
    for button, heading in (
        ("Send", "Leave this out?"),
        ("Change my words", "Your words are not sent yet"),
        ("Send", "Leave this out?"),
        ("Keep my words as they are", "Your words are not sent yet"),
        ("Send", "Thank you"),
    ):
        carer.taps(carer.page.get_by_role("button", name=button, exact=True))
        thanks = carer.page.locator(".useful-more__thanks", has_text=re.compile(f"^{re.escape(heading)}$"))
        thanks.wait_for()
        assert carer.page.evaluate("document.activeElement.textContent") == heading
        assert thanks.evaluate(IN_SIGHT), heading
        assert carer.page.locator(".useful-more .help-now").count() == 1, heading
    assert "Ring me on 07700 900123." in str(product.rows("SELECT body FROM words"))
    carer.leaves()


def test_a_tap_that_cannot_be_taken_says_so_on_a_page_of_its_own(with_scripts: Carer, product: Product) -> None:
    carer = with_scripts
    carer.opens("/policies/supervision/")
    product.store.unlink()
    with carer.page.expect_navigation():
        says_no(carer)
    assert carer.page.url.endswith("/page-feedback/")
    assert carer.heading != "Thank you for telling us"


ELSEWHERE = "https://forms.example"


def from_elsewhere(route: Route) -> None:
    """The page as a build with its forms on another host writes it."""
    page = route.fetch()
    ours, theirs = "form-action 'self'", f"form-action {ELSEWHERE}"
    policy = page.headers["content-security-policy"].replace(ours, theirs)
    body = page.text().replace('action="/page-feedback/"', f'action="{ELSEWHERE}/page-feedback/"').replace(ours, theirs)
    route.fulfill(response=page, body=body, headers={**page.headers, "content-security-policy": policy})


def test_forms_on_another_host_are_answered_there(with_scripts: Carer) -> None:
    carer = with_scripts
    carer.page.route("**/policies/supervision/", from_elsewhere)
    carer.page.route(f"{ELSEWHERE}/**", lambda route: route.fulfill(body="<h1>There</h1>", content_type="text/html"))
    carer.opens("/policies/supervision/")
    with carer.page.expect_navigation():
        says_no(carer)
    assert carer.page.url == f"{ELSEWHERE}/page-feedback/"
    carer.asked.clear()


def test_before_it_opens_and_after_it_closes_a_form_says_so(carer: Carer, product: Product) -> None:
    product.restart(date(2026, 10, 31))
    carer.opens("/answer/carer-satisfaction/")
    assert "not open yet" in carer.heading
    assert "1 November 2026" in carer.text
    product.restart(date(2027, 4, 2))
    carer.opens("/answer/carer-satisfaction/")
    assert "is closed" in carer.heading
    assert "31 March 2027" in carer.text
