"""What was raised, decided and done, by whom and by when (`service/actions.yml`)."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from pydantic import model_validator

from handbook.calendar.reviews import Reviewed
from handbook.content_kind import ContentKind
from handbook.facts.places import Places, check_no_people_named, check_posts
from handbook.pages.page import Reference
from handbook.source.problems import Problem
from handbook.source.types import Content, Day, Line, Ref, Slug, Text, YesNo
from handbook.sources import Mention, Sources


class Forum(StrEnum):
    """Where carers said it."""

    MEET_AND_GREET = "meet and greet"
    BOARD = "board"
    GROUP = "group"
    AMBASSADORS = "ambassadors"
    COUNCILLORS = "councillors"
    SURVEY = "survey"
    CONSULTATION = "consultation"
    SUGGESTION = "suggestion"


class Status(StrEnum):
    """How far something raised has come."""

    OPEN = "open"
    IN_PROGRESS = "in progress"
    DONE = "done"
    NOT_DOING = "not doing"

    @property
    def is_closed(self) -> bool:
        """Whether nothing more will be done."""
        return self in (Status.DONE, Status.NOT_DOING)


class ActionItem(Content):
    """Something carers raised, and what the service does about it."""

    id: Slug
    """Its address on the page of actions; it never changes."""
    raised_at: Forum
    """`meet and greet`, `board`, `group`, `ambassadors`, `councillors`, `survey`, `consultation` or `suggestion`."""
    area: Ref | None = None
    """The area, by its id in `places.yml`; left out when it is about all of them."""
    raised_on: Day | None = None
    """The day it was raised."""
    raised_in: Line | None = None
    """In place of the day, where a document tells no more, such as `2018 to 2019`."""
    what: Line
    """What was asked for; never who asked."""
    who: Line
    """The post that answers for it."""
    due: Day | None = None
    """The day by which it is to be done."""
    status: Status
    """`open`, `in progress`, `done` or `not doing`."""
    done_on: Day | None = None
    """The day it was done."""
    done_in: Line | None = None
    """In place of the day, where `raised_in` is in place of a day too."""
    result: Line | None = None
    """What came of it so far."""
    because: Line | None = None
    """Why not, for `not doing`."""
    page: Line | None = None
    """The page that it changed or that tells more, such as `policies/supervision.md`."""
    survey: Line | None = None
    """The wave or consultation it comes from, such as `carer-satisfaction/2026-spring`."""
    source: Reference | None = None
    """The published document it is taken from; it is then a record of that time, and never late today."""
    example: YesNo = False
    """Whether it is invented, which the page says."""

    @model_validator(mode="after")
    def _has_its_days(self) -> "ActionItem":
        if (self.raised_on is None) == (self.raised_in is None):
            raise ValueError("write the day it was raised: `raised_on:`, or `raised_in:` where no day is known")
        if self.status is Status.DONE and not (self.done_on or (self.raised_in and self.done_in)):
            raise ValueError(
                "people want to know when it was done; add a line `done_on:` with the day, such as 2026-03-31"
            )
        if not self.status.is_closed and self.source is None and self.due is None:
            raise ValueError("what is still to be done needs a day: write `due:`")
        if self.raised_on and self.due and self.due < self.raised_on:
            raise ValueError("it is due before it was raised: check the days `raised_on` and `due`")
        if self.raised_on and self.done_on and self.done_on < self.raised_on:
            raise ValueError("it was done before it was raised: check the days `raised_on` and `done_on`")
        return self

    @model_validator(mode="after")
    def _reason_given(self) -> "ActionItem":
        if self.status is Status.NOT_DOING and not self.because:
            raise ValueError("an action with the status `not doing` owes people a reason: write `because:`")
        return self

    def is_late(self, on: date) -> bool:
        """Whether its day has passed and it is not done; a record of a document is as old as its document."""
        return not self.status.is_closed and self.source is None and self.due is not None and self.due < on


class ConsideredOption(Content):
    """Another way that was looked at."""

    text: Line
    """What else could have been done."""
    because: Line
    """Why it was not chosen."""


class ServiceDecision(Content):
    """Something the service decided, with its reason."""

    id: Slug
    """Its address on the page of decisions; it never changes."""
    title: Line
    """What it is about, in a few words."""
    decision: Text
    """What was decided."""
    reason: Text
    """Why."""
    day: Day
    """The day of the decision."""
    by: Line
    """The post or the board that decided; never a person's name."""
    consultation: Line | None = None
    """The wave or consultation before it, by its name in `surveys/`."""
    pages: tuple[Line, ...] = ()
    """The pages it changed or created."""
    alternatives: tuple[ConsideredOption, ...] = ()
    """What else was looked at."""
    source: Reference | None = None
    """The published document it is taken from."""
    example: YesNo = False
    """Whether it is invented, which the page says."""


class Actions(Reviewed):
    """The whole of `service/actions.yml`."""

    actions: tuple[ActionItem, ...]
    """Everything raised, in any order."""
    decisions: tuple[ServiceDecision, ...] = ()
    """Every decision, in any order."""


ACTIONS = "service/actions.yml"


def check_ids_are_unique(sources: Sources) -> Iterator[Problem]:
    """An action's and a decision's id is an address, so no two share one."""
    yield from sources.duplicates(_mentions(_actions(sources), "actions", "id"), "action id")
    yield from sources.duplicates(_mentions(_decisions(sources), "decisions", "id"), "decision id")


def check_sources(sources: Sources) -> Iterator[Problem]:
    """The survey or consultation that something comes from exists, and so does the area."""
    runs = sources.handbook.runs
    yield from sources.unknown(_mentions(_actions(sources), "actions", "survey"), runs, "survey wave or consultation")
    decisions = _mentions(_decisions(sources), "decisions", "consultation")
    yield from sources.unknown(decisions, runs, "survey wave or consultation")
    places = sources.handbook.facts.get(Places)
    areas = {area.id: area.title for area in places.areas} if places else []
    if places:
        yield from sources.unknown(
            _mentions(_actions(sources), "actions", "area"), areas, "area", " in service/places.yml"
        )


def check_no_people_named_in_log(sources: Sources) -> Iterator[Problem]:
    """The log is public: posts answer for actions, and no person is in a text."""
    yield from check_posts(sources, _mentions(_actions(sources), "actions", "who"))
    yield from check_posts(sources, _mentions(_decisions(sources), "decisions", "by"))
    for key in ("what", "result", "because"):
        yield from check_no_people_named(sources, _mentions(_actions(sources), "actions", key))
    for key in ("title", "decision", "reason"):
        yield from check_no_people_named(sources, _mentions(_decisions(sources), "decisions", key))


def _actions(sources: Sources) -> tuple[ActionItem, ...]:
    actions = sources.handbook.facts.get(Actions)
    return actions.actions if actions else ()


def _decisions(sources: Sources) -> tuple[ServiceDecision, ...]:
    actions = sources.handbook.facts.get(Actions)
    return actions.decisions if actions else ()


def _mentions(rows: tuple[ActionItem | ServiceDecision, ...], list_key: str, key: str) -> list[Mention]:
    """Every value of one key that is written."""
    return [(ACTIONS, (list_key, index, key), getattr(row, key)) for index, row in enumerate(rows) if getattr(row, key)]


RULES = (check_ids_are_unique, check_sources, check_no_people_named_in_log)

KIND = ContentKind(
    "actions",
    Actions,
    ACTIONS,
    needed=False,
    rules=RULES,
)
