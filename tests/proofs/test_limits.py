"""Limits against the running server: who sends slowly, too much or too late keeps nobody else out, nor their memory.

The server has less patience here than it has: seconds become half a second, and 232 requests become a few.
"""

import socket
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest

from feedback_app.privacy.receipts import new_receipt
from feedback_app.web.headers import FORMS
from tests.conftest import Figure
from tests.product import Product
from tests.proofs.server import OPEN_LINK_ADDRESS, OPEN_LINK_ANSWERS, Answered, Client, hurried, sample_server

PATIENCE = 1.0
WITHIN = PATIENCE + 1.5
"""The server looks once a second at who has had their time."""
SLOW = 80
"""Ten times as many as there are threads."""


@pytest.fixture(scope="module")
def server(quick_place: Path) -> Iterator[Product]:
    made = hurried(sample_server(quick_place / "limits", 5), server__doorway__LONGEST_REQUEST=PATIENCE)
    made.start()
    yield made
    made.stop()


def request(body: bytes, *lines: str, length: int | None = None) -> bytes:
    head = [
        f"POST {OPEN_LINK_ADDRESS}send/ HTTP/1.1",
        "Host: localhost",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body) if length is None else length}",
        *lines,
    ]
    return "\r\n".join((*head, "", "")).encode() + body


def form(words: str, receipt: str) -> bytes:
    return urlencode([*OPEN_LINK_ANSWERS, ("answer-why", words), ("receipt", receipt)]).encode()


def hear(connection: socket.socket) -> Answered:
    """Everything until the other side closes."""
    said = b""
    while more := connection.recv(65_536):
        said += more
    head, _, body = said.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n") if head else ["HTTP/1.1 0"]
    return Answered(int(first.split()[1]), [tuple(line.split(": ", 1)) for line in lines], body)  # type: ignore[misc]


@contextmanager
def connected(server: Product) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
        yield connection


def drip(server: Product, said: list[tuple[float, Answered]]) -> None:
    """Send one byte after the other, never silent for long, and never done."""
    with connected(server) as connection:
        connection.sendall(request(b"", length=1000))
        began = time.monotonic()
        connection.settimeout(0.05)
        heard = b""
        while True:
            try:
                connection.sendall(b"x")
                more = connection.recv(65_536)
            except TimeoutError:
                continue
            except OSError:
                break
            if not more:
                break
            heard += more
        status = int(heard.split()[1]) if heard else 0
        said.append((time.monotonic() - began, Answered(status, [], heard)))


def test_who_sends_slowly_is_let_go_and_keeps_nobody_waiting(server: Product, figure: Figure) -> None:
    said: list[tuple[float, Answered]] = []
    senders = [threading.Thread(target=drip, args=(server, said)) for _ in range(SLOW)]
    for sender in senders:
        sender.start()
    time.sleep(PATIENCE / 3)
    began = time.monotonic()
    others = [Client(server.port).get("/withdraw/").status for _ in range(5)]
    waited = (time.monotonic() - began) / 5
    for sender in senders:
        sender.join()
    longest = max(seconds for seconds, _ in said)
    figure(
        f"limits: {SLOW} slow senders let go within {WITHIN:.1f} s of a limit of {PATIENCE:.0f} s (10 s in earnest), "
        f"and others wait under 1 s meanwhile"
    )
    assert others == [200] * 5
    assert waited < 1
    assert longest < WITHIN
    assert {answered.status for _, answered in said} == {408}


def test_who_says_nothing_hears_nothing(server: Product) -> None:
    with connected(server) as connection:
        assert hear(connection).status == 0


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (request(b"x" * 200_000), 413),
        (request(b"", length=10**14), 413),
        (request(b"0\r\n\r\n", "Transfer-Encoding: chunked"), 411),
        (b"MARKED nonsense\r\n\r\n", 400),
        (b"GET / HTTP/9.9\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nBad Name: b\r\n\r\n", 400),
        (request(b"", "Content-Length: 7"), 400),
        (b"GET / HTTP/1.1\r\nA: " + b"x" * 70_000, 400),
        (b"GET /" + b"x" * 9_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ],
)
def test_what_cannot_be_read_gets_a_page_of_ours_with_all_headers(server: Product, sent: bytes, status: int) -> None:
    with connected(server) as connection:
        connection.sendall(sent)
        answered = hear(connection)
    assert answered.status == status
    assert {name: dict(answered.headers)[name] for name in FORMS} == FORMS
    assert b"Fostering in Thistlemoor" in answered.body or b"<h1>" in answered.body


def test_a_request_in_pieces_and_two_in_one_piece_are_answered(server: Product) -> None:
    receipt = new_receipt()
    whole = request(form("in pieces", receipt))
    with connected(server) as connection:
        for start in range(0, len(whole), 100):
            connection.sendall(whole[start : start + 100])
            time.sleep(0.005)
        connection.sendall(
            b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\nGET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
        )
        said = hear(connection).body
    assert said.count(b"well\n") == 2
    assert len(server.rows("SELECT body FROM words WHERE body = 'in pieces'")) == 1


def test_past_what_may_be_held_the_one_who_began_first_is_let_go(quick_place: Path) -> None:
    server = hurried(sample_server(quick_place / "held", 8), server__doorway__MOST_HELD=250_000)
    server.start()
    try:
        with connected(server) as first, connected(server) as second, connected(server) as third:
            for begun in (first, second, third):
                begun.sendall(request(b"x", length=150_000))
            for more in (second, third, first):
                more.sendall(b"x" * 100_000)
            heard = hear(first).status
            second.settimeout(PATIENCE)
            with pytest.raises(TimeoutError):
                second.recv(1)
    finally:
        server.stop()
    assert heard == 408


def test_past_the_room_for_waiting_everybody_keeps_their_answers(quick_place: Path, figure: Figure) -> None:
    server = hurried(
        sample_server(quick_place / "full", 6),
        server__doorway__THREADS=2,
        server__serving__THREADS=2,
        server__doorway__ROOM=3,
    )
    server.start()
    try:
        refused, slowest, late = fill_up(server, 12)
    finally:
        server.stop()
    figure(f"limits: past the room for waiting, {len(refused)} of 12 get a 503 with their answers, each within 1 s")
    assert len(refused) == 12 - 5
    assert slowest < 1
    assert all(words.encode() in page.body and page.status == 503 for words, page in refused.items())
    assert late == 12


def fill_up(server: Product, people: int) -> tuple[dict[str, Answered], float, int]:
    """Let everybody send while nothing can be stored, then again: who was refused, how slowly, and how many got in."""
    refused, times = {}, []
    receipts = {f"words of number {number}": new_receipt() for number in range(people)}

    def send(words: str) -> None:
        began = time.monotonic()
        page = Client(server.port).post(
            f"{OPEN_LINK_ADDRESS}send/", [*OPEN_LINK_ANSWERS, ("answer-why", words), ("receipt", receipts[words])]
        )
        if not page.is_received:
            refused[words] = page
            times.append(time.monotonic() - began)

    with closing(sqlite3.connect(server.store, isolation_level=None)) as blocker:
        blocker.execute("BEGIN IMMEDIATE")
        senders = [threading.Thread(target=send, args=(words,)) for words in receipts]
        for sender in senders:
            sender.start()
        end = time.monotonic() + 3
        while len(refused) < people - 5 and time.monotonic() < end:
            time.sleep(0.01)
        blocker.execute("ROLLBACK")
    for sender in senders:
        sender.join()
    first = dict(refused)
    for words in first:
        send(words)
    return first, max(times[: len(first)]), len(server.rows("SELECT 1 FROM words"))
