"""What each service fills in for itself, by name (`service/local.yml`)."""

from collections.abc import Iterator

from handbook.calendar.reviews import Reviewed
from handbook.content_kind import ContentKind, SlotKind, ids_of
from handbook.source.problems import Problem
from handbook.source.types import Content, Line, Slug
from handbook.sources import Sources

LOCAL = "service/local.yml"


class LocalFact(Content):
    """One fact that only the service knows; pages print it through `{{ local.<id> }}`."""

    id: Slug
    """Short name that pages use."""
    asks: Line
    """What the service must fill in, as a phrase without a full stop."""
    usually: Line | None = None
    """What pages say of it for any service: what is usual in England and who says so, or who to ask.

    Without it, pages say nothing until there is a `value`.
    """
    value: Line | None = None
    """What it is here; pages print it after the council's name."""

    @property
    def is_silent(self) -> bool:
        """Whether pages have nothing to print for it yet."""
        return not (self.usually or self.value)


class Local(Reviewed):
    """The whole of `service/local.yml`."""

    facts: tuple[LocalFact, ...]
    """In any order."""


def check_ids_are_unique(sources: Sources) -> Iterator[Problem]:
    """A slot prints one fact."""
    local = sources.handbook.facts.get(Local)
    ids = [(LOCAL, ("facts", index, "id"), fact.id) for index, fact in enumerate(local.facts if local else ())]
    yield from sources.duplicates(ids, "fact id")


KIND = ContentKind(
    "local",
    Local,
    LOCAL,
    needed=False,
    rules=(check_ids_are_unique,),
    slots=(SlotKind("local", ids_of(Local, lambda local: local.facts)),),
)
