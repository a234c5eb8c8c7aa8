"""The plan's objectives as rows: in words, with their marks, as every page about the plan shows them."""

from dataclasses import dataclass
from datetime import date

from handbook.facts.plan import Objective, Plan, Progress, Target, Tension, Time
from handbook.formatting import day_in_words
from handbook.pages.page import Page
from site_builder.context import BuildContext
from site_builder.formatting import count_in_words
from site_builder.pages.facts.standards import target_path

SOURCE = "service/plan.yml"

MARKS = {
    Progress.OPEN: "planned",
    Progress.DONE: "done",
    Progress.LATE: "not-doing",
    Progress.NO_WORD: "planned",
}
"""The stylesheet's name for each status."""


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


def objective_row(ctx: BuildContext, plan: Plan, target: Target, objective: Objective) -> ObjectiveRow:
    """One objective as it stands on the day."""
    posts = {post.id: post.title for post in plan.posts}
    return ObjectiveRow(
        objective=objective,
        path=target_path(target),
        anchor=objective_anchor(objective.id),
        label=f"{objective.id} {objective.aim}",
        leads=[posts[each] for each in objective.leads],
        times=[_time_row(ctx, objective, each) for each in objective.times],
        mark=MARKS[objective.status],
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
    said = [f"This plan ended on {ends}." if plan.ends < ctx.on else f"This plan runs until {ends}."]
    if silent == len(plan.objectives) > 0:
        said.append(f"The sources say nothing about what came of its {total}.")
    elif silent:
        said.append(f"Of its {total}, nothing is known about {silent}.")
    late = len(list(plan.overdue(ctx.on)))
    if late:
        said.append(
            f"{count_in_words(late, 'day')} that it set {'has' if late == 1 else 'have'} passed without a word."
        )
    return [f"{each[:1].upper()}{each[1:]}" for each in said]
