"""How long things are kept, and what is to be deleted on a day.

The store holds no times: closing days tell, and for words about pages the month they came in.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from feedback_app.responses import PAGE_FEEDBACK
from feedback_app.store import Store
from handbook.library import Handbook

WORDS_KEPT = timedelta(days=90)
"""After the last day of an asking."""
CHILDRENS_WORDS_KEPT = timedelta(days=30)
"""After the last day of an asking for children."""
PAGE_WORDS_KEPT = timedelta(days=59)
"""After the last day of the month in which words about a page came: 90 days at most after they were written."""
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
        kept = CHILDRENS_WORDS_KEPT if asking.survey.for_children else WORDS_KEPT
        words = store.forget_words(key) if on > asking.wave.closes + kept else 0
        outcome = handbook.outcomes.get(key)
        points = store.forget_points(key) if outcome and on > outcome.published + POINTS_KEPT else 0
        if words or points:
            yield Forgotten(key, words, points)
    for key in page_words_keys(store):
        month = _month_of_page_words(key)
        if month and on > _last_day(month) + PAGE_WORDS_KEPT:
            yield Forgotten(key, store.forget_words(key), 0)


def page_words_key(on: date) -> str:
    """What words about a page are stored under: the month is all that is kept of the day."""
    return f"{PAGE_FEEDBACK}/{on:%Y-%m}"


def page_words_keys(store: Store) -> tuple[str, ...]:
    """The months of which there are words about pages, and the key of those stored before months were."""
    return tuple(key for key in store.keys_of_words() if key.partition("/")[0] == PAGE_FEEDBACK)


def _month_of_page_words(key: str) -> date | None:
    month = key.partition("/")[2]
    return date.fromisoformat(f"{month}-01") if month else None


def _last_day(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def overdue_releases(handbook: Handbook, store: Store, on: date) -> tuple[str, ...]:
    """The askings whose answers wait longer for their release than people were told."""
    return tuple(
        key
        for key, asking in handbook.askings.items()
        if on > asking.wave.closes + ANSWERS_KEPT and store.replies(key) and store.released(key) is None
    )
