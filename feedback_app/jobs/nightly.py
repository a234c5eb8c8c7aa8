"""The nightly work: closing forms, overdue releases, and deleting data on time.

Everything may be done again, and a command may do it at the same moment: each step looks at what is there.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from feedback_app.clock import Clock
from feedback_app.privacy.codes import CodeKeys
from feedback_app.privacy.retention import (
    ANSWERED_SUGGESTIONS_RETENTION,
    AUTOMATIC_RELEASE_AFTER,
    MAX_ANSWERS_RETENTION,
    VANISHED_RETENTION,
    delete_due,
    delete_vanished,
    overdue_releases,
    unreleased,
    vanished_runs,
)
from feedback_app.results.release import close, release
from feedback_app.results.text_review import Readings
from feedback_app.settings import Settings
from feedback_app.storage import Store
from feedback_app.terminal_text import COMMAND
from handbook.handbook import Handbook

LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class NightlyWork:
    """The work of one night."""

    handbook: Handbook
    store: Store
    keys: CodeKeys
    clock: Clock
    settings: Settings

    def steps(self, state: dict[str, Any]) -> tuple[tuple[str, Callable[[], Iterator[str]]], ...]:
        """Each step with its name. Running it yields what it has done."""
        return (
            ("closing", self._close),
            ("releasing", self._release),
            ("forgetting words", self._forget),
            ("what is no longer asked", lambda: self._forget_vanished(state)),
            ("texts that were handed over", self._delete_expired_readings),
            ("answered suggestions", lambda: self._forget_suggestions(state)),
        )

    def _close(self) -> Iterator[str]:
        coded = self.store.run_keys_with_codes()
        for key, run in self.handbook.runs.items():
            over = run.wave.is_over(self.clock.today()) and not self.clock.may_send(run.wave)
            if over and (key in coded or self.keys.exists(key)):
                close(run, self.store, self.keys, self.clock)
                yield f"{key}: closed, its codes and their key are destroyed"

    def _release(self) -> Iterator[str]:
        today, thresholds = self.clock.today(), self.settings.thresholds
        for key in overdue_releases(self.handbook, self.store, today):
            LOG.warning("%s should be released by now: %s release %s", key, COMMAND, key)
        last_day = unreleased(self.handbook, self.store, today, MAX_ANSWERS_RETENTION)
        failed: Exception | None = None
        for key in unreleased(self.handbook, self.store, today, AUTOMATIC_RELEASE_AFTER):
            try:
                release(self.handbook.runs[key], self.store, self.keys, self.clock, thresholds)
                yield f"{key}: released by the program, because nobody had; publish it next"
            except Exception as error:
                LOG.error("%s could not be released (%s)", key, type(error).__name__)  # noqa: TRY400 (may hold answers)
                if key in last_day:
                    self.store.delete_replies(key)
                    yield f"{key}: its replies could not be released in time and are deleted"
                else:
                    failed = error
        if failed:
            raise failed

    def _forget(self) -> Iterator[str]:
        for deleted in delete_due(self.handbook, self.store, self.clock.today()):
            yield f"{deleted.key}: {' and '.join(deleted.kinds)} deleted, their time is over"

    def _forget_vanished(self, state: dict[str, Any]) -> Iterator[str]:
        today, vanished = self.clock.today(), vanished_runs(self.handbook, self.store, self.keys)
        days: dict[str, str] = {key: day for key, day in state.get("vanished", {}).items() if key in vanished}
        for key in sorted(vanished):
            day = date.fromisoformat(days.setdefault(key, (today + VANISHED_RETENTION).isoformat()))
            if today > day:
                delete_vanished(self.store, self.keys, key)
                del days[key]
                yield f"{key}: everything is deleted, because no content file names it any more"
            else:
                LOG.warning("no content file names %s any more: what is kept of it is deleted after %s", key, day)
        state["vanished"] = days

    def _delete_expired_readings(self) -> Iterator[str]:
        if Readings(self.store, self.settings.state_folder).delete_expired(self.clock.today()):
            yield "what was handed over to the safeguarding lead is deleted, its time is over"

    def _forget_suggestions(self, state: dict[str, Any]) -> Iterator[str]:
        # The day of our answer, never the day on which a suggestion came.
        today, seen = self.clock.today(), state.get("answered", {})
        final = [suggestion.id for suggestion in self.store.suggestions() if suggestion.state.is_final]
        days: dict[str, str] = {name: seen.get(name, today.isoformat()) for name in final}
        over = [name for name, day in days.items() if today > date.fromisoformat(day) + ANSWERED_SUGGESTIONS_RETENTION]
        for name in over:
            self.store.delete_suggestion(name)
            del days[name]
        state["answered"] = days
        if over:
            yield "suggestions that were answered long ago are deleted"
