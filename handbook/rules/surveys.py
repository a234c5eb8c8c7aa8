"""Rules about surveys, waves and consultations: their questions and their days."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from handbook.rules.pages import commitment_ids
from handbook.source.problems import Problem
from handbook.source.text_values import Loc
from handbook.sources import Mention, Sources
from handbook.surveys.questions import PREFER_NOT_TO_SAY, Question, QuestionKind
from handbook.surveys.survey import Consultation, Survey, SurveyRun
from handbook.surveys.survey_files import consultation_file, run_file, survey_file

PlacedQuestion = tuple[Loc, Question]
"""The loc of a question, and the question."""


def surveys_by_path(sources: Sources) -> Iterator[tuple[str, Survey]]:
    """Every survey and consultation, with the path of its file."""
    for slug, survey in sources.handbook.surveys.items():
        yield survey_file(slug), survey
    for slug, consultation in sources.handbook.consultations.items():
        yield consultation_file(slug), consultation


def questions_by_loc(survey: Survey) -> tuple[PlacedQuestion, ...]:
    """The questions in order, with their locs."""
    return tuple(
        (("sections", number, "questions", index), question)
        for number, section in enumerate(survey.sections)
        for index, question in enumerate(section.questions)
    )


MAX_QUESTIONS = 30
MAX_TEXT_QUESTIONS = 3
QUESTIONS_PER_TEXT = 5
MAX_ANSWER_DELAY = timedelta(days=366)
"""The longest time between closing and the day on which the answer is due."""


def check_question_ids(sources: Sources) -> Iterator[Problem]:
    """A question's id is unique in its questionnaire, an option's once in its question."""
    for path, survey in surveys_by_path(sources):
        placed = questions_by_loc(survey)
        mentions: list[Mention] = [mention for loc, question in placed for mention in _id_mentions(path, loc, question)]
        yield from sources.duplicates(mentions, "question id")
        for loc, question in placed:
            options: list[Mention] = [
                (path, (*loc, "options", index, "id"), option.id) for index, option in enumerate(question.options)
            ]
            yield from sources.duplicates(options, "option id")
            for at, where, word in options:
                if word == PREFER_NOT_TO_SAY.id:
                    yield sources.problem(at, where, f"`{word}` is added to each question by itself; take it out here")


def _id_mentions(path: str, loc: Loc, question: Question) -> Iterator[Mention]:
    yield path, (*loc, "id"), question.id
    for index, row in enumerate(question.rows):
        yield path, (*loc, "rows", index, "id"), row.id


def check_question_references(sources: Sources) -> Iterator[Problem]:
    """The commitments, pages and themes of a survey exist, and are listed once."""
    themes = {theme.id: theme.title for theme in sources.handbook.themes.themes}
    pages, commitments = sources.handbook.pages, commitment_ids(sources)
    for path, survey in surveys_by_path(sources):
        page_mentions: list[Mention] = [(path, ("pages", index), page) for index, page in enumerate(survey.pages)]
        yield from sources.unknown(page_mentions, pages, "page")
        yield from sources.duplicates(page_mentions, "page")
        theme_mentions: list[Mention] = [(path, ("themes", index), theme) for index, theme in enumerate(survey.themes)]
        yield from sources.unknown(theme_mentions, themes, "theme")
        yield from sources.duplicates(theme_mentions, "theme")
        for loc, question in questions_by_loc(survey):
            mentions: list[Mention] = [
                (path, (*loc, "commitments", index), commitment)
                for index, commitment in enumerate(question.commitments)
            ]
            yield from sources.unknown(mentions, commitments, "commitment")
            yield from sources.duplicates(mentions, "commitment")
            for number, row in enumerate(question.rows):
                own: list[Mention] = [
                    (path, (*loc, "rows", number, "commitments", index), commitment)
                    for index, commitment in enumerate(row.commitments)
                ]
                yield from sources.unknown(own, commitments, "commitment")
                yield from sources.duplicates(own, "commitment")


def check_length(sources: Sources) -> Iterator[Problem]:
    """Forms are short: they have questions, not too many, and few text questions."""
    for path, survey in surveys_by_path(sources):
        questions = questions_by_loc(survey)
        texts = [loc for loc, question in questions if question.kind.is_words]
        # Consultations ask for comments; surveys are mainly counted.
        by_length = max(1, len(questions) // QUESTIONS_PER_TEXT)
        most = MAX_TEXT_QUESTIONS if isinstance(survey, Consultation) else min(MAX_TEXT_QUESTIONS, by_length)
        if not questions:
            yield sources.key_problem(path, ("sections",), "there is no question; write at least one")
        if len(questions) > MAX_QUESTIONS:
            message = (
                f"this is question {MAX_QUESTIONS + 1} of {len(questions)}, and people finish {MAX_QUESTIONS}; "
                f"take {len(questions) - MAX_QUESTIONS} out"
            )
            yield sources.problem(path, questions[MAX_QUESTIONS][0], message)
        if len(texts) > most:
            message = (
                f"this is text box {most + 1} of {len(texts)}, and {len(questions)} questions bear {most}; "
                "ask it as a choice, or take it out"
            )
            yield sources.problem(path, texts[most], message)


def check_periods(sources: Sources) -> Iterator[Problem]:
    """The answer is due after closing, and a survey has one open wave at a time."""
    for run in sources.handbook.runs.values():
        if run.wave.answer_due <= run.wave.closes:
            message = f"the answer is due before people have finished; write a day after {run.wave.closes}"
            yield sources.problem(run_file(run.key), ("answer_due",), message)
        if run.wave.answer_due - run.wave.closes > MAX_ANSWER_DELAY:
            message = f"the answer would come more than a year after {run.wave.closes}; check the year"
            yield sources.problem(run_file(run.key), ("answer_due",), message)
    for slug in sources.handbook.surveys:
        runs = sorted(sources.handbook.runs_of(slug), key=lambda run: run.wave.opens)
        for earlier, later in pairwise(runs):
            if later.wave.opens <= earlier.wave.closes:
                message = (
                    f"wave `{earlier.wave_slug}` is still open on this day (until {earlier.wave.closes}); "
                    "open after that"
                )
                yield sources.problem(run_file(later.key), ("opens",), message)


def check_fingerprints(sources: Sources, on: date | None) -> Iterator[Problem]:
    """Until its summary is published, a run has the questions it was opened with.

    The message only contains the fingerprint of changed questions before the run opens, and never without a day.
    """
    for key, run in sources.handbook.runs.items():
        now = run.questionnaire.fingerprint
        written = run.wave.fingerprint
        if written is None or (key not in sources.handbook.summaries and written != now):
            yield sources.problem(run_file(run.key), ("fingerprint",), _fingerprint_message(run, now, on))


def _fingerprint_message(run: SurveyRun, now: str, on: date | None) -> str:
    wave = run.wave
    if on is not None and wave.is_to_come(on):
        what = "this fingerprint is of other questions" if wave.fingerprint else "`fingerprint` is missing"
        return f"{what}; nobody can answer before {wave.opens}, so write `fingerprint: {now}`"
    others = (
        "these are not the questions that were asked first"
        if wave.fingerprint
        else "`fingerprint` is missing, by which it is known what was asked first"
    )
    back = "put the questions and this fingerprint back as they were"
    if on is None:
        return f"{others}; {back}, or let `make check` say what may change"
    if wave.is_over(on):
        until = f"people answered until {wave.closes}, and {others}"
        return f"{until}; {back}, and change the questions once the results are published"
    since = f"people can answer since {wave.opens}, and {others}"
    later = (
        "ask a new question in a consultation of its own"
        if run.is_consultation
        else "change the questions for the next wave, once the results of this one are published"
    )
    new = f"If this file is new, write `opens: {on + timedelta(days=1)}` or a later day, and check again"
    return f"{since}; {back}; {later}. {new}"


def check_questions_for_children(sources: Sources) -> Iterator[Problem]:
    """Forms for children ask nothing that identifies a child."""
    for path, survey in surveys_by_path(sources):
        if not survey.for_children:
            continue
        for number, section in enumerate(survey.sections):
            if section.equality:
                message = "children are not asked who they are; take these questions out of the form"
                yield sources.problem(path, ("sections", number, "equality"), message)
        for loc, question in questions_by_loc(survey):
            if question.background or question.kind is QuestionKind.DATE:
                message = "this could tell which child answers; take the question out of the form"
                yield sources.problem(path, loc, message)


RULES = (
    check_question_ids,
    check_question_references,
    check_length,
    check_periods,
    check_questions_for_children,
)
