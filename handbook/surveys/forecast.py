"""Forecasts how much of a form can be shown in its results, from its questions and the thresholds."""

from dataclasses import dataclass
from typing import Final

from handbook.surveys.disclosure_control import BY_OPTION
from handbook.surveys.groupings import groupings_of
from handbook.surveys.questionnaire import Questionnaire
from handbook.surveys.questions import Question
from handbook.surveys.survey import SurveyRun
from handbook.surveys.thresholds import THRESHOLDS, Thresholds

REPLIES: Final = (10, 30, 100)
"""The numbers of replies with a forecast."""


@dataclass(frozen=True)
class Forecast:
    """The most that a number of replies to one form can show."""

    replies: int
    counted: int
    """The number of counted questions."""
    shown: int
    """The number of questions that can have figures."""
    routed: int
    """The number of conditional questions."""
    routed_shown: int
    """How many of those can have figures if half of the people are asked."""


def forecasts(run: SurveyRun, thresholds: Thresholds = THRESHOLDS) -> tuple[Forecast, ...]:
    """One forecast for each number of replies in REPLIES."""
    own = thresholds.for_run(run)
    return tuple(_forecast(run.questionnaire, replies, own) for replies in REPLIES)


def _forecast(form: Questionnaire, replies: int, thresholds: Thresholds) -> Forecast:
    asked: dict[str, int] = {}
    shown: dict[str, int] = {}
    counted = [question for question in form.questions if question.kind.is_counted]
    for question in counted:
        condition = question.show_if
        asked[question.id] = (
            replies if condition is None else asked[condition.question] // 2 if shown[condition.question] else 0
        )
        shown[question.id] = max_answers_shown(question, form, asked[question.id], thresholds)
    routed = [question.id for question in counted if question.show_if]
    return Forecast(
        replies=replies,
        counted=len(counted),
        shown=sum(bool(answers) for answers in shown.values()),
        routed=len(routed),
        routed_shown=sum(bool(shown[question]) for question in routed),
    )


def max_answers_shown(question: Question, form: Questionnaire, answers: int, thresholds: Thresholds) -> int:
    """The largest number of answers in which a question can be shown; 0 if it cannot be shown."""
    if answers < thresholds.group:
        return 0
    if question.kind in BY_OPTION:
        return len(question.options) if answers >= 2 * thresholds.cell else 0
    most = min(thresholds.answers_shown(answers), answers // thresholds.cell)
    return max((len(grouping) for grouping in groupings_of(question, form) if len(grouping) <= most), default=0)
