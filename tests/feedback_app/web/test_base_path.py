"""A handbook that is not at the root of its host: every link of the forms stays below its path."""

import re
from dataclasses import replace

import pytest
from flask import Flask
from werkzeug.test import Client

from feedback_app.server.site_and_forms import SiteAndForms
from feedback_app.settings import Settings
from feedback_app.web.extensions import services_of, set_services

BASE = "/council/fostering"
LINK = re.compile(r'\b(?:href|src|action|formaction)="(/[^"]*)"')


@pytest.fixture
def client(app: Flask, settings: Settings) -> Client:
    services = services_of(app)
    service = services.handbook.service.model_copy(update={"site_address": f"https://council.example{BASE}/"})
    set_services(app, replace(services, handbook=replace(services.handbook, service=service)))
    (settings.site / "index.html").write_text("<h1>The handbook</h1>")
    return Client(SiteAndForms(app, settings))


@pytest.mark.parametrize(
    "path", ["/answer/mileage/", "/withdraw/", "/receipt/", "/suggest/", "/answer/carer-views/", "/answer/nobody/"]
)
def test_every_link_of_a_form_stays_below(client: Client, path: str) -> None:
    for asked in (f"{BASE}{path}", path):
        links = LINK.findall(client.get(asked).text)
        assert len(links) > 5
        assert [link for link in links if not link.startswith(f"{BASE}/") or link.startswith(f"{BASE}{BASE}")] == []


def test_the_handbook_is_there_and_its_address_without_a_slash_leads_to_it(client: Client) -> None:
    assert client.get(f"{BASE}/", buffered=True).text == "<h1>The handbook</h1>"
    assert client.get(f"{BASE}/forms-assets/focus.js", buffered=True).status_code == 200
    assert client.get(BASE).headers["Location"] == "fostering/"
    assert client.get(f"{BASE}/withdraw").headers["Location"] == f"{BASE}/withdraw/"


def test_the_page_that_asks_to_wait_sends_to_the_same_form(client: Client) -> None:
    busy = Client(client.application.busy)  # type: ignore[attr-defined, union-attr]
    for sent in (f"{BASE}/answer/mileage/send/", "/answer/mileage/send/"):
        page = busy.post(sent, data={"a": "b"}, base_url="https://council.example").text
        assert f'action="{BASE}/answer/mileage/send/"' in page
        assert 'value="b"' in page
