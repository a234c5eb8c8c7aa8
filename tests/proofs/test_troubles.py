"""P12: locked, missing, read-only, corrupt, full: nothing acknowledged is lost, nobody loses what they wrote.

People go on sending all the time. Whoever is refused gets a page with status 503 that holds every answer, and sends
that again. As soon as the trouble is over, somebody is told "received" within a second.
"""

import hashlib
import http.client
import os
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from feedback_app.privacy.codes import new_receipt
from tests.conftest import Figure
from tests.product import Product
from tests.proofs.server import (
    BY_CODE,
    BY_CODE_ADDRESS,
    BY_CODE_ANSWERS,
    OPEN_LINK_ADDRESS,
    OPEN_LINK_ANSWERS,
    Answered,
    Client,
    hurried,
    sample_server,
)
from tests.proofs.troubles import corrupt, full_disk, locked, missing, read_only, small_disk

LONG = float(os.environ.get("PROVE_TROUBLE_SECONDS", "2"))
PEOPLE = 6
AT_MOST = 1.0
"""Seconds from the end of a trouble to the first reply that is stored."""
TIMES = 3
"""So often a trouble is tried: a flipped byte may be written over before anybody has met it."""


class People:
    """Some who answer all the time, half of them by code, and note what they were told."""

    def __init__(self, server: Product, codes: list[str]) -> None:
        """Nobody sends yet."""
        self._server, self._client, self._codes = server, Client(server.port), codes
        self._lock, self._leaving = threading.Lock(), threading.Event()
        self.acknowledged: list[tuple[float, str]] = []
        self.refused: list[tuple[float, int]] = []
        self.bad: list[str] = []
        self._threads = [threading.Thread(target=self._answer, args=(number,)) for number in range(PEOPLE)]

    def __enter__(self) -> "People":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._leaving.set()
        for thread in self._threads:
            thread.join(60)

    def wait_for_more(self, many: int) -> None:
        """Wait until so many more were told "received"."""
        enough, end = len(self.acknowledged) + many, time.monotonic() + 30
        while len(self.acknowledged) < enough:
            assert time.monotonic() < end, f"only {len(self.acknowledged)} received; {Counter(self.bad)}"
            time.sleep(0.005)

    def somebody_is_refused(self, before: int) -> bool:
        """Wait a while until more than so many were refused; whether they were."""
        end = time.monotonic() + 3
        while len(self.refused) <= before and time.monotonic() < end:
            time.sleep(0.005)
        return len(self.refused) > before

    def _answer(self, number: int) -> None:
        while not self._leaving.is_set():
            receipt, words = new_receipt(), f"person {number} says {time.monotonic_ns()}"
            with self._lock:
                code = self._codes.pop() if number % 2 and self._codes else None
            own = [("receipt", receipt)]
            if code:
                path, fields = BY_CODE_ADDRESS, [*BY_CODE_ANSWERS, ("answer-change", words), *own, ("code", code)]
            else:
                path, fields = OPEN_LINK_ADDRESS, [*OPEN_LINK_ANSWERS, ("answer-why", words), *own]
            while not self._send(f"{path}send/", fields, receipt) and not self._leaving.is_set():
                time.sleep(0.02)

    def _send(self, path: str, fields: list[tuple[str, str]], receipt: str) -> bool:
        try:
            page = self._client.post(path, fields)
        except (OSError, http.client.HTTPException) as fault:
            self.bad.append(f"no page: {type(fault).__name__}")
            return False
        now = time.monotonic()
        if page.is_received:
            self.acknowledged.append((now, receipt))
            return True
        self.refused.append((now, page.status))
        self._check(page, fields)
        return False

    def _check(self, page: Answered, fields: list[tuple[str, str]]) -> None:
        """A refusal must be a 503 with every answer in it."""
        if page.status != 503:
            self.bad.append(f"status {page.status}")
        for name, value in fields:
            if f'name="{name}" value="{value}"'.encode() not in page.body:
                self.bad.append(f"the page lost {name}")


@pytest.fixture(scope="module")
def disk(quick_place: Path) -> Iterator[tuple[Path, bool]]:
    """Where the server keeps its files, and whether that is a small disk of its own."""
    place = quick_place / "troubled"
    with small_disk(place / "kept") as own:
        yield place, own


@pytest.fixture(scope="module")
def server(disk: tuple[Path, bool]) -> Iterator[Product]:
    made = hurried(
        sample_server(disk[0], 8),
        storage__engine__PRAGMAS=["PRAGMA busy_timeout=300"],
        web__rate_limits__MIN_FREE_SHARE=0.02,
        web__rate_limits__MIN_FREE_BYTES=60_000,
    )
    # A disk on which a file is open for writing cannot be made read-only.
    (made.place / "server.log").symlink_to(disk[0] / "server.log")
    made.start()
    yield made
    made.stop()


def troubles(own_disk: bool) -> dict[str, Callable[[Product], AbstractContextManager[None]]]:  # noqa: FBT001
    return {
        "locked": lambda server: locked(server, LONG),
        "missing": lambda server: missing(server, LONG / 2),
        "read-only": lambda server: read_only(server, LONG / 2, own_disk=own_disk),
        "corrupt (first byte of the file)": lambda server: corrupt(server, LONG / 2),
        "corrupt (first byte of the replies)": lambda server: corrupt(server, LONG / 2, table="reply"),
        "full": lambda server: full_disk(server, LONG / 2, own_disk=own_disk),
    }


def _in_trouble(
    server: Product, people: People, name: str, trouble: Callable[[Product], AbstractContextManager[None]]
) -> float:
    """Let a trouble begin and end, so that somebody meets it; when it was over."""
    before = len(people.refused)
    for _ in range(TIMES):
        with trouble(server):
            met = people.somebody_is_refused(before)
        if met:
            return time.monotonic()
    raise AssertionError(f"{name}: nobody was refused")


def test_no_trouble_loses_a_reply_or_anybodys_words(server: Product, disk: tuple[Path, bool], figure: Figure) -> None:
    codes = server.command("codes", BY_CODE, "2000").split()
    slowest, tried = 0.0, []
    with People(server, codes) as people:
        for name, trouble in troubles(disk[1]).items():
            if name == "read-only" and not disk[1] and os.geteuid() == 0:
                continue  # whoever may do everything is not stopped by a file's mode
            people.wait_for_more(10)
            over = _in_trouble(server, people, name, trouble)
            people.wait_for_more(10)
            recovered = min(at for at, _ in people.acknowledged if at >= over) - over
            slowest = max(slowest, recovered)
            tried.append(name)
            assert recovered <= AT_MOST, f"{name}: {recovered:.2f} s until the first reply"
    stored = {bytes(key) for (key,) in server.rows("SELECT receipt_hash FROM reply")}  # type: ignore[call-overload]
    lost = [
        receipt
        for _, receipt in people.acknowledged
        if hashlib.sha256(f"reply\n{receipt}".encode()).digest() not in stored
    ]
    how = "a disk of 3 MB of its own" if disk[1] else "a limit on the size of files"
    figure(
        f"P12 {', '.join(tried)} ({how}): {len(people.acknowledged):,} acknowledged, {len(lost)} lost; "
        f"{len(people.refused):,} refused, all with a 503 that holds every answer; "
        f"received again after {slowest:.2f} s at most"
    )
    assert lost == []
    assert Counter(people.bad) == {}
    assert server.rows("PRAGMA integrity_check") == [("ok",)]
    assert slowest <= AT_MOST
