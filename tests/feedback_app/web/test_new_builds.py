"""What a running server does when the site is built again: files, forms, refusals, health and log."""

import gzip
import json
import logging
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import brotli
import pytest
from flask import Flask, render_template_string
from werkzeug.test import Client, TestResponse

from feedback_app.app import create_app
from feedback_app.clock import Clock
from feedback_app.server.site_and_forms import SiteAndForms
from feedback_app.settings import Settings
from feedback_app.web import content_reload
from feedback_app.web.extensions import current_services, known_page, services_of, set_services, title_of
from feedback_app.web.site_build import SiteBuild
from handbook.handbook import Handbook
from handbook.loading import load_handbook
from handbook.urls import POLICY_FILE, REDIRECTS_FILE, SITE_FOLDER
from site_builder.build.postprocess import compress_site
from site_builder.build.versions import VERSIONS, new_version, remove_old_versions, switch_to
from tests.feedback_app.conftest import Moment

ON = date(2026, 11, 22)
LONG = "<p>Who to call, by day and by night.</p>" * 200


@pytest.fixture
def settings(root: Path, settings: Settings, tmp_path: Path) -> Settings:
    """A copy of the sample, and no site yet."""
    content = tmp_path / "content"
    shutil.copytree(root / "tests/sample", content)
    shutil.rmtree(settings.site)
    return replace(settings, root=content)


@pytest.fixture
def app(settings: Settings, moment: Moment) -> Iterator[Flask]:
    build(settings, "1")
    made = create_app(settings, load_handbook(settings.root), clock=Clock(now=moment.now))
    yield made
    services_of(made).store.close()


@pytest.fixture
def server(app: Flask, settings: Settings) -> SiteAndForms:
    return SiteAndForms(app, settings)


@pytest.fixture
def client(server: SiteAndForms) -> Client:
    return Client(server)


def build(settings: Settings, says: str, redirects: dict[str, str] | None = None, **pages: str) -> Path:
    """Put a small site in place as the builder does."""
    made = settings.site.parent / "build"
    with new_version(made, ON) as version:
        site = version / SITE_FOLDER
        for name, text in {"index.html": f"<h1>{says}</h1>{LONG}", "404.html": f"No page {says}"}.items():
            site.mkdir(exist_ok=True)
            (site / name).write_text(text)
        for name, text in {"who-to-call": "<h1>Who to call</h1>", **pages}.items():
            (site / name).mkdir()
            (site / name / "index.html").write_text(text)
        (version / POLICY_FILE).write_text(f"default-src 'self' https://{says}.example\n")
        (version / REDIRECTS_FILE).write_text(json.dumps(redirects or {}))
        compress_site(site)
    before = switch_to(settings.site, version)
    remove_old_versions(made, {version.resolve(), *([before] if before else [])})
    return version


def get(client: Client, path: str, **headers: str) -> TestResponse:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = client.get(path, headers=named, buffered=True)
    if answer.status_code == 200:
        assert int(answer.headers["Content-Length"]) == len(answer.data)
    return answer


def test_a_new_build_is_served_whole_from_the_next_request_on(client: Client, settings: Settings) -> None:
    assert "<h1>1</h1>" in get(client, "/").text
    build(settings, "2", added="<h1>A new page</h1>")
    answer = get(client, "/")
    assert "<h1>2</h1>" in answer.text
    assert answer.headers["Content-Security-Policy"] == "default-src 'self' https://2.example"
    assert get(client, "/added/").text == "<h1>A new page</h1>"
    build(settings, "3")
    missing = get(client, "/added/")
    assert (missing.status_code, missing.text) == (404, "No page 3")


def test_an_answer_that_has_begun_ends_as_it_began(client: Client, settings: Settings) -> None:
    begun = client.get("/", buffered=False)
    for number in "234":
        build(settings, number)
    body = b"".join(begun.iter_encoded())
    assert body.startswith(b"<h1>1</h1>")
    assert len(body) == int(begun.headers["Content-Length"])
    begun.close()


def test_the_build_that_is_being_read_is_not_removed(server: SiteAndForms, settings: Settings) -> None:
    # The forms hold the build of their content, and the site's files the newest that somebody asked for.
    served = services_of(server.forms).build.folder
    for number in "2345":
        build(settings, number)
    assert (served / "index.html").is_file()
    server.content.reload_if_changed()
    get(Client(server), "/")
    build(settings, "6")
    build(settings, "7")
    assert not served.exists()
    assert len(list((settings.site.parent / "build" / VERSIONS).iterdir())) == 3


def test_a_page_keeps_its_tag_while_it_says_the_same_and_loses_it_with_the_first_change(
    client: Client, settings: Settings
) -> None:
    tag = get(client, "/").headers["ETag"]
    home = settings.site / "index.html"
    os.utime(home, (0, 0))
    build(settings, "1")
    assert get(client, "/", If_None_Match=tag).status_code == 304
    old = (settings.site / "index.html").stat()
    build(settings, "2")
    # A corrected number of the same length, in the same second:
    os.utime(settings.site / "index.html", ns=(old.st_atime_ns, old.st_mtime_ns))
    answer = get(client, "/", If_None_Match=tag, If_Modified_Since="Sun, 22 Nov 2037 00:00:00 GMT")
    assert (answer.status_code, "<h1>2</h1>" in answer.text) == (200, True)
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "Last-Modified" not in answer.headers


LED_ON = {
    "/policies/on-hold/": "../breaks/#ask",
    "/policies/on-hold": "breaks/#ask",
    "/policies/on-hold/index.html": "../breaks/#ask",
    "/old.ics": "events.ics",
}
"""What is asked for, and where the answer sends: the way from there, so that it holds below any path."""


@pytest.mark.parametrize("base", ["", "/council/fostering"])
def test_an_old_address_leads_on_below_any_path(settings: Settings, moment: Moment, base: str) -> None:
    service = settings.root / "service/service.yml"
    service.write_text(f"{service.read_text()}site_address: https://council.example{base}/\n")
    build(settings, "1", {"/policies/on-hold/": "/policies/breaks/#ask", "/old.ics": "/events.ics"})
    app = create_app(settings, load_handbook(settings.root), clock=Clock(now=moment.now))
    client = Client(SiteAndForms(app, settings))
    for asked, location in LED_ON.items():
        for method in ("GET", "HEAD"):
            answer = client.open(f"{base}{asked}", method=method)
            assert (answer.status_code, answer.headers["Location"]) == (301, location)
            assert answer.headers["Cache-Control"] == "no-cache", "a page may come back"
            assert answer.headers["Content-Security-Policy"] == "default-src 'self' https://1.example"
        assert client.post(f"{base}{asked}").status_code != 301
    services_of(app).store.close()


def test_redirects_come_and_go_with_the_build_that_has_them(client: Client, settings: Settings) -> None:
    assert get(client, "/old/").status_code == 404
    build(settings, "2", {"/old/": "/new/"}, new="<h1>New</h1>")
    assert get(client, "/old/").headers["Location"] == "../new/"
    build(settings, "3", old="<h1>It came back</h1>")
    assert get(client, "/old/").text == "<h1>It came back</h1>"


def test_a_form_about_a_page_that_was_renamed_is_about_its_new_name(app: Flask, settings: Settings) -> None:
    build(settings, "2", {"/old/": "/new/#part"}, new="<h1>New</h1>", old="<h1>This page has moved</h1>")
    services = services_of(app)
    set_services(app, replace(services, build=SiteBuild(settings.site, settings.policy)))
    with app.test_request_context():
        assert known_page("/old/") == "/new/"
        assert known_page("/nowhere/") is None
        assert title_of("/new/") == "New"


@pytest.mark.parametrize(
    ("takes", "encoding"),
    [
        ("br, gzip, deflate", "br"),
        ("gzip", "gzip"),
        ("gzip, br;q=0", "gzip"),
        ("gzip;q=0", None),
        ("identity", None),
        ("", None),
        ("*", "br"),
    ],
)
def test_each_browser_gets_the_copy_that_it_can_read(client: Client, takes: str, encoding: str | None) -> None:
    answer = get(client, "/", Accept_Encoding=takes)
    assert answer.headers.get("Content-Encoding") == encoding
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[encoding]
    assert unpack(answer.data).decode() == f"<h1>1</h1>{LONG}"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.headers["ETag"].startswith('W/"')
    again = get(client, "/", Accept_Encoding=takes, If_None_Match=answer.headers["ETag"])
    assert (again.status_code, again.headers["Vary"]) == (304, "Accept-Encoding")


def test_no_form_is_compressed(client: Client) -> None:
    for path in ("/answer/mileage/", "/receipt/", "/withdraw/", "/nowhere/"):
        answer = get(client, path, Accept_Encoding="br, gzip")
        assert "Content-Encoding" not in answer.headers
    assert get(client, "/receipt/").headers["Cache-Control"] == "no-store, no-transform"


def test_the_rest_of_a_file_is_never_put_behind_the_beginning_of_another(client: Client, settings: Settings) -> None:
    first = get(client, "/", Range="bytes=0-9")
    assert (first.status_code, first.text) == (206, "<h1>1</h1>")
    build(settings, "2")
    rest = get(client, "/", Range="bytes=10-", If_Range=first.headers["ETag"])
    assert (rest.status_code, rest.text) == (200, f"<h1>2</h1>{LONG}")


def test_files_that_are_copied_over_a_plain_folder_are_never_cut(settings: Settings, moment: Moment) -> None:
    settings.site.mkdir()
    page = settings.site / "page.html"
    (settings.site / "index.html").write_text("home")
    page.write_text("short")
    app = create_app(settings, load_handbook(settings.root), clock=Clock(now=moment.now))
    client = Client(SiteAndForms(app, settings))
    assert get(client, "/page.html").text == "short"
    page.write_text("longer than before")
    # The page that names the build has not been copied yet, so the headers are still those of before.
    assert get(client, "/page.html").status_code == 503
    (settings.site / "index.html").write_text("home again")
    assert get(client, "/page.html").text == "longer than before"
    services_of(app).store.close()


def test_a_site_that_is_taken_away_is_not_missed_by_the_one_that_serves_it(client: Client, settings: Settings) -> None:
    settings.site.unlink()
    assert "<h1>1</h1>" in get(client, "/").text
    assert get(client, "/healthz").text == "well\n"


def change(settings: Settings, file: str, old: str, new: str) -> None:
    path = settings.root / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_a_site_whose_files_are_gone_is_told_by_health_and_once_by_the_log(
    client: Client, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    made = settings.site.parent / "build"
    away = made.with_name("away")
    for _ in range(2):
        caplog.clear()
        made.rename(away)
        answers = [get(client, page) for page in ("/", "/who-to-call/", "/who-to-call")]
        assert [each.status_code for each in answers] == [503] * 3
        for each in answers:
            assert "We cannot show the handbook right now" in each.text
            assert "answers" not in each.text
            assert re.findall(r'href="([^"]*)"', each.text) == [
                "/forms-assets/plain.css",
                "tel:999",
                "tel:+441632960101",
                "tel:+441632960102",
                "tel:08001111",
            ]
        health = get(client, "/healthz")
        assert (health.status_code, health.text) == (503, "the site cannot be read; run `make pages`\n")
        assert len([each for each in caplog.messages if "cannot be read" in each]) == 1
        away.rename(made)
        assert (get(client, "/").status_code, get(client, "/healthz").text) == (200, "well\n")


@pytest.mark.parametrize("page", ["/", "/who-to-call/"])
def test_one_page_that_matters_most_is_missed_by_health_by_its_readers_and_by_the_log(
    client: Client, settings: Settings, caplog: pytest.LogCaptureFixture, page: str
) -> None:
    file = Path(os.path.realpath(settings.site), page.strip("/"), "index.html")
    kept = file.read_bytes()
    file.unlink()
    assert get(client, "/healthz").status_code == 503
    other = "/" if page == "/who-to-call/" else "/who-to-call/"
    for asked in (page, other, page):
        answer = get(client, asked)
        assert (answer.status_code, 'href="tel:999"' in answer.text) == ((503, True) if asked == page else (200, False))
    assert len([each for each in caplog.messages if "pages of the site" in each and "make pages" in each]) == 1
    file.write_bytes(kept)
    assert (get(client, page).status_code, get(client, "/healthz").text) == (200, "well\n")


def test_a_build_without_such_a_page_is_told_by_the_log_when_it_is_opened(
    client: Client, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    (build(settings, "2") / SITE_FOLDER / "who-to-call" / "index.html").unlink()
    assert get(client, "/who-to-call/").status_code == 503
    assert f"the site {settings.site} has no page /who-to-call/: run `make pages`" in caplog.messages
    assert get(client, "/healthz").status_code == 503


def test_the_forms_have_the_content_of_the_new_build(server: SiteAndForms, client: Client, settings: Settings) -> None:
    before = get(client, "/answer/mileage/").text
    assert "01632 960101" in before
    change(settings, "service/contacts.yml", "01632 960101", "01632 960999")
    change(settings, "service/service.yml", "The Thistlemoor handbook", "Another title")
    change(settings, "docs/policies/sleepovers.md", "title: ", "title: Newly ")
    server.content.reload_if_changed()
    # Nothing is taken that no build has found right.
    assert "01632 960101" in get(client, "/answer/mileage/").text
    build(settings, "2")
    server.content.reload_if_changed()
    after = get(client, "/answer/mileage/").text
    assert ("01632 960999" in after, "01632 960101" in after) == (True, False)
    assert "Another title</title>" in after
    assert "Another title" in Client(server.busy).get("/").text
    assert "Another title" in Client(server.busy).post("/answer/mileage/send/", data={"a": "b"}).text
    assert services_of(server.forms).site == Path(os.path.realpath(settings.site))


def test_one_request_sees_one_content(app: Flask, server: SiteAndForms, settings: Settings) -> None:
    with app.test_request_context():
        services = current_services()
        change(settings, "service/service.yml", "The Thistlemoor handbook", "Another title")
        build(settings, "2")
        server.content.reload_if_changed()
        assert current_services() is services
        assert render_template_string("{{ service.title }}") == "The Thistlemoor handbook"
    with app.test_request_context():
        assert render_template_string("{{ service.title }}") == "Another title"
        assert current_services().store is services.store
        assert current_services().rate_limiter is services.rate_limiter
        assert current_services().thanks is not services.thanks


def test_faults_of_new_content_are_said_once_and_the_old_is_kept(
    server: SiteAndForms, client: Client, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    change(settings, "service/contacts.yml", "phone: 01632 960101", "fone: Mary Marker")
    build(settings, "2")
    with caplog.at_level(logging.INFO):
        server.content.reload_if_changed()
        server.content.reload_if_changed()
    (said,) = [record.getMessage() for record in caplog.records]
    assert said.startswith("the new content has faults, and the forms keep the old: service/contacts.yml:")
    assert "Marker" not in said
    assert "01632 960101" in get(client, "/answer/mileage/").text
    assert "<h1>2</h1>" in get(client, "/").text
    health = get(client, "/healthz")
    assert (health.status_code, health.text) == (200, "well, with the content of an earlier build; the log says why\n")
    change(settings, "service/contacts.yml", "fone: Mary Marker", "phone: 01632 960999")
    build(settings, "3")
    server.content.reload_if_changed()
    assert "01632 960999" in get(client, "/answer/mileage/").text
    assert get(client, "/healthz").text == "well\n"


def test_faults_that_are_mended_without_another_build_are_forgotten(
    server: SiteAndForms, client: Client, settings: Settings
) -> None:
    change(settings, "service/contacts.yml", "phone: 01632 960101", "fone: 01632 960101")
    build(settings, "2")
    server.content.reload_if_changed()
    assert "earlier build" in get(client, "/healthz").text
    change(settings, "service/contacts.yml", "fone: 01632 960101", "phone: 01632 960999")
    server.content.reload_if_changed()
    assert "01632 960999" in get(client, "/answer/mileage/").text
    assert get(client, "/healthz").text == "well\n"


def test_files_that_change_while_they_are_read_are_read_again(
    server: SiteAndForms, client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = content_reload.load_content

    def slow(told: Settings) -> Handbook:
        handbook = load(told)
        change(settings, "service/contacts.yml", "01632 960101", "01632 960999")
        monkeypatch.setattr(content_reload, "load_content", load)
        return handbook

    monkeypatch.setattr(content_reload, "load_content", slow)
    change(settings, "service/service.yml", "title: ", "title: Second ")
    build(settings, "2")
    server.content.reload_if_changed()
    assert "Second" not in get(client, "/answer/mileage/").text
    server.content.reload_if_changed()
    text = get(client, "/answer/mileage/").text
    assert ("Second" in text, "01632 960999" in text) == (True, True)


def test_what_cannot_be_read_is_tried_again_and_said_once(
    server: SiteAndForms,
    settings: Settings,
    client: Client,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    change(settings, "service/contacts.yml", "01632 960101", "01632 960999")
    build(settings, "2")
    monkeypatch.setattr("feedback_app.web.content_reload.POLL_SECONDS", 0.01)
    tries: list[int] = []

    def fails(_settings: Settings) -> None:
        tries.append(1)
        if len(tries) == 5:
            monkeypatch.undo()
        raise OSError(5, "Input/output error", "/secret/place")

    monkeypatch.setattr("feedback_app.web.content_reload.load_content", fails)
    server.content.start()
    while "01632 960999" not in get(client, "/answer/mileage/").text:
        pass
    server.content.stop()
    (said,) = [record.getMessage() for record in caplog.records]
    assert said == "the content of the new build could not be read (OSError): the old is kept"


def test_a_build_is_known_by_its_folder_and_its_home_page(settings: Settings) -> None:
    build(settings, "1")
    first = SiteBuild(settings.site, settings.policy)
    assert first.is_newest
    build(settings, "2")
    assert not first.is_newest
