"""What the service can see about a person who answers, from the form's settings and the actual columns of the store."""

from dataclasses import dataclass

from flask import Blueprint, abort, render_template

from feedback_app.storage import columns_by_table
from feedback_app.web.availability import is_known, run_to_show
from feedback_app.web.extensions import current_services
from feedback_app.web.rate_limits import MAX_CHECKS_PER_NETWORK, MAX_REPLIES_PER_DAY, MAX_REPLIES_PER_NETWORK
from feedback_app.web.safeguarding_notice import safeguarding_notice
from handbook.surveys.survey import Access, SurveyRun
from handbook.surveys.thresholds import Thresholds

TABLE_DESCRIPTIONS: dict[str, tuple[str, dict[str, str]]] = {
    "invitation": (
        "One row for each one-time code that was printed.",
        {
            "code_hmac": "The code, scrambled with a key that is destroyed after closing. No name stands beside it.",
            "wave": "The name of this form: {key}.",
            "used": "Whether the code was used. Not when, and not for which answers.",
        },
    ),
    "reply": (
        "One row for each person who answered: what they chose.",
        {
            "receipt_hash": "Your receipt, scrambled. Nobody can turn it back; only you hold the receipt.",
            "survey": "The name of this form: {key}.",
            "body": "The answers you chose, as a list of questions and answers.",
        },
    ),
    "words": (
        "One row for each box that somebody wrote in, apart from all other answers.",
        {
            "words_hash": "Your receipt and the question, scrambled together. It leads to none of your other answers.",
            "survey": "The name of this form: {key}.",
            "question": "Which question it answers.",
            "body": "What was written, chosen from a list of pages, or given as a day.",
            "may_quote": "Whether you ticked that your words may be quoted. The person who reads them sees this.",
        },
    ),
    "release": (
        "The results of this form, once it has closed.",
        {
            "asking": "The name of this form: {key}.",
            "summary": "The results as everybody sees them. They take the place of all rows in the table of replies.",
        },
    ),
    "point": (
        "Which answer of ours something you wrote led to.",
        {
            "words_hash": "The same scrambled figures as beside your words.",
            "survey": "The name of this form: {key}.",
            "finding": "The number of our answer, so that your receipt can show you what became of it.",
        },
    ),
    "suggestion": (
        "Changes that people suggest to a page. Nothing from this form.",
        {
            "receipt_hash": "The receipt of the suggestion, scrambled.",
            "page": "The page.",
            "before": "The words as they stand.",
            "after": "The words as somebody would like them.",
            "why": "The reason they gave.",
            "state": "What became of it.",
            "answer": "What the service answers.",
        },
    ),
}
"""Each table and each column in plain words; a test compares it with the store."""


@dataclass(frozen=True)
class TableDisclosure:
    """One table of the store, as it concerns one form."""

    name: str
    description: str
    is_used: bool
    """Whether this form puts anything in it."""
    columns: tuple[tuple[str, str], ...]
    """Each column and what it holds."""


@dataclass(frozen=True)
class DataDisclosure:
    """Everything that the page of one form says."""

    run: SurveyRun
    tables: tuple[TableDisclosure, ...]
    by_code: bool
    asks_for_words: bool
    equality: bool
    thresholds: Thresholds


def disclose_data(run: SurveyRun, thresholds: Thresholds) -> DataDisclosure:
    """The page about one form, from its own settings."""
    questionnaire = run.questionnaire
    by_code = run.wave.access is Access.CODE
    read = any(not question.kind.is_counted for question in questionnaire.questions)
    used = {"reply", "release"} | ({"invitation"} if by_code else set()) | ({"words", "point"} if read else set())
    return DataDisclosure(
        run=run,
        tables=tuple(_table(name, columns, run, is_used=name in used) for name, columns in columns_by_table().items()),
        by_code=by_code,
        asks_for_words=questionnaire.asks_for_words,
        equality=bool(questionnaire.equality_ids),
        thresholds=thresholds.for_run(run),
    )


def _table(name: str, columns: tuple[str, ...], run: SurveyRun, *, is_used: bool) -> TableDisclosure:
    description, explained = TABLE_DESCRIPTIONS[name]
    described = tuple((column, explained[column].format(key=run.key)) for column in columns)
    return TableDisclosure(name, description, is_used, described)


disclosure_blueprint = Blueprint("disclosures", __name__)


@disclosure_blueprint.get("/answer/<slug>/what-we-see/")
def show_data_disclosure(slug: str) -> str:
    """What the store holds for this form, what it does not, and who reads what."""
    services = current_services()
    run = _current_run(slug)
    return render_template(
        "data_disclosure.html",
        run=run,
        disclosure=disclose_data(run, services.settings.thresholds),
        notice=safeguarding_notice(services.handbook),
        most=MAX_REPLIES_PER_NETWORK,
        most_a_day=MAX_REPLIES_PER_DAY,
        most_checks=MAX_CHECKS_PER_NETWORK,
        has_backups=services.settings.backup_key is not None,
    )


def _current_run(slug: str) -> SurveyRun:
    """The run that can be answered now, or else the newest. Answers 404 for a form without a run."""
    services = current_services()
    if not is_known(services.handbook, slug):
        abort(404)
    runs = services.handbook.runs_of(slug)
    return run_to_show(services.handbook, slug, services.clock) or (runs[0] if runs else abort(404))
