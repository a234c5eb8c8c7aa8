"""How the search takes a text apart: `Mum's hair-cut at the I.R.O.` is mum, hair, cut, at, the, iro.

The script in the page does the same (`search-worker.js`); a test compares the two.
"""

import re
import unicodedata
from collections.abc import Sequence

_SHORT_FORM = re.compile(r"\b(?:[a-z]\.){2,}[a-z]?(?!\w)\.?|\b[a-z](?:&[a-z])+\b")
_POSSESSIVE = re.compile(r"['\u2019]s\b")
_APOSTROPHE = re.compile(r"['\u2019]")
_WORD = re.compile(r"[a-z0-9]+")


def title_word(words: Sequence[str]) -> str:
    """All words of a title as one, such as `whotocall`: most words of "Who to call" are stop words."""
    return "".join(words)


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, without accents, apostrophes and the dots of short forms."""
    plain = re.sub(r"[\u0300-\u036f]", "", unicodedata.normalize("NFKD", text.lower()))
    joined = _SHORT_FORM.sub(lambda match: re.sub("[.&]", "", match[0]), plain).replace("+", " plus ")
    return _WORD.findall(_APOSTROPHE.sub("", _POSSESSIVE.sub("", joined)))
