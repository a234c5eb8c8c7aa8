"""The real surveys as people meet them: every form is drawn, checked empty, and said in each of its languages."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask

from feedback_app.app import create_app
from feedback_app.clock import Clock
from feedback_app.privacy.codes import new_receipt
from feedback_app.results.disclosure_control import tally
from feedback_app.settings import read_settings
from feedback_app.storage import columns_by_table
from feedback_app.web.extensions import AppServices
from handbook.surveys.questions import QuestionKind
from handbook.surveys.survey import Access
from handbook.surveys.thresholds import CHILDREN
from tests.conftest import ROOT
from tests.feedback_app.visiting import Page, Visitor
from tests.handbooks import real_sources

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
HANDBOOK = real_sources().handbook
OPEN = {run.slug: run for run in HANDBOOK.open_runs(NOW.date())}
SURVEYS = {**HANDBOOK.surveys, **HANDBOOK.consultations}
FOR_CHILDREN = [slug for slug, survey in SURVEYS.items() if survey.for_children]
SPOKEN = [(slug, language) for slug, every in HANDBOOK.translations.items() for language in every]
WANTED = {
    *("carer-satisfaction", "sleepovers", "course-evaluation", "six-month-call", "exit-interview", "meet-and-greet"),
    *("group-issues", "comment", "children-4-to-7", "children-8-to-11", "children-12-to-17", "activity-day"),
    *(f"placement-ending-{who}" for who in ("carer", "own-children", "household", "child")),
}
"""What the service asks this winter."""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    places = tmp_path_factory.mktemp("forms")
    names = ("HANDBOOK_STORE", "HANDBOOK_KEYS", "HANDBOOK_SITE")
    settings = read_settings({"HANDBOOK_ROOT": str(ROOT)} | {name: str(places / name.lower()) for name in names})
    made = create_app(settings, HANDBOOK, clock=Clock(now=lambda: NOW))
    for run in OPEN.values():
        if run.wave.access is Access.CODE:
            made.extensions["handbook"].keys.create(run.key)
    yield made
    made.extensions["handbook"].store.close()


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    return Visitor(app)


@pytest.fixture
def services(app: Flask) -> AppServices:
    found = app.extensions["handbook"]
    assert isinstance(found, AppServices)
    return found


def test_everything_that_should_be_asked_is_open() -> None:
    assert set(OPEN) >= WANTED


@pytest.mark.parametrize("slug", OPEN)
def test_a_form_is_drawn_and_can_be_left_empty(visitor: Visitor, services: AppServices, slug: str) -> None:
    form = visitor.get(f"/answer/{slug}/")
    assert (form.status, form.heading) == (200, OPEN[slug].title)
    for question in OPEN[slug].questionnaire.questions:
        assert question.text in form.text
    run, code = OPEN[slug], {}
    if run.wave.access is Access.CODE:
        code["code"] = new_receipt()
        services.store.add_codes(run.key, [services.keys.code_hmac(run.key, code["code"])])
    check = visitor.post(f"/answer/{slug}/check/", {"receipt": new_receipt()} | code)
    assert check.errors == []
    assert {"You have left every question empty.", "You have left out every question."} & set(
        re.findall(r"You have left [^.]*\.", check.text)
    )
    assert visitor.get(f"/answer/{slug}/what-we-see/").status == 200


@pytest.mark.parametrize("slug", SURVEYS)
def test_a_form_can_be_placed_on_a_page(slug: str) -> None:
    assert SURVEYS[slug].pages


@pytest.mark.parametrize("slug", FOR_CHILDREN)
def test_children_are_asked_briefly_and_about_nothing_that_tells_who_they_are(slug: str) -> None:
    survey = SURVEYS[slug]
    questions = survey.questionnaire.questions
    most = {"children-4-to-7": 7, "children-12-to-17": 15}.get(slug, 10)
    assert len(questions) <= most
    assert not survey.questionnaire.equality_ids
    kinds = {question.kind for question in questions}
    assert not kinds & {QuestionKind.DATE, QuestionKind.PAGE, QuestionKind.SHORT_TEXT, QuestionKind.AGREEMENT}
    asked = " ".join(question.text.lower() for question in questions)
    assert not [word for word in ("how old", "birthday", "your name", "which school", "address") if word in asked]


@pytest.mark.parametrize("slug", FOR_CHILDREN)
def test_every_question_to_children_can_go_unsaid(visitor: Visitor, slug: str) -> None:
    text = visitor.get(f"/answer/{slug}/").text
    assert "Prefer not to say" not in text
    choosing = [each for each in SURVEYS[slug].questionnaire.questions if each.kind.is_counted]
    assert text.count("I do not want to say") == len(choosing)


@pytest.mark.parametrize("slug", [slug for slug in FOR_CHILDREN if SURVEYS[slug].questionnaire.asks_for_words])
def test_children_are_told_of_childline_first_and_can_leave(visitor: Visitor, slug: str) -> None:
    form = visitor.get(f"/answer/{slug}/")
    assert form.text.index("0800 1111") < form.text.index("999")
    assert "Leave this page now" in form.text
    assert "0808 800 5000" not in form.text
    assert form.text.index("Leave this page now") < form.text.index("Before you start")


def test_a_child_reads_the_answers_alone_and_the_last_page_shows_none(visitor: Visitor) -> None:
    form = visitor.get("/answer/activity-day/")
    check = form.press("Check my answers", which_kind="party", how_was_it="fine", points="9")
    assert "look away now" in check.text
    assert "A party" in check.text
    done = check.press("Send my answers")
    assert "A party" not in done.text
    assert "does not show what you said" in done.text


def test_nineteen_children_of_twenty_one_saying_the_same_is_not_shown() -> None:
    survey = HANDBOOK.surveys["activity-day"]
    replies = [{"how-was-it": "very-happy" if place < 19 else "sad"} for place in range(21)]
    (_, faces, _) = tally(survey.questionnaire, replies, CHILDREN)
    assert faces.shares == ()


def test_interviews_take_a_code_so_that_not_everybody_enters_them() -> None:
    for slug in ("six-month-call", "exit-interview"):
        assert OPEN[slug].wave.access is Access.CODE
        asked = [question.id for question in OPEN[slug].questionnaire.questions]
        assert asked[:2] == ["who-fills-in", "channel"]


# -- languages --


@pytest.mark.parametrize(("slug", "language"), SPOKEN)
def test_a_translated_form_is_whole_and_says_who_read_it(visitor: Visitor, slug: str, language: str) -> None:
    form = visitor.get(f"/answer/{slug}/?language={language}")
    translation = HANDBOOK.translations[slug][language]
    assert next(form.root.iter("html")).get("lang") == language
    assert form.heading.startswith(translation.title)
    assert "lang=" in form.html
    english = {each.text for each in form.root.iter("span") if each.get("lang") == "en-GB"}
    assert english <= own_words_of_the_service()
    assert form.has_link(f"/answer/{slug}/")
    assert ("siaradwr Cymraeg" in form.text) is (translation.checked_by is None)
    assert visitor.get(f"/answer/{slug}/").has_link(f"/answer/{slug}/?language={language}")


def own_words_of_the_service() -> set[str | None]:
    """What stays as the service wrote it: its name, its contacts, its pages' titles."""
    notice = HANDBOOK.contacts.notice
    pages = {page.header.title for page in HANDBOOK.pages.values()}
    contacts = {contact.title for contact in HANDBOOK.contacts.contacts}
    return {HANDBOOK.service.title, notice.reader, notice.reads, notice.keeps, *pages, *contacts}


WELSH = {"check": "Gwirio fy atebion", "send": "Anfon fy atebion", "change": "Newid fy atebion"}
ANSWERS: dict[str, str | list[str]] = {
    "how-at-home": "fine",
    "how-at-school": "sad",
    "part-of-family": "always",
    "best-things": ["food", "pets"],
    "worst-things": [],
    "want-of-carers": ["stay"],
    "somebody-asks": "prefer-not-to-say",
    "saw-carers-first": "a-bit",
    "one-wish": "Mwy o amser",
}


def sent(visitor: Visitor, language: str | None) -> Page:
    address = "/answer/children-8-to-11/" + (f"?language={language}" if language else "")
    answers = {name.replace("-", "_"): given for name, given in ANSWERS.items()}
    check = visitor.get(address).press(WELSH["check"] if language else "Check my answers", **answers)
    return check.press(WELSH["send"] if language else "Send my answers")


def test_the_same_answers_are_the_same_bytes_in_each_language(visitor: Visitor, services: AppServices) -> None:
    key = OPEN["children-8-to-11"].key
    assert sent(visitor, None).heading == "Thank you: we have your answers"
    welsh = sent(visitor, "cy")
    assert welsh.heading == "Diolch: mae dy atebion gennym"
    first, second = services.store.replies(key)
    assert first == second
    assert services.store.words(key) == (("one-wish", "Mwy o amser"),) * 2
    assert set(columns_by_table()) >= {"reply", "words"}


def test_the_language_stays_from_page_to_page_and_errors_speak_it(visitor: Visitor) -> None:
    form = visitor.get("/answer/children-8-to-11/?language=cy")
    wrong = form.press(WELSH["check"], part_of_family="made-up")
    assert wrong.title.startswith("Gwall: ")
    assert ("answer-part-of-family", "Dewisa un ateb") in [(where, said[:14]) for where, said in wrong.errors]
    answers = {name.replace("-", "_"): given for name, given in ANSWERS.items()}
    again = wrong.press(WELSH["check"], **answers).press(WELSH["change"])
    assert next(again.root.iter("html")).get("lang") == "cy"
    assert not again.has_link("/answer/children-8-to-11/")


def test_an_unknown_language_is_english(visitor: Visitor) -> None:
    assert next(visitor.get("/answer/children-8-to-11/?language=xx").root.iter("html")).get("lang") == "en-GB"
    assert next(visitor.get("/answer/sleepovers/?language=cy").root.iter("html")).get("lang") == "en-GB"
