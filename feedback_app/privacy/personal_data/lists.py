"""The lists of words beside this file."""

from functools import cache
from pathlib import Path


@cache
def word_list(file: str) -> frozenset[str]:
    """The words of a list, all but its lines of explanation."""
    lines = (Path(__file__).parent / file).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
