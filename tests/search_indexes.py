"""Indexes of invented pages, made by the builder and read as the app reads them."""

import json
from collections.abc import Iterable, Mapping

from handbook.search.index import SearchIndex
from site_builder.search.index_files import IndexedPage, index_files
from site_builder.search.labels import Label, LabelKind
from site_builder.search.places import Place


def indexed_page(
    path: str,
    title: str,
    text: str = "",
    *,
    places: Iterable[Place] = (),
    questions: Mapping[str, str] | None = None,
    keywords: tuple[str, ...] = (),
) -> IndexedPage:
    """A page whose top has a text; `questions` has the id of the place that answers each."""
    below = tuple(places)
    asked = (Label(anchor, ask, LabelKind.QUESTION) for ask, anchor in (questions or {}).items())
    headings = (Label(place.anchor, place.heading, LabelKind.HEADING) for place in below)
    top = Place("", title, text)
    return IndexedPage(path, title, keywords, 1, (top, *below), (*asked, *headings))


def search_index(*pages: IndexedPage) -> SearchIndex:
    """The index of these pages."""
    written = {name: json.dumps(content) for name, content in index_files(pages)}
    return SearchIndex(lambda name: json.loads(written[name]))
