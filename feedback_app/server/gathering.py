"""The bytes of one request as they arrive: whether they are all there, and what is wrong with them before they are."""

import re
from dataclasses import dataclass, field
from enum import Enum

from feedback_app.web.request_checks import MOST_BYTES

MOST_HEAD = 64 * 1024
"""Bytes in front of the form itself; a browser sends about one thousand."""

_END_OF_HEAD = b"\r\n\r\n"
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,15})[ \t]*\r\n", re.IGNORECASE)
_IN_PIECES = re.compile(rb"\r\ntransfer-encoding:", re.IGNORECASE)


class Arrived(Enum):
    """How much of a request is here."""

    PARTLY = 0
    LEFT = 1
    """Its sender is gone, and the rest will not come."""
    WHOLE = 200
    UNREADABLE = 400
    NO_LENGTH = 411
    TOO_LONG = 413


@dataclass(eq=False)
class Gathering:
    """One request that is still arriving."""

    until: float
    """When its sender is let go, by the clock that never goes back; sending slowly but surely makes it no longer."""
    held: bytearray = field(default_factory=bytearray)
    _ends: int | None = None

    def take(self, more: bytes) -> Arrived:
        """Take what has just come in; nothing means that its sender has hung up."""
        if not more:
            return Arrived.LEFT
        searched = max(0, len(self.held) - len(_END_OF_HEAD))
        self.held += more
        if self._ends is None:
            found = self.held.find(_END_OF_HEAD, searched)
            if found < 0:
                return Arrived.PARTLY if len(self.held) < MOST_HEAD else Arrived.UNREADABLE
            head = found + len(_END_OF_HEAD)
            if _IN_PIECES.search(self.held, 0, head):
                # No browser sends a form so, and its length could not be known before the end.
                return Arrived.NO_LENGTH
            length = _LENGTH.search(self.held, 0, head)
            body = int(length[1]) if length else 0
            if body > MOST_BYTES:
                return Arrived.TOO_LONG
            self._ends = head + body
        return Arrived.WHOLE if len(self.held) >= self._ends else Arrived.PARTLY
