"""The line near the top of a page that says what can be answered about it."""

import pytest

from handbook.handbook import Handbook
from handbook.service.contacts import Contacts
from handbook.surveys.survey import Consultation, Survey, Wave
from site_builder.page_list import all_pages
from tests.site_builder.minimal_handbook import (
    CONSULTATION,
    CONTACT,
    EMERGENCY,
    NOTICE,
    ON,
    PAGE,
    REVIEW,
    SURVEY,
    WAVE,
    minimal,
    page,
)

NIGHTS = "policies/nights.md"
CHILDREN = "children/nights.md"
LINE = "Have your say until 28 February: [Nights away (3 minutes)](/answer/nights/)"


def a_page(path: str = NIGHTS, **header: object) -> dict[str, object]:
    return {path: page(path, {**PAGE, **header}, "## Decide\n\nSay *yes*.")}


def text(handbook: Handbook, path: str = NIGHTS) -> str:
    return all_pages(handbook, ON)[path]


def about(**more: object) -> dict[str, Consultation]:
    return {"nights": Consultation.model_validate({**CONSULTATION, **more})}


def test_a_page_that_a_consultation_names_says_so_before_its_text() -> None:
    made = text(minimal())
    assert made.count(LINE) == 1
    assert made.index(LINE) < made.index("## Decide")
    assert "{: .asked-banner }" in made


def test_a_theme_is_enough() -> None:
    assert LINE in text(minimal(consultations=about(pages=[])))


def test_what_names_its_pages_does_not_ask_on_others_of_its_theme() -> None:
    other = "guides/other.md"
    both = {**a_page(), other: page(other, PAGE, "Words.")}
    made = all_pages(minimal(pages=both), ON)
    assert ".asked-banner" in made[NIGHTS]
    assert ".asked-banner" not in made[other]
    assert "(/answer/nights/)" in made[other].split("have-your-say")[1]


def test_one_page_asks_at_most_one_thing_and_first_what_names_it() -> None:
    rates = {**CONSULTATION, "title": "Rates", "closes": "2026-12-31", "pages": []}
    other = {"rates": Consultation.model_validate(rates)}
    made = text(minimal(consultations={**other, **about()}))
    assert made.count(".asked-banner") == 1
    assert LINE in made
    assert "(/answer/rates/)" in made.split(".asked-banner")[1]


@pytest.mark.parametrize(("asked", "shown"), [({}, 1), ({"consultations": {}}, 0)])
def test_above_an_answer_that_somebody_needs_soon_comes_a_proposal_about_the_page_and_no_survey(
    asked: dict[str, object], shown: int
) -> None:
    urgent = {**CONTACT, "urgency": "urgent"}
    contacts = Contacts.model_validate({**REVIEW, "contacts": [EMERGENCY, urgent], "notice": NOTICE})
    views = {"views": Survey.model_validate({**SURVEY, "pages": [NIGHTS]})}
    waves = {"views": {"now": Wave.model_validate({**WAVE, "opens": "2026-11-01", "closes": "2026-12-30"})}}
    more = {"surveys": views, "waves": waves, "summaries": {}, "outcomes": {}}
    assert text(minimal(**more, **asked)).count(".asked-banner") == 1
    made = text(minimal(contacts=contacts, **more, **asked))
    assert made.count(".asked-banner") == shown
    assert "(/answer/views/)" in made.split("have-your-say")[1]


@pytest.mark.parametrize("header", [{"contacts": ["emergency"]}, {"contacts": ["duty", "emergency"]}])
def test_nothing_is_asked_at_the_top_of_a_page_for_somebody_in_danger(header: dict[str, object]) -> None:
    assert LINE not in text(minimal(pages=a_page(**header), consultations=about(pages=[])))
    assert LINE not in text(minimal(pages=a_page(**header)))


def test_a_page_with_a_box_about_danger_has_only_what_names_it() -> None:
    boxed = {NIGHTS: page(NIGHTS, PAGE, '!!! danger "Call now"\n    Call 999.')}
    made = text(minimal(pages=boxed, consultations=about(pages=[])))
    assert "/answer/nights/" not in made
    named = text(minimal(pages=boxed))
    assert ".asked-banner" not in named
    assert "/answer/nights/" in named


def test_a_page_for_children_asks_only_what_names_it() -> None:
    assert LINE not in text(minimal(pages=a_page(CHILDREN)), CHILDREN)
    assert LINE in text(minimal(pages=a_page(CHILDREN), consultations=about(pages=[CHILDREN])), CHILDREN)


def test_what_children_are_asked_stands_only_where_it_is_named() -> None:
    assert LINE not in text(minimal(consultations=about(pages=[], for_children="yes")))
    assert LINE in text(minimal(consultations=about(for_children="yes")))


def test_pages_about_what_is_asked_have_no_banner() -> None:
    assert not [
        path for path, made in all_pages(minimal(), ON).items() if "surveys/" in path and ".asked-banner" in made
    ]


def test_a_question_is_not_followed_by_a_full_stop() -> None:
    made = text(minimal(consultations=about(title="Nights away?")))
    assert "Have your say until 28 February: [Nights away? (" in made


def test_nothing_open_is_no_banner() -> None:
    assert ".asked-banner" not in text(minimal(consultations={}))
