"""The business plan: targets, objectives and their actions (`service/plan.yml`)."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from handbook.calendar.reviews import Reviewed
from handbook.source.types import Content, Day, Line, Ref, Slug, Text, Whole

Numbered = Annotated[str, StringConstraints(pattern=r"^[1-9]\d*\.[1-9]\d*$", max_length=9)]
"""The number of an objective in the plan, such as `1.3`."""


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
    """One objective of a target, with everything that stands in its row."""

    id: Numbered
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


class Saying(Content):
    """What one place in the sources says."""

    where: Line
    """The document and the place in it."""
    says: Line
    """What it says, in our words."""
    objectives: tuple[Numbered, ...] = ()
    """The objectives that carry a mark because of it."""
    figures: tuple[Ref, ...] = ()
    """The figures that carry a mark because of it: ids from `service/figures.yml`."""


class Tension(Content):
    """Where the sources disagree, or leave something out; shown, never hidden."""

    id: Slug
    """Its address on the page."""
    title: Line
    """What they disagree about."""
    sayings: tuple[Saying, ...]
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
        return {each.id: each for target in self.targets for each in target.objectives}

    def overdue(self, on: date) -> Iterator[tuple[Objective, Time]]:
        """Every time of the plan that has passed and of which nobody has said that it was kept, longest ago first."""
        late = [
            (each, time)
            for each in self.objectives.values()
            for time in each.times
            if time.by and time.by < on and each.status is not Progress.DONE
        ]
        yield from sorted(late, key=lambda pair: (pair[1].by or on, pair[0].id))
