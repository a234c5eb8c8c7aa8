"""Bytes of the search index, of this site and of larger ones that are made from it."""

import json
import re
import statistics
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import count, islice
from math import isqrt
from typing import Any
from zlib import crc32

import brotli

from handbook.search.index import INDEX_FILE, SearchIndex
from handbook.search.ranking import search
from site_builder.build.postprocess import BROTLI_QUALITY
from site_builder.search.index_files import IndexedPage

SHOWN = 8
"""Results that are shown at first, of each of which the page's file is fetched."""
_SYLLABLES = ("", "ka", "lo", "mi", "nu")
"""For copies from 1, 4, 9 and 16 on; the first is of the pages themselves."""
_WORD = re.compile(r"[A-Za-z]+")


@dataclass(frozen=True)
class Fetched:
    """What questions fetch, in bytes as compressed."""

    first_file: int
    """Of the file with all words."""
    mean: float
    """Of all files that one question needs, that one included."""
    most: int


def compressed_size(content: object) -> int:
    """Bytes of a JSON file as the server sends it."""
    text = json.dumps(content, separators=(",", ":"), ensure_ascii=False)
    return len(brotli.compress(text.encode(), quality=BROTLI_QUALITY))


def fetched_by(files: Mapping[str, Any], asked: Iterable[str]) -> Fetched:
    """What each question fetches with an empty cache."""
    size = cache(lambda name: compressed_size(files[name]))
    names: set[str] = set()

    def read(name: str) -> Any:
        names.add(name)
        return files[name]

    index, totals = SearchIndex(read), []
    for typed in asked:
        names.clear()
        index._read.cache_clear()
        for hit in search(index, typed)[:SHOWN]:
            index.shown_place(hit.page, hit.place)
        totals.append(sum(map(size, {INDEX_FILE, *names})))
    return Fetched(size(INDEX_FILE), statistics.mean(totals), max(totals))


def enlarged(pages: Sequence[IndexedPage], number: int) -> Iterator[IndexedPage]:
    """The pages and copies of them up to a number.

    In the nth copy every second word, chosen by its checksum, gets the syllable of the whole square root of n before
    it: so half of the words are new, and the vocabulary grows with the root of the pages, as it does in real texts
    (Heaps, "Information Retrieval", 1978).
    """
    every = (_copy(page, copy) if copy else page for copy in count() for page in pages)
    return islice(every, number)


def _copy(page: IndexedPage, number: int) -> IndexedPage:
    syllable = _SYLLABLES[min(isqrt(number), len(_SYLLABLES) - 1)]

    @cache
    def other(word: str) -> str:
        return syllable + word if crc32(f"{syllable}{word.lower()}".encode()) % 2 else word

    def said(text: str) -> str:
        return _WORD.sub(lambda match: other(match[0]), text)

    return replace(
        page,
        path=f"{page.path.removesuffix('.md')}-{number}.md",
        title=said(page.title),
        keywords=tuple(map(said, page.keywords)),
        places=tuple(
            replace(place, heading=said(place.heading), text=said(place.text), answer=said(place.answer))
            for place in page.places
        ),
        labels=tuple(replace(label, text=said(label.text)) for label in page.labels),
    )
