"""Who can I call now: the script marks what the hours say, by the clock of England; without it the table says all."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.serving import Served
from tests.site.axe import put_axe_into, run_axe
from tests.site.visiting import opened

pytestmark = pytest.mark.browser

PAGE = "/who-to-call/"


def at(page: Page, site: Served, when: datetime) -> None:
    page.clock.set_fixed_time(when)
    page.goto(f"{site.address}{PAGE}")


def marks(page: Page, kind: str) -> list[str]:
    """What the lines of a kind of problem say about now: those that show and have a mark."""
    lines = page.locator(f"tr:has(#about-{kind}) .calling__line:not([hidden]):has(.calling__mark)").all()
    names = [line.locator("a[href^='#']").inner_text() for line in lines]
    said = [line.locator(".calling__mark").inner_text() for line in lines]
    return [f"{name}: {words}" for name, words in zip(names, said, strict=True)]


@pytest.mark.parametrize(
    ("when", "day", "expected"),
    [
        (
            datetime(2026, 11, 25, 11, 0, tzinfo=UTC),
            "Wednesday, 11am.",
            ["Payments team: Open now until 5pm", "Fostering out-of-hours line: Closed now; call Payments team"],
        ),
        (
            datetime(2026, 11, 25, 22, 0, tzinfo=UTC),
            "Wednesday, 10pm.",
            [
                "Payments team: Closed now; call Fostering out-of-hours line",
                "Fostering out-of-hours line: Open now until 9am tomorrow",
            ],
        ),
        (
            # Friday is Christmas Day, Monday a bank holiday too: the line stays open until Tuesday.
            datetime(2026, 12, 25, 11, 0, tzinfo=UTC),
            "Friday, a bank holiday, 11am.",
            [
                "Payments team: Closed now; call Fostering out-of-hours line",
                "Fostering out-of-hours line: Open now until 9am on Tuesday",
            ],
        ),
        (
            # In July the clock of England is an hour ahead: 16.30 is half past five.
            datetime(2027, 7, 7, 16, 30, tzinfo=UTC),
            "Wednesday, 5.30pm.",
            [
                "Payments team: Closed now; call Fostering out-of-hours line",
                "Fostering out-of-hours line: Open now until 9am tomorrow",
            ],
        ),
    ],
)
def test_each_line_says_whether_somebody_answers(
    wide: Page, site: Served, when: datetime, day: str, expected: list[str]
) -> None:
    at(wide, site, when)
    assert wide.locator(".calling__clock").inner_text() == f"Marked for now: {day}"
    assert marks(wide, "money") == expected
    assert marks(wide, "child-wants-to-talk")[0] == "Childline: Open now, day and night"


def test_an_area_shows_its_own_lines_and_nothing_is_stored(narrow: Page, site: Served) -> None:
    at(narrow, site, datetime(2026, 11, 25, 11, 0, tzinfo=UTC))
    assert len([each for each in marks(narrow, "fostering-help") if "support team" in each]) == 4
    narrow.get_by_label("Your area").select_option("East")
    assert [each for each in marks(narrow, "fostering-help") if "support team" in each] == [
        "Fostering support team, east: Open now until 5pm"
    ]
    assert narrow.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0
    put_axe_into(narrow)
    assert run_axe(narrow).faults == ()
    assert narrow.evaluate("document.documentElement.scrollWidth") <= 320


def test_after_the_last_known_bank_holiday_nothing_is_said(wide: Page, site: Served) -> None:
    at(wide, site, datetime(2029, 1, 3, 11, 0, tzinfo=UTC))
    assert marks(wide, "money") == []


def test_without_scripts_and_on_paper_the_whole_table_stands_there(without_scripts: Page, site: Served) -> None:
    without_scripts.goto(f"{site.address}{PAGE}")
    table = without_scripts.locator("table.calling")
    assert table.locator("tbody tr").count() >= 14
    assert without_scripts.locator(".calling__mark").count() == 0
    assert without_scripts.evaluate("document.documentElement.scrollWidth") <= 320
    without_scripts.emulate_media(media="print")
    assert table.locator("thead th").all_inner_texts() == ["What it is about", "Office hours", "Other times"]


def test_marks_are_not_printed(wide: Page, site: Served) -> None:
    at(wide, site, datetime(2026, 11, 25, 11, 0, tzinfo=UTC))
    wide.emulate_media(media="print")
    assert not wide.locator(".calling__mark").first.is_visible()
    assert not wide.locator(".calling__area").is_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_short_form_opens_by_keyboard_and_by_touch_and_closes_by_escape(
    browser: Browser, site: Served, *, scripts: bool
) -> None:
    with opened(browser, viewport={"width": 320, "height": 640}, java_script_enabled=scripts, has_touch=True) as page:
        page.goto(f"{site.address}/policies/allegations/")
        button = page.locator(".short-form").first
        note = page.locator(".short-form__note").first
        assert not note.is_visible()
        button.tap()
        assert note.is_visible()
        page.keyboard.press("Escape")
        assert not note.is_visible()
        button.focus()
        page.keyboard.press("Enter")
        assert note.is_visible()
        assert page.locator(".short-form__note:popover-open").count() == 1
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**/glossary/#*")


def test_an_open_note_passes_axe_and_fits_the_smallest_phone(narrow: Page, site: Served) -> None:
    narrow.goto(f"{site.address}/policies/allegations/")
    narrow.locator(".short-form").first.click()
    put_axe_into(narrow)
    assert run_axe(narrow).faults == ()
    assert narrow.evaluate("document.documentElement.scrollWidth") <= 320
    narrow.keyboard.press("Escape")
    narrow.emulate_media(media="print")
    assert narrow.locator(".short-form__words").first.is_visible()


NIGHT = "01234 1020 960"
"""From 5pm to 9am of the next day, from Monday to Friday: for how the script is told."""


def with_hours(page: Page, site: Served, hours: str) -> None:
    """Let every line of the page have these hours, whatever the content says."""

    def changed(route: Route) -> None:
        answer = route.fetch()
        body, count = re.subn(r'data-hours="[^"]*"', f'data-hours="{hours}"', answer.text())
        assert count > 5
        route.fulfill(response=answer, body=body)

    page.route(f"{site.address}{PAGE}", changed)


@pytest.mark.parametrize(
    ("rule", "when", "says"),
    [
        # A night belongs to the day on which it begins. Christmas Day 2026 is a Friday, Monday 28 a bank holiday too.
        ("closed", datetime(2026, 12, 25, 3, 0, tzinfo=UTC), "Open now until 9am"),
        ("closed", datetime(2026, 12, 25, 18, 0, tzinfo=UTC), "Closed now"),
        ("closed", datetime(2026, 12, 26, 3, 0, tzinfo=UTC), "Closed now"),
        ("closed", datetime(2026, 12, 29, 3, 0, tzinfo=UTC), "Closed now"),
        ("closed", datetime(2026, 12, 29, 18, 0, tzinfo=UTC), "Open now until 9am tomorrow"),
        ("only", datetime(2026, 12, 25, 3, 0, tzinfo=UTC), "Closed now"),
        ("only", datetime(2026, 12, 25, 18, 0, tzinfo=UTC), "Open now until 9am tomorrow"),
        ("only", datetime(2026, 12, 26, 3, 0, tzinfo=UTC), "Open now until 9am"),
        ("only", datetime(2026, 12, 29, 3, 0, tzinfo=UTC), "Open now until 9am"),
        ("only", datetime(2026, 12, 29, 18, 0, tzinfo=UTC), "Closed now"),
        ("open", datetime(2026, 12, 26, 3, 0, tzinfo=UTC), "Open now until 9am"),
    ],
)
def test_a_night_counts_by_the_day_on_which_it_begins(
    wide: Page, site: Served, rule: str, when: datetime, says: str
) -> None:
    with_hours(wide, site, f"{NIGHT} {rule}")
    at(wide, site, when)
    assert {line.partition(": ")[2] for line in marks(wide, "money")} == {says}


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles", "Europe/London"])
@pytest.mark.parametrize(
    ("when", "day"),
    [
        (datetime(2026, 12, 25, 11, 0, tzinfo=UTC), "Friday, a bank holiday, 11am."),
        # Half past midnight in England in summer, when it is still Sunday by the clock of winter.
        (datetime(2027, 5, 2, 23, 30, tzinfo=UTC), "Monday, a bank holiday, 12.30am."),
        (datetime(2027, 5, 3, 23, 30, tzinfo=UTC), "Tuesday, 12.30am."),
    ],
)
def test_the_day_is_that_of_england_wherever_the_reader_is(
    browser: Browser, site: Served, zone: str, when: datetime, day: str
) -> None:
    with opened(browser, viewport={"width": 1280, "height": 800}, timezone_id=zone) as page:
        at(page, site, when)
        assert page.locator(".calling__clock").inner_text() == f"Marked for now: {day}"
