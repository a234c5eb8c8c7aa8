"""What somebody probably meant when a word is not known."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like the given one, capitals aside; None when nothing is like it."""
    by_small_letters = {each.lower(): each for each in known}
    found = get_close_matches(word.lower(), by_small_letters, n=1, cutoff=0.6)
    return by_small_letters[found[0]] if found else None


def what_instead(word: str, known: Iterable[str]) -> str:
    """The half sentence that follows a word we do not know: what was meant, or what could stand there."""
    choices = list(known)
    guess = nearest(word, choices)
    if guess is not None:
        return f"did you mean `{guess}`?"
    if not choices:
        return "take it out"
    if len(choices) > 25:
        return "check the spelling"
    return f"write one of: {', '.join(f'`{each}`' for each in choices)}"
