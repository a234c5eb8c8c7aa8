"""An attacker who has read this project: what the published figures let him work out about every unpublished count."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations, product

from feedback_app.responses import Answer
from feedback_app.results.disclosure_control import Reply, tally
from handbook.surveys.questionnaire import Questionnaire
from handbook.surveys.questions import AGREEMENT, PREFER_NOT_TO_SAY, UNCOUNTED, Option, Question, QuestionKind
from handbook.surveys.summaries import QuestionSummary
from handbook.surveys.thresholds import Thresholds

SMALL = Thresholds(group=4, cell=2, three_answers=7, all_answers=10)
"""The rule at a scale at which every possible outcome of a survey can be tried."""

SMALLEST = Thresholds(group=4, cell=2, three_answers=6, all_answers=8)
"""The rule at the smallest scale at which three answers, and questions asked of some, can be shown at all."""

Table = tuple[int, ...]
"""How many gave each answer."""

Publish = Callable[[Questionnaire, Sequence[Reply]], str]
"""Everything that a release says about these replies, as text."""

Told = Callable[[Question, Sequence[Reply], Thresholds], QuestionSummary]
"""The rule under attack."""

AGREEMENT_QUESTION = Question(id="trust", kind=QuestionKind.AGREEMENT, text="My worker trusts me.")
AGREEMENT_IDS = tuple(option.id for option in AGREEMENT)


def question_with(kind: QuestionKind, options: int) -> Question:
    """A question with this many options."""
    letters = "abcdefgh"[:options]
    return Question(
        id="choice", kind=kind, text="Choose.", options=tuple(Option(id=each, text=each.upper()) for each in letters)
    )


def tables(base: int, cells: int) -> Iterator[Table]:
    """Every way in which so many people can spread over so many answers."""
    if cells == 1:
        yield (base,)
        return
    for first in range(base + 1):
        yield from ((first, *rest) for rest in tables(base - first, cells - 1))


def replies_of(question: Question, answers: Sequence[object], table: Table) -> list[Reply]:
    """The replies that such a table comes from."""
    return [{question.id: answer} for answer, people in zip(answers, table, strict=True) for _ in range(people)]  # type: ignore[dict-item]


def ticks_of(question: Question) -> list[tuple[str, ...]]:
    """Every set of boxes that one person can tick, none included."""
    ids = [option.id for option in question.options]
    return [
        tuple(each for each, on in zip(ids, boxes, strict=True) if on)
        for boxes in product((False, True), repeat=len(ids))
    ]


def unions(cells: int) -> list[tuple[int, ...]]:
    """Every set of answers that is neither nobody nor everybody."""
    return [
        tuple(place for place, on in enumerate(chosen) if on)
        for chosen in product((False, True), repeat=cells)
        if any(chosen) and not all(chosen)
    ]


def broken_cells(
    rule: Told, question: Question, answers: Sequence[object], base: int, looked_at: Iterable[tuple[int, ...]]
) -> tuple[int, list[str]]:
    """How many tables were tried, and each count of under `SMALL.cell` people that the attacker is sure of.

    He knows exactly how many replied, runs the rule on every table there could be, and keeps those that give the
    same published words and figures. A count is broken if all of those agree that it is small.
    """
    alike: dict[str, list[Table]] = defaultdict(list)
    tried = 0
    for table in tables(base, len(answers)):
        alike[rule(question, replies_of(question, answers, table), SMALL).model_dump_json()].append(table)
        tried += 1
    looked = list(looked_at)
    broken = []
    for published, possible in alike.items():
        for cells in looked:
            counts = {sum(table[cell] for cell in cells) for table in possible}
            least, most = min(counts), max(counts)
            if (most < SMALL.cell and most < base) or least == most < SMALL.cell:
                broken.append(f"base {base}: {cells} is {least} to {most} given {published}")
    return tried, broken


def possible_replies(questionnaire: Questionnaire, *, may_be_empty: bool) -> list[Reply]:
    """Everything that one person can answer to a whole form; `may_be_empty`, each question may also be left empty."""
    replies: list[dict[str, Answer]] = [{}]
    for question in questionnaire.questions:
        given: list[Answer | None] = [*_answers_to(question), *([None] if may_be_empty else [])]
        replies = [
            {**reply, question.id: answer} if answer is not None and is_asked else reply
            for reply in replies
            for is_asked in [
                question.show_if is None or reply.get(question.show_if.question) in question.show_if.answers
            ]
            for answer in (given if is_asked else [None])
        ]
    return list(replies)


def _answers_to(question: Question) -> list[Answer]:
    if question.kind is QuestionKind.SEVERAL_OF:
        return list(ticks_of(question))
    if question.kind is QuestionKind.RANKING:
        return list(combinations([option.id for option in question.options], question.places))
    return [option.id for option in question.choices if option not in UNCOUNTED]


def publish(questionnaire: Questionnaire, replies: Sequence[Reply]) -> str:
    """A release at a small scale. The attacker is given more than it says: each published base exactly."""
    said = []
    for told in tally(questionnaire, replies, SMALLEST):
        exact = sum(_counts(reply.get(told.id)) for reply in replies) if told.base else None
        shares = [(each.label, each.percent) for each in (*told.shares, *told.option_shares)]
        said.append(f"{told.base} {exact} {told.withheld} {shares}")
    return "; ".join(said)


def _counts(answer: Answer | None) -> bool:
    return answer is not None and answer != PREFER_NOT_TO_SAY.id


def worked_out(
    questionnaire: Questionnaire, publish: Publish, most: int, *, may_be_empty: bool = False
) -> tuple[int, list[str]]:
    """Outcomes of a whole form that were tried with up to `most` people, and each small count that is given away.

    The attacker knows how many replied, and runs the rule on every outcome there could be. A count is given away where
    all outcomes that publish the same agree that it is small. How many left a question empty is no answer of theirs.
    """
    persons = possible_replies(questionnaire, may_be_empty=may_be_empty)
    protected = [place for place, person in enumerate(persons) if _is_whole(questionnaire, person)]
    ids = [question.id for question in questionnaire.questions]
    tried, found = 0, []
    for base in range(1, most + 1):
        alike: dict[str, list[Table]] = defaultdict(list)
        for table in tables(base, len(persons)):
            replies = [person for person, many in zip(persons, table, strict=True) for _ in range(many)]
            alike[publish(questionnaire, replies)].append(table)
            tried += 1
        for said, possible in alike.items():
            for chosen in _small_sets(possible, protected):
                people = [{each: persons[place].get(each, "-") for each in ids} for place in chosen]
                found.append(f"{base} people: under {SMALLEST.cell} answered one of {people}, given {said}")
    return tried, found


def _small_sets(possible: Sequence[Table], protected: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Each set of answers, neither nobody's nor everybody's, that all possible outcomes agree is small."""
    # A set holds at least as many people as each of its parts, so only parts that are never large matter.
    largest = [max(counts) for counts in zip(*possible, strict=True)]
    never_large = [place for place in protected if largest[place] < SMALLEST.cell]
    everybody = sum(possible[0])
    for size in range(1, min(len(never_large) + 1, len(largest))):
        for chosen in combinations(never_large, size):
            counts = {sum(table[place] for place in chosen) for table in possible}
            if max(counts) < SMALLEST.cell and (max(counts) < everybody or len(counts) == 1):
                yield chosen


def _is_whole(questionnaire: Questionnaire, reply: Reply) -> bool:
    """Whether a person answered all that they were asked."""
    return all(
        question.id in reply
        for question in questionnaire.questions
        if question.show_if is None or reply.get(question.show_if.question) in question.show_if.answers
    )
