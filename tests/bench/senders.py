"""People who send forms as fast as they are told to, from one process: each on a connection of its own."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from feedback_app.privacy.codes import new_receipt
from tests.proofs.server import OPEN_LINK_ADDRESS, OPEN_LINK_ANSWERS, RECEIVED

PATIENCE = 30.0


@dataclass(frozen=True)
class Sent:
    """One form that was sent, and what came of it."""

    receipt: str
    status: int
    """0 where nothing came back."""
    seconds: float
    received: bool
    held: bool
    """Whether a page that asks to send again still holds what was written."""


def form(receipt: str, words: str) -> list[tuple[str, str]]:
    """The sample's form with an open link, filled in."""
    return [*OPEN_LINK_ANSWERS, ("answer-why", words), ("receipt", receipt)]


def request(address: str, fields: Sequence[tuple[str, str]]) -> bytes:
    """A form as a browser sends it."""
    body = urlencode(fields).encode()
    head = (
        f"POST {address} HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    return head.encode() + body


async def send(port: int, receipt: str, words: str) -> Sent:
    """Send one form, and read all of the answer."""
    return await send_request(port, request(f"{OPEN_LINK_ADDRESS}send/", form(receipt, words)), receipt, words)


async def send_request(port: int, whole: bytes, receipt: str = "", words: str = "") -> Sent:
    """Send a request that is ready."""
    began, said = time.perf_counter(), b""
    try:
        async with asyncio.timeout(PATIENCE):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(whole)
            said = await reader.read()
            writer.close()
    except OSError:  # also the time being over
        pass
    status = int(said[9:12]) if said.startswith(b"HTTP/1.1 ") else 0
    received = status == 200 and RECEIVED.search(said) is not None
    return Sent(receipt, status, time.perf_counter() - began, received, words.encode() in said)


async def steadily(port: int, a_second: int, seconds: float) -> list[Sent]:
    """So many forms a second, whether or not the ones before were answered."""
    began, under_way = time.perf_counter(), []
    for number in range(int(a_second * seconds)):
        wait = began + number / a_second - time.perf_counter()
        if wait > 0:
            await asyncio.sleep(wait)
        elif number % 20 == 0:
            await asyncio.sleep(0)
        under_way.append(asyncio.create_task(send(port, new_receipt(), f"reason number {number:07d}")))
    return await asyncio.gather(*under_way)


async def one_after_the_other(port: int, people: int, seconds: float) -> list[Sent]:
    """So many people, each sending the next form as soon as the one before is answered."""
    end = time.perf_counter() + seconds

    async def one(number: int) -> list[Sent]:
        mine: list[Sent] = []
        while time.perf_counter() < end:
            mine.append(await send(port, new_receipt(), f"person {number} reason {len(mine)}"))
        return mine

    return [sent for mine in await asyncio.gather(*map(one, range(people))) for sent in mine]


def percentile(sent: Sequence[Sent], share: float, which: Callable[[Sent], bool] = lambda _sent: True) -> float:
    """The time in milliseconds within which this share of them was answered."""
    times = sorted(each.seconds for each in sent if which(each))
    return times[min(len(times) - 1, int(len(times) * share))] * 1000 if times else float("nan")
