"""What is refused: other sites, strange shapes, too much; and that every refusal is a page of ours."""

import logging

import pytest
from flask import Flask
from sqlalchemy import NullPool, create_engine, text
from werkzeug.exceptions import default_exceptions

from feedback_app.web.errors import MESSAGES, message_page
from feedback_app.web.extensions import AppServices
from tests.feedback_app.visiting import Visitor, check_headers

ACCEPTED = [
    {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
    {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "http://localhost"},
    {},
]
REFUSED = [
    {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"},
    {"Sec-Fetch-Site": "same-site", "Origin": "https://other.localhost"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "null"},
    {"Origin": "null"},
    {"Origin": "https://evil.example"},
    {"Origin": "http://localhost.evil.example"},
]


@pytest.mark.parametrize("headers", ACCEPTED)
def test_our_own_pages_may_send_forms(app: Flask, headers: dict[str, str]) -> None:
    assert Visitor(app, headers).post("/answer/mileage/check/", {"answer-support": "agree"}).status == 200


@pytest.mark.parametrize("headers", REFUSED)
@pytest.mark.parametrize("address", ["/answer/mileage/send/", "/withdraw/", "/page-feedback/", "/page-feedback/words/"])
def test_other_sites_may_not(app: Flask, headers: dict[str, str], address: str) -> None:
    page = Visitor(app, headers).post(address, {"page": "/policies/sleepovers/", "useful": "yes"})
    assert (page.status, page.heading) == (403, "We only take forms from our own pages")


def test_reading_from_another_site_is_welcome(app: Flask) -> None:
    assert Visitor(app, {"Sec-Fetch-Site": "cross-site"}).get("/answer/mileage/").status == 200


def test_a_file_is_not_a_form(app: Flask) -> None:
    answer = app.test_client().post("/withdraw/", data=b"{}", content_type="application/json")
    assert answer.status_code == 400
    check_headers(answer)


def test_three_full_boxes_in_any_script_are_not_too_much(visitor: Visitor) -> None:
    full = {f"box-{number}": "\u5b50" * 4000 for number in range(3)}
    assert visitor.post("/withdraw/", full).status == 200


def test_more_than_160_kilobytes_are_too_much(visitor: Visitor) -> None:
    page = visitor.post("/withdraw/", {"receipt": "x" * 170_000})
    assert (page.status, page.heading) == (413, "Your answers are too long to send")


def test_more_than_200_fields_are_too_much(visitor: Visitor) -> None:
    assert visitor.post("/withdraw/", {f"field-{number}": ["x"] for number in range(200)}).status == 200
    assert visitor.post("/withdraw/", {"same": ["x"] * 201}).status == 413


def test_a_wrong_method_gets_a_page(visitor: Visitor) -> None:
    assert visitor.get("/answer/mileage/send/").status == 405
    answer = visitor.app.test_client().get("/page-feedback/")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "OPTIONS, POST")


@pytest.mark.parametrize("number", sorted(MESSAGES))
def test_every_error_is_a_page_of_ours(app: Flask, number: int) -> None:
    def fail() -> str:
        raise default_exceptions[number]

    app.add_url_rule("/withdraw/fails", view_func=fail, methods=["POST"])
    page = Visitor(app).post("/withdraw/fails", {"a": "b"})
    assert (page.status, page.heading) == (number, MESSAGES[number].title)


@pytest.mark.parametrize(
    ("number", "heading"), [(500, "There is a problem with this page"), (503, "We cannot show this page right now")]
)
def test_whoever_only_asked_for_a_page_is_told_nothing_of_answers(app: Flask, number: int, heading: str) -> None:
    def fail() -> str:
        raise default_exceptions[number]

    app.add_url_rule("/withdraw/fails", view_func=fail)
    page = Visitor(app).get("/withdraw/fails")
    assert (page.status, page.heading) == (number, heading)
    assert "It is our fault, not yours. Try again in a few minutes." in page.text
    assert "stored" not in page.text
    assert "Your browser keeps no copy" not in page.text


@pytest.mark.parametrize(("number", "like"), [(414, 400), (418, 400), (502, 500), (507, 500)])
def test_an_unusual_error_is_told_like_its_kind(app: Flask, number: int, like: int) -> None:
    with app.test_request_context():
        page, status = message_page(number)
    assert status == number
    assert MESSAGES[like].title in page


def test_a_request_that_never_came_whole_is_no_fault_of_ours(app: Flask) -> None:
    def stall() -> str:
        raise TimeoutError

    app.add_url_rule("/withdraw/stalls", view_func=stall)
    page = Visitor(app).get("/withdraw/stalls")
    assert (page.status, page.heading) == (400, MESSAGES[400].title)


def test_a_fault_is_logged_without_what_people_sent(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> str:
        raise ValueError("7B2C-9QKD-M4XE-ZT10 and my words")

    app.add_url_rule("/withdraw/fails", view_func=fail)
    with caplog.at_level(logging.DEBUG):
        assert Visitor(app, {"User-Agent": "Marker/1.0"}).get("/withdraw/fails?secret=words").status == 500
    assert "a page failed: ValueError, in fail, at " in caplog.text
    assert "test_request_checks.py" in caplog.text
    for marker in ("7B2C", "words", "secret", "/withdraw", "Marker", "127.0.0.1"):
        assert marker not in caplog.text


def test_a_fault_of_the_database_is_logged_with_its_cause_and_step_and_not_with_what_was_to_be_stored(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> str:
        # Without a pool, the connection is closed when it is left, and not whenever Python tidies up.
        with create_engine("sqlite://", poolclass=NullPool).connect() as connection:
            connection.execute(text("INSERT INTO gone VALUES (:words)"), {"words": "my words"})
        raise AssertionError

    app.add_url_rule("/withdraw/fails", "sending", view_func=fail)
    with caplog.at_level(logging.DEBUG):
        assert Visitor(app).get("/withdraw/fails").status == 500
    assert "a page failed: OperationalError from OperationalError SQLITE_ERROR, in sending, at " in caplog.text
    assert "my words" not in caplog.text
    assert "INSERT" not in caplog.text


def test_a_store_that_cannot_be_used_is_logged_with_the_step(
    app: Flask, services: AppServices, caplog: pytest.LogCaptureFixture
) -> None:
    services.settings.store.unlink()
    with caplog.at_level(logging.DEBUG):
        page = Visitor(app).post("/withdraw/", {"receipt": "7B2C-9QKD-M4XE-ZT10"})
    assert (page.status, page.heading) == (503, "We cannot take answers right now")
    assert "the store could not be used, in withdrawals.withdraw: " in caplog.text
    assert "7B2C" not in caplog.text


def test_over_https_browsers_are_told_to_stay_there(app: Flask) -> None:
    answer = app.test_client().get("/withdraw/", base_url="https://localhost")
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_no_page_can_begin_a_session(app: Flask) -> None:
    assert app.secret_key is None


def test_every_route_is_known_here(app: Flask) -> None:
    assert sorted({rule.rule for rule in app.url_map.iter_rules()}) == [
        "/answer/<slug>/",
        "/answer/<slug>/check/",
        "/answer/<slug>/send/",
        "/answer/<slug>/what-we-see/",
        "/forms-assets/<path:filename>",
        "/healthz",
        "/page-feedback/",
        "/page-feedback/words/",
        "/receipt/",
        "/search",
        "/search/missing",
        "/suggest/",
        "/suggest/check/",
        "/suggest/send/",
        "/withdraw/",
    ]
