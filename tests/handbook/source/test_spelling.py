"""Guesses at what was meant."""

import pytest

from handbook.source.spelling import nearest, suggest_instead


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
        ("all carers", ["every carer", "new carers", "experienced carers"], None),
        ("carers", ["every carer", "new carers"], None),
        ("supervising-worker", ["supervising-social-worker", "duty-worker"], "supervising-social-worker"),
        ("kent-1-la-7", ["kent-1-la-6", "kent-1-la-8"], None),
        ("knet-1-la-7", ["kent-1-la-6", "kent-1-la-7"], "kent-1-la-7"),
        ("sleepover.md", ["surveys/nights.md", "policies/sleepovers.md"], "policies/sleepovers.md"),
        ("policies/night.md", ["surveys/nights.md", "policies/nights.md", "guides/nights.md"], "policies/nights.md"),
        ("", ["title"], None),
    ],
)
def test_the_nearest_word_is_like_what_was_written_or_none(word: str, known: list[str], meant: str | None) -> None:
    assert nearest(word, known) == meant


def test_without_a_guess_a_short_list_of_choices_is_told() -> None:
    assert suggest_instead("blue", ["one", "two"]) == "write one of: `one`, `two`"


def test_without_a_guess_a_long_list_of_choices_is_not_told() -> None:
    assert (
        suggest_instead("blue", [f"choice-{number}" for number in range(15)]) == "check the spelling, or add it first"
    )
    assert suggest_instead("blue", []) == "check the spelling, or add it first"


TITLES = {
    "working-together": "Working together",
    "support": "Support",
    "money": "Money and payments",
    "east": "East",
    "duty-worker": "Fostering duty worker",
    "nspcc": "NSPCC helpline",
}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Support and breaks", "support"),
        ("Working together", "working-together"),
        ("Working togehter", "working-together"),
        ("money and payments", "money"),
        ("East Kent", "east"),
        ("the duty worker", "duty-worker"),
        ("Helpline", None),
        ("East and support", None),
        ("Breaks", None),
        ("", None),
    ],
)
def test_a_title_written_in_place_of_an_id_is_known_for_what_it_is(written: str, meant: str | None) -> None:
    known = ", ".join(f"`{each}`" for each in TITLES)
    assert suggest_instead(written, TITLES) == (f"did you mean `{meant}`?" if meant else f"write one of: {known}")


def test_of_many_choices_the_like_ones_are_told_where_none_is_sure_to_be_meant() -> None:
    many = [f"kent-1-la-{number}" for number in range(1, 30)]
    assert suggest_instead("kent-1-la-40", many) == (
        "the most like it are `kent-1-la-4`, `kent-1-la-24`, `kent-1-la-20`; check the spelling, or add it first"
    )
    assert suggest_instead("blue", many, "take it out") == "take it out"
