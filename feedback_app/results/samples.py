"""Invented replies to any questionnaire, always the same ones, for trials and for the shipped examples.

How they lean is beside the questions, in `sample.yml`; no form is named here.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from feedback_app.privacy.codes import ALPHABET, LENGTH, normalise
from feedback_app.responses import Answer, Response
from handbook.surveys.questions import AGREEMENT, DO_NOT_KNOW, PREFER_NOT_TO_SAY, Question, QuestionKind
from handbook.surveys.survey import Sample, SurveyRun

Leaning = int | Mapping[str, int]
"""How many in a hundred agree, the likeliest number times ten, or the weight of each option."""

Weighted = Sequence[tuple[Answer | None, int]]
"""Answers with their weights; None is a question left empty."""

NOTHING_SAID = Sample()
"""For a form without a `sample.yml`: every question leans as its own name happens to say."""


INVENTED_TEXTS = (
    "An invented text, so that reading can be practised. It is about nobody.",
    "Invented too. Suppose it says that something went well, and why.",
    "Invented. Suppose it asks for one change, and becomes part of a finding.",
    "Invented. Suppose it tells that somebody may not be safe, and has to be handed over.",
)
"""What is written where `sample.yml` has no texts for a question."""


def invented_responses(
    run: SurveyRun, replies: int, sample: Sample = NOTHING_SAID, *, with_texts: bool = False
) -> Iterator[Response]:
    """So many responses to a survey run, the same for the same questions and `sample`; nobody ever wrote any of them.

    Words are invented only where that is said: a shipped example shows none.
    """
    columns = {
        question.id: _answers_to(run, question, replies, sample)
        for question in run.questionnaire.questions
        if question.kind.is_counted
    }
    rows = [{name: column[place] for name, column in columns.items()} for place in range(replies)]
    people = [
        _without_skipped_questions(run, {name: answer for name, answer in row.items() if answer is not None})
        for row in rows
    ]
    words = _texts_by_person(run, people, sample) if with_texts else {}
    apart = run.questionnaire.equality_ids
    for place, answers in enumerate(people):
        yield Response(
            receipt=_receipt(run.key, place),
            run_key=run.key,
            answers={name: answer for name, answer in answers.items() if name not in apart},
            equality_answers={name: answer for name, answer in answers.items() if name in apart},
            words=words.get(place, {}),
            may_quote=run.questionnaire.asks_to_quote and place % 2 == 0,
        )


def _without_skipped_questions(run: SurveyRun, answers: dict[str, Answer]) -> dict[str, Answer]:
    """The answers without those to questions that the other answers skip."""
    answered: dict[str, Answer] = {}
    for question in run.questionnaire.questions:
        if question.id in answers and _is_asked(question, answered):
            answered[question.id] = answers[question.id]
    return answered


def _is_asked(question: Question, answers: Mapping[str, Answer]) -> bool:
    condition = question.show_if
    return condition is None or answers.get(condition.question) in condition.answers


def _texts_by_person(
    run: SurveyRun, people: Sequence[Mapping[str, Answer]], sample: Sample
) -> dict[int, dict[str, str]]:
    """Who writes what: each text once, by a person who is asked for it."""
    words: dict[int, dict[str, str]] = {}
    for question in run.questionnaire.questions:
        if question.kind.is_words:
            writers = [place for place, answers in enumerate(people) if _is_asked(question, answers)]
            texts = sample.texts.get(question.id, INVENTED_TEXTS)
            for place, text in zip(_shuffled(writers, f"{run.key}/{question.id}"), texts, strict=False):
                words.setdefault(place, {})[question.id] = text
    return words


def _shuffled(places: Iterable[int], seed: str) -> list[int]:
    return sorted(places, key=lambda place: _digest(f"{seed}/{place}"))


def _answers_to(run: SurveyRun, question: Question, replies: int, sample: Sample) -> list[Answer | None]:
    """One question's answers, one for each person."""
    seed = f"{run.key}/{question.id}"
    leaning: Leaning | None = sample.options.get(question.id, sample.agreement.get(question.id))
    if question.kind is QuestionKind.SEVERAL_OF:
        return _ticks(question, leaning, replies, seed)
    if question.kind is QuestionKind.RANKING:
        return [_top_ranks(ticks, question.places) for ticks in _ticks(question, leaning, replies, seed)]
    return _distribute(_WEIGHTS.get(question.kind, _option_weights)(question, leaning, seed), replies, seed)


def _top_ranks(ticks: Answer | None, places: int) -> Answer | None:
    return ticks[:places] if isinstance(ticks, tuple) else ticks


def _agreement_weights(_: Question, leaning: Leaning | None, seed: str) -> Weighted:
    agreeing = leaning if isinstance(leaning, int) else 40 + _number(seed, 45)
    strongly = agreeing * (20 + agreeing // 4) // 100
    other = 100 - agreeing
    neither = other * (30 + _number(seed + "/neither", 25)) // 100
    firmly = (other - neither) * (25 + _number(seed + "/firmly", 20)) // 100
    points = (strongly, agreeing - strongly, neither, other - neither - firmly, firmly)
    weighted: list[tuple[Answer | None, int]] = [
        (point.id, weight) for point, weight in zip(AGREEMENT, points, strict=True)
    ]
    empty = 1 + _number(seed + "/empty", 4)
    return [*weighted, (DO_NOT_KNOW.id, 1 + _number(seed + "/know", 6)), (PREFER_NOT_TO_SAY.id, 1), (None, empty)]


def _option_weights(question: Question, leaning: Leaning | None, seed: str) -> Weighted:
    weights = leaning if isinstance(leaning, Mapping) else {}
    weighted: list[tuple[Answer | None, int]] = [
        (option.id, weights.get(option.id, 10 + _number(f"{seed}/{option.id}", 40))) for option in question.options
    ]
    return [*weighted, (PREFER_NOT_TO_SAY.id, 3), (None, 3)]


def _number_weights(_: Question, leaning: Leaning | None, seed: str) -> Weighted:
    likeliest = leaning // 10 if isinstance(leaning, int) else 5 + _number(seed, 5)
    by_distance = (24, 16, 10, 7, 5, 3, 2, 1, 1, 1, 1)
    return [
        *((number, by_distance[abs(number - likeliest)]) for number in range(11)),
        (PREFER_NOT_TO_SAY.id, 2),
        (None, 3),
    ]


_WEIGHTS: dict[QuestionKind, Callable[[Question, Leaning | None, str], Weighted]] = {
    QuestionKind.AGREEMENT: _agreement_weights,
    QuestionKind.NUMBER: _number_weights,
}
"""By kind, for questions that are answered with one choice which is not an option of their own."""


def _ticks(question: Question, leaning: Leaning | None, replies: int, seed: str) -> list[Answer | None]:
    weights = leaning if isinstance(leaning, Mapping) else {}
    columns = []
    for option in question.options:
        own = f"{seed}/{option.id}"
        share = weights.get(option.id, 10 + _number(own, 60))
        columns.append(_distribute([(option.id, share), (None, 100 - share)], replies, own))
    return [tuple(str(tick) for tick in row if tick is not None) for row in zip(*columns, strict=True)]


def _distribute(weighted: Weighted, people: int, seed: str) -> list[Answer | None]:
    """Each answer as often as its weight says, in an order that depends on the seed alone."""
    total = sum(weight for _, weight in weighted)
    ends, so_far = [], 0
    for answer, weight in weighted:
        so_far += weight
        ends.append((answer, people * so_far // total))
    distributed: list[Answer | None] = []
    for answer, end in ends:
        distributed += [answer] * (end - len(distributed))
    return [
        answer for _, answer in sorted(enumerate(distributed), key=lambda numbered: _digest(f"{seed}/{numbered[0]}"))
    ]


def _receipt(key: str, place: int) -> str:
    printed = normalise("".join(ALPHABET[byte % len(ALPHABET)] for byte in _digest(f"{key}/receipt/{place}")[:LENGTH]))
    if printed is None:
        raise AssertionError("letters of the alphabet make a receipt")
    return printed


def _number(seed: str, below: int) -> int:
    return int.from_bytes(_digest(seed)[:4], "big") % below


def _digest(seed: str) -> bytes:
    # Not `random`: its sequences are not promised to stay the same from one Python to the next.
    return hashlib.sha256(f"invented\n{seed}".encode()).digest()
