"""The three charters, imported from their texts with the profiles beside them: every item in its place."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from handbook.charters.charter import Charter, ListKind
from handbook.charters.profile import CharterProfile
from handbook.folders import content_files
from handbook.handbook import Handbook
from handbook.loading import read_content
from handbook.source.yaml_reader import read_nodes
from site_builder.tools.charter_import.draft import draft_charter
from site_builder.tools.charter_import.raw_text import read_raw_text
from site_builder.tools.charter_import.reader import ReadCharter, read_charter
from site_builder.tools.charter_import.review_items import find_review_items
from tests.conftest import Figure

ROOT = Path(__file__).parent.parent.parent
SHARED = ROOT.parent / "shared"
INVENTORY = SHARED / "content/charters.yml"
CHARTERS = {"kent": "kent", "staffordshire": "staffs", "coventry": "coventry"}
"""The name of each profile, and the inventory's name of its charter."""
COUNTS = {
    "kent": {ListKind.PROMISES: 53},
    "staffordshire": {ListKind.PROMISES: 60, ListKind.ROLE: 6},
    "coventry": {ListKind.PROMISES: 68, ListKind.OVERVIEW: 12, ListKind.ROLE: 7},
}
BELIEFS = {"kent": 10, "staffordshire": 13, "coventry": 0}
DOUBTS = {"kent": 1, "staffordshire": 2, "coventry": 5}
EACH = pytest.mark.parametrize("name", CHARTERS)


def profile(name: str) -> CharterProfile:
    _, content = read_content(ROOT, content_files([f"charters/profiles/{name}.yml"])[0])
    assert isinstance(content, CharterProfile)
    return content


@pytest.fixture(scope="module")
def inventory() -> dict[str, dict[str, Any]]:
    """Every item that was counted by hand, by charter and id."""
    if not INVENTORY.is_file():
        pytest.skip("the inventory of the charters is not beside this repository")
    found = {}
    for charter in yaml.safe_load(INVENTORY.read_text(encoding="utf-8"))["charters"]:
        roles = charter["roles"]["items"] if isinstance(charter["roles"], dict) and "items" in charter["roles"] else []
        found[charter["id"]] = charter | {"items": {item["id"]: item for item in (*roles, *charter["commitments"])}}
    return found


def imported(name: str, inventory: dict[str, dict[str, Any]]) -> ReadCharter:
    text = SHARED / "seeds" / inventory[CHARTERS[name]]["source"]
    if not text.is_file():
        pytest.skip("the texts of the charters are not beside this repository")
    return read_charter(read_raw_text(text), profile(name))


def words_of(text: str) -> str:
    return text.replace("\u2019", "'").replace("\u2018", "'").lower()


@EACH
def test_a_profile_expects_what_the_charter_s_file_holds(name: str, handbook: Handbook) -> None:
    """The profiles and the charters in plain words tell the same lists; this holds without the texts."""
    own, charter = profile(name), handbook.charters[name]
    assert own.charter == name
    assert [(each.heading, each.kind, each.party, each.expected) for each in own.lists] == [
        (each.heading, each.kind, each.party, len(each.items)) for each in charter.lists
    ]
    assert [f"{each.id}-{number}" for each in own.lists for number in range(1, each.expected + 1)] == [
        item.id for each in charter.lists for item in each.items
    ]


@EACH
def test_the_counts_come_out_right(name: str, inventory: dict[str, dict[str, Any]], figure: Figure) -> None:
    read = imported(name, inventory)
    assert all(each.is_as_expected for each in read.lists)
    counts = {kind: sum(len(each.items) for each in read.lists if each.listed.kind is kind) for kind in COUNTS[name]}
    assert counts == COUNTS[name]
    assert sum(each.belief is not None for each in read.lists) == BELIEFS[name]
    figure(f"{name}: imported from its text, {sum(counts.values())} items, {len(find_review_items(read))} to look at")


@EACH
def test_each_item_stands_on_the_lines_counted_by_hand_and_holds_its_words(
    name: str, inventory: dict[str, dict[str, Any]]
) -> None:
    read, items = imported(name, inventory), inventory[CHARTERS[name]]["items"]
    found = {
        f"{each.listed.id}-{number}": item for each in read.lists for number, item in enumerate(each.items, start=1)
    }
    assert found.keys() == items.keys()
    for key, item in found.items():
        assert [item.lines[0], item.lines[-1]] == items[key]["lines"], key
        missing = [
            word
            for word in items[key]["key_words"]
            if not re.search(rf"\b{re.escape(words_of(str(word)))}\b", words_of(item.text))
        ]
        assert missing == [], key


@EACH
def test_the_finished_draft_has_the_voices_lists_and_ids_of_the_charter_s_file(
    name: str, inventory: dict[str, dict[str, Any]], handbook: Handbook
) -> None:
    # A person fills in the two days: of the review, and of the agreement to the list.
    drafted = draft_charter(imported(name, inventory)).text.replace(": not yet", ": 2026-11-22")
    charter, ours = Charter.model_validate(read_nodes(drafted, "draft.yml").value), handbook.charters[name]
    assert [(each.id, each.party, each.lead_in) for each in charter.voices] == [
        (each.id, each.party, each.lead_in) for each in ours.voices
    ]
    assert [(each.heading, each.kind, each.party, each.theme, each.certainty) for each in charter.lists] == [
        (each.heading, each.kind, each.party, each.theme, each.certainty) for each in ours.lists
    ]
    assert [item.id for each in charter.lists for item in each.items] == [
        item.id for each in ours.lists for item in each.items
    ]


@EACH
def test_belief_statements_stand_on_the_lines_counted_by_hand(name: str, inventory: dict[str, dict[str, Any]]) -> None:
    parts = inventory[CHARTERS[name]]["other_parts"]
    counted = [part["lines"] for part in parts if part["kind"] == "belief"]
    beliefs = [each.belief.lines for each in imported(name, inventory).lists if each.belief]
    assert [[lines[0], lines[-1]] for lines in beliefs] == counted


@EACH
def test_no_line_is_lost_and_few_items_ask_for_a_look(name: str, inventory: dict[str, dict[str, Any]]) -> None:
    read = imported(name, inventory)
    assert read.unused == ()
    assert len(find_review_items(read)) == DOUBTS[name]


def test_no_pull_quote_is_taken_for_an_item(inventory: dict[str, dict[str, Any]]) -> None:
    read = imported("staffordshire", inventory)
    quoted = {number for quote in inventory["staffs"]["quotes"] for number in quote["lines"]}
    assert quoted <= read.layout.left_out.keys()
