"""A carer answers the satisfaction survey: straight through, with mistakes, twice, and back again."""

from tests.journeys.people import Carer
from tests.product import Product

SURVEY = "/answer/carer-satisfaction/"
WAVE = "carer-satisfaction/2026-winter"


def replies(product: Product) -> int:
    return len(product.rows("SELECT survey FROM reply"))


def a_carer_fills_the_survey(carer: Carer, words: str = "The school trip took two weeks.") -> str:
    carer.opens("/surveys/carer-satisfaction/")
    carer.taps(carer.page.locator('main a[href$="/answer/carer-satisfaction/"]').first)
    carer.answers_everything()
    carer.writes_words(words)
    return carer.receipt


def test_a_carer_answers_and_keeps_a_receipt(carer: Carer, product: Product) -> None:
    # Given a carer who filled the survey
    receipt = a_carer_fills_the_survey(carer)
    # When she reads her answers over and sends them
    carer.presses("Check my answers")
    assert carer.heading == "Check your answers before you send them"
    assert "The school trip took two weeks." in carer.text
    assert carer.receipt == receipt
    assert replies(product) == 0
    carer.presses("Send my answers")
    # Then they are stored once, she keeps the same receipt, and learns what happens next
    assert carer.heading == "Thank you: we have your answers"
    assert carer.receipt == receipt
    assert "30 June 2027" in carer.text
    assert product.rows("SELECT survey FROM reply") == [(WAVE,)]
    assert product.rows("SELECT body FROM words") == [("The school trip took two weeks.",)]


def test_mistakes_are_named_and_nothing_typed_is_lost(carer: Carer, product: Product) -> None:
    # Given a carer who wrote much, and too much in one box
    carer.opens(SURVEY)
    carer.answers_everything()
    carer.writes_words("I wrote this at two in the morning.")
    receipt = carer.receipt
    carer.page.locator("textarea").last.fill("x" * 4001)
    # When she goes on
    carer.presses("Check my answers")
    # Then the page says what to do, takes her there, and kept the rest
    assert carer.page.title().startswith("Error: ")
    summary = carer.page.get_by_role("alert")
    assert "There is a problem" in summary.inner_text()
    focused = carer.page.evaluate("document.activeElement.className")
    assert "govuk-error-summary" in focused
    assert carer.page.locator("textarea").first.input_value() == "I wrote this at two in the morning."
    assert carer.receipt == receipt
    link = summary.get_by_role("link").first
    target = (link.get_attribute("href") or "").removeprefix("#")
    carer.taps(link)
    assert carer.page.locator(f"[id='{target}']").count() == 1
    # And when she puts it right
    carer.page.locator(f"[id='{target}']").fill("I am tired.")
    carer.presses("Check my answers")
    carer.presses("Send my answers")
    assert carer.receipt == receipt
    assert replies(product) == 1


def test_a_double_click_is_one_reply(carer: Carer, product: Product) -> None:
    a_carer_fills_the_survey(carer)
    carer.presses("Check my answers")
    carer.page.get_by_role("button", name="Send my answers").dblclick()
    carer.page.wait_for_selector("h1:has-text('your answers')")
    assert replies(product) == 1


def test_changing_answers_before_sending_keeps_the_rest(carer: Carer, product: Product) -> None:
    # Given a carer on the page where she reads her answers
    receipt = a_carer_fills_the_survey(carer)
    carer.presses("Check my answers")
    # When she changes one of them
    carer.presses("Change my answers")
    assert carer.page.locator("textarea").first.input_value() == "The school trip took two weeks."
    assert carer.page.locator("input[type=radio]:checked").count() > 15
    carer.writes_words("It took three weeks.")
    carer.presses("Check my answers")
    carer.presses("Send my answers")
    # Then only the new words are stored, under the same receipt
    assert carer.receipt == receipt
    assert product.rows("SELECT body FROM words") == [("It took three weeks.",)]


def test_sending_again_after_going_back_is_one_reply(carer: Carer, product: Product) -> None:
    # Given a carer who sent her answers
    receipt = a_carer_fills_the_survey(carer)
    carer.presses("Check my answers")
    sent = carer.page.locator("form input[type=hidden]").evaluate_all("all => all.map(one => [one.name, one.value])")
    carer.presses("Send my answers")
    # When the browser sends the same page again, as it does on reload
    carer.page.reload()
    # Then nothing is stored twice, and she still has her receipt
    assert sent
    assert carer.heading == "We already have your answers"
    assert carer.receipt == receipt
    assert replies(product) == 1


def test_going_back_after_sending_shows_no_answers(carer: Carer) -> None:
    a_carer_fills_the_survey(carer)
    carer.presses("Check my answers")
    carer.presses("Send my answers")
    # When somebody else takes the phone and goes back to the form
    carer.opens(SURVEY)
    assert carer.page.locator("input:checked").count() == 0
    assert carer.page.locator("textarea").first.input_value() == ""


def test_a_carer_takes_her_answers_back(carer: Carer, product: Product) -> None:
    # Given a carer who sent her answers
    receipt = a_carer_fills_the_survey(carer)
    carer.presses("Check my answers")
    carer.presses("Send my answers")
    # When she types her receipt the way people type
    carer.follows("take your answers back")
    carer.page.fill("input[name=receipt]", receipt.lower().replace("-", " "))
    carer.presses("Take my answers back")
    # Then ticks and words are gone
    assert carer.heading == "Your answers are deleted"
    assert product.rows("SELECT survey FROM reply") == []
    assert product.rows("SELECT survey FROM words") == []
    # And the receipt finds nothing any more, which the page says kindly
    carer.opens("/withdraw/")
    carer.page.fill("input[name=receipt]", receipt)
    carer.presses("Take my answers back")
    assert carer.page.title().startswith("Error: ")
    assert carer.page.locator("input[name=receipt]").input_value() == receipt
