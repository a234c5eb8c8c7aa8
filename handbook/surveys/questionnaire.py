"""Questions in sections, and the fingerprint by which a later change is noticed."""

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
        """All questions as they are stored and counted, in order: each statement of a grid is one."""
        return tuple(stored for question in self._top_level_questions for stored in question.asked)

    @property
    def _top_level_questions(self) -> tuple[Question, ...]:
        return tuple(question for section in self.sections for question in section.questions)

    @property
    def equality_ids(self) -> frozenset[str]:
        """The ids of the equality questions, whose answers are stored beside no others."""
        sections = (section for section in self.sections if section.equality)
        return frozenset(
            stored.id for section in sections for question in section.questions for stored in question.asked
        )

    @property
    def asks_for_words(self) -> bool:
        """Whether any answer is free text, so that the safeguarding notice must be shown."""
        return any(question.kind.is_words for question in self.questions)

    @property
    def asks_about_safety(self) -> bool:
        """Whether an answer to one of its questions can say that somebody is not safe."""
        return any(question.about_safety for question in self.questions)

    @property
    def asks_to_quote(self) -> bool:
        """Whether it asks if words may be quoted; without the question no text may be."""
        return any(question.kind is QuestionKind.CONSENT for question in self.questions)

    @property
    def fingerprint(self) -> str:
        """Twelve hexadecimal figures that change when any word that a person answers to changes."""
        seen = [_fingerprinted(question) for question in self._top_level_questions]
        return hashlib.sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()[:12]


_LATER_FIELDS = {"rows": [], "places": 3, "show_if": None}
"""What questions came to have after the first waves opened; left out where unused, so that their fingerprints stay."""


def _fingerprinted(question: Question) -> dict[str, object]:
    # None of these is a word that a person answers to.
    written = question.model_dump(
        mode="json", exclude={"commitments": True, "about_safety": True, "rows": {"__all__": {"commitments"}}}
    )
    for option in written["options"]:
        if option["face"] is None:
            del option["face"]
    return {key: value for key, value in written.items() if key not in _LATER_FIELDS or value != _LATER_FIELDS[key]}
