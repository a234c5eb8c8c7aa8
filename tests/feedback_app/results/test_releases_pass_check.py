"""`check` accepts whatever a release can say, and refuses what was changed in it by hand."""

import dataclasses
import random
from collections.abc import Iterator

import pytest

from feedback_app.responses import Answer
from feedback_app.results.disclosure_control import Reply, tally, tally_equality
from handbook.handbook import Handbook
from handbook.rules.summaries import check_release_rule
from handbook.source.source_file import Record
from handbook.sources import Sources
from handbook.surveys.disclosure_control import possible_counts, rounded_count
from handbook.surveys.questions import Question, QuestionKind
from handbook.surveys.summaries import Summary
from handbook.surveys.survey import SurveyRun
from handbook.surveys.survey_files import summary_file
from handbook.surveys.thresholds import THRESHOLDS, Thresholds
from tests.handbooks import sample_sources

RELEASES = 120


@pytest.fixture(scope="module")
def handbook() -> Handbook:
    return sample_sources().handbook


def answers_of(question: Question, dice: random.Random) -> Answer | None:
    """Something that a person can answer, or nothing; early options far oftener than late ones."""
    if dice.random() < 0.1:
        return None
    if question.kind is QuestionKind.NUMBER:
        return min(10, int(dice.expovariate(0.3)))
    known = [choice.id for choice in question.choices]
    if question.kind is QuestionKind.SEVERAL_OF:
        return tuple(option.id for option in question.options if dice.random() < 0.4)
    if question.kind is QuestionKind.RANKING:
        return tuple(dice.sample(known, question.places))
    return known[min(int(dice.expovariate(dice.choice((0.5, 1.5)))), len(known) - 1)]


def a_reply(run: SurveyRun, dice: random.Random) -> dict[str, Answer]:
    reply: dict[str, Answer] = {}
    for question in run.questionnaire.questions:
        only = question.show_if
        if question.kind.is_counted and (only is None or reply.get(only.question) in only.answers):
            answer = answers_of(question, dice)
            reply |= {} if answer is None else {question.id: answer}
    return reply


def summary_of(run: SurveyRun, replies: list[Reply], thresholds: Thresholds) -> Summary:
    own = thresholds.for_run(run)
    return Summary(
        asking=run.key,
        title=run.title,
        opens=run.wave.opens,
        closes=run.wave.closes,
        released=run.wave.answer_due,
        replies=rounded_count(len(replies), own),
        questions=(*tally(run.questionnaire, replies, own), *tally_equality(run.questionnaire, replies, own)),
    )


def faults(handbook: Handbook, run: SurveyRun, summary: Summary) -> list[str]:
    """What `check` says about a summary of one survey run."""
    path = summary_file(run.key)
    book = dataclasses.replace(handbook, summaries={run.key: summary})
    # Every run is found by its key in the surveys; a changed one is put in its place.
    vars(book)["runs"] = {**handbook.runs, run.key: run}
    sources = Sources(book, {path: Record(path, {}, {}, {})})
    return [str(problem) for problem in check_release_rule(sources)]


def releases(handbook: Handbook) -> Iterator[tuple[SurveyRun, list[Reply], Thresholds]]:
    """Forms with every kind of question, answered by few and by many, in all kinds of moods."""
    form = handbook.runs["every-kind"]
    of_children = dataclasses.replace(form, survey=form.survey.model_copy(update={"for_children": True}))
    for seed in range(RELEASES):
        dice = random.Random(seed)  # noqa: S311 (the same answers each time)
        people = dice.choice((0, 3, 12, 25, 33, 60, 120, 400))
        run = dice.choice((form, form, of_children))
        thresholds = dice.choice((THRESHOLDS, THRESHOLDS.raised({"group": 15, "cell": 8})))
        yield run, [a_reply(run, dice) for _ in range(people)], thresholds


def test_check_accepts_whatever_a_release_says(handbook: Handbook) -> None:
    withheld = set()
    for run, replies, thresholds in releases(handbook):
        summary = summary_of(run, replies, thresholds)
        assert faults(handbook, run, summary) == []
        withheld |= {(told.withheld, bool(told.base)) for told in summary.questions}
    assert len(withheld) >= 6  # every sentence came up, so the rule was tried on all of them


def test_check_refuses_a_base_that_was_changed(handbook: Handbook) -> None:
    for run, replies, thresholds in list(releases(handbook))[:40]:
        summary = summary_of(run, replies, thresholds)
        for place, told in enumerate(summary.questions):
            for base in (told.base + 1, (summary.replies or 0) + 5) if told.base else ():
                changed = [*summary.questions]
                changed[place] = told.model_copy(update={"base": base})
                by_hand = summary.model_copy(update={"questions": tuple(changed)})
                assert faults(handbook, run, by_hand) != []


def test_check_refuses_shares_under_which_fewer_people_than_allowed_can_stand(handbook: Handbook) -> None:
    refused = 0
    for run, replies, thresholds in list(releases(handbook))[:60]:
        summary, cell = summary_of(run, replies, thresholds), THRESHOLDS.for_run(run).cell
        for place, told in enumerate(summary.questions):
            key = "shares" if told.shares else "option_shares"
            for at, share in enumerate(getattr(told, key)):
                most = (told.base or 0) + 2
                small = max(
                    percent for percent in range(51) if max(possible_counts(percent, most), default=most) < cell
                )
                shares = [*getattr(told, key)]
                shares[at] = share.model_copy(update={"percent": small})
                changed = [*summary.questions]
                changed[place] = told.model_copy(update={key: tuple(shares)})
                assert faults(handbook, run, summary.model_copy(update={"questions": tuple(changed)})) != []
                refused += 1
    assert refused > 100


def test_nothing_is_told_of_those_asked_where_the_question_before_is_silent(handbook: Handbook) -> None:
    form = handbook.runs["every-kind"]
    replies: list[Reply] = [{"called": "missed", "would-help": "agree"}] * 30
    replies += [{"called": "missed", "would-help": "disagree"}] * 30 + [{"called": "called"}] * 30
    summary = summary_of(form, replies, THRESHOLDS)
    called, would_help, *others = summary.questions
    assert would_help.base == 60
    assert faults(handbook, form, summary) == []

    def said(*questions: object) -> str:
        return " ".join(faults(handbook, form, summary.model_copy(update={"questions": (*questions, *others)})))

    silent = summary_of(form, replies[:62], THRESHOLDS).questions
    assert silent[0].shares == silent[1].shares == ()
    assert "`called` is not shown" in said(silent[0], would_help)
    assert "`called` is shown, so enough people were asked" in said(called, silent[1])
    assert "fewer people were asked this" in said(called, would_help.model_copy(update={"base": 90}))
