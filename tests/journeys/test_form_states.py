"""Every state of every form, as axe sees it: wide and narrow, light and dark."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Browser

from tests.conftest import Figure
from tests.journeys.conftest import codes_of
from tests.journeys.people import RECEIPT, Carer, a_carer
from tests.product import Product
from tests.site.axe import put_axe_into, run_axe
from tests.site.visiting import DARK, EACH, LOOKS, NARROW

SURVEY = "/answer/carer-satisfaction/"
ASKS_FOR_CODES = "/answer/carer-views/"
FORM_LOOKS = LOOKS if EACH else (NARROW, DARK)
IN_WORDS = ", ".join(f"{width} px {scheme}" for width, scheme, _ in FORM_LOOKS)
AXE_LINE = f"axe on forms: {{faults}} faults in {{states}} states x {len(FORM_LOOKS)} looks ({IN_WORDS})"


def faults_of(carer: Carer, state: str) -> list[str]:
    """What axe and the ruler find in the page as it is, in each look."""
    put_axe_into(carer.page)
    found = []
    for width, scheme, rules in FORM_LOOKS:
        carer.page.set_viewport_size({"width": width, "height": 740})
        carer.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        # From the top: what lies half under the header that stays is measured there as too small.
        carer.page.evaluate("scrollTo(0, 0)")
        seen = run_axe(carer.page, rules)
        found += [f"{state} at {width} px, {scheme}: {fault}" for fault in (*seen.faults, *seen.undecided)]
        if carer.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found.append(f"{state} at {width} px: scrolls sideways")
    return found


def fill_and_check(carer: Carer) -> None:
    carer.opens(SURVEY)
    carer.answers_everything()
    carer.writes_words("It took two weeks.")
    carer.presses("Check my answers")


def make_every_mistake(carer: Carer) -> None:
    carer.opens(SURVEY)
    carer.writes_words("long " * 900)
    carer.presses("Check my answers")


def send_what_was_changed(carer: Carer) -> None:
    carer.presses("Check my answers")
    carer.presses("Send my answers")


def type_an_unknown_receipt(carer: Carer) -> None:
    carer.opens("/withdraw/")
    carer.page.fill("input[name=receipt]", "7B2C-9QKD-M4XE-ZT10")
    carer.presses("Take my answers back")


def send_and_take_back(carer: Carer) -> None:
    fill_and_check(carer)
    carer.presses("Send my answers")
    receipt = carer.receipt
    carer.opens("/withdraw/")
    carer.page.fill("input[name=receipt]", receipt)
    carer.presses("Take my answers back")


def say_that_a_page_was_useful(carer: Carer) -> None:
    carer.opens("/policies/training/")
    carer.taps(carer.page.get_by_role("main").get_by_role("button", name="Yes", exact=True))
    carer.page.locator(".useful-more").wait_for()


def say_so_without_scripts(carer: Carer) -> None:
    carer.opens("/policies/training/")
    with carer.page.expect_navigation():
        carer.page.evaluate(
            """() => {
                const form = document.querySelector("form.useful");
                form.insertAdjacentHTML("beforeend", '<input type="hidden" name="useful" value="no">');
                form.submit();
            }"""
        )


def say_what_was_missing(carer: Carer) -> None:
    carer.page.locator("textarea").fill("Which courses are in the evening?")
    carer.presses("Send")


def open_whom_to_call(carer: Carer) -> None:
    carer.opens(SURVEY)
    carer.page.get_by_role("banner").locator("summary").click()


STATES: dict[str, Callable[[Carer], None]] = {
    "the survey": lambda carer: carer.opens(SURVEY),
    "whom to call, opened in the survey": open_whom_to_call,
    "the survey with every mistake": make_every_mistake,
    "check your answers": fill_and_check,
    "the survey filled again": lambda carer: carer.presses("Change my answers"),
    "received": send_what_was_changed,
    "received again": lambda carer: carer.page.reload() and None,
    "take your answers back": lambda carer: carer.opens("/withdraw/"),
    "an unknown receipt": type_an_unknown_receipt,
    "deleted": send_and_take_back,
    "the consultation": lambda carer: carer.opens("/answer/sleepovers/"),
    "a closed consultation": lambda carer: carer.opens("/answer/everyday-decisions/"),
    "page feedback in its place": say_that_a_page_was_useful,
    "page feedback": say_so_without_scripts,
    "page feedback with words": say_what_was_missing,
    "an unknown form": lambda carer: carer.opens("/answer/nothing-here/"),
    "a form opened the wrong way": lambda carer: carer.opens("/answer/sleepovers/check/"),
}
"""How to reach each state, in the order of one visit."""


@pytest.mark.browser
def test_axe_finds_no_fault_in_any_state_of_the_forms(browser: Browser, product: Product, figure: Figure) -> None:
    carer = a_carer(browser, product.address)
    faults = []
    for state, reach in STATES.items():
        reach(carer)
        faults += faults_of(carer, state)
    carer.opens("/answer/sleepovers/")
    carer.answers_everything()
    carer.presses("Check my answers")
    product.store.unlink()
    carer.presses("Send my answers")
    assert carer.heading == "We could not store your answers yet"
    faults += faults_of(carer, "the store is out of order")
    product.restart(date(2026, 10, 1))
    carer.opens(SURVEY)
    faults += faults_of(carer, "not open yet")
    carer.leaves()
    figure(AXE_LINE, faults=len(faults), states=len(STATES) + 2)
    assert faults == []


def type_a_code(carer: Carer, code: str) -> None:
    carer.opens(ASKS_FOR_CODES)
    carer.answers_everything()
    carer.types_code(code)
    carer.presses("Check my answers")


def take_back(carer: Carer, receipt: str) -> None:
    carer.opens("/withdraw/")
    carer.page.fill("input[name=receipt]", receipt)
    carer.presses("Take my answers back")


@pytest.mark.browser
def test_axe_finds_no_fault_where_codes_are_asked_for(browser: Browser, own_copy: Product, figure: Figure) -> None:
    own_copy.start()
    carer = a_carer(browser, own_copy.address)
    carer.opens(ASKS_FOR_CODES)
    faults = faults_of(carer, "codes are not made yet")
    first, second = codes_of(own_copy, 2)
    type_a_code(carer, "7B2C")
    faults += faults_of(carer, "a code that is too short")
    type_a_code(carer, first)
    carer.presses("Send my answers")
    take_back(carer, carer.receipt)
    assert RECEIPT.search(carer.text), "no fresh code on the page"
    faults += faults_of(carer, "deleted, with a fresh code")
    type_a_code(carer, second)
    carer.presses("Send my answers")
    receipt = carer.receipt
    type_a_code(carer, second)
    faults += faults_of(carer, "a code that is used")
    own_copy.restart(date(2027, 4, 2))
    take_back(carer, receipt)
    assert carer.heading == "It is too late to take your answers back"
    faults += faults_of(carer, "too late")
    carer.leaves()
    figure(AXE_LINE, faults=len(faults), states=5)
    assert faults == []
