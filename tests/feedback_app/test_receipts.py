"""Receipts and codes: random enough, and forgiving about how they are typed."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_app.receipts import ALPHABET, new_receipt, normalise


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
