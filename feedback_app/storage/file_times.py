"""The times that the disk keeps of the store's files, set so that they do not tell when somebody answered."""

import os
import time
from contextlib import suppress
from pathlib import Path

FIXED = 946_684_800_000_000_000
"""Midnight of 1 January 2000 UTC, in nanoseconds: what every file of the store shows as its time."""
TICK_SECONDS = 300.0
"""Seconds between two marks of the clock at which the times are set again, whether or not anybody answered.

No program can set the time at which a file's times were last set. With the marks it tells of an answer only when
somebody looks before the next mark.
"""


def set_fixed_times(store: Path) -> None:
    """Give the store, the files beside it and their folder the fixed time, as far as we may.

    Whoever calls this knows that the store is in order: its time says so.
    """
    for path in (store, *(store.with_name(f"{store.name}{end}") for end in ("-wal", "-shm"))):
        _set(path)
    set_fixed_time_of_folder(store)


def set_fixed_time_of_folder(store: Path) -> None:
    """Give the fixed time to the folder, whose own time changes whenever a log is made or removed in it."""
    _set(store.parent)


def _set(path: Path) -> None:
    with suppress(OSError):
        os.utime(path, ns=(FIXED, FIXED))


def shows_fixed_time(store: Path) -> bool:
    """Whether nothing was written to the store since its time was set; raises OSError when it is not there."""
    return store.stat().st_mtime_ns == FIXED


class ClockTicks:
    """Notices each mark of the clock once."""

    def __init__(self) -> None:
        """The first mark is the next one."""
        self._last = _tick()

    def has_passed(self) -> bool:
        """Whether a mark has passed since this was last asked."""
        now = _tick()
        has_passed, self._last = now != self._last, now
        return has_passed


def _tick() -> int:
    return int(time.time() // TICK_SECONDS)
