"""The server of our own beside waitress and granian, in turn: `python -m tests.bench.servers [SERVER ...]`.

Other work on the machine changes every figure, so there are several short rounds, and what counts is the median and
its ratio to today's server in the same rounds.
"""

import asyncio
import os
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import median

from tests.bench.load import PEOPLE, RATE, lost, memory, overload
from tests.bench.senders import one_after_the_other, percentile, steadily
from tests.product import Product
from tests.proofs.server import Client, hurried, sample_server

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
SECONDS = 6
SLOW = (80, 700)
"""Ten times as many as there are threads; and nearly as many as any of them may have connections."""

Figures = dict[str, float]


def made(name: str, place: Path) -> Product:
    """A server of its own; none is ever asked to wait because it is one network, or one form."""
    server = hurried(sample_server(place), web__rate_limits__MOST_A_DAY=1_000_000)
    if name == "today":
        return server
    return replace(server, program="tests.bench.candidates", more=server.more | {"BENCH_SERVER": name})


@contextmanager
def half_sent(port: int, many: int) -> Iterator[None]:
    """So many people who began to send a form and went silent."""
    begun = b"POST /answer/mileage/send/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n"
    kind = b"Content-Type: application/x-www-form-urlencoded\r\n\r\nanswer-why="
    with ExitStack() as stack:
        for _ in range(many):
            stack.enter_context(socket.create_connection(("127.0.0.1", port))).sendall(begun + kind)
        yield


def waits_beside(port: int, many: int) -> float:
    """Milliseconds that others wait for a page, at most, while so many are half-sent; 10,000 where they wait longer."""
    longest = 0.0
    with half_sent(port, many):
        time.sleep(0.5)
        for _ in range(5):
            began = time.monotonic()
            try:
                Client(port).get("/withdraw/")
            except OSError:
                return 10_000
            longest = max(longest, time.monotonic() - began)
    return longest * 1000


def measure(server: Product) -> Figures:
    """One short round."""
    port = server.port
    asyncio.run(one_after_the_other(port, 8, 1))
    busy = asyncio.run(one_after_the_other(port, PEOPLE, SECONDS))
    steady = asyncio.run(steadily(port, RATE, SECONDS))
    slower = asyncio.run(steadily(port, RATE // 2, SECONDS))
    figures = {
        **{f"beside {many} half-sent, others wait ms": waits_beside(port, many) for many in SLOW},
        "stored/s, 64 people": sum(each.received for each in busy) / SECONDS,
        "p99 ms, 64 people": percentile(busy, 0.99),
        f"stored/s of {RATE}/s": sum(each.received for each in steady) / SECONDS,
        f"p99 ms at {RATE}/s": percentile(steady, 0.99),
        f"stored/s of {RATE // 2}/s": sum(each.received for each in slower) / SECONDS,
        f"p99 ms at {RATE // 2}/s": percentile(slower, 0.99),
    }
    flood, visits = overload(server)
    refused = [each for each in (*flood, *visits) if each.status == 503]
    return figures | {
        "overload: stored, % of sent": 100 * sum(each.received for each in flood) / len(flood),
        "overload: refused with words, %": 100 * sum(each.held for each in refused) / max(1, len(refused)),
        "overload: refused, p99 ms": percentile([each for each in visits if each.status == 503], 0.99),
        "overload: no answer, %": 100 * sum(not each.status for each in flood) / len(flood),
        "overload: others' p99 ms": percentile(visits, 0.99),
        "acknowledged and lost": lost(server, [*busy, *steady, *slower, *flood, *visits]),
        "memory MB": memory(server),
    }


def one_round(name: str, home: Path) -> Figures:
    """Start a server, measure it, end it."""
    with tempfile.TemporaryDirectory(dir=home) as folder:
        server = made(name, Path(folder))
        server.start()
        try:
            return measure(server)
        finally:
            began = time.monotonic()
            server.stop()
            print(f"  {name} ended within {time.monotonic() - began:.1f} s", flush=True)


def main() -> None:
    """Print the median of each figure for each server."""
    names = sys.argv[1:] or ["today", "waitress", "granian"]
    home = Path(__file__).resolve().parent.parent.parent / "build"
    home.mkdir(exist_ok=True)
    rounds: dict[str, list[Figures]] = {name: [] for name in names}
    for number in range(ROUNDS):
        for name in names[number % len(names) :] + names[: number % len(names)]:
            rounds[name].append(one_round(name, home))
            print(name, {what: round(value, 1) for what, value in rounds[name][-1].items()}, flush=True)
    print(f"{'median of ' + str(ROUNDS) + ' rounds':40}" + "".join(f"{name:>20}" for name in names))
    for what in rounds[names[0]][0]:
        values = [median(each[what] for each in rounds[name]) for name in names]
        print(f"{what:40}" + "".join(f"{value:>12,.0f} ({value / (values[0] or 1):4.2f})" for value in values))


if __name__ == "__main__":
    main()
