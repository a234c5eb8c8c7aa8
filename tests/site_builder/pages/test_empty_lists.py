"""The made pages of a service that has written down nothing yet: no table without rows, no heading without words."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from handbook.handbook import Facts
from handbook.registry import KINDS
from site_builder.page_list import all_pages
from tests.site_builder.minimal_handbook import ON, minimal

SERVICE = Path(__file__).resolve().parents[3] / "service"
KEPT = {"places", "local", "jargon", "redirects"}
"""Who the service is, and what is no list of facts."""
NEEDED = {"courses": "booking"}
"""A list that may not be empty."""


def emptied(kind: str) -> dict[str, Any]:
    """The shipped file without an entry in any list, and without slots in its words."""
    text = re.sub(
        r"\{\{.*?\}\}", "each month", (SERVICE / f"{kind.replace('-', '_')}.yml").read_text(), flags=re.DOTALL
    )
    found = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 texts alone
    return {key: [] if isinstance(value, list) and NEEDED.get(kind) != key else value for key, value in found.items()}


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    """Every page of a handbook whose service keeps all its files, and nothing in them."""
    models = {kind.name: kind.model for kind in KINDS if not kind.needed and kind.name not in KEPT}
    facts = {name: model.model_validate(emptied(name)) for name, model in models.items()}
    return {
        path: text
        for path, text in all_pages(minimal(facts=Facts.of(*facts.values())), ON).items()
        if path.endswith(".md")
    }


def body(text: str) -> str:
    """A page between its summary and its foot."""
    return text.partition("{: .lead }")[2].partition("<footer")[0]


def test_all_pages_are_there(made: dict[str, str], pages: dict[str, str]) -> None:
    assert len(made) > len(pages) + 20


def test_no_heading_is_without_text(made: dict[str, str]) -> None:
    bare = re.compile(r"^(#{2,4}) [^\n]*\n+(?=#{1,2} |\Z)", re.MULTILINE)
    assert [path for path, text in made.items() if bare.search(f"{body(text).rstrip()}\n")] == []


def test_no_table_and_no_list_of_cards_is_empty(made: dict[str, str]) -> None:
    empty = re.compile(r"<tbody[^>]*>\s*</tbody>|<ul[^>]*>\s*</ul>|<dl[^>]*>\s*</dl>")
    assert [path for path, text in made.items() if empty.search(text)] == []


def test_each_page_of_facts_says_that_nothing_is_there(made: dict[str, str]) -> None:
    with_news_of_surveys = {"changes/newsletter.md"}
    facts = made.keys() - all_pages(minimal(), ON).keys() - with_news_of_surveys
    said = re.compile(r"\b(no|nothing|nobody|none|every|not|0)\b", re.IGNORECASE)
    assert [path for path in facts if not said.search(body(made[path]))] == []


@pytest.mark.parametrize("words", ["its no ", "of 0 ", "of the 0 ", "\nno "])
def test_nothing_is_not_counted(made: dict[str, str], words: str) -> None:
    assert [path for path, text in made.items() if words in body(text)] == []
