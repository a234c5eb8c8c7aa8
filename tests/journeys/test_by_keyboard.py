"""A carer who uses only the keyboard answers the survey."""

from tests.journeys.people import Carer
from tests.product import Product

FOCUSED = (
    "() => { const e = document.activeElement; return [e.tagName, e.type || '', e.name || '', e.innerText || '']; }"
)
MOST_KEYS = 400


def test_the_survey_is_answered_with_the_keyboard_alone(carer: Carer, product: Product) -> None:
    # Given a carer on the form, with no mouse
    carer.opens("/answer/carer-satisfaction/")
    keyboard, answered = carer.page.keyboard, set()
    # When she goes from question to question with Tab, chooses with Space, and presses the button with Enter
    for _ in range(MOST_KEYS):
        keyboard.press("Tab")
        tag, kind, name, words = carer.page.evaluate(FOCUSED)
        if kind == "radio" and name not in answered:
            keyboard.press("Space")
            answered.add(name)
        elif tag == "TEXTAREA" and name not in answered:
            keyboard.type("By keyboard.")
            answered.add(name)
        elif tag == "BUTTON" and words.strip() == "Continue":
            keyboard.press("Enter")
        elif tag == "BUTTON" and words.strip() == "Check my answers":
            break
    with carer.page.expect_navigation():
        keyboard.press("Enter")
    assert carer.heading == "Check your answers before you send them"
    carer.page.get_by_role("button", name="Send my answers").focus()
    with carer.page.expect_navigation():
        keyboard.press("Enter")
    # Then her answers are stored
    assert carer.heading == "Thank you: we have your answers"
    assert len(product.rows("SELECT survey FROM reply")) == 1
    assert {words for (words,) in product.rows("SELECT body FROM words")} == {"By keyboard."}
