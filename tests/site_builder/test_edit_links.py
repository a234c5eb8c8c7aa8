"""Facts about "Suggest a change": it opens the file and the line from which a page is made."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import ValidationError

from handbook.handbook import Handbook
from handbook.source.source_file import Record
from site_builder.page_list import all_pages
from tests.handbooks import real_sources
from tests.site_builder.layout.test_page_layout import NIGHTS, service
from tests.site_builder.minimal_handbook import ON, PAGE, minimal, page

ROOT = Path(__file__).parent.parent.parent
FORGE = "https://forge.example/edit/{path}#L{line}"
HOW = {"suggest-a-change.md": page("suggest-a-change.md", {**PAGE, "title": "Suggest a change"}, "Call us.")}

LEADS_TO = {
    "learning/first-aid.md": ("service/courses.yml", "  - id: first-aid"),
    "events/support-group.md": ("service/events.yml", "  - id: support-group"),
    "plan/target-3.md": ("service/plan.yml", "  - number: 3"),
    "money/rates.md": ("service/rates.yml", "rates:"),
    "glossary.md": ("service/glossary.yml", "terms:"),
    "who-to-call.md": ("service/contacts.yml", "contacts:"),
    "themes/money.md": ("charters/themes.yml", "  - id: money"),
    "expectations/foster-carer-expect.md": ("charters/parties.yml", "  - id: foster-carer"),
    "learning/must-do.md": ("service/courses.yml", "must_do:"),
}
"""Pages made from data, with the line that a person changes."""

LISTS = ("a-to-z.md", "contents.md", "reviews.md", "charters/index.md", "surveys/index.md", "you-said-we-did.md")
"""Pages that only list what is in many files."""


@pytest.fixture(scope="module")
def real() -> tuple[Handbook, dict[str, Record], dict[str, str]]:
    """The real handbook as if it had a forge."""
    sources = real_sources()
    kept = sources.handbook.service.model_copy(update={"edit_address": FORGE})
    handbook = replace(sources.handbook, service=kept)
    return handbook, dict(sources.records), all_pages(handbook, ON, (), sources.records)


def edited(text: str) -> tuple[str, str]:
    """The file and the line to which the foot of a page leads."""
    found = re.search(r"\[Edit this page's source\]\(https://forge\.example/edit/([^#]+)#L(\d+)\)", text)
    assert found, "the foot leads to no file"
    return found[1], (ROOT / found[1]).read_text().split("\n")[int(found[2]) - 1]


Real = tuple[Handbook, dict[str, Record], dict[str, str]]


@pytest.mark.parametrize("path", LEADS_TO)
def test_a_page_made_from_data_opens_the_line_it_comes_from(real: Real, path: str) -> None:
    assert edited(real[2][path]) == LEADS_TO[path]


def test_every_hand_written_page_opens_its_first_words(real: Real) -> None:
    for path, written in real[0].pages.items():
        if path.startswith("children/"):
            continue  # their foot holds nothing that is for the people who keep the pages
        assert edited(real[2][path]) == (f"docs/{path}", written.body.split("\n")[0]), path


def test_every_course_event_and_target_opens_its_own_line(real: Real) -> None:
    """No two pages of one kind lead to the same line, as they would where a place was not found."""
    for kind in ("learning/", "events/", "plan/target-", "themes/", "plan/figures/"):
        lines = [edited(text) for path, text in real[2].items() if path.startswith(kind) and is_entry(path)]
        assert len(lines) == len(set(lines)) > 1, kind


def is_entry(path: str) -> bool:
    stem = path.rpartition("/")[2]
    return path.endswith(".md") and stem not in ("index.md", "calendar.md", "brochure.md", "e-learning.md")


@pytest.mark.parametrize("path", LISTS)
def test_a_page_that_lists_others_leads_to_the_page_that_tells_how_to_ask(real: Real, path: str) -> None:
    foot = real[2][path].split('class="page-foot"')[1]
    assert "forge.example" not in foot
    assert re.search(r"\[Tell us in another way\]\((\.\./)*suggest-a-change\.md\)", foot)


def test_each_promise_opens_its_own_item(real: Real) -> None:
    text = real[2]["charters/kent.md"]
    found = re.search(r"\[Suggest a change\]\(\S+#L(\d+)\)\{: aria-label=\"[^\"]*: kent-4-la-5\" \}", text)
    assert found
    assert "id: kent-4-la-5" in (ROOT / "charters/kent.yml").read_text().split("\n")[int(found[1]) - 1]


def test_each_part_of_the_decisions_opens_its_first_decision(real: Real) -> None:
    text = real[2]["decisions/who-decides.md"]
    lines = (ROOT / "service/delegation.yml").read_text().split("\n")
    parts = re.findall(r"\[Suggest a change to this list\]\(\S+#L(\d+)\)", text)
    assert len(set(parts)) == len(parts) == text.count("data-filter-group")
    assert all(re.match(r"  - id: ", lines[int(part) - 1]) for part in parts)


def test_those_without_an_account_are_told_another_way(real: Real) -> None:
    foot = real[2]["policies/payments.md"].split('class="page-foot"')[1]
    first = foot.index("[Suggest a change to this page](/suggest/?page=/policies/payments/) (no account needed)")
    assert (
        first < foot.index("[Edit this page's source]") < foot.index("[Tell us in another way](../suggest-a-change.md)")
    )


def test_without_a_forge_no_promise_offers_an_editor() -> None:
    made = all_pages(minimal(pages=HOW), ON)
    assert "Suggest a change to this promise" not in made["charters/moor.md"]
    assert "[Suggest a change to this page](/suggest/?page=/charters/moor/)" in made["charters/moor.md"]
    assert "Edit this page's source" not in made["charters/moor.md"]


def test_without_line_in_the_address_the_file_alone_is_named() -> None:
    made = all_pages(minimal(service=service(edit_address="https://forge.example/o/n/_edit/main/{path}")), ON)
    assert "(https://forge.example/o/n/_edit/main/docs/policies/nights.md)" in made[NIGHTS]


@pytest.mark.parametrize(
    "address",
    [
        "https://forge.example/edit/",
        "http://forge.example/{path}",
        "javascript:alert({path})",
        "https://forge.example/{file}/{path}",
        "https://forge.example/{path} x",
        "https://forge.example/{path}](https://other.example",
    ],
)
def test_an_address_that_cannot_be_meant_is_refused(address: str) -> None:
    with pytest.raises(ValidationError, match=r"edit_address|path"):
        service(edit_address=address)
