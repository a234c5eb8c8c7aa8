"""Questions in sections, with a fingerprint that reveals later changes."""

import hashlib
import json

from handbook.source.types import Content, Line, Text, YesNo
from handbook.surveys.questions import Question, QuestionKind


class QuestionSection(Content):
    """Questions that belong together."""

    title: Line
    """Its heading."""
    introduction: Text | None = None
    """What the person should know first."""
    questions: tuple[Question, ...]
    """In order."""
    equality: YesNo = False
    """Whether it asks who people are, to see that everybody is heard: optional, last, and stored apart."""


class Questionnaire(Content):
    """The questions of a survey or a consultation, in sections."""

    sections: tuple[QuestionSection, ...]
    """In order."""

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions as they are stored and counted, in order; every statement of a grid is one."""
        return tuple(stored for question in self._top_level_questions for stored in question.asked)

    @property
    def _top_level_questions(self) -> tuple[Question, ...]:
        return tuple(question for section in self.sections for question in section.questions)

    @property
    def equality_ids(self) -> frozenset[str]:
        """The ids of the equality questions, whose answers are stored separately."""
        sections = (section for section in self.sections if section.equality)
        return frozenset(
            stored.id for section in sections for question in section.questions for stored in question.asked
        )

    @property
    def asks_for_words(self) -> bool:
        """Whether it has text questions, which need the safeguarding notice."""
        return any(question.kind.is_words for question in self.questions)

    @property
    def asks_about_safety(self) -> bool:
        """Whether an answer can reveal that somebody is not safe."""
        return any(question.about_safety for question in self.questions)

    @property
    def asks_to_quote(self) -> bool:
        """Whether it asks for consent to quote; without it no text may be quoted."""
        return any(question.kind is QuestionKind.CONSENT for question in self.questions)

    @property
    def fingerprint(self) -> str:
        """Twelve hexadecimal digits that change with the wording of any question or option."""
        seen = [_fingerprinted(question) for question in self._top_level_questions]
        return hashlib.sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()[:12]


_LATER_FIELDS = {"rows": [], "places": 3, "show_if": None}
"""Defaults of fields that were added after the first waves; left out, so that old fingerprints stay the same."""


def _fingerprinted(question: Question) -> dict[str, object]:
    # These are not part of the wording.
    written = question.model_dump(
        mode="json", exclude={"commitments": True, "about_safety": True, "rows": {"__all__": {"commitments"}}}
    )
    for option in written["options"]:
        if option["face"] is None:
            del option["face"]
    return {key: value for key, value in written.items() if key not in _LATER_FIELDS or value != _LATER_FIELDS[key]}
