"""The service runs a survey from its codes to the figure beside a promise."""

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import date

import pytest
from playwright.sync_api import Browser

from feedback_app.results.samples import invented_responses
from feedback_app.storage import Store
from handbook.loading import load_handbook
from tests.conftest import build_site
from tests.journeys.conftest import WAVE, WAVE_FILE, codes_of
from tests.journeys.people import Carer, a_carer
from tests.product import Product

AFTER = date(2027, 4, 2)


@pytest.fixture
def carer(browser: Browser, own_copy: Product) -> Iterator[Carer]:
    """A carer on a phone."""
    visitor = a_carer(browser, own_copy.address)
    yield visitor
    visitor.leaves()


def a_carer_answers(carer: Carer, code: str) -> None:
    carer.opens("/answer/carer-views/")
    carer.answers_everything("strongly-agree")
    carer.types_code(code)
    carer.presses("Check my answers")
    if carer.page.get_by_role("button", name="Send my answers").count():
        carer.presses("Send my answers")


def many_answer(product: Product, people: int) -> None:
    """Many others answer, while the server does not run."""
    with closing(Store(product.store)) as store:
        for response in invented_responses(load_handbook(product.content).runs[WAVE], people):
            store.save(response)


def test_the_service_closes_releases_and_publishes_and_the_figure_appears(own_copy: Product, carer: Carer) -> None:
    # Given an open survey that one carer answered in a browser, and many others
    (code,) = codes_of(own_copy, 1)
    own_copy.start()
    a_carer_answers(carer, code)
    assert carer.heading == "Thank you: we have your answers"
    own_copy.stop()
    many_answer(own_copy, 59)
    # When it is still open, nothing can be released
    with pytest.raises(RuntimeError, match="31 March 2027"):
        own_copy.command("release", WAVE, "--yes")
    # When it is over, the service closes, releases and publishes
    own_copy.on = AFTER
    own_copy.command("close", WAVE)
    own_copy.command("release", WAVE, "--yes")
    own_copy.command("publish", WAVE)
    # Then the replies are gone, and a file waits for a person to read it
    assert own_copy.rows("SELECT survey FROM reply") == []
    summary = (own_copy.content / f"{WAVE_FILE}.summary.yml").read_text()
    assert "replies: 60" in summary
    # And the next build shows the figure beside the promise, and the results page
    built = own_copy.place / "built"
    build_site(own_copy.content, built, built / "site", AFTER)
    own_copy.site, own_copy.policy = built / "site", built / "content-security-policy.txt"
    own_copy.start()
    carer.opens("/charters/thistlemoor/#thistle-1-la-2")
    promise = carer.page.locator("[id='thistle-1-la-2']")
    said = r"My messages are answered within two working days.*About (?:55|60|65) answers, autumn 2026"
    assert re.search(said, promise.inner_text())
    carer.taps(promise.locator('a[href*="surveys/carer-views/2026-autumn"]').first)
    carer.page.wait_for_url("**/surveys/carer-views/2026-autumn/**")
    assert carer.page.locator("svg").count() > 0
    assert carer.page.locator("table").count() > 0
    assert "invented" not in carer.page.locator("article").inner_text().lower().split("was this page useful")[0]


def test_a_code_answers_once_and_a_wrong_one_loses_nothing(own_copy: Product, carer: Carer) -> None:
    # Given a wave that asks for one-time codes
    codes = codes_of(own_copy, 2)
    own_copy.start()
    # When a carer mistypes her code
    wrong = codes[0][:-1] + ("A" if codes[0][-1] != "A" else "B")
    a_carer_answers(carer, wrong)
    # Then she is told at the code, and her answers are still there
    assert carer.page.title().startswith("Error: ")
    assert carer.page.locator("input[type=radio]:checked").count() == 4
    # And the right one is taken, however she types it
    carer.page.fill("input[name=code]", codes[0].lower().replace("-", ""))
    carer.presses("Check my answers")
    carer.presses("Send my answers")
    assert carer.heading == "Thank you: we have your answers"
    # And never again
    a_carer_answers(carer, codes[0])
    assert carer.page.title().startswith("Error: ")
    assert own_copy.rows("SELECT count(*) FROM reply") == [(1,)]
    # And taking the answers back gives a fresh code, shown once
    carer.opens("/answer/carer-views/")


def test_publishing_never_overwrites_what_a_person_changed(own_copy: Product) -> None:
    many_answer(own_copy, 40)
    own_copy.on = AFTER
    for step in (("close", WAVE), ("release", WAVE, "--yes"), ("publish", WAVE)):
        own_copy.command(*step)
    file = own_copy.content / f"{WAVE_FILE}.summary.yml"
    file.write_text(file.read_text() + "\n")
    with pytest.raises(RuntimeError, match=r"summary\.yml"):
        own_copy.command("publish", WAVE)
