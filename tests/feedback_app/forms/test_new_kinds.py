"""Grids, rankings, faces, days, pages, consent, and questions that depend on others: typed, carried, stored, read."""

from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from feedback_app.forms import AnswerForm, form_class
from feedback_app.forms import form_of as form_for
from feedback_app.forms.macros import answer_rows, render_sections
from handbook.handbook import Handbook
from handbook.surveys.questionnaire import Questionnaire
from handbook.surveys.questions import Option
from tests.feedback_app.visiting import Visitor

Typed = list[tuple[str, str]]

OPTIONS = [{"id": name, "text": name.capitalize()} for name in ("cost", "time", "help")]
FACES = [{"id": "good", "text": "Good", "face": "happy"}, {"id": "bad", "text": "Not good", "face": "sad"}]


def form_of(typed: Typed, *questions: dict[str, Any], equality: list[dict[str, Any]] | None = None) -> AnswerForm:
    sections = [{"title": "A", "questions": list(questions)}]
    if equality:
        sections.append({"title": "About you", "equality": "yes", "questions": equality})  # type: ignore[dict-item]
    questionnaire = Questionnaire.model_validate({"sections": sections})
    with Flask(__name__).test_request_context():
        return form_class(questionnaire, asks_for_code=False)(formdata=MultiDict(typed))


def ask(kind: str, **more: Any) -> dict[str, Any]:
    return {"id": "it", "kind": kind, "text": "What is it?"} | more


def shown(form: AnswerForm) -> list[str]:
    return [str(row.answer) for row in answer_rows(form)]


def day(*parts: str) -> Typed:
    return [(f"answer-it-{name}", part) for name, part in zip(("day", "month", "year"), parts, strict=True)]


# -- days --


@pytest.mark.parametrize(
    "typed",
    [
        ("27", "3", "2026"),
        ("27", "03", "2026"),
        ("27", "March", "2026"),
        (" 27", "mar.", "2026 "),
        ("27th", "mar", "26"),
        ("27", "3", "'26"),
        # All of it in one box.
        ("27 mar 26", "", ""),
        ("27/3/26", "", ""),
        ("27.03.2026", "", ""),
        ("27-Mar-2026", "", ""),
        ("27th of March, 2026", "", ""),
        ("Friday 27th March 2026", "", ""),
        ("March 27, 2026", "", ""),
        ("2026-03-27", "", ""),
        ("", "27 March 2026", ""),
        ("", "", "27/03/2026"),
    ],
)
def test_a_day_is_understood_however_its_month_is_written(typed: tuple[str, str, str]) -> None:
    form = form_of(day(*typed), ask("date"))
    assert form.validate()
    assert form.response("a").words == {"it": "2026-03-27"}
    assert form.response("a").answers == {}
    assert shown(form) == ["27 March 2026"]
    again = form_of(form.hidden_values(), ask("date"))
    assert again.validate()
    assert again.response("a").words == {"it": "2026-03-27"}


@pytest.mark.parametrize(
    ("typed", "told", "wrong"),
    [
        (("27", "", "2026"), "Write the month too, or empty all three boxes, for: What is it?", ["month"]),
        (("", "", "2026"), "Write the day and the month too, or empty all three boxes, for", ["day", "month"]),
        (("27", "13", "2026"), "Write a real month, such as 27 March 2026, for: What is it?", ["month"]),
        (("27", "Foo", "126"), "Write a real month and a real year, such as", ["month", "year"]),
        (("27", "3", "6"), "Write a real year", ["year"]),
        (("1st", "3", "1850"), "Write a real year", ["year"]),
        (("March 2026", "", ""), "Write the month and the year too", ["month", "year"]),
        (("today", "", ""), "Write the month and the year too", ["month", "year"]),
        (("31", "2", "2026"), "There is no such day in the calendar", ["day", "month", "year"]),
        (("0", "2", "2026"), "There is no such day in the calendar", ["day", "month", "year"]),
        (("\u0663", "2", "2026"), "Write a real day", ["day"]),
    ],
)
def test_only_the_wrong_box_is_marked_and_everything_typed_stays(
    typed: tuple[str, str, str], told: str, wrong: list[str]
) -> None:
    form = form_of(day(*typed), ask("date"))
    assert form.validate() is (told == "")
    ((field,),) = (section.fields for section in render_sections(form))
    marked = [box["name"].rpartition("-")[2] for box in field.params["items"] if "--error" in box["classes"]]
    assert marked == wrong
    assert [box["value"] for box in field.params["items"]] == [part.strip() for part in typed]
    if told:
        assert form.problems()[0]["text"].startswith(told)
        target = next(box for box in field.params["items"] if box["id"] == "answer-it")
        assert target["name"].rpartition("-")[2] == wrong[0]


@pytest.mark.parametrize(
    ("typed", "told", "shows"),
    [
        # Day before month, as in the United Kingdom: what cannot be read so is not turned round.
        ("3/13/26", "Write a real month, such as 27 March 2026", ["3", "13", "26"]),
        ("31 Feb 2026", "There is no such day in the calendar", ["31", "Feb", "2026"]),
        ("03 04 05", "", ["03", "04", "05"]),
        ("1 Jan 50", "", ["1", "Jan", "50"]),
    ],
)
def test_a_whole_day_in_one_box_goes_into_all_three(typed: str, told: str, shows: list[str]) -> None:
    form = form_of(day(typed, "", ""), ask("date"))
    assert form.validate() is (told == "")
    ((field,),) = (section.fields for section in render_sections(form))
    assert [box["value"] for box in field.params["items"]] == shows
    if told:
        assert form.problems()[0]["text"].startswith(told)


@pytest.mark.parametrize(("typed", "year"), [("00", 2000), ("49", 2049), ("50", 1950), ("99", 1999)])
def test_a_year_of_two_figures_is_read_back_whole(typed: str, year: int) -> None:
    form = form_of(day("3", "mar", typed), ask("date"))
    assert form.validate()
    assert shown(form) == [f"3 March {year}"]


def test_a_day_may_be_left_empty() -> None:
    form = form_of([], ask("date"))
    assert form.validate()
    assert shown(form) == ["Not provided"]


# -- rankings --

RANKING = ask("ranking", options=OPTIONS, places="2")


def test_a_ranking_keeps_its_order() -> None:
    form = form_of([("answer-it", "time"), ("answer-it", "cost")], RANKING)
    assert form.validate()
    assert form.response("a").answers == {"it": ("time", "cost")}
    assert shown(form) == ["1. Time<br>2. Cost"]


def test_a_place_left_out_closes_up() -> None:
    form = form_of([("answer-it", ""), ("answer-it", "cost")], RANKING)
    assert form.validate()
    assert form.response("a").answers == {"it": ("cost",)}


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        (["time", "time"], "Choose something different in each place"),
        (["money"], "Choose from the lists"),
        (["time", "cost", "help"], "Choose from the lists"),
    ],
)
def test_an_invalid_ranking_is_reported(chosen: list[str], told: str) -> None:
    form = form_of([("answer-it", each) for each in chosen], RANKING)
    assert not form.validate()
    assert form.problems()[0]["text"].startswith(told)


# -- faces, pages, consent --


def test_a_face_always_has_its_label() -> None:
    form = form_of([("answer-it", "good")], ask("faces", options=FACES))
    assert form.validate()
    assert form.response("a").answers == {"it": "good"}
    ((field,),) = (section.fields for section in render_sections(form))
    drawn = [str(item["html"]) for item in field.params["items"]]
    assert ["Good" in drawn[0], "Not good" in drawn[1], "I do not want to say" in drawn[2]] == [True] * 3
    assert ["<svg" in each for each in drawn] == [True, True, False]


PAGES = (Option.model_construct(id="/a-page/", text="A page"), Option.model_construct(id="/b-page/", text="B page"))


def form_with_pages(typed: Typed, sample_handbook: Handbook) -> AnswerForm:
    """The sample's form with every kind of question, over a handbook of two pages."""
    with Flask(__name__).test_request_context():
        return form_for(sample_handbook.runs["every-kind"], PAGES)(formdata=MultiDict(typed))


def test_a_page_is_read_by_a_person_and_not_counted(sample_handbook: Handbook) -> None:
    form = form_with_pages([("answer-which-page", "/a-page/")], sample_handbook)
    form.validate()
    response = form.response("a")
    assert response.words == {"which-page": "/a-page/"}
    assert "which-page" not in response.answers
    assert "A page" in shown(form)


def test_a_page_that_the_handbook_does_not_have_is_no_answer(sample_handbook: Handbook) -> None:
    form = form_with_pages([("answer-which-page", "/c-page/")], sample_handbook)
    assert not form.validate()
    assert "answer-which-page" in [each["href"].removeprefix("#") for each in form.problems()]


@pytest.mark.parametrize(("sent", "may"), [("yes", True), ("on", False), ("", False)])
def test_only_a_tick_is_consent(sent: str, may: bool) -> None:  # noqa: FBT001
    words, consent = ask("long text"), ask("consent", id="quote", text="You may use my words")
    form = form_of([("answer-it", "More notice."), ("answer-quote", sent)], words, consent)
    assert form.validate()
    response = form.response("a")
    assert (response.may_quote, response.words, response.answers) == (may, {"it": "More notice."}, {})


def test_who_is_asked_for_consent_reads_what_a_yes_means(app: Flask) -> None:
    text = Visitor(app).get("/answer/every-kind/").text
    asked = text.index("May we quote you?")
    meaning = text.index("If you leave it empty, nobody quotes you")
    assert asked < meaning < text.index("You may use my words, once details about people are taken out")
    assert "after two people have read it" in text[asked:meaning]


# -- grids --

GRID = {
    "id": "g",
    "kind": "grid",
    "text": "How is support?",
    "rows": [{"id": "day", "text": "By day."}, {"id": "night", "text": "By night."}],
}


def test_each_statement_of_a_grid_is_answered_stored_and_told_apart() -> None:
    form = form_of([("answer-day", "agree"), ("answer-night", "made-up")], GRID)
    assert not form.validate()
    assert [(each["href"], each["text"]) for each in form.problems()] == [
        ("#answer-night", "Choose how much you agree, or leave it empty: By night.")
    ]
    half = form_of([("answer-day", "agree")], GRID)
    assert half.validate()
    assert half.response("a").answers == {"day": "agree"}
    ((field,),) = (section.fields for section in render_sections(form))
    assert (field.macro, len(field.params["rows"])) == ("grid", 2)
    right = form_of([("answer-day", "agree"), ("answer-night", "disagree")], GRID)
    assert right.validate()
    assert right.response("a").answers == {"day": "agree", "night": "disagree"}


# -- only if --

FIRST = {"id": "paid", "kind": "agreement", "text": "I am paid on time."}
ONLY = {"question": "paid", "answers": ["disagree", "strongly-disagree"]}
THEN = ask("one of", options=OPTIONS, show_if=ONLY)
LAST = ask("one of", id="more", options=OPTIONS, show_if={"question": "it", "answers": ["cost"]})


def test_a_question_can_only_be_wrong_where_it_is_asked() -> None:
    assert form_of([("answer-paid", "agree")], FIRST, THEN).validate()
    assert form_of([("answer-paid", "disagree")], FIRST, THEN).validate()
    asked = form_of([("answer-paid", "disagree"), ("answer-it", "no such thing")], FIRST, THEN)
    assert not asked.validate()
    assert [each["href"] for each in asked.problems()] == ["#answer-it"]


def test_an_answer_that_nobody_asked_for_is_said_to_be_left_out_and_is_not_stored() -> None:
    form = form_of([("answer-paid", "agree"), ("answer-it", "cost"), ("answer-more", "time")], FIRST, THEN, LAST)
    assert form.validate()
    assert form.response("a").answers == {"paid": "agree"}
    left_out = "Left out: your other answers do not lead to this question"
    assert shown(form) == ["Agree", left_out, left_out]


def test_a_wrong_answer_that_nobody_asked_for_stops_nobody() -> None:
    assert form_of([("answer-paid", "agree"), ("answer-it", "no such thing")], FIRST, THEN).validate()


def test_whoever_has_no_script_reads_of_whom_a_question_is_asked() -> None:
    (section,) = render_sections(form_of([], FIRST, THEN))
    assert section.fields[0].only_if is None
    assert section.fields[1].only_if == 'Only if you answered "Disagree" or "Strongly disagree" to "I am paid on time."'
    assert section.fields[1].condition == ("answer-paid", "disagree strongly-disagree")


# -- about oneself --

AGE = {"id": "age", "kind": "one of", "text": "How old are you?", "options": OPTIONS}


def test_equality_questions_may_be_left_empty_and_are_kept_apart() -> None:
    assert form_of([("answer-paid", "agree")], FIRST, equality=[AGE]).validate()
    form = form_of([("answer-paid", "agree"), ("answer-age", "cost")], FIRST, equality=[AGE])
    assert form.validate()
    assert (form.response("a").answers, form.response("a").equality_answers) == ({"paid": "agree"}, {"age": "cost"})
    assert not form_of([("answer-paid", "agree"), ("answer-age", "x")], FIRST, equality=[AGE]).validate()
