"""Who to call: the script shows one open number by the clock of England; without it the table says all."""

from datetime import UTC, datetime, timedelta
from itertools import cycle
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page

from handbook.facts.places import Places
from handbook.service.call_order import call_order, day_kind, is_open, lines_to_call
from handbook.service.contacts import ProblemKind
from tests.conftest import Figure
from tests.handbooks import real_sources
from tests.serving import Served
from tests.site.axe import put_axe_into, run_axe
from tests.site.visiting import opened

pytestmark = pytest.mark.browser

PAGE = "/who-to-call/"
HANDBOOK = real_sources().handbook
CONTACTS = HANDBOOK.contacts
PLACES = HANDBOOK.facts.get(Places)
LONDON = ZoneInfo("Europe/London")
SUNDAY_NIGHT = datetime(2026, 11, 29, 23, 30, tzinfo=UTC)
WIDTH, HEIGHT = 360, 640
LINE = 24
"""What one line of text takes, so that it can be read."""


def at(page: Page, site: Served, when: datetime, problem: str = "") -> None:
    page.clock.set_fixed_time(when)
    page.goto("about:blank")
    page.goto(f"{site.address}{PAGE}#{problem}")


def card(page: Page) -> str:
    return " ".join(page.locator(".call-now__card").inner_text().split())


def mark(page: Page, contact: str) -> str:
    """What the box of a contact says about now."""
    return page.locator(f".contact__hours[data-line='{contact}'] .calling__mark").text_content() or ""


def expected_address(problem: ProblemKind, area: str | None, when: datetime) -> tuple[str, bool]:
    """The address of the number to call by the rule in Python, and whether it may be tapped."""
    wall = when.astimezone(LONDON)
    moment = day_kind(wall.date()), wall.hour * 60 + wall.minute
    first = lines_to_call(call_order(CONTACTS, problem, area), *moment)[0]
    return first.call_address, is_open(first, *moment) or not first.hours


def test_on_a_sunday_night_the_open_number_is_on_the_first_screen_of_a_phone(
    browser: Browser, site: Served, figure: Figure
) -> None:
    bottoms = {}
    with opened(browser, viewport={"width": WIDTH, "height": HEIGHT}) as page:
        for problem in CONTACTS.problems:
            at(page, site, SUNDAY_NIGHT, problem.id)
            address, may_call = expected_address(problem, None, SUNDAY_NIGHT)
            number = page.locator(".call-now__number")
            assert number.count() == int(may_call), problem.id
            seen = number if may_call else page.locator(".call-now__card .calling__mark")
            box = seen.bounding_box()
            assert box is not None
            assert page.evaluate("scrollY") == 0
            bottoms[problem.id] = round(box["y"] + box["height"])
            if may_call:
                assert number.get_attribute("href") == address, problem.id
            else:
                assert "Closed now. Opens at 9am tomorrow" in card(page)
        screens = page.evaluate("document.documentElement.scrollHeight") / HEIGHT
    assert max(bottoms.values()) <= HEIGHT - 2 * LINE, bottoms
    figure(f"who to call on a Sunday at 23:30, {len(bottoms)} problems: number at most {max(bottoms.values())} px down")
    figure(f"who to call: {screens:.1f} screens of a phone")
    assert screens < 6


@pytest.mark.parametrize(
    ("when", "day", "words"),
    [
        (
            datetime(2026, 11, 25, 11, 0, tzinfo=UTC),
            "Wednesday, 11am",
            "Payments team 01632 960107 (example) Open now until 5pm",
        ),
        (
            datetime(2026, 11, 25, 22, 0, tzinfo=UTC),
            "Wednesday, 10pm",
            "Payments team 01632 960107 (example) Closed now. Opens at 9am tomorrow",
        ),
        # Friday is Christmas Day, Monday a bank holiday too: it opens on Tuesday.
        (
            datetime(2026, 12, 25, 11, 0, tzinfo=UTC),
            "Friday, a bank holiday, 11am",
            "Payments team 01632 960107 (example) Closed now. Opens at 9am on Tuesday",
        ),
        # In July the clock of England is an hour ahead: 16.30 is half past five.
        (
            datetime(2027, 7, 7, 16, 30, tzinfo=UTC),
            "Wednesday, 5.30pm",
            "Payments team 01632 960107 (example) Closed now. Opens at 9am tomorrow",
        ),
    ],
)
def test_what_can_wait_says_when_its_line_opens(wide: Page, site: Served, when: datetime, day: str, words: str) -> None:
    at(wide, site, when, "money")
    said = (
        f'By the clock of your phone or computer it is {day} in England. If that is wrong, go by "All numbers" below.'
    )
    assert wide.locator(".calling__clock").inner_text() == said
    assert card(wide).startswith(words)
    assert "out-of-hours" not in card(wide)


def test_a_missing_child_at_night_leads_from_the_police_to_the_line_that_is_open(wide: Page, site: Served) -> None:
    at(wide, site, SUNDAY_NIGHT, "missing-child")
    assert wide.locator(".call-now a").evaluate_all("links => links.map(link => link.getAttribute('href'))") == [
        *("tel:101", "tel:+441632960103", "tel:999"),
    ]
    assert "If nobody answers: 01632 960103 (example), Fostering out-of-hours line." in card(wide)
    assert mark(wide, "duty-worker") == "Closed now. Opens at 9am tomorrow"
    assert mark(wide, "out-of-hours") == "Open now until 9am tomorrow"
    assert mark(wide, "childline") == "Open now, day and night"
    assert mark(wide, "nspcc") == "We do not know if it is open now"


def test_every_box_says_whether_its_line_is_open(wide: Page, site: Served) -> None:
    at(wide, site, SUNDAY_NIGHT)
    assert wide.locator(".contact .calling__mark").count() == wide.locator(".contact").count() == len(CONTACTS.contacts)


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles", "Europe/London"])
def test_the_script_names_the_line_of_the_rule_whatever_the_zone_of_the_phone(
    browser: Browser, site: Served, zone: str
) -> None:
    """Around both changes of the clock and Christmas, for all problems, in one area after the other."""
    starts = [datetime(2026, 10, 24, tzinfo=UTC), datetime(2027, 3, 27, tzinfo=UTC), datetime(2026, 12, 24, tzinfo=UTC)]
    moments = [start + timedelta(hours=n, minutes=30) for start in starts for n in range(0, 144, 17)]
    areas = cycle(["", *(area.id for area in PLACES.areas)] if PLACES else [""])
    with opened(browser, viewport={"width": WIDTH, "height": HEIGHT}, timezone_id=zone) as page:
        at(page, site, moments[0])
        for when, area in zip(moments, areas, strict=False):
            page.clock.set_fixed_time(when)
            said = page.evaluate(
                """area => {
                  const [about, where] = document.querySelectorAll(".call-now select");
                  where.value = area;
                  return [...about.options].map(({ value }) => {
                    about.value = value;
                    where.dispatchEvent(new Event("change"));
                    const link = document.querySelector(".call-now__number");
                    return [value, link && link.getAttribute("href")];
                  });
                }""",
                area,
            )
            expected = []
            for problem in CONTACTS.problems:
                address, may_call = expected_address(problem, area or None, when)
                expected.append([problem.id, address if may_call else None])
            assert said == expected, (when, area)


def test_when_the_bank_holidays_of_the_year_are_not_known_it_says_so(wide: Page, site: Served) -> None:
    at(wide, site, datetime(2030, 4, 22, 11, 0, tzinfo=UTC), "fostering-help")
    assert "This page does not know the bank holidays of 2030" in wide.locator(".calling__clock").inner_text()
    assert "If today is a bank holiday: 01632 960103 (example), Fostering out-of-hours line." in card(wide)
    at(wide, site, datetime(2028, 12, 27, 11, 0, tzinfo=UTC), "fostering-help")
    assert "does not know" not in wide.locator(".calling__clock").inner_text()


def test_a_clock_that_says_a_year_before_the_page_was_made_is_wrong_and_the_page_says_so(
    wide: Page, site: Served
) -> None:
    at(wide, site, datetime(1970, 1, 1, 0, 5, tzinfo=UTC), "fostering-help")
    said = "The clock of your phone or computer is wrong: it says 1970. Go by the table below"
    assert wide.locator(".call-now").inner_text().startswith(said)
    assert wide.locator(".call-now select, .calling__mark").count() == 0
    assert wide.locator("table.calling tr#fostering-help").is_visible()


def test_a_problem_is_chosen_by_keyboard_and_kept_in_the_address_alone(narrow: Page, site: Served) -> None:
    at(narrow, site, datetime(2026, 11, 25, 11, 0, tzinfo=UTC))
    about = narrow.get_by_label("What is it about?")
    about.focus()
    narrow.keyboard.type("Help with")
    assert narrow.url.endswith("#fostering-help")
    assert card(narrow).startswith("Fostering duty worker")
    narrow.get_by_label("Where do you live?").select_option("Eastering, Gullhaven (East)")
    assert card(narrow).startswith("Fostering support team, east")
    assert narrow.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0
    put_axe_into(narrow)
    assert run_axe(narrow).faults == ()
    assert narrow.evaluate("document.documentElement.scrollWidth") <= 320
    about.select_option("missing-child")
    assert not narrow.get_by_label("Where do you live?").is_visible()


def test_an_address_of_a_row_or_of_a_contact_is_followed_too(narrow: Page, site: Served) -> None:
    at(narrow, site, SUNDAY_NIGHT, "about-health")
    assert card(narrow).startswith("NHS 111")
    at(narrow, site, SUNDAY_NIGHT, "contact-ofsted")
    assert narrow.locator("#contact-ofsted").is_visible()


def test_without_scripts_and_on_paper_the_whole_table_stands_there(without_scripts: Page, site: Served) -> None:
    without_scripts.goto(f"{site.address}{PAGE}#money")
    table = without_scripts.locator("table.calling")
    assert table.locator("tbody tr").count() >= 14
    assert table.locator("tr#money").is_visible()
    day, night = (each.bounding_box() for each in table.locator("tr#money td").all())
    assert day
    assert night
    assert day["y"] == night["y"]  # side by side
    assert without_scripts.locator(".calling__mark").count() == 0
    assert without_scripts.evaluate("document.documentElement.scrollWidth") <= 320
    without_scripts.emulate_media(media="print")
    assert table.locator("thead th").all_inner_texts() == ["What it is about", "Office hours", "Other times"]


def test_marks_are_not_printed_and_the_folded_table_is(wide: Page, site: Served) -> None:
    at(wide, site, datetime(2026, 11, 25, 11, 0, tzinfo=UTC))
    assert not wide.locator("table.calling").is_visible()
    wide.emulate_media(media="print")
    assert not wide.locator(".calling__mark").first.is_visible()
    assert not wide.locator(".call-now").is_visible()
    assert wide.locator("table.calling tbody tr").last.is_visible()


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
