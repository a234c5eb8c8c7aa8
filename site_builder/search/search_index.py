"""Writes the search index of a site from its staged and its built pages."""

import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import yaml

from handbook.formatting import MONTH_IN_TEXT
from handbook.handbook import Handbook
from handbook.search.index import INDEX_FILE, SEARCH_FOLDER
from handbook.urls import page_address
from site_builder.page import GLOSSARY
from site_builder.search.index_files import IndexedPage, index_files
from site_builder.search.labels import labels_of
from site_builder.search.places import read_places

_VERSION_LENGTH = 8
_DATED = ("events/", "learning/")
"""The folders of pages whose lists of dates are what people look for."""
_DAY = re.compile(rf"\b\d{{1,2}} {MONTH_IN_TEXT}\b")


def write_search_index(handbook: Handbook, docs: Path, site: Path) -> None:
    """Write the index of the pages staged in `docs` and built in `site`.

    The files are in a folder named after their content, so a browser may keep them; only the first, which names the
    folder, has a fixed address.
    """
    files = dict(index_files(indexed_pages(handbook, docs, site)))
    texts = {name: json.dumps(content, separators=(",", ":"), ensure_ascii=False) for name, content in files.items()}
    version = hashlib.sha256("\n".join(texts.values()).encode()).hexdigest()[:_VERSION_LENGTH]
    folder = site / SEARCH_FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    (folder / version).mkdir(parents=True)
    first = json.loads(texts.pop(INDEX_FILE)) | {"version": version}
    for name, text in texts.items():
        (folder / version / name).write_text(text, encoding="utf-8")
    (folder / INDEX_FILE).write_text(json.dumps(first, separators=(",", ":")), encoding="utf-8")


def indexed_pages(handbook: Handbook, docs: Path, site: Path) -> Iterator[IndexedPage]:
    """Each page that the search may find, in the order of its path."""
    for staged in sorted(docs.rglob("*.md")):
        path = staged.relative_to(docs).as_posix()
        header = yaml.safe_load(staged.read_text(encoding="utf-8").split("\n---\n")[0])
        ranked = header.get("search", {})
        built = site / page_address(path).strip("/") / "index.html"
        if ranked.get("exclude") or not built.is_file():
            continue
        places = tuple(read_places(built.read_text(encoding="utf-8")))
        for place in places[1:]:
            if place.call or path == GLOSSARY or (path.startswith(_DATED) and _DAY.search(place.text)):
                place.answer = place.text
        yield IndexedPage(
            path=path,
            title=places[0].heading,
            keywords=tuple(map(unescape, header.get("tags", ()))),
            boost=ranked.get("boost", 1),
            places=places,
            labels=tuple(labels_of(handbook, path, places)),
        )
