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

WORDS_KEPT = timedelta(days=90)
"""After the last day of a survey run."""
CHILDRENS_WORDS_KEPT = timedelta(days=30)
"""After the last day of a survey run for children."""
PAGE_WORDS_KEPT = timedelta(days=59)
"""After the last day of the month in which words about a page came: 90 days at most after they were written."""
POINTS_KEPT = timedelta(days=365)
"""After the service has answered: until then a receipt still leads to what became of a point."""
ANSWERS_KEPT = timedelta(days=14)
"""After closing; the release deletes them. From then on the service is reminded."""
RELEASED_UNASKED = timedelta(days=60)
"""After closing; then the program makes the release itself, so that what people answered still counts."""
ANSWERS_KEPT_AT_MOST = timedelta(days=90)
"""After closing; answers that could not be released until then are deleted uncounted."""
VANISHED_KEPT = timedelta(days=30)
"""After no content file names a run any more: time to notice a file that was renamed or deleted by mistake."""
ANSWERED_SUGGESTIONS_KEPT = timedelta(days=365)
"""After the service has answered a suggestion; no words are kept with it."""

WORDS, POINTS = "words", "points"


@dataclass(frozen=True)
class DeletedData:
    """What was deleted of one survey run."""

    key: str
    words: int
    points: int

    @property
    def things(self) -> tuple[str, ...]:
        """What it was, without how many: that may be told to everybody who reads a log."""
        return (*((WORDS,) if self.words else ()), *((POINTS,) if self.points else ()))


def due_for_deletion(handbook: Handbook, store: Store, on: date) -> Iterator[tuple[str, str]]:
    """What is past its time on this day, as the key it is kept under, and `words` or `points`."""
    words, points = store.keys_of_words(), store.keys_of_points()
    for key, run in handbook.runs.items():
        if key in words and words_are_due(run, on):
            yield key, WORDS
        outcome = handbook.outcomes.get(key)
        # A point has an outcome when it is noted; should the file be gone, the day that was promised for it counts.
        answered = outcome.published if outcome else run.wave.answer_due
        if key in points and on > answered + POINTS_KEPT:
            yield key, POINTS
    for key in filter(is_page_words_key, words):
        month = _month_of_page_words(key)
        if month and on > _last_day(month) + PAGE_WORDS_KEPT:
            yield key, WORDS


def delete_due(handbook: Handbook, store: Store, on: date) -> Iterator[DeletedData]:
    """Delete whatever is past its time on this day."""
    over: dict[str, list[str]] = {}
    for key, thing in due_for_deletion(handbook, store, on):
        over.setdefault(key, []).append(thing)
    for key, things in over.items():
        words = store.delete_words(key) if WORDS in things else 0
        yield DeletedData(key, words, store.delete_points(key) if POINTS in things else 0)


def page_words_key(on: date) -> str:
    """What words about a page are stored under: the month is all that is kept of the day."""
    return f"{PAGE_FEEDBACK}/{on:%Y-%m}"


def page_words_keys(store: Store) -> tuple[str, ...]:
    """The months of which there are words about pages, and the key of those stored before months were."""
    return tuple(filter(is_page_words_key, store.keys_of_words()))


def is_page_words_key(key: str) -> bool:
    """Whether texts under this key are words about pages."""
    return key.partition("/")[0] == PAGE_FEEDBACK


def _month_of_page_words(key: str) -> date | None:
    month = key.partition("/")[2]
    return date.fromisoformat(f"{month}-01") if month else None


def _last_day(month: date) -> date:
    last: date = month + relativedelta(day=31)
    return last


def words_are_due(run: SurveyRun, on: date) -> bool:
    """Whether the words of a survey run are past their time."""
    kept = CHILDRENS_WORDS_KEPT if run.survey.for_children else WORDS_KEPT
    return on > run.wave.closes + kept


def unreleased(handbook: Handbook, store: Store, on: date, kept: timedelta) -> tuple[str, ...]:
    """The survey runs whose answers wait for their release longer than `kept` after closing."""
    # A release deletes the answers it was made from, and none are taken after it.
    answered = store.keys_of_replies()
    return tuple(key for key, run in handbook.runs.items() if key in answered and on > run.wave.closes + kept)


def overdue_releases(handbook: Handbook, store: Store, on: date) -> tuple[str, ...]:
    """The survey runs whose answers wait longer for their release than people were told."""
    return unreleased(handbook, store, on, ANSWERS_KEPT)


def vanished_runs(handbook: Handbook, store: Store, keys: CodeKeys) -> frozenset[str]:
    """What something is kept of though no content file names it; and words about pages without their month."""
    kept = {*store.keys_of_words(), *store.keys_of_codes(), *store.keys_of_points(), *keys.runs()}
    kept |= store.keys_of_replies() - {PAGE_FEEDBACK}
    return frozenset(key for key in kept - handbook.runs.keys() if not _month_of_page_words_in(key))


def _month_of_page_words_in(key: str) -> bool:
    return is_page_words_key(key) and key != PAGE_FEEDBACK


def delete_vanished(store: Store, keys: CodeKeys, key: str) -> None:
    """Delete everything that is kept of a run that vanished; counted taps on pages are no run."""
    keys.destroy(key)
    if key in store.keys_of_codes():
        store.close_run(key)
    store.delete_words(key)
    store.delete_points(key)
    if key != PAGE_FEEDBACK:
        store.delete_replies(key)
