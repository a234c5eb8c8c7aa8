"""A Suggestion: the words of a page as they were, and as somebody would have them; nothing about who or when."""

from dataclasses import dataclass
from enum import StrEnum


class SuggestionState(StrEnum):
    """What the service has decided about a suggestion."""

    WAITING = "waiting"
    IN_PROGRESS = "in-progress"
    DONE = "done"
    NOT_DOING = "not-doing"

    @property
    def is_final(self) -> bool:
        """Whether the decision is final. The text is then deleted."""
        return self in (SuggestionState.DONE, SuggestionState.NOT_DOING)


STATES = {
    SuggestionState.WAITING: "It waits to be read.",
    SuggestionState.IN_PROGRESS: "In progress: somebody is working on it.",
    SuggestionState.DONE: "Done: the page has changed.",
    SuggestionState.NOT_DOING: "Not doing.",
}
"""What its receipt shows of each."""


@dataclass(frozen=True)
class Suggestion:
    """One change that somebody suggests."""

    page: str
    """The page's address, such as `/policies/payments/`."""
    before: str
    """The words as they were when they were shown; empty where the page is made from data."""
    after: str
    """The words as suggested, or what should change on a page made from data."""
    why: str = ""
    state: SuggestionState = SuggestionState.WAITING
    answer: str = ""
    """What the service says about it; where another page changed, its address follows in a line of its own."""
    id: str = ""
    """The beginning of its key in the store, which reveals nothing about when it came or from whom."""
