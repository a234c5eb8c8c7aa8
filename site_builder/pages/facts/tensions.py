"""Where the sources disagree: shown as it is, with links to the lines and figures that it touches."""

from collections.abc import Iterator
from dataclasses import dataclass

from handbook.facts.figures import Figures
from handbook.facts.plan import Plan, SourceClaim, Tension
from site_builder.context import BuildContext
from site_builder.page import SitePage
from site_builder.pages.facts.figures import figure_anchor, figures_path
from site_builder.pages.facts.plan import SOURCE, objective_anchor
from site_builder.pages.facts.standards import target_path
from site_builder.render import render

PATH = "plan/tensions.md"


@dataclass(frozen=True)
class StatementLink:
    """Where one saying leads."""

    title: str
    path: str
    anchor: str


@dataclass(frozen=True)
class StatementRow:
    """One saying with its places in this handbook."""

    saying: SourceClaim
    places: list[StatementLink]


@dataclass(frozen=True)
class TensionRow:
    """One disagreement."""

    tension: Tension
    sayings: list[StatementRow]


def tension_pages(ctx: BuildContext) -> Iterator[SitePage]:
    """The page; none while nothing is known to disagree."""
    plan = ctx.handbook.facts.get(Plan)
    if plan is None or not plan.tensions:
        return
    rows = [
        TensionRow(tension, [StatementRow(saying, _places(ctx, plan, saying)) for saying in tension.sayings])
        for tension in plan.tensions
    ]
    yield SitePage(
        path=PATH,
        title="Where the sources disagree",
        summary="Dates, numbers and gaps in the sources that do not fit together, and what we do about each.",
        body=render("tensions", PATH, rows=rows),
        source=SOURCE,
        place=("tensions",),
        review=plan,
        keywords=("contradictions", "mistakes in the report", "tensions"),
        for_keepers=True,
    )


def _places(ctx: BuildContext, plan: Plan, saying: SourceClaim) -> list[StatementLink]:
    targets = {each.id: target_path(target) for target in plan.targets for each in target.objectives}
    objectives = [
        StatementLink(f"Objective {each}", targets[each], objective_anchor(each)) for each in saying.objectives
    ]
    all_figures = ctx.handbook.facts.get(Figures)
    figures = [all_figures.by_id[each] for each in saying.figures] if all_figures else []
    return [
        *objectives,
        *(
            StatementLink(f"{each.title}: {each.words}", figures_path(each.group), figure_anchor(each.id))
            for each in figures
        ),
    ]


PAGES = (tension_pages,)
