"""The business plan: an overview, and a page for each target."""

from collections.abc import Iterator
from dataclasses import dataclass

from handbook.charters.themes import Theme
from handbook.facts.figures import Figures
from handbook.facts.plan import Plan, Target
from handbook.facts.standards import Standards
from handbook.facts.stocktake import Stocktake
from site_builder.context import BuildContext
from site_builder.formatting import count_in_words
from site_builder.page import SitePage
from site_builder.pages.facts.plan_rows import SOURCE, ObjectiveRow, objective_row, plan_status
from site_builder.pages.facts.standards import StandardLine, standard_lines, standard_titles, target_path
from site_builder.render import render

PATH = "plan/index.md"


@dataclass(frozen=True)
class TargetCard:
    """One target in the overview."""

    target: Target
    path: str
    says: str


def plan_pages(ctx: BuildContext) -> Iterator[SitePage]:
    """The overview and the targets; none while the service keeps no plan."""
    plan = ctx.handbook.facts.get(Plan)
    if plan is None:
        return
    yield _overview(ctx, plan)
    for target in plan.targets:
        yield _target_page(ctx, plan, target)


def _overview(ctx: BuildContext, plan: Plan) -> SitePage:
    body = render(
        "plan",
        PATH,
        plan=plan,
        stands=plan_status(ctx, plan),
        framework=standard_lines(ctx, plan.framework),
        cards=[_card(ctx, plan, target) for target in plan.targets],
        objectives=len(plan.objectives),
        further=_further(ctx, plan),
    )
    return SitePage(
        path=PATH,
        title="The plan: ten targets" if len(plan.targets) == 10 else "The plan and its targets",
        summary=f"{plan.title}: what it wants, who leads, and by when.",
        body=body,
        source=SOURCE,
        review=plan,
        keywords=("business plan", "targets", "objectives", "what the service wants to do"),
    )


def _further(ctx: BuildContext, plan: Plan) -> list[tuple[str, str]]:
    """The other pages about the plan, as far as there are any."""
    facts = ctx.handbook.facts
    pages = [("Who leads what", "plan/by-lead.md"), ("Days that have passed", "plan/overdue.md")]
    if plan.tensions:
        pages.append(("Where the sources disagree", "plan/tensions.md"))
    if facts.get(Figures):
        pages.append(("Figures", "plan/figures.md"))
    if stocktake := facts.get(Stocktake):
        pages.append((stocktake.title, "plan/stocktake.md"))
    return pages


def _card(ctx: BuildContext, plan: Plan, target: Target) -> TargetCard:
    rows = [objective_row(ctx, plan, target, each) for each in target.objectives]
    passed = sum(len(row.passed) for row in rows)
    says = f"{count_in_words(len(rows), 'objective')}, "
    says += f"{count_in_words(passed, 'day')} passed without a word" if passed else "no day that has passed"
    return TargetCard(target, target_path(target), f"{says[:1].upper()}{says[1:]}.")


def _target_page(ctx: BuildContext, plan: Plan, target: Target) -> SitePage:
    path = target_path(target)
    body = render(
        "plan-target",
        path,
        plan=plan,
        on=ctx.on,
        target=target,
        standards=_standards(ctx.handbook.facts.get(Standards), target),
        themes=_themes(ctx, target),
        rows=[_row(ctx, plan, target, place) for place in range(len(target.objectives))],
        before=_beside(plan, target, -1),
        after=_beside(plan, target, 1),
    )
    return SitePage(
        path=path,
        title=f"Target {target.number}: {target.title}",
        summary=f"{count_in_words(len(target.objectives), 'objective').capitalize()} of the plan, with actions, "
        "posts, times and what should come of it.",
        body=body,
        source=SOURCE,
        place=("targets", str(target.number)),
        review=plan,
    )


def _row(ctx: BuildContext, plan: Plan, target: Target, place: int) -> ObjectiveRow:
    return objective_row(ctx, plan, target, target.objectives[place])


def _standards(standards: Standards | None, target: Target) -> list[StandardLine]:
    return standard_titles(standards, target.nms)


def _themes(ctx: BuildContext, target: Target) -> list[Theme]:
    return [ctx.themes[each] for each in target.themes]


def _beside(plan: Plan, target: Target, step: int) -> tuple[str, str] | None:
    """The title and the page of the target before or after this one."""
    place = target.number - 1 + step
    if not 0 <= place < len(plan.targets):
        return None
    other = plan.targets[place]
    return f"Target {other.number}: {other.title}", target_path(other)


PAGES = (plan_pages,)
