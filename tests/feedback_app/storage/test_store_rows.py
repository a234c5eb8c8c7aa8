"""What can be asked of the store and taken out of it: each thing by its own key, and nothing of another."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from feedback_app.privacy.codes import new_receipt
from feedback_app.responses import Response
from feedback_app.storage import Health, SaveOutcome, Store, columns_by_table
from feedback_app.storage.tables import equality_hash, receipt_hash, suggestion_hash, words_hash
from feedback_app.suggestions.suggestion import Suggestion, SuggestionState
from tests.feedback_app.points import tag_nth

MINE, OTHER = "carer-views/2026-autumn", "mileage"


@pytest.fixture
def filled(store: Store) -> Store:
    """Two runs: in each a reply with an answer about oneself, and a text."""
    for run in (MINE, OTHER):
        sent = Response(new_receipt(), run, {"area": "north"}, {"change": f"Words of {run}."}, {"age": "over-50"})
        assert store.save(sent) is SaveOutcome.RECEIVED
    return store


def file_of(store: Store) -> bytes:
    return store._path.read_bytes()


# -- codes --


def test_a_code_is_known_until_it_is_used_and_for_its_own_run(store: Store) -> None:
    store.add_codes(MINE, [b"one"])
    store.add_codes(OTHER, [])
    assert store.knows_code(MINE, b"one")
    assert not store.knows_code(OTHER, b"one")
    assert not store.knows_code(MINE, b"two")
    assert store.run_keys_with_codes() == {MINE}
    store.save(Response(new_receipt(), MINE, {"area": "north"}), b"one")
    assert not store.knows_code(MINE, b"one")
    assert store.run_keys_with_codes() == {MINE}, "a used code is still a code"


def test_unused_codes_are_counted_in_tens_for_one_run(store: Store) -> None:
    store.add_codes(MINE, [f"code {number}".encode() for number in range(20)])
    store.add_codes(OTHER, [f"other {number}".encode() for number in range(30)])
    assert (store.unused_codes(MINE), store.unused_codes(OTHER)) == (20, 30)
    store.save(Response(new_receipt(), MINE, {"area": "north"}), b"code 1")
    assert store.unused_codes(MINE) == 10


# -- replies --


def test_replies_are_counted_and_deleted_by_their_run(filled: Store) -> None:
    assert filled.run_keys_with_replies() == {MINE, OTHER}
    assert filled.counter(MINE) == 0
    assert filled.delete_replies(MINE) == 2, "a reply, and its answer about oneself"
    assert filled.replies(MINE) == filled.equality_replies(MINE) == ()
    assert len(filled.replies(OTHER)) == len(filled.equality_replies(OTHER)) == 1
    assert len(filled.words(MINE)) == 1
    assert filled.delete_replies(MINE) == 0


def test_a_receipt_finds_its_run_and_deletes_every_text_of_its_own(store: Store) -> None:
    receipts = [new_receipt(), new_receipt()]
    for receipt in receipts:
        store.save(Response(receipt, MINE, {}, {"change": f"change {receipt}", "more": f"more {receipt}"}))
    assert [store.run_key_of(receipt) for receipt in receipts] == [MINE, MINE]
    assert store.run_key_of(new_receipt()) is None
    assert store.withdraw(receipts[0]) == MINE
    assert {body for _, body in store.words(MINE)} == {f"change {receipts[1]}", f"more {receipts[1]}"}


def test_a_refused_code_and_a_known_receipt_store_nothing(store: Store) -> None:
    store.add_codes(MINE, [b"one"])
    receipt = new_receipt()
    store.save(Response(receipt, MINE, {"area": "north"}))
    again = Response(receipt, MINE, {"area": "south"}, {"change": "Twice."})
    assert store.save(again, b"one") is SaveOutcome.ALREADY_RECEIVED
    assert store.knows_code(MINE, b"one"), "a reply that was there before uses no code"
    assert store.words(MINE) == ()


# -- texts and points --


def test_texts_are_known_by_name_while_they_are_kept(filled: Store) -> None:
    texts = filled.kept_texts()
    assert {(text.run_key, text.text.question, text.text.body, text.text.may_quote) for text in texts} == {
        (run, "change", f"Words of {run}.", False) for run in (MINE, OTHER)
    }
    assert {len(text.id) for text in texts} == {20}
    mine = next(text for text in texts if text.run_key == MINE)
    assert filled.delete_texts(["0" * 20]) == 0
    assert filled.delete_texts([mine.id]) == 1
    assert filled.run_keys_with_words() == (OTHER,)
    assert mine.text.body.encode() not in file_of(filled)


def test_words_and_points_are_forgotten_by_their_run_and_counted(store: Store) -> None:
    for run in (MINE, OTHER):
        for number in range(3):
            store.save_words(run, "change", f"Words {number} of {run}.")
        tag_nth(store, run, 1, "notice")
        tag_nth(store, run, 2, "calls")
    assert store.run_keys_with_words() == (MINE, OTHER)
    assert store.run_keys_with_points() == {MINE, OTHER}
    assert (store.delete_words(MINE), store.delete_points(MINE)) == (3, 2)
    assert (store.delete_words(MINE), store.delete_points(MINE)) == (0, 0)
    assert store.run_keys_with_words() == (OTHER,)
    assert store.run_keys_with_points() == {OTHER}
    assert b"of carer-views" not in file_of(store)


def test_what_there_are_texts_of_is_told_in_the_order_of_the_alphabet(store: Store) -> None:
    runs = [f"run-{letter}" for letter in "hcfadgbe"]
    for run in runs:
        store.save_words(run, "change", "Words.")
    assert store.run_keys_with_words() == tuple(sorted(runs))


def test_a_text_that_no_receipt_finds_has_a_key_like_any_other(store: Store) -> None:
    store.save(Response(new_receipt(), MINE, {}, {"change": "More notice."}))
    store.save_words(MINE, "change", "Later.")
    with closing(sqlite3.connect(store._path)) as connection:
        assert connection.execute("SELECT length(words_hash) FROM words").fetchall() == [(32,), (32,)]


def test_texts_come_in_the_order_of_their_random_keys(store: Store) -> None:
    for number in range(30):
        store.save_words(MINE, f"question-{number}", f"text {number}")
    with closing(sqlite3.connect(store._path)) as connection:
        wanted = [row[0] for row in connection.execute("SELECT body FROM words ORDER BY words_hash")]
    assert [body for _, body in store.words(MINE)] == wanted
    assert [text.text.body for text in store.kept_texts()] == wanted
    assert [text.body for text in store.texts(MINE)] == wanted


def test_only_a_text_that_is_there_can_be_tagged_and_its_finding_can_be_changed(store: Store) -> None:
    receipt = new_receipt()
    store.save(Response(receipt, MINE, {}, {"change": "More notice."}))
    assert not tag_nth(store, MINE, 0, "notice")
    assert not tag_nth(store, MINE, 2, "notice")
    assert not tag_nth(store, OTHER, 1, "notice")
    (text,) = store.kept_texts()
    assert not store.tag_point(OTHER, text.id, "notice")
    assert not store.tag_point(MINE, "", "notice")
    assert store.run_keys_with_points() == frozenset()
    assert tag_nth(store, MINE, 1, "notice")
    assert tag_nth(store, MINE, 1, "calls")
    assert store.tagged_findings(receipt, MINE, ["change", "more"]) == {"calls"}
    assert store.tagged_findings(receipt, OTHER, ["change"]) == frozenset()
    assert store.tagged_findings(receipt, MINE, ["more"]) == frozenset()
    assert store.delete_points(MINE) == 1


def test_one_of_two_texts_is_tagged_again_and_the_other_stays(store: Store) -> None:
    for number in range(2):
        store.save_words(MINE, "change", f"text {number}")
        tag_nth(store, MINE, number + 1, "notice")
    tag_nth(store, MINE, 1, "calls")
    with closing(sqlite3.connect(store._path)) as connection:
        found = connection.execute("SELECT finding FROM point ORDER BY words_hash").fetchall()
    assert found == [("calls",), ("notice",)]


# -- suggestions --

CHANGE = Suggestion("/policies/sleepovers/", "old words", "new words", "because", SuggestionState.WAITING, "answer")


def suggested(store: Store, suggestion: Suggestion = CHANGE) -> tuple[str, Suggestion]:
    """A suggestion in the store; its receipt, and what the store says of it."""
    receipt = new_receipt()
    assert store.save_suggestion(receipt, suggestion) is SaveOutcome.RECEIVED
    found = store.suggestion_of(receipt)
    assert found is not None
    return receipt, found


def test_a_suggestion_comes_back_as_it_was_given_and_is_stored_once(store: Store) -> None:
    receipt, found = suggested(store)
    told = (found.page, found.before, found.after, found.why, found.state, found.answer)
    assert told == ("/policies/sleepovers/", "old words", "new words", "because", SuggestionState.WAITING, "answer")
    assert found.id == suggestion_hash(receipt).hex()[:10]
    assert store.save_suggestion(receipt, Suggestion("/a/", "x", "y")) is SaveOutcome.ALREADY_RECEIVED
    assert store.suggestions() == (found,)
    assert store.suggestion_of(new_receipt()) is None


def test_suggestions_come_in_the_order_of_their_random_keys(store: Store) -> None:
    names = [suggested(store)[1].id for _ in range(12)]
    assert [each.id for each in store.suggestions()] == sorted(names)


def test_a_final_answer_deletes_the_words_of_a_suggestion_and_of_no_other(store: Store) -> None:
    receipt, mine = suggested(store)
    _, other = suggested(store)
    store.answer_suggestion(mine.id, SuggestionState.IN_PROGRESS, "We look at it.")
    seen = store.suggestion_of(receipt)
    assert seen is not None
    assert (seen.before, seen.state, seen.answer) == ("old words", SuggestionState.IN_PROGRESS, "We look at it.")
    store.answer_suggestion(mine.id, SuggestionState.DONE, "Done.")
    seen = store.suggestion_of(receipt)
    assert seen is not None
    assert (seen.page, seen.before, seen.after, seen.why) == ("/policies/sleepovers/", "", "", "")
    assert (seen.state, seen.answer) == (SuggestionState.DONE, "Done.")
    assert other in store.suggestions()


def test_the_words_of_an_answered_suggestion_are_in_no_byte_of_the_file(store: Store) -> None:
    _, mine = suggested(store)
    assert b"new words" in file_of(store)
    store.answer_suggestion(mine.id, SuggestionState.NOT_DOING, "No.")
    assert b"new words" not in file_of(store)


def test_a_suggestion_is_taken_back_until_it_is_answered(store: Store) -> None:
    (receipt, _), (answered_receipt, answered) = suggested(store), suggested(store)
    store.answer_suggestion(answered.id, SuggestionState.DONE, "")
    assert not store.withdraw_suggestion(answered_receipt)
    assert not store.withdraw_suggestion(new_receipt())
    assert store.withdraw_suggestion(receipt)
    assert store.suggestion_of(receipt) is None
    assert store.suggestion_of(answered_receipt) is not None


def test_answered_suggestions_are_deleted_together_and_waiting_ones_stay(store: Store) -> None:
    for state in (SuggestionState.DONE, SuggestionState.NOT_DOING, SuggestionState.IN_PROGRESS):
        store.answer_suggestion(suggested(store)[1].id, state, "An answer.")
    suggested(store)
    assert store.delete_answered_suggestions() == 2
    assert {each.state for each in store.suggestions()} == {SuggestionState.IN_PROGRESS, SuggestionState.WAITING}
    assert store.delete_answered_suggestions() == 0


def test_a_suggestion_is_deleted_by_its_name(store: Store) -> None:
    (_, mine), (_, other) = suggested(store), suggested(store)
    assert not store.delete_suggestion("0" * 10)
    assert not store.delete_suggestion("")
    assert store.delete_suggestion(mine.id)
    assert store.suggestions() == (other,)
    assert not store.delete_suggestion(mine.id)


# -- keys, columns, and the end --


def test_no_two_kinds_of_thing_have_the_same_key_even_with_one_receipt() -> None:
    receipt = "ABCD-EFGH-JKMN-PQRS"
    keys = {receipt_hash(receipt), equality_hash(receipt), suggestion_hash(receipt)}
    keys |= {words_hash(receipt, "change"), words_hash(receipt, "more"), words_hash(receipt, receipt)}
    assert len(keys) == 6
    assert {len(key) for key in keys} == {32}


def test_the_keys_are_those_under_which_earlier_versions_stored_things() -> None:
    """Whoever changes them takes every receipt that people hold away from them."""
    receipt = "ABCD-EFGH-JKMN-PQRS"
    begins = [each(receipt).hex()[:8] for each in (receipt_hash, equality_hash, suggestion_hash)]
    assert [*begins, words_hash(receipt, "change").hex()[:8]] == ["2e530961", "000a7f29", "e5836c1e", "00b20cae"]


def test_the_columns_that_people_are_told_of_are_those_of_the_file(store: Store) -> None:
    with closing(sqlite3.connect(store._path)) as connection:
        real = {
            table: tuple(row[1] for row in connection.execute(f"PRAGMA table_info({table})"))
            for table in columns_by_table()
        }
    assert columns_by_table() == real
    assert len(real) == 6


def test_a_store_is_well_until_it_is_closed_and_stores_what_still_waits(tmp_path: Path) -> None:
    store = Store(tmp_path / "alone.sqlite")
    assert store.health() is Health.OK
    store.close()
    assert store.health() is Health.STOPPED
