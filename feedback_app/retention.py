"""How long things are kept, and what is to be deleted on a day. The store holds no times: only closing days tell."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from feedback_app.store import Store
from handbook.library import Handbook

WORDS_KEPT = timedelta(days=90)
"""After the last day of an asking."""
POINTS_KEPT = timedelta(days=365)
"""After the service has answered: until then a receipt still leads to what became of a point."""
ANSWERS_KEPT = timedelta(days=14)
"""After closing; the release deletes them, and nobody but the service can release."""


@dataclass(frozen=True)
class Forgotten:
    """What was deleted of one asking."""

    key: str
    words: int
    points: int


def forget(handbook: Handbook, store: Store, on: date) -> Iterator[Forgotten]:
    """Delete whatever is past its time on this day."""
    for key, asking in handbook.askings.items():
        words = store.forget_words(key) if on > asking.wave.closes + WORDS_KEPT else 0
        outcome = handbook.outcomes.get(key)
        points = store.forget_points(key) if outcome and on > outcome.published + POINTS_KEPT else 0
        if words or points:
            yield Forgotten(key, words, points)


def overdue_releases(handbook: Handbook, store: Store, on: date) -> tuple[str, ...]:
    """The askings whose answers wait longer for their release than people were told."""
    return tuple(
        key
        for key, asking in handbook.askings.items()
        if on > asking.wave.closes + ANSWERS_KEPT and store.replies(key) and store.released(key) is None
    )
