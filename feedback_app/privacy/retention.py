"""How long data is kept, and what must be deleted on a day.

The store holds no times. What counts are closing days and, for texts about pages, the month in which they came.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from feedback_app.privacy.codes import CodeKeys
from feedback_app.responses import PAGE_FEEDBACK, SEARCH_WORDS
from feedback_app.storage import Store
from handbook.handbook import Handbook
from handbook.surveys.survey import SurveyRun

WORDS_RETENTION = timedelta(days=90)
"""After the last day of a survey run."""
CHILDRENS_WORDS_RETENTION = timedelta(days=30)
"""After the last day of a survey run for children."""
PAGE_WORDS_RETENTION = timedelta(days=59)
"""After the last day of the month in which words about a page came: 90 days at most after they were written."""
POINTS_RETENTION = timedelta(days=365)
"""After the service has published an outcome. Until then a receipt leads to the findings that its texts are part of."""
ANSWERS_RETENTION = timedelta(days=14)
"""After closing. The release deletes them, and from then on the service is reminded of it."""
AUTOMATIC_RELEASE_AFTER = timedelta(days=60)
"""After closing. The program then makes the release by itself, so that people's answers still count."""
MAX_ANSWERS_RETENTION = timedelta(days=90)
"""After closing. Answers that could not be released by then are deleted without being counted."""
VANISHED_RETENTION = timedelta(days=30)
"""After the content file of a run has gone: time to notice that it was renamed or deleted by mistake."""
ANSWERED_SUGGESTIONS_RETENTION = timedelta(days=365)
"""After the service has answered a suggestion; no words are kept with it."""

SEARCH_WORDS_RETENTION = PAGE_WORDS_RETENTION
"""After the last day of the month in which people said that they did not find something."""

WORDS, POINTS, COUNTS = "words", "points", "counts"


@dataclass(frozen=True)
class DeletedData:
    """What was deleted of one survey run."""

    key: str
    words: int
    points: int
    counts: int = 0

    @property
    def kinds(self) -> tuple[str, ...]:
        """What was deleted, without numbers, as it may be logged."""
        deleted = {WORDS: self.words, POINTS: self.points, COUNTS: self.counts}
        return tuple(kind for kind, number in deleted.items() if number)


def due_for_deletion(handbook: Handbook, store: Store, on: date) -> Iterator[tuple[str, str]]:
    """The data past its retention period on this day: the key it is stored under, and `words`, `points` or `counts`."""
    words, points = store.run_keys_with_words(), store.run_keys_with_points()
    for key, run in handbook.runs.items():
        if key in words and are_words_due(run, on):
            yield key, WORDS
        outcome = handbook.outcomes.get(key)
        # There was an outcome when the point was noted. If its file has gone, the day that was promised for it counts.
        answered = outcome.published if outcome else run.wave.answer_due
        if key in points and on > answered + POINTS_RETENTION:
            yield key, POINTS
    for key in filter(is_page_words_key, words):
        if key != PAGE_FEEDBACK and on > _last_day_of_month(_month_of(key)) + PAGE_WORDS_RETENTION:
            yield key, WORDS
    for key in search_words_keys(store):
        if on > _last_day_of_month(_month_of(key)) + SEARCH_WORDS_RETENTION:
            yield key, COUNTS


def delete_due(handbook: Handbook, store: Store, on: date) -> Iterator[DeletedData]:
    """Delete all data past its retention period on this day."""
    over: dict[str, list[str]] = {}
    for key, kind in due_for_deletion(handbook, store, on):
        over.setdefault(key, []).append(kind)
    for key, kinds in over.items():
        words = store.delete_words(key) if WORDS in kinds else 0
        points = store.delete_points(key) if POINTS in kinds else 0
        yield DeletedData(key, words, points, store.delete_replies(key) if COUNTS in kinds else 0)


def page_words_key(on: date) -> str:
    """The key under which texts about a page are stored: of the day only the month is kept."""
    return f"{PAGE_FEEDBACK}/{on:%Y-%m}"


def page_words_keys(store: Store) -> tuple[str, ...]:
    """The keys of texts about pages: one for each month, and one for texts stored before there were months."""
    return tuple(filter(is_page_words_key, store.run_keys_with_words()))


def is_page_words_key(key: str) -> bool:
    """Whether texts under this key are words about pages."""
    return key.partition("/")[0] == PAGE_FEEDBACK


def search_words_key(on: date) -> str:
    """The key under which words are stored that somebody did not find: of the day only the month is kept."""
    return f"{SEARCH_WORDS}/{on:%Y-%m}"


def search_words_keys(store: Store) -> tuple[str, ...]:
    """The keys of words that people did not find, one for each month."""
    return tuple(sorted(filter(_is_search_words_key, store.run_keys_with_replies())))


def _is_search_words_key(key: str) -> bool:
    return key.partition("/")[0] == SEARCH_WORDS


def _month_of(key: str) -> date:
    return date.fromisoformat(f"{key.partition('/')[2]}-01")


def _last_day_of_month(month: date) -> date:
    last: date = month + relativedelta(day=31)
    return last


def are_words_due(run: SurveyRun, on: date) -> bool:
    """Whether the texts of a survey run are past their retention period."""
    retention = CHILDRENS_WORDS_RETENTION if run.survey.for_children else WORDS_RETENTION
    return on > run.wave.closes + retention


def unreleased(handbook: Handbook, store: Store, on: date, retention: timedelta) -> tuple[str, ...]:
    """The survey runs whose answers wait for their release longer than `retention` after closing."""
    # A release deletes the answers it was made from, and none are taken after it.
    answered = store.run_keys_with_replies()
    return tuple(key for key, run in handbook.runs.items() if key in answered and on > run.wave.closes + retention)


def overdue_releases(handbook: Handbook, store: Store, on: date) -> tuple[str, ...]:
    """The survey runs whose answers have waited for their release for longer than people were promised."""
    return unreleased(handbook, store, on, ANSWERS_RETENTION)


def vanished_runs(handbook: Handbook, store: Store, keys: CodeKeys) -> frozenset[str]:
    """The keys of stored data that no content file names, and of texts about pages without a month."""
    stored = {*store.run_keys_with_words(), *store.run_keys_with_codes(), *store.run_keys_with_points(), *keys.runs()}
    stored |= store.run_keys_with_replies() - {PAGE_FEEDBACK, *search_words_keys(store)}
    return frozenset(key for key in stored - handbook.runs.keys() if not _has_month(key))


def _has_month(key: str) -> bool:
    return is_page_words_key(key) and key != PAGE_FEEDBACK


def delete_vanished(store: Store, keys: CodeKeys, key: str) -> None:
    """Delete all data of a run whose content file has gone. Replies to "was this page useful?" belong to no run."""
    keys.destroy(key)
    if key in store.run_keys_with_codes():
        store.close_run(key)
    store.delete_words(key)
    store.delete_points(key)
    if key != PAGE_FEEDBACK:
        store.delete_replies(key)
