"""Advice about words that may show who somebody is; it refuses nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from handbook.loading import load_sources
from handbook.pages.small_groups import small_groups_in
from handbook.readability import assess_readability, small_groups

OUTCOME = "surveys/carer-views/waves/2025-autumn.outcome.yml"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("We met 3 carers in Maidstone whose child has autism.", "3 carers in Maidstone whose"),
        ("Two foster carers from Thanet left.", "Two foster carers from Thanet"),
        ("four of our families near the Weald", "four of our families near the Weald"),
        ("2 children who were adopted", "2 children who were"),
        ("One kinship carer who has cancer asked.", "One kinship carer who has"),
        ("A carer in Ashford whose son is in prison.", "A carer in Ashford whose"),
    ],
)
def test_few_people_with_a_place_or_a_trait_are_told(text: str, words: str) -> None:
    assert [found for _, found in small_groups_in(text, about_answers=False)] == [words]


@pytest.mark.parametrize(
    "text",
    [
        "You can look after up to three children at once.",
        "Ask a carer who has done it before.",
        "Two young people's councils in Kent's business plan for 2019.",
        "13 carers in Maidstone whose child has autism.",
        "2.5 children in Kent",
        "One child, with their background, faith and needs.",
        "In 2026 two carers. In Maidstone we met others.",
        "It takes two people in May.",
        "Two carers told us so.",
        "Pay £2 children in Dover",
    ],
)
def test_what_tells_of_many_or_of_nobody_is_not(text: str) -> None:
    assert list(small_groups_in(text, about_answers=False)) == []


def test_in_an_answer_a_small_number_alone_is_too_much() -> None:
    assert [found for _, found in small_groups_in("Two carers told us so.", about_answers=True)] == ["Two carers told"]
    assert list(small_groups_in("It can show what one person wrote.", about_answers=True)) == []
    assert list(small_groups_in("Two carers and the team write it down.", about_answers=True)) == []


def test_each_text_of_the_handbook_is_looked_at_and_none_is_refused(
    copy: Path, edit: Callable[[str, str, str], None]
) -> None:
    edit(OUTCOME, "said: Messages wait too long.", "said: Three carers said that messages wait too long.")
    page = copy / "docs/policies/sleepovers.md"
    page.write_text(f"{page.read_text()}\nWe asked\n3 carers in Maidstone whose child has autism.\n")
    last = len(page.read_text().splitlines())
    sources = load_sources(copy)
    told = assess_readability(sources.handbook, sources.text_values).small_groups
    assert [str(each) for each in told] == [str(each) for each in small_groups(sources.text_values)]
    assert sorted(map(str, told)) == [
        (
            f'docs/policies/sleepovers.md:{last}: "3 carers in Maidstone whose" may show who they are: '
            'say "some", or leave the place or the detail out'
        ),
        (f'{OUTCOME}:9: "Three carers said" may show who they are: say "some", or leave the place or the detail out'),
    ]
