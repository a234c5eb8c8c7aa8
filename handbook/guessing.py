"""What somebody probably meant when a word is not known."""

from collections.abc import Iterable
from difflib import get_close_matches

LIKENESS = 0.7
"""How alike two words must be; below that a guess sends people to the wrong place."""

MOST_CHOICES = 14
"""A longer list of choices hides the sentence it stands in."""


def nearest(word: str, known: Iterable[str], likeness: float = LIKENESS) -> str | None:
    """The known word most like the given one, capitals and folders aside; None when nothing is like it."""
    by_name = {_name(each): each for each in known}
    found = get_close_matches(_name(word), by_name, n=1, cutoff=likeness)
    return by_name[found[0]] if found else None


def _name(word: str) -> str:
    # Pages share their folder and their ending: with those, every page is like every other.
    return word.lower().removesuffix(".md").rpartition("/")[2]


def what_instead(word: str, known: Iterable[str]) -> str:
    """The half sentence that follows a word we do not know: what was meant, or what could stand there."""
    choices = list(known)
    guess = nearest(word, choices)
    if guess is not None:
        return f"did you mean `{guess}`?"
    if not choices or len(choices) > MOST_CHOICES:
        return "check the spelling, or add it first"
    return f"write one of: {', '.join(f'`{each}`' for each in choices)}"
