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

from feedback_app.gathering import Arrived, Gathering

THREADS = 32
"""Threads that wait for the one writer; measured in reliability figures."""
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
    until: float
    all_read: bool


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
        conn.sock.settimeout(0)
        gathering = self._arriving[conn] = Gathering(time.monotonic() + LONGEST_REQUEST)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._take_more, conn))
        begun = conn.parser.unreader.take_buffered() if conn.parser else b""
        if begun:
            self._take(conn, gathering, begun)
        else:
            self._take_more(conn)
        while len(self._arriving) > MOST_ARRIVING or self._bytes > MOST_HELD:
            self._let_go(next(iter(self._arriving)))

    def _take_more(self, conn: Connection, _socket: object = None) -> None:
        try:
            more = conn.sock.recv(64 * 1024)
        except BlockingIOError:
            return
        except OSError:
            more = b""
        if more:
            self._take(conn, self._arriving[conn], more)
        else:
            self._forget(conn)
            self._close(conn)

    def _take(self, conn: Connection, gathering: Gathering, more: bytes) -> None:
        self._bytes += len(more)
        arrived = gathering.take(more)
        if arrived is Arrived.WHOLE:
            self._let_in(conn)
        elif arrived is not Arrived.PARTLY:
            self._forget(conn)
            self._see_off(conn, self.wsgi.refusals(arrived.value))

    def _let_in(self, conn: Connection) -> None:
        request = self._forget(conn)
        if self._inside >= THREADS + ROOM:
            self._see_off(conn, self.wsgi.refusals(503, request), all_read=True)
            return
        conn.init()
        conn.parser.unreader.unread(request)
        conn.data_ready = True
        self._inside += 1
        super().enqueue_req(conn)

    def _forget(self, conn: Connection) -> bytes:
        """Wait no longer; what had arrived."""
        held = self._arriving.pop(conn).held
        self._bytes -= len(held)
        self.poller.unregister(conn.sock)
        return bytes(held)

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
        """Answer, then close: where more may come, that is read first, because closing on it cuts the answer off."""
        conn.sock.settimeout(0)
        self.poller.register(conn.sock, selectors.EVENT_WRITE, partial(self._say_more, conn))
        self._leaving[conn] = Leaving(memoryview(words), time.monotonic() + LONGEST_GOODBYE, all_read)
        self._say_more(conn)

    def _say_more(self, conn: Connection, _socket: object = None) -> None:
        leaving = self._leaving[conn]
        try:
            leaving.words = leaving.words[conn.sock.send(leaving.words) :]
            if not leaving.words:
                conn.sock.shutdown(SHUT_WR)
        except BlockingIOError:
            return
        except OSError:
            self._end(conn)
            return
        if leaving.words:
            return
        if leaving.all_read:
            self._end(conn)
        else:
            self.poller.modify(conn.sock, selectors.EVENT_READ, partial(self._throw_away, conn))

    def _throw_away(self, conn: Connection, _socket: object = None) -> None:
        try:
            over = not conn.sock.recv(64 * 1024)
        except BlockingIOError:
            return
        except OSError:
            over = True
        if over:
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
