"""An attacker who has read this project: what the published figures let him work out about every unpublished count."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product

from feedback_app.tallies import Reply
from feedback_app.thresholds import Thresholds
from handbook.questions import AGREEMENT, Option, Question, QuestionKind
from handbook.summaries import QuestionSummary

SMALL = Thresholds(group=4, cell=2, three_answers=7, all_answers=10)
"""The rule at a scale at which every possible outcome of a survey can be tried."""

Table = tuple[int, ...]
"""How many gave each answer."""

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
