"""Every kind of question in each section, as axe, a thumb and a small screen meet it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.conftest import Figure
from tests.journeys.people import Carer, a_carer
from tests.journeys.test_form_states import AXE_LINE, faults_of
from tests.product import Product

FORM = "/answer/every-kind/"
PHONES = (360, 320)

pytestmark = pytest.mark.browser

SMALL = """() => {
  const seen = (e) => e.checkVisibility() && !e.closest(".govuk-visually-hidden, .skip-link");
  const words = (e) => e?.textContent.trim();
  const inText = (e) => e.tagName === "A" && e.closest("p, li, dd") && words(e.closest("p, li, dd")) !== words(e);
  const least = 43.9;
  const box = (e) => {
    const { width, height } = e.getBoundingClientRect();
    return width >= least && height >= least;
  };
  // A tick and its words are one target: whatever is hit around the tick must choose it.
  const tick = (e) => {
    e.scrollIntoView({ block: "center" });
    const { x, y, width, height } = e.getBoundingClientRect();
    const [midX, midY] = [x + width / 2, y + height / 2];
    const chooses = (hit) => hit === e || hit?.closest("label")?.control === e;
    const corners = [-21.5, 21.5].flatMap((dx) => [-21.5, 21.5].map((dy) => [midX + dx, midY + dy]));
    return corners.every(([atX, atY]) => chooses(document.elementFromPoint(atX, atY)));
  };
  const controls = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea")];
  return controls.filter((e) => seen(e) && !inText(e))
    .filter((e) => !(["radio", "checkbox"].includes(e.type) ? tick(e) : box(e)))
    .map((e) => e.outerHTML.slice(0, 120));
}"""
"""Controls that a thumb may miss: less than 44 by 44 pixels; links in running text are free."""

SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def carer(browser: Browser, every_kind: Product) -> Iterator[Carer]:
    visitor = a_carer(browser, every_kind.address)
    yield visitor
    visitor.leaves()


def whom_to_call(carer: Carer) -> Iterator[str]:
    """The numbers in the header, opened and shut again."""
    summary = carer.page.get_by_role("banner").locator("summary")
    summary.click()
    yield "whom to call, opened"
    summary.click()


def states(carer: Carer) -> Iterator[str]:
    """Each section with its answers, then the page for checking, the way back, mistakes, and the form emptied."""
    carer.opens(FORM)
    yield "the start"
    yield from whom_to_call(carer)
    carer.continues()
    yield "faces, nothing chosen"
    carer.chooses("called", "missed")
    carer.chooses("mood", "fine")
    yield "faces and a question that came"
    while carer.continues():
        yield carer.page.title().partition(" - ")[0]
    carer.chooses("would-help", "agree")
    carer.writes("waited-day", "40")
    carer.presses("Check my answers")
    yield "a mistake, and all else left empty"
    carer.answers_everything()
    carer.chooses("called", "missed")
    carer.chooses("would-help", "agree")
    carer.writes("waited-day", "40")
    carer.presses("Check my answers")
    yield "a wrong day"
    carer.writes("waited-day", "")
    carer.presses("Check my answers")
    yield "check your answers"
    carer.changes("How was the first evening?")
    yield "one answer to change"
    carer.opens(FORM)
    carer.continues()
    carer.page.reload()
    yield "emptied"


def test_axe_finds_no_fault_in_any_section(carer: Carer, figure: Figure) -> None:
    faults, seen = [], 0
    for state in states(carer):
        faults += faults_of(carer, state)
        carer.page.set_viewport_size({"width": 360, "height": 740})
        seen += 1
    figure(AXE_LINE, faults=len(faults), states=seen)
    assert faults == []


def test_a_thumb_hits_every_target_and_nothing_moves_sideways(carer: Carer, figure: Figure) -> None:
    faults, seen = [], 0
    for state in states(carer):
        for width in PHONES:
            carer.page.set_viewport_size({"width": width, "height": 740})
            faults += [f"{state} at {width} px: {each}" for each in carer.page.evaluate(SMALL)]
            if carer.page.evaluate(SIDEWAYS):
                faults.append(f"{state} at {width} px: moves sideways")
            seen += 1
    figure("targets under 44 px or sideways moves on forms: {faults} in {seen} looks", faults=len(faults), seen=seen)
    assert faults == []


def test_the_one_page_without_scripts_is_as_good(browser: Browser, every_kind: Product, figure: Figure) -> None:
    carer = a_carer(browser, every_kind.address)
    # Axe needs scripts; the form's own are kept away.
    carer.page.route("**/forms-assets/form.js", lambda route: route.abort())
    carer.opens(FORM)
    carer.page.set_viewport_size({"width": 320, "height": 740})
    assert carer.page.evaluate(SMALL) == []
    assert carer.page.evaluate(SIDEWAYS) == 0
    faults = faults_of(carer, "one page")
    carer.presses("Check my answers")
    faults += faults_of(carer, "one page with every mistake")
    carer.leaves()
    figure(AXE_LINE, faults=len(faults), states=2)
    assert faults == []


CHOSEN = """() => [":checked", ":not(:checked)"].map((state) => {
  const look = getComputedStyle(document.querySelector(`.faces .govuk-radios__item:has(input${state})`));
  return [look.borderTopWidth, look.boxShadow];
})"""


@pytest.mark.parametrize("forced", ["none", "active"])
def test_the_chosen_face_is_told_by_more_than_its_colour(carer: Carer, forced: str) -> None:
    carer.page.emulate_media(forced_colors=forced)  # type: ignore[arg-type]
    carer.opens(FORM)
    carer.chooses("mood", "fine")
    chosen, other = carer.page.evaluate(CHOSEN)
    assert chosen[0 if forced == "active" else 1] != other[0 if forced == "active" else 1]
    face = carer.page.locator(".faces .govuk-radios__item").first
    assert face.get_by_role("radio").is_visible()
    assert face.locator("svg").is_visible()
    assert face.inner_text().strip() == "Good"


def test_points_of_a_grid_stand_one_below_the_other_on_a_phone_and_side_by_side_elsewhere(carer: Carer) -> None:
    carer.opens(FORM)
    carer.chooses("by-day", "agree")
    points = carer.page.locator("[name=answer-by-day]")
    heights = {}
    for width in (360, 1280):
        carer.page.set_viewport_size({"width": width, "height": 740})
        heights[width] = len({round(box["y"]) for box in (point.bounding_box() for point in points.all()) if box})
    assert heights == {360: 7, 1280: 2}
    assert carer.page.get_by_role("group", name="Somebody answers at night.").count() == 1


def test_once_answers_are_filled_in_the_first_screen_of_a_phone_holds_a_number_to_call(carer: Carer) -> None:
    carer.page.set_viewport_size({"width": 360, "height": 740})
    carer.opens(FORM)
    while carer.continues():
        pass
    carer.writes_words("Ring me on 07700 900123.")
    for button, heading in (
        ("Check my answers", "Leave this out?"),
        ("Keep my words as they are", "Check your answers before you send them"),
        ("Send my answers", "Thank you: we have your answers"),
    ):
        carer.presses(button)
        assert carer.heading == heading
        place = carer.page.locator("main a[href^='tel:']").first.bounding_box()
        assert place is not None
        assert place["y"] + place["height"] <= 740, heading
