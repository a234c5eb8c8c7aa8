"""Every kind of content file: where it stands, what it is called, and which model reads it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import get_args, get_origin

from handbook.charters.charter import Charter
from handbook.charters.parties import Parties
from handbook.charters.profile import CharterProfile
from handbook.charters.themes import Themes
from handbook.facts.actions import Actions
from handbook.facts.changes import Changes
from handbook.facts.courses import Courses
from handbook.facts.coverage import Coverage
from handbook.facts.delegation import Delegation
from handbook.facts.events import Events
from handbook.facts.figures import Figures
from handbook.facts.jargon import Jargon
from handbook.facts.local import Local
from handbook.facts.offers import Offers
from handbook.facts.places import Places
from handbook.facts.plan import Plan
from handbook.facts.rates import Rates
from handbook.facts.skills import Skills
from handbook.facts.standards import Standards
from handbook.facts.stocktake import Stocktake
from handbook.pages.page import PageHeader
from handbook.pages.redirects import Redirects
from handbook.service.contacts import Contacts
from handbook.service.glossary import Glossary
from handbook.service.service import Service
from handbook.source.types import Content
from handbook.surveys.outcomes import Outcome
from handbook.surveys.samples import Sample
from handbook.surveys.summaries import Summary
from handbook.surveys.survey import Consultation, Survey, Wave
from handbook.surveys.translations import Translation

FOLDERS = ("charters", "docs", "service", "surveys")
"""Where people write."""


@dataclass(frozen=True)
class Kind:
    """One kind of content file."""

    name: str
    """The name of its schema, such as `charter`."""
    model: type[Content]
    """What reads it; for a page, its header."""
    place: str
    """Its path, with each name that the writer chooses as `<name>`."""
    needed: bool = True
    """Whether every handbook has this file; only asked where the writer chooses no name."""

    @property
    def keys(self) -> frozenset[str]:
        """Every key that such a file can have, however deep; none where some are names that the writer chooses."""
        return keys_of(self.model) or frozenset()

    @cached_property
    def _place(self) -> re.Pattern[str]:
        # A page may stand in folders below docs/; every other name is one part of the path.
        pattern = re.sub(r"<(?!page)(\w+)>", r"(?P<\1>[^/]+)", re.escape(self.place))
        return re.compile(pattern.replace("<page>", "(?P<page>.+)"))

    def names_in(self, path: str) -> dict[str, str] | None:
        """The names chosen by the writer when this path is of this kind, else None."""
        found = self._place.fullmatch(path)
        return found.groupdict() if found else None


@cache
def keys_of(model: type[Content]) -> frozenset[str] | None:
    """The keys of a model and of all models within it; None where one of them takes any key."""
    within = [part for field in model.model_fields.values() for part in _parts(field.annotation)]
    inner = [keys_of(part) for part in within if isinstance(part, type) and issubclass(part, Content)]
    if any(get_origin(part) is dict for part in within) or None in inner:
        return None
    return frozenset(model.model_fields).union(*(each for each in inner if each))


def _parts(annotation: object) -> Iterator[object]:
    yield annotation
    for part in get_args(annotation):
        yield from _parts(part)


KINDS = (
    Kind("parties", Parties, "charters/parties.yml"),
    Kind("themes", Themes, "charters/themes.yml"),
    Kind("charter", Charter, "charters/<charter>.yml"),
    Kind("charter-profile", CharterProfile, "charters/profiles/<profile>.yml"),
    Kind("page", PageHeader, "docs/<page>.md"),
    Kind("service", Service, "service/service.yml"),
    Kind("contacts", Contacts, "service/contacts.yml"),
    Kind("glossary", Glossary, "service/glossary.yml"),
    Kind("redirects", Redirects, "service/redirects.yml", needed=False),
    Kind("places", Places, "service/places.yml", needed=False),
    Kind("delegation", Delegation, "service/delegation.yml", needed=False),
    Kind("rates", Rates, "service/rates.yml", needed=False),
    Kind("skills", Skills, "service/skills.yml", needed=False),
    Kind("offers", Offers, "service/offers.yml", needed=False),
    Kind("courses", Courses, "service/courses.yml", needed=False),
    Kind("events", Events, "service/events.yml", needed=False),
    Kind("plan", Plan, "service/plan.yml", needed=False),
    Kind("stocktake", Stocktake, "service/stocktake.yml", needed=False),
    Kind("figures", Figures, "service/figures.yml", needed=False),
    Kind("standards", Standards, "service/standards.yml", needed=False),
    Kind("actions", Actions, "service/actions.yml", needed=False),
    Kind("changes", Changes, "service/changes.yml", needed=False),
    Kind("local", Local, "service/local.yml", needed=False),
    Kind("jargon", Jargon, "service/jargon.yml", needed=False),
    Kind("coverage", Coverage, "service/coverage.yml", needed=False),
    Kind("survey", Survey, "surveys/<survey>/survey.yml"),
    Kind("consultation", Consultation, "surveys/<survey>/consultation.yml"),
    Kind("translation", Translation, "surveys/<survey>/survey.<language>.yml"),
    Kind("translation", Translation, "surveys/<survey>/consultation.<language>.yml"),
    Kind("sample", Sample, "surveys/<survey>/sample.yml"),
    Kind("summary", Summary, "surveys/<survey>/summary.yml"),
    Kind("outcome", Outcome, "surveys/<survey>/outcome.yml"),
    Kind("summary", Summary, "surveys/<survey>/waves/<wave>.summary.yml"),
    Kind("outcome", Outcome, "surveys/<survey>/waves/<wave>.outcome.yml"),
    Kind("wave", Wave, "surveys/<survey>/waves/<wave>.yml"),
)
"""In the order in which a path is tried against them."""


@dataclass(frozen=True)
class Filed:
    """A path and what it says about the file."""

    path: str
    kind: Kind
    names: dict[str, str]

    @property
    def asking(self) -> str:
        """The key of the asking that a wave, consultation, summary or outcome belongs to."""
        return "/".join(self.names[name] for name in ("survey", "wave") if name in self.names)


def filed(path: str) -> Filed | None:
    """The kind of a content file by its path below the handbook's folder; None when there is no such kind."""
    for kind in KINDS:
        names = kind.names_in(path)
        if names is not None:
            return Filed(path, kind, names)
    return None
