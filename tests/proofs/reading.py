"""Many people who read while the site is built again, and what each of them got that no reader may get."""

import gzip
import http.client
import json
import re
import threading
from dataclasses import dataclass, field

import brotli

_DAY = re.compile(r"reads ?day ?(\d+)")
"""In pages, and as one word among those of the search."""
_POLICY_DAY = re.compile(r"https://forms-(\d+)\.example")
_PHONE_DAY = re.compile(r"01632 9600(\d\d)")
PACE = 1.0
"""Seconds between two pages of one reader."""
UNPACKED = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}


@dataclass
class Told:
    """What all readers share: the last day whose build has ended, what went wrong, and how much was read."""

    ended: int
    stop: threading.Event = field(default_factory=threading.Event)
    broken: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    answers: int = 0
    unchanged: int = 0
    days: set[int] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)


class Reader(threading.Thread):
    """Somebody who goes through pages on one connection, and asks whether they changed when coming back."""

    def __init__(self, port: int, paths: list[str], encoding: str, told: Told) -> None:
        super().__init__(daemon=True)
        self._port, self._paths, self._encoding, self._told = port, paths, encoding, told
        self._known: dict[str, tuple[str, int]] = {}

    def run(self) -> None:
        """Read until told to stop."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        turn = 0
        while not self._told.stop.is_set():
            path = self._paths[turn % len(self._paths)]
            turn += 1
            try:
                self._read(connection, path)
            except (OSError, http.client.HTTPException, ValueError, AssertionError) as error:
                self._told.broken.append(f"{path}: {type(error).__name__}: {error}")
                connection.close()
            self._told.stop.wait(PACE)
        connection.close()

    def _read(self, connection: http.client.HTTPConnection, path: str) -> None:
        ended = self._told.ended
        known = self._known.get(path)
        headers = {"Accept-Encoding": self._encoding} | ({"If-None-Match": known[0]} if known else {})
        answer = _asked(connection, path, headers)
        body = answer.read()
        if answer.status == 304 and known:
            day = known[1]
        else:
            assert answer.status == 200, answer.status
            assert int(answer.headers["Content-Length"]) == len(body), "cut"
            day = day_of(path, UNPACKED[answer.headers["Content-Encoding"]](body), answer.headers)
            if answer.headers["ETag"]:
                self._known[path] = answer.headers["ETag"], day
        with self._told.lock:
            self._told.answers += 1
            self._told.unchanged += answer.status == 304
            self._told.days.add(day)
            # The forms follow when their content is loaded; the site's own pages do so at once.
            if day < ended and not path.startswith("/answer/"):
                self._told.stale.append(f"{path}: day {day} after the build of day {ended} had ended")


def _asked(connection: http.client.HTTPConnection, path: str, headers: dict[str, str]) -> http.client.HTTPResponse:
    """The answer; as browsers do, a second try where the server had just closed a connection that stood idle."""
    stood_open = connection.sock is not None
    try:
        connection.request("GET", path, headers=headers)
        return connection.getresponse()
    except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
        if not stood_open:
            raise
    connection.close()
    connection.request("GET", path, headers=headers)
    return connection.getresponse()


def day_of(path: str, body: bytes, headers: http.client.HTTPMessage) -> int:
    """The one build that a page comes from; AssertionError where it is not whole or comes from two."""
    text = body.decode()
    days = {int(each) for each in _DAY.findall(text)}
    if path.endswith(".json"):
        json.loads(text)
    else:
        assert text.rstrip().endswith("</html>"), "no end"
        days |= {int(each) for each in _PHONE_DAY.findall(text)}
    if not path.startswith("/answer/"):
        days |= {int(each) for each in _POLICY_DAY.findall(headers["Content-Security-Policy"])}
    assert len(days) == 1, f"parts of {sorted(days)}"
    return days.pop()
