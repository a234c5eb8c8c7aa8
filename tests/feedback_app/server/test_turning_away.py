"""What the door says: whole pages of ours, and a form that was sent stays in the page that asks to send it again."""

from urllib.parse import urlencode

import html5lib
import pytest
from flask import Flask

from feedback_app.server.turning_away import Refusals
from feedback_app.web.headers import FORMS, SECURE_ONLY

ADDRESS = "/answer/mileage/send/"
SENT = [("answer-why", '"><script>alert(1)</script> caf\xe9 & more'), ("receipt", "7B2C-9QKD-M4XE-ZT10"), ("a", "")]


def request(*lines: str, address: str = ADDRESS, method: str = "POST", fields: list[tuple[str, str]] = SENT) -> bytes:
    head = [f"{method} {address} HTTP/1.1", "Host: localhost:8000", "Content-Type: application/x-www-form-urlencoded"]
    return "\r\n".join((*head, *lines, "", urlencode(fields))).encode()


def page_of(answer: bytes) -> tuple[int, dict[str, str], bytes]:
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    return int(first.split()[1]), dict(line.split(": ", 1) for line in lines), body


def held_in(body: bytes) -> list[tuple[str, str]]:
    root = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(body.decode())
    return [(each.get("name", ""), each.get("value", "")) for each in root.iter("input")]


@pytest.fixture
def refusals(app: Flask) -> Refusals:
    return Refusals(app)


@pytest.mark.parametrize("status", [400, 408, 411, 413, 500, 503])
def test_every_refusal_has_all_headers_and_its_length(refusals: Refusals, status: int) -> None:
    said, headers, body = page_of(refusals(status))
    assert said == status
    assert {name: headers[name] for name in FORMS} == FORMS
    assert int(headers["Content-Length"]) == len(body)
    assert headers["Connection"] == "close"
    assert ("Retry-After" in headers) == (status == 503)
    assert "Strict-Transport-Security" not in headers
    assert held_in(body) == []


def test_what_was_sent_is_still_there(refusals: Refusals) -> None:
    status, _, body = page_of(refusals(503, request("Sec-Fetch-Site: same-origin")))
    assert status == 503
    assert held_in(body) == SENT
    assert b'action="/answer/mileage/send/"' in body
    assert b"<script>alert" not in body


@pytest.mark.parametrize(
    "sent",
    [
        request("Sec-Fetch-Site: cross-site"),
        request("Origin: https://evil.example"),
        request("Content-Type: text/plain"),
        request(address="/policies/sleepovers/"),
        request(address="*"),
        request(method="GET"),
        request(fields=[("same", "x")] * 201),
        b"",
        b"\xff\xfe nonsense",
    ],
)
def test_what_is_no_form_of_ours_is_not_put_into_a_page(refusals: Refusals, sent: bytes) -> None:
    status, _, body = page_of(refusals(503, sent))
    assert (status, held_in(body)) == (503, [])


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_whoever_only_asked_for_a_page_is_told_nothing_of_answers(refusals: Refusals, method: str) -> None:
    _, _, body = page_of(refusals(503, request(method=method, address="/policies/sleepovers/")))
    assert b"<h1>We cannot show this page right now</h1>" in body
    assert b"We cannot take answers" not in body


def test_a_page_that_travelled_over_https_says_so(refusals: Refusals) -> None:
    _, headers, _ = page_of(refusals(503, request("X-Forwarded-Proto: https", "Origin: https://localhost:8000")))
    assert {name: headers[name] for name in SECURE_ONLY} == SECURE_ONLY
