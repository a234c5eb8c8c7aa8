"""What people say, and what the service calls it (`service/everyday_words.yml`)."""

from collections.abc import Iterator

from pydantic import Field

from handbook.calendar.reviews import Reviewed
from handbook.content_kind import ContentKind
from handbook.source.problems import Problem
from handbook.source.types import Content, Line, YesNo
from handbook.sources import Mention, Sources

EVERYDAY_WORDS = "service/everyday_words.yml"


class EverydayWord(Content):
    """One thing, as people say it."""

    say: tuple[Line, ...] = Field(min_length=1)
    """What carers, children and families say or type, such as "petrol money" or "run off"."""
    means: Line
    """What the service and this handbook call it."""
    page: Line
    """The page that answers, such as `guides/missing-from-home.md`; perhaps with `#` and a heading's id."""
    often: YesNo = False
    """Whether many look for it: its first word is on the first page of the A to Z."""


class EverydayWords(Reviewed):
    """The whole of `service/everyday_words.yml`."""

    words: tuple[EverydayWord, ...]
    """In any order."""


def check_words_are_unique(sources: Sources) -> Iterator[Problem]:
    """What people say has one line, in small or capital letters, so that it has one answer."""
    facts = sources.handbook.facts.get(EverydayWords)
    said: list[Mention] = [
        (EVERYDAY_WORDS, ("words", at, "say", place), word)
        for at, each in enumerate(facts.words if facts else ())
        for place, word in enumerate(each.say)
    ]
    yield from sources.duplicates(said, "everyday word", str.casefold)


KIND = ContentKind("everyday-words", EverydayWords, EVERYDAY_WORDS, needed=False, rules=(check_words_are_unique,))
