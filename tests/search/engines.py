"""The search, the same with less to go by, and another engine over the same sections."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from handbook.handbook import Handbook
from handbook.search.index import INDEX_FILE, SEARCH_FOLDER, SearchIndex
from handbook.search.ranking import search
from handbook.search.words import words_of
from handbook.urls import page_address
from site_builder.search.index_files import IndexedPage, index_files
from site_builder.search.labels import LabelKind
from site_builder.search.stop_words import STOP_WORDS
from tests.search.scores import LOOKED_AT, Engine

_COLUMN_WEIGHTS = (10, 5, 3, 1)
"""Of title, heading, questions and text: the best of those tried on the questions that are not held out."""


def built_index(site: Path) -> SearchIndex:
    """The index of a built site, as the app reads it."""
    return SearchIndex(read_files(site).__getitem__)


def read_files(site: Path) -> dict[str, Any]:
    """The files of a built site's index by their names."""
    folder = site / SEARCH_FOLDER
    first = json.loads((folder / INDEX_FILE).read_text(encoding="utf-8"))
    others = sorted((folder / first["version"]).glob("*.json"))
    return {path.name: json.loads(path.read_text(encoding="utf-8")) for path in others} | {INDEX_FILE: first}


def files_of(pages: Iterable[IndexedPage]) -> dict[str, Any]:
    """The files of the index of some pages by their names, through JSON as they are written and read."""
    return {name: json.loads(json.dumps(content)) for name, content in index_files(pages)}


def index_of(pages: Iterable[IndexedPage]) -> SearchIndex:
    """The index of some pages."""
    return SearchIndex(files_of(pages).__getitem__)


def engine_of(index: SearchIndex) -> Engine:
    """The search of the handbook over an index."""

    def find(typed: str) -> list[str]:
        return [index.shown_place(hit.page, hit.place).address for hit in search(index, typed)[:LOOKED_AT]]

    return find


def without_also(handbook: Handbook, pages: Iterable[IndexedPage]) -> Iterator[IndexedPage]:
    """The pages without other ways to ask their questions."""
    for page in pages:
        source = handbook.pages.get(page.path)
        also = {text for question in (source.header.questions if source else ()) for text in question.also}
        kept = (label for label in page.labels if label.kind is not LabelKind.QUESTION or label.text not in also)
        yield replace(page, labels=tuple(kept))


def texts_alone(pages: Iterable[IndexedPage]) -> Iterator[IndexedPage]:
    """The pages with what everybody sees on them: titles, headings and text."""
    for page in pages:
        headings = (label for label in page.labels if label.kind is LabelKind.HEADING)
        yield replace(page, keywords=(), labels=tuple(headings))


def full_text_engine(pages: Iterable[IndexedPage]) -> Engine:
    """SQLite's full-text search: a row for each place, stems of Porter, BM25 with weighted columns, any word."""
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "CREATE VIRTUAL TABLE place USING fts5(title, heading, questions, text, address UNINDEXED, tokenize='porter')"
    )
    rows = (row for page in pages for row in _rows(page))
    connection.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?)", rows)
    return partial(_full_text_search, connection)


def _rows(page: IndexedPage) -> Iterator[Sequence[str]]:
    """A place in the columns of the table; texts are taken apart as ours are, so that short forms are words."""
    address = page_address(page.path)
    for place in page.places:
        labels = [label.text for label in page.labels if label.anchor == place.anchor]
        questions = [*labels, *(() if place.anchor else page.keywords)]
        texts = (page.title, place.heading, "; ".join(questions), place.text)
        yield *(" ".join(words_of(text)) for text in texts), address + (f"#{place.anchor}" if place.anchor else "")


def _full_text_search(connection: sqlite3.Connection, typed: str) -> list[str]:
    stop_words = frozenset(STOP_WORDS.split())
    words = words_of(typed)
    words = [word for word in words if word not in stop_words] or words
    if not words:
        return []
    found = connection.execute(
        "SELECT address FROM place WHERE place MATCH ? ORDER BY bm25(place, ?, ?, ?, ?), rowid",
        (" OR ".join(f'"{word}"' for word in words), *_COLUMN_WEIGHTS),
    )
    best: dict[str, str] = {}
    for (address,) in found:
        best.setdefault(address.partition("#")[0], address)
    return list(best.values())[:LOOKED_AT]
