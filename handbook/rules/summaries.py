"""Rules about published summaries: a release must be able to have made them, even invented ones.

A service may have raised its thresholds, so the lowest ones apply. If the questions have changed since, a summary is
only checked for consistency.
"""

import re
from collections.abc import Iterator, Mapping

from handbook.source.problems import Problem
from handbook.sources import Sources
from handbook.surveys.disclosure_control import (
    BY_OPTION,
    FEWER,
    SOME_CHOICES_WITHHELD,
    TOO_FEW_ASKED,
    TOO_FEW_OR_ALIKE,
    exact_bases,
    possible_bases,
)
from handbook.surveys.groupings import GROUPINGS, NUMBER_GROUPINGS, Groupings, groupings_of
from handbook.surveys.questionnaire import Questionnaire
from handbook.surveys.questions import Question, QuestionKind, ShowIf
from handbook.surveys.summaries import QuestionSummary, Summary
from handbook.surveys.survey import SurveyRun
from handbook.surveys.survey_files import run_file, summary_file
from handbook.surveys.thresholds import THRESHOLDS, Thresholds

USE_PUBLISHED_FILE = "take the file from `publish` as it is"

Fault = tuple[str, str]
"""The key of a question's result, and the message about its value."""


def check_release_rule(sources: Sources) -> Iterator[Problem]:
    """Every number, label and sentence of a summary complies with the release rule."""
    for key, summary in sources.handbook.summaries.items():
        run, path = sources.handbook.runs[key], summary_file(key)
        thresholds = THRESHOLDS.for_run(run)
        if summary.example and not run.wave.example:
            message = (
                f"these answers are invented, as in a store for trying, and {run_file(run.key)} does not say so; "
                "take this file away, or write `example: yes` there too"
            )
            yield sources.problem(path, ("example",), message)
        if summary.replies is not None and not exact_bases(summary.replies, thresholds):
            yield sources.problem(path, ("replies",), _no_such_number(thresholds))
        for index, result in enumerate(summary.questions):
            for at, message in _faults(result, summary, thresholds):
                yield sources.problem(path, ("questions", index, at), f"{message}; {USE_PUBLISHED_FILE}")
        if run.wave.fingerprint == run.questionnaire.fingerprint:
            yield from _as_asked(sources, path, run, summary)


def _no_such_number(thresholds: Thresholds) -> str:
    return (
        f"a release rounds to the nearest 5 and tells no number under {thresholds.group}, "
        f"so this one was written by hand; {USE_PUBLISHED_FILE}"
    )


def _faults(result: QuestionSummary, summary: Summary, thresholds: Thresholds) -> Iterator[Fault]:
    """What is wrong with the result of a question, regardless of the form."""
    if not result.kind.is_counted:
        yield "kind", f"answers of kind `{result.kind}` are not counted, so no release has this question"
        return
    other = "shares" if result.kind in BY_OPTION else "option_shares"
    if getattr(result, other):
        yield other, f"a question of kind `{result.kind}` has no `{other}`"
    elif result.base is None:
        yield from _silent_faults(result, thresholds)
    elif not exact_bases(result.base, thresholds):
        yield "base", _no_such_number(thresholds).removesuffix(f"; {USE_PUBLISHED_FILE}")
    elif summary.replies is None or result.base > summary.replies:
        yield "base", f"no question has more answers than people who replied ({summary.replies or 'too few to tell'})"
    else:
        yield from _shown_faults(result, result.base, thresholds)


def _shown_faults(result: QuestionSummary, base: int, thresholds: Thresholds) -> Iterator[Fault]:
    """What is wrong with the shares of a result with a base."""
    if not result.shares and not result.option_shares and result.withheld != TOO_FEW_OR_ALIKE:
        yield "withheld", f'a question with a number of answers and no shares says "{TOO_FEW_OR_ALIKE}"'
    elif result.shares and result.withheld:
        yield "withheld", "this question is shown with all its answers, so nothing is withheld"
    elif result.option_shares and result.withheld not in (None, SOME_CHOICES_WITHHELD):
        yield "withheld", f'where some choices are left out, a release says "{SOME_CHOICES_WITHHELD}"'
    elif len(result.shares) > thresholds.answers_shown(_max_before_rounding(base)):
        yield "shares", f"{base} answers are too few to show a question in {len(result.shares)} answers"
    elif not possible_bases(result, base, thresholds):
        key = "option_shares" if result.kind in BY_OPTION else "shares"
        yield key, f"about {base} answers cannot give these shares with at least {thresholds.cell} people in each"
    else:
        yield from _label_faults(result)


def _silent_faults(result: QuestionSummary, thresholds: Thresholds) -> Iterator[Fault]:
    if result.shares or result.option_shares:
        yield "id", "shares are shown only together with the number of answers, `base`"
    elif result.withheld != TOO_FEW_ASKED:
        fewer = re.fullmatch(re.escape(FEWER).replace(r"\{\}", "([0-9]{1,7})"), result.withheld or "")
        if fewer is None or int(fewer[1]) < thresholds.group:
            yield "withheld", f'a question without a number of answers says "{FEWER.format(thresholds.group)}"'


def _label_faults(result: QuestionSummary) -> Iterator[Fault]:
    """Labels that are wrong in any form; labels of options are compared with the form."""
    labels = [share.label for share in (*result.shares, *result.option_shares)]
    if len(set(labels)) < len(labels):
        yield "shares" if result.shares else "option_shares", "two shares have the same label"
    elif result.kind is QuestionKind.NUMBER and labels and labels not in _labels_of(NUMBER_GROUPINGS):
        known = _listed(_labels_of(NUMBER_GROUPINGS))
        yield "shares", f"these are not the groups of numbers that a release tells: {known}"
    elif len(result.shares) == 1:
        yield "shares", "one share alone tells that everybody gave the same answer, which no release does"


def _labels_of(groupings: Groupings) -> list[list[str]]:
    return [[cell.label for cell in grouping] for grouping in groupings]


def _listed(groupings: list[list[str]]) -> str:
    return ", or ".join("; ".join(f'"{label}"' for label in labels) for labels in groupings)


def _as_asked(sources: Sources, path: str, run: SurveyRun, summary: Summary) -> Iterator[Problem]:
    """What is wrong with a summary of the current questions."""
    form = run.questionnaire
    counted = [question for question in form.questions if question.kind.is_counted]
    order = [
        question.id
        for equality in (False, True)
        for question in counted
        if (question.id in form.equality_ids) is equality
    ]
    results = {result.id: (index, result) for index, result in enumerate(summary.questions)}
    known = {question.id for question in form.questions}
    # An unknown id is reported by the rule about names, with the one that was meant.
    missing = [question for question in order if question not in results] if set(results) <= known else []
    if missing:
        message = f"the question `{missing[0]}` is missing, and a release tells of each; {USE_PUBLISHED_FILE}"
        yield sources.key_problem(path, ("questions",), message)
    elif set(results) <= known and [name for name in results if name in order] != order:
        message = f"a release tells of questions in the order asked, equality questions last; {USE_PUBLISHED_FILE}"
        yield sources.key_problem(path, ("questions",), message)
    by_id = {name: result for name, (_, result) in results.items()}
    for question in counted:
        if question.id not in results:
            continue
        index, result = results[question.id]
        if result.kind is question.kind:
            for at, message in _faults_as_asked(result, question, form, by_id):
                yield sources.problem(path, ("questions", index, at), f"{message}; {USE_PUBLISHED_FILE}")


def _faults_as_asked(
    result: QuestionSummary,
    question: Question,
    form: Questionnaire,
    summaries: Mapping[str, QuestionSummary],
) -> Iterator[Fault]:
    """What is wrong with a result, given its question and the question that it depends on."""
    labels = [share.label for share in (*result.shares, *result.option_shares)]
    options = [option.text for option in question.options]
    if question.kind in BY_OPTION:
        unknown = [label for label in labels if label not in options]
        whole = question.kind is QuestionKind.RANKING or result.withheld is None
        if unknown:
            yield "option_shares", f"nobody could choose `{unknown[0]}`"
        elif labels and (labels != [option for option in options if option in labels] or (whole and labels != options)):
            yield "option_shares", "the choices are not those that people saw, all of them and in their order"
        elif labels == options and result.withheld:
            yield "withheld", "each choice is shown, so nothing is withheld"
    elif labels:
        known = _labels_of(groupings_of(question, form))
        if labels not in known:
            yield "shares", f"answers are counted together as {_listed(known)}"
    yield from _routed_faults(result, question, form, summaries)


def _routed_faults(
    result: QuestionSummary,
    question: Question,
    form: Questionnaire,
    summaries: Mapping[str, QuestionSummary],
) -> Iterator[Fault]:
    """What is wrong with a conditional question: it is withheld with the one it depends on, and has no larger base."""
    condition = question.show_if
    decides = summaries.get(condition.question) if condition else None
    if condition is None or decides is None:
        if condition is None and result.withheld == TOO_FEW_ASKED:
            yield "withheld", "everybody was asked this"
        return
    if not decides.shares and result.withheld != TOO_FEW_ASKED:
        yield "id", f"`{condition.question}` is not shown, so a release tells nothing about those who were asked this"
    elif decides.shares and result.withheld == TOO_FEW_ASKED:
        yield "withheld", f"`{condition.question}` is shown, so enough people were asked this"
    elif decides.base and result.base and result.base > _max_asked(decides, decides.base, condition, form):
        yield "base", f"fewer people were asked this, as the shares of `{condition.question}` say"


def _max_asked(decides: QuestionSummary, base: int, condition: ShowIf, form: Questionnaire) -> float:
    """The largest possible base of a conditional question."""
    # If the deciding question is missing or of another kind, which other rules report, all its shares count.
    deciders = {question.id: question for question in form.questions if question.kind in GROUPINGS}
    groupings = groupings_of(deciders[condition.question], form) if condition.question in deciders else ()
    cells = {cell.label: cell.answers for grouping in groupings for cell in grouping}
    answers = frozenset(condition.answers)
    asked = [share.percent for share in decides.shares if cells.get(share.label, frozenset()) <= answers]
    most = _max_before_rounding(base)
    return sum((2 * percent + 1) * most / 200 for percent in asked) + 2


def _max_before_rounding(base: int) -> int:
    """The largest number that is rounded to this one."""
    return base + 2


RULES = (check_release_rule,)
