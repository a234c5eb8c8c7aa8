"""What pages promise about who reads is true: also in a demonstration, after taking back, and on the way out."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from feedback_app.app import create_app
from feedback_app.clock import Clock
from feedback_app.forms.translations import languages, words_in
from feedback_app.privacy.codes import new_receipt
from feedback_app.settings import Settings
from handbook.handbook import Handbook
from tests.conftest import ON
from tests.feedback_app.visiting import Page, Visitor

NOBODY = "Nobody reads what you write here."
EXIT = "https://www.bbc.co.uk/weather"
PAGE = "/policies/sleepovers/"


def app_of(settings: Settings, handbook: Handbook, **service: object) -> Iterator[Flask]:
    changed = handbook.service.model_copy(update=service)
    made = create_app(settings, replace(handbook, service=changed), clock=Clock(ON))
    yield made
    made.extensions["handbook"].store.close()


@pytest.fixture(params=[True, False], ids=["demonstration", "real service"])
def shown(
    request: pytest.FixtureRequest, settings: Settings, sample_handbook: Handbook
) -> Iterator[tuple[Visitor, bool]]:
    for app in app_of(settings, sample_handbook, demonstration=request.param):
        yield Visitor(app), request.param


@pytest.fixture
def with_exit(settings: Settings, sample_handbook: Handbook) -> Iterator[Visitor]:
    for app in app_of(settings, sample_handbook, exit_address=EXIT):
        yield Visitor(app)


def sent(visitor: Visitor) -> Page:
    form = visitor.get("/answer/mileage/").press("Check my answers", support="agree", why="Quick")
    return form.press("Send my answers")


def test_only_a_demonstration_says_that_nobody_reads_and_says_it_above_each_box(shown: tuple[Visitor, bool]) -> None:
    visitor, demonstration = shown
    form = visitor.get("/answer/mileage/").text
    suggestion = visitor.get(f"/suggest/?page={PAGE}&part=page")
    asked = {
        "form": form,
        "thanks": sent(visitor).text,
        "suggestion": suggestion.text,
        "suggestion sent": suggestion.press("Check my change", words="Say it shorter.").press("Send my change").text,
    }
    assert {name: NOBODY in text for name, text in asked.items()} == dict.fromkeys(asked, demonstration)
    if demonstration:
        assert form.index(NOBODY) < form.index("Who reads your words")


PROMISES = (
    "page read it",
    "reads what you wrote",
    "is read sooner",
    "Who reads your words:",
    "They are read by",
    "we say on this",
)
"""What only a service with people can promise."""


def real_handbooks(page: Page) -> list[str]:
    found = (each for each in page.root.iter("div") if each.get("class") == "real-handbook")
    return [" ".join("".join(each.itertext()).split()) for each in found]


def test_a_demonstration_says_once_that_nobody_reads_and_of_the_rest_that_a_real_handbook_would(
    shown: tuple[Visitor, bool],
) -> None:
    visitor, demonstration = shown
    form = visitor.get("/answer/mileage/")
    part = visitor.get(f"/suggest/?page={PAGE}&part=page")
    feedback = visitor.post("/page-feedback/", {"page": PAGE, "useful": "no"})
    pages = {
        "form": form,
        "thanks": form.press("Check my answers", support="agree", why="Quick").press("Send my answers"),
        "suggestion": part,
        "suggestion sent": part.press("Check my change", words="Say it shorter.").press("Send my change"),
        "what we see": visitor.get("/answer/mileage/what-we-see/"),
        "page feedback": feedback,
        "page feedback sent": feedback.press("Send", words="Say it shorter."),
    }
    for name, page in pages.items():
        promised = [each for each in PROMISES if each in page.text]
        assert page.text.count(NOBODY) == int(demonstration), name
        if demonstration:
            inside = " ".join(real_handbooks(page))
            assert [each for each in promised if page.text.count(each) != inside.count(each)] == [], name
        else:
            assert promised, name
            assert real_handbooks(page) == []


def test_every_language_says_to_children_too_that_nobody_reads() -> None:
    for language in languages():
        for for_children in (False, True):
            assert {"nobody-reads", "in-a-real-handbook"} <= words_in(language, for_children=for_children).own.keys()


def test_the_thanks_say_to_write_the_receipt_down_now(visitor: Visitor) -> None:
    assert "Write your receipt down now, if you have not yet. We cannot show it again." in sent(visitor).text


def test_children_read_one_word_for_what_takes_answers_back() -> None:
    said = words_in("en", for_children=True)
    names = (
        "keep-your-receipt",
        "your-receipt",
        "receipt-shown-last",
        "take-back-with-receipt",
        "see-what-became-later",
    )
    told = [said.plain(name, day="today").lower() for name in names]
    assert all("key" in each and "receipt" not in each for each in told)


def test_after_taking_back_it_says_that_words_may_have_been_read(visitor: Visitor) -> None:
    receipt = sent(visitor).receipt
    text = visitor.get("/withdraw/").press("Take my answers back", receipt=receipt).text
    assert "Somebody may have read your words before that. What went to the safeguarding lead stays there." in text


def test_an_unknown_receipt_may_be_of_a_change_that_was_read_and_deleted(visitor: Visitor) -> None:
    text = visitor.get("/withdraw/").press("Take my answers back", receipt=new_receipt()).text
    assert "A change that you suggested may have been read and deleted." in text


def test_a_suggestion_is_read_by_the_people_of_the_page_and_by_the_reader_of_words(visitor: Visitor) -> None:
    text = visitor.get(f"/suggest/?page={PAGE}&part=page").text
    assert "The people who look after this page read it. So does Thistlemoor's safeguarding lead." in text


def test_pages_beside_a_form_can_be_left_quickly_too(with_exit: Visitor) -> None:
    visitor, receipt = with_exit, sent(with_exit).receipt
    form = visitor.get("/answer/mileage/")
    pages = {
        "leave this out?": form.press("Check my answers", support="agree", why="Ring 07700 900123"),
        "what we see": visitor.get("/answer/mileage/what-we-see/"),
        "receipt": visitor.get("/receipt/"),
        "what became of it": visitor.post("/receipt/", {"receipt": receipt, "what": "mileage"}),
        "withdraw": visitor.get("/withdraw/"),
        "withdrawn": visitor.post("/withdraw/", {"receipt": receipt}),
        "not found": visitor.get("/answer/nothing-here/"),
    }
    assert pages["leave this out?"].heading == "Leave this out?"
    assert pages["withdrawn"].heading == "Your answers are deleted"
    assert [name for name, page in pages.items() if not page.has_link(EXIT)] == []
