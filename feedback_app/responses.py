"""A Response, which holds what one person sent but not who or when, and the outcomes of saving it."""

from dataclasses import dataclass, field
from enum import StrEnum

Answer = str | int | tuple[str, ...]
"""An option's id, a whole number, or the ids of several options."""

PAGE_FEEDBACK = "page-feedback"
"""The run key of "Was this page useful?", which is built in and has no folder."""

SEARCH_WORDS = "search-words"
"""The run key of words that people did not find in the search; a month follows it, and it has no folder either."""


@dataclass(frozen=True)
class Response:
    """Everything one person sent with one form.

    Ticked answers and free text are apart from the start, because they are never stored side by side.
    """

    receipt: str
    """In its printed form; made when the form was shown."""
    run_key: str
    """The run key: `carer-satisfaction/2026-winter`, or a consultation's slug."""
    answers: dict[str, Answer] = field(default_factory=dict)
    """Ticked answers and numbers, by question id."""
    words: dict[str, str] = field(default_factory=dict)
    """Free text, days and pages, by question id; nothing empty."""
    equality_answers: dict[str, Answer] = field(default_factory=dict)
    """Ticked answers to equality questions, by question id; stored beside no others."""
    may_quote: bool = False
    """Whether the free text may be quoted, once details about people are taken out."""


@dataclass(frozen=True)
class WrittenText:
    """One text that somebody wrote, for the reader, without whose it is or what else they answered."""

    question: str
    """The question's id; of words about a page, the page's address."""
    body: str
    may_quote: bool
    """Whether its writer ticked that it may be quoted; without a tick it may not."""


@dataclass(frozen=True)
class KeptText:
    """A stored text with the id by which commands name it."""

    id: str
    """The beginning of its random key, which reveals nothing about when it came or from whom."""
    run_key: str
    """The run key, or the month of words about pages."""
    text: WrittenText


class SaveOutcome(StrEnum):
    """What the store did with a response."""

    RECEIVED = "received"
    """It is stored, and stays stored."""
    ALREADY_RECEIVED = "already received"
    """A reply with this receipt was stored before; nothing was stored twice."""
    CODE_REFUSED = "code refused"
    """The one-time code is unknown or used; nothing was stored."""
    TOO_LATE = "too late"
    """The results are released; nothing was stored."""


class StoreUnavailable(Exception):  # noqa: N818 (a state of the store, named as the page names it)
    """Nothing could be written or read: disk full, locked, read-only, missing or damaged."""


class QueueFull(StoreUnavailable):
    """Too many responses are waiting already; this one was not stored."""


class AlreadyReleased(Exception):  # noqa: N818 (a fact, not a fault)
    """A survey run is released once."""
