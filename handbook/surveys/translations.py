"""The translation of a survey or consultation (`surveys/<slug>/survey.<language>.yml`)."""

import dataclasses
import hashlib
import json

from pydantic import Field

from handbook.source.types import Content, Line, Slug, Text
from handbook.surveys.questionnaire import QuestionSection
from handbook.surveys.questions import Question
from handbook.surveys.survey import Consultation, Survey, SurveyRun


class TranslatedQuestion(Content):
    """One question's words."""

    id: Slug
    """The question's id, which never changes with the language."""
    text: Line
    """The question, or the statement to agree with."""
    hint: Line | None = None
    """The help, where the original has some."""
    options: dict[Slug, Line] = Field(default_factory=dict)
    """Each option's words by its id."""
    rows: dict[Slug, Line] = Field(default_factory=dict)
    """For `grid`: each statement by its id."""


class TranslatedSection(Content):
    """One section's words."""

    title: Line
    """Its heading."""
    introduction: Text | None = None
    """What the person should know first, where the original says something."""
    questions: tuple[TranslatedQuestion, ...]
    """In the order of the original."""


class Translation(Content):
    """The words of a survey or consultation in another language."""

    language: Slug
    """The language's short name, as in the file's name: `cy` for Welsh."""
    made_from: Line | None = None
    """Twelve figures and letters that stand for the original's words. Leave it out at first: `check` tells it."""
    checked_by: Line | None = None
    """Who speaks the language and has read it, as a post or a body; while empty, the form says that nobody has."""
    title: Line
    """Its title."""
    summary: Line
    """One sentence: what it asks and why."""
    introduction: Text
    """What people read before they begin."""
    proposal: Text | None = None
    """For a consultation: what is proposed."""
    reasons: Text | None = None
    """For a consultation: why."""
    waves: dict[Slug, Line] = Field(default_factory=dict)
    """For a survey: the title of each wave by the name of its file; at least the newest."""
    sections: tuple[TranslatedSection, ...]
    """In the order of the original."""


def words_fingerprint(survey: Survey) -> str:
    """Twelve hexadecimal digits that change with any text that a translation contains."""
    seen: list[object] = [survey.title, survey.summary, survey.introduction]
    if isinstance(survey, Consultation):
        seen += [survey.proposal, survey.reasons]
    seen += [[section.title, section.introduction, *map(_words_of, section.questions)] for section in survey.sections]
    return hashlib.sha256(json.dumps(seen).encode()).hexdigest()[:12]


def _words_of(question: Question) -> list[object]:
    options = [[option.id, option.text] for option in question.options]
    rows = [[row.id, row.text] for row in question.rows]
    return [question.id, question.text, question.hint, options, rows]


def translated(run: SurveyRun, translation: Translation) -> SurveyRun:
    """The survey run with the translated texts; ids and order stay the same."""
    words = {"title": translation.title, "summary": translation.summary, "introduction": translation.introduction}
    if run.is_consultation:
        words |= {"proposal": translation.proposal or "", "reasons": translation.reasons or ""}
    sections = tuple(map(_section, run.survey.sections, translation.sections))
    survey = run.survey.model_copy(update=words | {"sections": sections})
    title = translation.waves.get(run.wave_slug or "", run.wave.title)
    return dataclasses.replace(run, survey=survey, wave=run.wave.model_copy(update={"title": title}))


def _section(original: QuestionSection, words: TranslatedSection) -> QuestionSection:
    questions = tuple(map(_question, original.questions, words.questions))
    return original.model_copy(
        update={"title": words.title, "introduction": words.introduction, "questions": questions}
    )


def _question(original: Question, words: TranslatedQuestion) -> Question:
    options = tuple(option.model_copy(update={"text": words.options[option.id]}) for option in original.options)
    rows = tuple(row.model_copy(update={"text": words.rows[row.id]}) for row in original.rows)
    return original.model_copy(update={"text": words.text, "hint": words.hint, "options": options, "rows": rows})
