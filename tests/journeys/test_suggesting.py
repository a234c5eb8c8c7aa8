"""A carer suggests other words for a page, with and without scripts, and later sees what became of it."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.conftest import Figure
from tests.journeys.people import RECEIPT, Carer, a_carer
from tests.journeys.test_answering import a_carer_fills_the_survey
from tests.journeys.test_form_states import faults_of
from tests.product import Product

PAGE = "/policies/training/"
CLOSED = "carer-satisfaction/2026-spring"
NARROW = {"width": 360, "height": 740}


def a_carer_changes_a_part(carer: Carer, more: str = "\n\nTell us which evenings suit you.") -> str:
    carer.opens(PAGE)
    carer.follows("Suggest a change to this page")
    carer.follows("Change this part")
    box = carer.page.locator("textarea[name=words]")
    before = box.input_value()
    box.fill(before + more)
    carer.page.fill("textarea[name=why]", "Many of us work by day.")
    return before


def looks_up(carer: Carer, receipt: str, what: str) -> None:
    carer.opens("/receipt/")
    carer.page.fill("input[name=receipt]", receipt)
    carer.page.select_option("select[name=what]", what)
    carer.presses("Show me")


def git(folder: Path, *words: str) -> str:
    return subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, text=True).stdout  # noqa: S607


def test_a_change_goes_from_the_page_to_a_patch_and_its_answer_comes_back(
    carer: Carer, product: Product, tmp_path: Path
) -> None:
    # Given a carer who changes the words of a page
    before = a_carer_changes_a_part(carer)
    carer.presses("Check my change")
    # When she reads old and new words and sends them
    assert carer.heading == "Check your change before you send it"
    assert carer.page.locator("ins").inner_text().strip().endswith("Tell us which evenings suit you.")
    receipt = carer.receipt
    carer.presses("Send my change")
    # Then they wait in the store, with nothing about her
    assert carer.heading == "Thank you: we have your change"
    ((page, stood, wanted, why, state),) = product.rows("SELECT page, before, after, why, state FROM suggestion")
    assert (page, why, state) == (PAGE, "Many of us work by day.", "waiting")
    assert str(wanted) == f"{stood}\n\nTell us which evenings suit you."
    assert str(stood).endswith(before)
    # And when an editor takes them out and answers
    name = product.command("suggestions", "list").split()[0]
    product.command("suggestions", "patch", name, str(tmp_path / "change.patch"))
    git(product.content, "apply", "--check", str(tmp_path / "change.patch"))
    product.command("suggestions", "answer", name, "done", "We added a sentence.", "--yes")
    # Then her receipt tells her
    looks_up(carer, receipt, "suggestion")
    assert "Done: the page has changed. We added a sentence." in carer.text
    carer.follows("Training")
    assert carer.page.url.endswith(PAGE)


def test_a_name_and_a_number_are_asked_about_and_only_what_she_says_is_taken_out(
    carer: Carer, product: Product
) -> None:
    a_carer_changes_a_part(carer, "\n\nAsk Priya on 07700 900123.")
    carer.presses("Check my change")
    assert carer.heading == "Leave these out?"
    assert "This looks like a phone number: 07700 900123. Leave it out?" in carer.text
    carer.taps(carer.page.get_by_role("button", name="Keep my words as they are").first)
    carer.page.wait_for_selector("h1:has-text('Leave this out?')")
    carer.presses("Take it out")
    assert carer.heading == "Check your change before you send it"
    carer.presses("Send my change")
    ((after,),) = product.rows("SELECT after FROM suggestion")
    assert str(after).endswith("Ask Priya on [phone number taken out].")


def test_a_survey_asks_before_it_sends(carer: Carer, product: Product) -> None:
    a_carer_fills_the_survey(carer, "Ring me on 07700 900123.")
    carer.presses("Check my answers")
    assert carer.heading == "Leave this out?"
    carer.presses("Take it out")
    assert "Ring me on [phone number taken out]." in carer.text
    carer.presses("Send my answers")
    assert product.rows("SELECT body FROM words") == [("Ring me on [phone number taken out].",)]


def test_words_about_a_page_are_asked_about_where_they_are_written(carer: Carer, product: Product) -> None:
    carer.opens(PAGE)
    carer.taps(carer.page.get_by_role("button", name="No", exact=True))
    carer.page.locator("textarea").fill("Ask jayden's nan.")
    carer.taps(carer.page.get_by_role("button", name="Send", exact=True))
    carer.taps(carer.page.get_by_role("button", name="Take it out"))
    carer.page.wait_for_selector("text=These are your words now")
    assert carer.page.locator("textarea").input_value() == "Ask [name taken out]'s nan."
    assert carer.page.url.endswith(PAGE) is carer.scripts
    carer.taps(carer.page.get_by_role("button", name="Send", exact=True))
    carer.page.wait_for_selector("text=Every answer helps us")
    assert product.rows("SELECT body FROM words") == [("Ask [name taken out]'s nan.",)]


def test_after_closing_a_receipt_shows_each_point_and_its_state(carer: Carer) -> None:
    looks_up(carer, "7B2C-9QKD-M4XE-ZT10", CLOSED)
    assert "We answered on 24 July 2026." in carer.text
    assert carer.page.locator("section.point").count() == 6
    assert "Not doing: Send each person a reply of their own to what they wrote. Because: We cannot tell" in carer.text
    assert "7B2C" not in carer.page.url


def test_by_keyboard_alone_a_change_is_suggested(browser: Browser, product: Product) -> None:
    carer = a_carer(browser, product.address)
    carer.opens(f"/suggest/?page={PAGE}")
    _tab_to(carer, "a", "Change this part")
    carer.page.keyboard.press("Enter")
    carer.page.wait_for_selector("textarea[name=words]")
    _tab_to(carer, "textarea", "")
    carer.page.keyboard.press("Control+End")
    carer.page.keyboard.type(" Ask early.")
    _tab_to(carer, "button", "Check my change")
    carer.page.keyboard.press("Enter")
    carer.page.wait_for_selector("h1:has-text('Check your change')")
    _tab_to(carer, "button", "Send my change")
    carer.page.keyboard.press("Enter")
    carer.page.wait_for_selector("h1:has-text('Thank you')")
    assert RECEIPT.search(carer.text)
    assert len(product.rows("SELECT page FROM suggestion")) == 1
    carer.leaves()


def _tab_to(carer: Carer, tag: str, words: str) -> None:
    """Press Tab until the focus is on what is meant; it must be seen there."""
    for _ in range(60):
        carer.page.keyboard.press("Tab")
        found = carer.page.evaluate(
            "() => { const e = document.activeElement, r = e.getBoundingClientRect();"
            " return [e.tagName.toLowerCase(), e.textContent, r.width > 0 && r.top < innerHeight && r.bottom > 0] }"
        )
        if found[0] == tag and words in found[1]:
            assert found[2], f"{words} has the focus and is not in sight"
            return
    pytest.fail(f"no {tag} {words!r} by Tab")


def faults_here(carer: Carer, state: str) -> list[str]:
    """What axe finds, and what a phone of 360 px does."""
    faults = faults_of(carer, state)
    carer.page.set_viewport_size(NARROW)
    if carer.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        faults.append(f"{state} at 360 px: scrolls sideways")
    small = carer.page.locator("main button, main select").evaluate_all(
        "all => all.filter(e => e.getBoundingClientRect().height < 44).map(e => e.textContent)"
    )
    return faults + [f"{state} at 360 px: {each} is under 44 px" for each in small]


def looks_up_her_change(carer: Carer) -> None:
    receipt = carer.receipt
    carer.opens("/receipt/")
    carer.presses("Show me")
    looks_up(carer, receipt, "suggestion")


STATES: dict[str, Callable[[Carer], None]] = {
    "choose a page": lambda carer: carer.opens("/suggest/"),
    "choose a part": lambda carer: carer.opens(f"/suggest/?page={PAGE}"),
    "change the words": lambda carer: a_carer_changes_a_part(carer, "\n\nAsk Priya on 07700 900123.") and None,
    "asked about details": lambda carer: carer.presses("Check my change"),
    "old and new words": lambda carer: carer.presses("Take all of them out"),
    "received": lambda carer: carer.presses("Send my change"),
    "what became of a change": looks_up_her_change,
    "look it up": lambda carer: carer.opens("/receipt/"),
    "look it up, with mistakes": lambda carer: carer.presses("Show me"),
    "what became of a survey": lambda carer: looks_up(carer, "7B2C-9QKD-M4XE-ZT10", CLOSED),
    "the page as a whole": lambda carer: carer.opens(f"/suggest/?page={PAGE}&part=page"),
    "nothing written": lambda carer: carer.presses("Check my change"),
}
"""How to reach each state, in the order of one visit."""


@pytest.mark.browser
def test_axe_finds_no_fault_in_suggesting_asking_and_receipts(
    browser: Browser, product: Product, figure: Figure
) -> None:
    carer = a_carer(browser, product.address)
    faults = []
    for state, reach in STATES.items():
        reach(carer)
        faults += faults_here(carer, state)
    carer.leaves()
    line = "suggesting and receipts: {faults} axe violations in {states} states, each also at 360 px"
    figure(line, faults=len(faults), states=len(STATES))
    assert faults == []
