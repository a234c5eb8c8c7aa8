"""Every kind of content file. A kind of fact registers itself: each module of `handbook.facts` has a `KIND`."""

import pkgutil
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

from handbook import facts
from handbook.calendar.reviews import Reviewed
from handbook.charters.charter import Charter, Parties, Themes
from handbook.charters.profile import CharterProfile
from handbook.content_kind import FIRST_PART, NO_PART, TEXT_PART, ContentKind, SlotKind
from handbook.handbook import Handbook
from handbook.pages.page import PageHeader
from handbook.pages.redirects import Redirects
from handbook.service.contacts import Contacts
from handbook.service.glossary import Glossary
from handbook.service.service import Service
from handbook.surveys.outcomes import Outcome
from handbook.surveys.summaries import Summary
from handbook.surveys.survey import Consultation, Sample, Survey, Wave
from handbook.surveys.survey_files import (
    consultation_file,
    outcome_file,
    run_file,
    sample_file,
    summary_file,
    survey_file,
    translation_file,
)
from handbook.surveys.translations import Translation

FOLDERS = ("charters", "docs", "service", "surveys")
"""The content folders."""

PATHS_WITHOUT_SLOTS = ("service/contacts.yml", "service/service.yml", "service/local.yml", "surveys/", "charters/")
"""Paths of files without slots: the forms show their texts too, or the slots are filled from them."""

_CONTACT = SlotKind(
    "contact",
    lambda handbook: [contact.id for contact in handbook.contacts.contacts],
    (NO_PART, "hours", TEXT_PART),
)
_CALL = SlotKind("call", lambda handbook: [problem.id for problem in handbook.contacts.problems], (NO_PART, FIRST_PART))


def modules_in(package: str, path: Iterable[str]) -> tuple[ModuleType, ...]:
    """Every module of a package by its name and `__path__`, imported, in alphabetical order."""
    return tuple(import_module(f"{package}.{module.name}") for module in pkgutil.iter_modules(path))


def _kind_of(module: ModuleType) -> ContentKind:
    kind = getattr(module, "KIND", None)
    if not isinstance(kind, ContentKind):
        message = "is in the room of facts and registers none: write `KIND = ContentKind(...)` in it"
        raise TypeError(f"{module.__name__} {message}")
    return kind


FACTS: tuple[ContentKind, ...] = tuple(map(_kind_of, modules_in(facts.__name__, facts.__path__)))
"""The kinds of facts, which are optional, in alphabetical order."""

KINDS = (
    ContentKind("parties", Parties, "charters/parties.yml"),
    ContentKind("themes", Themes, "charters/themes.yml"),
    ContentKind("charter", Charter, "charters/<charter>.yml"),
    ContentKind("charter-profile", CharterProfile, "charters/profiles/<profile>.yml"),
    ContentKind("page", PageHeader, "docs/<page>.md"),
    ContentKind("service", Service, "service/service.yml"),
    ContentKind("contacts", Contacts, "service/contacts.yml", slots=(_CONTACT, _CALL)),
    ContentKind("glossary", Glossary, "service/glossary.yml"),
    ContentKind("redirects", Redirects, "service/redirects.yml", needed=False),
    *FACTS,
    ContentKind("survey", Survey, survey_file("<survey>")),
    ContentKind("consultation", Consultation, consultation_file("<survey>")),
    ContentKind("translation", Translation, translation_file(survey_file("<survey>"), "<language>")),
    ContentKind("translation", Translation, translation_file(consultation_file("<survey>"), "<language>")),
    ContentKind("sample", Sample, sample_file("<survey>")),
    ContentKind("summary", Summary, summary_file("<survey>")),
    ContentKind("outcome", Outcome, outcome_file("<survey>")),
    ContentKind("summary", Summary, summary_file("<survey>/<wave>")),
    ContentKind("outcome", Outcome, outcome_file("<survey>/<wave>")),
    ContentKind("wave", Wave, run_file("<survey>/<wave>")),
)
"""In the order in which a path is matched against them."""

SLOT_KINDS: dict[str, SlotKind] = {slot.name: slot for kind in KINDS for slot in kind.slots}
"""By the first word of a slot."""
SLOT_FILES: dict[str, str] = {slot.name: kind.place for kind in KINDS for slot in kind.slots}
"""The files of their facts."""


@dataclass(frozen=True)
class ContentFile:
    """A content file, as its path describes it."""

    path: str
    kind: ContentKind
    names: dict[str, str]

    @property
    def run_key(self) -> str:
        """The key of the survey run that a wave, consultation, summary or outcome belongs to."""
        return "/".join(self.names[name] for name in ("survey", "wave") if name in self.names)


def content_file(path: str) -> ContentFile | None:
    """The kind of a content file by its path below the handbook's folder; None when there is no such kind."""
    for kind in KINDS:
        names = kind.names_in(path)
        if names is not None:
            return ContentFile(path, kind, names)
    return None


def reviewed_files(handbook: Handbook) -> dict[str, Reviewed]:
    """Each file that carries its own review, by path.

    Waves and summaries carry none: a wave belongs to its survey, and a summary is written by the program.
    """
    facts_by_path = {kind.place: handbook.facts.get(kind.model) for kind in FACTS}
    return {
        "service/service.yml": handbook.service,
        "service/contacts.yml": handbook.contacts,
        "service/glossary.yml": handbook.glossary,
        **{path: fact for path, fact in facts_by_path.items() if isinstance(fact, Reviewed)},
        "charters/parties.yml": handbook.parties,
        "charters/themes.yml": handbook.themes,
        **{f"charters/{slug}.yml": charter for slug, charter in handbook.charters.items()},
        **{f"docs/{path}": page.header for path, page in handbook.pages.items()},
        **{survey_file(slug): survey for slug, survey in handbook.surveys.items()},
        **{consultation_file(slug): consultation for slug, consultation in handbook.consultations.items()},
        **{outcome_file(key): outcome for key, outcome in handbook.outcomes.items()},
    }
