"""P19: nothing that is sent leads to a file, is run, leads away or adds a header; what is sent twice is counted once.

Against the running server, on every address it has.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from feedback_app.privacy.codes import new_receipt
from tests.conftest import Figure
from tests.feedback_app.every_route import Route
from tests.product import Product
from tests.proofs.hostile import CANARY, CANARY_FILE, SUM, hostile, in_an_address
from tests.proofs.server import OPEN_LINK_ADDRESS, OPEN_LINK_ANSWERS, Answered, Client, sample_server

FIELDS = (
    "page",
    "part",
    "words",
    "why",
    "receipt",
    "code",
    "useful",
    "website",
    "answer-why",
    "answer-support",
    "keep",
)
SECRETS = (CANARY.encode(), b"root:x:0:0", b"SQLite format 3", b"HANDBOOK_STORE", b"Traceback (most", b"uid=0")
_CHANCE_FIGURES = re.compile(rb"<!-- [0-9a-f]+ -->\s*\Z")


@pytest.fixture(scope="module")
def server(quick_place: Path) -> Iterator[Product]:
    made = sample_server(quick_place / "hostile", 9)
    for folder in (made.site.parent, made.place, made.content):
        (folder / CANARY_FILE).write_text(CANARY)
    page = made.site / "policies" / "sleepovers" / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text("<h1>Sleepovers</h1>")
    made.start()
    yield made
    made.stop()


def faults(kind: str, sent: str, answered: Answered) -> list[str]:
    """What an answer shows that it must not."""
    headers = {name.lower(): value for name, value in answered.headers}
    found = [f"shows {secret!r}" for secret in SECRETS if secret in answered.body]
    # The chance figures that fill pages for receipts up hold any five figures now and then.
    if SUM.encode() in _CHANCE_FIGURES.sub(b"", answered.body):
        found.append("a sum was worked out")
    if "x-injected" in headers:
        found.append("a header was added")
    leads = headers.get("location", "")
    if re.match(r"(?i)(https?:)?[/\\]{2}(?!127\.0\.0\.1)|[a-z]+:(?!//127\.0\.0\.1)|[/\\]{2}", leads):
        found.append(f"leads to {leads}")
    if answered.status >= 500:
        found.append(f"status {answered.status}")
    return [f"{kind} {sent[:60]!r}: {fault}" for fault in found]


def addresses(string: str) -> Iterator[str]:
    """Where a string can be in an address: after each of ours, in place of a part, and after a question mark."""
    for part in in_an_address(string):
        yield f"/{part}"
        yield f"/policies/sleepovers/{part}"
        yield f"/answer/{part}/"
        yield f"/forms-assets/{part}"
        yield f"/suggest/?page={part}&part={part}&language={part}"


def test_no_address_leads_to_what_it_must_not(server: Product, figure: Figure) -> None:
    client, found, tried = Client(server.port), [], 0
    for kind, string in hostile():
        for address in addresses(string):
            tried += 1
            found += faults(kind, address, client.get(address))
    figure(
        f"P19 addresses: {len(hostile())} strings at {tried:,} addresses: {len(found)} files, sums, leads or headers"
    )
    assert found == []


def test_nothing_in_a_form_is_more_than_words(server: Product, routes: list[Route], figure: Figure) -> None:
    found, tried, read = [], 0, 0
    client = Client(server.port)
    places = [route.address for route in routes if route.is_form]
    for kind, string in hostile():
        for number, place in enumerate(places):
            if (tried + number) % 3 and kind in ("traversal", "header"):
                continue  # each of these has many sisters
            tried += 1
            sent = dict.fromkeys(FIELDS, string)
            if tried % 2:
                sent |= {"page": "/policies/sleepovers/", "website": "", "receipt": new_receipt()}
            answered = client.post(place, [*OPEN_LINK_ANSWERS, *sent.items()])
            read += answered.status == 200
            found += faults(kind, f"{place}: {string}", answered)
    figure(
        f"P19 forms: {tried:,} forms to {len(places)} addresses, {len(FIELDS)} hostile fields each: {len(found)} faults"
    )
    assert found == []


def test_no_header_of_a_request_is_more_than_a_header(server: Product) -> None:
    names = ("Host", "X-Forwarded-Host", "X-Original-URL", "X-Rewrite-URL", "X-Forwarded-Proto", "Referer", "Forwarded")
    found = []
    for kind, string in hostile():
        if string.isascii() and string.isprintable() and string:
            client = Client(server.port, tuple((name, string) for name in names[1:]))
            found += faults(kind, string, client.get("/answer/mileage"))
            found += faults(kind, string, client.get("/policies/sleepovers"))
    assert found == []


def test_what_is_sent_twice_counts_once(server: Product) -> None:
    client = Client(server.port)
    first, second = new_receipt(), new_receipt()
    answers = [*OPEN_LINK_ANSWERS, ("answer-support", "agree"), ("answer-why", "one"), ("answer-why", "two")]
    page = client.post(f"{OPEN_LINK_ADDRESS}send/", [*answers, ("receipt", first), ("receipt", second)])
    assert page.is_received
    assert first.encode() in page.body
    assert second.encode() not in page.body
    rows = server.rows("SELECT body FROM reply WHERE survey = 'mileage'")
    assert ('{"support":"disagree"}',) in rows
    before = len(server.rows("SELECT 1 FROM reply"))
    client.post("/page-feedback/", [("page", "/policies/sleepovers/"), ("useful", "yes"), ("useful", "no")])
    assert len(server.rows("SELECT 1 FROM reply")) == before + 1


def test_every_fault_would_be_seen() -> None:
    told = [
        Answered(200, [], b"<p>" + SECRETS[0]),
        Answered(200, [], f"<p>{SUM}".encode()),
        Answered(200, [("X-Injected", "yes")], b""),
        *(
            Answered(302, [("Location", away)], b"")
            for away in ("https://evil.example/", "//evil.example", "javascript:a")
        ),
        *(
            Answered(302, [("Location", away)], b"")
            for away in ("/\\evil.example", "\\\\evil.example", "///evil.example")
        ),
        Answered(500, [], b""),
    ]
    assert all(faults("any", "thing", each) for each in told)
    for fine in ("sleepovers/", "http://127.0.0.1:8000/answer/mileage/", "/answer/mileage/"):
        assert faults("any", "thing", Answered(302, [("Location", fine)], b"")) == []
