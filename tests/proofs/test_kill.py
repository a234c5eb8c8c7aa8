"""P10: kill -9 at any moment under load; every reply that was acknowledged is there, once.

People send again with the same receipt until they are told "we have your answers", and one in five clicks twice. Half
of them answer by one-time code: a code that was used just before the kill must not be refused when they try again.

Several servers are killed side by side. Their stores are in memory, where the system keeps them as it keeps files
that it has not yet written to a disk: a kill takes a process away, and no computer. Set PROVE_KILLS_ON_DISK=yes to
have them on a disk.
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
from contextlib import contextmanager, suppress
from dataclasses import astuple, dataclass
from pathlib import Path

import pytest

from feedback_app.cli.serve_command import is_free
from feedback_app.privacy.codes import new_receipt
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

KILLS = int(os.environ.get("PROVE_KILLS", "30"))
ON_DISK = os.environ.get("PROVE_KILLS_ON_DISK") == "yes"
SERVERS = 3
PEOPLE = 6
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
def places(quick_place: Path, tmp_path: Path) -> list[Path]:
    """A folder for each server."""
    return [(tmp_path if ON_DISK else quick_place / "killed") / str(number) for number in range(SERVERS)]


@contextmanager
def started_again_and_again(place: Path, number: int) -> Iterator[tuple[Product, Restarts]]:
    """A server that runs, and that nothing is left of afterwards."""
    server = sample_server(place, number)
    restarts = Restarts(server)
    try:
        restarts.start()
        yield server, restarts
    finally:
        restarts.end()


def wait_for_the_moment(crowd: Crowd, number: int) -> None:
    """Let some be acknowledged, then a little more time, so that kills fall on every part of a submission."""
    end, enough = time.monotonic() + 10, len(crowd.so_far()) + 5 + number % 4
    while len(crowd.so_far()) < enough and time.monotonic() < end:
        time.sleep(0.002)
    time.sleep(number * 37 % 100 / 5000)


@dataclass(frozen=True)
class Count:
    """What became of one server's replies."""

    kills: int
    acknowledged: int
    lost: int
    doubled: int
    given_up: int
    codes_used_for_nothing: int


def kill_again_and_again(place: Path, number: int, kills: int) -> Count:
    """Kill a server under load, and look after each kill at what it had acknowledged."""
    with started_again_and_again(place, number) as (server, restarts):
        codes = server.command("codes", BY_CODE, str(min(50 * kills + 500, 10_000))).split()
        crowd, lost = Crowd(server.port, codes), 0
        crowd.arrives()
        for kill in range(kills):
            wait_for_the_moment(crowd, kill)
            restarts.kill()
            acknowledged = crowd.so_far()
            restarts.start()
            lost += len(missing(server, acknowledged))
            assert server.rows("PRAGMA integrity_check") == [("ok",)]
        crowd.leaves()
        lost += len(missing(server, crowd.acknowledged))
        keys, texts = stored(server)
        doubled = len(keys) - len(crowd.acknowledged) + sum(texts.values()) - len(texts)
        (used,) = server.rows("SELECT count(*) FROM invitation WHERE used")[0]
        (by_code,) = server.rows(f"SELECT count(*) FROM reply WHERE survey = '{BY_CODE}'")[0]  # noqa: S608 (our own name)
        for_nothing = int(str(used)) - int(str(by_code))
        return Count(kills, len(crowd.acknowledged), lost, doubled, len(crowd.given_up), for_nothing)


def test_kill_9_loses_and_doubles_nothing(places: list[Path], figure: Figure) -> None:
    shares = [KILLS // SERVERS + (number < KILLS % SERVERS) for number in range(SERVERS)]
    with ThreadPoolExecutor(SERVERS) as hands:
        counts = list(hands.map(kill_again_and_again, places, range(SERVERS), shares))
    kills, acknowledged, lost, doubled, given_up, for_nothing = (
        sum(each) for each in zip(*map(astuple, counts), strict=True)
    )
    figure(f"P10 kill -9: {kills} kills, {acknowledged:,} acknowledged, {lost} lost, {doubled} doubled")
    assert (kills, given_up, lost, doubled, for_nothing) == (KILLS, 0, 0, 0, 0)
    assert acknowledged >= 5 * KILLS


def test_the_count_notices_a_reply_that_is_lost_or_doubled(quick_place: Path) -> None:
    with started_again_and_again(quick_place / "counted", SERVERS) as (server, _):
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
