"""Receipts and one-time codes: eighty random bits that people can read aloud and type."""

import re
import secrets
import unicodedata

from handbook.source.invisible_characters import without_hidden

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Thirty-two figures and letters; I, L, O and U are left out, because people take them for 1, 0 and V."""

LENGTH = 16
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015]|^\W+|\W+$")
"""What people put between the groups, and, such as quotes and a full stop, around them all."""
_LOOK_ALIKES = str.maketrans("OILU", "011V")


def new_receipt() -> str:
    """A fresh receipt or code as it is printed: four groups of four."""
    return _grouped("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)))


new_code = new_receipt
"""A one-time code has the same shape."""


def normalise(typed: str) -> str | None:
    """What a person typed, in its printed form; None when it cannot be a receipt or a code."""
    plain = _BETWEEN.sub("", without_hidden(unicodedata.normalize("NFKC", typed))).upper().translate(_LOOK_ALIKES)
    if len(plain) != LENGTH or any(letter not in ALPHABET for letter in plain):
        return None
    return _grouped(plain)


def _grouped(plain: str) -> str:
    return "-".join(plain[start : start + 4] for start in range(0, LENGTH, 4))
