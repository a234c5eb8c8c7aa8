"""Groups, meetings and events, and the days on which they are (`service/events.yml`)."""

from handbook.content_kind import ContentKind, SlotKind, ids_of
from handbook.facts.events.model import Events
from handbook.facts.events.rules import EVENTS, RULES

KIND = ContentKind(
    "events",
    Events,
    EVENTS,
    needed=False,
    rules=RULES,
    slots=(SlotKind("event", ids_of(Events, lambda events: events.events), ("next",)),),
)
