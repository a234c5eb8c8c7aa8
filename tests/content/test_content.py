"""The real content: every file is one case, and the charters are complete."""

import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from handbook.charters.charter import ListKind
from handbook.folders import content_files, content_paths
from handbook.handbook import Handbook
from handbook.loading import load_handbook, read_content
from handbook.registry import ContentFile
from handbook.schemas import FOLDER
from tests.conftest import Figure
from tests.content.as_an_editor_reads import schema_of_first_line, values_of
from tests.content.sources import CHARTERS, SHARED, drawn_from, hashed_runs, read_runs, read_source, words_of
from tests.content.sources import FOLDER as FOLDER_OF_SOURCES

ROOT = Path(__file__).parent.parent.parent
FILES = content_files(content_paths(ROOT))
EVERY_FILE = pytest.mark.parametrize("found", FILES, ids=lambda found: found.path)


def test_there_is_content_in_every_folder() -> None:
    assert {found.path.partition("/")[0] for found in FILES} == {"charters", "docs", "service", "surveys"}


def test_the_content_has_no_problem(figure: Figure) -> None:
    started = time.perf_counter()
    assert load_handbook(ROOT)
    seconds = time.perf_counter() - started
    figure(f"the real content, {len(FILES)} files, is read and checked in {seconds:.2f} s")


@EVERY_FILE
def test_each_file_can_be_read(found: ContentFile) -> None:
    record, content = read_content(ROOT, found)
    assert record.path == found.path
    assert content


@EVERY_FILE
def test_each_file_names_the_schema_of_its_kind_and_holds_to_it(found: ContentFile) -> None:
    named = schema_of_first_line(ROOT / found.path)
    assert named == FOLDER / f"{found.kind.name}.json", "the first line must name the schema of this kind"
    validator = Draft202012Validator(json.loads(named.read_text(encoding="utf-8")))
    problems = [
        f"{list(error.absolute_path)}: {error.message}" for error in validator.iter_errors(values_of(ROOT / found.path))
    ]
    assert problems == []


@pytest.mark.parametrize(
    ("charter", "counts"),
    [
        ("kent", {ListKind.PROMISES: 53}),
        ("staffordshire", {ListKind.PROMISES: 60, ListKind.ROLE: 6}),
        ("coventry", {ListKind.PROMISES: 68, ListKind.OVERVIEW: 12, ListKind.ROLE: 7}),
    ],
)
def test_a_charter_is_complete(handbook: Handbook, charter: str, counts: dict[ListKind, int]) -> None:
    assert Counter(each.kind for each in handbook.commitments.values() if each.charter == charter) == counts


def test_the_three_charters_have_206_list_items(handbook: Handbook) -> None:
    assert len(handbook.commitments) == 206


@pytest.mark.parametrize("charter", CHARTERS.values())
def test_the_items_of_a_charter_are_those_of_its_source(handbook: Handbook, charter: str) -> None:
    ours = [
        [each.id, each.party, each.heading, each.number]
        for each in handbook.commitments.values()
        if each.charter == charter
    ]
    assert ours == read_source("charters")[charter]


def texts_of(value: Any, key: str = "") -> Iterator[str]:
    """Every text in a content file but headings, which are names and kept as their source spells them."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from texts_of(inner, "heading" if "heading" in key else str(name))
    elif isinstance(value, list):
        for inner in value:
            yield from texts_of(inner, key)
    elif isinstance(value, str) and key not in ("heading", "headings", "under_headings"):
        yield value


@pytest.fixture(scope="module")
def runs_in_sources() -> frozenset[bytes]:
    return read_runs()


def copied_from(runs: frozenset[bytes], texts: Iterable[str]) -> list[str]:
    """The long runs of words that are in a source as they are here."""
    return [run for text in texts for found, run in hashed_runs(words_of(text)) if found in runs]


@EVERY_FILE
def test_no_sentence_is_copied_from_a_source(found: ContentFile, runs_in_sources: frozenset[bytes]) -> None:
    record, _ = read_content(ROOT, found)
    assert copied_from(runs_in_sources, [*texts_of(record.value), record.body]) == []


def test_a_copied_sentence_would_be_noticed() -> None:
    words = [f"word{number}" for number in range(30)]
    runs = frozenset(found for found, _ in hashed_runs(words))
    copied = {"text": f"We say: {' '.join(words[10:18])}.", "heading": " ".join(words)}
    assert copied_from(runs, texts_of(copied)) == [" ".join(words[10:18])]
    assert copied_from(runs, [" ".join(words[10:17])]) == []


def test_what_is_compared_with_is_what_stands_in_the_sources() -> None:
    if not SHARED.is_dir():
        pytest.skip("the source documents are not beside this repository")
    assert {path.name: path.read_bytes() for path in FOLDER_OF_SOURCES.iterdir()} == drawn_from(SHARED)
