"""What the reader of the texts has read: what is new since the last reading, handing one over, deleting one.

No store and no backup holds this. A file beside the store lists what was read by the random keys of the texts, so
a store that is brought back from a backup is all unread, and nothing is missed. The commands and a later page for
staff both build on this module; it prints nothing.
"""

import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from feedback_app.privacy.retention import is_page_words_key
from feedback_app.responses import KeptText
from feedback_app.storage import Store
from feedback_app.storage.state_files import locked, read_state, write_state
from feedback_app.suggestions.diff import suggestion_text
from feedback_app.suggestions.suggestion import Suggestion
from handbook.handbook import Handbook
from handbook.surveys.survey import SurveyRun

NAME_LENGTH = 10
"""Letters of a text's random key by which people name it to a command: the same ones while it is kept."""
HANDED_OVER_RETENTION = timedelta(days=7)
"""How long a text that was handed over is kept, so that it reaches the case system."""
_MIN_COUNT = 10


class Role(StrEnum):
    """Who reads: the two people that the service has named."""

    READER = "reader"
    DEPUTY = "deputy"


class TextKind(StrEnum):
    """Where words were written, as coarsely as a message may say it."""

    FORMS = "forms"
    PAGES = "words about pages"
    SUGGESTIONS = "suggested changes"


@dataclass(frozen=True)
class ReaderText:
    """One text as its reader sees it; nothing says who wrote it, when, or what was ticked beside it."""

    id: str
    kind: TextKind
    source: str
    """The title of the form, or what was written about."""
    question: str
    """The question as asked, or the address of the page."""
    body: str
    may_quote: bool | None
    """Whether it may be quoted; None where nobody was asked."""

    @property
    def name(self) -> str:
        """Its name in commands. No other text ever has the same name, whatever is read or deleted."""
        return text_name(self.id)


class Readings:
    """The record of which texts were read, beside a store."""

    def __init__(self, store: Store, folder: Path) -> None:
        """Keep the record and the log of readings in `folder`."""
        self._store = store
        self._file = folder / "reading.json"
        self._log = folder / "reading.log"

    def all_texts(self, handbook: Handbook) -> tuple[ReaderText, ...]:
        """Every stored text that a reader must see, in random order."""
        texts = [_form_text(handbook, stored) for stored in self._store.kept_texts() if _is_free_text(handbook, stored)]
        return (*texts, *self._suggestions())

    def unread(self, handbook: Handbook) -> tuple[ReaderText, ...]:
        """The texts that nobody has read yet, in random order."""
        read = set(read_state(self._file).get("read", ()))
        return tuple(text for text in self.all_texts(handbook) if text.id not in read)

    def shuffled(self, handbook: Handbook, *, everything: bool = False) -> tuple[ReaderText, ...]:
        """The texts of a new reading, shuffled: the unread ones, or all of them. Marks none of them as read."""
        texts = list(self.all_texts(handbook) if everything else self.unread(handbook))
        secrets.SystemRandom().shuffle(texts)
        return tuple(texts)

    def last_reading(self, role: Role, handbook: Handbook) -> tuple[ReaderText, ...] | None:
        """The texts of a role's last reading that are still stored, in the same order; None if there was no reading."""
        names = _last_readings(read_state(self._file)).get(role)
        by_id = {text.id: text for text in self.all_texts(handbook)}
        return None if names is None else tuple(by_id[name] for name in names if name in by_id)

    def named(self, name: str, handbook: Handbook) -> tuple[ReaderText, ...]:
        """The texts that are called so: one, none, or several where somebody took pains to have it so."""
        stored = [*(_form_text(handbook, text) for text in self._store.kept_texts()), *self._suggestions()]
        return tuple(text for text in stored if matches_name(text.id, name))

    def record(self, texts: Iterable[ReaderText], role: Role, on: date) -> None:
        """Note that these texts were read by this role, in this order."""
        names = [text.id for text in texts]
        with locked(self._file):
            state = read_state(self._file)
            state["read"] = sorted({*state.get("read", ()), *names})
            if names:
                # A reading that finds nothing new leaves the one before.
                state["last"] = {**_last_readings(state), role.value: names}
            state["readings"] = state.get("readings", 0) + 1
            write_state(self._file, state)
        self._log_reading(on, f"{role} read {count_in_tens(len(names), 'text')}")

    def mark_read(self, names: Iterable[str], role: Role, on: date) -> None:
        """Record that the texts of one form were read. The last reading stays the same."""
        names = list(names)
        with locked(self._file):
            state = read_state(self._file)
            write_state(self._file, state | {"read": sorted({*state.get("read", ()), *names})})
        self._log_reading(on, f"{role} read {count_in_tens(len(names), 'text')} of one form")

    def readings(self) -> int:
        """How many readings there were. Whether the deputy gets a message depends on it."""
        count = read_state(self._file).get("readings", 0)
        return count if isinstance(count, int) else 0

    def hand_over(self, text: ReaderText, role: Role, on: date) -> date:
        """Record that a text goes to the safeguarding lead. Returns the day after which the program deletes it."""
        with locked(self._file):
            state = read_state(self._file)
            days = dict(state.get("handed_over", {}))
            day = date.fromisoformat(days.setdefault(text.id, on.isoformat()))
            write_state(self._file, state | {"handed_over": days})
        self._log_reading(on, f"{role} handed over a text")
        return day + HANDED_OVER_RETENTION

    def delete(self, text: ReaderText, role: Role, on: date) -> bool:
        """Delete one text for good. Returns whether it was still there."""
        gone = self._delete(text.id)
        if gone:
            self._log_reading(on, f"{role} deleted a text")
        return gone

    def delete_expired(self, on: date) -> bool:
        """Delete texts handed over long enough ago, and marks of deleted texts. Returns whether a text was deleted."""
        with locked(self._file):
            state = read_state(self._file)
            days = {name: date.fromisoformat(day) for name, day in state.get("handed_over", {}).items()}
            over = [name for name, day in days.items() if on > day + HANDED_OVER_RETENTION]
            gone = [name for name in over if self._delete(name)]
            existing = self._names()
            tidied: dict[str, Any] = state | {
                "read": [name for name in state.get("read", ()) if name in existing],
                "handed_over": {name: day.isoformat() for name, day in days.items() if name in existing},
                "last": {
                    role: [name for name in names if name in existing] for role, names in _last_readings(state).items()
                },
            }
            if tidied != state and state:
                write_state(self._file, tidied)
        return bool(gone)

    def _suggestions(self) -> Iterator[ReaderText]:
        return (
            _suggestion_text(suggestion) for suggestion in self._store.suggestions() if not suggestion.state.is_final
        )

    def _names(self) -> frozenset[str]:
        texts, suggestions = self._store.kept_texts(), self._store.suggestions()
        return frozenset((*(text.id for text in texts), *(suggestion.id for suggestion in suggestions)))

    def _delete(self, name: str) -> bool:
        return bool(self._store.delete_texts([name])) or self._store.delete_suggestion(name)

    def _log_reading(self, on: date, event: str) -> None:
        # One line for each reading: the day, the role and tens; never a word, a form or a small number.
        self._log.touch(mode=0o600)
        with self._log.open("a", encoding="utf-8") as opened:
            opened.write(f"{on} {event}\n")


def text_name(key: str) -> str:
    """The name of a text: the beginning of its random key, so it reveals nothing about who wrote it or when.

    A number in a list would name another text as soon as somebody reads or deletes one.
    """
    return key[:NAME_LENGTH]


def matches_name(key: str, name: str) -> bool:
    """Whether a name, or a longer part of a key, names the text with this key."""
    return len(name) >= NAME_LENGTH and key.startswith(name.lower())


def _last_readings(state: Mapping[str, Any]) -> dict[str, list[str]]:
    last = state.get("last")
    return dict(last) if isinstance(last, dict) else {}


def count_in_tens(count: int, thing: str) -> str:
    """A count as it may be stated: "fewer than 10 texts", "20 texts or a few more"."""
    rounded = count // 10 * 10
    return f"{rounded} {thing}s or a few more" if rounded else f"fewer than {_MIN_COUNT} {thing}s"


def kinds_of(texts: Iterable[ReaderText]) -> tuple[TextKind, ...]:
    """The kinds of places where the texts were written, in a fixed order."""
    found = {text.kind for text in texts}
    return tuple(kind for kind in TextKind if kind in found)


def _is_free_text(handbook: Handbook, stored: KeptText) -> bool:
    """Whether it is free text. Days and chosen pages are stored in the same way, and are read with their form."""
    run = handbook.runs.get(stored.run_key)
    if run is None:
        return True
    return all(
        question.kind.is_words for question in run.questionnaire.questions if question.id == stored.text.question
    )


def _form_text(handbook: Handbook, stored: KeptText) -> ReaderText:
    text = stored.text
    if is_page_words_key(stored.run_key):
        return ReaderText(stored.id, TextKind.PAGES, "Words about a page", text.question, text.body, None)
    run = handbook.runs.get(stored.run_key)
    if run is None:
        return ReaderText(
            stored.id, TextKind.FORMS, f"{stored.run_key} (no longer asked)", text.question, text.body, None
        )
    question = _question_text(run, text.question)
    may_quote = text.may_quote if run.questionnaire.asks_to_quote else None
    return ReaderText(stored.id, TextKind.FORMS, run.title, question, text.body, may_quote)


def _question_text(run: SurveyRun, name: str) -> str:
    return next((question.text for question in run.questionnaire.questions if question.id == name), name)


def _suggestion_text(suggestion: Suggestion) -> ReaderText:
    body = suggestion_text(suggestion)
    return ReaderText(suggestion.id, TextKind.SUGGESTIONS, "A suggested change", suggestion.page, body, None)
