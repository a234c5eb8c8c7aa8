"""The filter of long tables and lists: words, choices, columns, keyboard, Back, and everything there without it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.serving import Served
from tests.site.axe import put_axe_into, run_axe
from tests.site.visiting import opened, probe

pytestmark = pytest.mark.browser

LIST = "/decisions/who-decides/"
ALL = 69


@pytest.fixture
def page(browser: Browser, site: Served) -> Iterator[Page]:
    """The list of decisions on a computer."""
    with opened(browser, viewport={"width": 1280, "height": 900}) as page:
        page.goto(site.address + LIST)
        yield page


def status(page: Page) -> Locator:
    """The line that says how much is shown, which is read out when it changes."""
    return page.locator("form.filter [role=status]")


def rows(page: Page) -> Locator:
    """What is shown."""
    return page.locator("[data-filter-item]:visible")


def test_a_word_leaves_what_it_is_found_in_and_the_count_is_announced(page: Page) -> None:
    expect(status(page)).to_have_text(f"{ALL} of {ALL} decisions shown.")
    page.get_by_label("Words").fill("passp")
    expect(status(page)).to_have_text(re.compile(rf"^[1-9] of {ALL} decisions shown\.$"))
    expect(page.locator("#passport")).to_be_visible()
    expect(page.locator("#haircut")).to_be_hidden()
    expect(page.get_by_role("heading", name="Hair, clothes and body")).to_be_hidden()


def test_other_words_are_found_and_all_words_must_fit(page: Page) -> None:
    page.get_by_label("Words").fill("CALPOL dose")
    expect(status(page)).to_have_text(f"1 of {ALL} decisions shown.")
    expect(page.locator("#everyday-medicine")).to_be_visible()


def test_nothing_found_says_what_to_do(page: Page) -> None:
    page.get_by_label("Words").fill("zeppelin")
    expect(status(page)).to_have_text(f"0 of {ALL} decisions shown. Try another word, or show all.")
    page.get_by_role("button", name="Show all").click()
    expect(rows(page)).to_have_count(ALL)
    expect(page.get_by_label("Words")).to_have_value("")


def test_a_subject_leaves_its_own_decisions(page: Page) -> None:
    page.get_by_label("Subject").select_option("Phones, internet and photos")
    expect(status(page)).to_have_text(f"5 of {ALL} decisions shown.")
    assert {row.get_attribute("data-subject") for row in rows(page).all()} == {"Phones, internet and photos"}


def test_an_order_leaves_one_column_of_answers(page: Page) -> None:
    page.get_by_label("Order").select_option("Placement order")
    expect(rows(page)).to_have_count(ALL)
    heads = page.locator("table:visible").first.locator("thead th:visible")
    assert heads.all_inner_texts() == ["What is decided", "Placement order", "Before you say yes"]
    expect(page.locator("#passport td:visible")).to_have_count(2)


def test_choices_add_up(page: Page) -> None:
    page.get_by_label("Subject").select_option("Health and medicine")
    page.get_by_label("Kind").select_option("Big event")
    expect(status(page)).to_have_text(f"2 of {ALL} decisions shown.")
    expect(page.locator("#operation")).to_be_visible()


def test_by_keyboard_alone(page: Page) -> None:
    page.get_by_label("Words").focus()
    page.keyboard.type("tattoo")
    page.keyboard.press("Enter")
    expect(status(page)).to_have_text(f"1 of {ALL} decisions shown.")
    assert page.url.endswith(LIST), "Enter sends nothing"
    for name in ("subject", "order", "kind"):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.name") == name
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Show all")).to_be_focused()
    page.keyboard.press("Enter")
    expect(status(page)).to_have_text(f"{ALL} of {ALL} decisions shown.")


def test_back_finds_the_choice_again_and_nothing_is_stored(page: Page, site: Served) -> None:
    page.get_by_label("Words").fill("passport")
    page.get_by_label("Order").select_option("Short breaks")
    expect(page.locator("#haircut")).to_be_hidden()
    shown = rows(page).count()
    page.goto(f"{site.address}/who-to-call/")
    page.go_back()
    page.reload()  # no help from a page kept in memory
    expect(page.get_by_label("Words")).to_have_value("passport")
    expect(page.get_by_label("Order")).to_have_value("Short breaks")
    expect(rows(page)).to_have_count(shown)
    assert page.url.endswith(LIST), "what was typed stands in no address"
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie.length]") == [0, 0, 0]


def test_a_link_to_what_is_hidden_shows_it(page: Page) -> None:
    page.get_by_label("Words").fill("passport")
    expect(page.locator("#haircut")).to_be_hidden()
    page.evaluate("location.hash = 'haircut'")
    expect(page.locator("#haircut")).to_be_visible()
    expect(page.locator("#haircut")).to_be_in_viewport()


def test_a_filtered_page_has_no_fault_and_no_sideways_scroll(browser: Browser, site: Served) -> None:
    with opened(browser, viewport={"width": 320, "height": 640}) as page:
        page.goto(site.address + LIST)
        page.get_by_label("Subject").select_option("Faith, culture and names")
        page.get_by_label("Order").select_option("Care order, interim or full")
        put_axe_into(page)
        assert run_axe(page).faults == ()
        assert probe(page, "sideways") == []


@pytest.mark.parametrize("path", [LIST, "/support/directory/"])
def test_without_scripts_everything_is_there_and_no_control_is_dead(
    without_scripts: Page, site: Served, path: str
) -> None:
    without_scripts.goto(site.address + path)
    items = without_scripts.locator("[data-filter-item]")
    assert items.count() == rows(without_scripts).count() > 30
    assert without_scripts.locator("form.filter").count() == 0
    assert without_scripts.evaluate("document.documentElement.scrollWidth") <= 320


def test_on_paper_the_controls_are_left_out_and_what_was_chosen_stays(page: Page) -> None:
    page.get_by_label("Subject").select_option("Hair, clothes and body")
    page.emulate_media(media="print")
    expect(page.get_by_label("Words")).to_be_hidden()
    expect(page.locator("#haircut")).to_be_visible()
    expect(page.locator("#passport")).to_be_hidden()


def test_the_directory_is_chosen_by_need(page: Page, site: Served) -> None:
    page.goto(f"{site.address}/support/directory/")
    page.get_by_label("Need").select_option("I need someone at night")
    page.get_by_label("From", exact=True).select_option("From the service")
    expect(status(page)).to_have_text("1 of 31 kinds of help shown.")
    expect(page.locator("#out-of-hours-line")).to_be_visible()
    expect(page.get_by_role("heading", name="From outside the council")).to_be_hidden()
