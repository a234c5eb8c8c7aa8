"""A carer who uses only the keyboard answers the survey, and a form with every kind of question."""

import pytest
from playwright.sync_api import Browser

from tests.journeys.people import Carer, a_carer
from tests.product import Product

FOCUSED = (
    "() => { const e = document.activeElement;"
    " return [e.tagName, e.type || '', e.name || '', e.textContent.replace(/\\s+/g, ' ').trim()]; }"
)
MOST_KEYS = 400


def answer_by_keyboard(carer: Carer) -> None:
    """Go from question to question with Tab, choose with Space, write, and press the buttons with Enter."""
    keyboard, answered = carer.page.keyboard, set()
    for _ in range(MOST_KEYS):
        keyboard.press("Tab")
        tag, kind, name, words = carer.page.evaluate(FOCUSED)
        if kind == "radio" and name not in answered:
            keyboard.press("Space")
            answered.add(name)
        elif tag == "TEXTAREA" and name not in answered:
            keyboard.type("By keyboard.")
            answered.add(name)
        elif tag == "BUTTON" and words == "Continue":
            keyboard.press("Enter")
        elif tag == "BUTTON" and words == "Check my answers":
            break
    else:
        raise AssertionError("no button to check the answers was reached")
    with carer.page.expect_navigation():
        keyboard.press("Enter")


def change_by_keyboard(carer: Carer) -> None:
    """Press the first "Change", which leads to its question, then go on to the page for checking."""
    keyboard = carer.page.keyboard
    for _ in range(MOST_KEYS):
        keyboard.press("Tab")
        if carer.page.evaluate(FOCUSED)[3].startswith("Change your answer"):
            break
    else:
        raise AssertionError("no answer can be changed by keyboard")
    with carer.page.expect_navigation():
        keyboard.press("Enter")
    answer_by_keyboard(carer)


def send_by_keyboard(carer: Carer) -> None:
    assert carer.heading == "Check your answers before you send them"
    carer.page.get_by_role("button", name="Send my answers").focus()
    with carer.page.expect_navigation():
        carer.page.keyboard.press("Enter")
    assert carer.heading == "Thank you: we have your answers"


def test_the_survey_is_answered_with_the_keyboard_alone(carer: Carer, product: Product) -> None:
    # Given a carer on the form, with no mouse
    carer.opens("/answer/carer-satisfaction/")
    # When she answers and sends
    answer_by_keyboard(carer)
    send_by_keyboard(carer)
    # Then her answers are stored
    assert len(product.rows("SELECT survey FROM reply")) == 1
    assert {words for (words,) in product.rows("SELECT body FROM words")} == {"By keyboard."}


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False])
def test_every_kind_of_question_is_reached_with_the_keyboard_alone(
    browser: Browser,
    every_kind: Product,
    scripts: bool,  # noqa: FBT001 (a parameter of the test)
) -> None:
    carer = a_carer(browser, every_kind.address, scripts=scripts)
    carer.opens("/answer/every-kind/")
    answer_by_keyboard(carer)
    change_by_keyboard(carer)
    send_by_keyboard(carer)
    carer.leaves()
