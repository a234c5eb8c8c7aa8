"""How well a search engine answers questions."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tests.search.questions import Question

Engine = Callable[[str], Sequence[str]]
"""From what is typed to the addresses of places, the best first, one of each page."""

LOOKED_AT = 10
"""Results of which the reciprocal rank is taken; one that comes later counts as none."""


@dataclass(frozen=True)
class Answered:
    """A question with what an engine found."""

    question: Question
    found: Sequence[str]
    """Addresses of places, the best first."""

    @property
    def rank(self) -> int | None:
        """The place of the first right page, from 1; None if it is not among the first ten."""
        pages = [address.partition("#")[0] for address in self.found[:LOOKED_AT]]
        return next((rank for rank, page in enumerate(pages, 1) if page in self.question.pages), None)

    @property
    def has_right_place(self) -> bool:
        """Whether the first result leads to the very heading or row."""
        return bool(self.found) and self.found[0] in self.question.places


@dataclass(frozen=True)
class Scores:
    """Shares from 0 to 1 of some questions, and a count."""

    first: float
    """The right page comes first."""
    in_three: float
    """It is among the first three."""
    reciprocal_rank: float
    """The mean of 1 / rank."""
    heading: float
    """The first result leads to the right heading."""
    none: int
    """Questions without any result."""


def answers(engine: Engine, questions: Iterable[Question]) -> list[Answered]:
    """What an engine finds for each question."""
    return [Answered(each, engine(each.ask)) for each in questions]


def scores_of(answered: Sequence[Answered]) -> Scores:
    """The figures over some questions, of which there is at least one."""
    many = len(answered)
    ranks = [each.rank for each in answered]
    return Scores(
        first=sum(rank == 1 for rank in ranks) / many,
        in_three=sum(rank is not None and rank <= 3 for rank in ranks) / many,
        reciprocal_rank=sum(1 / rank for rank in ranks if rank) / many,
        heading=sum(each.has_right_place for each in answered) / many,
        none=sum(not each.found for each in answered),
    )
