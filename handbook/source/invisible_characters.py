"""Characters that nobody sees: marks that turn the reading direction, join, part or hide letters.

A word that holds one reads otherwise than it is: a number backwards, an address as another, a sentence that no search
finds. Scripts that need a joining mark between two of their letters may have it there, and emoji too.
"""

import re
import unicodedata

# Directions, tags, joins, fillers, variants of signs, and spaces without width.
_HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_JOINERS = "\u200c\u200d"
_LOOKS = "\ufe0e\ufe0f"
"""How the sign before is shown: as text or as a small picture."""
_INKLESS = ("Cc", "Cf", "Cs", "Mn", "Mc", "Me", "Zs", "Zl", "Zp")
"""Kinds that say nothing alone: controls, blanks, and marks that are set above, below or beside a letter."""
_WITH_INK = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
"""Signs of format that are drawn, around or below the figures after them."""
_EMPTY_SIGNS = "\U0001d159\U00016fe4\U0001107f\U00013441\U00013442"
"""A note without a head, fillers, a joiner and two blanks: signs by their kind, and nothing by their look."""
_LAST_LATIN = "\u02ff"


def first_hidden(text: str) -> int | None:
    """Where the first character stands that nobody can see; None when there is none."""
    for match in _HIDDEN.finditer(text):
        if not _is_needed(text, match.start()):
            return match.start()
    return None


def escape_hidden(text: str) -> str:
    """The text with a mark such as <U+202E> for each character that nobody can see, or that steers a terminal.

    Line breaks and tabs stay, and so do joining marks where a script needs them.
    """
    return "".join(f"<U+{ord(letter):04X}>" if _must_be_shown(text, at) else letter for at, letter in enumerate(text))


def is_blank(text: str) -> bool:
    """Whether there is nothing to be read in the text: only blanks, controls, signs without ink, marks of no letter."""
    return not any(map(_has_ink, text))


def _has_ink(letter: str) -> bool:
    if letter in _WITH_INK:
        return True
    return not (unicodedata.category(letter) in _INKLESS or letter in _EMPTY_SIGNS or _HIDDEN.match(letter))


def _must_be_shown(text: str, at: int) -> bool:
    if text[at] in "\n\t":
        return False
    if unicodedata.category(text[at]) in ("Cc", "Cs", "Zl", "Zp"):
        return True
    return _HIDDEN.match(text[at]) is not None and not _is_needed(text, at)


def strip_hidden(text: str) -> str:
    """The text without the characters that nobody can see."""
    while first_hidden(text) is not None:
        # Whether one is needed depends on its neighbours, so taking one out may leave another that no longer is.
        text = _HIDDEN.sub(lambda match: match[0] if _is_needed(match.string, match.start()) else "", text)
    return text


def _is_needed(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] in _LOOKS:
        return before != "" and unicodedata.category(before) in ("So", "Sm", "Po")
    return text[at] in _JOINERS and _is_joined(before) and _is_joined(after)


def _is_joined(neighbour: str) -> bool:
    """Whether a letter or a sign is of a kind that is joined or parted: none of our own alphabet, and no figure."""
    kinds = ("L", "M", "S")
    return neighbour > _LAST_LATIN and unicodedata.category(neighbour).startswith(kinds)
