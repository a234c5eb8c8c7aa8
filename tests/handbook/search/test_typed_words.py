"""What typed words may mean: mistyped, joined, split and half-typed ones, and the nearest where there is none."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.search.index import SearchIndex
from handbook.search.typed_words import (
    MAX_WORDS,
    MIN_FORGIVEN,
    candidates_of,
    nearest_words,
    typed_words,
    typing_distance,
)
from tests.search_indexes import indexed_page, search_index

WORDS = "sleepover hair cut mileage medicines passport office photographs iro tent tend delegated authority teenager"


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    return search_index(indexed_page("policies/all.md", "Everything", WORDS))


def meant(index: SearchIndex, typed: str) -> list[list[str]]:
    """What each of the words may be."""
    return [[word for word, _ in each] for each in candidates_of(index, typed_words(index, typed))]


@cache
def distance(one: str, other: str) -> int:
    """How many letters were left out, added, mistaken or swapped, as its definition says."""
    if not one or not other:
        return len(one) + len(other)
    ways = [
        distance(one[:-1], other) + 1,
        distance(one, other[:-1]) + 1,
        distance(one[:-1], other[:-1]) + (one[-1] != other[-1]),
    ]
    if len(one) > 1 and len(other) > 1 and one[-2:] == other[-1] + other[-2]:
        ways.append(distance(one[:-2], other[:-2]) + 1)
    return min(ways)


SHORT = st.text("abc", max_size=7)


@given(SHORT, SHORT, st.integers(0, 4))
def test_the_distance_of_two_words_is_that_of_its_definition(one: str, other: str, limit: int) -> None:
    assert typing_distance(one, other, limit) == min(distance(one, other), limit + 1)


@given(st.sampled_from(WORDS.split()), st.data())
def test_a_word_with_one_mistake_may_be_the_one_that_was_meant(word: str, data: st.DataObject) -> None:
    """Whichever letter is left out, typed twice or swapped with its neighbour."""
    at = data.draw(st.integers(0, len(word) - 2))
    mistyped = data.draw(
        st.sampled_from(
            [
                word[:at] + word[at + 1 :],
                word[:at] + word[at] + word[at:],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            ]
        )
    )
    index = search_index(indexed_page("policies/all.md", "Everything", WORDS))
    # Not at the end, where it might be half typed.
    typed = [mistyped, "passport"]
    if len(mistyped) >= MIN_FORGIVEN <= len(word) and mistyped not in index.words:
        assert word in [known for known, _ in next(iter(candidates_of(index, typed)))]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("mileage", [["mileage"]]),
        ("milage", [["mileage"]]),
        ("mielage", [["mileage"]]),
        ("mileagge form", [["mileage"]]),
        # two mistakes in words of five letters or more, whose first letter is then right
        ("meddicnes", [["medicines"]]),
        ("milaeg rate", [["mileage"]]),
        ("nilaeg rate", []),
        # other endings
        ("passporting", [["passport"]]),
        # a short form is never taken for another
        ("ira", []),
        ("irt", []),
        ("hiar passport", [["hair"], ["passport"]]),
        ("har passport", [["passport"]]),
        # either of two words that are as near
        ("tenb x", [["tend", "tent"]]),
        # what is joined or split
        ("sleep over", [["sleepover"]]),
        ("haircut", [["hair"], ["cut"]]),
        ("passportoffce now", [["passport"], ["office"]]),
        # half typed, at the end alone
        ("passp", [["passport"]]),
        ("pa", []),
        ("passp photographs", [["photographs"]]),
        ("zzzz", []),
    ],
)
def test_what_was_typed_may_mean(index: SearchIndex, typed: str, words: list[list[str]]) -> None:
    assert meant(index, typed) == words


def test_only_a_word_of_the_handbook_is_sure(index: SearchIndex) -> None:
    for typed, is_sure in (
        ("mileage", True),
        ("milage", False),
        ("mil", False),
        ("sleep over", False),
        ("haircut", False),
    ):
        found = [sure for each in candidates_of(index, typed_words(index, typed)) for _, sure in each]
        assert found, typed
        assert all((sure == 1) is is_sure and 0 < sure <= 1 for sure in found), typed


def test_stop_words_are_left_out_unless_there_is_nothing_else(index: SearchIndex) -> None:
    assert typed_words(index, "Can I have her hair cut?") == ["hair", "cut"]
    assert typed_words(index, "what is it about") == ["what", "is", "it", "about"]


def test_a_long_question_is_cut(index: SearchIndex) -> None:
    typed = " ".join(["passport"] * 1000)
    assert typed_words(index, typed) == ["passport"] * MAX_WORDS
    # What means little does not take the place of what means something.
    assert typed_words(index, "the " * 1000 + "passport") == ["passport"]


def test_the_nearest_words_are_named(index: SearchIndex) -> None:
    assert nearest_words(index, ["mylaeg"])[0] == "mileage"
    assert nearest_words(index, ["qqqqqqqqqq"]) == []
    assert nearest_words(index, ["ira"]) == [], "a short form is like no other"
    assert nearest_words(index, ["tenx"])[:2] == ["tend", "tent"]
    assert len(nearest_words(index, ["tenx", "hiar", "mylaeg", "pasport", "ofice"])) == 4
    assert nearest_words(index, ["tenx", "tenx"]) == nearest_words(index, ["tenx"])
