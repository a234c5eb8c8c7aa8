"""What may be published about the answers to a closed survey run: the all-or-nothing rule for small numbers.

Every published share counts at least `Thresholds.cell` people, and so does every sum or difference of
published shares. If the answers do not allow that, the question is withheld. A zero counts as small: it reveals
that nobody, and so everyone else, gave that answer.

All questions of a release are safe together because no question reveals how many people were asked another: who is
asked a further question is a sum of published shares of the question that decides it
(`handbook.surveys.groupings`), and if that question is withheld, so is everything that depends on it. An empty answer
is no answer.
"""

from collections import Counter
from collections.abc import Mapping, Sequence, Set

from feedback_app.responses import Answer
from handbook.surveys.disclosure_control import (
    BY_OPTION,
    FEWER,
    SOME_CHOICES_WITHHELD,
    TOO_FEW_ASKED,
    TOO_FEW_OR_ALIKE,
    percent_of,
    rounded_count,
)
from handbook.surveys.groupings import GROUPINGS, CountedCell, Grouping, Groupings, groupings_of
from handbook.surveys.questionnaire import Questionnaire
from handbook.surveys.questions import PREFER_NOT_TO_SAY, UNCOUNTED, Question, QuestionKind
from handbook.surveys.summaries import QuestionSummary, Share
from handbook.surveys.thresholds import THRESHOLDS, Thresholds

Reply = Mapping[str, Answer]
"""What one person answered, by question id."""

_UNCOUNTED = frozenset(option.id for option in UNCOUNTED)


class UnknownAnswerError(ValueError):
    """A stored answer is not among the choices of its question."""


def tally(
    questionnaire: Questionnaire, replies: Sequence[Reply], thresholds: Thresholds = THRESHOLDS
) -> tuple[QuestionSummary, ...]:
    """What may be published about every counted question but equality questions, in the order of the form."""
    by_id, apart = {question.id: question for question in questionnaire.questions}, questionnaire.equality_ids
    summaries: dict[str, QuestionSummary] = {}
    for question in by_id.values():
        if not question.kind.is_counted or question.id in apart:
            continue
        if is_withheld(question, summaries):
            summaries[question.id] = _summary(question, None, withheld=TOO_FEW_ASKED)
            continue
        asked = _replies_asked(question, by_id, replies)
        summaries[question.id] = tally_question(question, asked, thresholds, _groupings(question, questionnaire))
    return tuple(summaries.values())


def is_withheld(question: Question, summaries: Mapping[str, QuestionSummary]) -> bool:
    """Whether the question that decides who is asked this one is itself withheld."""
    return question.show_if is not None and not summaries[question.show_if.question].shares


def _groupings(question: Question, questionnaire: Questionnaire) -> Groupings:
    return groupings_of(question, questionnaire) if question.kind in GROUPINGS else ()


def tally_equality(
    questionnaire: Questionnaire, replies: Sequence[Reply], thresholds: Thresholds = THRESHOLDS
) -> tuple[QuestionSummary, ...]:
    """The same for equality questions, whose answers are stored beside no others."""
    questions = (question for question in questionnaire.questions if question.id in questionnaire.equality_ids)
    return tuple(tally_question(question, replies, thresholds) for question in questions)


def _replies_asked(question: Question, by_id: Mapping[str, Question], replies: Sequence[Reply]) -> list[Reply]:
    condition = question.show_if
    if condition is None:
        return list(replies)
    before = _replies_asked(by_id[condition.question], by_id, replies)
    return [reply for reply in before if reply.get(condition.question) in condition.answers]


def tally_question(
    question: Question, replies: Sequence[Reply], thresholds: Thresholds, groupings: Groupings = ()
) -> QuestionSummary:
    """What may be published about one question. `groupings` defaults to those of its kind."""
    if question.kind in BY_OPTION:
        return _tally_options(question, replies, thresholds)
    answers = (reply[question.id] for reply in replies if question.id in reply)
    counts = Counter(answer for answer in answers if answer not in _UNCOUNTED)
    groupings = groupings or GROUPINGS[question.kind](question)
    _check_known(question, counts, {answer for cell in groupings[0] for answer in cell.answers})
    base = counts.total()
    if base < thresholds.group:
        return _summary(question, None, withheld=FEWER.format(thresholds.group))
    grouping = shown_grouping(groupings, counts, thresholds)
    if grouping is None:
        return _summary(question, rounded_count(base, thresholds), withheld=TOO_FEW_OR_ALIKE)
    shares = tuple(Share(label=cell.label, percent=percent_of(_people(cell, counts), base)) for cell in grouping)
    return _summary(question, rounded_count(base, thresholds), shares=shares)


def shown_grouping(groupings: Groupings, counts: Counter[Answer], thresholds: Thresholds) -> Grouping | None:
    """The finest grouping that this many replies allow and whose cells are all safe, or None."""
    most = thresholds.answers_shown(counts.total())
    allowed = (grouping for grouping in groupings if len(grouping) <= most)
    return next(
        (grouping for grouping in allowed if thresholds.is_safe(_people(cell, counts) for cell in grouping)), None
    )


def _tally_options(question: Question, replies: Sequence[Reply], thresholds: Thresholds) -> QuestionSummary:
    """Count each option as yes or no: ticked, or put in one of the places of a ranking.

    A person who ticked nothing says no to every option and stays in the base. So no two options together must cover
    everybody, and nobody can work out from shown options how many people chose two of them.
    """
    ticked = [frozenset(_ticked_ids(reply.get(question.id, ()))) for reply in replies]
    counted = [ticks for ticks in ticked if PREFER_NOT_TO_SAY.id not in ticks]
    counts: Counter[Answer] = Counter(tick for ticks in counted for tick in ticks)
    _check_known(question, counts, {option.id for option in question.options})
    base = len(counted)
    if base < thresholds.group:
        return _summary(question, None, withheld=FEWER.format(thresholds.group))
    shares = tuple(
        Share(label=option.text, percent=percent_of(counts[option.id], base))
        for option in question.options
        if thresholds.is_safe((counts[option.id], base - counts[option.id]))
    )
    if question.kind is QuestionKind.RANKING and len(shares) < len(question.options):
        # Most people fill in every place, so the shown options would add up to what the hidden one has.
        shares = ()
    withheld = None if len(shares) == len(question.options) else SOME_CHOICES_WITHHELD if shares else TOO_FEW_OR_ALIKE
    return _summary(question, rounded_count(base, thresholds), option_shares=shares, withheld=withheld)


def _ticked_ids(answer: Answer) -> tuple[str, ...]:
    if isinstance(answer, tuple):
        return answer
    return (str(answer),)


def _people(cell: CountedCell, counts: Counter[Answer]) -> int:
    return sum(counts[answer] for answer in cell.answers)


def _check_known(question: Question, counts: Counter[Answer], choices: Set[Answer]) -> None:
    unknown = counts.keys() - choices
    if unknown:
        raise UnknownAnswerError(
            f"stored answers to `{question.id}` are not among its choices ({', '.join(sorted(map(str, unknown)))}): "
            "the question was changed while people could answer it; put its old choices back"
        )


def _summary(
    question: Question,
    base: int | None,
    *,
    shares: tuple[Share, ...] = (),
    option_shares: tuple[Share, ...] = (),
    withheld: str | None = None,
) -> QuestionSummary:
    return QuestionSummary(
        id=question.id,
        kind=question.kind,
        text=question.text,
        commitments=question.commitments,
        base=base,
        shares=shares,
        option_shares=option_shares,
        withheld=withheld,
    )
