"""How honest and how fresh the handbook is, in figures: what is open, overdue, counted and linked."""

import re
from datetime import date
from pathlib import Path

import pytest

from handbook.facts.jargon import Jargon
from handbook.folders import content_files, content_paths
from handbook.handbook import Handbook
from handbook.loading import read_content
from handbook.open_slots import open_slots
from handbook.pages.slots import slots_in
from handbook.readability import assess_readability
from handbook.registry import reviewed_files
from site_builder.build.html_checks import absolute, address_of, read_built_page
from site_builder.checks.link_targets import link_targets
from site_builder.menu import read_menu
from site_builder.page_list import all_pages
from tests.conftest import ROOT, Figure

LEAST_JARGON = 60
"""So many words of the trade the list must hold to be of use."""


@pytest.fixture(scope="module")
def pages(handbook: Handbook, on: date) -> dict[str, str]:
    """Every staged page of the real handbook."""
    staged = all_pages(handbook, on, read_menu(ROOT))
    return {path: text for path, text in staged.items() if path.endswith(".md")}


def entries(value: object) -> int:
    """How many entries of lists a file holds that have keys of their own: a contact, a rate, a day of a course."""
    if isinstance(value, list):
        return sum(isinstance(each, dict) for each in value) + sum(entries(each) for each in value)
    if isinstance(value, dict):
        return sum(entries(each) for each in value.values())
    return 0


def test_an_entry_is_counted_wherever_it_stands_and_a_word_is_not() -> None:
    assert entries({"a": [{"id": "x", "amounts": [{"pounds": "1"}, {"pounds": "2"}]}], "b": ["word", "word"]}) == 3


def test_facts_are_in_their_files(figure: Figure) -> None:
    files = [found for found in content_files(content_paths(ROOT)) if found.path.startswith("service/")]
    files = [found for found in files if found.kind.name != "redirects"]
    counts = {found.path: entries(read_content(ROOT, found)[0].value) for found in files}
    figure(f"facts: {sum(counts.values()):,} entries in {len(files)} files of service/")
    assert sum(counts.values()) > 500
    assert [path for path, count in counts.items() if not count] == ["service/service.yml"]


def test_pages_are_hand_written_or_made(handbook: Handbook, pages: dict[str, str], figure: Figure) -> None:
    figure(f"pages: {len(handbook.pages)} hand-written, {len(pages) - len(handbook.pages)} made from facts")
    assert set(handbook.pages) <= set(pages)
    assert len(handbook.pages) >= 70


def test_every_open_slot_is_named_and_most_are_printed(handbook: Handbook, figure: Figure) -> None:
    found = open_slots(handbook)
    on_pages = {place.path for slot in found for place in slot.places}
    figure(f"open slots: {len(found)}, printed in {len(on_pages)} files")
    unused = [slot.fact.id for slot in found if not slot.places]
    assert unused == [], "these stand in service/local.yml, and no page prints them"


def test_no_slot_is_left_in_what_readers_see(pages: dict[str, str]) -> None:
    assert [path for path, text in pages.items() if list(slots_in(text)) or "&#123;&#123;" in text] == []


def test_what_is_overdue_says_so_on_its_page_and_in_the_list(
    handbook: Handbook, pages: dict[str, str], on: date, figure: Figure
) -> None:
    files = reviewed_files(handbook)
    overdue = sorted(path for path, review in files.items() if review.is_overdue(on))
    figure(f"reviews: {len(overdue)} overdue of {len(files)} files that carry one")
    assert len(overdue) <= len(files) // 20, overdue
    listed = pages["reviews.md"].split("## Due in")[0]
    for path in overdue:
        if path.startswith("docs/"):
            page = path.removeprefix("docs/")
            assert "**This page is overdue for review.**" in pages[page]
            assert f"({page})" in listed
        else:
            assert f"`{path}`" in listed


def test_every_content_file_carries_a_review_or_belongs_to_one_that_does(handbook: Handbook) -> None:
    kept = reviewed_files(handbook)
    without = [found for found in content_files(content_paths(ROOT)) if found.path not in kept]
    aside = {"charter-profile", "wave", "summary", "translation", "sample", "redirects"}
    assert {found.kind.name for found in without} <= aside


def test_pages_of_terms_rest_on_a_consultation(handbook: Handbook) -> None:
    terms = {path: page.header.consulted for path, page in handbook.pages.items() if page.is_terms}
    assert terms["policies/payments.md"] == ("pay-and-conditions",)
    assert all(terms.values())


def test_the_list_of_jargon_is_of_use(handbook: Handbook) -> None:
    assert handbook.facts.get(Jargon)
    words = [each.word.lower() for each in handbook.facts.get(Jargon).words]
    assert len(words) == len(set(words)) >= LEAST_JARGON


def test_advice_is_counted(handbook: Handbook, figure: Figure) -> None:
    advice = assess_readability(handbook)
    middle = sorted(advice.ages.values())[len(advice.ages) // 2]
    figure(
        f"advice: {len(advice.long_sentences)} sentences over 25 words, {len(advice.jargon)} words of the trade, "
        f"reading age {middle} for the middle page, {max(advice.ages.values())} for the hardest"
    )
    assert middle <= 11


def test_links_of_the_built_site_lead_somewhere(built_site: Path, figure: Figure) -> None:
    """The build itself refuses dead ones; here they are counted once more, from the files alone."""
    files = {address_of(path.relative_to(built_site).as_posix()) for path in built_site.rglob("*") if path.is_file()}
    checked, dead = 0, []
    for path in built_site.rglob("*.html"):
        here = address_of(path.relative_to(built_site).as_posix())
        for link in read_built_page(path.read_text()).links:
            target = re.sub(r"[?#].*", "", link)
            if (
                re.match(r"[a-z]+:|//|/answer/|/withdraw/|/page-feedback/|/suggest/|/receipt/|/search", link)
                or not target
            ):
                continue
            checked += 1
            if absolute(here, target) not in files:
                dead.append(f"{here}: {link}")
    figure(f"links inside the site: {checked:,} checked, {len(dead)} dead")
    assert dead == []


def test_links_of_hand_written_pages_know_every_page(handbook: Handbook, pages: dict[str, str]) -> None:
    places = link_targets(pages, ROOT)
    assert "kent-1-la-1" in places.anchors("charters/kent.md")
    assert set(handbook.pages) <= set(places.pages)
