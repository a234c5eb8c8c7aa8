"""What of a store goes into which backup: nothing of an open run in the nightly copy, nothing else in the run's own."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from feedback_app.privacy.codes import new_receipt
from feedback_app.privacy.retention import search_words_key
from feedback_app.responses import PAGE_FEEDBACK, Response
from feedback_app.storage import (
    SaveOutcome,
    Store,
    StoreUnavailable,
    answers_only,
    copy_of,
    is_whole,
    reply_counts,
    with_answers,
    without_answers,
)
from feedback_app.storage import snapshot as copying
from feedback_app.suggestions.suggestion import Suggestion
from tests.feedback_app.points import tag_nth

MINE, OTHER = "carer-views/2026-autumn", "mileage"
TABLES = ("invitation", "point", "release", "reply", "suggestion", "words")


def rows(copy: bytes, table: str) -> set[tuple[object, ...]]:
    """What one table of a copy holds."""
    with closing(sqlite3.connect(":memory:")) as opened:
        opened.deserialize(copy)
        return set(opened.execute(f"SELECT * FROM {table}"))  # noqa: S608 (a name from the line above)


def of(run: str, copy: bytes, table: str) -> set[tuple[object, ...]]:
    """The rows of one run, with its answers about oneself."""
    return {row for row in rows(copy, table) if run in row or f"{run}#apart" in row}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[bytes]:
    """Two runs with two replies each, one by code; a code nobody used; a release, a point, a suggestion.

    A tap on a page, and words that the search did not find.
    """
    place = tmp_path_factory.mktemp("copied") / "store.sqlite"
    store = Store(place)
    for run in (MINE, OTHER):
        store.add_codes(run, [f"used {run}".encode(), f"free {run}".encode()])
        for code in (f"used {run}".encode(), None):
            sent = Response(new_receipt(), run, {"area": "north"}, {"change": f"Notice {run}."}, {"age": "over-50"})
            assert store.save(sent, code) is SaveOutcome.RECEIVED
        tag_nth(store, run, 1, "notice")
    store.save(Response(new_receipt(), PAGE_FEEDBACK, {"page": "/a/", "useful": "yes"}))
    store.save(Response(new_receipt(), search_words_key(date(2026, 11, 22)), {"words": "trampoline"}))
    store.save_release("carer-views/2025-autumn", "asking: carer-views\n")
    store.save_suggestion(new_receipt(), Suggestion("/a/", "old", "new"))
    yield copy_of(place)
    store.close()


def test_a_copy_counts_the_replies_to_each_run_and_neither_taps_on_pages_nor_missed_words(copy: bytes) -> None:
    assert len(rows(copy, "reply")) == 10
    assert reply_counts(copy) == {MINE: 2, OTHER: 2}


def test_the_nightly_copy_leaves_an_open_run_out_and_all_its_codes_are_unused(copy: bytes) -> None:
    nightly = without_answers(copy, [MINE])
    assert of(MINE, nightly, "reply") == of(MINE, nightly, "words") == set()
    assert of(MINE, nightly, "invitation") == {(f"used {MINE}".encode(), MINE, 0), (f"free {MINE}".encode(), MINE, 0)}
    for table in TABLES:
        assert of(OTHER, nightly, table) == of(OTHER, copy, table)
    for table in ("point", "release", "suggestion"):
        assert rows(nightly, table) == rows(copy, table)
    assert reply_counts(nightly) == {OTHER: 2}
    assert is_whole(nightly)
    assert [rows(without_answers(copy, []), table) for table in TABLES] == [rows(copy, table) for table in TABLES]


def test_no_byte_of_an_answer_to_an_open_run_is_left_in_the_nightly_copy(copy: bytes) -> None:
    words = f"Notice {MINE}.".encode()
    assert words in copy
    assert words not in without_answers(copy, [MINE])


def test_the_file_of_a_run_holds_its_answers_its_used_codes_and_nothing_else(copy: bytes) -> None:
    own = answers_only(copy, MINE)
    for table in ("reply", "words"):
        assert rows(own, table) == of(MINE, copy, table) != set()
    assert rows(own, "invitation") == {(f"used {MINE}".encode(), MINE, 1)}
    assert rows(own, "point") == rows(own, "release") == rows(own, "suggestion") == set()
    assert f"Notice {OTHER}.".encode() not in own
    assert is_whole(own)


def test_the_two_files_together_hold_what_the_store_held(copy: bytes) -> None:
    joined = with_answers(without_answers(copy, [MINE, OTHER]), answers_only(copy, MINE), MINE)
    assert joined is not None
    joined = with_answers(joined, answers_only(copy, OTHER), OTHER)
    assert joined is not None
    assert [rows(joined, table) for table in TABLES] == [rows(copy, table) for table in TABLES]
    assert is_whole(joined)


def test_answers_are_put_back_only_where_none_are_and_no_release_was_made(copy: bytes) -> None:
    assert with_answers(copy, answers_only(copy, MINE), MINE) is None
    nightly = without_answers(copy, [MINE])
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as opened:
        opened.deserialize(nightly)
        opened.execute("INSERT INTO release VALUES (?, 'asking: a')", (MINE,))
        released = opened.serialize()
    assert with_answers(released, answers_only(copy, MINE), MINE) is None


def test_bytes_that_are_no_store_of_ours_are_not_whole(copy: bytes) -> None:
    assert is_whole(copy)
    for bad in (b"", b"Buy milk.", copy[:100], copy[: len(copy) // 2], b"x" + copy[1:]):
        assert not is_whole(bad)
    with closing(sqlite3.connect(":memory:")) as opened:
        opened.execute("CREATE TABLE account (name TEXT)")
        assert not is_whole(opened.serialize())


def test_a_store_of_ours_with_a_damaged_page_is_not_whole(copy: bytes) -> None:
    page = copy.index(f"Notice {MINE}.".encode()) // 4096 * 4096
    # The number of rows in the page: the rest is as it was, and so is the schema.
    assert not is_whole(copy[: page + 3] + b"\x00\x01" + copy[page + 5 :])


def test_a_store_that_is_not_there_cannot_be_copied_and_none_is_made(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match=r"^copying the store: OperationalError SQLITE_CANTOPEN$"):
        copy_of(tmp_path / "store.sqlite")
    assert list(tmp_path.iterdir()) == []


def test_packing_a_copy_touches_no_disk_and_believes_no_schema() -> None:
    """Words would otherwise stand readable in a temporary file, and a strange schema could run functions."""
    with closing(copying._in_memory()) as opened:
        assert opened.execute("PRAGMA temp_store").fetchone() == (2,)
        assert opened.execute("PRAGMA trusted_schema").fetchone() == (0,)


def test_answers_that_are_there_already_are_an_error_of_the_store(copy: bytes) -> None:
    with pytest.raises(StoreUnavailable, match=r"^putting the answers back: IntegrityError"):
        with_answers(without_answers(copy, [MINE]), copy, MINE)
