"""The door of the server: a request takes a thread only when all of it is there, and only while there is room.

Whoever sends slowly, too much or too late is answered from here, so that nobody can keep others out by sending badly.
"""

import selectors
import time
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from socket import SHUT_WR
from typing import Any

from gunicorn.http.errors import ParseException
from gunicorn.workers.gthread import ThreadWorker

from feedback_app.server.gathering import Arrived, Gathering

THREADS = 8
"""Threads that answer. Each one at work takes the processor from the door: at ten times the load 32 stored 395 replies
a second and 8 stored 335, but with 32 whoever was turned away waited 166 ms (p99), not 23."""
ROOM = 200
"""Requests that may wait for a thread; whoever comes later is told at once to try again."""
LONGEST_REQUEST = 10.0
"""Seconds in which a whole request must arrive."""
LONGEST_GOODBYE = 5.0
"""Seconds in which somebody may still send what is thrown away, so that the answer is not cut off."""
MOST_ARRIVING = 600
MOST_HELD = 32 * 1024 * 1024
"""Requests that may be arriving at once, and their bytes; past either, the one that has taken longest is let go."""
AT_ONCE = 64
"""How many who knock are let in before anything else is looked at."""

Connection = Any
Socket = Any
"""A connection of gunicorn's, which ships no types, and what it speaks through."""


@dataclass(eq=False)
class Leaving:
    """Somebody who is being answered from the door."""

    words: memoryview
    """What is still to be said."""
    until: float
    all_read: bool


def _take_in(conn: Connection, gathering: Gathering) -> Arrived:
    """Take what has come in by now."""
    try:
        return gathering.take(conn.sock.recv(64 * 1024))
    except BlockingIOError:
        return Arrived.PARTLY
    except OSError:
        return Arrived.LEFT


def _see_further(conn: Connection, leaving: Leaving) -> int:
    """Say more, then throw away more: closing on what was not read would cut the words off. What to wait for, or 0."""
    try:
        if leaving.words:
            leaving.words = leaving.words[conn.sock.send(leaving.words) :]
            if leaving.words:
                return selectors.EVENT_WRITE
            if leaving.all_read:
                return 0
            conn.sock.shutdown(SHUT_WR)
            return selectors.EVENT_READ
        return selectors.EVENT_READ if conn.sock.recv(64 * 1024) else 0
    except BlockingIOError:
        return selectors.EVENT_WRITE if leaving.words else selectors.EVENT_READ
    except OSError:
        return 0


class Doorkeeper(ThreadWorker):  # type: ignore[misc]  # gunicorn ships no types
    """Gunicorn's worker with threads, with a door before them; everything here runs in its main thread."""

    def __init__(self, *given: object, **named: object) -> None:
        """Nobody is there yet."""
        super().__init__(*given, **named)
        self._arriving: dict[Connection, Gathering] = {}
        self._leaving: dict[Connection, Leaving] = {}
        self._bytes = self._inside = self._came = 0

    def accept(self, listener: object) -> None:
        """Let in everybody who knocks."""
        for _ in range(AT_ONCE):
            came = self._came
            super().accept(listener)
            if self._came == came:
                return

    def enqueue_req(self, conn: Connection) -> None:
        """Wait for a whole request; called for each new one, also on a connection that stayed open."""
        self._came += 1
        begun = b""
        if conn.parser:
            conn.sock.settimeout(0)
            begun = conn.parser.unreader.take_buffered()
        gathering = Gathering(time.monotonic() + LONGEST_REQUEST)
        # Most requests are here as soon as their sender is. Each step that is spared counts: at each, a thread that is
        # at work may go first.
        arrived = gathering.take(begun) if begun else _take_in(conn, gathering)
        if arrived is Arrived.PARTLY:
            self._wait_for(conn, gathering)
        else:
            self._go_on(conn, gathering, arrived)

    def _wait_for(self, conn: Connection, gathering: Gathering) -> None:
        self._arriving[conn] = gathering
        self._bytes += len(gathering.held)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._take_more, conn))
        self._make_room()

    def _take_more(self, conn: Connection, _socket: object) -> None:
        gathering = self._arriving[conn]
        before = len(gathering.held)
        arrived = _take_in(conn, gathering)
        self._bytes += len(gathering.held) - before
        if arrived is Arrived.PARTLY:
            self._make_room()
        else:
            self._forget(conn)
            self._go_on(conn, gathering, arrived)

    def _go_on(self, conn: Connection, gathering: Gathering, arrived: Arrived) -> None:
        if arrived is Arrived.WHOLE:
            self._let_in(conn, bytes(gathering.held))
        elif arrived is Arrived.LEFT:
            self._close(conn)
        else:
            self._see_off(conn, self.wsgi.refusals(arrived.value))

    def _let_in(self, conn: Connection, request: bytes) -> None:
        if self._inside >= THREADS + ROOM:
            self._see_off(conn, self.wsgi.refusals(503, request), all_read=True)
            return
        conn.init()
        conn.parser.unreader.unread(request)
        conn.data_ready = True
        self._inside += 1
        super().enqueue_req(conn)

    def _forget(self, conn: Connection) -> bool:
        """Wait no longer; whether anything had arrived."""
        gathering = self._arriving.pop(conn)
        self._bytes -= len(gathering.held)
        self.poller.unregister(conn.sock)
        return bool(gathering.held)

    def _make_room(self) -> None:
        while len(self._arriving) > MOST_ARRIVING or self._bytes > MOST_HELD:
            self._let_go(next(iter(self._arriving)))

    def _let_go(self, conn: Connection) -> None:
        """Too slow. Who had said nothing at all, such as a browser that connects ahead of time, hears nothing."""
        if self._forget(conn):
            self._see_off(conn, self.wsgi.refusals(408))
        else:
            self._close(conn)

    def finish_request(self, conn: Connection, fs: "Future[object]") -> None:
        """A thread is done with a request: wait for the next, or close."""
        self._inside -= 1
        if not fs.cancelled() and fs.exception() is None and fs.result():
            super().finish_request(conn, fs)
        else:
            # All that was sent has been read, so closing at once cuts nothing off.
            self._close(conn)

    def _see_off(self, conn: Connection, words: bytes, *, all_read: bool = False) -> None:
        """Answer, then close; `all_read` where nothing more can come."""
        leaving = Leaving(memoryview(words), time.monotonic() + LONGEST_GOODBYE, all_read)
        awaited = _see_further(conn, leaving)
        if awaited:
            self._leaving[conn] = leaving
            self.poller.register(conn.sock, awaited, partial(self._see_off_further, conn))
        else:
            self._close(conn)

    def _see_off_further(self, conn: Connection, _socket: object) -> None:
        awaited = _see_further(conn, self._leaving[conn])
        if awaited:
            self.poller.modify(conn.sock, awaited, partial(self._see_off_further, conn))
        else:
            self._end(conn)

    def _end(self, conn: Connection) -> None:
        del self._leaving[conn]
        self.poller.unregister(conn.sock)
        self._close(conn)

    def _close(self, conn: Connection) -> None:
        self.nr_conns -= 1
        conn.close()

    def murder_pending(self) -> None:
        """Let go whoever has had their time; gunicorn's loop calls this at least once a second."""
        super().murder_pending()
        now = time.monotonic()
        # Both are in the order of their ends.
        while self._arriving and next(iter(self._arriving.values())).until < now:
            self._let_go(next(iter(self._arriving)))
        while self._leaving and next(iter(self._leaving.values())).until < now:
            self._end(next(iter(self._leaving)))

    def handle_error(self, _request: object, client: Socket, _address: object, fault: BaseException) -> None:
        """Say in a page of ours that a request could not be read, in place of gunicorn's own."""
        self.log.warning("a request could not be handled (%s)", type(fault).__name__)
        with suppress(OSError):
            client.sendall(self.wsgi.refusals(400 if isinstance(fault, ParseException) else 500))
