"""Figures as rows and as pictures, as every page that shows them does."""

from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from handbook.facts.figures import PER_CENT, Figure, FigureGroup, Figures, Series
from handbook.facts.plan import Plan, Tension
from site_builder.context import BuildContext
from site_builder.formatting import sentence_start
from site_builder.pages.charts import Bar, draw_bars
from site_builder.pages.facts.plan_rows import tensions_about


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
    """What the longest possible bar stands for: the whole, or else the largest number."""
    return Decimal(100) if _are_shares(figures) else max(each.value for each in figures) or Decimal(1)
