"""Receipts and codes: random enough, and forgiving about how they are typed."""

from collections import Counter
from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_app.cli.preview_command import NO_RECEIPT
from feedback_app.privacy.codes import ALPHABET, new_code, new_receipt, normalise


def test_a_receipt_holds_eighty_bits() -> None:
    assert len(ALPHABET) == len(set(ALPHABET)) == 32
    assert all(len(new_receipt().replace("-", "")) == 16 for _ in range(100))


def test_receipts_are_random_in_every_place() -> None:
    drawn = [new_receipt().replace("-", "") for _ in range(6400)]
    assert len(set(drawn)) == len(drawn)
    for place in range(16):
        counts = Counter(receipt[place] for receipt in drawn)
        assert set(counts) == set(ALPHABET)
        # 200 expected of each; seven standard deviations are 99.
        assert max(abs(count - 200) for count in counts.values()) < 99


def test_twenty_thousand_codes_are_as_random_as_eighty_bits_can_be() -> None:
    """T6: no two alike, each letter in each place about equally often, no pair of neighbours more often than chance."""
    drawn = [new_code().replace("-", "") for _ in range(20_000)]
    assert len(set(drawn)) == len(drawn)
    for place in range(16):
        counts = Counter(code[place] for code in drawn)
        entropy = -sum(count / 2e4 * log2(count / 2e4) for count in counts.values())
        # The expected loss is 31 / (2 * 20,000 * ln 2) = 0.001 bits of 5; a die with one letter missing has 4.954.
        assert entropy > 4.996
    pairs = Counter(code[place : place + 2] for code in drawn for place in range(15))
    # 293 of each of 1,024 pairs; seven standard deviations are 120.
    assert len(pairs) == 1024
    assert max(abs(count - 293) for count in pairs.values()) < 120


def test_letters_that_look_like_figures_are_left_out() -> None:
    assert not set("ILOU") & set(ALPHABET)


@given(st.text(alphabet=ALPHABET, min_size=16, max_size=16), st.data())
def test_what_people_type_is_understood(plain: str, data: st.DataObject) -> None:
    alike = {"0": "0oO", "1": "1iIlL", "V": "VvUu"}
    typed = "".join(
        data.draw(st.sampled_from(alike.get(letter, letter + letter.lower())))
        + data.draw(st.sampled_from(["", "", "", " ", "-", "\u2013", "\t", "\u00a0"]))
        for letter in plain
    )
    assert normalise(typed) == "-".join(plain[start : start + 4] for start in range(0, 16, 4))


def test_a_printed_receipt_stays_as_it_is() -> None:
    receipt = new_receipt()
    assert normalise(receipt) == receipt


@pytest.mark.parametrize("typed", ["", "7B2C", "7B2C-9QKD-M4XE-ZT1", "7B2C-9QKD-M4XE-ZT1?", "7B2C-9QKD-M4XE-ZT10-A"])
def test_other_shapes_are_no_receipt(typed: str) -> None:
    assert normalise(typed) is None


@given(st.text())
def test_any_text_is_a_receipt_or_none(typed: str) -> None:
    found = normalise(typed)
    assert found is None or normalise(found) == found


@pytest.mark.parametrize(
    "around", ["{}.", '"{}"', "\u201c{}\u201d,", "'{}'", "\u200b{}\u200b", "\ufeff{}", "({})", "{}\u2026"]
)
def test_what_a_mail_program_or_a_sentence_puts_around_a_receipt_does_no_harm(around: str) -> None:
    receipt = new_receipt()
    assert normalise(around.format(receipt)) == receipt
    assert normalise(around.format(receipt.replace("-", "\u200b-"))) == receipt


def test_full_width_letters_are_understood_and_signs_inside_are_not() -> None:
    receipt = new_receipt()
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in receipt)
    assert normalise(wide) == receipt
    assert normalise(receipt.replace("-", ":")) is None
    assert normalise(NO_RECEIPT) is None
