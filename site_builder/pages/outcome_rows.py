"""You said, we did: findings and actions in words, wherever a page shows them."""

from dataclasses import dataclass

from markupsafe import Markup

from handbook.formatting import day_in_words
from handbook.surveys.outcomes import Action, ActionStatus, Outcome
from handbook.surveys.survey import SurveyRun
from site_builder.context import BuildContext
from site_builder.formatting import post_within

MARKS = {
    ActionStatus.PLANNED: "planned",
    ActionStatus.UNDER_WAY: "started",
    ActionStatus.DONE: "done",
    ActionStatus.NOT_DOING: "not-doing",
}
"""The stylesheet's name for each status."""

DAYS = {
    ActionStatus.PLANNED: "due by",
    ActionStatus.UNDER_WAY: "due by",
    ActionStatus.DONE: "done on",
    ActionStatus.NOT_DOING: "decided on",
}
"""What the day of an action stands for."""


@dataclass(frozen=True)
class OutcomeActionRow:
    """One action in words."""

    status: str
    mark: str
    text: str
    when: str | Markup
    because: str | None
    page: str | None
    page_title: str | None


@dataclass(frozen=True)
class FindingRow:
    """What people said, with its actions."""

    said: str
    actions: list[OutcomeActionRow]


@dataclass(frozen=True)
class OutcomeRow:
    """The answer to one survey run."""

    answered: str
    findings: list[FindingRow]


def outcome_row(ctx: BuildContext, run: SurveyRun, outcome: Outcome) -> OutcomeRow:
    """An outcome in words, as it stands on the day."""
    answered = f"We answered on {day_in_words(outcome.published)}"
    if outcome.published > run.wave.answer_due:
        answered += f", later than we promised ({day_in_words(run.wave.answer_due)})"
    findings = [
        FindingRow(" ".join(finding.said.split()), [_action(ctx, action) for action in finding.did])
        for finding in outcome.findings
    ]
    return OutcomeRow(f"{answered}.", findings)


def _action(ctx: BuildContext, action: Action) -> OutcomeActionRow:
    when: str | Markup = f"({post_within(action.owner)}, {DAYS[action.status]} {day_in_words(action.day)})"
    if action.status in (ActionStatus.PLANNED, ActionStatus.UNDER_WAY) and action.day < ctx.on:
        when = Markup('{} <strong class="overdue">This is late.</strong>').format(when)
    return OutcomeActionRow(
        status=action.status,
        mark=MARKS[action.status],
        text=action.text if action.text.endswith((".", "!", "?")) else f"{action.text}.",
        when=when,
        because=action.because,
        page=action.page,
        page_title=ctx.handbook.pages[action.page].header.title if action.page in ctx.handbook.pages else None,
    )
