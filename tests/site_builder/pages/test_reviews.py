"""What is overdue is said near the top of its page and in one list, by the day alone."""

from datetime import date

import pytest

from handbook.calendar.reviews import Reviewed
from handbook.content_kind import ContentKind
from handbook.facts.local import Local
from handbook.handbook import Facts
from handbook.registry import KINDS, reviewed_files
from handbook.surveys.outcomes import Outcome
from site_builder.page_list import all_pages
from tests.site_builder.minimal_handbook import CONSULTATION, ON, OUTCOME, PAGE, REVIEW, minimal, page

NIGHTS = "policies/nights.md"
BANNER = "**This page is overdue for review.** It was due by 1 October 2027."


def test_an_overdue_page_says_so_before_its_text() -> None:
    text = all_pages(minimal(), date(2027, 10, 2))[NIGHTS]
    assert f"\n\n{BANNER} Some of it may be out of date.\n{{: .overdue-banner }}\n\n" in text.split("## Decide")[0]


def test_a_page_in_time_says_nothing_of_it_at_the_top() -> None:
    assert "overdue" not in all_pages(minimal(), date(2027, 10, 1))[NIGHTS].split("## Decide")[0]


def test_pages_and_files_with_facts_stand_in_one_list() -> None:
    facts = Facts.of(Local.model_validate({**REVIEW, "reviewed": "2020-01-01", "facts": []}))
    text = all_pages(minimal(facts=facts), ON)["reviews.md"]
    overdue, later = text.split("## Due in the next two months")
    assert "(`service/local.yml`): by 1 January 2021, fostering manager" in overdue
    assert "Overdue: 1 of 11." in overdue
    assert "[Nights away](policies/nights.md): by 1 October 2027" in later
    assert "[Our promise: Moor Council](charters/moor.md) (`charters/moor.yml`)" in later
    assert "- `service/service.yml`: by" in later
    assert "`surveys/views/waves/2026-spring.outcome.yml`" in later


def test_a_file_that_makes_several_pages_stands_once_and_leads_to_their_list() -> None:
    text = all_pages(minimal(), ON)["reviews.md"]
    assert text.count("`charters/themes.yml`") == 1
    assert "[Charters side by side](themes/index.md) (`charters/themes.yml`)" in text


KEPT_ASIDE = ("wave", "summary", "charter-profile", "translation", "sample", "redirects")
"""A wave and a translation belong to their survey, a program writes a summary, no reader sees a profile or a sample.

Redirects only grow: nobody reads them again."""


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.name not in KEPT_ASIDE], ids=lambda k: k.name)
def test_every_kind_of_file_that_a_person_keeps_has_an_owner_and_a_day(kind: ContentKind) -> None:
    assert issubclass(kind.model, Reviewed)


def test_every_field_of_facts_is_looked_at() -> None:
    assert "service/local.yml" in reviewed_files(minimal(facts=Facts.of(Local.model_validate({**REVIEW, "facts": []}))))


def test_a_page_of_terms_names_the_consultation_it_rests_on() -> None:
    own = {NIGHTS: page(NIGHTS, {**PAGE, "kind": "terms", "consulted": ["nights"]}, "## Decide\n\nText.")}
    text = all_pages(minimal(pages=own, outcomes={"nights": Outcome.model_validate(OUTCOME)}), ON)[NIGHTS]
    assert CONSULTATION["title"] == "Nights away"
    assert "Carers were asked before these terms were set: [Nights away](../surveys/nights.md), answered on" in text
