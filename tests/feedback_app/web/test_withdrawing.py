"""Visits: taking answers back with the receipt."""

from datetime import UTC, datetime

import pytest

from feedback_app.privacy.codes import new_receipt
from feedback_app.responses import Response
from feedback_app.web.extensions import AppServices
from tests.feedback_app.conftest import CODED, Moment, hand_out_codes
from tests.feedback_app.visiting import Page, Visitor
from tests.feedback_app.web.test_answering import CODE, checked


def answered(visitor: Visitor) -> str:
    form = visitor.get("/answer/mileage/")
    form.press("Check my answers", support="agree", why="Quick").press("Send my answers")
    return form.receipt


def taken_back(visitor: Visitor, receipt: str) -> Page:
    return visitor.get("/withdraw/").press("Take my answers back", receipt=receipt)


def test_a_receipt_deletes_the_answers_and_the_words(visitor: Visitor, services: AppServices) -> None:
    answered(visitor)
    receipt = answered(visitor)
    page = taken_back(visitor, receipt.lower().replace("-", " "))
    assert page.heading == "Your answers are deleted"
    assert len(services.store.replies("mileage")) == len(services.store.words("mileage")) == 1
    assert page.has_link("/answer/mileage/")


def test_a_fresh_code_lets_the_person_answer_again(visitor: Visitor, services: AppServices) -> None:
    hand_out_codes(services, CODE)
    receipt = checked(visitor).press("Send my answers").receipt
    code = taken_back(visitor, receipt).receipt
    assert code != receipt
    assert services.store.replies(CODED) == services.store.words(CODED) == ()
    assert checked(visitor).errors
    assert checked(visitor, code).press("Send my answers").heading == "Thank you: we have your answers"


def test_an_unknown_receipt_is_said_to_be_unknown_and_kept(visitor: Visitor) -> None:
    receipt = new_receipt()
    page = taken_back(visitor, receipt)
    assert page.errors == [("receipt", "Check your receipt: we hold no answers that belong to it")]
    assert page.filled["receipt"] == [receipt]
    assert "if the results are out" in page.text


@pytest.mark.parametrize("typed", ["", "7B2C", "<script>alert(1)</script>"])
def test_what_cannot_be_a_receipt_is_answered_with_its_shape(visitor: Visitor, typed: str) -> None:
    page = taken_back(visitor, typed)
    assert page.errors == [("receipt", "Enter your receipt as it was shown: 16 letters and figures in four groups")]
    assert page.filled["receipt"] == [typed]


def test_twice_is_too_often(visitor: Visitor) -> None:
    receipt = answered(visitor)
    taken_back(visitor, receipt)
    assert taken_back(visitor, receipt).errors


def test_after_closing_the_page_says_why_it_is_too_late(
    visitor: Visitor, services: AppServices, moment: Moment
) -> None:
    receipt = answered(visitor)
    moment.at = datetime(2027, 3, 1, 12, tzinfo=UTC)
    page = taken_back(visitor, receipt)
    assert page.heading == "It is too late to take your answers back"
    assert "closed on 28 February 2027" in page.text
    assert len(services.store.replies("mileage")) == 1


@pytest.mark.parametrize(
    ("at", "heading"),
    [
        (datetime(2027, 2, 28, 23, 59, tzinfo=UTC), "Your answers are deleted"),
        (datetime(2027, 3, 1, 0, 59, tzinfo=UTC), "Your answers are deleted"),
        (datetime(2027, 3, 1, 1, 0, tzinfo=UTC), "It is too late to take your answers back"),
    ],
)
def test_answers_can_be_taken_back_for_as_long_as_they_can_be_sent(
    visitor: Visitor, services: AppServices, moment: Moment, at: datetime, heading: str
) -> None:
    receipt = answered(visitor)
    moment.at = at
    assert taken_back(visitor, receipt).heading == heading
    assert len(services.store.replies("mileage")) == (0 if heading == "Your answers are deleted" else 1)


def test_an_open_link_gives_no_code_to_answer_again(visitor: Visitor) -> None:
    page = taken_back(visitor, answered(visitor))
    assert not [each for each in page.root.iter("p") if each.get("class") == "receipt"]


def test_answers_to_a_form_that_is_gone_can_still_be_taken_back(visitor: Visitor, services: AppServices) -> None:
    receipt = new_receipt()
    services.store.save(Response(receipt, "gone/2024-spring", {"support": "agree"}, {"why": "Quick"}))
    assert taken_back(visitor, receipt).heading == "Your answers are deleted"
    assert services.store.replies("gone/2024-spring") == services.store.words("gone/2024-spring") == ()


def test_after_the_release_nobody_is_found(visitor: Visitor, services: AppServices) -> None:
    receipt = answered(visitor)
    services.store.save_release("mileage", "asking: mileage\n")
    assert "Once results are out" in taken_back(visitor, receipt).text
