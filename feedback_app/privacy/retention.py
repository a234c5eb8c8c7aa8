"""How long things are kept, and what is to be deleted on a day.

The store holds no times: closing days tell, and for words about pages the month they came in.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from feedback_app.privacy.codes import CodeKeys
from feedback_app.responses import PAGE_FEEDBACK
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
"""After the service has answered: until then a receipt still leads to what became of a point."""
ANSWERS_RETENTION = timedelta(days=14)
"""After closing; the release deletes them. From then on the service is reminded."""
AUTOMATIC_RELEASE_AFTER = timedelta(days=60)
"""After closing; then the program makes the release itself, so that what people answered still counts."""
MAX_ANSWERS_RETENTION = timedelta(days=90)
"""After closing; answers that could not be released until then are deleted uncounted."""
VANISHED_RETENTION = timedelta(days=30)
"""After no content file names a run any more: time to notice a file that was renamed or deleted by mistake."""
ANSWERED_SUGGESTIONS_RETENTION = timedelta(days=365)
"""After the service has answered a suggestion; no words are kept with it."""

WORDS, POINTS = "words", "points"


@dataclass(frozen=True)
class DeletedData:
    """What was deleted of one survey run."""

    key: str
    words: int
    points: int

    @property
    def kinds(self) -> tuple[str, ...]:
        """What it was, without how many: that may be told to everybody who reads a log."""
        return (*((WORDS,) if self.words else ()), *((POINTS,) if self.points else ()))


def due_for_deletion(handbook: Handbook, store: Store, on: date) -> Iterator[tuple[str, str]]:
    """What is past its time on this day, as the key it is kept under, and `words` or `points`."""
    words, points = store.run_keys_with_words(), store.run_keys_with_points()
    for key, run in handbook.runs.items():
        if key in words and are_words_due(run, on):
            yield key, WORDS
        outcome = handbook.outcomes.get(key)
        # A point has an outcome when it is noted; should the file be gone, the day that was promised for it counts.
        answered = outcome.published if outcome else run.wave.answer_due
        if key in points and on > answered + POINTS_RETENTION:
            yield key, POINTS
    for key in filter(is_page_words_key, words):
        month = _month_of_page_words(key)
        if month and on > _last_day_of_month(month) + PAGE_WORDS_RETENTION:
            yield key, WORDS


def delete_due(handbook: Handbook, store: Store, on: date) -> Iterator[DeletedData]:
    """Delete whatever is past its time on this day."""
    over: dict[str, list[str]] = {}
    for key, kind in due_for_deletion(handbook, store, on):
        over.setdefault(key, []).append(kind)
    for key, kinds in over.items():
        words = store.delete_words(key) if WORDS in kinds else 0
        yield DeletedData(key, words, store.delete_points(key) if POINTS in kinds else 0)


def page_words_key(on: date) -> str:
    """What words about a page are stored under: the month is all that is kept of the day."""
    return f"{PAGE_FEEDBACK}/{on:%Y-%m}"


def page_words_keys(store: Store) -> tuple[str, ...]:
    """The months of which there are words about pages, and the key of those stored before months were."""
    return tuple(filter(is_page_words_key, store.run_keys_with_words()))


def is_page_words_key(key: str) -> bool:
    """Whether texts under this key are words about pages."""
    return key.partition("/")[0] == PAGE_FEEDBACK


def _month_of_page_words(key: str) -> date | None:
    month = key.partition("/")[2]
    return date.fromisoformat(f"{month}-01") if month else None


def _last_day_of_month(month: date) -> date:
    last: date = month + relativedelta(day=31)
    return last


def are_words_due(run: SurveyRun, on: date) -> bool:
    """Whether the words of a survey run are past their time."""
    retention = CHILDRENS_WORDS_RETENTION if run.survey.for_children else WORDS_RETENTION
    return on > run.wave.closes + retention


def unreleased(handbook: Handbook, store: Store, on: date, retention: timedelta) -> tuple[str, ...]:
    """The survey runs whose answers wait for their release longer than `retention` after closing."""
    # A release deletes the answers it was made from, and none are taken after it.
    answered = store.run_keys_with_replies()
    return tuple(key for key, run in handbook.runs.items() if key in answered and on > run.wave.closes + retention)


def overdue_releases(handbook: Handbook, store: Store, on: date) -> tuple[str, ...]:
    """The survey runs whose answers wait longer for their release than people were told."""
    return unreleased(handbook, store, on, ANSWERS_RETENTION)


def vanished_runs(handbook: Handbook, store: Store, keys: CodeKeys) -> frozenset[str]:
    """What something is kept of though no content file names it; and words about pages without their month."""
    stored = {*store.run_keys_with_words(), *store.run_keys_with_codes(), *store.run_keys_with_points(), *keys.runs()}
    stored |= store.run_keys_with_replies() - {PAGE_FEEDBACK}
    return frozenset(key for key in stored - handbook.runs.keys() if not _has_month(key))


def _has_month(key: str) -> bool:
    return is_page_words_key(key) and key != PAGE_FEEDBACK


def delete_vanished(store: Store, keys: CodeKeys, key: str) -> None:
    """Delete everything that is kept of a run that vanished; counted taps on pages are no run."""
    keys.destroy(key)
    if key in store.run_keys_with_codes():
        store.close_run(key)
    store.delete_words(key)
    store.delete_points(key)
    if key != PAGE_FEEDBACK:
        store.delete_replies(key)
