"""The yearly report: what people said and raised, what was done, what is unknown; and one page for councillors."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from handbook.facts.actions import Actions
from handbook.facts.changes import ChangeNote, Changes
from handbook.facts.figures import Figures
from handbook.facts.local import Local
from handbook.facts.plan import Plan, Progress, Target
from handbook.facts.standards import Standards
from handbook.facts.stocktake import ReplyStatus, Stocktake
from handbook.formatting import day_in_words
from handbook.surveys.outcomes import ActionStatus
from handbook.surveys.summaries import Summary
from handbook.urls import results_path
from site_builder.context import BuildContext
from site_builder.formatting import as_out_of_ten, count_in_words, sentence_start
from site_builder.page import SitePage
from site_builder.pages.facts.figures import FigureRow, bare_title, figure_row
from site_builder.pages.facts.plan import STATUS_WORDS, objective_row, plan_status
from site_builder.pages.facts.standards import standards_coverage, target_path
from site_builder.pages.outcomes import FindingRow, outcome_row
from site_builder.pages.released_figures import percent_agreeing, question_anchor
from site_builder.pages.survey_status import answer_is_overdue
from site_builder.render import render

YEAR = timedelta(days=365)
"""How far back a yearly report looks for changes."""
REPORT = "plan/report.md"
PANEL = "plan/for-the-panel.md"
MAX_FIGURES_PER_GROUP = 2
"""How many figures of each group fit on the one page for councillors."""
MAX_FINDINGS = 3
"""How many of the newest findings fit on it."""
NATIONAL = "England"


@dataclass(frozen=True)
class AnswerLine:
    """One question of a survey that asked for agreement."""

    share: str
    question: str
    anchor: str


@dataclass(frozen=True)
class SurveyRow:
    """What people answered in one survey run."""

    title: str
    when: str
    replies: str
    path: str
    example: bool
    lines: list[AnswerLine]


@dataclass(frozen=True)
class AnsweredSurveyRow:
    """What was done about one survey run."""

    title: str
    anchor: str
    answered: str
    example: bool
    findings: list[FindingRow]


@dataclass(frozen=True)
class TargetRow:
    """How one target of the plan stands."""

    target: Target
    path: str
    objectives: int
    passed: int
    known: str


@dataclass(frozen=True)
class ActionLog:
    """How what carers raised stands."""

    open: int
    done: int
    not_doing: int
    late: list[tuple[str, date | None]]


def headlines(ctx: BuildContext) -> list[FigureRow]:
    """The figures that stand for the others."""
    figures = ctx.handbook.facts.get(Figures)
    return [figure_row(ctx, figures, each) for each in figures.figures if each.headline] if figures else []


def survey_rows(ctx: BuildContext) -> list[SurveyRow]:
    """Every released survey run, newest first."""
    newest = sorted(ctx.handbook.summaries.values(), key=lambda each: (each.closes, each.asking), reverse=True)
    return [_survey_row(each) for each in newest]


def _survey_row(summary: Summary) -> SurveyRow:
    agreed = [(percent, each) for each in summary.questions if (percent := percent_agreeing(each)) is not None]
    agreed.sort(key=lambda pair: -pair[0])
    return SurveyRow(
        title=summary.title,
        when=f"From {day_in_words(summary.opens)} to {day_in_words(summary.closes)}",
        replies=f"about {summary.replies} people answered"
        if summary.replies
        else "too few people answered to say how many",
        path=results_path(summary.asking),
        example=summary.example,
        lines=[
            AnswerLine(f"{sentence_start(as_out_of_ten(percent))} agree", each.text, question_anchor(each))
            for percent, each in agreed
        ],
    )


def answered_rows(ctx: BuildContext) -> list[AnsweredSurveyRow]:
    """Every answer of the service, newest first."""
    runs, outcomes = ctx.handbook.runs, ctx.handbook.outcomes
    newest = sorted(outcomes.items(), key=lambda pair: (pair[1].published, pair[0]), reverse=True)
    rows = []
    for key, outcome in newest:
        row = outcome_row(ctx, runs[key], outcome)
        rows.append(
            AnsweredSurveyRow(
                title=runs[key].title,
                anchor=key.replace("/", "-"),
                answered=row.answered,
                example=runs[key].wave.example,
                findings=row.findings,
            )
        )
    return rows


def done_counts(ctx: BuildContext) -> list[tuple[str, int]]:
    """How many actions have each status, in the answers to all surveys."""
    outcomes = ctx.handbook.outcomes.values()
    counts = Counter(action.status for each in outcomes for finding in each.findings for action in finding.did)
    return [(status.value, counts[status]) for status in ActionStatus if counts[status]]


def target_rows(ctx: BuildContext) -> list[TargetRow]:
    """Every target of the plan."""
    plan = ctx.handbook.facts.get(Plan)
    return [_target_row(ctx, plan, each) for each in plan.targets] if plan else []


def _target_row(ctx: BuildContext, plan: Plan, target: Target) -> TargetRow:
    rows = [objective_row(ctx, plan, target, each) for each in target.objectives]
    counts = Counter(row.status for row in rows)
    statuses = "; ".join(f"{count} {status}" if len(counts) > 1 else status for status, count in counts.items())
    return TargetRow(target, target_path(target), len(rows), sum(len(row.passed) for row in rows), statuses)


def action_log(ctx: BuildContext) -> ActionLog | None:
    """How what carers raised stands; None while no log is kept. Records of old reports are left out."""
    actions = ctx.handbook.facts.get(Actions)
    if actions is None:
        return None
    own = [each for each in actions.actions if each.source is None]
    counts = Counter(each.status.value for each in own)
    return ActionLog(
        open=sum(not each.status.is_closed for each in own),
        done=counts["done"],
        not_doing=counts["not doing"],
        late=[(each.what, each.due) for each in own if each.is_late(ctx.on)],
    )


def changes_of_the_year(ctx: BuildContext) -> list[ChangeNote]:
    """What changed in the last twelve months, newest first."""
    changes = ctx.handbook.facts.get(Changes)
    return [each for each in changes.published(ctx.on) if each.day > ctx.on - YEAR] if changes else []


def unknowns(ctx: BuildContext) -> Iterator[str]:
    """What this handbook cannot tell, in sentences."""
    facts = ctx.handbook.facts
    plan = facts.get(Plan)
    if plan and all(row.known == STATUS_WORDS[Progress.NO_WORD] for row in target_rows(ctx)):
        yield f"What came of the {count_in_words(len(plan.objectives), 'objective')} of the plan."
    if not any(not each.example for each in ctx.handbook.summaries.values()):
        yield "What carers of this service think: no survey of it has been published yet."
    owed = sum(answer_is_overdue(ctx, each) for each in ctx.handbook.runs.values())
    if owed:
        yield f"What we do about {count_in_words(owed, 'survey')}: our answer is late."
    served = standards_coverage(ctx.handbook)
    if served.standards < served.of:
        yield f"How we keep {count_in_words(served.of - served.standards, 'standard')} that no page serves yet."
    open_slots = sum(each.value is None for each in local.facts) if (local := facts.get(Local)) else 0
    if open_slots:
        yield f"{count_in_words(open_slots, 'fact')} that only your service knows and has not filled in."
    tensions = len(plan.tensions) if plan else 0
    if tensions:
        yield f"What is right in {count_in_words(tensions, 'place')} where the sources disagree."


def report_pages(ctx: BuildContext) -> Iterator[SitePage]:
    """Both pages; none where there is neither a plan nor any figure to report."""
    facts = ctx.handbook.facts
    if facts.get(Plan) is None and facts.get(Figures) is None:
        return
    yield _report(ctx)
    yield _for_the_panel(ctx)


def _shared(ctx: BuildContext) -> dict[str, object]:
    facts = ctx.handbook.facts
    return {
        "on": ctx.on,
        "surveys": survey_rows(ctx),
        "answered": answered_rows(ctx),
        "counts": done_counts(ctx),
        "log": action_log(ctx),
        "changes": changes_of_the_year(ctx),
        "plan": facts.get(Plan),
        "stands": plan_status(ctx, plan) if (plan := facts.get(Plan)) else [],
        "unknowns": [sentence_start(each) for each in unknowns(ctx)],
    }


def _report(ctx: BuildContext) -> SitePage:
    facts = ctx.handbook.facts
    stocktake = facts.get(Stocktake)
    body = render(
        "report",
        REPORT,
        **_shared(ctx),
        papers=_papers(ctx),
        figures=_by_group(ctx, headlines(ctx)),
        targets=target_rows(ctx),
        served=standards_coverage(ctx.handbook) if facts.get(Standards) else None,
        stocktake=stocktake,
        replies=[(reply.value, stocktake.replies[reply]) for reply in ReplyStatus] if stocktake else [],
    )
    return SitePage(
        path=REPORT,
        title="The yearly report",
        summary="Figures, what carers said, what was done, the plan and the gaps, put together automatically.",
        body=body,
        source="service/",
        review=facts.get(Plan) or ctx.handbook.service,
        keywords=("annual report", "report template", "year in review"),
    )


def _papers(ctx: BuildContext) -> list[str]:
    """The titles of the papers that the figures of the report are from."""
    figures = ctx.handbook.facts.get(Figures)
    used = {row.figure.document for row in headlines(ctx)}
    return [each.title for each in figures.documents if each.id in used] if figures else []


def _by_group(ctx: BuildContext, rows: list[FigureRow]) -> list[tuple[str, list[FigureRow]]]:
    """Figures under the titles of their groups, without the word that all titles begin with."""
    figures = ctx.handbook.facts.get(Figures)
    groups = [
        (bare_title(group), [row for row in rows if row.figure.group == group.id])
        for group in (figures.groups if figures else ())
    ]
    return [(title, own) for title, own in groups if own]


def _for_the_panel(ctx: BuildContext) -> SitePage:
    own = [row for row in headlines(ctx) if row.figure.geography != NATIONAL]
    groups = [rows for _, rows in _by_group(ctx, own)]
    findings = [(row, finding) for row in answered_rows(ctx) for finding in row.findings]
    body = render(
        "for-the-panel",
        PANEL,
        **_shared(ctx),
        figures=[row for rows in groups for row in rows[:MAX_FIGURES_PER_GROUP]],
        findings=findings[:MAX_FINDINGS],
        further=len(findings) - MAX_FINDINGS,
    )
    return SitePage(
        path=PANEL,
        title="For the Corporate Parenting Panel",
        summary="One page for councillors: figures, what carers said, what was done, and what is still open.",
        body=body,
        source="service/",
        review=ctx.handbook.facts.get(Plan) or ctx.handbook.service,
        keywords=("councillors", "corporate parenting panel", "briefing", "one-page summary"),
    )


PAGES = (report_pages,)
