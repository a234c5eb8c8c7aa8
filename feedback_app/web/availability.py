"""Which run of a survey people can answer, and what to show if there is none."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from feedback_app.clock import Clock
from handbook.handbook import Handbook
from handbook.surveys.survey import SurveyRun


@dataclass(frozen=True)
class ClosedForm:
    """A survey that takes no answers today, with its next run and its last one."""

    title: str
    next_run: SurveyRun | None
    last_run: SurveyRun | None
    is_answered: bool
    """Whether the service has published an outcome of the last run."""
    for_children: bool

    @property
    def heading(self) -> str:
        """The page's title."""
        if self.next_run:
            return f"{self.next_run.title} is not open yet"
        if self.last_run:
            return f"{self.last_run.title} is closed"
        return f"{self.title} is not open"


def is_known(handbook: Handbook, slug: str) -> bool:
    """Whether there is a survey or consultation of this name."""
    return slug in handbook.surveys or slug in handbook.consultations


def run_to_show(handbook: Handbook, slug: str, clock: Clock) -> SurveyRun | None:
    """The survey run whose form may be opened: the one that closes soonest."""
    return _first(run for run in handbook.runs_of(slug) if clock.may_show(run.wave))


def run_to_send(handbook: Handbook, slug: str, clock: Clock) -> SurveyRun | None:
    """The survey run that accepts answers, for an hour longer than its form is shown."""
    return _first(run for run in handbook.runs_of(slug) if clock.may_send(run.wave))


def _first(runs: Iterable[SurveyRun]) -> SurveyRun | None:
    return min(runs, key=lambda run: run.wave.closes, default=None)


def closed_form(handbook: Handbook, slug: str, on: date) -> ClosedForm:
    """What to say instead of the form."""
    runs = handbook.runs_of(slug)
    to_come = [run for run in runs if run.wave.is_to_come(on)]
    over = [run for run in runs if run.wave.is_over(on)]
    survey = handbook.surveys.get(slug) or handbook.consultations[slug]
    last = over[0] if over else None
    answered = last is not None and last.key in handbook.outcomes
    # Newest first: the next one to come is the last of those ahead.
    return ClosedForm(survey.title, to_come[-1] if to_come else None, last, answered, survey.for_children)
