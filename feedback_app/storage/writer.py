"""The thread that writes responses: it takes all that wait, commits them together, and only then answers."""

import logging
import queue
import threading
import time
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Engine

from feedback_app.responses import QueueFull, Response, SaveOutcome, StoreUnavailable
from feedback_app.storage.engine import transaction, try_writing
from feedback_app.storage.file_times import ClockTicks, set_fixed_time_of_folder
from feedback_app.storage.key_order import KeyOrder
from feedback_app.storage.reply_rows import save_response
from feedback_app.storage.store_file import is_store

LOG = logging.getLogger(__name__)
BATCH_SECONDS = 0.01
"""Seconds in which replies are collected for one commit, which more than halves the writes to disk."""
IDLE_SECONDS = 2.0
"""Seconds without a response after which the file is put in order."""
MAX_UNORDERED_SECONDS = 10.0
"""Seconds after which it is put in order even though responses keep coming, in steps between batches."""
STEP_SECONDS = 0.25
"""Seconds between two such steps while somebody waits, so that a large file does not keep the thread from them."""
SAVE_TIMEOUT = 30.0
"""Seconds after which a waiting person is asked to try again. The same receipt makes that safe."""
STUCK_SECONDS = 30.0
"""Seconds without a turn of the thread after which it is taken to be stuck."""
_PAUSE = 0.2
"""Seconds that the thread pauses after an error, so that a permanent one does not keep the processor busy."""
STOP_SECONDS = 10.0
"""Seconds that a stop may spend on putting the file in order; the next start goes on."""


class Health(StrEnum):
    """The state of the writer, as `/healthz` prints it. No value says anything about a reply."""

    OK = "well"
    STOPPED = "the writer has stopped"
    STUCK = "the writer is stuck"
    REFUSING = "nothing can be stored"
    GONE = "the file of answers is not there"
    NO_STORE = "what stands in the place of the file of answers is none"
    DISK_FULL = "the disk is nearly full, and answers are refused"


@dataclass(frozen=True)
class _PendingResponse:
    response: Response
    code_hmac: bytes | None
    outcome: "Future[SaveOutcome]" = field(default_factory=Future)


class Writer:
    """A bounded queue and the thread behind it."""

    def __init__(self, path: Path, engine: Engine, max_queued: int) -> None:
        """Start the thread; `max_queued` responses may wait."""
        self._path, self._engine = path, engine
        self._order, self._ticks = KeyOrder(path), ClockTicks()
        self._queue: queue.Queue[_PendingResponse | None] = queue.Queue(maxsize=max_queued)
        self._batch: list[_PendingResponse] = []
        self._last_turn = time.monotonic()
        self._is_refusing = False
        self._checked_state: tuple[int, ...] = ()
        self._written: float | None = None
        self._last_step = -STEP_SECONDS
        self._last_warning = ""
        self._thread = threading.Thread(target=self._run, name="store writer", daemon=True)
        self._thread.start()

    def save(self, response: Response, code_hmac: bytes | None) -> SaveOutcome:
        """Wait until the response is stored or refused; raises QueueFull or StoreUnavailable."""
        waiting = _PendingResponse(response, code_hmac)
        try:
            self._queue.put_nowait(waiting)
        except queue.Full:
            raise QueueFull from None
        try:
            return waiting.outcome.result(timeout=SAVE_TIMEOUT)
        except FutureTimeout:
            raise StoreUnavailable("the writer took too long") from None

    def health(self) -> Health:
        """Whether responses are being stored."""
        now = time.monotonic()
        if not self._thread.is_alive():
            return Health.STOPPED
        if now - self._last_turn > STUCK_SECONDS:
            return Health.STUCK
        file = self._health_of_file()
        return Health.REFUSING if file is Health.OK and self._is_refusing else file

    def _health_of_file(self) -> Health:
        """Whether the file is a store; it is only opened when it is another one or was written since the last look."""
        try:
            file_stat = self._path.stat()
        except OSError:
            return Health.GONE
        file_state = (file_stat.st_dev, file_stat.st_ino, file_stat.st_size, file_stat.st_mtime_ns)
        if file_state != self._checked_state:
            if not is_store(self._path):
                return Health.NO_STORE
            self._checked_state = file_state
        return Health.OK

    def stop(self) -> None:
        """Store what waits, then end."""
        self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        """Write batches until stopped. No error in one of them ends the thread."""
        while True:
            try:
                if not self._write_batch():
                    break
            except BaseException as error:
                LOG.error("the writer failed and goes on: %s", type(error).__name__)  # noqa: TRY400 (as below)
                self._refuse(type(error).__name__)
                time.sleep(_PAUSE)
        self._end()

    def _write_batch(self) -> bool:
        """Store what waits, or use a quiet moment; whether to go on."""
        self._last_turn = time.monotonic()
        try:
            first = self._queue.get(timeout=IDLE_SECONDS)
        except queue.Empty:
            self._use_idle_moment()
            return True
        if first is None:
            return False
        self._batch = [first]
        time.sleep(BATCH_SECONDS)
        more = self._drain_queue()
        self._store(self._batch)
        if self._is_late():
            self._order_beside_responses()
        return more

    def _is_late(self) -> bool:
        return self._written is not None and time.monotonic() - self._written > MAX_UNORDERED_SECONDS

    def _order_beside_responses(self) -> None:
        """Go on while nobody waits; where somebody always does, take a step now and then."""
        if not self._queue.empty() and time.monotonic() - self._last_step < STEP_SECONDS:
            return
        more = self._put_in_order_until_somebody_waits()
        self._last_step = time.monotonic()
        if not more and self._written is not None:
            self._written = self._last_step

    def _put_in_order_until_somebody_waits(self) -> bool:
        """Take at least one step; whether more is to do."""
        while more := self._put_in_order():
            if not self._queue.empty():
                break
            self._last_turn = time.monotonic()
        return more

    def _use_idle_moment(self) -> None:
        self._put_in_order_until_somebody_waits()
        if self._ticks.has_passed():
            self._order.set_times()
        if self._is_refusing:
            self._probe_store()

    def _probe_store(self) -> None:
        """After a failure, try to write, so that it is not somebody's answers that find out."""
        if is_store(self._path):
            with suppress(StoreUnavailable):
                try_writing(self._path)
                self._is_refusing = False

    def _end(self) -> None:
        last = time.monotonic() + STOP_SECONDS
        try:
            while self._written is not None and self._put_in_order() and time.monotonic() < last:
                self._last_turn = time.monotonic()
            self._order.abandon()
        except Exception as error:
            LOG.error("the writer could not end well: %s", type(error).__name__)  # noqa: TRY400 (as below)
        set_fixed_time_of_folder(self._path)

    def _put_in_order(self) -> bool:
        """Take a step to hide the order in which rows were written, which shows until then; whether more is to do."""
        try:
            self._check_file()
            more = self._order.step()
            if self._order.is_kept():
                self._written, self._last_warning = None, ""
        except (OSError, StoreUnavailable) as error:
            words = str(error) if isinstance(error, StoreUnavailable) else type(error).__name__
            if words != self._last_warning:  # once, not every few seconds
                LOG.warning("the store could not be put in order and is tried again: %s", words)
            self._last_warning = words
            return False
        return more

    def _check_file(self) -> None:
        """Raise StoreUnavailable where something else is in the store's place: it would be written anew."""
        if self._health_of_file() is Health.NO_STORE:
            raise StoreUnavailable(Health.NO_STORE)

    def _drain_queue(self) -> bool:
        while True:
            try:
                following = self._queue.get_nowait()
            except queue.Empty:
                return True
            if following is None:
                return False
            self._batch.append(following)

    def _store(self, batch: list[_PendingResponse]) -> None:
        try:
            with transaction(self._engine) as connection:
                outcomes = [save_response(connection, pending.response, pending.code_hmac) for pending in batch]
        except Exception as error:
            # Nobody has been answered "received", and the thread must go on to store the next responses.
            kind = str(error) if isinstance(error, StoreUnavailable) else type(error).__name__
            LOG.error("responses could not be stored: %s", kind)  # noqa: TRY400 (a trace may hold what people wrote)
            self._refuse(kind)
            return
        self._is_refusing = False
        self._written = self._written or time.monotonic()
        for pending, outcome in zip(batch, outcomes, strict=True):
            pending.outcome.set_result(outcome)

    def _refuse(self, kind: str) -> None:
        """Answer everybody in the batch who waits that nothing was stored."""
        self._is_refusing = True
        for pending in self._batch:
            if not pending.outcome.done():
                pending.outcome.set_exception(StoreUnavailable(kind))
