"""The status that a receipt shows: of the whole form, and of findings that one of its texts became part of."""

from dataclasses import dataclass
from datetime import date

from handbook.formatting import day_in_words
from handbook.handbook import Handbook
from handbook.surveys.outcomes import Action, ActionStatus
from handbook.surveys.survey import SurveyRun
from handbook.urls import page_address, survey_path


@dataclass(frozen=True)
class ActionStatusText:
    """One action in words."""

    state: str
    """Such as "Done" or "Not doing"."""
    text: str
    because: str | None
    page: str | None
    """The address of the page that changed."""
    page_title: str | None


@dataclass(frozen=True)
class FindingStatus:
    """One thing people said, and what was done about it."""

    said: str
    steps: tuple[ActionStatusText, ...]
    is_yours: bool
    """Whether a text of this receipt became part of it."""


@dataclass(frozen=True)
class ReceiptStatus:
    """The status of one form today."""

    title: str
    state: str
    page: str
    """Where the form and its results are on the site."""
    is_open: bool
    points: tuple[FindingStatus, ...]


def receipt_status(handbook: Handbook, run: SurveyRun, yours: frozenset[str], on: date) -> ReceiptStatus:
    """The status of a survey run for somebody whose texts became part of these findings."""
    outcome = handbook.outcomes.get(run.key)
    points = tuple(
        FindingStatus(
            " ".join(finding.said.split()),
            tuple(_step(handbook, action, on) for action in finding.did),
            finding.id is not None and finding.id in yours,
        )
        for finding in (outcome.findings if outcome else ())
    )
    page = page_address(survey_path(run.slug))
    return ReceiptStatus(run.title, _state(handbook, run, on), page, run.wave.is_open(on), points)


def _state(handbook: Handbook, run: SurveyRun, on: date) -> str:
    wave, outcome = run.wave, handbook.outcomes.get(run.key)
    if wave.is_open(on):
        is_read = run.questionnaire.asks_for_words and not handbook.service.demonstration
        sooner = " What people wrote is read sooner." if is_read else ""
        return f"It is open until {day_in_words(wave.closes)}. Nobody sees any results before then.{sooner}"
    closed = f"It closed on {day_in_words(wave.closes)}."
    if outcome:
        late = " That was late." if outcome.published > wave.answer_due else ""
        return f"{closed} We answered on {day_in_words(outcome.published)}.{late}"
    results = " The results are out." if run.key in handbook.summaries else ""
    due = day_in_words(wave.answer_due)
    if on > wave.answer_due:
        return f"{closed}{results} We said that we would answer by {due}. We have not, so we are late."
    return f"{closed}{results} By {due} we say what we do about it, or why not."


def _step(handbook: Handbook, action: Action, on: date) -> ActionStatusText:
    page = page_address(action.page) if action.page else None
    title = handbook.pages[action.page].header.title if action.page in handbook.pages else None
    because = " ".join(action.because.split()) if action.because else None
    return ActionStatusText(_progress(action, on), action.text, because, page, title)


def _progress(action: Action, on: date) -> str:
    day = day_in_words(action.day)
    match action.status:
        case ActionStatus.DONE:
            return f"Done on {day}"
        case ActionStatus.NOT_DOING:
            return "Not doing"
        case _:
            how = "In progress" if action.status is ActionStatus.UNDER_WAY else "Planned"
            return f"{how}, due by {day}" if on <= action.day else f"{how}. It was due by {day}, so it is late"
