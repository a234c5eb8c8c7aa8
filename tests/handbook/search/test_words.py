"""A text taken apart into the words that the search compares."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.search.words import words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("?!", []),
        ("Haircut?", ["haircut"]),
        ("Can I get her hair-cut", ["can", "i", "get", "her", "hair", "cut"]),
        # what belongs to somebody is found by who it is
        ("Mum's house", ["mum", "house"]),
        ("Mum\u2019s house", ["mum", "house"]),
        ("carers' rates", ["carers", "rates"]),
        # people leave the apostrophe out
        ("I can't, he won\u2019t", ["i", "cant", "he", "wont"]),
        ("caf\u00e9 \u00e9lan ZO\u00cb", ["cafe", "elan", "zoe"]),
        ("cafe\u0301", ["cafe"]),
        ("I.R.O.", ["iro"]),
        ("the I.R.O", ["the", "iro"]),
        ("an i.r.o. said", ["an", "iro", "said"]),
        ("e.g. a sitter", ["eg", "a", "sitter"]),
        ("A&E", ["ae"]),
        ("to a&e now", ["to", "ae", "now"]),
        ("PP+", ["pp", "plus"]),
        ("pupil premium +", ["pupil", "premium", "plus"]),
        ("45p a mile, 2026/27", ["45p", "a", "mile", "2026", "27"]),
        # the end of a sentence is no short form
        ("So do I. He does.", ["so", "do", "i", "he", "does"]),
        ("bed and board & lodging", ["bed", "and", "board", "lodging"]),
        ("snake_case", ["snake", "case"]),
    ],
)
def test_a_text_is_taken_apart(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@given(st.text())
def test_words_have_small_letters_and_figures_alone(text: str) -> None:
    words = words_of(text)
    assert all(word.isascii() and word.isalnum() and word == word.lower() for word in words)
    assert words_of(" ".join(words)) == words
