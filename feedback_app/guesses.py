"""How many wrong codes were typed in the last minute, by anybody; kept in memory and never by address."""

import threading
import time
from collections import deque
from collections.abc import Callable

MOST = 60
"""Wrong codes a minute over the whole app: guessing a code of eighty bits then takes longer than anybody lives."""

WINDOW = 60.0


class WrongCodes:
    """A count over the last minute."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        """Start at none; `now` never goes back."""
        self._now = now
        self._times: deque[float] = deque(maxlen=MOST)
        self._lock = threading.Lock()

    def note(self) -> None:
        """Count one wrong code."""
        with self._lock:
            self._times.append(self._now())

    def too_many(self) -> bool:
        """Whether no code may be tried now, right or wrong."""
        with self._lock:
            return len(self._times) == MOST and self._now() - self._times[0] < WINDOW
