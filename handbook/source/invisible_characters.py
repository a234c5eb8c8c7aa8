"""Invisible characters: marks that change the reading direction, and that join, separate or hide letters.

A word with one of them is not what it seems: a number reads backwards, an address looks like another, search does not
find a sentence. Joining marks are allowed in scripts that need them, and in emoji.
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
"""Variation selectors: they show the sign before them as text or as an emoji."""
_INKLESS = ("Cc", "Cf", "Cs", "Mn", "Mc", "Me", "Zs", "Zl", "Zp")
"""Categories that print nothing on their own: controls, spaces, and combining marks."""
_WITH_INK = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
"""Format characters that are visible, around or below the digits after them."""
_EMPTY_SIGNS = "\U0001d159\U00016fe4\U0001107f\U00013441\U00013442"
"""Characters that are letters or symbols by their category and print nothing."""
_LAST_LATIN = "\u02ff"


def first_invisible_offset(text: str) -> int | None:
    """The offset of the first invisible character; None if there is none."""
    for match in _HIDDEN.finditer(text):
        if not _is_needed(text, match.start()):
            return match.start()
    return None


def escape_hidden(text: str) -> str:
    """The text with <U+202E> and the like in place of invisible and control characters.

    Line breaks, tabs, and joining marks that a script needs stay as they are.
    """
    return "".join(f"<U+{ord(letter):04X}>" if _must_be_shown(text, at) else letter for at, letter in enumerate(text))


def is_blank(text: str) -> bool:
    """Whether the text prints nothing: only spaces, controls, invisible characters and lone combining marks."""
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
    """The text without invisible characters."""
    while first_invisible_offset(text) is not None:
        # Whether one is needed depends on its neighbours, so removing one may make another superfluous.
        text = _HIDDEN.sub(lambda match: match[0] if _is_needed(match.string, match.start()) else "", text)
    return text


def _is_needed(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] in _LOOKS:
        return before != "" and unicodedata.category(before) in ("So", "Sm", "Po")
    return text[at] in _JOINERS and _is_joined(before) and _is_joined(after)


def _is_joined(neighbour: str) -> bool:
    """Whether a character can be joined to its neighbour: a letter, mark or symbol outside the Latin script."""
    kinds = ("L", "M", "S")
    return neighbour > _LAST_LATIN and unicodedata.category(neighbour).startswith(kinds)
