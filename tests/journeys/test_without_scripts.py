"""A long form without scripts: one page with a list of its sections, and who is asked what."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.conftest import FLAGS, chromium
from tests.journeys.people import Carer, a_carer
from tests.product import Product

FORM = "/answer/every-kind/"

pytestmark = pytest.mark.browser


@pytest.fixture
def carer(browser: Browser, every_kind: Product) -> Iterator[Carer]:
    """A carer on a phone, whose browser runs no scripts."""
    visitor = a_carer(browser, every_kind.address, scripts=False)
    yield visitor
    visitor.leaves()


def test_a_list_leads_to_the_sections_of_one_page(carer: Carer) -> None:
    carer.opens(FORM)
    assert carer.page.locator("[data-section]:visible").count() == 5
    contents = carer.page.get_by_role("navigation", name="What we ask about")
    carer.taps(contents.get_by_role("link", name="In your words"))
    assert carer.page.url.endswith("#section-4")
    assert carer.page.locator("#section-4").bounding_box()["y"] < 200  # type: ignore[index]
    assert not carer.page.get_by_role("button", name="Continue").is_visible()


def test_the_page_says_of_whom_a_question_is_asked(carer: Carer) -> None:
    carer.opens(FORM)
    words = 'Only if you answered "Nobody called" to "Did somebody call you on the first evening?":'
    assert carer.text.count(words) == 3


def test_change_leads_to_the_question_and_an_answer_to_no_question_is_left_out(
    carer: Carer, every_kind: Product
) -> None:
    # Given a carer who answered more than she was asked
    carer.opens(FORM)
    carer.answers_everything()
    carer.presses("Check my answers")
    assert "Left out: your other answers do not lead to this question" in carer.text
    # When she changes the answer that decides, at its question
    carer.changes("Did somebody call you on the first evening?")
    assert carer.page.url.endswith("#answer-called")
    carer.chooses("called", "missed")
    carer.presses("Check my answers")
    # Then the other one counts
    assert "Left out" not in carer.text
    carer.presses("Send my answers")
    ((stored,),) = every_kind.rows("SELECT body FROM reply WHERE body LIKE '%called%'")
    assert '"would-help":"agree"' in str(stored).replace(" ", "")


KEEPS_PAGES = "--enable-features=CacheControlNoStoreEnterBackForwardCache:level/restore-unless-cookie-change"
"""What Chrome does on people's devices: a page that was left stays in memory for a while, `no-store` or not."""


def test_going_back_after_the_thanks_shows_an_empty_form(browser: Browser, every_kind: Product) -> None:
    # Given a phone whose browser keeps pages for its back button, and a carer who sent her answers
    keeping = browser.browser_type.launch(
        executable_path=chromium(), args=[*FLAGS, KEEPS_PAGES], ignore_default_args=["--disable-back-forward-cache"]
    )
    carer = a_carer(keeping, every_kind.address, scripts=False)
    carer.opens(FORM)
    carer.answers_everything()
    carer.presses("Check my answers")
    carer.presses("Send my answers")
    # When somebody else takes the phone and goes back to the form
    history = carer.context.new_cdp_session(carer.page)
    (form,) = [each for each in history.send("Page.getNavigationHistory")["entries"] if each["url"].endswith(FORM)]
    history.send("Page.navigateToHistoryEntry", {"entryId": form["id"]})
    carer.page.locator("[data-section]").first.wait_for()
    # Then it is empty
    assert carer.page.locator("input:checked").count() == 0
    keeping.close()
