"""What can be asked: questions, their kinds, and the questionnaire they make."""

import hashlib
import json
from enum import StrEnum

from pydantic import model_validator

from handbook.fields import Content, Line, Slug, Text, YesNo


class QuestionKind(StrEnum):
    """How a question is answered."""

    AGREEMENT = "agreement"
    """Five points from "strongly agree" to "strongly disagree", with "I do not know" and "prefer not to say"."""
    ONE_OF = "one of"
    """One of the options."""
    SEVERAL_OF = "several of"
    """Any number of the options."""
    NUMBER = "number"
    """A whole number from 0 to 10."""
    SHORT_TEXT = "short text"
    """One line of words."""
    LONG_TEXT = "long text"
    """Several lines of words."""

    @property
    def has_options(self) -> bool:
        """Whether the question lists its own options."""
        return self in (QuestionKind.ONE_OF, QuestionKind.SEVERAL_OF)

    @property
    def is_words(self) -> bool:
        """Whether the answer is free text."""
        return self in (QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT)


class Option(Content):
    """One answer a person can choose."""

    id: Slug
    """What is stored."""
    text: Line
    """What the person reads."""


AGREEMENT: tuple[Option, ...] = (
    Option(id="strongly-agree", text="Strongly agree"),
    Option(id="agree", text="Agree"),
    Option(id="neither", text="Neither agree nor disagree"),
    Option(id="disagree", text="Disagree"),
    Option(id="strongly-disagree", text="Strongly disagree"),
)
"""The five points, from most to least agreement."""

DO_NOT_KNOW = Option(id="do-not-know", text="I do not know")
PREFER_NOT_TO_SAY = Option(id="prefer-not-to-say", text="Prefer not to say")
UNCOUNTED = (DO_NOT_KNOW, PREFER_NOT_TO_SAY)
"""Answers that are left out of a question's base (reliability rule: they are no cell)."""


class Question(Content):
    """One question."""

    id: Slug
    """Its name in stored answers; never changes while people can answer."""
    kind: QuestionKind
    """How it is answered."""
    text: Line
    """The question, or the statement to agree with."""
    hint: Line | None = None
    """One short sentence of help."""
    options: tuple[Option, ...] = ()
    """For `one of` and `several of`: what can be chosen ("prefer not to say" is added by the program)."""
    commitments: tuple[Slug, ...] = ()
    """The commitments that the answer speaks of."""
    background: YesNo = False
    """Whether it says something about the person (an area, a role) rather than about the service."""

    @model_validator(mode="after")
    def _options_where_needed(self) -> "Question":
        if self.kind.has_options and len(self.options) < 2:
            raise ValueError(f"a question of kind `{self.kind}` needs at least two `options`")
        if not self.kind.has_options and self.options:
            raise ValueError(f"a question of kind `{self.kind}` has no `options`: take them out")
        return self

    @property
    def choices(self) -> tuple[Option, ...]:
        """Every option the person sees, in order; empty for numbers and words."""
        match self.kind:
            case QuestionKind.AGREEMENT:
                return (*AGREEMENT, *UNCOUNTED)
            case QuestionKind.ONE_OF | QuestionKind.SEVERAL_OF:
                return (*self.options, PREFER_NOT_TO_SAY)
            case QuestionKind.NUMBER:
                return (PREFER_NOT_TO_SAY,)
            case _:
                return ()


class Section(Content):
    """Questions that belong together."""

    title: Line
    """Its heading."""
    introduction: Text | None = None
    """What the person should know first."""
    questions: tuple[Question, ...]
    """In order."""


class Questionnaire(Content):
    """The questions of a survey or a consultation, in sections."""

    sections: tuple[Section, ...]
    """In order."""

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions, in order."""
        return tuple(question for section in self.sections for question in section.questions)

    @property
    def asks_for_words(self) -> bool:
        """Whether any answer is free text, so that the safeguarding notice must be shown."""
        return any(question.kind.is_words for question in self.questions)

    @property
    def fingerprint(self) -> str:
        """Twelve hexadecimal figures that change when any word that a person answers to changes."""
        seen = [question.model_dump(mode="json", exclude={"commitments"}) for question in self.questions]
        return hashlib.sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()[:12]
