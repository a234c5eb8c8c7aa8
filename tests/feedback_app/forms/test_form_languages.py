"""A form in another language, from opening it to the thanks; what is stored does not depend on it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from feedback_app.app import create_app
from feedback_app.clock import Clock
from feedback_app.forms.translations import words_in
from feedback_app.settings import Settings
from handbook.handbook import Handbook
from handbook.surveys.translations import TranslatedQuestion, TranslatedSection, Translation
from tests.conftest import ON
from tests.feedback_app.visiting import Page, Visitor

SAY = words_in("cy")
FORM = "/answer/mileage/"


def in_welsh(checked_by: str | None) -> Translation:
    """The form on journeys in Welsh."""
    questions = (
        TranslatedQuestion(id="support", text="Mae swm sefydlog yn syniad da."),
        TranslatedQuestion(id="why", text="Pam?"),
    )
    return Translation(
        language="cy",
        made_from="000000000000",
        checked_by=checked_by,
        title="Talu am eich teithiau",
        summary="Rydym yn gofyn.",
        introduction="Dywedwch wrthym.",
        proposal="Swm sefydlog.",
        reasons="Llai o ffurflenni.",
        sections=(TranslatedSection(title="Y cynnig", questions=questions),),
    )


@pytest.fixture(params=[None, "A body of speakers"], ids=["not read", "read"])
def translated_app(
    request: pytest.FixtureRequest, settings: Settings, sample_handbook: Handbook
) -> Iterator[tuple[Flask, bool]]:
    """The app with the form in Welsh too, and whether somebody has read it."""
    handbook = replace(sample_handbook, translations={"mileage": {"cy": in_welsh(request.param)}})
    made = create_app(settings, handbook, clock=Clock(ON))
    yield made, request.param is not None
    made.extensions["handbook"].store.close()


def lang(page: Page) -> str | None:
    return next(page.root.iter("html")).get("lang")


def other_languages(page: Page) -> list[tuple[str | None, ...]]:
    return [
        (link.get("href"), link.get("lang"), link.get("hreflang"), (link.text or "").strip())
        for link in page.root.iter("a")
        if link.get("hreflang")
    ]


def test_each_language_is_offered_in_its_own_words_and_said_to_be_that_language(
    translated_app: tuple[Flask, bool],
) -> None:
    visitor = Visitor(translated_app[0])
    assert other_languages(visitor.get(FORM)) == [(f"{FORM}?language=cy", "cy", "cy", "Cymraeg")]
    assert other_languages(visitor.get(f"{FORM}?language=cy")) == [(FORM, "en-GB", "en-GB", "English")]
    assert other_languages(visitor.get("/answer/every-kind/")) == []


def test_a_language_that_there_is_not_is_answered_in_english(translated_app: tuple[Flask, bool]) -> None:
    page = Visitor(translated_app[0]).get(f"{FORM}?language=xx")
    assert (lang(page), page.heading) == ("en-GB", "Paying for your journeys")


def test_a_form_says_when_nobody_has_read_its_translation(translated_app: tuple[Flask, bool]) -> None:
    app, read = translated_app
    assert (SAY("not-checked") in Visitor(app).get(f"{FORM}?language=cy").text) is not read
    assert words_in("en")("not-checked") not in Visitor(app).get(FORM).text


def test_the_language_stays_on_every_page_and_the_answers_are_the_same(translated_app: tuple[Flask, bool]) -> None:
    app, _ = translated_app
    form = Visitor(app).get(f"{FORM}?language=cy")
    wrong = form.press(SAY.plain("check-my-answers"), website="x", support="agree")
    details = form.press(SAY.plain("check-my-answers"), support="agree", why="07700 900123")
    check = details.press(SAY.plain("take-it-out"))
    again = check.press(SAY.plain("change-my-answers"))
    done = check.press(SAY.plain("send-my-answers"))
    twice = check.press(SAY.plain("send-my-answers"))
    assert [lang(page) for page in (form, wrong, details, check, again, done, twice)] == ["cy"] * 7
    assert done.heading == SAY("received-title")
    assert twice.heading == SAY("received-again-title")
    store = app.extensions["handbook"].store
    assert store.replies("mileage") == ({"support": "agree"},)
    assert store.words("mileage") == (("why", "[phone number taken out]"),)


def test_once_something_is_filled_in_no_link_to_another_language_loses_it(translated_app: tuple[Flask, bool]) -> None:
    form = Visitor(translated_app[0]).get(f"{FORM}?language=cy")
    assert other_languages(form.press(SAY.plain("check-my-answers"), website="x")) == []


def test_who_is_thanked_in_one_language_does_not_turn_the_thanks_of_others(translated_app: tuple[Flask, bool]) -> None:
    visitor = Visitor(translated_app[0])
    welsh = visitor.get(f"{FORM}?language=cy").press(SAY.plain("check-my-answers"), support="agree")
    assert lang(welsh.press(SAY.plain("send-my-answers"))) == "cy"
    english = visitor.get(FORM).press("Check my answers", support="agree").press("Send my answers")
    assert (lang(english), english.heading) == ("en-GB", "Thank you: we have your answers")


def test_who_must_wait_is_told_in_the_same_language_and_keeps_the_answers(translated_app: tuple[Flask, bool]) -> None:
    app, _ = translated_app
    check = Visitor(app).get(f"{FORM}?language=cy").press(SAY.plain("check-my-answers"), support="agree", why="Da")
    app.extensions["handbook"].settings.store.unlink()
    waiting = check.press(SAY.plain("send-my-answers"))
    assert (waiting.status, lang(waiting), waiting.heading) == (503, "cy", SAY("not-stored-title"))
    assert waiting.filled == check.filled
