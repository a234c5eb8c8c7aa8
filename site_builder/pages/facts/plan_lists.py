"""The plan's objectives in other orders: by who leads them, and by the days that have passed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from handbook.facts.plan import Plan
from site_builder.context import BuildContext
from site_builder.page import SitePage
from site_builder.pages.facts.plan_rows import SOURCE, ObjectiveRow, objective_rows, plan_status
from site_builder.render import render

BY_LEAD = "plan/by-lead.md"
OVERDUE = "plan/overdue.md"


@dataclass(frozen=True)
class LeadRows:
    """A post, and what it leads."""

    title: str
    anchor: str
    rows: list[ObjectiveRow]


@dataclass(frozen=True)
class PassedDay:
    """One day of the plan that has passed."""

    day: date
    says: str
    row: ObjectiveRow


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


def passed_days(rows: list[ObjectiveRow]) -> list[PassedDay]:
    """Every day that has passed without a word, longest ago first."""
    passed = [PassedDay(time.by, time.says, row) for row in rows for time in row.passed if time.by]
    return sorted(passed, key=lambda each: (each.day, rows.index(each.row)))


def _overdue_page(ctx: BuildContext, plan: Plan, rows: list[ObjectiveRow]) -> SitePage:
    body = render(
        "plan-overdue",
        OVERDUE,
        stands=plan_status(ctx, plan),
        passed=passed_days(rows),
        dayless=[row for row in rows if row.times and not any(time.by for time in row.times)],
        timeless=[row for row in rows if not row.times],
    )
    return SitePage(
        path=OVERDUE,
        title="The plan: days that have passed",
        summary="What the plan wanted by a day that is over, and what has no day at all.",
        body=body,
        source=SOURCE,
        review=plan,
        keywords=("overdue", "late", "deadline of the plan"),
    )


PAGES = (plan_list_pages,)
