"""Guesses at what was meant."""

import pytest

from handbook.guessing import nearest, what_instead


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("titel", ["title", "text"], "title"),
        ("TITLE", ["title"], "title"),
        ("agrement", ["agreement", "one of"], "agreement"),
        ("policies/traning.md", ["policies/training.md", "policies/payments.md"], "policies/training.md"),
        ("training.md", ["policies/training.md"], "policies/training.md"),
        ("policies/support.md", ["policies/payments.md", "policies/staying-put.md"], None),
        ("colour", ["title", "text"], None),
        ("", ["title"], None),
    ],
)
def test_the_nearest_word_is_like_what_was_written_or_none(word: str, known: list[str], meant: str | None) -> None:
    assert nearest(word, known) == meant


def test_without_a_guess_a_short_list_of_choices_is_told() -> None:
    assert what_instead("blue", ["one", "two"]) == "write one of: `one`, `two`"


def test_without_a_guess_a_long_list_of_choices_is_not_told() -> None:
    assert what_instead("blue", [f"choice-{number}" for number in range(15)]) == "check the spelling, or add it first"
    assert what_instead("blue", []) == "check the spelling, or add it first"
