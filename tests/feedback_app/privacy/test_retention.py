"""How long things are kept: each to its last day, not one day longer, and nothing goes that is not over."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from feedback_app.privacy.codes import CodeKeys, new_receipt
from feedback_app.privacy.retention import (
    COUNTS,
    POINTS,
    WORDS,
    DeletedData,
    delete_due,
    delete_vanished,
    due_for_deletion,
    overdue_releases,
    page_words_key,
    page_words_keys,
    search_words_key,
    search_words_keys,
    unreleased,
    vanished_runs,
)
from feedback_app.responses import PAGE_FEEDBACK, Response
from feedback_app.storage import Store
from handbook.handbook import Handbook
from tests.feedback_app.points import tag_nth
from tests.feedback_app.service_commands import BY_CODE, CLOSED

CLOSES = date(2025, 11, 30)
"""The last day of the wave that is over."""
ANSWERED = date(2026, 2, 16)
"""When the service published what it did about it."""
GONE = "carer-views/2019-autumn"
"""A run that no content file names."""
OTHER_GONE = "carer-views/2018-autumn"


def days(number: int) -> timedelta:
    return timedelta(days=number)


def write(store: Store, *texts: str, key: str = CLOSED) -> None:
    """Words that were sent with a form."""
    for text in texts:
        store.save_words(key, "change", text)


def reply(store: Store, key: str = CLOSED) -> None:
    """A reply without words."""
    store.save(Response(new_receipt(), key, {"area": "north"}, {}, {"age": "over-50"}))


@pytest.fixture
def keys(tmp_path: Path) -> CodeKeys:
    return CodeKeys(tmp_path / "keys")


# -- words and points --


def test_words_are_kept_ninety_days_after_closing(store: Store, sample_handbook: Handbook) -> None:
    write(store, "One.", "Two.")
    for night in (0, 1, 30, 31, 90):
        assert list(delete_due(sample_handbook, store, CLOSES + days(night))) == []
    assert len(store.words(CLOSED)) == 2
    assert list(delete_due(sample_handbook, store, CLOSES + days(91))) == [DeletedData(CLOSED, words=2, points=0)]
    assert store.words(CLOSED) == ()
    assert list(delete_due(sample_handbook, store, CLOSES + days(92))) == []


def test_words_of_children_are_kept_thirty_days_after_closing(store: Store, sample_handbook: Handbook) -> None:
    childrens = sample_handbook.surveys["carer-views"].model_copy(update={"for_children": True})
    handbook = replace(sample_handbook, surveys={**sample_handbook.surveys, "carer-views": childrens})
    write(store, "One.")
    assert list(delete_due(handbook, store, CLOSES + days(30))) == []
    assert list(delete_due(handbook, store, CLOSES + days(31))) == [DeletedData(CLOSED, words=1, points=0)]


def test_points_are_kept_a_year_after_the_answer(store: Store, sample_handbook: Handbook) -> None:
    write(store, "Nobody calls back.")
    tag_nth(store, CLOSED, 1, "messages")
    assert list(delete_due(sample_handbook, store, CLOSES + days(91))) == [DeletedData(CLOSED, words=1, points=0)]
    assert list(delete_due(sample_handbook, store, ANSWERED + days(365))) == []
    assert store.run_keys_with_points() == {CLOSED}
    assert list(delete_due(sample_handbook, store, ANSWERED + days(366))) == [DeletedData(CLOSED, words=0, points=1)]
    assert store.run_keys_with_points() == frozenset()


def test_points_whose_outcome_file_is_gone_are_kept_a_year_after_the_day_that_was_promised(
    store: Store, sample_handbook: Handbook
) -> None:
    promised = sample_handbook.runs[BY_CODE].wave.answer_due
    write(store, "More notice.", key=BY_CODE)
    tag_nth(store, BY_CODE, 1, "messages")
    assert (BY_CODE, POINTS) not in list(due_for_deletion(sample_handbook, store, promised + days(365)))
    assert (BY_CODE, POINTS) in list(due_for_deletion(sample_handbook, store, promised + days(366)))


def test_words_and_points_that_are_over_on_one_day_are_told_together(store: Store, sample_handbook: Handbook) -> None:
    write(store, "Nobody calls back.", "Nights are long.", "All is well.")
    for number in (1, 2):
        tag_nth(store, CLOSED, number, "messages")
    (forgotten,) = delete_due(sample_handbook, store, ANSWERED + days(366))
    assert forgotten == DeletedData(CLOSED, words=3, points=2)
    assert forgotten.kinds == (WORDS, POINTS)
    assert DeletedData(CLOSED, words=1, points=0).kinds == (WORDS,)
    assert DeletedData(CLOSED, words=0, points=1).kinds == (POINTS,)


def test_words_stay_their_time_when_the_points_of_their_form_are_over(store: Store, sample_handbook: Handbook) -> None:
    early = sample_handbook.outcomes[CLOSED].model_copy(update={"published": CLOSES - days(400)})
    handbook = replace(sample_handbook, outcomes={CLOSED: early})
    write(store, "Nobody calls back.")
    tag_nth(store, CLOSED, 1, "messages")
    assert list(delete_due(handbook, store, CLOSES)) == [DeletedData(CLOSED, words=0, points=1)]
    assert len(store.words(CLOSED)) == 1


def test_of_all_forms_and_pages_only_what_is_long_over_is_forgotten(store: Store, sample_handbook: Handbook) -> None:
    late = page_words_key(date(2026, 2, 1))
    for key in (CLOSED, "mileage", BY_CODE, late, PAGE_FEEDBACK, page_words_key(date(2025, 11, 1))):
        write(store, "One.", key=key)
    gone = {each.key for each in delete_due(sample_handbook, store, CLOSES + days(91))}
    assert gone == {CLOSED, page_words_key(date(2025, 11, 1))}
    assert set(store.run_keys_with_words()) == {"mileage", BY_CODE, late, PAGE_FEEDBACK}


@pytest.mark.parametrize(
    ("month", "last"),
    [
        (date(2026, 1, 1), date(2026, 1, 31)),
        (date(2026, 2, 1), date(2026, 2, 28)),
        (date(2028, 2, 1), date(2028, 2, 29)),
        (date(2026, 12, 1), date(2026, 12, 31)),
    ],
)
def test_words_about_pages_go_fifty_nine_days_after_their_month(
    store: Store, sample_handbook: Handbook, month: date, last: date
) -> None:
    key = page_words_key(last)
    assert key == page_words_key(month)
    write(store, "The rate is old.", key=key)
    assert list(delete_due(sample_handbook, store, last + days(59))) == []
    assert list(delete_due(sample_handbook, store, last + days(60))) == [DeletedData(key, words=1, points=0)]
    assert last + days(59) - month <= days(90)


def test_in_three_years_of_nights_nothing_is_older_than_the_schedule(store: Store, sample_handbook: Handbook) -> None:
    write(store, "Nobody calls back.")
    tag_nth(store, CLOSED, 1, "messages")
    for night in range(0, 3 * 365, 30):
        today = CLOSES + days(night)
        list(delete_due(sample_handbook, store, today))
        assert bool(store.run_keys_with_words()) is (night <= 90)
        assert bool(store.run_keys_with_points()) is (today <= ANSWERED + days(365))


def test_words_about_pages_are_found_by_month_and_those_from_before_months_were_too(store: Store) -> None:
    november = page_words_key(CLOSES)
    assert november == "page-feedback/2025-11"
    for key in (PAGE_FEEDBACK, november, CLOSED, "page-feedback-old"):
        write(store, "One.", key=key)
    assert page_words_keys(store) == (PAGE_FEEDBACK, november)


def miss(store: Store, on: date, words: str = "trampoline") -> str:
    """Somebody says that the search did not find something; the key."""
    key = search_words_key(on)
    store.save(Response(new_receipt(), key, {"words": words}))
    return key


@pytest.mark.parametrize("day", [1, 15, 31])
def test_counts_of_missed_words_go_fifty_nine_days_after_their_month(
    store: Store, sample_handbook: Handbook, day: int
) -> None:
    last = date(2026, 1, 31)
    key = miss(store, date(2026, 1, day))
    later = miss(store, date(2026, 2, 1))
    assert key == "search-words/2026-01"
    assert list(delete_due(sample_handbook, store, last + days(59))) == []
    assert list(due_for_deletion(sample_handbook, store, last + days(60))) == [(key, COUNTS)]
    assert len(store.replies(key)) == 1, "to say what is due deletes nothing"
    (deleted,) = delete_due(sample_handbook, store, last + days(60))
    assert deleted == DeletedData(key, words=0, points=0, counts=1)
    assert deleted.kinds == (COUNTS,)
    assert search_words_keys(store) == (later,)
    assert list(delete_due(sample_handbook, store, last + days(61))) == []


def test_missed_words_are_found_by_month_and_nothing_else_with_them(store: Store) -> None:
    for on in (date(2026, 2, 1), date(2025, 12, 31)):
        miss(store, on)
    reply(store)
    reply(store, "search-words-of-old")
    store.save(Response(new_receipt(), PAGE_FEEDBACK, {"page": "/a/", "useful": "yes"}))
    assert search_words_keys(store) == ("search-words/2025-12", "search-words/2026-02")


# -- releases --


def test_a_release_is_late_from_the_fifteenth_day_after_closing(store: Store, sample_handbook: Handbook) -> None:
    assert overdue_releases(sample_handbook, store, CLOSES + days(400)) == (), "nobody answered"
    reply(store)
    reply(store, BY_CODE)
    assert overdue_releases(sample_handbook, store, CLOSES + days(14)) == ()
    assert overdue_releases(sample_handbook, store, CLOSES + days(15)) == (CLOSED,)
    assert unreleased(sample_handbook, store, CLOSES + days(60), days(60)) == ()
    assert unreleased(sample_handbook, store, CLOSES + days(61), days(60)) == (CLOSED,)


def test_a_release_that_was_made_is_not_late(store: Store, sample_handbook: Handbook) -> None:
    reply(store)
    reply(store, "mileage")
    assert set(overdue_releases(sample_handbook, store, date(2028, 1, 1))) == {CLOSED, "mileage"}
    store.save_release(CLOSED, "asking: carer-views\n")
    assert overdue_releases(sample_handbook, store, date(2028, 1, 1)) == ("mileage",)


# -- runs that no content file names --


def _keep_a_text(store: Store, _keys: CodeKeys, run: str) -> None:
    write(store, "One.", key=run)


def _keep_a_reply(store: Store, _keys: CodeKeys, run: str) -> None:
    reply(store, run)


def _keep_a_code(store: Store, _keys: CodeKeys, run: str) -> None:
    store.add_codes(run, [f"code of {run}".encode()])


def _keep_a_point(store: Store, _keys: CodeKeys, run: str) -> None:
    write(store, "One.", key=run)
    tag_nth(store, run, 1, "messages")
    store.delete_words(run)


def _keep_a_key(_store: Store, keys: CodeKeys, run: str) -> None:
    keys.create(run)


KEPT = [_keep_a_text, _keep_a_reply, _keep_a_code, _keep_a_point, _keep_a_key]


@pytest.mark.parametrize("keep", KEPT)
def test_a_run_that_no_file_names_is_noticed_by_anything_that_is_kept_of_it(
    store: Store, keys: CodeKeys, sample_handbook: Handbook, keep: Callable[[Store, CodeKeys, str], None]
) -> None:
    keep(store, keys, BY_CODE)
    assert vanished_runs(sample_handbook, store, keys) == frozenset()
    keep(store, keys, GONE)
    assert vanished_runs(sample_handbook, store, keys) == {GONE}


def test_words_and_taps_about_pages_belong_to_no_run(store: Store, keys: CodeKeys, sample_handbook: Handbook) -> None:
    write(store, "One.", key=page_words_key(CLOSES))
    store.save(Response(new_receipt(), PAGE_FEEDBACK, {"page": "/a/", "useful": "yes"}))
    assert vanished_runs(sample_handbook, store, keys) == frozenset()
    write(store, "Stored before their month was.", key=PAGE_FEEDBACK)
    assert vanished_runs(sample_handbook, store, keys) == {PAGE_FEEDBACK}


def test_counts_of_words_that_were_missed_belong_to_no_run(
    store: Store, keys: CodeKeys, sample_handbook: Handbook
) -> None:
    miss(store, CLOSES)
    assert vanished_runs(sample_handbook, store, keys) == frozenset()
    reply(store, "search-words-of-old")
    assert vanished_runs(sample_handbook, store, keys) == {"search-words-of-old"}


def test_everything_of_a_run_that_vanished_goes_and_nothing_of_another(
    store: Store, keys: CodeKeys, sample_handbook: Handbook
) -> None:
    for run in (GONE, OTHER_GONE):
        for keep in (_keep_a_point, _keep_a_text, _keep_a_reply, _keep_a_code, _keep_a_key):
            keep(store, keys, run)
    assert vanished_runs(sample_handbook, store, keys) == {GONE, OTHER_GONE}
    delete_vanished(store, keys, GONE)
    assert vanished_runs(sample_handbook, store, keys) == {OTHER_GONE}
    assert store.equality_replies(GONE) == ()
    assert store.run_keys_with_words() == (OTHER_GONE,)
    others = (store.run_keys_with_codes(), store.run_keys_with_points(), store.run_keys_with_replies(), keys.runs())
    assert others == ({OTHER_GONE},) * 4


def test_old_words_about_pages_go_without_the_counted_taps(store: Store, keys: CodeKeys) -> None:
    write(store, "Stored before their month was.", key=PAGE_FEEDBACK)
    store.save(Response(new_receipt(), PAGE_FEEDBACK, {"page": "/a/", "useful": "yes"}))
    delete_vanished(store, keys, PAGE_FEEDBACK)
    assert store.run_keys_with_words() == ()
    assert len(store.replies(PAGE_FEEDBACK)) == 1
