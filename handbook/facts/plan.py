"""The business plan: targets, objectives and their actions (`service/plan.yml`)."""

from collections.abc import Collection, Iterator
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from handbook.calendar.reviews import Reviewed
from handbook.content_kind import ContentKind
from handbook.facts.figures import Figures
from handbook.facts.standards import Standards, standard_id
from handbook.source.problems import Problem
from handbook.source.text_values import Loc
from handbook.source.types import Content, Day, DottedNumber, Line, Ref, Slug, Text, Whole
from handbook.sources import Mention, Sources


def _reference(value: str) -> str:
    whole, dot, part = value.partition(".")
    if not whole.isdigit() or (dot and not part.isdigit()):
        raise ValueError("write the number of a standard, or of a part of it, such as 22 or 7.1")
    return value


Reference = Annotated[Line, AfterValidator(_reference)]
"""A national minimum standard as the plan names it: `22`, `7.1`."""


class Progress(StrEnum):
    """How far an objective is, as far as anybody has said."""

    OPEN = "open"
    DONE = "done"
    LATE = "late"
    NO_WORD = "no word in the sources"


class Time(Content):
    """When something is to happen, as the plan says it."""

    says: Line
    """The time in the plan's words, shortened."""
    by: Day | None = None
    """The last day that these words allow; left out where they name no day, month or year."""


class Post(Content):
    """A post or a team that leads something in the plan; never a person's name."""

    id: Slug
    """Short name that objectives use."""
    title: Line
    """What it is called."""


class Objective(Content):
    """One objective of a target, with everything that is in its row."""

    id: DottedNumber
    """Its number in the plan, such as "1.3"."""
    aim: Text
    """What is to be reached, in our words."""
    actions: tuple[Line, ...] = ()
    """What is to be done for it."""
    times: tuple[Time, ...] = ()
    """By when, or how often."""
    leads: tuple[Ref, ...] = ()
    """The posts that lead it."""
    measures: tuple[Line, ...] = ()
    """How the plan wants to see whether it works."""
    outcomes: tuple[Line, ...] = ()
    """What shall come of it."""
    status: Progress = Progress.NO_WORD
    """`open`, `done`, `late` or `no word in the sources`."""
    note: Text | None = None
    """What is known about its progress, and from where."""
    uncertain: Text | None = None
    """Where it is not sure how the plan is to be read."""
    pages: tuple[Line, ...] = ()
    """Paths below `docs/` of pages about it."""


class Target(Content):
    """One target of the plan."""

    number: Whole
    """Its number in the plan."""
    title: Line
    """What it is about, in a few words of ours."""
    nms: tuple[Reference, ...] = ()
    """The national minimum standards that its heading names."""
    note: Text | None = None
    """What a reader should know about it."""
    themes: tuple[Ref, ...] = ()
    """Our themes it belongs to."""
    objectives: tuple[Objective, ...]
    """In the order of the plan."""


class SourceClaim(Content):
    """What one place in the sources says."""

    where: Line
    """The document and the place in it."""
    says: Line
    """What it says, in our words."""
    objectives: tuple[DottedNumber, ...] = ()
    """The objectives that carry a mark because of it."""
    figures: tuple[Ref, ...] = ()
    """The figures that carry a mark because of it: ids from `service/figures.yml`."""


class Tension(Content):
    """Where the sources disagree, or leave something out; shown, never hidden."""

    id: Slug
    """Its address on the page."""
    title: Line
    """What they disagree about."""
    sayings: tuple[SourceClaim, ...]
    """Each place and what it says."""
    matters: Text
    """Why it matters."""
    here: Text
    """What this handbook does about it."""


class Plan(Reviewed):
    """The whole of `service/plan.yml`."""

    title: Line
    """What the plan is called here."""
    authority: Line
    """Whose plan it is."""
    document: Line
    """The document in which it stands."""
    section: Line
    """The part of that document."""
    starts: Day
    """Its first day."""
    ends: Day
    """Its last day."""
    vision: Line
    """What it wants to reach, in our words."""
    framework: tuple[Ref, ...] = ()
    """The laws it rests on: ids from `service/standards.yml`."""
    posts: tuple[Post, ...]
    """Who leads anything in it, in any order."""
    targets: tuple[Target, ...]
    """In the order of the plan."""
    tensions: tuple[Tension, ...] = Field(default=())
    """Where the sources disagree, in the order in which the page shows them."""

    @property
    def objectives(self) -> dict[str, Objective]:
        """Every objective by its number."""
        return {objective.id: objective for target in self.targets for objective in target.objectives}

    def overdue(self, on: date) -> Iterator[tuple[Objective, Time]]:
        """Every time of the plan that has passed and of which nobody has said that it was kept, longest ago first."""
        late = [
            (objective, time)
            for objective in self.objectives.values()
            for time in objective.times
            if time.by and time.by < on and objective.status is not Progress.DONE
        ]
        yield from sorted(late, key=lambda pair: (pair[1].by or on, pair[0].id))


PLAN = "service/plan.yml"


def _objectives(plan: Plan) -> Iterator[tuple[int, Loc, Objective]]:
    """Every objective: its target's number, its place, itself."""
    for index, target in enumerate(plan.targets):
        for place, objective in enumerate(target.objectives):
            yield target.number, ("targets", index, "objectives", place), objective


def _mentions(loc: Loc, words: Collection[str]) -> list[Mention]:
    return [(PLAN, (*loc, index), word) for index, word in enumerate(words)]


def check_ids_are_unique(sources: Sources) -> Iterator[Problem]:
    """An id names one post, one tension."""
    plan = sources.handbook.facts.get(Plan)
    if plan is None:
        return
    posts: list[Mention] = [(PLAN, ("posts", index, "id"), post.id) for index, post in enumerate(plan.posts)]
    yield from sources.duplicates(posts, "post id")
    tensions: list[Mention] = [
        (PLAN, ("tensions", index, "id"), tension.id) for index, tension in enumerate(plan.tensions)
    ]
    yield from sources.duplicates(tensions, "tension id")


def check_numbers(sources: Sources) -> Iterator[Problem]:
    """Targets are numbered from 1, and objectives within their target; pages are called by these numbers."""
    plan = sources.handbook.facts.get(Plan)
    for index, target in enumerate(plan.targets if plan else ()):
        loc: Loc = ("targets", index)
        if target.number != index + 1:
            message = f"the number is {target.number}, but this is target {index + 1} of the plan; write {index + 1}"
            yield sources.problem(PLAN, (*loc, "number"), message)
        for place, objective in enumerate(target.objectives):
            expected = f"{index + 1}.{place + 1}"
            if objective.id != expected:
                message = (
                    f"the id is `{objective.id}`, but this is objective {expected} of the plan; write `{expected}`"
                )
                yield sources.problem(PLAN, (*loc, "objectives", place, "id"), message)


def check_leads_and_pages(sources: Sources) -> Iterator[Problem]:
    """Whoever leads is one of the posts; each page and theme that a line names exists."""
    plan = sources.handbook.facts.get(Plan)
    if plan is None:
        return
    posts = {post.id: post.title for post in plan.posts}
    themes = {theme.id: theme.title for theme in sources.handbook.themes.themes}
    for index, target in enumerate(plan.targets):
        yield from sources.unknown(_mentions(("targets", index, "themes"), target.themes), themes, "theme")
    for _, loc, objective in _objectives(plan):
        leads, pages = _mentions((*loc, "leads"), objective.leads), _mentions((*loc, "pages"), objective.pages)
        yield from sources.unknown(leads, posts, "post", " in this plan")
        yield from sources.duplicates(leads, "post")
        yield from sources.unknown(pages, sources.handbook.pages, "page")
        yield from sources.duplicates(pages, "page")


def check_standards(sources: Sources) -> Iterator[Problem]:
    """Each standard and each law that the plan names is in the list, where the service keeps one."""
    plan, standards = sources.handbook.facts.get(Plan), sources.handbook.facts.get(Standards)
    if plan is None or standards is None:
        return
    known = {standard.id: standard.title for standard in standards.standards}
    for index, target in enumerate(plan.targets):
        mentions: list[Mention] = [
            (PLAN, ("targets", index, "nms", place), standard_id(word)) for place, word in enumerate(target.nms)
        ]
        yield from sources.unknown(mentions, known, "standard", " in service/standards.yml")
        yield from sources.duplicates(_mentions(("targets", index, "nms"), target.nms), "reference")
    yield from sources.unknown(
        _mentions(("framework",), plan.framework), standards.ids, "law", " in service/standards.yml"
    )


def check_progress(sources: Sources) -> Iterator[Problem]:
    """Whoever says how far an objective is says from where that is known."""
    plan = sources.handbook.facts.get(Plan)
    for _, loc, objective in _objectives(plan) if plan else ():
        if objective.status is not Progress.NO_WORD and not objective.note:
            message = f"the status is `{objective.status}`; add `note:` with what happened and where that is written"
            yield sources.problem(PLAN, (*loc, "status"), message)


def check_period(sources: Sources) -> Iterator[Problem]:
    """The plan ends after it begins."""
    plan = sources.handbook.facts.get(Plan)
    if plan and plan.ends < plan.starts:
        yield sources.problem(PLAN, ("ends",), "the plan ends before it starts; check the days `starts` and `ends`")


def check_tensions(sources: Sources) -> Iterator[Problem]:
    """Each objective and each figure that a tension marks exists."""
    plan, all_figures = sources.handbook.facts.get(Plan), sources.handbook.facts.get(Figures)
    for index, tension in enumerate(plan.tensions if plan else ()):
        for place, saying in enumerate(tension.sayings):
            loc: Loc = ("tensions", index, "sayings", place)
            objectives = _mentions((*loc, "objectives"), saying.objectives)
            yield from sources.unknown(objectives, plan.objectives if plan else (), "objective", " in this plan")
            figures = _mentions((*loc, "figures"), saying.figures)
            yield from sources.unknown(
                figures, all_figures.by_id if all_figures else (), "figure", " in service/figures.yml"
            )


RULES = (
    check_ids_are_unique,
    check_numbers,
    check_leads_and_pages,
    check_standards,
    check_progress,
    check_period,
    check_tensions,
)

KIND = ContentKind(
    "plan",
    Plan,
    PLAN,
    needed=False,
    rules=RULES,
)
