"""The store: the interface for the rest of the app."""

from collections.abc import Iterable
from pathlib import Path

from feedback_app.responses import AlreadyReleased, Answer, KeptText, Response, SaveOutcome, WrittenText
from feedback_app.storage import reply_rows, suggestion_rows, text_rows
from feedback_app.storage.engine import (
    create_store,
    driver_errors,
    driver_execute,
    empty_log,
    guarded_engine,
    rewrite,
    store_engine,
    transaction,
)
from feedback_app.storage.store_file import TRIAL_APPLICATION_ID
from feedback_app.storage.writer import Health, Writer
from feedback_app.suggestions.suggestion import Suggestion, SuggestionState

MAX_QUEUED_RESPONSES = 200
"""How many responses may wait for the writer."""


class Store:
    """Replies, words, codes and releases in one SQLite file.

    Every method may raise StoreUnavailable; nothing is then written.
    """

    def __init__(self, path: Path) -> None:
        """Open the store at `path`, making it when it is not there."""
        create_store(path)
        self._path = path
        self._engine = guarded_engine(path)
        self._writer = Writer(path, self._engine, MAX_QUEUED_RESPONSES)

    def save(self, response: Response, code_hmac: bytes | None = None) -> SaveOutcome:
        """Store a response once; when this returns RECEIVED, the response is on disk. Raises QueueFull too."""
        return self._writer.save(response, code_hmac)

    def health(self) -> Health:
        """Whether responses are being stored."""
        return self._writer.health()

    def save_words(self, key: str, question: str, words: str) -> None:
        """Store one text that belongs to no reply, under a key that nobody holds."""
        with transaction(self._engine) as connection:
            reply_rows.add_words(connection, key, question, words)

    def run_key_of(self, receipt: str) -> str | None:
        """The key of the survey run that the receipt's reply belongs to, or None if there is no such reply."""
        with transaction(self._engine) as connection:
            return reply_rows.run_key_of(connection, receipt)

    def withdraw(self, receipt: str, fresh_code: bytes | None = None) -> str | None:
        """Delete a receipt's reply and words, and let a fresh code answer instead; the survey run key, or None."""
        with transaction(self._engine) as connection:
            run_key = reply_rows.run_key_of(connection, receipt)
            if run_key is None:
                return None
            reply_rows.delete_response(connection, receipt, run_key)
            if fresh_code is not None:
                reply_rows.add_invitations(connection, run_key, [fresh_code])
            return run_key

    def add_codes(self, wave: str, hmacs: Iterable[bytes]) -> None:
        """Let these codes answer the wave (a survey run key), once each."""
        with transaction(self._engine) as connection:
            reply_rows.add_invitations(connection, wave, hmacs)

    def knows_code(self, wave: str, code_hmac: bytes) -> bool:
        """Whether a code of a wave can still be used; it stays as it is."""
        with transaction(self._engine) as connection:
            return reply_rows.is_unused_code(connection, wave, code_hmac)

    def close_run(self, key: str) -> None:
        """Delete a survey run's codes and rewrite the file without them; the caller destroys their key."""
        with transaction(self._engine) as connection:
            reply_rows.delete_invitations(connection, key)
        rewrite(self._path)

    def replies(self, key: str) -> tuple[dict[str, Answer], ...]:
        """The ticked answers of each reply, in random order."""
        with transaction(self._engine) as connection:
            return reply_rows.reply_answers(connection, key)

    def equality_replies(self, key: str) -> tuple[dict[str, Answer], ...]:
        """The answers to equality questions, in random order and beside no other answer."""
        return self.replies(reply_rows.equality_key(key))

    def texts(self, key: str) -> tuple[WrittenText, ...]:
        """Each text with whether it may be quoted, in random order and apart from all other answers."""
        with transaction(self._engine) as connection:
            return reply_rows.written_texts(connection, key)

    def words(self, key: str) -> tuple[tuple[str, str], ...]:
        """The same as pairs of question id and words, in the same order."""
        return tuple((text.question, text.body) for text in self.texts(key))

    def counter(self, key: str) -> int:
        """How many replied, rounded down to tens, so that it never shows one person's reply arriving."""
        with transaction(self._engine) as connection:
            return reply_rows.reply_count(connection, key) // 10 * 10

    def save_release(self, key: str, summary_yaml: str) -> None:
        """Keep the summary, delete the replies it was made from, rewrite the file; raises AlreadyReleased."""
        with transaction(self._engine) as connection:
            if reply_rows.released_summary(connection, key) is not None:
                raise AlreadyReleased(key)
            reply_rows.replace_replies(connection, key, summary_yaml)
        rewrite(self._path)

    def released(self, key: str) -> str | None:
        """The summary of a survey run's release as YAML, or None."""
        with transaction(self._engine) as connection:
            return reply_rows.released_summary(connection, key)

    def save_suggestion(self, receipt: str, suggestion: Suggestion) -> SaveOutcome:
        """Store a suggested change once; when this returns RECEIVED, it is on disk."""
        with transaction(self._engine) as connection:
            new = suggestion_rows.add_suggestion(connection, receipt, suggestion)
        return SaveOutcome.RECEIVED if new else SaveOutcome.ALREADY_RECEIVED

    def suggestion_of(self, receipt: str) -> Suggestion | None:
        """The suggestion of a receipt, or None."""
        with transaction(self._engine) as connection:
            return suggestion_rows.suggestion_of(connection, receipt)

    def withdraw_suggestion(self, receipt: str) -> bool:
        """Delete a receipt's suggestion unless it is answered; whether there was one."""
        with transaction(self._engine) as connection:
            return suggestion_rows.withdraw_suggestion(connection, receipt)

    def suggestions(self) -> tuple[Suggestion, ...]:
        """Every suggestion, in random order."""
        with transaction(self._engine) as connection:
            return suggestion_rows.all_suggestions(connection)

    def answer_suggestion(self, name: str, state: SuggestionState, answer: str) -> None:
        """Store the decision about a suggestion, named by its `Suggestion.id`. A final one deletes its text."""
        with transaction(self._engine) as connection:
            suggestion_rows.answer_suggestion(connection, name, state, answer)
        if state.is_final:
            rewrite(self._path)

    def delete_answered_suggestions(self) -> int:
        """Delete what is finally answered, and rewrite the file; how many there were."""
        with transaction(self._engine) as connection:
            gone = suggestion_rows.delete_answered_suggestions(connection)
        return self._rewritten(gone)

    def tag_point(self, key: str, name: str, finding: str) -> bool:
        """Note that a text, named as `KeptText.id`, became part of a finding; whether there is just one such text."""
        with transaction(self._engine) as connection:
            return text_rows.tag_point(connection, key, name, finding)

    def tagged_findings(self, receipt: str, key: str, questions: Iterable[str]) -> frozenset[str]:
        """The findings that the texts of a receipt became part of."""
        with transaction(self._engine) as connection:
            return text_rows.tagged_findings(connection, receipt, key, questions)

    def delete_points(self, key: str) -> int:
        """Delete the points of a survey run, and rewrite the file; how many there were."""
        with transaction(self._engine) as connection:
            gone = text_rows.delete_points(connection, key)
        return self._rewritten(gone)

    def run_keys_with_words(self) -> tuple[str, ...]:
        """What there are texts of: run keys, and months of words about pages."""
        with transaction(self._engine) as connection:
            return reply_rows.run_keys_with_words(connection)

    def delete_words(self, key: str) -> int:
        """Delete every text of a survey run, and rewrite the file; how many there were."""
        with transaction(self._engine) as connection:
            gone = text_rows.delete_words(connection, key)
        return self._rewritten(gone)

    def kept_texts(self) -> tuple[KeptText, ...]:
        """Every text of every form and page, in random order, for the person who reads them."""
        with transaction(self._engine) as connection:
            return text_rows.kept_texts(connection)

    def delete_texts(self, names: Iterable[str]) -> int:
        """Delete texts, named as `KeptText.id`, and rewrite the file; how many there were."""
        with transaction(self._engine) as connection:
            gone = text_rows.delete_texts(connection, frozenset(names))
        return self._rewritten(gone)

    def delete_suggestion(self, name: str) -> bool:
        """Delete one suggestion, named as `Suggestion.id`, and rewrite the file; whether there was one."""
        with transaction(self._engine) as connection:
            gone = text_rows.delete_suggestion(connection, name)
        return bool(self._rewritten(gone))

    def run_keys_with_codes(self) -> frozenset[str]:
        """What there are one-time codes of, used or not."""
        with transaction(self._engine) as connection:
            return reply_rows.run_keys_with_codes(connection)

    def unused_codes(self, key: str) -> int:
        """How many codes nobody has used yet, rounded down to tens."""
        with transaction(self._engine) as connection:
            return reply_rows.unused_codes(connection, key) // 10 * 10

    def run_keys_with_replies(self) -> frozenset[str]:
        """What there are replies to."""
        with transaction(self._engine) as connection:
            return reply_rows.run_keys_with_replies(connection)

    def run_keys_with_points(self) -> frozenset[str]:
        """What there are points of."""
        with transaction(self._engine) as connection:
            return text_rows.run_keys_with_points(connection)

    def delete_replies(self, key: str) -> int:
        """Delete the replies to a survey run without a release, and rewrite the file; how many there were."""
        with transaction(self._engine) as connection:
            gone = reply_rows.delete_replies(connection, key)
        return self._rewritten(gone)

    def mark_as_trial(self) -> None:
        """Say in the file that its answers are invented: for good, in its copies and backups too."""
        mark_as_trial(self._path)

    def is_trial(self) -> bool:
        """Whether the answers in it are invented."""
        return is_trial(self._path)

    def _rewritten(self, gone: int) -> int:
        if gone:
            rewrite(self._path)
        return gone

    def close(self) -> None:
        """Store what still waits, then stop writing."""
        self._writer.stop()
        self._engine.dispose()


def mark_as_trial(path: Path) -> None:
    """Set the mark, for good; raises StoreUnavailable."""
    with driver_errors("marking the store"), store_engine(path).connect() as connection:
        driver_execute(connection, f"PRAGMA application_id={TRIAL_APPLICATION_ID}")
        empty_log(connection)


def is_trial(path: Path) -> bool:
    """Whether the mark is set; raises StoreUnavailable."""
    with driver_errors("reading the mark of the store"), store_engine(path).connect() as connection:
        ((application_id,),) = driver_execute(connection, "PRAGMA application_id")
    return bool(application_id == TRIAL_APPLICATION_ID)
