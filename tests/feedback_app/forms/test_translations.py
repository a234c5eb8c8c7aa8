"""The forms' own words: every language whole, gaps in place, and English marked as English where one is missing."""

import re
from datetime import date
from pathlib import Path

import pytest

from feedback_app.forms.translations import FOLDER, Words, _checked, languages, placeholders, words_in
from handbook.surveys.questions import UNCOUNTED
from tests.conftest import ROOT

ENGLISH, CHILDREN = words_in("en"), words_in("en", for_children=True)
_FORM = re.compile(r"-(?:zero|one|two|few|many)$")
"""What a sentence for a certain number of things ends with; some languages have more of them than English."""
OTHERS = [each for each in languages() if each != "en"]


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("for_children", [False, True])
def test_a_language_has_every_sentence_with_the_same_gaps(language: str, for_children: bool) -> None:  # noqa: FBT001
    english, words = (words_in(each, for_children=for_children) for each in ("en", language))
    assert sorted(set(english.english) - set(words.own)) == []
    forms = {key: _FORM.sub("", key) for key in words.own.keys() - english.english.keys()}
    assert sorted(forms.values() - english.english.keys()) == []
    gaps_of = {key: placeholders(english.english[forms.get(key, key)]) for key in words.own}
    assert {key for key in words.own if placeholders(words.own[key]) != gaps_of[key]} == set()


@pytest.mark.parametrize("language", OTHERS)
def test_what_children_read_in_plainer_words_is_plainer_in_each_language(language: str) -> None:
    plainer = {key for key in CHILDREN.own if CHILDREN.own[key] != ENGLISH.own.get(key)}
    own = words_in(language, for_children=True).own
    as_for_grown_ups = words_in(language).own
    kept = {key for key in plainer if own[key] == as_for_grown_ups.get(key)} - {"takes-minutes-one"}
    assert kept == set()


def test_each_sentence_is_used_and_each_one_used_is_there() -> None:
    sources = [*(ROOT / "feedback_app").rglob("*.py"), *(ROOT / "feedback_app/templates").glob("*.html")]
    code = "\n".join(file.read_text(encoding="utf-8") for file in sources)
    named = set(re.findall(r'"([a-z][a-z0-9-]*)"', code))
    made_up = re.compile(r".*-(?:one|two)|place-\d|date-(day|month|year)|part-(day|month|year)|yes|.*agree|neither")
    unused = {key for key in CHILDREN.english if key not in named and not made_up.fullmatch(key)}
    assert unused - {"language-name", *(option.id for option in UNCOUNTED)} == set()
    said = set(re.findall(r'(?:say|words)\("([a-z0-9-]+)"', code))
    assert said - set(CHILDREN.english) == set()


def test_a_missing_translation_falls_back_to_english_and_is_marked() -> None:
    half = Words("cy", {}, ENGLISH.own)
    phrase = half("open-until", day="<1 May>")
    assert phrase == "You can answer until <1 May>."
    assert phrase.__html__() == '<span lang="en-GB">You can answer until &lt;1 May&gt;.</span>'


def test_a_gap_is_filled_with_markup_only_where_it_is_markup() -> None:
    assert ENGLISH("change-answer-to", question="<b>").__html__() == "your answer to: &lt;b&gt;"
    assert Words("en", {"x": "a < {y}"}, {})("x", y="b").__html__() == "a &lt; b"
    welsh = words_in("cy")
    nested = ENGLISH("change-answer-to", question=welsh.as_written("x"))
    assert nested.__html__() == 'your answer to: <span lang="en-GB">x</span>'


def test_english_content_on_an_english_form_is_not_marked() -> None:
    assert ENGLISH.as_written("the service").__class__ is str


@pytest.mark.parametrize("value", [["a", "b"], {"a": 1}])
def test_a_file_of_words_with_anything_but_sentences_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match=r"^a file of words holds one sentence for each name$"):
        _checked(value)


def test_days_are_written_out_in_each_language() -> None:
    assert ENGLISH.day(date(2027, 3, 31)) == "31 March 2027"
    assert words_in("cy").day(date(2027, 3, 31)) == "31 Mawrth 2027"


@pytest.mark.parametrize(("language", "named"), [("en", "March"), ("cy", "Mawrth"), ("xx", "March")])
def test_months_are_called_as_in_the_language_of_the_form(language: str, named: str) -> None:
    assert words_in(language).month(3) == named


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", {1: "one minute", 2: "2 minutes", 6: "6 minutes"}),
        ("cy", {1: "tua munud", 2: "2 funud", 3: "3 munud", 6: "6 munud"}),
        # It has no sentences of its own, so the number goes by English.
        ("ar", {1: "one minute", 2: "2 minutes"}),
    ],
)
@pytest.mark.parametrize("for_children", [False, True])
def test_a_number_of_things_is_said_as_the_language_counts(
    language: str,
    said: dict[int, str],
    for_children: bool,  # noqa: FBT001
) -> None:
    words = words_in(language, for_children=for_children)
    for number, part in said.items():
        assert part in words.counted("takes-minutes", number, minutes=number)


def test_a_language_that_babel_does_not_know_counts_and_dates_as_english() -> None:
    words = Words("qq", {"takes-minutes": "{minutes} zim", "takes-minutes-one": "zim"}, ENGLISH.own)
    assert [words.counted("takes-minutes", number, minutes=number) for number in (1, 2)] == ["zim", "2 zim"]
    assert words.day(date(2027, 3, 31)) == "31 March 2027"


def test_a_day_in_english_on_another_form_says_so() -> None:
    assert words_in("xx").day(date(2027, 3, 31)).__html__() == '<span lang="en-GB">31 March 2027</span>'
    assert words_in("cy").day(date(2027, 3, 31)).__html__() == "31 Mawrth 2027"


def test_a_language_without_a_file_speaks_english() -> None:
    assert words_in("xx")("privacy").__html__() == '<span lang="en-GB">Privacy</span>'


def test_no_word_file_is_left_out_of_the_folder() -> None:
    assert {Path(file).stem.removesuffix("-children") for file in FOLDER.glob("*.yml")} == set(languages())


FORMAL = re.compile(r"\b(?:chi|eich|Chi)\b")


@pytest.mark.parametrize(
    "key", ["details-lead", "details-how", "not-provided", "left-out", "change-answer-to", "emptied"]
)
def test_a_child_is_called_ti_on_the_pages_after_the_form_too(key: str) -> None:
    gaps_filled = {"question": ""} if key == "change-answer-to" else {}
    assert not FORMAL.search(words_in("cy", for_children=True).plain(key, **gaps_filled))


def test_children_read_plain_words_for_what_was_left_out_and_what_was_looked_for() -> None:
    said = words_in("en", for_children=True)
    assert said.plain("not-provided") == "You left this out"
    assert "server" not in said.plain("details-how")
