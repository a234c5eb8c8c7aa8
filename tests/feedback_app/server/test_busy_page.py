"""A request that finds no room: a whole page of ours, and a form that was sent stays in it to be sent again."""

from urllib.parse import urlencode

import html5lib
import pytest
from flask import Flask
from werkzeug.test import Client, TestResponse

from feedback_app.server.busy_page import BusyPage
from feedback_app.web.http_security import FORM_HEADERS, HTTPS_HEADERS

ADDRESS = "/answer/mileage/send/"
SENT = [("answer-why", '"><script>alert(1)</script> caf\xe9 & more'), ("receipt", "7B2C-9QKD-M4XE-ZT10"), ("a", "")]


def held_in(body: bytes) -> list[tuple[str, str]]:
    root = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(body.decode())
    return [(each.get("name", ""), each.get("value", "")) for each in root.iter("input")]


@pytest.fixture
def client(app: Flask) -> Client:
    return Client(BusyPage(app))


def send(client: Client, address: str = ADDRESS, fields: list[tuple[str, str]] = SENT, **headers: str) -> TestResponse:
    named = {"Content-Type": "application/x-www-form-urlencoded"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    return client.post(address, data=urlencode(fields), headers=named)


def test_what_was_sent_is_still_there(client: Client) -> None:
    answer = send(client, Sec_Fetch_Site="same-origin")
    assert answer.status_code == 503
    assert {name: answer.headers[name] for name in FORM_HEADERS} == FORM_HEADERS
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Retry-After"] == "5"
    assert "Strict-Transport-Security" not in answer.headers
    assert held_in(answer.data) == SENT
    assert b'action="/answer/mileage/send/"' in answer.data
    assert b"<script>alert" not in answer.data


@pytest.mark.parametrize("address", [f"{ADDRESS}?a=1&b=%22", ADDRESS])
def test_the_form_goes_to_where_it_was_sent(client: Client, address: str) -> None:
    root = html5lib.HTMLParser(namespaceHTMLElements=False).parse(send(client, address).text)
    assert [form.get("action") for form in root.iter("form") if form.get("method") == "post"] == [address]


@pytest.mark.parametrize(
    ("address", "fields", "headers"),
    [
        (ADDRESS, SENT, {"Sec_Fetch_Site": "cross-site"}),
        (ADDRESS, SENT, {"Origin": "https://evil.example"}),
        (ADDRESS, SENT, {"Content_Type": "text/plain"}),
        ("/policies/sleepovers/", SENT, {}),
        ("/", SENT, {}),
        (ADDRESS, [("same", "x")] * 201, {}),
    ],
)
def test_what_is_no_form_of_ours_is_not_put_into_a_page(
    client: Client, address: str, fields: list[tuple[str, str]], headers: dict[str, str]
) -> None:
    answer = send(client, address, fields, **headers)
    assert (answer.status_code, held_in(answer.data)) == (503, [])
    assert "We cannot take answers right now" in answer.text


def test_whoever_only_asked_for_a_page_is_told_nothing_of_answers(client: Client) -> None:
    answer = client.get("/policies/sleepovers/")
    assert (answer.status_code, held_in(answer.data)) == (503, [])
    assert "<h1>We cannot show this page right now</h1>" in answer.text
    assert "We cannot take answers" not in answer.text
    assert client.head("/policies/sleepovers/").data == b""


def test_a_page_that_travelled_over_https_says_so(client: Client) -> None:
    secure = client.post(
        ADDRESS, data={"a": "b"}, base_url="https://localhost", headers={"Origin": "https://localhost"}
    )
    assert {name: secure.headers[name] for name in HTTPS_HEADERS} == HTTPS_HEADERS
