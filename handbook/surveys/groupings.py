"""Groupings of the answers to a question, from fine to coarse, for few replies.

Groupings are fixed before anybody answers. Only the number of replies, and one yes-or-no about the answers as a whole,
decide which of them is shown; nothing is merged because of what people said.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from handbook.surveys.questionnaire import Questionnaire
from handbook.surveys.questions import AGREEMENT, UNCOUNTED, Option, Question, QuestionKind

MAX_LABEL_LENGTH = 200
"""In characters; longer labels of combined answers are shortened."""


@dataclass(frozen=True)
class CountedCell:
    """Answers that are counted together, and their label."""

    label: str
    answers: frozenset[str | int]


Grouping = tuple[CountedCell, ...]
"""Every counted answer once, in the order of display: most agreement or highest number first."""

Groupings = tuple[Grouping, ...]
"""From the finest to the coarsest; each combines whole cells of the one before."""


def _cell(label: str, *answers: str | int) -> CountedCell:
    return CountedCell(label, frozenset(answers))


_AGREE = _cell("Agree or strongly agree", "strongly-agree", "agree")
_NEITHER = _cell("Neither agree nor disagree", "neither")
_DISAGREE = _cell("Disagree or strongly disagree", "disagree", "strongly-disagree")
_NOT_AGREE = CountedCell("Neither, or disagree, or strongly disagree", _NEITHER.answers | _DISAGREE.answers)

AGREEMENT_GROUPINGS: Groupings = (
    tuple(_cell(option.text, option.id) for option in AGREEMENT),
    (_AGREE, _NEITHER, _DISAGREE),
    (_AGREE, _NOT_AGREE),
)

AGREEING = frozenset(
    cell.label for grouping in AGREEMENT_GROUPINGS for cell in grouping if cell.answers <= _AGREE.answers
)
"""The labels of cells with only agreement."""

NUMBER_GROUPINGS: Groupings = (
    (_cell("9 or 10", 9, 10), _cell("7 or 8", 7, 8), _cell("0 to 6", *range(7))),
    (_cell("9 or 10", 9, 10), _cell("0 to 8", *range(9))),
)


def _all_options(question: Question) -> Groupings:
    """All options or none, because it is not known which ones belong together."""
    return (tuple(_cell(option.text, option.id) for option in question.options),)


GROUPINGS: dict[QuestionKind, Callable[[Question], Groupings]] = {
    QuestionKind.AGREEMENT: lambda _: AGREEMENT_GROUPINGS,
    QuestionKind.NUMBER: lambda _: NUMBER_GROUPINGS,
    QuestionKind.ONE_OF: _all_options,
    QuestionKind.FACES: _all_options,
}
"""The kinds with mutually exclusive answers; `several of` and `ranking` have a share for each option."""


def groupings_of(question: Question, questionnaire: Questionnaire) -> Groupings:
    """The groupings of a question within its form.

    If other questions depend on the answer, no cell mixes people who are asked different questions. The number of
    people who were asked a further question is then always a sum of published shares.
    """
    own = GROUPINGS[question.kind](question)
    routed = _by_what_is_asked_next(question, questionnaire, own)
    if len(routed) < 2:
        return own
    usable = tuple(grouping for grouping in own if all(_lies_within_one(cell, routed) for cell in grouping))
    return usable if {cell.answers for cell in usable[-1]} == {cell.answers for cell in routed} else (*usable, routed)


def _by_what_is_asked_next(question: Question, questionnaire: Questionnaire, own: Groupings) -> Grouping:
    """A grouping of the answers by the counted questions that follow."""
    asked_after = [
        frozenset(other.show_if.answers)
        for other in questionnaire.questions
        if other.kind.is_counted and other.show_if and other.show_if.question == question.id
    ]
    together: dict[tuple[bool, ...], list[Option]] = {}
    for option in question.choices:
        if option not in UNCOUNTED:
            together.setdefault(tuple(option.id in answers for answers in asked_after), []).append(option)
    labels = {cell.answers: cell.label for grouping in own for cell in grouping}
    cells = ((_joined_label(options), frozenset(option.id for option in options)) for options in together.values())
    return tuple(CountedCell(labels.get(answers, joined), answers) for joined, answers in cells)


def _lies_within_one(cell: CountedCell, grouping: Grouping) -> bool:
    return any(cell.answers <= other.answers for other in grouping)


def _joined_label(options: Iterable[Option]) -> str:
    texts = [option.text for option in options]
    label = ", or ".join(texts)
    if len(label) <= MAX_LABEL_LENGTH:
        return label
    return f"One of {len(texts)} answers, the first of them: {texts[0][:MAX_LABEL_LENGTH]}"
