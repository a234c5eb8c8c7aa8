"""Rules about change notes: each is told once, and leads to what caused it."""

from collections.abc import Iterator

from handbook.facts.changes import Cause
from handbook.rules.facts.naming import check_posts, check_texts_name_nobody
from handbook.source.problems import Problem
from handbook.sources import Shelf, Spot

CHANGES = "service/changes.yml"


def check_notes_stand_once(shelf: Shelf) -> Iterator[Problem]:
    """A note's id is its address, so no two share one."""
    yield from shelf.twice(_spots(shelf, "id"), "note id")


def check_causes(shelf: Shelf) -> Iterator[Problem]:
    """The survey, consultation or action that caused a change exists."""
    changes = shelf.handbook.facts.changes
    actions = shelf.handbook.facts.actions
    known = {
        Cause.SURVEY: [key for key, each in shelf.handbook.askings.items() if not each.is_consultation],
        Cause.CONSULTATION: list(shelf.handbook.consultations),
        Cause.ACTION: [each.id for each in actions.actions] if actions else [],
    }
    for index, each in enumerate(changes.changes if changes else ()):
        if each.because.ref:
            spot: Spot = (CHANGES, ("changes", index, "because", "ref"), each.because.ref)
            what = "survey wave" if each.because.kind is Cause.SURVEY else each.because.kind.value
            yield from shelf.unknown([spot], known[each.because.kind], what)


def check_nobody_is_named(shelf: Shelf) -> Iterator[Problem]:
    """A note is by a post, and tells of no person."""
    changes = shelf.handbook.facts.changes
    yield from check_posts(shelf, _spots(shelf, "by"))
    yield from check_texts_name_nobody(
        shelf,
        (
            (CHANGES, ("changes", index, key), getattr(each, key))
            for index, each in enumerate(changes.changes if changes else ())
            for key in ("title", "what", "act", "change_made")
            if getattr(each, key)
        ),
    )


def _spots(shelf: Shelf, key: str) -> list[Spot]:
    changes = shelf.handbook.facts.changes
    return [
        (CHANGES, ("changes", index, key), getattr(each, key))
        for index, each in enumerate(changes.changes if changes else ())
    ]


RULES = (check_notes_stand_once, check_causes, check_nobody_is_named)
