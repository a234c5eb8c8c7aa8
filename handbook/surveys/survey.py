"""Surveys with their waves, and consultations (`surveys/<slug>/`)."""

from dataclasses import dataclass
from enum import StrEnum

from pydantic import Field

from handbook.calendar.periods import Period
from handbook.calendar.reviews import Reviewed
from handbook.source.types import Content, Day, Line, Ref, Slug, Text, Whole, YesNo
from handbook.surveys.questionnaire import Questionnaire, QuestionSection


class Access(StrEnum):
    """Who can answer."""

    OPEN_LINK = "open link"
    """Anybody with the address, as often as they like."""
    CODE = "one-time code"
    """Whoever holds an unused code, once."""


class Wave(Period):
    """One running of a survey: `surveys/<slug>/waves/<wave>.yml`."""

    title: Line
    """Its name, such as "Spring 2026"."""
    access: Access
    """`open link` or `one-time code`."""
    fingerprint: Line | None = None
    """The questionnaire's fingerprint as asked. Leave it out at first: `check` tells it, and refuses later changes."""
    answer_due: Day
    """The day by which the service says what it did with the answers."""
    example: YesNo = False
    """Whether its answers are invented, which every page that shows them says."""


class Survey(Reviewed):
    """Questions asked again and again: `surveys/<slug>/survey.yml`."""

    title: Line
    """Its title."""
    summary: Line
    """One sentence: what it asks and why."""
    introduction: Text
    """What people read before they begin."""
    minutes: Whole
    """How long it takes, in minutes, as measured with people."""
    audience: tuple[Line, ...]
    """Who is asked."""
    pages: tuple[Line, ...] = ()
    """Paths below `docs/` of the pages it is about."""
    themes: tuple[Ref, ...] = ()
    """Our themes it is about."""
    sections: tuple[QuestionSection, ...]
    """The questions."""
    for_children: YesNo = False
    """Whether children answer: plainer words around the questions, and stricter rules for small numbers."""

    @property
    def questionnaire(self) -> Questionnaire:
        """Its questions."""
        return Questionnaire(sections=self.sections)


class Consultation(Wave, Survey):
    """One proposal put to people for comment: `surveys/<slug>/consultation.yml`."""

    proposal: Text
    """What is proposed."""
    reasons: Text
    """Why, so that people can answer with understanding."""
    rates: tuple[Ref, ...] = ()
    """The rates it is about, where it is about pay: ids from `service/rates.yml`."""


@dataclass(frozen=True)
class SurveyRun:
    """One questionnaire asked in one period: a wave of a survey, or a consultation.

    `key` names it in the store and in commands: `carer-satisfaction/2026-spring`, or a consultation's slug alone.
    """

    key: str
    slug: str
    wave_slug: str | None
    survey: Survey
    wave: Wave

    @property
    def is_consultation(self) -> bool:
        """Whether it asks about one proposal."""
        return self.wave_slug is None

    @property
    def title(self) -> str:
        """The survey's title and, for a wave, the wave's: "Course evaluation: Autumn 2026", "How is it? Spring"."""
        if self.is_consultation:
            return self.survey.title
        between = " " if self.survey.title.endswith(("?", "!")) else ": "
        return f"{self.survey.title}{between}{self.wave.title}"

    @property
    def questionnaire(self) -> Questionnaire:
        """Its questions."""
        return self.survey.questionnaire


class Sample(Content):
    """What `python -m feedback_app sample` makes up; nobody's answers, and every page that shows them says so."""

    replies: Whole = 120
    """How many people it invents."""
    agreement: dict[Slug, Whole] = Field(default_factory=dict)
    """How many in a hundred agree, by question; for `number`, the likeliest number times ten."""
    options: dict[Slug, dict[Slug, Whole]] = Field(default_factory=dict)
    """How often each option is chosen, by question and option; for `several of` in a hundred people."""
    texts: dict[Slug, tuple[Line, ...]] = Field(default_factory=dict)
    """What a few people write, by question, to practise reading; about nobody."""
