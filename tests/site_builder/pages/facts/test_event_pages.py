"""The page of groups and events begins with the next group of each area, by the names of its towns."""

import re
from dataclasses import replace
from typing import Any

from handbook.facts.events.model import Events
from handbook.facts.places import Places
from handbook.handbook import Facts
from site_builder.page_list import all_pages
from tests.site_builder.minimal_handbook import REVIEW, minimal
from tests.site_builder.pages.facts.test_changed_dates import GROUP, OFF, ON, TUESDAYS

AREAS = [
    {"id": "south", "title": "South", "where": "in the south", "place_names": ["Wrenby", "Saltby"]},
    {"id": "north", "title": "North", "where": "in the north"},
]
ONLINE = {**TUESDAYS, "id": "online", "place": "By video call", "every": "first Monday of the month"}
NORTH = {**TUESDAYS, "id": "north", "area": "north", "place": "Library", "cancelled": [OFF], "since": "2027-01-01"}
SOUTH = {**TUESDAYS, "id": "south", "area": "south"}


def near_you(*held: dict[str, Any], kind: str = "support group") -> list[str]:
    """Each line of the next groups, without the names of links."""
    events = Events.model_validate({**REVIEW, "events": [{**GROUP, "title": "Group", "kind": kind, "held": held}]})
    places = Places.model_validate({**REVIEW, "areas": AREAS, "roles": []})
    page = all_pages(replace(minimal(), facts=Facts.of(events, places)), ON)["events/index.md"]
    found = page.partition("{: #near-you }")[2].partition("[Add these dates")[0]
    return [re.sub(r"\{:.*?\}", "", line) for line in found.splitlines() if line]


def test_each_area_has_its_next_group_that_is_held() -> None:
    assert near_you(ONLINE, NORTH, SOUTH) == [
        "- **North:** [Tuesday 2 February 2027, 10am to noon](group.md), library.",
        "- **Wrenby, Saltby (South):** [Tuesday 1 December 2026, 10am to noon](group.md), hall.",
        "- **All areas:** [Monday 7 December 2026, 10am to noon](group.md), by video call.",
    ]


def test_what_is_no_group_is_not_named() -> None:
    assert near_you(SOUTH, kind="board") == []
