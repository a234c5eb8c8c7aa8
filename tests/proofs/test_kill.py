"""P10: kill -9 at any moment under load; every reply that was acknowledged is there, once.

People send again with the same receipt until they are told "we have your answers", and one in five clicks twice. Half
of them answer by one-time code: a code that was used just before the kill must not be refused when they try again.
"""

import hashlib
import http.client
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from feedback_app.receipts import new_receipt
from feedback_app.serve_command import is_free
from tests.conftest import Figure
from tests.product import Product
from tests.proofs.server import (
    BY_CODE,
    BY_CODE_ADDRESS,
    BY_CODE_ANSWERS,
    OPEN_LINK_ADDRESS,
    OPEN_LINK_ANSWERS,
    Client,
    sample_server,
)

KILLS = int(os.environ.get("HANDBOOK_KILLS", "60"))
PEOPLE = 6
CODES = 50 * KILLS + 500
LAST_PATIENCE = 120.0

Sent = tuple[str, list[tuple[str, str]]]
"""An address and the fields sent to it."""


class Crowd:
    """People who answer one after the other, each until the server says that it has the answers."""

    def __init__(self, port: int, codes: list[str]) -> None:
        """Codes are shared: each is given to one person."""
        self._client = Client(port)
        self._codes = codes
        self._lock = threading.Lock()
        self._leaving = threading.Event()
        self._number = 0
        self.acknowledged: dict[str, str] = {}
        """The words of each acknowledged reply, by receipt."""
        self.given_up: list[str] = []
        self._people = [threading.Thread(target=self._answers, daemon=True) for _ in range(PEOPLE)]

    def arrives(self) -> None:
        """Everybody begins."""
        for person in self._people:
            person.start()

    def leaves(self) -> None:
        """Nobody begins anew; who is sending goes on until the server has the answers."""
        self._leaving.set()
        for person in self._people:
            person.join(LAST_PATIENCE)
        assert not any(person.is_alive() for person in self._people)

    def so_far(self) -> dict[str, str]:
        """What was acknowledged until now."""
        with self._lock:
            return dict(self.acknowledged)

    def _answers(self) -> None:
        with ThreadPoolExecutor(2) as fingers:
            while not self._leaving.is_set():
                self._answers_once(fingers)

    def _answers_once(self, fingers: ThreadPoolExecutor) -> None:
        with self._lock:
            self._number += 1
            number = self._number
            code = self._codes.pop() if number % 2 and self._codes else None
        receipt, words = new_receipt(), f"reason number {number:07d}"
        send = self._by_code(receipt, words, code) if code else self._by_link(receipt, words)
        clicks = 2 if number % 5 == 0 else 1
        end = time.monotonic() + LAST_PATIENCE
        while not self._clicks(fingers, clicks, send):
            if time.monotonic() > end:
                self.given_up.append(receipt)
                return
            time.sleep(0.02)
        with self._lock:
            self.acknowledged[receipt] = words

    def _by_code(self, receipt: str, words: str, code: str) -> Sent:
        own = [("answer-change", words), ("receipt", receipt), ("code", code)]
        return f"{BY_CODE_ADDRESS}send/", [*BY_CODE_ANSWERS, *own]

    def _by_link(self, receipt: str, words: str) -> Sent:
        return f"{OPEN_LINK_ADDRESS}send/", [*OPEN_LINK_ANSWERS, ("answer-why", words), ("receipt", receipt)]

    def _clicks(self, fingers: ThreadPoolExecutor, clicks: int, send: Sent) -> bool:
        clicked = [fingers.submit(self._is_received, *send) for _ in range(clicks)]
        # Every click is waited for: a second one that is still under way belongs to the same reply.
        return any([click.result() for click in clicked])  # noqa: C419

    def _is_received(self, path: str, fields: list[tuple[str, str]]) -> bool:
        try:
            return self._client.post(path, fields).is_received
        except (OSError, http.client.HTTPException):
            return False


def stored(server: Product) -> tuple[set[bytes], Counter[str]]:
    """The keys of the replies, and how often each text is there."""
    keys = {bytes(row[0]) for row in server.rows("SELECT receipt_hash FROM reply")}  # type: ignore[call-overload]
    return keys, Counter(str(row[0]) for row in server.rows("SELECT body FROM words"))


def missing(server: Product, acknowledged: dict[str, str]) -> list[str]:
    """Receipts that were acknowledged and whose reply or words are not in the store."""
    keys, texts = stored(server)
    return [
        receipt
        for receipt, words in acknowledged.items()
        if hashlib.sha256(f"reply\n{receipt}".encode()).digest() not in keys or not texts[words]
    ]


class Restarts:
    """The server, started and killed as a whole."""

    def __init__(self, server: Product) -> None:
        """Have the launcher ready; nothing serves yet."""
        with (server.place / "server.log").open("ab") as log:
            self._launcher = subprocess.Popen(
                [sys.executable, "-m", "tests.proofs.launcher"],
                env=server.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        self._server = server
        self._process = 0

    def start(self) -> None:
        """Start the server and wait until it answers."""
        self._says(f"{self._server.port}\n")
        self._process = int(self._hears())
        end, client = time.monotonic() + LAST_PATIENCE, Client(self._server.port)
        while time.monotonic() < end:
            with suppress(OSError, http.client.HTTPException):
                if client.get("/healthz").status == 200:
                    return
            time.sleep(0.02)
        raise AssertionError((self._server.place / "server.log").read_text())

    def kill(self) -> None:
        """Kill -9 every process of the server; none holds the port any more when this returns."""
        os.killpg(self._process, signal.SIGKILL)
        assert self._hears() == "ended"
        self._process = 0
        # The launcher hears of the first process only; the others die in their own time.
        while not is_free(self._server.port):
            time.sleep(0.005)

    def end(self) -> None:
        """Leave nothing running."""
        if self._process:
            self.kill()
        self._launcher.communicate()

    def _says(self, line: str) -> None:
        assert self._launcher.stdin is not None
        self._launcher.stdin.write(line)
        self._launcher.stdin.flush()

    def _hears(self) -> str:
        assert self._launcher.stdout is not None
        return self._launcher.stdout.readline().strip()


@pytest.fixture
def server(tmp_path: Path) -> Product:
    return sample_server(tmp_path)


@pytest.fixture
def restarts(server: Product) -> Iterator[Restarts]:
    made = Restarts(server)
    yield made
    made.end()


def wait_for_the_moment(crowd: Crowd, number: int) -> None:
    """Let some be acknowledged, then a little more time, so that kills fall on every part of a submission."""
    end, enough = time.monotonic() + 10, len(crowd.so_far()) + 5 + number % 4
    while len(crowd.so_far()) < enough and time.monotonic() < end:
        time.sleep(0.002)
    time.sleep(number * 37 % 100 / 5000)


def test_kill_9_loses_and_doubles_nothing(server: Product, restarts: Restarts, figure: Figure) -> None:
    codes = server.command("codes", BY_CODE, str(min(CODES, 10_000))).split()
    crowd, lost = Crowd(server.port, codes), 0
    restarts.start()
    crowd.arrives()
    for number in range(KILLS):
        wait_for_the_moment(crowd, number)
        restarts.kill()
        acknowledged = crowd.so_far()
        restarts.start()
        lost += len(missing(server, acknowledged))
        assert server.rows("PRAGMA integrity_check") == [("ok",)]
    crowd.leaves()
    lost += len(missing(server, crowd.acknowledged))
    keys, texts = stored(server)
    doubled = len(keys) - len(crowd.acknowledged) + sum(texts.values()) - len(texts)
    figure(f"P10 kill -9: {KILLS} kills, {len(crowd.acknowledged):,} acknowledged, {lost} lost, {doubled} doubled")
    assert (crowd.given_up, lost, doubled) == ([], 0, 0)
    assert len(crowd.acknowledged) >= 5 * KILLS
    used = server.rows("SELECT count(*) FROM invitation WHERE used")[0][0]
    by_code = server.rows(f"SELECT count(*) FROM reply WHERE survey = '{BY_CODE}'")[0][0]  # noqa: S608 (our own name)
    assert used == by_code


def test_the_count_notices_a_reply_that_is_lost_or_doubled(server: Product, restarts: Restarts) -> None:
    restarts.start()
    crowd = Crowd(server.port, [])
    crowd.arrives()
    time.sleep(0.5)
    crowd.leaves()
    assert missing(server, crowd.acknowledged) == []
    assert missing(server, crowd.acknowledged | {new_receipt(): "never sent"}) != []
    receipt, words = next(iter(crowd.acknowledged.items()))
    assert missing(server, {receipt: f"{words}, and more"}) == [receipt]
    twice = Client(server.port).post(
        f"{OPEN_LINK_ADDRESS}send/", [*OPEN_LINK_ANSWERS, ("answer-why", words), ("receipt", new_receipt())]
    )
    assert twice.is_received
    keys, texts = stored(server)
    assert len(keys) - len(crowd.acknowledged) == 1
    assert sum(texts.values()) - len(texts) == 1
