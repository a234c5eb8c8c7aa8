"""The page that lists what the service must fill in."""

from handbook.facts.local import Local
from handbook.handbook import Facts
from site_builder.page_list import all_pages
from tests.site_builder.minimal_handbook import ON, PAGE, REVIEW, minimal, page

PATH = "about/open-slots.md"


def _facts(**values: str) -> Facts:
    facts = [{"id": "days", "asks": "the days of payment", **values}]
    return Facts.of(Local.model_validate({**REVIEW, "facts": facts}))


def test_a_handbook_without_local_facts_has_no_such_page() -> None:
    assert PATH not in all_pages(minimal(), ON)


def test_each_open_fact_links_to_the_pages_that_print_it() -> None:
    own = {"policies/nights.md": page("policies/nights.md", PAGE, "## Pay\n\nOn {{ local.days }}.")}
    text = all_pages(minimal(facts=_facts(), pages=own), ON)[PATH]
    assert "Still to be filled in: 1 of 1." in text
    assert "| The days of payment | `days` | [Nights away](../policies/nights.md) |" in text


def test_a_fact_that_is_filled_in_is_not_in_the_list() -> None:
    text = all_pages(minimal(facts=_facts(value="the first of the month")), ON)[PATH]
    assert "Everything is filled in." in text
    assert "days of payment" not in text
