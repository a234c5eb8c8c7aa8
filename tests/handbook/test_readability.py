"""Advice about how pages read: it counts as a reader would, and refuses nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from handbook.loading import load_handbook
from handbook.pages.page import Page
from handbook.readability import PageReadability, assess_readability, sentences_in

HEADER = {
    "title": "A page",
    "summary": "What it says.",
    "owner": "Fostering manager",
    "reviewed": "2026-10-01",
    "review_every": "12 months",
}
PAGE = "docs/policies/sleepovers.md"
JARGON = """\
owner: Fostering manager
reviewed: 2026-10-01
review_every: 12 months
words:
  - word: respite
    plain: a short break
  - word: respite care
    plain: short breaks
  - word: LAC
    plain: children in care
"""


def reading(body: str) -> PageReadability:
    page = Page.model_validate({"path": "guides/a.md", "header": HEADER, "body": body, "body_line": 10})
    return PageReadability(page)


def test_sentences_end_at_a_full_stop_before_a_capital() -> None:
    assert list(sentences_in("Ask first. Say what you want, e.g. a bed! Why? It costs £1.50 a day.")) == [
        "Ask first.",
        "Say what you want, e.g. a bed!",
        "Why?",
        "It costs £1.50 a day.",
    ]


def test_a_sentence_of_25_words_passes_and_one_of_26_is_reported_with_its_line() -> None:
    good, bad = " ".join(["word"] * 25), " ".join(["word"] * 26)
    (told,) = reading(f"## Title\n\n{good}.\n\n{bad}.").long_sentences()
    assert str(told) == 'docs/guides/a.md:14: 26 words in one sentence: "word word word word word word ..."'


def test_headings_and_tables_are_no_sentences() -> None:
    long = " ".join(["word"] * 40)
    assert list(reading(f"## {long}\n\n| {long} |\n| --- |\n| {long} |").long_sentences()) == []


@pytest.mark.parametrize(
    ("sentence", "age"),
    [
        ("You can ask us for a bed if you need one.", range(2, 8)),
        ("Considerable administrative consultation necessitates organisational restructuring.", range(20, 60)),
    ],
)
def test_short_words_read_young_and_long_ones_old(sentence: str, age: range) -> None:
    assert reading(" ".join([sentence] * 20)).age in age


def test_a_page_with_few_words_has_no_reading_age() -> None:
    assert reading("Ask us.").age is None


def test_words_of_the_trade_are_told_with_the_plain_word(copy: Path, edit: Callable[[str, str, str], None]) -> None:
    (copy / "service/jargon.yml").write_text(JARGON)
    edit(PAGE, "Tell your", "Respite care for LAC, in the black lac box. Tell your")
    told = [str(each) for each in assess_readability(load_handbook(copy)).jargon]
    assert told == [f'{PAGE}:36: "respite care": write "short breaks"', f'{PAGE}:36: "LAC": write "children in care"']


def test_without_a_list_no_word_is_told(copy: Path) -> None:
    assert assess_readability(load_handbook(copy)).jargon == ()
