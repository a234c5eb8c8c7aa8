"""Visits: the search without scripts, and telling that something was not found."""

import json
import logging
from dataclasses import replace
from datetime import UTC, datetime
from html import escape
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import Client

from feedback_app.privacy.retention import search_words_key, search_words_keys
from feedback_app.server.site_and_forms import SiteAndForms
from feedback_app.settings import Settings
from feedback_app.storage import StoreUnavailable
from feedback_app.web.extensions import AppServices, services_of, set_services
from feedback_app.web.rate_limits import MAX_CHECKS_PER_NETWORK, MAX_REPLIES_PER_NETWORK
from feedback_app.web.search_routes import MAX_KEPT_LENGTH, MAX_LENGTH, MAX_RESULTS, STEP
from handbook.search.index import INDEX_FILE, SEARCH_FOLDER
from site_builder.search.index_files import IndexedPage, index_files
from site_builder.search.places import Place
from tests.feedback_app.conftest import Moment, everything_in
from tests.feedback_app.visiting import Page, Visitor
from tests.search_indexes import indexed_page

MARK = "zebraquagga"
MANY = 50
CONTACT = Place(
    "contact-duty", "Duty worker", "Call if worried. " * 20, call="tel:+441632960001", number="01632 960001"
)
ROW = Place("hair", "Hair cut", "You decide. Why? It is small.", is_row=True, answer="You decide.")
PAGES = (
    indexed_page(
        "policies/payments.md",
        "Payments",
        "Allowances are paid.",
        places=[Place("mileage", "Mileage", "<b>You</b> are paid & thanked for each mile.")],
        questions={"Can I claim petrol money?": "mileage"},
    ),
    indexed_page("who-to-call.md", "Who to call", places=[CONTACT]),
    indexed_page("decisions/who-decides.md", "Who decides", places=[ROW]),
    *(indexed_page(f"guides/g{number}.md", f"Guide {number}", "Fostering.") for number in range(MANY)),
)


def write_index(site: Path, pages: tuple[IndexedPage, ...] = PAGES) -> None:
    """The index of a site, as the builder lays it down."""
    folder = site / SEARCH_FOLDER
    (folder / "01234567").mkdir(parents=True)
    for name, content in index_files(pages):
        if name == INDEX_FILE:
            (folder / name).write_text(json.dumps({**content, "version": "01234567"}))  # type: ignore[dict-item]
        else:
            (folder / "01234567" / name).write_text(json.dumps(content))


@pytest.fixture
def searched(visitor: Visitor, settings: Settings) -> Visitor:
    """Somebody at a site that has an index."""
    write_index(settings.site)
    return visitor


def results(page: Page) -> list[tuple[str, str]]:
    """Where each result leads, and what it is called."""
    listed = next(each for each in page.root.iter("ol") if each.get("class") == "site-search__results")
    return [(link.get("href", ""), link.text or "") for item in listed for link in item.findall("a")]


def counted(services: AppServices) -> list[str]:
    """The words that were counted as missing."""
    return [str(each["words"]) for key in search_words_keys(services.store) for each in services.store.replies(key)]


# -- asking --


def test_without_words_there_is_the_box_alone(searched: Visitor) -> None:
    for address in ("/search", "/search?q=", "/search?q=%20%0A", "/search?count=16"):
        page = searched.get(address)
        assert (page.status, page.heading) == (200, "Search the handbook")
        assert page.has_link("/a-to-z/")
        assert "Nothing found" not in page.text
        assert "missing" not in page.text


def test_a_question_finds_the_heading_that_answers(searched: Visitor) -> None:
    page = searched.get("/search?q=Can+I+claim+petrol+money%3F")
    assert page.heading == "Search the handbook"
    assert results(page)[0] == ("/policies/payments/#mileage", "Mileage")
    assert page.text.index("Mileage") < page.text.index("Payments") < page.text.index("thanked for each mile")


def test_the_words_found_are_marked_and_come_back_in_the_box(searched: Visitor) -> None:
    page = searched.get("/search?q=mile")
    assert [each.text for each in page.root.iter("mark")] == ["mile"]
    (box,) = [each for each in page.root.iter("input") if each.get("name") == "q"]
    assert box.get("value") == "mile"


def test_a_line_to_call_is_called_from_the_result(searched: Visitor) -> None:
    page = searched.get("/search?q=duty+worker")
    assert results(page) == [("/who-to-call/#contact-duty", "Duty worker"), ("tel:+441632960001", "01632 960001")]
    assert 'aria-label="Call Duty worker: 01632 960001"' in page.html


def test_the_answer_of_a_row_is_read_at_once(searched: Visitor) -> None:
    page = searched.get("/search?q=hair+cut")
    assert results(page)[0] == ("/decisions/who-decides/#hair", "Hair cut")
    assert "You decide." in page.text
    assert "It is small." not in page.text


def test_eight_results_come_first_and_more_on_request(searched: Visitor) -> None:
    page = searched.get("/search?q=fostering")
    assert len(results(page)) == STEP == 8
    assert str(MANY) not in page.text, "nobody is told how many pages there are"
    lengths = []
    while page.has_link(following := f"/search?q=fostering&count={len(results(page)) + STEP}"):
        page = searched.get(following)
        lengths.append(len(results(page)))
    assert lengths == [16, 24, 32, 40]
    assert MAX_RESULTS == 40


@pytest.mark.parametrize(
    ("count", "shown"), [("0", 8), ("-8", 8), ("9", 9), ("999999999999", 40), ("x", 8), ("", 8), ("\u0661\u0666", 8)]
)
def test_only_a_sensible_count_is_heard(searched: Visitor, count: str, shown: int) -> None:
    assert len(results(searched.get(f"/search?q=fostering&count={count}"))) == shown


def test_a_question_that_is_too_long_is_cut(searched: Visitor) -> None:
    page = searched.get(f"/search?q={'x' * MAX_LENGTH}+mileage")
    assert page.status == 200
    (box,) = [each for each in page.root.iter("input") if each.get("name") == "q"]
    assert box.get("value") == "x" * MAX_LENGTH
    assert searched.get("/search?q=" + "mileage+" * 20).status == 200


def test_nothing_found_names_the_nearest_words_and_other_ways(searched: Visitor) -> None:
    page = searched.get("/search?q=mylaeg")
    assert 'Nothing found for "mylaeg".' in page.text
    assert page.has_link("/search?q=mileage")
    assert results(searched.get("/search?q=mileage"))
    assert page.has_link("/a-to-z/")
    nothing = searched.get(f"/search?q={MARK}")
    assert "Did you mean" not in nothing.text


def test_a_question_is_shown_as_text_and_never_as_markup(searched: Visitor) -> None:
    typed = '<script>alert("x")</script>'
    for page in (
        searched.get("/search?q=%3Cscript%3Ealert(%22x%22)%3C/script%3E%27%26amp;%20mileage"),
        searched.get("/search?q=%3Cscript%3Ealert(%22x%22)%3C/script%3E"),
        searched.post("/search/missing", {"words": typed}),
    ):
        assert "<script>alert" not in page.html
        assert escape('<script>alert("x")</script>', quote=False) in page.html.replace("&#34;", '"')
    text = searched.get("/search?q=mileage").html
    assert "<b>You" not in text, "what a page says is text too"
    assert "&lt;b&gt;You" in text


def test_a_site_without_an_index_says_so_and_leads_to_the_a_to_z(visitor: Visitor) -> None:
    page = visitor.get("/search?q=mileage")
    assert page.status == 200
    assert "The search is away for the moment. Please look in the A to Z." in page.text
    assert page.has_link("/a-to-z/")
    assert "Nothing found" not in page.text


def test_an_index_that_lost_a_file_says_the_same(searched: Visitor, settings: Settings) -> None:
    for each in (settings.site / SEARCH_FOLDER / "01234567").iterdir():
        each.unlink()
    page = searched.get("/search?q=mileage")
    assert (page.status, "The search is away for the moment." in page.text) == (200, True)


def test_who_asks_without_end_is_told_to_wait(app: Flask, settings: Settings) -> None:
    write_index(settings.site)
    client = app.test_client()

    def asked(network: str) -> int:
        return client.get("/search?q=mileage", environ_base={"REMOTE_ADDR": network}).status_code

    assert {asked("192.0.2.7") for _ in range(MAX_CHECKS_PER_NETWORK)} == {200}
    assert asked("192.0.2.7") == 429
    assert asked("198.51.100.1") == 200
    # The box itself costs nothing, and no form is closed by those who search.
    assert client.get("/search", environ_base={"REMOTE_ADDR": "192.0.2.7"}).status_code == 200
    assert services_of(app).rate_limiter.allow_reply("mileage", "192.0.2.0/24")


def test_nothing_of_what_is_asked_is_kept_or_logged(
    searched: Visitor, services: AppServices, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for typed in (MARK, f"petrol+{MARK}", f"mileage&count={MARK}", f"%3C{MARK}"):
        assert searched.get(f"/search?q={typed}").status == 200
    assert counted(services) == []
    services.store.save_words("mileage", "why", "written")
    assert b"written" in everything_in(tmp_path), "what is written is found by looking"
    assert MARK.encode() not in everything_in(tmp_path)
    assert MARK not in caplog.text


def test_nothing_of_what_is_asked_is_logged_when_the_search_fails(
    app: Flask, searched: Visitor, caplog: pytest.LogCaptureFixture, settings: Settings
) -> None:
    caplog.set_level(logging.DEBUG)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    (settings.site / SEARCH_FOLDER / INDEX_FILE).write_text("{}")
    assert searched.get(f"/search?q={MARK}").status == 500
    assert "a page failed" in caplog.text
    assert MARK not in caplog.text


# -- telling that something is missing --


def test_words_that_were_not_found_are_counted_under_their_month(searched: Visitor, services: AppServices) -> None:
    asked = searched.get("/search?q=Trampoline!")
    assert 'action="/search/missing"' in asked.html
    (words,) = [each.get("value", "") for each in asked.root.iter("input") if each.get("name") == "words"]
    page = searched.post("/search/missing", {"words": words})
    assert (page.status, page.heading) == (200, "Thank you")
    assert 'We counted "Trampoline!" as missing.' in page.text
    assert page.has_link("/search")
    key = search_words_key(services.clock.today())
    assert key == "search-words/2026-11"
    assert services.store.replies(key) == ({"words": "trampoline"},)


def test_the_same_words_are_the_same_however_they_are_written(searched: Visitor, services: AppServices) -> None:
    for words in ("Hair-cut?", "hair cut", " HAIR  CUT "):
        searched.post("/search/missing", {"words": words})
    assert counted(services) == ["hair cut"] * 3


def test_it_can_be_told_too_that_what_was_found_is_not_it(searched: Visitor) -> None:
    assert "Tell us that it is missing" in searched.get("/search?q=mileage").text
    assert "Tell us that it is missing" in searched.get(f"/search?q={MARK}").text


@pytest.mark.parametrize(
    "words",
    [
        "",
        "?!",
        "call 07700 900123",
        "jo@home.example",
        "Mrs Jane Smith",
        "the home of Jane Smith",
        "SW1A 1AA",
        "born on 3 May 2015",
        "jack lives at 14",
        "five words are too many",
        f"{MARK} " + "x" * MAX_KEPT_LENGTH,
    ],
)
def test_what_may_name_somebody_or_is_a_story_is_not_counted(
    searched: Visitor, services: AppServices, tmp_path: Path, words: str
) -> None:
    page = searched.post("/search/missing", {"words": words})
    assert (page.status, page.heading) == (200, "Thank you")
    assert "We did not count your words" in page.text
    assert page.has_link("/suggest-a-change/")
    assert counted(services) == []
    assert MARK.encode() not in everything_in(tmp_path)


def test_the_length_that_is_counted_has_an_end(searched: Visitor, services: AppServices) -> None:
    searched.post("/search/missing", {"words": "x" * MAX_KEPT_LENGTH})
    searched.post("/search/missing", {"words": "x" * (MAX_KEPT_LENGTH + 1)})
    assert counted(services) == ["x" * MAX_KEPT_LENGTH]


def test_a_store_that_cannot_be_used_says_that_nothing_was_stored(
    searched: Visitor, services: AppServices, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise StoreUnavailable("full")

    monkeypatch.setattr(services.store, "save", fail)
    page = searched.post("/search/missing", {"words": MARK})
    assert page.status == 503
    assert "Nothing was stored." in page.text
    assert MARK not in caplog.text


def test_one_network_cannot_make_words_seem_missed_by_many(app: Flask, services: AppServices) -> None:
    def told(network: str) -> int:
        return (
            app.test_client()
            .post(
                "/search/missing",
                data={"words": "trampoline"},
                headers={"Sec-Fetch-Site": "same-origin"},
                environ_base={"REMOTE_ADDR": network},
            )
            .status_code
        )

    assert {told("192.0.2.7") for _ in range(MAX_REPLIES_PER_NETWORK)} == {200}
    assert told("192.0.2.7") == 429
    assert len(counted(services)) == MAX_REPLIES_PER_NETWORK
    assert told("198.51.100.1") == 200


def test_each_month_is_counted_apart(searched: Visitor, services: AppServices, moment: Moment) -> None:
    searched.post("/search/missing", {"words": "trampoline"})
    moment.at = datetime(2026, 12, 1, 12, tzinfo=UTC)
    searched.post("/search/missing", {"words": "kayak"})
    assert search_words_keys(services.store) == ("search-words/2026-11", "search-words/2026-12")


def test_words_from_another_website_are_not_counted(searched: Visitor, services: AppServices) -> None:
    searched.headers["Sec-Fetch-Site"] = "cross-site"
    assert searched.post("/search/missing", {"words": "trampoline"}).status == 403
    assert counted(services) == []


# -- below a path --


def test_every_link_stays_below_the_path_of_the_site(app: Flask, settings: Settings) -> None:
    write_index(settings.site)
    services = services_of(app)
    service = services.handbook.service.model_copy(update={"site_address": "https://council.example/council/"})
    set_services(app, replace(services, handbook=replace(services.handbook, service=service)))
    (settings.site / "index.html").write_text("<h1>The handbook</h1>")
    client = Client(SiteAndForms(app, settings))
    for asked in ("/council/search?q=petrol", "/council/search?q=mylaeg", "/council/search?q=fostering"):
        html = client.get(asked).text
        links = [part.partition('"')[0] for name in ("href", "action") for part in html.split(f' {name}="')[1:]]
        assert len(links) > 5
        assert [each for each in links if each.startswith("/") and not each.startswith("/council/")] == []
    assert 'href="/council/policies/payments/#mileage"' in client.get("/council/search?q=petrol").text
    assert 'action="/council/search/missing"' in client.get("/council/search?q=petrol").text
