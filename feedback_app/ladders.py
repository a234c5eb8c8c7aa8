"""The answers of a question, fine to coarse: which of them are taken together where there are few replies.

Ladders are fixed before anybody answers. Only the number of replies, and one yes-or-no about the answers as a whole,
decide which rung is shown; nothing is merged because of what people said.
"""

from collections.abc import Callable
from dataclasses import dataclass

from handbook.questions import AGREEMENT, Question, QuestionKind


@dataclass(frozen=True)
class Cell:
    """Answers that are counted together, and how readers are told so."""

    label: str
    answers: frozenset[str | int]


Rung = tuple[Cell, ...]
"""Every counted answer once, in the order shown: most agreement, or the highest number, first."""

Ladder = tuple[Rung, ...]
"""Rungs from the finest to the coarsest."""


def _cell(label: str, *answers: str | int) -> Cell:
    return Cell(label, frozenset(answers))


_AGREE = _cell("Agree or strongly agree", "strongly-agree", "agree")
_NEITHER = _cell("Neither agree nor disagree", "neither")
_DISAGREE = _cell("Disagree or strongly disagree", "disagree", "strongly-disagree")
_NOT_AGREE = Cell("Neither, or disagree, or strongly disagree", _NEITHER.answers | _DISAGREE.answers)

AGREEMENT_LADDER: Ladder = (
    tuple(_cell(option.text, option.id) for option in AGREEMENT),
    (_AGREE, _NEITHER, _DISAGREE),
    (_AGREE, _NOT_AGREE),
)

NUMBER_LADDER: Ladder = (
    (_cell("9 or 10", 9, 10), _cell("7 or 8", 7, 8), _cell("0 to 6", *range(7))),
    (_cell("9 or 10", 9, 10), _cell("0 to 8", *range(9))),
)


def _options_ladder(question: Question) -> Ladder:
    """All options or none: nobody but the editor knows which options would go together."""
    return (tuple(_cell(option.text, option.id) for option in question.options),)


LADDERS: dict[QuestionKind, Callable[[Question], Ladder]] = {
    QuestionKind.AGREEMENT: lambda _: AGREEMENT_LADDER,
    QuestionKind.NUMBER: lambda _: NUMBER_LADDER,
    QuestionKind.ONE_OF: _options_ladder,
    QuestionKind.FACES: _options_ladder,
}
"""The ladder of each kind whose answers shut one another out; `several of` is told option by option instead."""
