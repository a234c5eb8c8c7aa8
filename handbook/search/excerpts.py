"""The two lines of a text around the words that were found."""

import re
from collections.abc import Collection, Iterator

from handbook.search.words import words_of

MAX_LETTERS = 130
"""About two lines of a screen, and four of a phone."""
_LEAD = 40
"""Letters before the first word found in which an excerpt may begin, at the start of a sentence if there is one."""

_TOKEN = re.compile(r"[^\W_]+(?:['\u2019.&+-][^\W_]+)*\+?")
_SENTENCE = re.compile(r"(?<=[.!?:;]) ")

Part = tuple[str, bool]
"""A piece of text, and whether it is one of the words found."""


def excerpt_of(text: str, found: Collection[str]) -> list[Part]:
    """The part of a text that has the most of the words found, in pieces; its beginning where it has none."""
    start = _start(text, found)
    end = len(text)
    if end - start > MAX_LETTERS:
        end = text.rfind(" ", start, start + MAX_LETTERS + 1)
        end = end if end > start else start + MAX_LETTERS
    parts = list(_parts(text[start:end], found))
    before, after = [("... ", False)] if start else [], [(" ...", False)] if end < len(text) else []
    return [*before, *parts, *after]


def _is_found(token: str, found: Collection[str]) -> bool:
    return any(word in found for word in words_of(token))


def _start(text: str, found: Collection[str]) -> int:
    """Where the excerpt begins: before the first of those words that have the most other ones close behind them."""
    places = [(match.start(), match[0]) for match in _TOKEN.finditer(text) if _is_found(match[0], found)]
    best, most = 0, 0
    for at, _ in places:
        near = {word for place, token in places if at <= place < at + MAX_LETTERS - _LEAD for word in words_of(token)}
        if len(near) > most:
            best, most = at, len(near)
    if best <= _LEAD:
        return 0
    lead = text[best - _LEAD : best]
    sentences = [match.end() for match in _SENTENCE.finditer(lead)]
    return best - _LEAD + (sentences[-1] if sentences else lead.find(" ") + 1)


def _parts(text: str, found: Collection[str]) -> Iterator[Part]:
    end = 0
    for match in _TOKEN.finditer(text):
        if _is_found(match[0], found):
            if match.start() > end:
                yield text[end : match.start()], False
            yield match[0], True
            end = match.end()
    if end < len(text):
        yield text[end:], False
