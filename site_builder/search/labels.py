"""The labels of places: short texts in readers' words that lead to them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from handbook.facts.delegation import Delegation
from handbook.facts.everyday_words import EverydayWords
from handbook.handbook import Handbook
from site_builder.page import GLOSSARY
from site_builder.pages.facts.delegation import PATH as DECISIONS
from site_builder.search.places import Place

_TOP = "top"


class LabelKind(StrEnum):
    """What a label is."""

    TITLE = "title"
    HEADING = "heading"
    QUESTION = "question"
    EVERYDAY = "everyday"
    """What people say, and what the service calls it."""
    KEYWORD = "keyword"
    TERM = "term"
    """A word of the glossary, or what it stands for."""


@dataclass(frozen=True)
class Label:
    """A short text that leads to a place of a page."""

    anchor: str
    """The id of the place; empty for the page's top."""
    text: str
    kind: LabelKind


def labels_of(handbook: Handbook, path: str, places: Iterable[Place]) -> Iterator[Label]:
    """What leads to the places of the staged page at `path`, but for its title and its keywords."""
    page = handbook.pages.get(path)
    for question in page.header.questions if page else ():
        anchor = "" if question.heading == _TOP else question.heading
        for ask in (question.ask, *question.also):
            yield Label(anchor, ask, LabelKind.QUESTION)
    for place in places:
        # A single letter is a heading of a list, and answers nobody.
        if place.anchor and len(place.heading) > 1:
            yield Label(place.anchor, place.heading, LabelKind.HEADING)
    yield from _everyday_labels(handbook, path)
    if path == GLOSSARY:
        yield from _term_labels(handbook)
    if path == DECISIONS:
        yield from _decision_labels(handbook)


def _everyday_labels(handbook: Handbook, path: str) -> Iterator[Label]:
    facts = handbook.facts.get(EverydayWords)
    for each in facts.words if facts else ():
        page, _, anchor = each.page.partition("#")
        if page == path:
            for text in (*each.say, each.means):
                yield Label(anchor, text, LabelKind.EVERYDAY)


def _term_labels(handbook: Handbook) -> Iterator[Label]:
    for term in handbook.glossary.terms:
        for name in (term.term, term.stands_for):
            if name:
                yield Label(term.id, name, LabelKind.TERM)


def _decision_labels(handbook: Handbook) -> Iterator[Label]:
    delegation = handbook.facts.get(Delegation)
    for decision in delegation.decisions if delegation else ():
        for keyword in decision.keywords:
            yield Label(decision.id, keyword, LabelKind.EVERYDAY)
