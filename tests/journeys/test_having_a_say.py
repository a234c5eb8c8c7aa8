"""A carer answers a consultation from the page it is about, and tells whether a page was useful."""

import json
from datetime import date

from tests.journeys.people import Carer
from tests.product import Product


def test_a_carer_answers_the_consultation_from_its_page(carer: Carer, product: Product) -> None:
    # Given a carer who reads about everyday decisions
    carer.opens("/policies/delegated-authority/")
    # When she follows the consultation about that page, reads what is proposed, and answers
    carer.follows("Sleepovers and short school trips")
    assert "What we propose" in carer.text
    carer.page.locator('main a[href$="/answer/sleepovers/"]').first.click()
    carer.answers_everything()
    carer.presses("Check my answers")
    carer.presses("Send my answers")
    # Then her view is stored
    assert carer.heading == "Thank you: we have your answers"
    assert product.rows("SELECT survey FROM reply") == [("sleepovers",)]


def test_one_tap_says_that_a_page_was_useful(carer: Carer, product: Product) -> None:
    # Given a carer at the foot of a page
    carer.opens("/policies/supervision/")
    # When she taps "No", and then says what was missing
    carer.page.get_by_role("main").get_by_role("button", name="No", exact=False).first.click()
    (stored,) = product.rows("SELECT survey, body FROM reply")
    assert stored[0] == "page-feedback"
    assert json.loads(str(stored[1])) == {"page": "/policies/supervision/", "useful": "no"}
    carer.page.locator("textarea").fill("How long a visit takes.")
    carer.presses("Send")
    # Then both are kept, apart, and she is led back to the page
    assert carer.heading == "Thank you"
    ((words,),) = product.rows("SELECT body FROM words")
    assert "How long a visit takes." in str(words)
    carer.follows("Back to the page")
    assert carer.page.url.endswith("/policies/supervision/")


def test_before_it_opens_and_after_it_closes_a_form_says_so(carer: Carer, product: Product) -> None:
    product.restart(date(2026, 10, 31))
    carer.opens("/answer/carer-satisfaction/")
    assert "not open yet" in carer.heading
    assert "1 November 2026" in carer.text
    product.restart(date(2027, 4, 2))
    carer.opens("/answer/carer-satisfaction/")
    assert "is closed" in carer.heading
    assert "31 March 2027" in carer.text
