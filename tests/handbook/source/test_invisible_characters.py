"""What nobody can see: texts without ink are blank, and marks that hide or turn letters can be shown."""

import sys
import unicodedata

import pytest

from handbook.source.invisible_characters import escape_hidden, is_blank

NOTHING = "\u200b\ufeff\u00ad\u2800\u3164\u115f\u034f\u180e\ufe0f\U000e0041\u202e\u2066\xa0\u3000\t\n\x00"
PERSIAN = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"


@pytest.mark.parametrize("letter", NOTHING, ids=ascii)
def test_a_text_of_signs_without_ink_is_blank(letter: str) -> None:
    assert is_blank(letter * 3)
    assert is_blank(f" {letter}\u200b ")
    assert not is_blank(f"{letter}a{letter}")


def test_all_letters_figures_and_signs_can_be_seen_and_no_control_or_blank() -> None:
    for code in range(sys.maxunicode + 1):
        kind = unicodedata.category(chr(code))
        if kind[0] in "ZC" and kind not in ("Cf", "Cn", "Co"):
            assert is_blank(chr(code)), hex(code)
        elif kind in ("Lu", "Ll", "Nd", "Sc", "Sm"):
            assert not is_blank(chr(code)), hex(code)


@pytest.mark.parametrize(
    "text", [PERSIAN, "\N{FAMILY}\ufe0f", "\u0600\u0661", "one\ttwo\nthree", "caf\u00e9 \N{THUMBS UP SIGN}"]
)
def test_what_scripts_and_emoji_need_is_left_alone(text: str) -> None:
    assert escape_hidden(text) == text
    assert not is_blank(text)


def test_what_hides_turns_or_steers_is_shown_as_a_mark() -> None:
    assert escape_hidden("a\u202eb\x1b[2J\u2028\u200b") == "a<U+202E>b<U+001B>[2J<U+2028><U+200B>"


@pytest.mark.parametrize("mark", ["\u0301", "\u20dd", "\u093e"], ids=ascii)
def test_a_combining_mark_without_a_letter_is_blank(mark: str) -> None:
    assert is_blank(f" {mark}{mark}")
    assert not is_blank(f"\u0915{mark}")


@pytest.mark.parametrize("letter", ["\U0001107f", "\U00013441", "\U00013442"])
def test_signs_that_draw_nothing_alone_are_blank(letter: str) -> None:
    assert is_blank(letter * 3)
    assert not is_blank(f"{letter}a")
