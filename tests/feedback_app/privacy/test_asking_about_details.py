"""Visits: personal details are asked about before sending, gently; nobody is blocked and nothing is lost."""

import logging

import pytest

from feedback_app.privacy.personal_data import DetailKind, find_details
from feedback_app.privacy.retention import page_words_key
from feedback_app.web.extensions import AppServices
from feedback_app.web.personal_data_review import KIND_PHRASES, review_texts
from tests.feedback_app.visiting import Page, Visitor

WORDS = "Ring me on 07700 900123. Jayden waited two weeks."
PAGE = "/policies/sleepovers/"
ASKED = "Leave these out?"


def checked(visitor: Visitor, words: str = WORDS) -> Page:
    return visitor.get("/answer/mileage/").press("Check my answers", support="agree", why=words)


def sent(page: Page) -> str:
    assert page.heading == "Check your answers before you send them"
    assert page.press("Send my answers").heading == "Thank you: we have your answers"
    return page.text


def test_what_looks_like_a_phone_number_is_asked_about_before_anything_is_sent(
    visitor: Visitor, services: AppServices
) -> None:
    page = checked(visitor, "Ring me on 07700 900123.")
    assert page.heading == "Leave this out?"
    assert "This looks like a phone number: 07700 900123. Leave it out?" in page.text
    assert services.store.replies("mileage") == services.store.words("mileage") == ()


def test_taking_it_out_leaves_a_mark_and_everything_else(visitor: Visitor, services: AppServices) -> None:
    shown = sent(checked(visitor, "Ring me on 07700 900123.").press("Take it out"))
    assert "Ring me on [phone number taken out]." in shown
    assert services.store.words("mileage") == (("why", "Ring me on [phone number taken out]."),)
    assert services.store.replies("mileage") == ({"support": "agree"},)


def test_keeping_the_words_keeps_each_letter_and_never_asks_again(visitor: Visitor, services: AppServices) -> None:
    page = checked(visitor, "Ring me on 07700 900123.").press("Keep my words as they are")
    again = page.press("Change my answers").press("Check my answers")
    sent(again)
    assert services.store.words("mileage") == (("why", "Ring me on 07700 900123."),)


def test_words_that_change_afterwards_are_asked_about_anew(visitor: Visitor) -> None:
    page = checked(visitor, "Ring me on 07700 900123.").press("Keep my words as they are").press("Change my answers")
    asked = page.press("Check my answers", why="Ring me on 07700 900123, or Jayden.")
    assert "This looks like a name: Jayden." in asked.text
    assert "900123. Leave it out?" not in asked.text


@pytest.mark.parametrize(
    ("address", "sent", "back", "box"),
    [
        ("/answer/mileage/check/", {"answer-why": WORDS, "answer-support": "agree"}, "Change my answers", "answer-why"),
        ("/suggest/check/", {"page": PAGE, "part": "page", "words": WORDS}, "Change my words", "words"),
        ("/page-feedback/words/", {"page": PAGE, "words": WORDS}, "Change my words", "words"),
    ],
    ids=["form", "suggestion", "page feedback"],
)
def test_a_button_leads_back_to_the_form_with_all_that_was_filled_in(
    visitor: Visitor, services: AppServices, address: str, sent: dict[str, str], back: str, box: str
) -> None:
    asked = visitor.post(address, sent)
    assert asked.heading == ASKED
    form = asked.press(back)
    assert form.filled[box] == [WORDS]
    assert services.store.words("mileage") == services.store.words(page_words_key(services.clock.today())) == ()


def test_of_several_each_is_decided_alone(visitor: Visitor, services: AppServices) -> None:
    page = checked(visitor)
    assert page.heading == ASKED
    page = page.press("Take it out")
    assert "This looks like a name: Jayden." in page.text
    sent(page.press("Keep my words as they are"))
    assert services.store.words("mileage") == (
        ("why", "Ring me on [phone number taken out]. Jayden waited two weeks."),
    )


def test_buttons_that_say_the_same_are_told_apart_by_what_they_are_about(visitor: Visitor) -> None:
    page = checked(visitor)
    titles = {each.get("id"): " ".join("".join(each.itertext()).split()) for each in page.root.iter("h2")}
    buttons = [each for each in page.root.iter("button") if each.get("value") not in ("all", None)]
    about = [(each.get("name"), titles[each.get("aria-describedby")]) for each in buttons]
    assert len(about) == len(set(about)) == 4
    assert [name for name, title in about if "07700 900123" in title] == ["take", "keep"]
    assert [name for name, title in about if "Jayden" in title] == ["take", "keep"]


@pytest.mark.parametrize(
    ("button", "stored"),
    [
        ("Take all of them out", "Ring me on [phone number taken out]. [name taken out] waited two weeks."),
        ("Keep all my words as they are", WORDS),
    ],
)
def test_all_are_decided_at_once(visitor: Visitor, services: AppServices, button: str, stored: str) -> None:
    sent(checked(visitor).press(button))
    assert services.store.words("mileage") == (("why", stored),)


def test_a_box_that_was_full_may_hold_the_marks_too(visitor: Visitor, services: AppServices) -> None:
    words = ("Jo. " * 49) + "xxx"
    assert len(words) == 199
    sent(checked(visitor, words).press("Take it out"))
    ((_, stored),) = services.store.words("mileage")
    assert stored == ("[name taken out]. " * 49) + "xxx"


def test_numbers_of_the_notice_are_not_asked_about(visitor: Visitor) -> None:
    words = "We rang 999, then Childline 0800 1111, then 0808 800 5000 and 01632 960101."
    sent(checked(visitor, words))


def test_who_sends_without_looking_back_is_not_blocked(visitor: Visitor, services: AppServices) -> None:
    page = visitor.get("/answer/mileage/")
    receipt = page.filled["receipt"][0]
    values = {"receipt": receipt, "answer-support": "agree", "answer-why": WORDS}
    assert visitor.post("/answer/mileage/send/", values).heading == "Thank you: we have your answers"
    assert services.store.words("mileage") == (("why", WORDS),)


def test_nothing_is_noted_on_the_way(visitor: Visitor, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        checked(visitor).press("Take all of them out")
    assert not [
        record for record in caplog.records if "900123" in record.getMessage() or "Jayden" in record.getMessage()
    ]


def test_words_about_a_page_are_asked_about_and_sent_only_by_a_button_that_says_so(
    visitor: Visitor, services: AppServices
) -> None:
    box = visitor.post("/page-feedback/", {"page": "/policies/sleepovers/", "useful": "no"})
    asked = box.press("Send", words="Tell Jayden's nan: mum@example.org")
    assert asked.heading == ASKED
    settled = asked.press("Take it out").press("Keep my words as they are")
    assert "Nothing is sent until you press" in settled.text
    assert services.store.words(page_words_key(services.clock.today())) == ()
    assert settled.press("Send").heading == "Thank you"
    assert services.store.words(page_words_key(services.clock.today())) == (
        ("/policies/sleepovers/", "Tell [name taken out]'s nan: mum@example.org"),
    )


def test_every_kind_has_its_question_in_words(visitor: Visitor) -> None:
    words = visitor.app.jinja_env.globals["say"]
    assert set(KIND_PHRASES) == set(DetailKind)
    assert [name for name in KIND_PHRASES.values() if name not in words.english] == []  # type: ignore[attr-defined]


def test_the_words_around_a_detail_are_shown_in_short() -> None:
    text = f"{'long ' * 40}Jayden {'long ' * 40}\nmore"
    (asked,) = review_texts({"words": text}, {}, lambda _name, words: find_details(words)).questions
    assert asked.before.startswith("... ")
    assert asked.after.endswith(" ...")
    assert max(len(asked.before), len(asked.after)) < 50
    assert "more" not in asked.after


@pytest.mark.parametrize("sent_along", ["", "x", "0123456789 " * 3000, "<script>", "0123456789abcdef"])
def test_odd_marks_change_nothing(sent_along: str) -> None:
    settled = review_texts({"words": "Jayden"}, {"kept": sent_along}, lambda _name, words: find_details(words))
    assert settled.texts == {"words": "Jayden"}
    assert len(settled.questions) == 1
    assert len(settled.kept) < 6000


def test_what_was_kept_stays_when_all_the_rest_is_taken_out(visitor: Visitor, services: AppServices) -> None:
    page = checked(visitor, "Ring me on 07700 900123 or mail jo@example.org about Jayden.")
    sent(page.press("Keep my words as they are").press("Take all of them out"))
    stored = "Ring me on 07700 900123 or mail [e-mail address taken out] about [name taken out]."
    assert services.store.words("mileage") == (("why", stored),)
