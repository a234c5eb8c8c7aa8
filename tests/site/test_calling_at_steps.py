"""Steps that say "call": the script shows what is open now; on paper and without it the words name all hours."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, Route

from handbook.service.call_order import call_order, day_kind, is_open, lines_to_call
from site_builder.context import build_context
from site_builder.layout.slots import fill_markdown
from tests.conftest import ON, Figure
from tests.handbooks import real_sources
from tests.serving import Served
from tests.site.axe import put_axe_into, run_axe
from tests.site.visiting import opened

pytestmark = pytest.mark.browser

MISSING, WORRIED = "/guides/missing-from-home/", "/guides/worried-about-a-child/"
HANDBOOK = real_sources().handbook
LONDON = ZoneInfo("Europe/London")
SUNDAY_NIGHT = datetime(2026, 11, 29, 23, 30, tzinfo=UTC)
CHRISTMAS_NIGHT = datetime(2026, 12, 25, 3, 0, tzinfo=UTC)
TUESDAY = datetime(2026, 12, 1, 10, 0, tzinfo=UTC)
ALL_HOURS = (
    "by day 01632 960106 (Fostering duty worker, example), "
    "then 01632 960101 (Children's services, daytime, example); "
    "at night, at weekends and on bank holidays 01632 960103 (Fostering out-of-hours line, example), "
    "then 01632 960102 (Children's services, nights and weekends, example)"
)
FIRST, HOURS = datetime(2026, 1, 1, tzinfo=UTC), range(0, 2 * 365 * 24, 5)
"""Each fifth hour of two years, so that every hour of the day has its turn on every day of the week."""


def at(page: Page, site: Served, when: datetime, path: str = MISSING) -> None:
    page.clock.set_fixed_time(when)
    page.goto(f"{site.address}{path}")


def step(page: Page) -> str:
    """What the first step with a number that depends on the hour shows."""
    return " ".join(page.locator("[data-call]").first.inner_text().split())


@pytest.mark.parametrize(
    ("when", "shown"),
    [
        (SUNDAY_NIGHT, "01632 960103 (Fostering out-of-hours line, example), open now until 9am tomorrow"),
        (CHRISTMAS_NIGHT, "01632 960103 (Fostering out-of-hours line, example), open now until 9am on Tuesday"),
        (TUESDAY, "01632 960106 (Fostering duty worker, example), open now until 5pm"),
        # An hour on the clock of England comes twice in October, and one is missing in March.
        (datetime(2026, 10, 26, 8, 59, tzinfo=UTC), "01632 960103 (Fostering out-of-hours line, example), open now"),
        (datetime(2026, 10, 26, 9, 0, tzinfo=UTC), "01632 960106 (Fostering duty worker, example), open now"),
        (datetime(2027, 3, 30, 7, 59, tzinfo=UTC), "01632 960103 (Fostering out-of-hours line, example), open now"),
        (datetime(2027, 3, 30, 8, 0, tzinfo=UTC), "01632 960106 (Fostering duty worker, example), open now"),
    ],
)
def test_a_step_shows_the_number_that_is_open_and_the_next(
    narrow: Page, site: Served, when: datetime, shown: str
) -> None:
    at(narrow, site, when)
    assert step(narrow).startswith(shown)
    assert "; if nobody answers, 01632 96010" in step(narrow)
    assert narrow.locator(".call__always").first.is_hidden()
    assert narrow.evaluate("document.documentElement.scrollWidth") <= 320


def test_it_leads_to_the_other_hours_keeps_nothing_and_passes_axe(narrow: Page, site: Served) -> None:
    at(narrow, site, TUESDAY)
    put_axe_into(narrow)
    assert run_axe(narrow).faults == ()
    assert narrow.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0
    narrow.locator("[data-call]").first.get_by_role("link", name="other hours").click()
    assert narrow.url.endswith("/who-to-call/#fostering-help")
    assert narrow.locator(".call-now__title").inner_text() == "Fostering duty worker"


def test_on_paper_and_without_scripts_it_says_the_numbers_for_all_hours(
    wide: Page, without_scripts: Page, site: Served
) -> None:
    at(wide, site, TUESDAY)
    wide.emulate_media(media="print")
    assert step(wide) == ALL_HOURS
    without_scripts.goto(f"{site.address}{MISSING}")
    assert step(without_scripts) == ALL_HOURS
    assert without_scripts.locator("[data-call]").first.locator("a[href^='tel:']").count() == 4
    assert without_scripts.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("year", [1970, 2030])
def test_in_a_year_whose_bank_holidays_are_not_known_the_words_for_all_hours_stay(
    wide: Page, site: Served, year: int
) -> None:
    at(wide, site, datetime(year, 4, 22, 11, 0, tzinfo=UTC))
    assert step(wide) == ALL_HOURS


def test_at_five_the_number_changes_on_an_open_page(wide: Page, site: Served) -> None:
    wide.clock.install(time=datetime(2026, 12, 1, 16, 58, tzinfo=UTC))
    wide.goto(f"{site.address}{WORRIED}")
    number = wide.locator("[data-call] .call__now a").first
    before = number.inner_text()
    wide.clock.run_for(180_000)
    assert number.inner_text() != before


def test_over_two_years_a_step_has_the_line_of_the_rule_with_the_phone_in_another_zone(
    browser: Browser, site: Served, figure: Figure
) -> None:
    """All problems whose number depends on the hour, on one page, with a clock that is set by hand."""
    ctx, contacts = build_context(HANDBOOK, ON), HANDBOOK.contacts
    made = {each.id: fill_markdown(ctx, f"{{{{ call.{each.id} }}}}") for each in contacts.problems}
    steps = {id_: f"{text.split('<span class')[0]}</span>" for id_, text in made.items() if "data-call" in text}

    def show(route: Route) -> None:
        scripts = '<a class="site-header__call" href="/who-to-call/"></a>'
        scripts += '<script src="/assets/javascripts/calling.js" defer></script>'
        route.fulfill(body="".join(steps.values()) + scripts, content_type="text/html")

    with opened(browser, timezone_id="Pacific/Auckland") as page:
        page.route("**/every-step/", show)
        page.goto(f"{site.address}/every-step/")
        said = page.evaluate(
            """([first, hours]) => {
              const steps = [...document.querySelectorAll("[data-call]")];
              const real = Date;
              let now;
              globalThis.Date = class extends real {
                constructor(...given) { given.length ? super(...given) : super(now); }
              };
              return hours.map((n) => {
                now = first + n * 3600000;
                document.dispatchEvent(new Event("visibilitychange"));
                return steps.map((step) => step.querySelector("a")?.getAttribute("href") || "").join(" ");
              });
            }""",
            [FIRST.timestamp() * 1000, list(HOURS)],
        )
    problems = [each for each in contacts.problems if each.id in steps]
    for n, shown in zip(HOURS, said, strict=True):
        wall = (FIRST + timedelta(hours=n)).astimezone(LONDON)
        moment = day_kind(wall.date()), wall.hour * 60 + wall.minute
        firsts = [lines_to_call(call_order(contacts, each, None), *moment)[0] for each in problems]
        expected = [each.call_address if is_open(each, *moment) else "/who-to-call/" for each in firsts]
        got = [address.partition("#")[0].removeprefix(site.address) for address in shown.split(" ")]
        assert got == expected, wall
    figure(f"steps that say call: {len(steps)} kinds of problem, {len(HOURS)} hours: all as the rule says")
