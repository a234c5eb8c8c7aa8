"""Suggestions for words that are not known."""

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher, get_close_matches

MIN_SIMILARITY = 0.7
"""The lowest similarity of a suggestion; anything lower misleads people."""

MAX_CHOICES = 14
"""Longer lists of choices are not printed."""

_MAX_SUGGESTIONS = 3
"""How many similar words are listed if none of them is a clear match."""

_MIN_WORD_SIMILARITY = 0.5
"""The lowest similarity of two words in the same place: `all carers` is not `new carers`."""

_MIN_SIMILARITY_WITH_EXTRA_WORD = 0.8
"""The lowest similarity of two names if one has an extra word: `carers` is not `new carers`."""

_PARTS = re.compile(r"[^\W\d_]+|\d+")
_STOP_WORDS = {"a", "all", "and", "for", "in", "of", "on", "or", "the", "to", "with"}


def nearest(word: str, known: Iterable[str], likeness: float = MIN_SIMILARITY) -> str | None:
    """The known word that was probably mistyped, ignoring case and folders; None if none is similar.

    Words with another number, or with a different word in one place, are not typing mistakes.
    """
    by_name: dict[str, list[str]] = {}
    for choice in known:
        by_name.setdefault(_name(choice), []).append(choice)
    for name in get_close_matches(_name(word), by_name, n=_MAX_SUGGESTIONS, cutoff=likeness):
        if _is_typo(_name(word), name):
            # Several folders can have a page of the same name.
            return max(by_name[name], key=lambda choice: _likeness(word.lower(), choice.lower()))
    return None


def _name(word: str) -> str:
    # Pages share folders and endings, which would make all of them similar.
    return word.lower().removesuffix(".md").rpartition("/")[2]


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


def _is_typo(written: str, known: str) -> bool:
    """Whether all words that differ are similar to the word in the same place."""
    one, other = _PARTS.findall(written), _PARTS.findall(known)
    if [part for part in one if part.isdigit()] != [part for part in other if part.isdigit()]:
        return False
    changes = SequenceMatcher(None, one, other).get_opcodes()
    if (
        any(what in ("insert", "delete") for what, *_ in changes)
        and _likeness(written, known) < _MIN_SIMILARITY_WITH_EXTRA_WORD
    ):
        return False
    return all(
        _likeness("".join(one[start:end]), "".join(other[first:last])) >= _MIN_WORD_SIMILARITY
        for what, start, end, first, last in changes
        if what == "replace"
    )


def suggest_instead(word: str, known: Iterable[str], otherwise: str = "check the spelling, or add it first") -> str:
    """The advice after an unknown word: what was probably meant, or what is allowed.

    If `known` is a mapping, its values are titles, which people write in place of ids. `otherwise` is the advice if no
    word is similar and there are too many choices to list.
    """
    choices = list(dict.fromkeys(known))
    guess = nearest(word, choices) or _by_title(word, known)
    if guess is not None:
        return f"did you mean `{guess}`?"
    if choices and len(choices) <= MAX_CHOICES:
        return f"write one of: {', '.join(f'`{choice}`' for choice in choices)}"
    like = get_close_matches(word.lower(), choices, n=_MAX_SUGGESTIONS, cutoff=MIN_SIMILARITY)
    if like:
        return f"the most like it are {', '.join(f'`{choice}`' for choice in like)}; {otherwise}"
    return otherwise


def _by_title(word: str, known: Iterable[str]) -> str | None:
    """The id whose title was written, or most of its words, if there is exactly one."""
    titles: dict[str, str] = (
        {key: title for key, title in known.items() if isinstance(title, str)} if isinstance(known, Mapping) else {}
    )
    by_title = {title.lower(): key for key, title in titles.items()}
    title = nearest(word.replace("/", " "), by_title)
    if title is not None:
        return by_title[title]
    written = _words(word)
    held = [key for key, title in titles.items() if _are_most_of(written, title) or _is_half_of(key, written)]
    return held[0] if len(held) == 1 else None


def _are_most_of(written: set[str], title: str) -> bool:
    words = _words(title)
    return written <= words and 2 * len(written) > len(words)


def _is_half_of(key: str, written: set[str]) -> bool:
    words = _words(key)
    return bool(words) and words <= written and 2 * len(words) >= len(written)


def _words(text: str) -> set[str]:
    return {part.lower() for part in _PARTS.findall(text)} - _STOP_WORDS
