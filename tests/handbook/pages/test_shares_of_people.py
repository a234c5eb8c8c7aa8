"""Advice about shares of people that are more than all of them; what may grow above a hundred is left alone."""

from collections.abc import Callable
from pathlib import Path

import pytest

from handbook.loading import load_sources
from handbook.pages.small_groups import impossible_shares_in
from handbook.readability import assess_readability

PAGE = "docs/policies/sleepovers.md"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("120% of carers said yes.", "120% of carers"),
        ("In all 100.5 per cent of our foster carers said so.", "100.5 per cent of our foster carers"),
        ("Yes, said 7 of 5 carers.", "7 of 5 carers"),
        ("Then 1,200 out of the 1,100 households moved.", "1,200 out of the 1,100 households"),
    ],
)
def test_more_people_than_there_are_are_found(text: str, words: str) -> None:
    assert list(impossible_shares_in(text)) == [(text.index(words), words)]


@pytest.mark.parametrize(
    "text",
    [
        "100% of carers said yes.",
        "5 of 5 carers said so.",
        "The fee is 120% of the old one.",
        "990 of 1,100 households.",
    ],
)
def test_what_can_be_is_left_alone(text: str) -> None:
    assert list(impossible_shares_in(text)) == []


def test_it_is_advice_beside_the_place_and_nothing_is_refused(
    copy: Path, edit: Callable[[str, str, str], None], complaints: Callable[[], list[str]]
) -> None:
    edit(PAGE, "Tell your supervising social worker at your next talk.", "So said 120% of carers.")
    assert complaints() == []
    sources = load_sources(copy)
    assert [str(each) for each in assess_readability(sources.handbook, sources.text_values).impossible_shares] == [
        f'{PAGE}:36: "120% of carers" is more than all of them: compare it with where you have it from'
    ]
