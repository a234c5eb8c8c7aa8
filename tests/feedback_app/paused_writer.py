"""Responses to store, and a writer that is held in the middle of its first batch, so that others must wait."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from feedback_app.privacy.codes import new_receipt
from feedback_app.responses import Response
from feedback_app.storage import Store
from feedback_app.storage import writer as store_writer

WAVE = "carer-views/2026-autumn"
WORDS = "my secret words"
LONGEST = 20.0
"""Seconds that a test waits before it gives up."""


def response() -> Response:
    """A new response to the sample's open wave, with words."""
    return Response(new_receipt(), WAVE, {"area": "north"}, {"change": WORDS})


@contextmanager
def held_writer(store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[list[int], Callable[[int], None]]]:
    """Hold the writer over one response while the block runs; give the sizes of batches, and a wait for a queue."""
    reached, go_on, batches = threading.Event(), threading.Event(), []
    store_batch, save_response = store._writer._store, store_writer.save_response

    def count(batch: list[store_writer._PendingResponse]) -> None:
        batches.append(len(batch))
        store_batch(batch)

    def hold(*given: object) -> object:
        reached.set()
        assert go_on.wait(LONGEST)
        return save_response(*given)  # type: ignore[arg-type]

    def wait_for(many: int) -> None:
        deadline = time.monotonic() + LONGEST
        while store._writer._queue.qsize() < many:
            assert time.monotonic() < deadline, f"{store._writer._queue.qsize()} wait, not {many}"
            time.sleep(0.005)

    monkeypatch.setattr(store._writer, "_store", count)
    monkeypatch.setattr(store_writer, "save_response", hold)
    first = Response(new_receipt(), WAVE, {"area": "north"})
    holder = threading.Thread(target=store.save, args=(first,))
    holder.start()
    assert reached.wait(LONGEST)
    try:
        yield batches, wait_for
    finally:
        go_on.set()
        holder.join()
