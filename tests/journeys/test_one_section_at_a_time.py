"""A long form with scripts: one section at a time, Back and Forward, questions that come and go, mistakes, changes."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.journeys.people import Carer, a_carer
from tests.product import Product

FORM = "/answer/every-kind/"
FOCUSED = "document.activeElement.id"

pytestmark = pytest.mark.browser


@pytest.fixture
def carer(browser: Browser, every_kind: Product) -> Iterator[Carer]:
    """A carer on a phone, whose browser runs scripts."""
    visitor = a_carer(browser, every_kind.address)
    yield visitor
    visitor.leaves()


def section(carer: Carer) -> str:
    """The heading of the section in sight, with its number."""
    return " ".join(carer.page.locator("[data-section] h2:visible").first.inner_text().split())


def is_shown(carer: Carer, question: str) -> bool:
    return carer.page.locator(f'[name="answer-{question}"]').first.is_visible()


def test_what_is_proposed_and_before_you_start_come_first(carer: Carer) -> None:
    carer.opens(FORM)
    assert "What is proposed" in carer.text
    assert "Before you start" in carer.text
    assert carer.page.locator("input[type=radio]:visible").count() == 0
    assert not carer.page.get_by_role("button", name="Back", exact=True).is_visible()
    carer.continues()
    assert "Before you start" not in carer.text
    assert section(carer) == "Section 1 The call"


def test_each_section_is_a_place_in_the_history_whose_address_holds_no_answer(carer: Carer) -> None:
    # Given a carer in the third section
    carer.opens(FORM)
    carer.continues()
    carer.chooses("called", "missed")
    carer.continues()
    carer.chooses("wanted", "food")
    carer.continues()
    assert section(carer) == "Section 3 of 5 Support in general"
    assert carer.page.evaluate(FOCUSED) == "section-3"
    assert carer.page.url.endswith(f"{FORM}#section-3")
    # When she goes back and forward with the browser
    carer.goes_back()
    assert section(carer) == "Section 2 of 5 What was missing"
    assert carer.page.evaluate(FOCUSED) == "section-2"
    assert carer.page.locator("[value=food]").is_checked()
    carer.goes_back()
    assert section(carer) == "Section 1 The call"
    assert carer.page.locator("[value=missed]").is_checked()
    carer.page.go_forward()
    assert section(carer) == "Section 2 of 5 What was missing"
    # Then her answers stood in no address and in no entry of the history
    assert "missed" not in str(carer.page.evaluate("[location.href, history.state]"))
    # And the Back of the page is the Back of the browser: it adds no entries
    entries = carer.page.evaluate("history.length")
    carer.taps(carer.page.get_by_role("button", name="Back", exact=True))
    carer.page.wait_for_url("**#section-1")
    assert carer.page.evaluate("history.length") == entries
    assert carer.page.title().startswith("Section 1: The call - ")


def test_a_section_that_is_not_asked_is_passed_over_and_the_numbers_stay_honest(carer: Carer) -> None:
    carer.opens(FORM)
    carer.continues()
    # No total while the answers of this section decide how many there are
    assert section(carer) == "Section 1 The call"
    carer.chooses("called", "called")
    carer.continues()
    assert section(carer) == "Section 2 of 4 Support in general"
    carer.goes_back()
    carer.chooses("called", "missed")
    carer.continues()
    assert section(carer) == "Section 2 of 5 What was missing"


def test_a_question_comes_with_the_answer_that_leads_to_it_and_that_is_said(carer: Carer) -> None:
    carer.opens(FORM)
    carer.continues()
    news = carer.page.get_by_role("status")
    assert not is_shown(carer, "would-help")
    carer.chooses("called", "missed")
    assert is_shown(carer, "would-help")
    assert news.inner_text() == "Another question follows."
    assert "Only if" not in carer.text
    carer.chooses("called", "called")
    assert not is_shown(carer, "would-help")
    assert news.inner_text() == "Questions that depended on this answer are gone."


def test_mistakes_open_their_section_and_the_summary_leads_to_each(carer: Carer) -> None:
    # Given a carer who wrote too much in one line, and half a day
    carer.opens(FORM)
    carer.continues()
    carer.chooses("called", "missed")
    carer.chooses("would-help", "agree")
    carer.chooses("mood", "good")
    carer.writes("waited-day", "27")
    carer.writes("short", "x" * 201)
    for row in ("by-day", "by-night", "by-name"):
        carer.chooses(row, "agree")
    carer.presses("Check my answers")
    # Then the first section with a mistake is open, and the list of mistakes has the focus
    assert section(carer) == "Section 2 of 5 What was missing"
    assert "govuk-error-summary" in carer.page.evaluate("document.activeElement.className")
    assert carer.page.locator("[name=answer-waited-day]").input_value() == "27"
    # When she follows the other one, its section opens at the question
    carer.taps(carer.page.get_by_role("alert").get_by_role("link", name="Shorten your words"))
    assert section(carer) == "Section 4 of 5 In your words"
    assert carer.page.evaluate(FOCUSED) == "answer-short"
    carer.writes("short", "The kind call")
    carer.goes_back()
    assert section(carer) == "Section 2 of 5 What was missing"
    carer.writes("waited-day", "")
    # And from each section she can go straight to the page for checking
    carer.presses("Check my answers")
    assert carer.heading == "Check your answers before you send them"


def answered(carer: Carer) -> None:
    carer.opens(FORM)
    carer.answers_everything()
    carer.writes("short", "The kind call")
    carer.presses("Check my answers")


def test_change_opens_the_form_at_the_question_and_leads_back(carer: Carer) -> None:
    answered(carer)
    carer.changes("What would you call the evening call?")
    assert section(carer) == "Section 3 of 4 In your words"
    assert carer.page.evaluate(FOCUSED) == "answer-short"
    assert carer.page.locator("[name=answer-short]").input_value() == "The kind call"
    carer.writes("short", "The late call")
    carer.page.keyboard.press("Enter")
    carer.page.wait_for_url("**/check/")
    assert "The late call" in carer.text


def test_a_change_that_leads_to_more_questions_shows_them_unanswered(carer: Carer) -> None:
    answered(carer)
    carer.changes("Did somebody call you on the first evening?")
    carer.chooses("called", "missed")
    carer.presses("Check my answers")
    # Nobody must answer it, so the page for checking says that it is empty, and leads there
    assert carer.heading == "Check your answers before you send them"
    carer.changes("A call would have helped me.")
    assert carer.page.evaluate(FOCUSED) == "answer-would-help"


def test_the_browsers_back_from_checking_says_why_the_form_is_empty(carer: Carer) -> None:
    answered(carer)
    assert "Do not use the back button of your browser" in carer.text
    carer.goes_back()
    assert "This form is empty. We keep no answers in your browser" in carer.text
    assert "Before you start" in carer.text
    assert carer.page.locator("input:checked").count() == 0
    assert carer.page.locator("[name=answer-short]").input_value() == ""
    assert carer.page.url.endswith(FORM)


def test_whoever_opens_the_form_is_not_told_that_it_was_emptied(carer: Carer) -> None:
    carer.opens(f"{FORM}#section-3")
    assert "This form is empty" not in carer.text
    assert "Before you start" in carer.text


def test_enter_in_a_box_goes_on_and_sends_nothing(carer: Carer) -> None:
    carer.opens(FORM)
    carer.writes("short", "The kind call")
    carer.page.keyboard.press("Enter")
    assert section(carer) == "Section 4 of 4 About you"
    assert carer.page.url.endswith(f"{FORM}#section-5")


def test_enter_at_a_code_goes_on_to_the_questions_with_scripts_and_without(
    browser: Browser, every_kind: Product
) -> None:
    printed = every_kind.command("codes", "carer-views/2026-autumn", "1").split()
    code = next(word for word in printed if word.count("-") == 3)
    for scripts in (True, False):
        carer = a_carer(browser, every_kind.address, scripts=scripts)
        carer.opens("/answer/carer-views/")
        carer.types_code(code)
        carer.page.locator("[name=code]").press("Enter")
        carer.page.wait_for_url("**/answer/carer-views/#section-1")
        assert carer.heading == "Your views: Autumn 2026"
        assert carer.page.locator("[name=code]").input_value() == code
        carer.leaves()


def test_without_scripts_a_wrong_code_is_told_in_sight(browser: Browser, every_kind: Product) -> None:
    every_kind.command("codes", "carer-views/2026-autumn", "1")
    carer = a_carer(browser, every_kind.address, scripts=False)
    carer.opens("/answer/carer-views/")
    carer.types_code("7B2C-9QKD-M4XE-ZT10")
    carer.page.locator("[name=code]").press("Enter")
    summary = carer.page.locator(".govuk-error-summary")
    summary.wait_for()
    place = summary.bounding_box()
    assert place
    assert 0 <= place["y"] < 400
    carer.leaves()


def test_the_receipt_stands_with_the_last_section(carer: Carer) -> None:
    carer.opens(FORM)
    carer.continues()
    assert "Keep your receipt" not in carer.text
    while carer.continues():
        pass
    assert "Keep your receipt" in carer.text
    assert carer.page.locator(".receipt").inner_text() == carer.page.locator("[name=receipt]").input_value()


def test_on_paper_the_whole_form_is_there(carer: Carer) -> None:
    carer.opens(FORM)
    carer.page.emulate_media(media="print")
    assert carer.page.locator("[data-section]:visible").count() == 5
    assert carer.page.get_by_role("button", name="Continue").count() == 0
