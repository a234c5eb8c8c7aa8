"""Facts about days, numbers and names in sentences."""

import pytest

from site_builder import formatting as words


@pytest.mark.parametrize(
    ("number", "said"), [(0, "no promises"), (1, "one promise"), (9, "nine promises"), (1200, "1,200 promises")]
)
def test_counts_are_words_up_to_nine(number: int, said: str) -> None:
    assert words.count_in_words(number, "promise") == said


@pytest.mark.parametrize(
    ("percent", "said"),
    [
        (0, "fewer than 1 in 10"),
        (5, "1 in 10"),
        (64, "6 in 10"),
        (65, "7 in 10"),
        (49, "half"),
        (55, "6 in 10"),
        (94, "9 in 10"),
        (95, "nearly all"),
    ],
)
def test_a_share_is_said_in_tenths(percent: int, said: str) -> None:
    assert words.as_out_of_ten(percent) == said


@pytest.mark.parametrize(
    ("text", "said"), [("Foster carers", "foster carers"), ("LADO", "LADO"), ("The council", "the council")]
)
def test_a_title_inside_a_sentence_begins_small_unless_it_is_a_short_form(text: str, said: str) -> None:
    assert words.within_sentence(text) == said


@pytest.mark.parametrize(
    ("post", "said"),
    [
        ("Fostering manager", "the fostering manager"),
        ("Head of Fostering", "the Head of Fostering"),
        ("The Head of Fostering", "the Head of Fostering"),
        ("LADO", "the LADO"),
    ],
)
def test_a_post_is_written_small_or_with_all_its_capitals(post: str, said: str) -> None:
    assert words.with_article(post) == said


def test_a_name_keeps_its_capital() -> None:
    assert words.article_within("Kent foster carers") == "Kent foster carers"
    assert words.article_within("The Kent service") == "the Kent service"
    assert words.article_within("A second person") == "a second person"


def test_a_question_at_a_sentences_end_needs_no_stop() -> None:
    assert [words.stop_after(title) for title in ("Worried about a child?", "Money", "")] == ["", ".", "."]


def test_a_heading_becomes_an_anchor() -> None:
    assert words.slug("Learning, support & development's end") == "learning-support-developments-end"
    assert words.slug("&") == "part"
