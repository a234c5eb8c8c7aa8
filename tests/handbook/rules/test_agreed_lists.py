"""A promise of a published charter changes, comes or goes only with somebody who agreed to it, a day and a reason."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from handbook.loading import load_handbook

CHARTER = "charters/thistlemoor.yml"
NEW_ITEM = """\
      - id: thistle-1-la-3
        number: 3
        text: We pay for a car.
"""
LAST_OF_ITS_LIST = "        note: The source counts bank holidays as working days.\n"
ENTRY = """\
  - day: 2026-11-20
    by: Director of children's services
    because: The council added a promise at its meeting of 18 November
    items: 8
"""

Edit = Callable[[str, str, str], None]
Complaints = Callable[[], list[str]]
KEY = re.compile("[0-9a-f]{12}")


def test_an_invented_item_does_not_pass(edit: Edit, complaints: Complaints) -> None:
    edit(CHARTER, LAST_OF_ITS_LIST, LAST_OF_ITS_LIST + NEW_ITEM)
    (told,) = complaints()
    assert "Fostering manager agreed on 2026-10-01 to 7 items, and 8 stand in the lists; put the lists back" in told
    assert "add an entry below this one: `day:`, `by:` (who agreed), `because:` and `items:`" in told
    assert not KEY.search(told)
    edit(CHARTER, "    items: 7\n", "    items: 8\n")
    (told,) = complaints()
    assert "the promises are not those to which Fostering manager agreed on 2026-10-01" in told
    assert not KEY.search(told), "a count written over hands out no fingerprint"


def test_a_charter_that_changed_is_agreed_to_again(copy: Path, edit: Edit, complaints: Complaints) -> None:
    edit(CHARTER, LAST_OF_ITS_LIST, LAST_OF_ITS_LIST + NEW_ITEM)
    path = copy / CHARTER
    path.write_text(path.read_text() + ENTRY)
    (told,) = complaints()
    assert told.startswith(f"{CHARTER}:113:5: compare each item with the published charter; if all are as Director of")
    (fingerprint,) = re.findall("write `(fingerprint: [0-9a-f]{12})` here", told)
    path.write_text(f"{path.read_text()}    {fingerprint}\n")
    assert complaints() == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("within two working days", "within five working days"),
        ("lead_in: We will\n    role", "lead_in: We may\n    role"),
        ("    to: foster carers\n", "    to: children\n"),
        ("text: We invite you to each meeting", "wording: We shall.\n        text: We invite you to each meeting"),
        ('section: "1"', 'section: "2"'),
    ],
)
def test_words_and_place_of_a_promise_are_part_of_what_was_agreed(
    edit: Edit, complaints: Complaints, old: str, new: str
) -> None:
    edit(CHARTER, old, new)
    (told,) = complaints()
    assert "agreed on 2026-10-01: an item, its words or its place differ; put them back as they were. If" in told
    assert not KEY.search(told)
    edit(CHARTER, new, old)
    assert complaints() == [], "as the sentence says"


def test_line_breaks_and_our_own_remarks_are_not(edit: Edit, complaints: Complaints) -> None:
    edit(
        CHARTER,
        "text: We answer your messages within two",
        "text: >-\n          We answer your messages\n          within two",
    )
    edit(CHARTER, LAST_OF_ITS_LIST, "        note: Bank holidays count.\n")
    assert complaints() == []


def test_a_removed_promise_is_reported(copy: Path, edit: Edit, complaints: Complaints) -> None:
    edit(CHARTER, "    items: 7\n", "    items: 8\n")
    (told,) = complaints()
    assert "agreed on 2026-10-01 to 8 items, and only 7 stand in the lists" in told
    path = copy / CHARTER
    path.write_text(path.read_text().partition("agreed:\n")[0])
    (told,) = complaints()
    assert "nobody has agreed yet that these lists say what was published; compare them, item by item" in told


def test_agreements_are_listed_oldest_first(copy: Path, complaints: Complaints) -> None:
    path = copy / CHARTER
    fingerprint = load_handbook(copy).charters["thistlemoor"].fingerprint
    older = ENTRY.replace("2026-11-20", "2026-09-30").replace("items: 8", f"items: 7\n    fingerprint: {fingerprint}")
    path.write_text(path.read_text() + older)
    (told,) = complaints()
    assert told.endswith("the entry above is of 2026-10-01, a later day; put the oldest entry first")
