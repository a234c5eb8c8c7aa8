"""Visits: "Was this page useful?"."""

import pytest

from feedback_app.privacy.retention import page_words_key
from feedback_app.responses import PAGE_FEEDBACK
from feedback_app.web.extensions import AppServices
from tests.feedback_app.visiting import Visitor

PAGE = "/policies/sleepovers/"


@pytest.mark.parametrize("useful", ["yes", "no"])
def test_one_tap_is_stored_and_thanked(visitor: Visitor, services: AppServices, useful: str) -> None:
    page = visitor.post("/page-feedback/", {"page": PAGE, "useful": useful})
    assert page.heading == "Thank you for telling us"
    assert page.has_link(PAGE)
    assert services.store.replies(PAGE_FEEDBACK) == ({"page": PAGE, "useful": useful},)


def test_words_are_stored_with_the_page_and_without_the_tap(visitor: Visitor, services: AppServices) -> None:
    thanks = visitor.post("/page-feedback/", {"page": PAGE, "useful": "no"}).press("Send", words="The rate is old.")
    assert thanks.heading == "Thank you"
    assert services.store.words(page_words_key(services.clock.today())) == ((PAGE, "The rate is old."),)
    assert services.store.replies(PAGE_FEEDBACK) == ({"page": PAGE, "useful": "no"},)


def test_a_short_notice_is_above_the_box(visitor: Visitor) -> None:
    html = visitor.post("/page-feedback/", {"page": PAGE, "useful": "no"}).html
    assert html.index("Nobody reads this straight away") < html.index("<textarea")
    assert "999" in html


def test_an_empty_box_stores_nothing(visitor: Visitor, services: AppServices) -> None:
    visitor.post("/page-feedback/", {"page": PAGE, "useful": "no"}).press("Send", words=" \n ")
    assert services.store.words(page_words_key(services.clock.today())) == ()


def test_too_many_words_are_kept_on_the_page(visitor: Visitor, services: AppServices) -> None:
    page = visitor.post("/page-feedback/", {"page": PAGE, "useful": "no"}).press("Send", words="x" * 4001)
    assert page.errors == [("missing-words", "Shorten your words to 4,000 characters or fewer")]
    assert page.filled["words"] == ["x" * 4001]
    assert services.store.words(page_words_key(services.clock.today())) == ()


def test_marks_in_place_of_details_do_not_count_against_the_length(visitor: Visitor, services: AppServices) -> None:
    words = "[phone number taken out] " + "x" * 3990
    assert visitor.post("/page-feedback/words/", {"page": PAGE, "words": words}).heading == "Thank you"
    assert services.store.words(page_words_key(services.clock.today())) == ((PAGE, words),)


@pytest.mark.parametrize(
    "address",
    ["/nowhere/", "", "/../../", "/policies/../policies/sleepovers/", "https://evil.example/", "/" + "a/" * 200],
)
def test_an_unknown_page_is_not_stored_and_words_come_back(
    visitor: Visitor, services: AppServices, address: str
) -> None:
    page = visitor.post("/page-feedback/", {"page": address, "useful": "yes"})
    assert (page.heading, "We did not store your answer." in page.text) == ("We do not know that page", True)
    back = visitor.post("/page-feedback/", {"page": address, "words": "hello"})
    assert ("We did not store your words." in back.text, "hello" in back.text) == (True, True)
    page = visitor.post("/page-feedback/words/", {"page": address, "words": "hello"})
    assert page.heading == "We do not know that page"
    assert "We did not store your words" in page.text
    assert "hello" in page.text, "nothing is lost"
    assert services.store.replies(PAGE_FEEDBACK) == services.store.words(page_words_key(services.clock.today())) == ()


def test_anything_but_yes_or_no_is_not_stored(visitor: Visitor, services: AppServices) -> None:
    for sent in ({"useful": "perhaps"}, {}):
        page = visitor.post("/page-feedback/", {"page": PAGE} | sent)
        assert (page.status, "Nothing was stored." in page.text) == (400, True)
    assert services.store.replies(PAGE_FEEDBACK) == ()
