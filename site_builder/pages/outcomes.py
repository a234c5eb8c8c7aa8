"""You said, we did: every answer of the service, newest first, and the answers it still owes."""

from dataclasses import dataclass

from markupsafe import Markup

from handbook.facts.actions import Actions
from handbook.formatting import day_in_words
from handbook.surveys.outcomes import Action, ActionStatus, Outcome
from handbook.surveys.survey import SurveyRun
from handbook.urls import results_path, survey_path
from site_builder.context import BuildContext
from site_builder.formatting import post_within
from site_builder.page import SitePage
from site_builder.pages.survey_status import answer_is_overdue
from site_builder.render import render

STATUS_CLASSES = {
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
PATH = "you-said-we-did.md"


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
    """An outcome in words, as it is on the day."""
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
        mark=STATUS_CLASSES[action.status],
        text=action.text if action.text.endswith((".", "!", "?")) else f"{action.text}.",
        when=when,
        because=action.because,
        page=action.page,
        page_title=ctx.handbook.pages[action.page].header.title if action.page in ctx.handbook.pages else None,
    )


def you_said_we_did_page(ctx: BuildContext) -> SitePage:
    """All outcomes."""
    outcomes = ctx.handbook.outcomes
    newest_first = sorted(outcomes.items(), key=lambda pair: (pair[1].published, pair[0]), reverse=True)
    runs = ctx.handbook.runs
    rows = []
    for key, outcome in newest_first:
        row = outcome_row(ctx, runs[key], outcome)
        rows.append(
            {
                "title": runs[key].title,
                "anchor": key.replace("/", "-"),
                "path": results_path(key),
                "link_title": "the results" if key in ctx.handbook.summaries else "what we asked",
                "example": runs[key].wave.example,
                "asked": outcome.asked,
                "answered": row.answered,
                "findings": row.findings,
                "more": _related_notes(ctx, key),
            }
        )
    owed = [_late_note(each) for each in runs.values() if answer_is_overdue(ctx, each)]
    return SitePage(
        path=PATH,
        title="You said, we did",
        summary="What people told us in surveys and consultations, and what we did about it.",
        body=render("you-said-we-did", PATH, outcomes=rows, owed=owed),
        source="surveys/",
        review=min(outcomes.values(), key=lambda each: each.review_due, default=ctx.handbook.service),
    )


def _related_notes(ctx: BuildContext, key: str) -> list[dict[str, str]]:
    """What the log of actions and the decisions say about the same survey run."""
    action_log = ctx.handbook.facts.get(Actions)
    if action_log is None:
        return []
    actions = [
        {"title": each.what, "path": "actions/index.md", "anchor": f"action-{each.id}"}
        for each in action_log.actions
        if each.survey == key
    ]
    decisions = [
        {"title": each.title, "path": "actions/decisions.md", "anchor": f"decision-{each.id}"}
        for each in action_log.decisions
        if each.consultation == key and each.day <= ctx.on
    ]
    return [*actions, *decisions]


def _late_note(run: SurveyRun) -> dict[str, str | Markup]:
    return {
        "title": run.title,
        "path": survey_path(run.slug),
        "says": f"We promised it by {day_in_words(run.wave.answer_due)}.",
    }
