"""P1: after 200 marked submissions, nothing that the server keeps or says holds one byte about who sent them.

What is found on purpose, and shows that the search reads the real rows: each reply's key, which is SHA-256 over a word
of ours and the receipt. The plain SHA-256 of a receipt is a marker like any other.
"""

import base64
import hashlib
import hmac
import os
import shutil
import socket
import sqlite3
import struct
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import Figure
from tests.product import Product
from tests.proofs.markers import Found, files_below, forms_of, search, search_times, without
from tests.proofs.server import BY_CODE, BY_CODE_ADDRESS, BY_CODE_ANSWERS, Client, sample_server

SUBMISSIONS = int(os.environ.get("PROVE_MARKED", "100"))
AT_ONCE = 4
MISTAKEN = 50
"""How many of them first type a wrong code."""
WORDS = "Calls between visits would help."


@dataclass(frozen=True)
class Evidence:
    """What they all left behind: their markers, the moments at which they sent, and every byte that was kept."""

    markers: dict[str, list[str]]
    receipts: list[str]
    moments: list[float]
    running: dict[str, bytes]
    """While the server still ran."""
    stopped: dict[str, bytes]
    """After it had ended."""
    kept: Path
    cookies: list[str]


def person(number: int) -> dict[str, str]:
    """Markers of one person; each is different for each person."""
    return {
        "address": f"127.77.{number % 250 + 1}.{201 - number // 250}",
        "forwarded for": f"203.0.{113 + number // 200}.{number % 200 + 7}",
        "forwarded for, version 6": f"2001:db8:5ca1:ab1e::{number + 4096:x}",
        "user agent": f"MarkedBrowser/{number + 100}.7",
        "language": f"tlh-X{number + 100}q",
        "referrer": f"https://marked-{number + 100}.example/private",
        "cookie": f"marked-visit-{number + 100}",
        "address line": f"marked-query-{number + 100}",
        "wrong code": f"MARK-ED{number + 10}-WR0N-GC0D",
    }


def client_of(marks: dict[str, str], port: int) -> Client:
    """The person's browser, behind a proxy that says more than it should."""
    both = f"{marks['forwarded for']}, {marks['forwarded for, version 6']}"
    headers = {
        "X-Forwarded-For": both,
        "X-Real-IP": marks["forwarded for"],
        "Forwarded": f'for="[{marks["forwarded for, version 6"]}]"',
        "User-Agent": marks["user agent"],
        "Accept-Language": marks["language"],
        "Referer": marks["referrer"],
        "Cookie": f"visit={marks['cookie']}",
    }
    return Client(port, tuple(headers.items()), marks["address"])


def submit(client: Client, marks: dict[str, str], codes: list[str], moments: list[float]) -> tuple[str, list[str]]:
    """Everything one person does with the codes one after the other; the receipt, and the cookies that came back."""
    form = client.get(f"{BY_CODE_ADDRESS}?from={marks['address line']}")
    fields = [*BY_CODE_ANSWERS, ("answer-change", WORDS), ("receipt", form.receipt)]
    check = client.post(f"{BY_CODE_ADDRESS}check/", [*fields, ("code", codes[-1])])
    sent = [client.post(f"{BY_CODE_ADDRESS}send/", [*fields, ("code", code)]) for code in codes]
    moments.append(time.time())
    assert [each.is_received for each in sent] == [False] * (len(codes) - 1) + [True]
    odd = [
        client.get(f"/{marks['address line']}/"),
        client.get(f"/answer/{marks['address line']}/"),
        client.post("/withdraw/", [("receipt", marks["wrong code"])]),
        client.post(f"{BY_CODE_ADDRESS}send/", fields, kind="multipart/form-data"),
        client.post("/page-feedback/", [("page", f"/{marks['address line']}/"), ("useful", "yes")]),
        client.get(f"/suggest/?page=/{marks['address line']}/"),
        client.get(f"/search?q={marks['address line']}"),
        client.post("/suggest/check/", [("page", f"/{marks['address line']}/"), ("words", marks["wrong code"])]),
        client.post("/receipt/", [("receipt", marks["wrong code"]), ("what", "suggestion")]),
    ]
    answers = [form, check, *sent, *odd]
    return form.receipt, [value for each in answers for name, value in each.headers if name.lower() == "set-cookie"]


def visit(server: Product, number: int, code: str, moments: list[float]) -> tuple[dict[str, str], str, list[str]]:
    """One person's whole visit: the markers, the receipt, and the cookies that came back."""
    marks = person(number)
    typed = [marks["wrong code"], code] if number < MISTAKEN else [code]
    receipt, cookies = submit(client_of(marks, server.port), marks, typed, moments)
    strange_bytes(server.port, marks)
    return marks, receipt, cookies


def strange_bytes(port: int, marks: dict[str, str]) -> None:
    """A request that is no request, which a careless server would log with its sender."""
    with socket.create_connection(("127.0.0.1", port), timeout=5, source_address=(marks["address"], 0)) as connection:
        connection.sendall(f"MARKED {marks['address line']}\r\n\r\n".encode())
        connection.recv(1000)


@pytest.fixture(scope="module")
def evidence(quick_place: Path) -> Iterator[Evidence]:
    server = sample_server(quick_place)
    temporary = server.place / "temporary"
    temporary.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(temporary))
        codes = server.command("codes", BY_CODE, str(SUBMISSIONS)).split()
        server.start()
        try:
            yield collect(server, codes)
        finally:
            server.stop()


def collect(server: Product, codes: list[str]) -> Evidence:
    """Let everybody answer, then read everything."""
    markers: dict[str, list[str]] = {"code": codes, "receipt": [], "code without its hyphens": []}
    moments, cookies = [time.time()], []
    with ThreadPoolExecutor(AT_ONCE) as people:
        visits = list(people.map(lambda each: visit(server, each, codes[each], moments), range(len(codes))))
    for (marks, receipt, set_cookies), code in zip(visits, codes, strict=True):
        cookies += set_cookies
        markers["receipt"].append(receipt)
        markers["code without its hyphens"] += [code.replace("-", ""), receipt.replace("-", "")]
        for name, marker in marks.items():
            markers.setdefault(name, []).append(marker)
    moments.append(time.time())
    running = files_below(server.place) | unlinked_files(server)
    server.stop()
    return Evidence(markers, markers["receipt"], moments, running, files_below(server.place), server.place, cookies)


def unlinked_files(server: Product) -> dict[str, bytes]:
    """Files that the server holds open though they have no name any more."""
    assert server.process is not None
    held = {}
    group = [process for process in Path("/proc").glob("[0-9]*") if group_of(int(process.name)) == server.process.pid]
    for process in group:
        for link in (process / "fd").iterdir():
            with suppress(FileNotFoundError):  # closed while we looked
                target = str(link.readlink())
                if target.startswith("/") and target.endswith(" (deleted)"):
                    held[f"{process.name}: {target}"] = link.read_bytes()
    return held


def group_of(process: int) -> int:
    """The process group, or 0 where the process is gone."""
    try:
        return os.getpgid(process)
    except OSError:
        return 0


def test_every_marked_reply_is_in_the_store_under_the_key_that_only_its_receipt_gives(evidence: Evidence) -> None:
    stored = evidence.stopped["store.sqlite"]
    keys = [hashlib.sha256(f"reply\n{receipt}".encode()).digest() for receipt in evidence.receipts]
    assert len(set(keys)) == SUBMISSIONS
    assert all(stored.count(key) == 1 for key in keys)
    assert stored.count(WORDS.encode()) == SUBMISSIONS


def test_nothing_that_is_kept_holds_a_marker_in_any_form(evidence: Evidence, figure: Figure) -> None:
    files = evidence.stopped | {f"running: {place}": held for place, held in evidence.running.items()}
    assert search(evidence.markers, files) == []
    assert search_times(evidence.moments, without(chance_bytes(evidence), files)) == []
    many = sum(len(list(forms_of(marker))) for group in evidence.markers.values() for marker in group)
    kept = sum(len(held) for held in evidence.running.values())
    figure(f"P1 markers: {SUBMISSIONS} submissions, {many:,} forms of markers in {kept:,} bytes, 0 found")


def chance_bytes(evidence: Evidence) -> Iterator[bytes]:
    """The keys of replies, words and codes, which are as good as random, and the secret that codes are keyed with."""
    secrets = [held for place, held in evidence.stopped.items() if place.startswith("keys/")]
    yield from secrets
    for receipt in evidence.receipts:
        yield hashlib.sha256(f"reply\n{receipt}".encode()).digest()
        yield hashlib.sha256(f"words\nchange\n{receipt}".encode()).digest()
    for code in evidence.markers["code"]:
        yield from (hmac.new(secret, code.encode(), hashlib.sha256).digest() for secret in secrets)


def test_what_is_left_out_of_the_search_for_times_is_only_keys(evidence: Evidence) -> None:
    blanked = without(chance_bytes(evidence), evidence.stopped)
    left_out = sum(blanked[place].count(0) - held.count(0) for place, held in evidence.stopped.items())
    assert left_out <= 32 * (3 * SUBMISSIONS + 1)


def test_the_log_of_the_store_is_empty(evidence: Evidence) -> None:
    assert evidence.running.get("store.sqlite-wal", b"") == b""


def test_nobody_is_given_a_cookie(evidence: Evidence) -> None:
    assert evidence.cookies == []


# -- the search itself works --


@pytest.mark.parametrize(
    "marker", ["203.0.113.9", "2001:db8:5ca1:ab1e::1001", "MarkedBrowser/107.7", "8F3K-22QP-7ZXD-0M4T", "tlh-X101q"]
)
def test_a_planted_marker_is_found_in_every_form(marker: str, evidence: Evidence) -> None:
    for form, needle in forms_of(marker):
        planted = evidence.stopped | {"store.sqlite": evidence.stopped["store.sqlite"][:5000] + needle + b"\x00"}
        found = search({"planted": [marker]}, planted)
        assert Found("planted", form, "store.sqlite") in found


def test_a_marker_planted_in_a_row_of_a_copy_is_found(evidence: Evidence, tmp_path: Path) -> None:
    copy = tmp_path / "kept"
    shutil.copytree(evidence.kept, copy)
    with closing(sqlite3.connect(copy / "store.sqlite")) as connection:
        connection.execute("UPDATE words SET body = body || ' (from 203.0.113.7)'")
        connection.commit()
    assert search({"forwarded for": evidence.markers["forwarded for"]}, files_below(copy))


def test_a_time_planted_in_a_copy_is_found(evidence: Evidence) -> None:
    moment = evidence.moments[3]
    plants = [
        str(int(moment)).encode(),
        str(moment).encode(),
        time.strftime("%Y-%m-%d", time.gmtime(moment)).encode(),
        time.strftime("%H:%M:%S", time.gmtime(moment)).encode(),
        struct.pack(">I", int(moment)),
        struct.pack("<q", int(moment * 1000)),
        struct.pack(">q", int(moment * 1_000_000_000)),
        struct.pack(">d", moment),
        struct.pack("<d", 2440587.5 + moment / 86_400),
    ]
    for plant in plants:
        assert search_times(evidence.moments, {"planted": b"before " + plant + b" after"}), plant


def test_base64_inside_something_longer_is_found() -> None:
    for before in ("", "a", "ab", "abc"):
        hidden = base64.b64encode(f"{before}203.0.113.77 and more".encode())
        assert search({"planted": ["203.0.113.77"]}, {"planted": hidden}), before
