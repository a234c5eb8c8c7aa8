"""What leads to the places of a page: its questions, headings, everyday words, glossary terms and decisions."""

import pytest

from handbook.facts.delegation import Delegation
from handbook.facts.everyday_words import EverydayWords
from handbook.handbook import Facts, Handbook
from handbook.service.glossary import Glossary
from site_builder.search.labels import Label, LabelKind, labels_of
from site_builder.search.places import Place
from tests.handbooks import real_sources
from tests.site_builder.minimal_handbook import PAGE, REVIEW, minimal, page

NIGHTS = "policies/nights.md"
QUESTIONS = [
    {"ask": "May she sleep at a friend's?", "heading": "decide", "also": ["sleepovers", "stay at her mate's"]},
    {"ask": "Who do I tell?", "heading": "top"},
]
SAID = [
    {"say": ["petrol", "gas money"], "means": "mileage", "page": f"{NIGHTS}#decide"},
    {"say": ["nights out"], "means": "nights away", "page": NIGHTS},
    {"say": ["moggy"], "means": "a cat", "page": "guides/pets.md"},
]
TERMS = [
    {"id": "lac", "term": "LAC", "stands_for": "looked after child", "meaning": "Old."},
    {"id": "bed", "term": "Bed", "meaning": "To sleep in."},
]
PLACES = (
    Place("", "Nights away", "All."),
    Place("decide", "Decide", "Say yes."),
    Place("hair", "Hair cut", is_row=True),
)


@pytest.fixture
def handbook() -> Handbook:
    return minimal(
        pages={NIGHTS: page(NIGHTS, {**PAGE, "questions": QUESTIONS}, "## Decide\n\nSay *yes*.")},
        facts=Facts.of(EverydayWords.model_validate({**REVIEW, "words": SAID})),
        glossary=Glossary.model_validate({**REVIEW, "terms": TERMS}),
    )


def of_kind(labels: list[Label], kind: LabelKind) -> list[tuple[str, str]]:
    return [(label.anchor, label.text) for label in labels if label.kind is kind]


def test_questions_lead_to_their_headings_in_all_their_words(handbook: Handbook) -> None:
    found = list(labels_of(handbook, NIGHTS, PLACES))
    assert of_kind(found, LabelKind.QUESTION) == [
        ("decide", "May she sleep at a friend's?"),
        ("decide", "sleepovers"),
        ("decide", "stay at her mate's"),
        ("", "Who do I tell?"),
    ]


def test_headings_and_rows_lead_to_themselves(handbook: Handbook) -> None:
    found = list(labels_of(handbook, NIGHTS, PLACES))
    assert of_kind(found, LabelKind.HEADING) == [("decide", "Decide"), ("hair", "Hair cut")]


def test_everyday_words_lead_where_the_service_says(handbook: Handbook) -> None:
    found = list(labels_of(handbook, NIGHTS, PLACES))
    assert of_kind(found, LabelKind.EVERYDAY) == [
        ("decide", "petrol"),
        ("decide", "gas money"),
        ("decide", "mileage"),
        ("", "nights out"),
        ("", "nights away"),
    ]


def test_words_of_the_glossary_and_what_they_stand_for_lead_to_their_meaning(handbook: Handbook) -> None:
    assert of_kind(list(labels_of(handbook, "glossary.md", ())), LabelKind.TERM) == [
        ("lac", "LAC"),
        ("lac", "looked after child"),
        ("bed", "Bed"),
    ]
    assert of_kind(list(labels_of(handbook, NIGHTS, PLACES)), LabelKind.TERM) == []


def test_a_page_that_is_made_has_no_questions(handbook: Handbook) -> None:
    assert list(labels_of(handbook, "reviews.md", PLACES[:1])) == []


def test_keywords_of_decisions_lead_to_their_rows() -> None:
    handbook = real_sources().handbook
    delegation = handbook.facts.get(Delegation)
    assert delegation is not None
    found = of_kind(list(labels_of(handbook, "decisions/who-decides.md", ())), LabelKind.EVERYDAY)
    keywords = [(each.id, keyword) for each in delegation.decisions for keyword in each.keywords]
    assert len(keywords) > 20
    assert set(keywords) <= set(found)
