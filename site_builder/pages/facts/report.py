"""A yearly report that draws everything together, and one page of it for councillors."""

from collections.abc import Iterator

from handbook.facts.figures import Figures
from handbook.facts.plan import Plan
from handbook.facts.standards import Standards
from handbook.facts.stocktake import Reply, Stocktake
from site_builder.context import BuildContext
from site_builder.formatting import sentence_start
from site_builder.page import SitePage
from site_builder.pages.facts.figure_rows import FigureRow, bare_title
from site_builder.pages.facts.plan_rows import plan_status
from site_builder.pages.facts.report_rows import (
    action_log,
    answered_rows,
    changes_of_the_year,
    done_so_far,
    headlines,
    survey_rows,
    target_rows,
    unknowns,
)
from site_builder.pages.facts.standards import standards_coverage
from site_builder.render import render

REPORT = "plan/report.md"
PANEL = "plan/for-the-panel.md"

FIGURES_OF_A_GROUP = 2
"""How many figures of each group fit on the one page for councillors."""
FINDINGS = 3
"""How many of the newest findings fit on it."""
NATIONAL = "England"


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
        "counts": done_so_far(ctx),
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
        service=ctx.handbook.service.name,
        figures=_by_group(ctx, headlines(ctx)),
        targets=target_rows(ctx),
        served=standards_coverage(ctx.handbook) if facts.get(Standards) else None,
        stocktake=stocktake,
        replies=[(reply.value, stocktake.replies[reply]) for reply in Reply] if stocktake else [],
    )
    return SitePage(
        path=REPORT,
        title="The yearly report",
        summary="Figures, what carers said, what was done, the plan and the gaps, drawn together by itself.",
        body=body,
        source="service/",
        review=facts.get(Plan) or ctx.handbook.service,
        keywords=("annual report", "report template", "year in review"),
    )


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
        figures=[row for rows in groups for row in rows[:FIGURES_OF_A_GROUP]],
        findings=findings[:FINDINGS],
        further=len(findings) - FINDINGS,
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
