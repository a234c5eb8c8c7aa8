"""What scripts keep from the next person at the same computer: pages from memory, and questions nobody asked."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from playwright.sync_api import Browser, Error

from tests.journeys.people import Carer, a_carer
from tests.product import Product

FORM = "/answer/every-kind/"
LEFT = "dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))"
BACK = "dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))"
KEPT_ANSWERS = "document.querySelectorAll('main input:checked').length"

pytestmark = pytest.mark.browser


@pytest.fixture
def carer(browser: Browser, every_kind: Product) -> Iterator[Carer]:
    """A carer on a phone, whose browser runs scripts."""
    visitor = a_carer(browser, every_kind.address)
    yield visitor
    visitor.leaves()


def answer_all(carer: Carer) -> None:
    carer.opens(FORM)
    carer.answers_everything()
    carer.writes("long", "It took two weeks.")


def test_a_form_that_a_browser_kept_is_covered_when_it_is_left_and_empty_when_somebody_comes_back(
    carer: Carer,
) -> None:
    answer_all(carer)
    assert carer.page.evaluate(KEPT_ANSWERS) > 3
    carer.page.evaluate(LEFT)
    assert not carer.page.get_by_role("main").is_visible()
    with carer.page.expect_navigation():
        carer.page.evaluate(BACK)
    assert carer.page.url.endswith(FORM)
    assert carer.page.evaluate(KEPT_ANSWERS) == 0
    assert carer.page.locator("textarea").first.input_value() == ""


def test_answers_that_were_read_over_are_not_shown_to_whoever_comes_back(carer: Carer) -> None:
    answer_all(carer)
    carer.presses("Check my answers")
    assert "It took two weeks." in carer.text
    with carer.page.expect_navigation():
        carer.page.evaluate(BACK)
    assert carer.page.url.endswith(FORM)
    assert "It took two weeks." not in carer.page.content()


def test_a_page_that_was_never_kept_is_left_alone(carer: Carer) -> None:
    answer_all(carer)
    for kind in ("pagehide", "pageshow"):
        carer.page.evaluate(f"dispatchEvent(new PageTransitionEvent('{kind}', {{persisted: false}}))")
    assert carer.page.get_by_role("main").is_visible()
    assert carer.page.evaluate(KEPT_ANSWERS) > 3


def test_going_back_with_the_browser_after_sending_shows_nobodys_answers(carer: Carer) -> None:
    answer_all(carer)
    carer.presses("Check my answers")
    carer.presses("Send my answers")
    for _ in range(2):
        # What was sent cannot be asked for again: the browser then shows a page of its own.
        with suppress(Error):
            carer.goes_back()
        carer.page.wait_for_function("document.readyState === 'complete'")
        assert "It took two weeks." not in carer.page.content()
        assert carer.page.evaluate(KEPT_ANSWERS) == 0
    carer.opens(FORM)
    assert carer.page.evaluate(KEPT_ANSWERS) == 0


def test_a_question_that_hangs_on_a_hidden_one_is_hidden_with_it(carer: Carer) -> None:
    carer.opens(FORM)
    # The sample has no question that hangs on one that hangs on another; its scripts read the page as it is.
    hidden = """() => {
      const last = document.querySelector('[name="answer-wanted"]').closest("[data-only-if]");
      return last.hidden;
    }"""
    carer.page.evaluate("""() => {
      const last = document.querySelector('[name="answer-wanted"]').closest("[data-only-if]");
      last.dataset.onlyIf = "answer-would-help";
      last.dataset.answers = "agree strongly-agree";
    }""")
    carer.chooses("called", "missed")
    assert carer.page.evaluate(hidden) is True
    carer.chooses("would-help", "agree")
    assert carer.page.evaluate(hidden) is False
    carer.chooses("called", "called")
    assert carer.page.evaluate(hidden) is True
