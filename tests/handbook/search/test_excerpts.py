"""The two lines of a text around the words that were found."""

from hypothesis import given
from hypothesis import strategies as st

from handbook.search.excerpts import MAX_LETTERS, Part, excerpt_of
from handbook.search.words import words_of

BEFORE, AFTER = "... ", " ..."
TOKENS = ("mileage", "Mum's", "A&E", "hair-cut", "I.R.O.", "caf\u00e9", "PP+", "45p", "rate", "is", "(called)", "paid.")


TEXTS = st.one_of(
    st.lists(st.sampled_from(TOKENS), max_size=8).map(" ".join),
    st.lists(st.sampled_from(TOKENS), min_size=25, max_size=60).map(" ".join),
)
"""Of one line, and of more than an excerpt has."""


def joined(parts: list[Part]) -> str:
    return "".join(text for text, _ in parts)


def marked(parts: list[Part]) -> list[str]:
    return [text for text, is_found in parts if is_found]


def without_dots(parts: list[Part]) -> list[Part]:
    """The parts of the text itself."""
    parts = parts[1:] if parts and parts[0] == (BEFORE, False) else parts
    return parts[:-1] if parts and parts[-1] == (AFTER, False) else parts


@given(st.one_of(st.text(), st.text(min_size=150, max_size=400)), st.lists(st.sampled_from(["a", "b", "mileage"])))
def test_an_excerpt_of_whatever_text_is_a_short_part_of_it(text: str, found: list[str]) -> None:
    own = joined(without_dots(excerpt_of(text, found)))
    assert own in text
    assert len(own) <= MAX_LETTERS


@given(TEXTS, st.sets(st.sampled_from(words_of(" ".join(TOKENS)))))
def test_an_excerpt_marks_the_words_found_and_nothing_else(text: str, found: set[str]) -> None:
    parts = without_dots(excerpt_of(text, found))
    assert joined(parts) in text
    assert len(joined(parts)) <= MAX_LETTERS
    for part, is_found in parts:
        assert bool(found.intersection(words_of(part))) is is_found, part
    assert bool(marked(parts)) is bool(found.intersection(words_of(text))), "one that is found is shown"


def test_a_text_without_the_words_is_shown_from_its_beginning() -> None:
    text = "One two three. " * 20
    parts = excerpt_of(text, ["mileage"])
    assert joined(parts).startswith("One two three. One")
    assert parts[-1] == (AFTER, False)
    assert excerpt_of("Short.", []) == [("Short.", False)]
    assert excerpt_of("", ["mileage"]) == []


def test_an_excerpt_begins_at_the_sentence_with_most_of_the_words() -> None:
    text = f"A rate. {'Other words here. ' * 12}Claim it soon. The mileage rate is paid monthly. {'More. ' * 30}"
    parts = excerpt_of(text, ["mileage", "rate"])
    assert parts[0] == (BEFORE, False)
    assert parts[1:5] == [("The ", False), ("mileage", True), (" ", False), ("rate", True)]


def test_a_word_behind_a_long_one_is_shown_too() -> None:
    assert marked(excerpt_of(f"{'x' * 60}\u2026mileage {'more ' * 60}", ["mileage"])) == ["mileage"]


def test_a_word_is_marked_as_it_is_written() -> None:
    assert marked(excerpt_of("Mum's hair-cut at A&E, by the I.R.O.", ["mum", "cut", "ae", "iro"])) == [
        "Mum's",
        "hair-cut",
        "A&E",
        "I.R.O",
    ]
    assert marked(excerpt_of("Cutting", ["cut"])) == []
