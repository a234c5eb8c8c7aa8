"""Where questionnaires and their questions are written, for the rules that speak about them."""

from collections.abc import Iterator

from handbook.source.text_values import Loc
from handbook.sources import Sources
from handbook.surveys.questions import Question
from handbook.surveys.survey import Survey
from handbook.surveys.survey_files import consultation_file, survey_file

Placed = tuple[Loc, Question]
"""A question and its place in its file."""


def placed_surveys(sources: Sources) -> Iterator[tuple[str, Survey]]:
    """Every survey and consultation, by the path of its questions."""
    for slug, survey in sources.handbook.surveys.items():
        yield survey_file(slug), survey
    for slug, consultation in sources.handbook.consultations.items():
        yield consultation_file(slug), consultation


def placed_questions(survey: Survey) -> tuple[Placed, ...]:
    """The questions in their order."""
    return tuple(
        (("sections", number, "questions", index), question)
        for number, section in enumerate(survey.sections)
        for index, question in enumerate(section.questions)
    )
