"""Pages and a table file of the figures: an overview, a page for each group, and all of them as CSV."""

from collections.abc import Iterator
from dataclasses import dataclass

from handbook.facts.figures import CheckResult, Figure, FigureCheck, FigureGroup, Figures
from handbook.facts.plan import Plan, Tension
from site_builder.context import BuildContext
from site_builder.formatting import count_in_words
from site_builder.page import SitePage
from site_builder.pages.facts.figure_rows import FigureRow, bare_title, figure_row, figures_path, series_chart
from site_builder.pages.table_files import csv_text
from site_builder.render import render

PATH = "plan/figures.md"
CSV = "plan/figures.csv"
SOURCE = "service/figures.yml"

COLUMNS = (
    *("id", "title", "qualifier", "value", "unit", "period", "geography"),
    *("definition", "document", "section", "group", "target", "note"),
)
"""The columns of the table file; each is a field of a figure."""


@dataclass(frozen=True)
class CheckRow:
    """One sum, worked out."""

    check: FigureCheck
    result: CheckResult
    parts: list[FigureRow]
    whole: FigureRow
    tensions: list[Tension]


def figure_pages(ctx: BuildContext) -> Iterator[SitePage]:
    """The overview and the groups; none while the service keeps no figures."""
    figures = ctx.handbook.facts.get(Figures)
    if figures is None:
        return
    yield _overview(ctx, figures)
    for group in figures.groups:
        yield _group_page(ctx, figures, group)


def figure_files(ctx: BuildContext) -> Iterator[tuple[str, str]]:
    """All figures as one table that other programs read."""
    figures = ctx.handbook.facts.get(Figures)
    if figures is None:
        return
    yield CSV, csv_text([COLUMNS, *(_cells(each) for each in figures.figures)])


def _cells(figure: Figure) -> list[str]:
    return [_cell(getattr(figure, column)) for column in COLUMNS]


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _overview(ctx: BuildContext, figures: Figures) -> SitePage:
    cards = [
        (
            group,
            bare_title(group),
            figures_path(group.id),
            count_in_words(sum(each.group == group.id for each in figures.figures), "figure"),
        )
        for group in figures.groups
    ]
    body = render(
        "figures",
        PATH,
        total=len(figures.figures),
        cards=cards,
        checks=[_check_row(ctx, figures, each) for each in figures.checks],
        documents=figures.documents,
        csv=CSV,
        has_tensions=bool((plan := ctx.handbook.facts.get(Plan)) and plan.tensions),
    )
    return SitePage(
        path=PATH,
        title="Figures",
        summary="Every figure of the sources in one place, with its unit, its time and where it stands.",
        body=body,
        source=SOURCE,
        review=figures,
        keywords=("statistics", "numbers", "data", "scorecard", "spreadsheet of figures"),
    )


def _check_row(ctx: BuildContext, figures: Figures, check: FigureCheck) -> CheckRow:
    parts = [figure_row(ctx, figures, figures.by_id[each]) for each in check.parts]
    whole = figure_row(ctx, figures, figures.by_id[check.whole])
    share = [figure_row(ctx, figures, figures.by_id[check.share])] if check.share else []
    tensions = {tension.id: tension for row in share for tension in row.tensions}
    return CheckRow(check, figures.checked(check), parts, whole, list(tensions.values()))


def _group_page(ctx: BuildContext, figures: Figures, group: FigureGroup) -> SitePage:
    path = figures_path(group.id)
    rows = [figure_row(ctx, figures, each) for each in figures.figures if each.group == group.id]
    tensions = {tension.id: tension for row in rows for tension in row.tensions}
    used = {row.figure.document for row in rows}
    body = render(
        "figures-group",
        path,
        rows=rows,
        pictures=[series_chart(ctx, figures, each) for each in figures.series if each.group == group.id],
        tensions=list(tensions.values()),
        documents=[each for each in figures.documents if each.id in used],
        wanted=any(row.figure.target for row in rows),
    )
    return SitePage(
        path=path,
        title=group.title,
        summary=group.summary,
        body=body,
        source=SOURCE,
        review=figures,
        place=("groups", group.id),
        keywords=group.keywords,
    )


PAGES = (figure_pages,)
FILES = (figure_files,)
