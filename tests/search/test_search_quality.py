"""The search answers no worse than it did: floors under the figures of `make search-report`."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.conftest import Figure
from tests.search.engines import built_index, engine_of
from tests.search.questions import read_questions
from tests.search.scores import Answered, Scores, answers, scores_of

ALL = Scores(first=0.78, in_three=0.90, reciprocal_rank=0.83, heading=0.67, none=0)
HELD_OUT = Scores(first=0.76, in_three=0.92, reciprocal_rank=0.83, heading=0.63, none=0)
"""Shares are floors, a little below what was measured; `none` is the most questions without a result."""


@pytest.fixture(scope="module")
def found(built_site: Path) -> list[Answered]:
    return answers(engine_of(built_index(built_site)), read_questions())


def worse(scores: Scores, floor: Scores) -> list[str]:
    """The figures that are below a floor, or, of questions without a result, above it."""
    shares = ("first", "in_three", "reciprocal_rank", "heading")
    below = [name for name in shares if getattr(scores, name) < getattr(floor, name)]
    return [*below, *(["none"] if scores.none > floor.none else [])]


def test_the_search_answers_no_worse_than_it_did(found: Sequence[Answered], figure: Figure) -> None:
    scores = scores_of(found)
    figure(f"search, {len(found)} questions: {said(scores)}")
    assert worse(scores, ALL) == [], scores


def test_nor_does_it_on_questions_by_which_it_was_not_tuned(found: Sequence[Answered], figure: Figure) -> None:
    held_out = [each for each in found if each.question.held_out]
    scores = scores_of(held_out)
    figure(f"search, {len(held_out)} questions held out: {said(scores)}")
    assert worse(scores, HELD_OUT) == [], scores


def said(scores: Scores) -> str:
    return (
        f"right page first {scores.first:.2f}, in three {scores.in_three:.2f}, "
        f"right heading first {scores.heading:.2f}, without a result {scores.none}"
    )


def test_a_figure_below_its_floor_is_named() -> None:
    floor = Scores(first=0.5, in_three=0.6, reciprocal_rank=0.5, heading=0.4, none=0)
    assert worse(floor, floor) == []
    lower = Scores(first=0.49, in_three=0.59, reciprocal_rank=0.49, heading=0.39, none=1)
    assert worse(lower, floor) == ["first", "in_three", "reciprocal_rank", "heading", "none"]


def test_ranks_count_pages_and_headings_count_places() -> None:
    question = read_questions()[0]
    page, place = sorted(question.pages)[0], sorted(question.places)[0]
    lists = [[place], ["/else/", page + "#else"], ["/else/"] * 3 + [page + "#else"], ["/else/"] * 10 + [place], []]
    scores = scores_of([Answered(question, found) for found in lists])
    assert scores == Scores(first=1 / 5, in_three=2 / 5, reciprocal_rank=1.75 / 5, heading=1 / 5, none=1)
