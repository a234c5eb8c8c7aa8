"""Rules about the business plan: its numbers, who leads, and what its lines point to."""

from collections.abc import Collection, Iterator

from handbook.facts.plan import Objective, Plan, Progress
from handbook.facts.standards import standard_of
from handbook.source.problems import Problem
from handbook.source.text_values import Loc
from handbook.sources import Shelf, Spot

PLAN = "service/plan.yml"


def _objectives(plan: Plan) -> Iterator[tuple[int, Loc, Objective]]:
    """Every objective: its target's number, its place, itself."""
    for index, target in enumerate(plan.targets):
        for place, objective in enumerate(target.objectives):
            yield target.number, ("targets", index, "objectives", place), objective


def _spots(loc: Loc, words: Collection[str]) -> list[Spot]:
    return [(PLAN, (*loc, index), word) for index, word in enumerate(words)]


def check_ids_stand_once(shelf: Shelf) -> Iterator[Problem]:
    """An id names one post, one tension."""
    plan = shelf.handbook.facts.plan
    if plan is None:
        return
    posts: list[Spot] = [(PLAN, ("posts", index, "id"), each.id) for index, each in enumerate(plan.posts)]
    yield from shelf.twice(posts, "post id")
    tensions: list[Spot] = [(PLAN, ("tensions", index, "id"), each.id) for index, each in enumerate(plan.tensions)]
    yield from shelf.twice(tensions, "tension id")


def check_numbers(shelf: Shelf) -> Iterator[Problem]:
    """Targets are numbered from 1, and objectives within their target; pages are called by these numbers."""
    plan = shelf.handbook.facts.plan
    for index, target in enumerate(plan.targets if plan else ()):
        loc: Loc = ("targets", index)
        if target.number != index + 1:
            message = f"the number is {target.number}, but this is target {index + 1} of the plan; write {index + 1}"
            yield shelf.problem(PLAN, (*loc, "number"), message)
        for place, objective in enumerate(target.objectives):
            expected = f"{index + 1}.{place + 1}"
            if objective.id != expected:
                message = (
                    f"the id is `{objective.id}`, but this is objective {expected} of the plan; write `{expected}`"
                )
                yield shelf.problem(PLAN, (*loc, "objectives", place, "id"), message)


def check_leads_and_pages(shelf: Shelf) -> Iterator[Problem]:
    """Whoever leads is one of the posts; each page and theme that a line names exists."""
    plan = shelf.handbook.facts.plan
    if plan is None:
        return
    posts = {post.id: post.title for post in plan.posts}
    themes = {theme.id: theme.title for theme in shelf.handbook.themes.themes}
    for index, target in enumerate(plan.targets):
        yield from shelf.unknown(_spots(("targets", index, "themes"), target.themes), themes, "theme")
    for _, loc, objective in _objectives(plan):
        leads, pages = _spots((*loc, "leads"), objective.leads), _spots((*loc, "pages"), objective.pages)
        yield from shelf.unknown(leads, posts, "post", " in this plan")
        yield from shelf.twice(leads, "post")
        yield from shelf.unknown(pages, shelf.handbook.pages, "page")
        yield from shelf.twice(pages, "page")


def check_standards(shelf: Shelf) -> Iterator[Problem]:
    """Each standard and each law that the plan names is in the list, where the service keeps one."""
    plan, kept = shelf.handbook.facts.plan, shelf.handbook.facts.standards
    if plan is None or kept is None:
        return
    known = {each.id: each.title for each in kept.standards}
    for index, target in enumerate(plan.targets):
        spots: list[Spot] = [
            (PLAN, ("targets", index, "nms", place), standard_of(word)) for place, word in enumerate(target.nms)
        ]
        yield from shelf.unknown(spots, known, "standard", " in service/standards.yml")
        yield from shelf.twice(_spots(("targets", index, "nms"), target.nms), "reference")
    yield from shelf.unknown(_spots(("framework",), plan.framework), kept.ids, "law", " in service/standards.yml")


def check_progress(shelf: Shelf) -> Iterator[Problem]:
    """Whoever says how far an objective is says from where that is known."""
    plan = shelf.handbook.facts.plan
    for _, loc, objective in _objectives(plan) if plan else ():
        if objective.status is not Progress.NO_WORD and not objective.note:
            message = f"the status is `{objective.status}`; add `note:` with what happened and where that is written"
            yield shelf.problem(PLAN, (*loc, "status"), message)


def check_period(shelf: Shelf) -> Iterator[Problem]:
    """The plan ends after it begins."""
    plan = shelf.handbook.facts.plan
    if plan and plan.ends < plan.starts:
        yield shelf.problem(PLAN, ("ends",), "the plan ends before it starts; check the days `starts` and `ends`")


def check_tensions(shelf: Shelf) -> Iterator[Problem]:
    """Each objective and each figure that a tension marks exists."""
    plan, kept = shelf.handbook.facts.plan, shelf.handbook.facts.figures
    for index, tension in enumerate(plan.tensions if plan else ()):
        for place, saying in enumerate(tension.sayings):
            loc: Loc = ("tensions", index, "sayings", place)
            objectives = _spots((*loc, "objectives"), saying.objectives)
            yield from shelf.unknown(objectives, plan.objectives if plan else (), "objective", " in this plan")
            figures = _spots((*loc, "figures"), saying.figures)
            yield from shelf.unknown(figures, kept.by_id if kept else (), "figure", " in service/figures.yml")


RULES = (
    check_ids_stand_once,
    check_numbers,
    check_leads_and_pages,
    check_standards,
    check_progress,
    check_period,
    check_tensions,
)
