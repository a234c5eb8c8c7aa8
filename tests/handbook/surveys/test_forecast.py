"""What results can show at most is known before anybody answers."""

import dataclasses
from datetime import date

import pytest

from handbook.handbook import Handbook
from handbook.surveys.forecast import Forecast, forecasts, max_answers_shown
from handbook.surveys.questionnaire import Questionnaire
from handbook.surveys.questions import Question
from handbook.surveys.thresholds import THRESHOLDS
from site_builder.checks.report import forecast_lines
from tests.handbooks import sample_sources


@pytest.fixture(scope="module")
def handbook() -> Handbook:
    return sample_sources().handbook


def question(kind: str, options: int = 0) -> Question:
    named = [{"id": each, "text": each} for each in "abcdefg"[:options]]
    return Question.model_validate({"id": "it", "kind": kind, "text": "It?", "options": named})


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        (question("agreement"), (0, 2, 2, 3, 3, 5)),
        (question("number"), (0, 2, 2, 3, 3, 3)),
        (question("one of", 2), (0, 2, 2, 2, 2, 2)),
        (question("one of", 3), (0, 0, 0, 3, 3, 3)),
        (question("one of", 6), (0, 0, 0, 0, 0, 6)),
        (question("several of", 6), (0, 6, 6, 6, 6, 6)),
    ],
    ids=lambda each: each.kind if isinstance(each, Question) else "",
)
def test_a_question_is_shown_in_so_many_answers_at_most(asked: Question, shown: tuple[int, ...]) -> None:
    form = Questionnaire.model_validate({"sections": [{"title": "A", "questions": [asked]}]})
    found = tuple(max_answers_shown(asked, form, people, THRESHOLDS) for people in (9, 10, 29, 30, 99, 100))
    assert found == shown


def test_questions_asked_of_some_shrink_first(handbook: Handbook) -> None:
    assert forecasts(handbook.runs["every-kind"]) == (
        Forecast(replies=10, counted=10, shown=7, routed=2, routed_shown=0),
        Forecast(replies=30, counted=10, shown=9, routed=2, routed_shown=2),
        Forecast(replies=100, counted=10, shown=10, routed=2, routed_shown=2),
    )


def test_half_of_the_people_are_taken_to_be_asked_what_only_some_are_asked(handbook: Handbook) -> None:
    raised = THRESHOLDS.raised({"group": 14})
    assert [each.routed_shown for each in forecasts(handbook.runs["every-kind"], raised)] == [0, 2, 2]


def test_nobody_sees_what_hangs_on_a_question_that_is_not_shown(handbook: Handbook) -> None:
    first = question("one of", 6).model_copy(update={"id": "first"})
    then = tuple(
        Question.model_validate(
            {"id": f"after-{each}", "kind": "agreement", "text": "It?"}
            | {"show_if": {"question": "first", "answers": [each]}}
        )
        for each in "abc"
    )
    form = handbook.runs["mileage"]
    sections = (form.survey.sections[0].model_copy(update={"questions": (first, *then)}),)
    run = dataclasses.replace(form, survey=form.survey.model_copy(update={"sections": sections}))
    # Four groups are asked different things, and four are shown from 100 replies on. With 30, fifteen people would be
    # asked each of the others: enough for a question that is alone.
    assert [(each.shown, each.routed_shown) for each in forecasts(run)] == [(0, 0), (0, 0), (4, 3)]


def test_where_options_are_told_one_by_one_each_share_and_its_rest_need_people() -> None:
    form = Questionnaire.model_validate({"sections": [{"title": "A", "questions": [question("several of", 4)]}]})
    raised = THRESHOLDS.raised({"cell": 8})
    found = [max_answers_shown(question("several of", 4), form, people, raised) for people in (10, 15, 16)]
    assert found == [0, 0, 4]


def test_children_need_twenty(handbook: Handbook) -> None:
    form = handbook.runs["every-kind"]
    of_children = dataclasses.replace(form, survey=form.survey.model_copy(update={"for_children": True}))
    assert [each.shown for each in forecasts(of_children)] == [0, 7, 10]


def test_check_forecasts_what_is_not_open_yet(handbook: Handbook) -> None:
    first, some, *others = forecast_lines(handbook, date(2026, 11, 1))
    assert first == (
        "every-kind opens on 2026-11-02. Results can show figures for so many questions, of 10: 7 with 10 replies, "
        "9 with 30 replies and 10 with 100 replies."
    )
    assert some == (
        "  Of the 2 after certain answers only, if half of the people are asked: 0 with 10 replies, "
        "2 with 30 replies and 2 with 100 replies."
    )
    (of_mileage,) = others
    assert of_mileage == ("mileage opens on 2026-11-02. Results can show figures for its one question with 10 replies.")
    assert list(forecast_lines(handbook, date(2026, 11, 2))) == []
