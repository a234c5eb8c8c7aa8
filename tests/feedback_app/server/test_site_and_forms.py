"""One server for handbook and forms: which answers what, with which headers, and where it listens."""

import socket
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from click.testing import CliRunner
from flask import Flask
from werkzeug.http import parse_options_header
from werkzeug.test import Client, TestResponse

from feedback_app.cli.preview_command import preview_command
from feedback_app.cli.serve_command import address_of, serve_command
from feedback_app.server.site_and_forms import SiteAndForms, check_built
from feedback_app.settings import Settings, SettingsError, read_settings
from feedback_app.storage import Store
from feedback_app.web.http_security import COMMON_HEADERS, FORM_HEADERS
from tests.feedback_app.conftest import SITE_POLICY as POLICY
from tests.product import free_port


class _Reader(Client):
    """A client that closes each file it was given."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        return super().open(*args, **kwargs | {"buffered": True})


@pytest.fixture
def client(app: Flask, settings: Settings) -> Client:
    (settings.site / "index.html").write_text("<h1>The handbook</h1>")
    (settings.site / "404.html").write_text("<h1>Page not found</h1>")
    return _Reader(SiteAndForms(app, settings))


def test_pages_come_from_the_built_site(client: Client) -> None:
    answer = client.get("/policies/sleepovers/")
    assert "Say yes to a sleepover" in answer.text
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert {name: answer.headers[name] for name in COMMON_HEADERS} == COMMON_HEADERS


def test_a_page_without_its_last_slash_is_found(client: Client) -> None:
    answer = client.get("/policies/sleepovers")
    assert (answer.status_code, answer.headers["Location"]) == (302, "sleepovers/")


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("money/rates.csv", "text/csv"),
        ("learning.ics", "text/calendar"),
        ("changes.xml", "text/xml"),
        ("sitemap.xml", "text/xml"),
        ("changes/newsletter.txt", "text/plain"),
    ],
)
def test_a_file_is_told_to_be_what_it_is(app: Flask, settings: Settings, name: str, media_type: str) -> None:
    file = settings.site / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("week,£\n1,20\n", encoding="utf-8")
    answer = _Reader(SiteAndForms(app, settings)).get(f"/{name}")
    assert parse_options_header(answer.headers["Content-Type"]) == (media_type, {"charset": "utf-8"})
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_forms_come_from_the_app(client: Client) -> None:
    answer = client.get("/withdraw/")
    assert {name: answer.headers[name] for name in FORM_HEADERS} == FORM_HEADERS
    assert client.get("/healthz").text == "well\n"


def test_the_script_of_the_forms_is_served_beside_them(client: Client) -> None:
    assert client.get("/forms-assets/focus.js").headers["Content-Type"].startswith("text/javascript")


@pytest.mark.parametrize("address", ["/nowhere/", "/answers/", "/policies/../../settings", "/%00"])
def test_an_unknown_address_gets_the_sites_own_page(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert "Page not found" in answer.text
    assert answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "address", ["/policies/sleepovers", "/policies/sleepovers/index.html", "/withdraw", "/answer/mileage"]
)
@pytest.mark.parametrize("forwarded", ["X-Forwarded-Host", "Forwarded", "X-Forwarded-Prefix"])
def test_a_redirect_never_names_a_host(client: Client, address: str, forwarded: str) -> None:
    answer = client.get(address, base_url="https://evil.example", headers={forwarded: "host=evil.example"})
    assert answer.status_code in (302, 308)
    assert answer.headers["Location"] in ("sleepovers/", "./", "/withdraw/", "/answer/mileage/")
    assert "evil.example" not in answer.text


@pytest.mark.parametrize(
    "address", ["//evil.example/", "//evil.example", "/%2f%2fevil.example", "//evil.example/%2e%2e"]
)
def test_an_address_that_looks_like_another_host_leads_nowhere(client: Client, address: str) -> None:
    answer = client.get("/", environ_overrides={"PATH_INFO": unquote(address)})
    assert (answer.status_code, answer.headers.get("Location")) == (404, None)


def test_nothing_can_be_sent_to_a_page(client: Client) -> None:
    answer = client.post("/policies/sleepovers/", data={"a": "b"})
    assert answer.status_code == 405
    assert answer.headers["Content-Security-Policy"] == POLICY


@pytest.mark.parametrize("address", ["/", "/nowhere/", "/withdraw/", "/forms-assets/focus.js"])
def test_no_answer_sets_a_cookie_or_lets_others_in(client: Client, address: str) -> None:
    answer = client.get(address)
    assert "Set-Cookie" not in answer.headers
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_over_https_browsers_are_told_to_stay_there(client: Client) -> None:
    assert "Strict-Transport-Security" in client.get("/", base_url="https://localhost").headers
    assert "Strict-Transport-Security" not in client.get("/").headers


def test_a_site_that_is_not_built_stops_the_start_with_a_sentence(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"There is no built handbook in .*: run `make pages` first"):
        check_built(settings)
    (settings.site / "index.html").write_text("")
    with pytest.raises(SettingsError, match=r"security policy .* is missing"):
        check_built(replace(settings, policy=tmp_path / "missing.txt"))


def test_a_port_in_use_stops_the_start_with_a_sentence(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (settings.site / "index.html").write_text("<h1>The handbook</h1>")
    policy = tmp_path / "policy.txt"
    policy.write_text(POLICY)
    places = {"ROOT": settings.root, "STORE": settings.store, "SITE": settings.site, "POLICY": policy}
    for name, place in places.items():
        monkeypatch.setenv(f"HANDBOOK_{name}", str(place))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        outputs = [
            CliRunner().invoke(serve_command, ["--port", str(port)]).output,
            CliRunner().invoke(preview_command, ["mileage", "--port", str(port)]).output,
        ]
    error = f"Port {port} is in use, or you may not use it: stop the other program, or choose another with --port."
    assert outputs == [f"Error: {error}\n"] * 2


def test_a_second_server_on_one_store_stops_with_a_sentence_and_may_start_once_the_first_has_ended(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (settings.site / "index.html").write_text("<h1>The handbook</h1>")
    link = tmp_path / "link.sqlite"
    link.symlink_to(settings.store)
    for name in ("root", "site", "policy"):
        monkeypatch.setenv(f"HANDBOOK_{name.upper()}", str(getattr(settings, name)))
    monkeypatch.setenv("HANDBOOK_STORE", str(link))
    monkeypatch.setattr("feedback_app.cli.serve_command.serve", lambda *_: None)
    program = "import sys, pathlib; from feedback_app.storage.state_files import locked\n"
    program += "with locked(pathlib.Path(sys.argv[1])): print('locked', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", program, str(settings.store)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == b"locked\n"
        refused = CliRunner().invoke(serve_command, ["--port", str(free_port())])
        first.kill()
    assert refused.output == (
        f"Error: Another server is running on {settings.store}: stop it first, or set HANDBOOK_STORE to another file.\n"
    )
    started = CliRunner().invoke(serve_command, ["--port", str(free_port())])
    assert (started.exit_code, "are at" in started.output) == (0, True)


def test_the_address_to_listen_on_is_a_setting() -> None:
    assert address_of("::1", 8010) == "http://[::1]:8010/"
    told = read_settings({"HANDBOOK_HOST": "192.0.2.7", "HANDBOOK_PORT": "8010"})
    assert (told.host, told.port) == ("192.0.2.7", 8010)


@pytest.mark.parametrize(
    ("host", "exit_code", "said"),
    [
        ("example.org", 2, "Invalid value for '--host': 'example.org' is not an address of a computer"),
        (
            "192.0.2.7",
            1,
            "http://192.0.2.7:8000/ cannot be used: another program listens there, this computer",
        ),
    ],
)
def test_an_address_that_is_not_this_computers_stops_the_start_with_a_sentence(
    host: str, exit_code: int, said: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    (settings.site / "index.html").write_text("<h1>The handbook</h1>")
    for name in ("root", "store", "site", "policy"):
        monkeypatch.setenv(f"HANDBOOK_{name.upper()}", str(getattr(settings, name)))
    told = CliRunner().invoke(serve_command, ["--host", host])
    assert (told.exit_code, said in told.output) == (exit_code, True)


@pytest.mark.parametrize(("host", "warned"), [("127.0.0.1", False), ("::1", False), ("0.0.0.0", True)])  # noqa: S104
def test_whoever_serves_without_https_to_others_is_told_and_no_address_is_named_for_a_store_that_fails(
    host: str, settings: Settings, monkeypatch: pytest.MonkeyPatch, *, warned: bool
) -> None:
    (settings.site / "index.html").write_text("<h1>The handbook</h1>")
    for name in ("root", "store", "site", "policy"):
        monkeypatch.setenv(f"HANDBOOK_{name.upper()}", str(getattr(settings, name)))
    monkeypatch.setattr("feedback_app.cli.serve_command.serve", lambda *_: None)
    monkeypatch.setattr("feedback_app.cli.serve_command.is_free", lambda *_: True)
    told = CliRunner().invoke(serve_command, ["--host", host])
    assert ("without HTTPS" in told.output, "The handbook and its forms are at" in told.output) == (warned, True)
    assert "is refused" not in told.output
    with closing(Store(settings.store)) as store:
        store.add_codes("carer-views/2026-autumn", [b"a code of which nobody has the key"])
    told = CliRunner().invoke(serve_command, ["--host", host])
    assert "Every code of carer-views/2026-autumn is refused: " in told.output
    settings.store.unlink()
    settings.store.write_bytes(b"no store of ours" * 100)
    told = CliRunner().invoke(serve_command, ["--host", host])
    assert (told.exit_code, "are at" in told.output) == (1, False)
