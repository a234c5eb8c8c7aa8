"""Pages and a table file of the figures: an overview, a page for each group, and all of them as CSV."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from handbook.facts.figures import PER_CENT, CheckResult, Figure, FigureCheck, FigureGroup, Figures, Series
from handbook.facts.plan import Plan, Tension
from site_builder.context import BuildContext
from site_builder.formatting import count_in_words, csv_text, sentence_start
from site_builder.page import SitePage
from site_builder.pages.charts import Bar, draw_bars
from site_builder.pages.facts.plan import tensions_about
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
class FigureRow:
    """One figure with what a reader must know."""

    figure: Figure
    anchor: str
    path: str
    document: str
    tensions: list[Tension]


@dataclass(frozen=True)
class SeriesChart:
    """One series, drawn."""

    series: Series
    anchor: str
    chart: Markup
    rows: list[tuple[str, FigureRow]]
    """Label and figure of each bar."""
    tensions: list[Tension]


@dataclass(frozen=True)
class CheckRow:
    """One sum, worked out."""

    check: FigureCheck
    result: CheckResult
    parts: list[FigureRow]
    whole: FigureRow
    tensions: list[Tension]


def bare_title(group: FigureGroup) -> str:
    """A group's title without the word that all of them begin with, where that is plain."""
    return sentence_start(group.title.removeprefix("Figures: "))


def figures_path(group: str) -> str:
    """The staged page of a group of figures."""
    return f"plan/figures/{group}.md"


def figure_anchor(figure: str) -> str:
    """The id of a figure's row on its page."""
    return f"figure-{figure}"


def figure_row(ctx: BuildContext, figures: Figures, figure: Figure) -> FigureRow:
    """One figure."""
    return FigureRow(
        figure=figure,
        anchor=figure_anchor(figure.id),
        path=figures_path(figure.group),
        document=next(each.short for each in figures.documents if each.id == figure.document),
        tensions=tensions_about(ctx.handbook.facts.get(Plan), figure=figure.id),
    )


def series_chart(ctx: BuildContext, all_figures: Figures, series: Series) -> SeriesChart:
    """One series as a chart with its numbers."""
    figures = [all_figures.by_id[each] for each in series.figures]
    labels = series.labels or tuple(each.title for each in figures)
    rows = [(label, figure_row(ctx, all_figures, each)) for label, each in zip(labels, figures, strict=True)]
    longest = _longest(figures)
    bars = [
        Bar(
            label=f"{label} (wanted)" if each.target else label,
            value=f"{each.value:,}%" if each.unit == PER_CENT else f"{each.value:,}",
            says=each.words,
            part=float(100 * each.value / longest),
            wanted=each.target,
        )
        for label, each in zip(labels, figures, strict=True)
    ]
    tensions = {tension.id: tension for _, row in rows for tension in row.tensions}
    return SeriesChart(
        series=series,
        anchor=f"picture-{series.id}",
        chart=draw_bars(bars, f"chart-{series.id}", series.title, of_a_whole=_are_shares(figures)),
        rows=rows,
        tensions=list(tensions.values()),
    )


def _are_shares(figures: list[Figure]) -> bool:
    """Whether bars are parts of a whole: shares in a hundred, unless all are crumbs that nobody could see."""
    return figures[0].unit == PER_CENT and max(each.value for each in figures) >= 10


def _longest(figures: list[Figure]) -> Decimal:
    """The value of the longest possible bar: 100 for shares, else the largest number."""
    return Decimal(100) if _are_shares(figures) else max(each.value for each in figures) or Decimal(1)


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
        summary="Every figure of the sources in one place, with its unit, its time and where it comes from.",
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
