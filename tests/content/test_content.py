"""The real content: every file is one case, and the charters are complete."""

import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from handbook.charters import ListKind
from handbook.folders import content_in, paths_of
from handbook.kinds import Filed
from handbook.library import Handbook
from handbook.loading import load_handbook, read_content
from handbook.schemas import FOLDER
from tests.conftest import Figure
from tests.content.as_an_editor_reads import schema_of_first_line, values_of

ROOT = Path(__file__).parent.parent.parent
SHARED = ROOT.parent / "shared"
FILES = content_in(paths_of(ROOT))
EVERY_FILE = pytest.mark.parametrize("found", FILES, ids=lambda found: found.path)

INVENTORY = SHARED / "content/charters.yml"
SEEDS = sorted((SHARED / "seeds").glob("*.txt"))
CHARTERS = {"kent": "kent", "staffs": "staffordshire", "coventry": "coventry"}
"""The inventory's name of each charter, and its slug."""
PARTIES = {
    "local_authority": "corporate-parent",
    "corporate_parent": "corporate-parent",
    "fostering_service": "fostering-service",
    "foster_carer": "foster-carer",
}
LONGEST_RUN = 7
"""So many words may follow each other as in a source; eight are a copy."""


def test_there_is_content_in_every_folder() -> None:
    assert {found.path.partition("/")[0] for found in FILES} == {"charters", "docs", "service", "surveys"}


def test_the_content_has_no_problem(figure: Figure) -> None:
    started = time.perf_counter()
    assert load_handbook(ROOT)
    seconds = time.perf_counter() - started
    figure(f"the real content, {len(FILES)} files, is read and checked in {seconds:.2f} s")


@EVERY_FILE
def test_each_file_can_be_read(found: Filed) -> None:
    record, content = read_content(ROOT, found)
    assert record.path == found.path
    assert content


@EVERY_FILE
def test_each_file_names_the_schema_of_its_kind_and_holds_to_it(found: Filed) -> None:
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


@pytest.fixture(scope="module")
def inventory() -> dict[str, list[dict[str, Any]]]:
    """What stands in the sources, by slug, in their order: roles first, where they are listed apart."""
    if not INVENTORY.is_file():
        pytest.skip("the inventory of the charters is not beside this repository")
    listed = yaml.safe_load(INVENTORY.read_text(encoding="utf-8"))["charters"]
    return {CHARTERS[each["id"]]: [*_roles(each), *each["commitments"]] for each in listed}


def _roles(charter: dict[str, Any]) -> list[dict[str, Any]]:
    roles = charter["roles"]
    return roles.get("items", []) if isinstance(roles, dict) else roles


@pytest.mark.parametrize("charter", CHARTERS.values())
def test_ids_and_their_order_are_those_of_the_source(
    handbook: Handbook, inventory: dict[str, list[dict[str, Any]]], charter: str
) -> None:
    ours = [each.id for each in handbook.commitments.values() if each.charter == charter]
    assert ours == [each["id"] for each in inventory[charter]]


@pytest.mark.parametrize("charter", CHARTERS.values())
def test_parties_headings_and_numbers_are_those_of_the_source(
    handbook: Handbook, inventory: dict[str, list[dict[str, Any]]], charter: str
) -> None:
    expected = {each["id"]: (PARTIES[each["party"]], each["theme"], each["n"]) for each in inventory[charter]}
    ours = {
        id_: (each.party, each.heading, each.number) for id_, each in handbook.commitments.items() if id_ in expected
    }
    assert ours == expected


def words_of(text: str) -> list[str]:
    """The words of a text, all in small letters, without marks."""
    return re.findall(r"[a-z0-9']+", text.lower().replace("\u2019", "'"))


def runs_of(words: list[str]) -> Iterator[tuple[str, ...]]:
    """Every run of words that is too long to be chance."""
    return zip(*(words[start:] for start in range(LONGEST_RUN + 1)), strict=False)


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
def runs_in_seeds() -> set[tuple[str, ...]]:
    """Every long run of words in the source documents."""
    if not SEEDS:
        pytest.skip("the source documents are not beside this repository")
    return {run for seed in SEEDS for run in runs_of(words_of(seed.read_text(encoding="utf-8", errors="replace")))}


@EVERY_FILE
def test_no_sentence_is_copied_from_a_source(found: Filed, runs_in_seeds: set[tuple[str, ...]]) -> None:
    record, _ = read_content(ROOT, found)
    texts = [*texts_of(record.value), record.body]
    copied = [" ".join(run) for text in texts for run in runs_of(words_of(text)) if run in runs_in_seeds]
    assert copied == []


def test_a_copied_sentence_would_be_noticed(runs_in_seeds: set[tuple[str, ...]]) -> None:
    words = words_of(SEEDS[0].read_text(encoding="utf-8", errors="replace"))
    copied = {"text": f"We say: {' '.join(words[100:110])}."}
    assert [run for text in texts_of(copied) for run in runs_of(words_of(text)) if run in runs_in_seeds]
