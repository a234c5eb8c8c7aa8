"""You said, we did: what people said, and what was done about it or why not (`*outcome.yml`)."""

from enum import StrEnum

from pydantic import model_validator

from handbook.calendar.reviews import Reviewed
from handbook.source.types import Content, Day, Line, Ref, Slug, Text


class ActionStatus(StrEnum):
    """How far an action is."""

    PLANNED = "planned"
    UNDER_WAY = "under way"
    DONE = "done"
    NOT_DOING = "not doing"

    @property
    def needs_a_reason(self) -> bool:
        """Whether readers are owed a `because`."""
        return self is ActionStatus.NOT_DOING


class Action(Content):
    """Something an authority does about a finding, or says it will not do."""

    text: Line
    """What is done, or was asked for and is not done."""
    owner: Line
    """The post that leads."""
    day: Day
    """Done on, due by, or decided on this day."""
    status: ActionStatus
    """`planned`, `under way`, `done` or `not doing`."""
    because: Text | None = None
    """Why not, for `not doing`."""
    page: Line | None = None
    """Path below `docs/` of the page that changed."""

    @model_validator(mode="after")
    def _reason_given(self) -> "Action":
        if self.status.needs_a_reason and not self.because:
            raise ValueError("an action with the status `not doing` owes people a reason: write `because:`")
        return self


class Finding(Content):
    """One thing people said, and the actions that answer it."""

    id: Slug | None = None
    """A name that never changes, so that somebody's receipt leads from their words to this finding."""
    said: Text
    """What people said, in our words; never one person's."""
    questions: tuple[Ref, ...] = ()
    """The questions it comes from."""
    did: tuple[Action, ...]
    """What was done or not done about it."""


class Outcome(Reviewed):
    """The answer to a survey wave or a consultation: the whole of one outcome file."""

    published: Day
    """The day the service answered."""
    asked: Text
    """What was asked, in one or two sentences."""
    findings: tuple[Finding, ...]
    """Each thing said, with its answer."""
