"""What somebody probably meant when a word is not known."""

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher, get_close_matches

MIN_SIMILARITY = 0.7
"""How alike two words must be; below that a guess sends people to the wrong place."""

MAX_CHOICES = 14
"""A longer list of choices hides the sentence it is in."""

_MAX_SUGGESTIONS = 3
"""How many like words are named where none of them is sure to be meant."""

_MIN_WORD_SIMILARITY = 0.5
"""How alike a word must be to the one in its place: `all carers` are no `new carers`."""

_MIN_SIMILARITY_WITH_EXTRA_WORD = 0.8
"""How alike two names must be of which one has a word more: `carers` are more than `new carers`."""

_PARTS = re.compile(r"[^\W\d_]+|\d+")
_STOP_WORDS = {"a", "all", "and", "for", "in", "of", "on", "or", "the", "to", "with"}


def nearest(word: str, known: Iterable[str], likeness: float = MIN_SIMILARITY) -> str | None:
    """The known word that was mistyped, capitals and folders aside; None when nothing is like it.

    What has another figure, or another word in its place, is something else and no slip.
    """
    by_name: dict[str, list[str]] = {}
    for choice in known:
        by_name.setdefault(_name(choice), []).append(choice)
    for name in get_close_matches(_name(word), by_name, n=_MAX_SUGGESTIONS, cutoff=likeness):
        if _is_typo(_name(word), name):
            # Pages of one name are in several folders.
            return max(by_name[name], key=lambda choice: _likeness(word.lower(), choice.lower()))
    return None


def _name(word: str) -> str:
    # Pages share their folder and their ending: with those, every page is like every other.
    return word.lower().removesuffix(".md").rpartition("/")[2]


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


def _is_typo(written: str, known: str) -> bool:
    """Whether every word that differs is like the one in its place."""
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
    """The half sentence that follows a word we do not know: what was meant, or what could be there.

    Of a mapping the values are the titles that readers see; people write those in place of ids. `otherwise` ends the
    sentence where nothing is like the word and there are too many choices to name.
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
    """The one id that somebody meant who wrote its title, or its words with others."""
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
