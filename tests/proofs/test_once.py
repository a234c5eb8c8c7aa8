"""P3 and P13: one reply for one code however many send it at once; one for one receipt wherever the line is cut.

All codes go straight to the store, and a tenth of them through the whole server, which draws a form to refuse one.
PROVE_CODES_SERVED says how many.
"""

import asyncio
import hashlib
import http.client
import os
import secrets
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from feedback_app.privacy.codes import new_receipt
from feedback_app.responses import Response
from feedback_app.storage import SaveOutcome, Store
from tests.bench.senders import request, send_request
from tests.conftest import Figure
from tests.product import Product
from tests.proofs.broken_connections import Cut, CuttingLine
from tests.proofs.server import (
    BY_CODE,
    BY_CODE_ADDRESS,
    BY_CODE_ANSWERS,
    OPEN_LINK_ADDRESS,
    OPEN_LINK_ANSWERS,
    Answered,
    Client,
    sample_server,
)

CODES = int(os.environ.get("PROVE_CODES", "100"))
SERVED = int(os.environ.get("PROVE_CODES_SERVED", str(CODES // 10)))
TIMES = 20
CUTS = int(os.environ.get("PROVE_CUTS", "40"))


@pytest.fixture(scope="module")
def server(quick_place: Path) -> Iterator[Product]:
    made = sample_server(quick_place / "once", 7)
    made.start()
    yield made
    made.stop()


async def everybody_at_once(port: int, codes: list[str]) -> list[list[bool]]:
    """Twenty people send each code at the same moment, each with a receipt of their own; who was told "received"."""
    told = []
    for code in codes:
        forms = [
            request(
                f"{BY_CODE_ADDRESS}send/",
                [*BY_CODE_ANSWERS, ("answer-change", "mine"), ("receipt", new_receipt()), ("code", code)],
            )
            for _ in range(TIMES)
        ]
        told.append([sent.received for sent in await asyncio.gather(*(send_request(port, form) for form in forms))])
    return told


def test_one_code_gives_one_reply(server: Product, figure: Figure) -> None:
    codes = server.command("codes", BY_CODE, str(SERVED)).split()
    # In a thread of its own: a browser that is open in this one has a loop running here.
    with ThreadPoolExecutor(1) as thread:
        told = thread.submit(asyncio.run, everybody_at_once(server.port, codes)).result()
    (stored,) = server.rows(f"SELECT count(*) FROM reply WHERE survey = '{BY_CODE}'")[0]  # noqa: S608 (our own name)
    figure(
        f"P3 one reply for one code: {SERVED:,} codes, each sent {TIMES} times at once to the server: {stored} replies"
    )
    assert [sum(each) for each in told] == [1] * SERVED
    assert stored == SERVED


def test_one_code_gives_one_reply_in_the_store(quick_place: Path, figure: Figure) -> None:
    codes = [secrets.token_bytes(32) for _ in range(CODES)]
    store = Store(quick_place / "codes.sqlite")
    store.add_codes(BY_CODE, codes)

    def send(code: bytes) -> SaveOutcome:
        return store.save(Response(new_receipt(), BY_CODE, {"area": "north"}), code)

    with ThreadPoolExecutor(TIMES) as people:
        outcomes = [list(people.map(send, [code] * TIMES)) for code in codes]
    stored = len(store.replies(BY_CODE))
    store.close()
    figure(
        f"P3 one reply for one code: {CODES:,} codes, each sent {TIMES} times at once to the store: {stored:,} replies"
    )
    assert [each.count(SaveOutcome.RECEIVED) for each in outcomes] == [1] * CODES
    assert stored == CODES


@pytest.fixture
def line(server: Product) -> Iterator[CuttingLine]:
    made = CuttingLine(server.port)
    yield made
    made.close()


def fields(receipt: str) -> list[tuple[str, str]]:
    return [*OPEN_LINK_ANSWERS, ("answer-why", f"words of {receipt}"), ("receipt", receipt)]


def post(port: int, receipt: str) -> Answered | None:
    """Send; None where the line went dead."""
    try:
        return Client(port).post(f"{OPEN_LINK_ADDRESS}send/", fields(receipt))
    except (OSError, http.client.HTTPException):
        return None


def test_however_the_line_is_cut_there_is_one_reply_with_the_same_receipt(
    server: Product, line: CuttingLine, figure: Figure
) -> None:
    whole = post(line.port, new_receipt())
    assert whole is not None
    assert whole.is_received
    longest = dict(line.lengths)
    cuts = [
        Cut(**{way: 1 + number * (longest[way] - 2) // (CUTS // 2)})
        for way in ("sent", "answered")
        for number in range(CUTS // 2)
    ]
    before, receipts, dead = len(server.rows("SELECT 1 FROM reply")), [], 0
    for cut in cuts:
        receipt = new_receipt()
        receipts.append(receipt)
        line.cut = cut
        dead += post(line.port, receipt) is None
        line.cut = Cut()
        # Reloaded, sent again from another tab, clicked twice: all of them are this.
        again = [post(line.port, receipt) for _ in range(2)]
        assert all(page is not None and page.is_received and receipt.encode() in page.body for page in again)
    after = Counter(row[0] for row in server.rows("SELECT receipt_hash FROM reply"))
    once = sum(after[hashlib.sha256(f"reply\n{receipt}".encode()).digest()] == 1 for receipt in receipts)
    figure(
        f"P13 cut lines: {len(cuts)} points, {dead} of them noticed by the sender: {once} replies, "
        f"{after.total() - before - once} more, the same receipt each time"
    )
    assert once == len(cuts)
    assert after.total() - before == len(cuts)
    texts = Counter(row[0] for row in server.rows("SELECT body FROM words WHERE body LIKE 'words of%'"))
    assert set(texts.values()) == {1}
    assert dead > len(cuts) * 0.8, "the line was hardly ever cut"


def test_a_form_that_did_not_arrive_whole_is_not_stored(server: Product, line: CuttingLine) -> None:
    receipt = new_receipt()
    line.cut = Cut(sent=200)
    assert post(line.port, receipt) is None
    key = hashlib.sha256(f"reply\n{receipt}".encode()).digest()
    assert key not in {row[0] for row in server.rows("SELECT receipt_hash FROM reply")}
