"""P20: headers, framing, cookies and where forms may come from, on every address, with every answer it can give."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from werkzeug.exceptions import TooManyRequests
from werkzeug.test import Client, TestResponse

from feedback_app.server.site_and_forms import SiteAndForms
from feedback_app.settings import Settings
from feedback_app.storage import StoreUnavailable
from feedback_app.web.http_security import COMMON_HEADERS, FORM_HEADERS, HTTPS_HEADERS
from tests.conftest import Figure
from tests.feedback_app.conftest import SITE_POLICY
from tests.feedback_app.every_route import METHODS, Route, every_route, forms

HERE = {"Sec-Fetch-Site": "same-origin"}
ELSEWHERE = ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"})
NAMES = {**FORM_HEADERS, **HTTPS_HEADERS}

Answers = Iterator[tuple[str, TestResponse]]


class Secure(Client):
    """A client that comes over https and reads every answer to its end."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Ask, as every method of the client does."""
        return super().open(*args, **{"base_url": "https://localhost"} | kwargs | {"buffered": True})


@pytest.fixture
def client(app: Flask, settings: Settings) -> Client:
    (settings.site / "index.html").write_text("<h1>The handbook</h1>")
    (settings.site / "404.html").write_text("<h1>Page not found</h1>")
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return Secure(SiteAndForms(app, settings))


def wrong(answer: TestResponse, expected: dict[str, str]) -> list[str]:
    """What an answer lacks, or has too much of."""
    faults = [name for name, value in expected.items() if answer.headers.getlist(name) != [value]]
    too_much = ("Set-Cookie", "Access-Control-Allow-Origin", "X-Powered-By")
    return faults + [name for name in too_much if name in answer.headers]


def usual(client: Client, route: Route) -> Answers:
    """Each method, then what a form may not be."""
    for method in METHODS:
        yield method, client.open(route.address, method=method, headers=HERE)
    yield "unknown", client.get(f"{route.address.rstrip('/')}/nothing-here/nor/here")
    if route.is_form:
        yield "too long", client.post(route.address, data={"a": "x" * 170_000}, headers=HERE)
        yield "too many", client.post(route.address, data={"a": ["x"] * 201}, headers=HERE)
        yield "a file", client.post(route.address, data=b"{}", content_type="application/json", headers=HERE)
        yield "in parts", client.post(route.address, data={"a": "b"}, content_type="multipart/form-data", headers=HERE)
        for headers in ELSEWHERE:
            yield "from elsewhere", client.post(route.address, data={"a": "b"}, headers=headers)


def failing(app: Flask, client: Client, route: Route, fault: Exception) -> Answers:
    """Each view as it fails."""

    def fail(**_: object) -> str:
        raise fault

    kept = {name: app.view_functions[name] for name in route.endpoints}
    app.view_functions |= dict.fromkeys(kept, fail)
    for method in ("GET", "POST"):
        if method in route.methods:
            yield type(fault).__name__, client.open(route.address, method=method, data={}, headers=HERE)
    app.view_functions |= kept


def ask(tried: Callable[[], Answers]) -> tuple[list[str], Counter[int]]:
    faults, statuses = [], Counter[int]()
    for name, answer in tried():
        statuses[answer.status_code] += 1
        faults += [f"{name}, {answer.status_code}: {each}" for each in wrong(answer, NAMES)]
    return faults, statuses


def test_every_answer_of_every_address_has_every_header(app: Flask, client: Client, figure: Figure) -> None:
    faults, statuses = [], Counter[int]()
    routes = every_route(app)
    for route in routes:
        for tried in (
            lambda route=route: usual(client, route),
            lambda route=route: failing(app, client, route, ValueError("a fault of ours")),
            lambda route=route: failing(app, client, route, StoreUnavailable("no disk")),
            lambda route=route: failing(app, client, route, TooManyRequests()),
        ):
            found, met = ask(tried)
            faults += [f"{route.address}: {each}" for each in found]
            statuses += met
    figure(
        f"P20 headers, framing, cookies: {len(routes)} addresses, {statuses.total()} answers "
        f"({', '.join(str(status) for status in sorted(statuses))}), {len(faults)} missing or too much"
    )
    assert faults == []
    assert {200, 400, 403, 404, 405, 413, 429, 500, 503} <= set(statuses)


def test_a_form_from_elsewhere_is_refused_by_every_address_that_takes_forms(app: Flask, figure: Figure) -> None:
    client, taken, tried = app.test_client(), [], 0
    for route in forms(app):
        for headers in (*ELSEWHERE, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}):
            tried += 1
            status = client.post(route.address, data={"page": "/policies/sleepovers/"}, headers=headers).status_code
            taken += [route.address] if status != 403 else []
    figure(f"P20 forms from other sites: {tried} sent to {len(list(forms(app)))} addresses, {len(taken)} taken")
    assert taken == []


@pytest.mark.parametrize("address", ["/", "/policies/sleepovers/", "/policies/sleepovers", "/nowhere/"])
@pytest.mark.parametrize("method", METHODS)
def test_pages_of_the_handbook_carry_theirs(client: Client, address: str, method: str) -> None:
    answer = client.open(address, method=method)
    assert wrong(answer, COMMON_HEADERS | HTTPS_HEADERS | {"Content-Security-Policy": SITE_POLICY}) == []


def test_the_policies_let_nobody_frame_a_page() -> None:
    assert "frame-ancestors 'none'" in FORM_HEADERS["Content-Security-Policy"]
    assert "unsafe" not in FORM_HEADERS["Content-Security-Policy"]
    assert "*" not in FORM_HEADERS["Content-Security-Policy"]
