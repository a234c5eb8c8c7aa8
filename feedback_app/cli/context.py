"""What a command of the service works with: content, store, keys and clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import click

from feedback_app.clock import Clock
from feedback_app.content import load_content
from feedback_app.privacy.codes import CodeKeys
from feedback_app.settings import Settings, read_settings
from feedback_app.storage import Store
from feedback_app.terminal_text import wrapped
from handbook.handbook import Handbook
from handbook.source.spelling import what_instead
from handbook.surveys.survey import SurveyRun


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

    def run(self, key: str) -> SurveyRun:
        """The survey run with this key; raises Refused with what was probably meant."""
        return run_with_key(self.handbook, key)


def run_with_key(handbook: Handbook, key: str) -> SurveyRun:
    """The survey run with this key; raises Refused with what was probably meant."""
    runs = handbook.runs
    if key not in runs:
        raise Refused(f"Nothing is asked under `{key}`: {what_instead(key, runs)}")
    return runs[key]


@contextmanager
def open_desk(*, may_make_store: bool = False) -> Iterator[Desk]:
    """The content, the store and the keys that the settings name; the store is closed in the end.

    A store that is not there is made only where that is asked for: a mistyped HANDBOOK_STORE must not look like
    a store that nobody answered. Raises Refused.
    """
    settings = read_settings()
    handbook = load_content(settings)
    if not may_make_store and not has_store(settings):
        raise Refused(
            f"There is no store of answers at {settings.store}. Check HANDBOOK_STORE. "
            "Only `serve`, `codes make`, `sample` and `restore` make one."
        )
    store = Store(settings.store)
    try:
        yield Desk(settings, handbook, store, CodeKeys(settings.keys), Clock(settings.on))
    finally:
        store.close()


def has_store(settings: Settings) -> bool:
    """Whether there is a file of answers, with anything in it."""
    return settings.store.is_file() and settings.store.stat().st_size > 0


def confirm(question: str, *, yes: bool) -> None:
    """Ask before what cannot be undone; `yes` is a script that has answered. Raises Refused."""
    if yes:
        return
    try:
        agreed = click.confirm(wrapped(question), default=False, err=True)
    except click.Abort:
        agreed = False
    if not agreed:
        raise Refused("Nothing was changed. Scripts answer with --yes.")
