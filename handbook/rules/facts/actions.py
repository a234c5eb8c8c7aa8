"""Rules about the log of actions and decisions: surveys and areas exist, and nobody is named."""

from collections.abc import Iterator

from handbook.facts.actions import Decision, Raised
from handbook.rules.facts.naming import check_posts, check_texts_name_nobody
from handbook.source.problems import Problem
from handbook.sources import Shelf, Spot

ACTIONS = "service/actions.yml"


def check_entries_stand_once(shelf: Shelf) -> Iterator[Problem]:
    """An action's and a decision's id is an address, so no two share one."""
    yield from shelf.twice(_spots(_actions(shelf), "actions", "id"), "action id")
    yield from shelf.twice(_spots(_decisions(shelf), "decisions", "id"), "decision id")


def check_sources(shelf: Shelf) -> Iterator[Problem]:
    """The survey or consultation that something comes from exists, and so does the area."""
    askings = shelf.handbook.askings
    yield from shelf.unknown(_spots(_actions(shelf), "actions", "survey"), askings, "survey wave or consultation")
    decisions = _spots(_decisions(shelf), "decisions", "consultation")
    yield from shelf.unknown(decisions, askings, "survey wave or consultation")
    places = shelf.handbook.facts.places
    areas = {each.id: each.title for each in places.areas} if places else []
    if places:
        yield from shelf.unknown(_spots(_actions(shelf), "actions", "area"), areas, "area", " in service/places.yml")


def check_nobody_is_named(shelf: Shelf) -> Iterator[Problem]:
    """The log is public: posts answer for actions, and no person stands in a text."""
    yield from check_posts(shelf, _spots(_actions(shelf), "actions", "who"))
    yield from check_posts(shelf, _spots(_decisions(shelf), "decisions", "by"))
    for key in ("what", "result", "because"):
        yield from check_texts_name_nobody(shelf, _spots(_actions(shelf), "actions", key))
    for key in ("title", "decision", "reason"):
        yield from check_texts_name_nobody(shelf, _spots(_decisions(shelf), "decisions", key))


def _actions(shelf: Shelf) -> tuple[Raised, ...]:
    kept = shelf.handbook.facts.actions
    return kept.actions if kept else ()


def _decisions(shelf: Shelf) -> tuple[Decision, ...]:
    kept = shelf.handbook.facts.actions
    return kept.decisions if kept else ()


def _spots(rows: tuple[Raised | Decision, ...], listed: str, key: str) -> list[Spot]:
    """Every value of one key that is written."""
    return [
        (ACTIONS, (listed, index, key), getattr(each, key)) for index, each in enumerate(rows) if getattr(each, key)
    ]


RULES = (check_entries_stand_once, check_sources, check_nobody_is_named)
