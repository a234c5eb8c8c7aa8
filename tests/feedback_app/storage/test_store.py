"""What the store keeps, refuses, forgets and never holds."""

import json
import re
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import event

from feedback_app.privacy.codes import new_receipt
from feedback_app.responses import Response
from feedback_app.storage import AlreadyReleased, SaveOutcome, Store, StoreUnavailable
from feedback_app.storage.engine import store_engine
from tests.feedback_app.paused_writer import held_writer
from tests.feedback_app.points import tag_nth

WAVE = "carer-views/2026-autumn"


def response(receipt: str | None = None, **answers: str | int | tuple[str, ...]) -> Response:
    return Response(receipt or new_receipt(), WAVE, answers or {"area": "north"}, {"change": "More notice."})


def rows(store_file: Path, statement: str) -> list[tuple[object, ...]]:
    """What somebody reads who has the file."""
    connection = sqlite3.connect(store_file)
    try:
        return connection.execute(statement).fetchall()
    finally:
        connection.close()


def test_a_response_comes_back_as_it_was_given(store: Store) -> None:
    given = {"invited": "agree", "recommend": 7, "helped": ("duty", "training")}
    assert store.save(Response(new_receipt(), WAVE, given, {"change": "Thé 🙂"})) is SaveOutcome.RECEIVED
    assert store.replies(WAVE) == (given,)
    assert store.words(WAVE) == (("change", "Thé 🙂"),)
    assert store.replies("mileage") == store.words("mileage") == ()


def test_the_same_receipt_is_one_reply(store: Store) -> None:
    receipt = new_receipt()
    assert store.save(response(receipt)) is SaveOutcome.RECEIVED
    assert store.save(response(receipt, area="south")) is SaveOutcome.ALREADY_RECEIVED
    assert store.replies(WAVE) == ({"area": "north"},)


def test_twenty_posts_of_one_receipt_at_once_are_one_reply(store: Store) -> None:
    one = response()
    with ThreadPoolExecutor(20) as people:
        outcomes = list(people.map(lambda _: store.save(one), range(20)))
    assert sorted(outcomes) == [SaveOutcome.ALREADY_RECEIVED] * 19 + [SaveOutcome.RECEIVED]
    assert len(store.replies(WAVE)) == 1


def test_a_code_is_used_once_even_by_twenty_posts_at_once(store: Store) -> None:
    store.add_codes(WAVE, [b"one", b"two"])
    with ThreadPoolExecutor(20) as people:
        outcomes = list(people.map(lambda _: store.save(response(), b"one"), range(20)))
    assert sorted(outcomes) == [SaveOutcome.CODE_REFUSED] * 19 + [SaveOutcome.RECEIVED]
    assert len(store.replies(WAVE)) == len(store.words(WAVE)) == 1
    assert store.save(response(), b"two") is SaveOutcome.RECEIVED


def test_a_code_of_another_wave_is_refused(store: Store) -> None:
    store.add_codes("carer-views/2025-autumn", [b"one"])
    assert store.save(response(), b"one") is SaveOutcome.CODE_REFUSED
    assert store.replies(WAVE) == ()


def test_a_refused_code_stores_no_words(store: Store) -> None:
    assert store.save(response(), b"unknown") is SaveOutcome.CODE_REFUSED
    assert store.words(WAVE) == ()


def test_waiting_responses_are_stored_together(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with ThreadPoolExecutor(30) as people, held_writer(store, monkeypatch) as (batches, wait_for):
        waiting = [people.submit(store.save, response()) for _ in range(30)]
        wait_for(30)
        assert not any(each.done() for each in waiting)
    assert {each.result() for each in waiting} == {SaveOutcome.RECEIVED}
    assert batches == [1, 30]
    assert len(store.replies(WAVE)) == 31


def test_withdrawing_deletes_the_reply_and_its_words_only(store: Store) -> None:
    mine, others = response(area="south"), response()
    store.save(mine)
    store.save(others)
    assert store.run_key_of(mine.receipt) == WAVE
    assert store.withdraw(mine.receipt) == WAVE
    assert store.replies(WAVE) == ({"area": "north"},)
    assert len(store.words(WAVE)) == 1
    assert store.withdraw(mine.receipt) is None


def test_withdrawing_with_a_fresh_code_lets_it_answer(store: Store) -> None:
    mine = response()
    store.save(mine)
    store.withdraw(mine.receipt, b"fresh")
    assert store.save(response(), b"fresh") is SaveOutcome.RECEIVED


def test_an_unknown_receipt_gives_no_fresh_code(store: Store) -> None:
    assert store.withdraw(new_receipt(), b"fresh") is None
    assert store.save(response(), b"fresh") is SaveOutcome.CODE_REFUSED


def test_the_counter_shows_tens_only(store: Store) -> None:
    seen = set()
    for _ in range(21):
        store.save(response())
        seen.add(store.counter(WAVE))
    assert seen == {0, 10, 20}


def test_a_release_replaces_the_replies_and_happens_once(store: Store) -> None:
    store.save(response())
    assert store.released(WAVE) is None
    store.save_release(WAVE, "asking: a\n")
    assert store.replies(WAVE) == ()
    assert store.released(WAVE) == "asking: a\n"
    assert len(store.words(WAVE)) == 1
    with pytest.raises(AlreadyReleased, match=f"^{WAVE}$"):
        store.save_release(WAVE, "asking: b\n")
    assert store.released(WAVE) == "asking: a\n"


def test_nothing_is_stored_after_a_release(store: Store) -> None:
    store.save_release(WAVE, "asking: a\n")
    assert store.save(response()) is SaveOutcome.TOO_LATE
    assert store.replies(WAVE) == store.words(WAVE) == ()


def test_closing_deletes_the_codes_of_one_wave(store: Store, file: Path) -> None:
    store.add_codes(WAVE, [b"one"])
    store.add_codes("other/2026", [b"two"])
    store.close_run(WAVE)
    assert rows(file, "SELECT wave FROM invitation") == [("other/2026",)]


def test_the_text_that_is_read_under_a_number_is_the_one_that_is_tagged(store: Store) -> None:
    receipts = [new_receipt() for _ in range(12)]
    for number, receipt in enumerate(receipts):
        store.save(Response(receipt, WAVE, {}, {"change": f"change-{number}", "more": f"more-{number}"}))
    for number, (_, text) in enumerate(store.words(WAVE), 1):
        assert tag_nth(store, WAVE, number, text)
    for number, receipt in enumerate(receipts):
        assert store.tagged_findings(receipt, WAVE, ["change", "more"]) == {f"change-{number}", f"more-{number}"}


@pytest.mark.parametrize("deletes", ["withdraw", "release", "close"])
def test_what_is_deleted_is_gone_from_the_bytes_of_every_file(store: Store, file: Path, deletes: str) -> None:
    mine = Response(new_receipt(), WAVE, {"area": "marker-one"}, {"change": "marker-two " * 300})
    store.add_codes(WAVE, [b"marker-three"])
    store.save(mine)
    if deletes == "withdraw":
        store.withdraw(mine.receipt)
        gone = [b"marker-one", b"marker-two"]
    elif deletes == "release":
        store.save_release(WAVE, "asking: a\n")
        gone = [b"marker-one"]
    else:
        store.close_run(WAVE)
        gone = [b"marker-three"]
    kept = b"".join(each.read_bytes() for each in file.parent.iterdir())
    assert [marker for marker in gone if marker in kept] == []


def test_the_tables_hold_these_columns_and_no_others(store: Store, file: Path) -> None:
    store.save(response())
    tables = [str(name) for (name,) in rows(file, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
    tables.remove("alembic_version")
    assert {table: [row[1] for row in rows(file, f"PRAGMA table_info({table})")] for table in tables} == {
        "invitation": ["code_hmac", "wave", "used"],
        "point": ["words_hash", "survey", "finding"],
        "release": ["asking", "summary"],
        "reply": ["receipt_hash", "survey", "body"],
        "suggestion": ["receipt_hash", "page", "before", "after", "why", "state", "answer"],
        "words": ["words_hash", "survey", "question", "body", "may_quote"],
    }


@pytest.mark.parametrize("table", ["invitation", "point", "reply", "release", "suggestion", "words"])
def test_no_table_numbers_its_rows(store: Store, file: Path, table: str) -> None:
    store.save(response())
    with pytest.raises(sqlite3.OperationalError, match="no such column: rowid"):
        rows(file, f"SELECT rowid FROM {table}")  # noqa: S608 (a name from the line above)


def test_a_body_holds_answers_sorted_by_question_and_no_words(store: Store, file: Path) -> None:
    store.save(response(zeal="agree", area="north"))
    ((body,),) = rows(file, "SELECT body FROM reply")
    assert body == '{"area":"north","zeal":"agree"}'
    assert "change" not in json.loads(str(body))


def test_words_and_reply_share_no_key(store: Store, file: Path) -> None:
    store.save(response())
    assert not set(rows(file, "SELECT receipt_hash FROM reply")) & set(rows(file, "SELECT words_hash FROM words"))


def test_the_receipt_itself_is_nowhere(store: Store, file: Path) -> None:
    mine = response()
    store.save(mine)
    kept = file.read_bytes()
    assert mine.receipt.encode() not in kept
    assert mine.receipt.replace("-", "").encode() not in kept


def test_no_statement_speaks_of_two_tables(store: Store) -> None:
    seen: list[str] = []
    event.listen(store._engine, "before_cursor_execute", lambda *told: seen.append(told[2]))
    mine = response()
    store.add_codes(WAVE, [b"one"])
    store.save(mine, b"one")
    store.save_words(WAVE, "change", "Words alone.")
    store.withdraw(mine.receipt, b"fresh")
    store.counter(WAVE)
    assert store.replies(WAVE) == ()
    assert len(store.words(WAVE)) == 1
    store.close_run(WAVE)
    store.save_release(WAVE, "asking: a\n")
    tables = ("invitation", "reply", "words", "release")
    assert {tuple(table for table in tables if re.search(rf"\b{table}\b", each)) for each in seen} == {
        (),
        *((table,) for table in tables),
    }
    assert not [each for each in seen if WAVE in each or "change" in each], "values belong in parameters"


def test_the_log_beside_the_store_is_empty_once_a_response_is_acknowledged(store: Store, file: Path) -> None:
    # An open reader keeps SQLite from removing the log, so that it can be seen.
    reader = sqlite3.connect(file)
    reader.execute("SELECT * FROM reply").fetchall()
    store.save(response())
    log = file.with_name(file.name + "-wal")
    assert log.exists()
    assert log.stat().st_size == 0
    reader.close()


def test_only_the_owner_may_read_the_files(store: Store, file: Path) -> None:
    reader = sqlite3.connect(file)
    reader.execute("SELECT * FROM reply").fetchall()
    store.save(response())
    modes = {each.name: oct(each.stat().st_mode & 0o777) for each in file.parent.iterdir()}
    reader.close()
    assert modes == dict.fromkeys(modes, "0o600")
    assert len(modes) == 3


def test_every_connection_is_durable_and_forgetful(store: Store) -> None:
    with store_engine(store._path).connect() as connection:
        wanted = {
            "journal_mode": "wal",
            "synchronous": 2,
            "secure_delete": 1,
            "trusted_schema": 0,
            "foreign_keys": 1,
            "busy_timeout": 5000,
        }
        assert {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted} == wanted


def test_a_store_that_is_opened_again_holds_what_it_held(tmp_path: Path) -> None:
    first = Store(tmp_path / "deep" / "kept.sqlite")
    first.save(response())
    first.close()
    second = Store(tmp_path / "deep" / "kept.sqlite")
    assert len(second.replies(WAVE)) == 1
    second.close()


def test_a_store_is_for_trying_from_when_that_was_said_and_for_good(tmp_path: Path) -> None:
    first = Store(tmp_path / "kept.sqlite")
    assert not first.is_trial()
    first.mark_as_trial()
    assert first.is_trial()
    first.close()
    second = Store(tmp_path / "kept.sqlite")
    assert second.is_trial()
    second.close()


def test_of_a_store_that_is_gone_it_is_told_that_its_mark_can_neither_be_read_nor_set(store: Store, file: Path) -> None:
    file.rename(file.with_suffix(".away"))
    with pytest.raises(StoreUnavailable, match=r"^reading the mark of the store: OperationalError SQLITE_CANTOPEN$"):
        store.is_trial()
    with pytest.raises(StoreUnavailable, match=r"^marking the store: OperationalError SQLITE_CANTOPEN$"):
        store.mark_as_trial()


def test_answers_about_oneself_stand_beside_no_others_and_only_the_receipt_finds_them(store: Store, file: Path) -> None:
    receipt = new_receipt()
    store.save(Response(receipt, WAVE, {"invited": "agree"}, equality_answers={"age": "over-50"}))
    assert store.replies(WAVE) == ({"invited": "agree"},)
    assert store.equality_replies(WAVE) == ({"age": "over-50"},)
    (one, _), (other, _) = rows(file, "SELECT receipt_hash, survey FROM reply")
    assert one != other
    assert store.counter(WAVE) == 0
    assert store.withdraw(receipt) == WAVE
    assert store.replies(WAVE) == store.equality_replies(WAVE) == ()


def test_a_release_takes_the_answers_about_oneself_too(store: Store) -> None:
    store.save(Response(new_receipt(), WAVE, {"invited": "agree"}, equality_answers={"age": "over-50"}))
    store.save_release(WAVE, "asking: x\n")
    assert store.equality_replies(WAVE) == ()


@pytest.mark.parametrize("may_quote", [True, False])
def test_words_say_whether_they_may_be_quoted(store: Store, file: Path, may_quote: bool) -> None:  # noqa: FBT001
    store.save(Response(new_receipt(), WAVE, {}, {"change": "More notice."}, may_quote=may_quote))
    assert rows(file, "SELECT may_quote FROM words") == [(may_quote,)]
    assert [text.may_quote for text in store.texts(WAVE)] == [may_quote]
