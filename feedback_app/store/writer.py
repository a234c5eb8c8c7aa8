"""The one thread that writes responses: it takes all that wait, stores them together, and only then answers."""

import logging
import os
import queue
import threading
import time
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotInTime
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine

from feedback_app.responses import Response
from feedback_app.store.engine import rewrite, transaction
from feedback_app.store.outcomes import Outcome, QueueFull, StoreUnavailable
from feedback_app.store.rows import save_response

LOG = logging.getLogger(__name__)
TOGETHER = 0.01
"""Seconds in which replies are gathered, to be stored together: that takes less than half as many trips to the disk."""
QUIET = 2.0
"""Seconds without a response after which the file is put in order."""
MOST_IN_ORDER = 64_000_000
"""Bytes above which that would keep people waiting; so many rows give away no order anyway."""
LONGEST_WAIT = 30.0
"""Seconds after which a waiting person is told to try again; the same receipt makes that safe."""


@dataclass(frozen=True)
class _Waiting:
    response: Response
    code_hmac: bytes | None
    outcome: "Future[Outcome]" = field(default_factory=Future)


class Writer:
    """A bounded queue and the thread behind it."""

    def __init__(self, path: Path, engine: Engine, room: int) -> None:
        """Start the thread; `room` responses may wait."""
        self._path, self._engine = path, engine
        self._in_order: tuple[int, int] | None = None
        self._queue: queue.Queue[_Waiting | None] = queue.Queue(maxsize=room)
        self._thread = threading.Thread(target=self._run, name="store writer", daemon=True)
        self._thread.start()

    def save(self, response: Response, code_hmac: bytes | None) -> Outcome:
        """Wait until the response is stored or refused; raises QueueFull or StoreUnavailable."""
        waiting = _Waiting(response, code_hmac)
        try:
            self._queue.put_nowait(waiting)
        except queue.Full:
            raise QueueFull from None
        try:
            return waiting.outcome.result(timeout=LONGEST_WAIT)
        except NotInTime:
            raise StoreUnavailable("the writer took too long") from None

    def stop(self) -> None:
        """Store what waits, then end."""
        self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        more, wrote = True, False
        while more:
            try:
                first = self._queue.get(timeout=QUIET)
            except queue.Empty:
                self._put_in_order()
                continue
            if first is None:
                break
            time.sleep(TOGETHER)
            batch, more = self._with_all_others(first)
            self._store(batch)
            wrote = True
        if wrote:
            self._put_in_order()

    def _put_in_order(self) -> None:
        """Take away the order in which rows were written, which stays to be seen in the file until then."""
        try:
            written = self._path.stat()
            if self._state(written) == self._in_order or written.st_size > MOST_IN_ORDER:
                return
            rewrite(self._path)
            self._in_order = self._state(self._path.stat())
        except (OSError, StoreUnavailable):
            LOG.warning("the store could not be put in order; it is tried again")

    def _state(self, file: os.stat_result) -> tuple[int, int]:
        return file.st_mtime_ns, file.st_size

    def _with_all_others(self, first: _Waiting) -> tuple[list[_Waiting], bool]:
        batch = [first]
        while True:
            try:
                following = self._queue.get_nowait()
            except queue.Empty:
                return batch, True
            if following is None:
                return batch, False
            batch.append(following)

    def _store(self, batch: list[_Waiting]) -> None:
        try:
            with transaction(self._engine) as connection:
                outcomes = [save_response(connection, each.response, each.code_hmac) for each in batch]
        except Exception as error:
            # Whatever happened, nobody was told "received", and the thread must live to store the next ones.
            kind = str(error) if isinstance(error, StoreUnavailable) else type(error).__name__
            LOG.error("responses could not be stored: %s", kind)  # noqa: TRY400 (a trace may hold what people wrote)
            for each in batch:
                each.outcome.set_exception(StoreUnavailable(kind))
            return
        for each, outcome in zip(batch, outcomes, strict=True):
            each.outcome.set_result(outcome)
