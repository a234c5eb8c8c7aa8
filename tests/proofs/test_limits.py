"""Limits against the running server: who sends slowly, too much or too late keeps nobody else out, nor their memory.

The server has less patience here than it has: ten seconds become one, and 208 requests become a few.
"""

import socket
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

import pytest

from feedback_app.privacy.codes import new_receipt
from feedback_app.web.http_security import FORM_HEADERS
from tests.conftest import Figure
from tests.product import Product
from tests.proofs.server import OPEN_LINK_ADDRESS, OPEN_LINK_ANSWERS, Answered, Client, hurried, sample_server

SLOW = 80
"""Ten times as many as are answered at once."""


@pytest.fixture(scope="module")
def server(quick_place: Path) -> Iterator[Product]:
    made = hurried(sample_server(quick_place / "limits", 5), server__server__CHANNEL_TIMEOUT=1)
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


def fields(words: str, receipt: str) -> list[tuple[str, str]]:
    return [*OPEN_LINK_ANSWERS, ("answer-why", words), ("receipt", receipt)]


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


def drip(server: Product, begun: threading.Semaphore, enough: threading.Event, heard: list[bytes]) -> None:
    """Send one byte after the other, never silent for long and never done, until `enough`."""
    with connected(server) as connection:
        connection.sendall(request(b"", length=100_000))
        begun.release()
        while not enough.wait(0.05):
            connection.sendall(b"x")
        connection.settimeout(0)
        with suppress(BlockingIOError):
            heard.append(connection.recv(65_536))


def test_who_sends_slowly_keeps_nobody_waiting(server: Product, figure: Figure) -> None:
    begun, enough, heard = threading.Semaphore(0), threading.Event(), list[bytes]()
    senders = [threading.Thread(target=drip, args=(server, begun, enough, heard)) for _ in range(SLOW)]
    for sender in senders:
        sender.start()
    for _ in senders:
        begun.acquire()
    others = [Client(server.port).get("/withdraw/").status for _ in range(5)]
    enough.set()
    for sender in senders:
        sender.join()
    assert others == [200] * 5
    assert heard == [], "slow senders were answered before they were done"
    figure(f"limits: others are answered while {SLOW} people are in the middle of sending")


def test_who_goes_silent_in_the_middle_is_let_go(server: Product) -> None:
    with connected(server) as connection:
        connection.sendall(request(b"", length=1000))
        assert hear(connection).status == 0


def test_idle_connection_gets_no_response(server: Product) -> None:
    with connected(server) as connection:
        assert hear(connection).status == 0


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (request(b"", length=10**14), 413),
        (b"MARKED\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nBad Name: b\r\n\r\n", 400),
        (request(b"", "Content-Length: 7"), 400),
        (request(b"", "Transfer-Encoding: gzip"), 501),
        ((b"GET / HTTP/1.1\r\nA: ").ljust(64 * 1024, b"x"), 431),
    ],
)
def test_what_no_browser_sends_is_refused_in_plain_text(server: Product, sent: bytes, status: int) -> None:
    with connected(server) as connection:
        connection.sendall(sent)
        answered = hear(connection)
    assert answered.status == status
    assert dict(answered.headers)["Content-Type"].startswith("text/plain")
    assert b"MARKED" not in answered.body


@pytest.mark.parametrize(
    "sent", [b"GET http://[MARKED]/ HTTP/1.1\r\nHost: a\r\n\r\n", b"MARKED http://[MARKED/ HTTP/1.1\r\n\r\n"]
)
def test_a_request_that_waitress_trips_over_is_not_written_down(server: Product, sent: bytes) -> None:
    sender = "127.77.3.4"
    with socket.create_connection(("127.0.0.1", server.port), timeout=20, source_address=(sender, 0)) as connection:
        connection.sendall(sent)
        hear(connection)
    log = (server.place / "server.log").read_text()
    assert "a request could not be handled (ValueError)" in log
    assert "MARKED" not in log
    assert sender not in log


def test_a_form_that_is_too_long_gets_a_page_of_ours_with_all_headers(server: Product) -> None:
    with connected(server) as connection:
        connection.sendall(request(b"x" * 200_000, "Connection: close"))
        answered = hear(connection)
    assert answered.status == 413
    assert {name: dict(answered.headers)[name] for name in FORM_HEADERS} == FORM_HEADERS
    assert b"Your answers are too long to send" in answered.body


def test_a_request_in_pieces_and_two_in_one_piece_are_answered(server: Product) -> None:
    receipt = new_receipt()
    whole = request(urlencode(fields("in pieces", receipt)).encode())
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


@contextmanager
def never_read(place: Path, number: int, **numbers: int) -> Iterator[tuple[Product, list[socket.socket]]]:
    """A server and four connections that ask it for far more than a system keeps for them, and read nothing."""
    server = hurried(
        sample_server(place, number), **{f"server__server__{name}": each for name, each in numbers.items()}
    )
    (server.site / "large.txt").write_bytes(bytes(1_000_000))
    server.start()
    try:
        with ExitStack() as stack:
            asking = [stack.enter_context(connected(server)) for _ in range(4)]
            for each in asking:
                each.sendall(b"GET /large.txt HTTP/1.1\r\n\r\n" * 200)
            yield server, asking
    finally:
        server.stop()


def test_who_never_reads_an_answer_keeps_no_thread(quick_place: Path) -> None:
    with never_read(
        quick_place / "unread",
        9,
        CHANNEL_TIMEOUT=60,
        MAX_CONCURRENT_REQUESTS=4,
        MAX_WAITING_REQUESTS=0,
        SPARE_THREADS=0,
    ) as (server, _):
        # Of each of the four one request is handled between two of these, and long before the last none of them can be
        # written to any more.
        assert {Client(server.port).get("/withdraw/").status for _ in range(100)} == {200}


def test_who_never_reads_an_answer_is_let_go(quick_place: Path) -> None:
    with never_read(quick_place / "let-go", 10, CHANNEL_TIMEOUT=1) as (_, asking):
        for each in asking:
            wait_until(partial(is_let_go, each))


def is_let_go(connection: socket.socket) -> bool:
    """Whether the other side has closed the connection, found out without reading what it sent before."""
    try:
        connection.send(b"x")
    except OSError:
        return True
    return False


def test_past_the_most_connections_a_newcomer_waits_until_a_silent_one_is_let_go(quick_place: Path) -> None:
    # Of these two are the port's own.
    silent = 8
    server = hurried(
        sample_server(quick_place / "held", 8),
        server__server__MAX_CONNECTIONS=silent + 2,
        server__server__CHANNEL_TIMEOUT=1,
    )
    server.start()
    try:
        with ExitStack() as stack:
            begun = [stack.enter_context(connected(server)) for _ in range(2 * silent)]
            for each in begun:
                each.sendall(request(b"x", length=1000))
            assert Client(server.port).get("/withdraw/").status == 200
            assert {hear(each).status for each in begun} == {0}
    finally:
        server.stop()


def test_past_the_room_for_waiting_everybody_keeps_their_answers(quick_place: Path, figure: Figure) -> None:
    server = hurried(
        sample_server(quick_place / "full", 6),
        server__server__MAX_CONCURRENT_REQUESTS=2,
        server__server__MAX_WAITING_REQUESTS=3,
    )
    server.start()
    try:
        refused, stored = refused_and_stored(server, 12, room=5)
    finally:
        server.stop()
    figure(f"limits: past the room for waiting, {len(refused)} of 12 get a 503 with their answers, before others do")
    assert len(refused) == 12 - 5
    assert all(words.encode() in page.body and page.status == 503 for words, page in refused.items())
    assert stored == 12


def refused_and_stored(server: Product, people: int, room: int) -> tuple[dict[str, Answered], int]:
    """Let everybody send while nothing can be stored, then the refused again: who was refused, and how many got in."""
    refused: dict[str, Answered] = {}
    receipts = {f"words of number {number}": new_receipt() for number in range(people)}

    def send(words: str) -> None:
        page = Client(server.port).post(f"{OPEN_LINK_ADDRESS}send/", fields(words, receipts[words]))
        if not page.is_received:
            refused[words] = page

    with nothing_stored(server):
        senders = [threading.Thread(target=send, args=(words,)) for words in receipts]
        for sender in senders:
            sender.start()
        wait_until(lambda: len(refused) >= people - room)
    for sender in senders:
        sender.join()
    first = dict(refused)
    for words in first:
        send(words)
    return first, len(server.rows("SELECT 1 FROM words"))


def test_whoever_is_being_answered_when_the_server_is_stopped_still_is(quick_place: Path) -> None:
    server = hurried(
        sample_server(quick_place / "stopped", 7),
        server__server__MAX_CONCURRENT_REQUESTS=1,
        server__server__MAX_WAITING_REQUESTS=0,
    )
    server.start()
    process = server.process
    assert process is not None
    receipt, heard = new_receipt(), list[Answered]()

    def send() -> None:
        while not (heard and heard[-1].is_received):
            heard.append(Client(server.port).post(f"{OPEN_LINK_ADDRESS}send/", fields("the last words", receipt)))

    # Where it is refused because somebody else is inside, it sends again; where nobody answers any more, it fails.
    sender = threading.Thread(target=send, daemon=True)
    try:
        with nothing_stored(server):
            sender.start()
            # It is inside as soon as nobody else is let in.
            wait_until(lambda: Client(server.port).get("/withdraw/").status == 503)
            process.terminate()
        sender.join()
        assert process.wait() == 0
    finally:
        process.kill()
    assert heard[-1].is_received
    assert len(server.rows("SELECT 1 FROM words WHERE body = 'the last words'")) == 1


@contextmanager
def nothing_stored(server: Product) -> Iterator[None]:
    """Keep the store's file for ourselves, so that whoever is answered waits."""
    with closing(sqlite3.connect(server.store, isolation_level=None)) as blocker:
        blocker.execute("BEGIN IMMEDIATE")
        yield
        blocker.execute("ROLLBACK")


def wait_until(is_so: Callable[[], bool]) -> None:
    """Ask again and again, and fail where it never becomes so."""
    end = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.01)
