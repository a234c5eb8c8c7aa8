"""What can come of saving a response, and what can go wrong with the store."""

from enum import StrEnum


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
