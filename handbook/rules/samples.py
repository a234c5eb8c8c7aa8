"""Rules about invented answers: they only refer to questions and options of the form."""

from collections.abc import Iterator

from handbook.source.problems import Problem
from handbook.source.spelling import suggest_instead
from handbook.source.text_values import Loc
from handbook.sources import Sources
from handbook.surveys.questions import Question, QuestionKind
from handbook.surveys.survey import Sample
from handbook.surveys.survey_files import sample_file

_BY_NUMBER = (QuestionKind.AGREEMENT, QuestionKind.NUMBER)
_MAX_SHARE = 100


SampleEntry = tuple[str, Sample, dict[str, Question]]
"""The path of a sample, the sample, and the questions of its form by id."""


def _samples(sources: Sources) -> Iterator[SampleEntry]:
    handbook = sources.handbook
    for slug, sample in handbook.samples.items():
        survey = handbook.surveys.get(slug) or handbook.consultations[slug]
        yield sample_file(slug), sample, {question.id: question for question in survey.questionnaire.questions}


def check_questions(sources: Sources) -> Iterator[Problem]:
    """The questions exist and are of a kind that has such weights."""
    for path, sample, asked in _samples(sources):
        by_number = [name for name, question in asked.items() if question.kind in _BY_NUMBER]
        for name in sample.agreement:
            if name not in by_number:
                message = f"`{name}` is no question of kind `agreement` or `number`; {suggest_instead(name, by_number)}"
                yield sources.key_problem(path, ("agreement", name), message)
        by_option = [name for name, question in asked.items() if question.options]
        for name in sample.options:
            if name not in by_option:
                message = f"`{name}` is no question with options; {suggest_instead(name, by_option)}"
                yield sources.key_problem(path, ("options", name), message)


def check_texts(sources: Sources) -> Iterator[Problem]:
    """Invented texts are for text questions of the form."""
    for path, sample, asked in _samples(sources):
        in_words = [name for name, question in asked.items() if question.kind.is_words]
        for name in sample.texts:
            if name not in in_words:
                message = (
                    f"`{name}` is no question of kind `short text` or `long text`; {suggest_instead(name, in_words)}"
                )
                yield sources.key_problem(path, ("texts", name), message)


def check_options(sources: Sources) -> Iterator[Problem]:
    """The options exist in their question."""
    for path, sample, asked in _samples(sources):
        for name, shares in sample.options.items():
            known = [option.id for option in asked[name].options] if name in asked else []
            for option in shares:
                if known and option not in known:
                    message = f"there is no option `{option}` in `{name}`; {suggest_instead(option, known)}"
                    yield sources.key_problem(path, ("options", name, option), message)


def check_shares(sources: Sources) -> Iterator[Problem]:
    """No share is more than 100 per cent."""
    for path, sample, _ in _samples(sources):
        shares: list[tuple[Loc, int]] = [(("agreement", name), share) for name, share in sample.agreement.items()]
        for name, options in sample.options.items():
            shares += [(("options", name, option), share) for option, share in options.items()]
        for loc, share in shares:
            if share > _MAX_SHARE:
                yield sources.problem(path, loc, "this is more than 100; write how many in a hundred")


RULES = (check_questions, check_texts, check_options, check_shares)
