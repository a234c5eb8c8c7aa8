"""The whole handbook: everything that was loaded, and queries over it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar

from handbook.charters.charter import Charter, Commitment, CommitmentList, Item, Parties, Themes
from handbook.pages.page import Page
from handbook.pages.redirects import Redirects
from handbook.service.contacts import Contacts
from handbook.service.glossary import Glossary
from handbook.service.service import Service
from handbook.source.types import Content
from handbook.surveys.outcomes import Outcome
from handbook.surveys.summaries import Summary
from handbook.surveys.survey import Consultation, Sample, Survey, SurveyRun, Wave
from handbook.surveys.translations import Translation

_Fact = TypeVar("_Fact", bound=Content)


@dataclass(frozen=True)
class Facts:
    """The optional files of `service/`: one object for each file, looked up by its model."""

    by_model: Mapping[type[Content], Content] = field(default_factory=dict)

    @classmethod
    def of(cls, *files: Content | None) -> "Facts":
        """Facts that hold these files; None is skipped."""
        return cls({type(fact): fact for fact in files if fact is not None})

    def get(self, model: type[_Fact]) -> _Fact | None:
        """The file of this model; None if the service does not have it."""
        fact = self.by_model.get(model)
        return fact if isinstance(fact, model) else None


@dataclass(frozen=True)
class Handbook:
    """Every content file, read and checked. Dictionaries keep the order of files sorted by name."""

    service: Service
    contacts: Contacts
    glossary: Glossary
    parties: Parties
    themes: Themes
    charters: dict[str, Charter] = field(default_factory=dict)
    """By slug."""
    pages: dict[str, Page] = field(default_factory=dict)
    """By path below `docs/`."""
    surveys: dict[str, Survey] = field(default_factory=dict)
    """By slug; consultations not among them."""
    waves: dict[str, dict[str, Wave]] = field(default_factory=dict)
    """By survey slug, then wave slug."""
    consultations: dict[str, Consultation] = field(default_factory=dict)
    """By slug."""
    translations: dict[str, dict[str, Translation]] = field(default_factory=dict)
    """By slug of a survey or consultation, then by language."""
    samples: dict[str, Sample] = field(default_factory=dict)
    """Invented answers for demonstrations, by slug of a survey or consultation."""
    summaries: dict[str, Summary] = field(default_factory=dict)
    """By run key."""
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    """By run key."""
    facts: Facts = field(default_factory=Facts)
    """The optional files of `service/`."""
    redirects: Redirects = field(default_factory=Redirects)
    """Redirects from old addresses."""

    @cached_property
    def commitments(self) -> dict[str, Commitment]:
        """Every list item of every charter by id, in the order of charters and lists."""
        return {
            item.id: self._commitment(slug, charter, listed, item)
            for slug, charter in self.charters.items()
            for listed in charter.lists
            for item in listed.items
        }

    def _commitment(self, slug: str, charter: Charter, listed: CommitmentList, item: Item) -> Commitment:
        voice = next(voice for voice in charter.voices if voice.id == listed.party)
        return Commitment(
            id=item.id,
            charter=slug,
            voice=voice,
            party=voice.party,
            to=item.to or listed.to,
            heading=listed.heading,
            theme=item.theme or listed.theme or self.theme_of_heading(slug, listed.heading),
            kind=listed.kind,
            text=item.text,
            wording=item.wording,
            number=item.number,
            document=listed.document,
            section=listed.section,
            certainty=item.certainty or listed.certainty,
            note=item.note,
        )

    def theme_of_heading(self, charter: str, heading: str) -> str:
        """The theme that themes.yml gives a charter's heading; raises KeyError when it gives none."""
        for theme in self.themes.themes:
            if heading in theme.headings.get(charter, ()):
                return theme.id
        raise KeyError(heading)

    @cached_property
    def other_councils(self) -> tuple[str, ...]:
        """The councils of the charters, without the service's own: only pages about one of them name it."""
        return tuple(sorted({charter.place for charter in self.charters.values()} - {self.service.council}))

    @cached_property
    def runs(self) -> dict[str, SurveyRun]:
        """Every wave and every consultation by key."""
        waves = {
            f"{slug}/{wave_slug}": SurveyRun(f"{slug}/{wave_slug}", slug, wave_slug, self.surveys[slug], wave)
            for slug, waves in self.waves.items()
            for wave_slug, wave in waves.items()
        }
        consultations = {
            slug: SurveyRun(slug, slug, None, consultation, consultation)
            for slug, consultation in self.consultations.items()
        }
        return waves | consultations

    def open_runs(self, on: date) -> tuple[SurveyRun, ...]:
        """What can be answered on the given day, closing soonest first."""
        still_open = (run for run in self.runs.values() if run.wave.is_open(on))
        return tuple(sorted(still_open, key=lambda run: (run.wave.closes, run.key)))

    def unsettled_reason(self, slug: str, on: date) -> str | None:
        """Why no decision can be based on a consultation yet, as the beginning of a sentence.

        None once it has closed and has an outcome. Raises KeyError if there is no such consultation.
        """
        consultation = self.consultations[slug]
        if not consultation.is_over(on):
            return f"people can answer `{slug}` until {consultation.closes}, and its answer follows after that"
        if slug not in self.outcomes:
            return f"`{slug}` closed on {consultation.closes} and has no answer; write surveys/{slug}/outcome.yml first"
        return None

    def runs_of(self, slug: str) -> tuple[SurveyRun, ...]:
        """All waves of a survey (or the one survey run of a consultation), newest first."""
        own = (run for run in self.runs.values() if run.slug == slug)
        return tuple(sorted(own, key=lambda run: run.wave.opens, reverse=True))
