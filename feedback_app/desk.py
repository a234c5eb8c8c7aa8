"""What a command of the service works with: content, store, keys and clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from feedback_app.clock import Clock
from feedback_app.codes import CodeKeys
from feedback_app.content import load_content
from feedback_app.settings import Settings, read_settings
from feedback_app.store import Store
from handbook.guessing import what_instead
from handbook.library import Handbook
from handbook.surveys import Asking


class Refused(Exception):  # noqa: N818 (a refusal, not a fault)
    """A command cannot do what was asked; the message is a sentence that says why, and what to do."""


@dataclass(frozen=True)
class Desk:
    """What a command works with."""

    settings: Settings
    handbook: Handbook
    store: Store
    keys: CodeKeys
    clock: Clock

    def asking(self, key: str) -> Asking:
        """The asking with this key; raises Refused with what was probably meant."""
        return asking_with_key(self.handbook, key)


def asking_with_key(handbook: Handbook, key: str) -> Asking:
    """The asking with this key; raises Refused with what was probably meant."""
    askings = handbook.askings
    if key not in askings:
        raise Refused(f"Nothing is asked under `{key}`: {what_instead(key, askings)}")
    return askings[key]


@contextmanager
def open_desk() -> Iterator[Desk]:
    """The content, the store and the keys that the settings name; the store is closed in the end."""
    settings = read_settings()
    handbook = load_content(settings)
    store = Store(settings.store)
    try:
        yield Desk(settings, handbook, store, CodeKeys(settings.keys), Clock(settings.on))
    finally:
        store.close()
