"""Groups, meetings and events, and the days on which they are (`service/events.yml`)."""

from collections.abc import Collection

from handbook.content_kind import ContentKind, SlotKind
from handbook.facts.events.model import Events
from handbook.facts.events.rules import EVENTS, RULES
from handbook.handbook import Handbook


def _ids(handbook: Handbook) -> Collection[str]:
    events = handbook.facts.get(Events)
    return [event.id for event in events.events] if events else ()


KIND = ContentKind(
    "events",
    Events,
    EVENTS,
    needed=False,
    rules=RULES,
    slot=SlotKind("event", _ids, ("next",)),
)
