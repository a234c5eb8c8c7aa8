"""The context of the service's commands: content, store, keys and clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import click

from feedback_app.clock import Clock
from feedback_app.privacy.codes import CodeKeys
from feedback_app.settings import Settings, read_settings
from feedback_app.storage import Store
from feedback_app.terminal_text import wrapped
from feedback_app.web.content_reload import load_content
from handbook.handbook import Handbook
from handbook.source.spelling import suggest_instead
from handbook.surveys.survey import SurveyRun


@dataclass(frozen=True)
class CliContext:
    """The context of a command."""

    settings: Settings
    handbook: Handbook
    store: Store
    keys: CodeKeys
    clock: Clock

    def run(self, key: str) -> SurveyRun:
        """The survey run with this key. Raises `ClickException` with the key that was probably meant."""
        return run_with_key(self.handbook, key)


def run_with_key(handbook: Handbook, key: str) -> SurveyRun:
    """The survey run with this key. Raises `ClickException` with the key that was probably meant."""
    runs = handbook.runs
    if key not in runs:
        raise click.ClickException(f"Nothing is asked under `{key}`: {suggest_instead(key, runs)}")
    return runs[key]


@contextmanager
def open_context(*, may_make_store: bool = False) -> Iterator[CliContext]:
    """The content, the store and the keys that the settings name; the store is closed in the end.

    A store that is not there is made only where that is asked for: a mistyped HANDBOOK_STORE must not look like
    a store that nobody answered. Raises ClickException.
    """
    settings = read_settings()
    handbook = load_content(settings)
    if not may_make_store and not has_store(settings):
        raise click.ClickException(
            f"There is no store of answers at {settings.store}. Check HANDBOOK_STORE. "
            "Only `serve`, `codes make`, `sample` and `restore` make one."
        )
    store = Store(settings.store)
    try:
        yield CliContext(settings, handbook, store, CodeKeys(settings.keys), Clock(settings.on))
    finally:
        store.close()


def has_store(settings: Settings) -> bool:
    """Whether there is a file of answers, with anything in it."""
    return settings.store.is_file() and settings.store.stat().st_size > 0


def confirm(question: str, *, yes: bool) -> None:
    """Ask before something that cannot be undone, unless `yes`. Raises `ClickException` if the answer is no."""
    if yes:
        return
    try:
        agreed = click.confirm(wrapped(question), default=False, err=True)
    except click.Abort:
        agreed = False
    if not agreed:
        raise click.ClickException("Nothing was changed. Scripts answer with --yes.")
