"""The business plan: an overview, each target, and the objectives by lead and by days that have passed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from handbook.charters.charter import Theme
from handbook.facts.figures import Figures
from handbook.facts.plan import Objective, Plan, Progress, Target, Tension, Time
from handbook.facts.standards import Standards
from handbook.facts.stocktake import Stocktake
from handbook.formatting import day_in_words
from handbook.pages.page import Page
from site_builder.context import BuildContext
from site_builder.formatting import count_in_words, number_in_words
from site_builder.page import SitePage
from site_builder.pages.facts.standards import StandardLine, standard_lines, standard_titles, target_path
from site_builder.render import render

SOURCE = "service/plan.yml"
STATUS_CLASSES = {
    Progress.OPEN: "planned",
    Progress.DONE: "done",
    Progress.LATE: "not-doing",
    Progress.NO_WORD: "planned",
}
"""The stylesheet's name for each status."""
STATUS_WORDS = {
    Progress.OPEN: "open",
    Progress.DONE: "done",
    Progress.LATE: "late",
    Progress.NO_WORD: "not known",
}
"""How readers see each status."""
PATH = "plan/index.md"
BY_LEAD = "plan/by-lead.md"
OVERDUE = "plan/overdue.md"
ASK_FOR_A_CHANGE = "suggest-a-change.md"


@dataclass(frozen=True)
class TimeRow:
    """A time of an objective, and whether its day has passed."""

    says: str
    by: date | None
    passed: bool


@dataclass(frozen=True)
class ObjectiveRow:
    """One objective with everything a page says about it."""

    objective: Objective
    path: str
    anchor: str
    label: str
    """Its number and its aim."""
    leads: list[str]
    times: list[TimeRow]
    status: str
    mark: str
    pages: list[Page]
    tensions: list[Tension]

    @property
    def is_empty(self) -> bool:
        """Whether the plan gives nothing but the aim."""
        each = self.objective
        return not (each.actions or each.times or each.leads or each.measures or each.outcomes)

    @property
    def passed(self) -> list[TimeRow]:
        """The times whose day has gone by."""
        return [each for each in self.times if each.passed]


@dataclass(frozen=True)
class TargetCard:
    """One target in the overview."""

    target: Target
    path: str
    says: str


@dataclass(frozen=True)
class LeadRows:
    """A post, and what it leads."""

    title: str
    anchor: str
    rows: list[ObjectiveRow]


@dataclass(frozen=True)
class PastDay:
    """One day of the plan that has passed."""

    day: date
    says: str
    row: ObjectiveRow


def objective_row(ctx: BuildContext, plan: Plan, target: Target, objective: Objective) -> ObjectiveRow:
    """One objective as it is on the day."""
    posts = {post.id: post.title for post in plan.posts}
    return ObjectiveRow(
        objective=objective,
        path=target_path(target),
        anchor=objective_anchor(objective.id),
        label=f"{objective.id} {objective.aim}",
        leads=[posts[each] for each in objective.leads],
        times=[_time_row(ctx, objective, each) for each in objective.times],
        status=STATUS_WORDS[objective.status],
        mark=STATUS_CLASSES[objective.status],
        pages=[ctx.handbook.pages[path] for path in objective.pages],
        tensions=tensions_about(plan, objective=objective.id),
    )


def objective_rows(ctx: BuildContext, plan: Plan) -> list[ObjectiveRow]:
    """Every objective, in the order of the plan."""
    return [objective_row(ctx, plan, target, each) for target in plan.targets for each in target.objectives]


def _time_row(ctx: BuildContext, objective: Objective, time: Time) -> TimeRow:
    passed = time.by is not None and time.by < ctx.on and objective.status is not Progress.DONE
    return TimeRow(time.says, time.by, passed)


def objective_anchor(number: str) -> str:
    """The id of an objective on its target's page."""
    return f"objective-{number.replace('.', '-')}"


def tensions_about(plan: Plan | None, objective: str = "", figure: str = "") -> list[Tension]:
    """Where the sources disagree about an objective or about a figure."""
    return [
        tension
        for tension in (plan.tensions if plan else ())
        if any(objective in saying.objectives or figure in saying.figures for saying in tension.sayings)
    ]


def plan_status(ctx: BuildContext, plan: Plan) -> list[str]:
    """In two or three sentences: whether the plan has ended, and what is known about it."""
    silent = sum(each.status is Progress.NO_WORD for each in plan.objectives.values())
    total = count_in_words(len(plan.objectives), "objective")
    ends = day_in_words(plan.ends)
    sentences = [f"This plan ended on {ends}." if plan.ends < ctx.on else f"This plan runs until {ends}."]
    if silent == len(plan.objectives) > 0:
        sentences.append(f"The sources say nothing about what came of its {total}.")
    elif silent:
        sentences.append(f"Of its {total}, nothing is known about {silent}.")
    late = len(list(plan.overdue(ctx.on)))
    if late:
        sentences.append(
            f"{number_in_words(late)} of its deadlines {'has' if late == 1 else 'have'} passed, "
            "and the papers do not say what happened."
        )
    return [f"{each[:1].upper()}{each[1:]}" for each in sentences]


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
        further=_related_pages(ctx, plan),
        ask=ASK_FOR_A_CHANGE if ASK_FOR_A_CHANGE in ctx.handbook.pages else None,
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


def _related_pages(ctx: BuildContext, plan: Plan) -> list[tuple[str, str]]:
    """The other pages about the plan, as far as there are any."""
    facts = ctx.handbook.facts
    pages = [("Who leads what", "plan/by-lead.md"), ("Deadlines that have passed", "plan/overdue.md")]
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
    says += f"{count_in_words(passed, 'deadline')} passed" if passed else "no deadline passed"
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
        before=_neighbour(plan, target, -1),
        after=_neighbour(plan, target, 1),
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


def _neighbour(plan: Plan, target: Target, step: int) -> tuple[str, str] | None:
    """The title and the page of the target before or after this one."""
    place = target.number - 1 + step
    if not 0 <= place < len(plan.targets):
        return None
    other = plan.targets[place]
    return f"Target {other.number}: {other.title}", target_path(other)


def plan_list_pages(ctx: BuildContext) -> Iterator[SitePage]:
    """Both lists; none while the service keeps no plan."""
    plan = ctx.handbook.facts.get(Plan)
    if plan is None:
        return
    rows = objective_rows(ctx, plan)
    yield _by_lead_page(plan, rows)
    yield _overdue_page(ctx, plan, rows)


def _by_lead_page(plan: Plan, rows: list[ObjectiveRow]) -> SitePage:
    posts = sorted(plan.posts, key=lambda post: post.title)
    leads = [
        LeadRows(post.title, f"post-{post.id}", [row for row in rows if post.id in row.objective.leads])
        for post in posts
    ]
    return SitePage(
        path=BY_LEAD,
        title="Who leads what in the plan",
        summary="Each post and team that the plan names, with its objectives.",
        body=render(
            "plan-by-lead",
            BY_LEAD,
            leads=[lead for lead in leads if lead.rows],
            nobody=[row for row in rows if not row.leads],
        ),
        source=SOURCE,
        review=plan,
        keywords=("who is responsible", "lead", "owner of an action"),
    )


def passed_days(rows: list[ObjectiveRow]) -> list[PastDay]:
    """Every day that has passed with nothing known of it, longest ago first."""
    passed = [PastDay(time.by, time.says, row) for row in rows for time in row.passed if time.by]
    return sorted(passed, key=lambda each: (each.day, rows.index(each.row)))


def _overdue_page(ctx: BuildContext, plan: Plan, rows: list[ObjectiveRow]) -> SitePage:
    body = render(
        "plan-overdue",
        OVERDUE,
        stands=plan_status(ctx, plan),
        passed=passed_days(rows),
        ends=plan.ends,
        dayless=[row for row in rows if row.times and not any(time.by for time in row.times)],
        timeless=[row for row in rows if not row.times],
    )
    return SitePage(
        path=OVERDUE,
        title="The plan: deadlines that have passed",
        summary="What the plan wanted by a date that is over, and what has no date at all.",
        body=body,
        source=SOURCE,
        review=plan,
        keywords=("overdue", "late", "deadline of the plan"),
    )


PAGES = (plan_pages, plan_list_pages)
