"""The search on a phone: how it opens and closes, what it shows, and what it says when it cannot."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from handbook.search.index import INDEX_FILE, SEARCH_FOLDER
from tests.serving import Served, serve_folder
from tests.site.axe import put_axe_into, run_axe
from tests.site.searching import dialog, links, look_for, open_search, places, results, status
from tests.site.visiting import opened, probe

pytestmark = pytest.mark.browser

WIDTH, HEIGHT = 360, 640
FOCUSED = "document.activeElement.textContent.trim()"
POLICIES = "/policies/"
SLEEPOVERS = "/policies/delegated-authority/#sleepovers"
UNKNOWN = "xqzzyv"
FAILED = "The search could not be loaded."


@pytest.fixture
def phone(browser: Browser, site: Served) -> Iterator[Page]:
    """The page of all policies on a phone; a fault of a script fails the test."""
    with opened(browser, viewport={"width": WIDTH, "height": HEIGHT}) as page:
        faults: list[str] = []
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.goto(site.address + POLICIES)
        yield page
        assert faults == []


def test_nothing_of_the_search_is_fetched_before_it_is_opened(phone: Page) -> None:
    fetched: list[str] = []
    phone.on("request", lambda request: fetched.append(request.url))
    phone.reload(wait_until="networkidle")
    parts = ("search-worker.js", f"{SEARCH_FOLDER}/")
    assert [url for url in fetched if any(part in url for part in parts)] == []
    open_search(phone)
    look_for(phone, "sleepover")
    assert all(any(part in url for url in fetched) for part in parts)


def test_a_slash_opens_the_search_and_is_not_typed(phone: Page) -> None:
    phone.keyboard.press("/")
    expect(dialog(phone)).to_be_visible()
    expect(phone.get_by_role("searchbox")).to_be_focused()
    expect(phone.get_by_role("searchbox")).to_have_value("")


@pytest.mark.parametrize(
    ("path", "control"),
    [
        (POLICIES, "a.site-header__call"),
        (POLICIES, "button.site-header__menu"),
        ("/money/rates/", "main summary"),
        ("/learning/", "main :is(input, select):visible"),
    ],
)
def test_a_slash_opens_nothing_while_a_control_has_the_focus(
    phone: Page, site: Served, path: str, control: str
) -> None:
    phone.goto(site.address + path)
    phone.locator(control).first.focus()
    phone.keyboard.press("/")
    expect(dialog(phone)).to_have_count(0)


@pytest.mark.parametrize("modifier", ["Control", "Alt", "Meta"])
def test_a_slash_with_a_modifier_is_left_to_the_browser(phone: Page, modifier: str) -> None:
    phone.keyboard.press(f"{modifier}+/")
    expect(dialog(phone)).to_have_count(0)


def test_escape_closes_a_full_box_at_once_and_gives_the_focus_back(phone: Page) -> None:
    open_search(phone)
    look_for(phone, "sleepover")
    phone.keyboard.press("Escape")
    expect(dialog(phone)).to_have_count(0)
    assert phone.evaluate(FOCUSED) == "Search"
    open_search(phone)
    expect(phone.get_by_role("searchbox")).to_have_value("")  # nobody else reads what was typed


def test_escape_closes_it_from_a_result_and_the_button_closes_it_too(phone: Page) -> None:
    open_search(phone)
    look_for(phone, "sleepover")
    phone.keyboard.press("ArrowDown")
    phone.keyboard.press("Escape")
    expect(dialog(phone)).to_have_count(0)
    open_search(phone)
    dialog(phone).get_by_role("button", name="Close").click()
    expect(dialog(phone)).to_have_count(0)
    assert phone.evaluate(FOCUSED) == "Search"


def test_enter_goes_to_the_first_result(phone: Page, site: Served) -> None:
    open_search(phone)
    look_for(phone, "sleepover")
    phone.keyboard.press("Enter")
    phone.wait_for_url(site.address + SLEEPOVERS)


def test_enter_waits_for_the_results_of_what_was_just_typed(phone: Page, site: Served) -> None:
    open_search(phone)
    look_for(phone, "childline")
    phone.get_by_role("searchbox").fill("sleepover")
    phone.keyboard.press("Enter")
    phone.wait_for_url(site.address + SLEEPOVERS)


def test_enter_goes_nowhere_without_words_and_without_a_result(phone: Page, site: Served) -> None:
    open_search(phone)
    phone.keyboard.press("Enter")
    look_for(phone, UNKNOWN)
    phone.keyboard.press("Enter")
    look_for(phone, f"{UNKNOWN} {UNKNOWN}")
    expect(dialog(phone)).to_be_visible()
    assert phone.url == site.address + POLICIES


def test_arrow_keys_go_from_the_box_through_the_results_and_back(phone: Page) -> None:
    open_search(phone)
    look_for(phone, "childline")
    headings = links(phone).all_inner_texts()
    met = []
    for key in ["ArrowDown"] * 2 + ["ArrowUp"]:
        phone.keyboard.press(key)
        met.append(phone.evaluate(FOCUSED))
    assert met == [headings[0], headings[1], headings[0]]
    # From the number in a result they go on to the next one.
    results(phone).locator(".site-search__number").first.focus()
    phone.keyboard.press("ArrowDown")
    assert phone.evaluate(FOCUSED) == headings[1]
    for _ in headings:
        phone.keyboard.press("ArrowDown")
    assert phone.evaluate(FOCUSED) == headings[-1]
    for _ in headings:
        phone.keyboard.press("ArrowUp")
    expect(phone.get_by_role("searchbox")).to_be_focused()


def test_back_from_another_page_brings_the_words_and_the_results_back(phone: Page, site: Served) -> None:
    open_search(phone)
    look_for(phone, "passport")
    before = places(phone)
    links(phone).nth(1).click()
    phone.wait_for_url(site.address + before[1])
    phone.go_back()
    expect(phone.get_by_role("searchbox")).to_have_value("passport")
    expect(links(phone)).to_have_count(len(before))
    assert places(phone) == before


def test_back_from_a_place_on_the_same_page_brings_them_back_and_forward_leads_to_it_again(
    phone: Page, site: Served
) -> None:
    here = f"{site.address}{SLEEPOVERS.partition('#')[0]}"
    phone.goto(here)
    open_search(phone)
    look_for(phone, "sleepover")
    links(phone).first.click()
    phone.wait_for_url(site.address + SLEEPOVERS)
    expect(dialog(phone)).to_have_count(0)
    assert phone.locator("#sleepovers").evaluate("heading => heading.getBoundingClientRect().top < innerHeight")
    phone.go_back()
    expect(phone.get_by_role("searchbox")).to_have_value("sleepover")
    assert places(phone)[0] == SLEEPOVERS
    phone.go_forward()
    expect(dialog(phone)).to_have_count(0)
    assert phone.url == site.address + SLEEPOVERS


def test_back_brings_as_many_results_as_were_shown(phone: Page, site: Served) -> None:
    open_search(phone)
    look_for(phone, "school")
    phone.get_by_role("button", name="Show more").click()
    expect(links(phone)).to_have_count(16)
    last = places(phone)[-1]
    links(phone).last.click()
    phone.wait_for_url(site.address + last)
    phone.go_back()
    expect(links(phone)).to_have_count(16)


def test_a_search_that_was_closed_stays_closed_on_the_way_back(phone: Page, site: Served) -> None:
    open_search(phone)
    look_for(phone, "sleepover")
    links(phone).first.click()
    phone.wait_for_url(site.address + SLEEPOVERS)
    phone.go_back()
    expect(dialog(phone)).to_be_visible()
    phone.keyboard.press("Escape")
    phone.goto(f"{site.address}/money/")
    phone.go_back()
    phone.wait_for_url(site.address + POLICIES)
    phone.wait_for_load_state()
    expect(dialog(phone)).to_have_count(0)


def test_eight_results_come_first_and_eight_more_with_the_focus_on_the_first_of_them(phone: Page) -> None:
    open_search(phone)
    look_for(phone, "school")
    expect(status(phone)).to_have_text("The 8 best places")
    first = places(phone)
    assert len(first) == 8
    phone.get_by_role("button", name="Show more").click()
    expect(links(phone)).to_have_count(16)
    assert places(phone)[:8] == first
    expect(links(phone).nth(8)).to_be_focused()
    more = phone.get_by_role("button", name="Show more")
    while more.is_visible():
        shown = links(phone).count()
        more.click()
        expect(links(phone).nth(shown)).to_be_focused()
    expect(status(phone)).to_have_text(f"{links(phone).count()} places found")
    assert links(phone).count() <= 40


@pytest.mark.parametrize("typed", ["I am worried about what to do", "the", "sleepover", "childline"])
def test_results_are_announced_and_no_hundreds_of_pages_are_named(phone: Page, typed: str) -> None:
    open_search(phone)
    look_for(phone, typed)
    said = status(phone).inner_text()
    assert said in {"The 8 best places", f"{links(phone).count()} places found", "1 place found"}


@pytest.mark.parametrize(
    ("typed", "place", "answer"),
    [
        ("LADO", "/glossary/#lado", "Local authority designated officer"),
        ("mileage by car", "/money/rates/#mileage", "£0.45 (example) a mile"),
        ("jabs", "/decisions/who-decides/#jabs", "The parents decide."),
    ],
)
def test_a_meaning_a_rate_and_who_decides_stand_in_the_result(phone: Page, typed: str, place: str, answer: str) -> None:
    open_search(phone)
    look_for(phone, typed)
    shown = dict(zip(places(phone), results(phone).all_inner_texts(), strict=True))
    assert answer in shown[place]


def test_a_contact_has_its_number_to_tap(phone: Page) -> None:
    open_search(phone)
    look_for(phone, "childline")
    first = results(phone).first
    assert places(phone)[0] == "/who-to-call/#contact-childline"
    number = first.get_by_role("link", name="Call Childline: 0800 1111")
    assert number.get_attribute("href") == "tel:08001111"
    box = number.bounding_box()
    assert box is not None
    assert box["height"] >= 24
    assert box["y"] + box["height"] < HEIGHT
    assert "Day and night" in first.inner_text()


@pytest.mark.parametrize(
    "typed", ["<img src=x onerror=document.title=1>", "<b>sleepover</b>", "&lt;b&gt;", "</dialog>"]
)
def test_words_that_may_be_html_stay_words(phone: Page, typed: str) -> None:
    title = phone.title()
    open_search(phone)
    look_for(phone, typed)
    assert phone.locator("#search :is(img, b)").count() == 0
    assert phone.title() == title


def test_texts_of_the_handbook_that_may_be_html_stay_texts(phone: Page) -> None:
    def put_html_in(route: Route) -> None:
        page = route.fetch().json()
        for place in page["places"]:
            place[1:4] = ["<b>Heading</b>", "<img src=x> &amp; sleepover", ""]
        route.fulfill(json=page)

    phone.route("**/page-*.json", put_html_in)
    open_search(phone)
    look_for(phone, "sleepover")
    assert links(phone).first.inner_text() == "<b>Heading</b>"
    assert "<img src=x> &amp; sleepover" in results(phone).first.inner_text()
    assert phone.locator("#search :is(img, b)").count() == 0


def test_while_it_loads_it_says_so_and_leads_to_the_page_without_scripts(phone: Page, site: Served) -> None:
    waiting: list[Route] = []
    phone.route(f"**/{INDEX_FILE}", lambda route: waiting.append(route))  # noqa: PLW0108  it must be a function
    open_search(phone)
    phone.get_by_role("searchbox").fill("wet bed")
    expect(status(phone)).to_contain_text("Loading the search")
    link = status(phone).get_by_role("link")
    expect(link).to_have_attribute("href", f"{site.address}/search?q=wet%20bed")
    waiting[0].continue_()
    expect(links(phone).first).to_be_visible()
    expect(status(phone)).to_have_text("The 8 best places")


@pytest.mark.parametrize("file", [INDEX_FILE, "terms-*.json", "page-*.json", "search-worker.js"])
def test_what_cannot_be_loaded_is_said_and_leads_to_the_page_without_scripts_with_the_words(
    phone: Page, site: Served, file: str
) -> None:
    phone.route(f"**/{file}", lambda route: route.abort())
    open_search(phone)
    look_for(phone, "mum & dad?")
    expect(status(phone)).to_contain_text(FAILED)
    link = status(phone).get_by_role("link")
    expect(link).to_have_attribute("href", f"{site.address}/search?q={quote('mum & dad?')}")
    assert links(phone).count() == 0
    # It tries again with the next words, also where a whole script was missing.
    phone.unroute(f"**/{file}")
    look_for(phone, "sleepover")
    assert places(phone)[0] == SLEEPOVERS


def test_after_a_failure_enter_leads_to_the_page_without_scripts(phone: Page, site: Served) -> None:
    phone.route(f"**/{INDEX_FILE}", lambda route: route.abort())
    open_search(phone)
    look_for(phone, "wet bed")
    expect(status(phone)).to_contain_text(FAILED)
    phone.keyboard.press("Enter")
    phone.wait_for_url(f"{site.address}/search?q=wet+bed")


def test_a_new_build_in_the_middle_of_a_visit_is_searched(browser: Browser, site: Served, tmp_path: Path) -> None:
    shutil.copytree(site.folder / "assets", tmp_path / "assets", ignore=shutil.ignore_patterns("*.gz", "*.br"))
    shutil.copy(site.folder / "index.html", tmp_path)
    search = tmp_path / SEARCH_FOLDER
    first = json.loads((search / INDEX_FILE).read_text())
    with serve_folder(tmp_path) as served, opened(browser, viewport={"width": WIDTH, "height": HEIGHT}) as page:
        page.goto(served.address)
        open_search(page)
        look_for(page, "childline")
        (search / first["version"]).rename(search / "0123abcd")
        (search / INDEX_FILE).write_text(json.dumps(first | {"version": "0123abcd"}))
        look_for(page, "sleepover")
        assert places(page)[0] == SLEEPOVERS
    assert any(first["version"] in path for path in served.missing)


def test_who_finds_nothing_is_led_on(phone: Page) -> None:
    open_search(phone)
    look_for(phone, UNKNOWN)
    expect(status(phone)).to_have_text("Nothing found. Try other words, look in the A to Z, or call someone.")
    assert links(phone).count() == 0
    for control in (
        dialog(phone).get_by_role("link", name="Who to call"),
        dialog(phone).get_by_role("link", name="A to Z"),
        dialog(phone).get_by_role("button", name="Tell us that it is missing"),
    ):
        expect(control).to_be_in_viewport(ratio=1)


def test_without_words_nothing_is_said_or_asked(phone: Page) -> None:
    open_search(phone)
    for typed in ("sleepover", " "):
        look_for(phone, typed)
    expect(status(phone)).to_have_text("")
    expect(dialog(phone).get_by_role("button")).to_have_text(["Close"])


def test_the_nearest_words_are_buttons_that_search(phone: Page) -> None:
    open_search(phone)
    look_for(phone, "sleeeepoverr")
    expect(dialog(phone).get_by_text("Did you mean")).to_be_visible()
    dialog(phone).get_by_role("button", name="sleepover", exact=True).click()
    expect(phone.get_by_role("searchbox")).to_have_value("sleepover")
    expect(phone.get_by_role("searchbox")).to_be_focused()
    expect(links(phone).first).to_be_visible()
    assert places(phone)[0] == SLEEPOVERS
    expect(dialog(phone).get_by_text("Did you mean")).to_be_hidden()


@pytest.mark.parametrize("typed", ["", "sleepover", UNKNOWN])
def test_who_to_call_is_on_the_first_screen_of_the_open_search(phone: Page, site: Served, typed: str) -> None:
    open_search(phone)
    look_for(phone, typed)
    link = dialog(phone).get_by_role("link", name="Who to call", exact=True)
    expect(link.first).to_be_in_viewport(ratio=1)
    link.first.click()
    phone.wait_for_url(f"{site.address}/who-to-call/")


def test_the_browser_keeps_nothing(phone: Page) -> None:
    open_search(phone)
    look_for(phone, "school")
    phone.get_by_role("button", name="Show more").click()
    expect(links(phone)).to_have_count(16)
    links(phone).last.click()
    phone.wait_for_load_state()
    phone.go_back()
    expect(links(phone)).to_have_count(16)
    assert probe(phone, "facts")["storage"] == 0
    assert phone.context.cookies() == []


def test_paper_shows_no_search(phone: Page) -> None:
    open_search(phone)
    look_for(phone, "sleepover")
    phone.emulate_media(media="print")
    expect(phone.locator("#search")).to_be_hidden()


def test_nothing_of_it_is_small_or_stands_out_sideways(phone: Page) -> None:
    open_search(phone)
    for typed in ("", "childline", "w" * 200, "sleeeepoverr"):
        look_for(phone, typed)
        assert (probe(phone, "small"), probe(phone, "sideways")) == ([], [])


@pytest.mark.parametrize("width", [WIDTH, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state_of_the_open_search(
    browser: Browser, site: Served, width: int, scheme: str
) -> None:
    with opened(browser, viewport={"width": width, "height": 800}, color_scheme=scheme) as page:
        page.goto(site.address)
        put_axe_into(page)
        open_search(page)
        for typed in ("", "childline", "school", "sleeeepoverr", "fails"):
            if typed == "fails":
                page.route("**/assets/search/**", lambda route: route.abort())
            look_for(page, typed)
            findings = run_axe(page)
            assert (findings.faults, findings.undecided) == ((), ()), typed
        expect(status(page)).to_contain_text(FAILED)
