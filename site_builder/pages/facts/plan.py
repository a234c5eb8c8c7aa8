"""The business plan: an overview, and a page for each target."""

from collections.abc import Iterator
from dataclasses import dataclass

from handbook.charters.themes import Theme
from handbook.facts.figures import Figures
from handbook.facts.plan import Plan, Target
from handbook.facts.standards import Standards
from handbook.facts.stocktake import Stocktake
from site_builder.context import CrossLinks
from site_builder.formatting import count_in_words
from site_builder.page import MadePage
from site_builder.pages.facts.plan_rows import SOURCE, ObjectiveRow, how_it_stands, objective_row
from site_builder.pages.facts.standards import StandardLine, standard_lines, standard_titles, target_path
from site_builder.render import render

PATH = "plan/index.md"


@dataclass(frozen=True)
class TargetCard:
    """One target in the overview."""

    target: Target
    path: str
    says: str


def plan_pages(links: CrossLinks) -> Iterator[MadePage]:
    """The overview and the targets; none while the service keeps no plan."""
    plan = links.handbook.facts.get(Plan)
    if plan is None:
        return
    yield _overview(links, plan)
    for target in plan.targets:
        yield _target_page(links, plan, target)


def _overview(links: CrossLinks, plan: Plan) -> MadePage:
    body = render(
        "plan",
        PATH,
        plan=plan,
        stands=how_it_stands(links, plan),
        framework=standard_lines(links, plan.framework),
        cards=[_card(links, plan, target) for target in plan.targets],
        objectives=len(plan.objectives),
        further=_further(links, plan),
    )
    return MadePage(
        path=PATH,
        title="The plan: ten targets" if len(plan.targets) == 10 else "The plan and its targets",
        summary=f"{plan.title}: what it wants, who leads, and by when.",
        body=body,
        source=SOURCE,
        review=plan,
        keywords=("business plan", "targets", "objectives", "what the service wants to do"),
    )


def _further(links: CrossLinks, plan: Plan) -> list[tuple[str, str]]:
    """The other pages about the plan, as far as there are any."""
    facts = links.handbook.facts
    pages = [("Who leads what", "plan/by-lead.md"), ("Days that have passed", "plan/overdue.md")]
    if plan.tensions:
        pages.append(("Where the sources disagree", "plan/tensions.md"))
    if facts.get(Figures):
        pages.append(("Figures", "plan/figures.md"))
    if stocktake := facts.get(Stocktake):
        pages.append((stocktake.title, "plan/stocktake.md"))
    return pages


def _card(links: CrossLinks, plan: Plan, target: Target) -> TargetCard:
    rows = [objective_row(links, plan, target, each) for each in target.objectives]
    passed = sum(len(row.passed) for row in rows)
    says = f"{count_in_words(len(rows), 'objective')}, "
    says += f"{count_in_words(passed, 'day')} passed without a word" if passed else "no day that has passed"
    return TargetCard(target, target_path(target), f"{says[:1].upper()}{says[1:]}.")


def _target_page(links: CrossLinks, plan: Plan, target: Target) -> MadePage:
    path = target_path(target)
    body = render(
        "plan-target",
        path,
        plan=plan,
        on=links.on,
        target=target,
        standards=_standards(links.handbook.facts.get(Standards), target),
        themes=_themes(links, target),
        rows=[_row(links, plan, target, place) for place in range(len(target.objectives))],
        before=_beside(plan, target, -1),
        after=_beside(plan, target, 1),
    )
    return MadePage(
        path=path,
        title=f"Target {target.number}: {target.title}",
        summary=f"{count_in_words(len(target.objectives), 'objective').capitalize()} of the plan, with actions, "
        "posts, times and what should come of it.",
        body=body,
        source=SOURCE,
        place=("targets", str(target.number)),
        review=plan,
    )


def _row(links: CrossLinks, plan: Plan, target: Target, place: int) -> ObjectiveRow:
    return objective_row(links, plan, target, target.objectives[place])


def _standards(kept: Standards | None, target: Target) -> list[StandardLine]:
    return standard_titles(kept, target.nms)


def _themes(links: CrossLinks, target: Target) -> list[Theme]:
    return [links.themes[each] for each in target.themes]


def _beside(plan: Plan, target: Target, step: int) -> tuple[str, str] | None:
    """The title and the page of the target before or after this one."""
    place = target.number - 1 + step
    if not 0 <= place < len(plan.targets):
        return None
    other = plan.targets[place]
    return f"Target {other.number}: {other.title}", target_path(other)


PAGES = (plan_pages,)
