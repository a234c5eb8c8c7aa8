"""The jobs that the running app schedules for itself: the nightly work, and messages to the reader about new texts."""

import logging
import threading
import time as seconds
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from flask import Flask

from feedback_app.clock import LONDON, Clock
from feedback_app.jobs.nightly import NightlyWork
from feedback_app.jobs.notifications import Notifier
from feedback_app.privacy.codes import CodeKeys
from feedback_app.results.text_review import Readings
from feedback_app.settings import Settings
from feedback_app.storage import Store
from feedback_app.storage.state_files import day_in, read_state, write_state
from feedback_app.web.extensions import services_of
from feedback_app.web.rate_limits import has_room_on_disk
from handbook.handbook import Handbook

LOG = logging.getLogger(__name__)

NIGHTLY_START = time(1, 5)
"""When the nightly work starts, in UK time: after the hour in which forms opened before midnight may be sent."""
POLL_SECONDS = 60.0
"""Seconds between two looks at the clock. A computer that was asleep catches up at the next."""
RETRY_MAIL_SECONDS = 600.0
"""Seconds until a message that could not be sent is tried again."""
MAX_PAUSE = timedelta(days=7)
"""If the last run is longer ago, the clock may be wrong. Deleting then waits a day for somebody to correct it."""
_MAX_DONE = 20


@dataclass(frozen=True)
class MaintenanceState:
    """What maintenance last did, for `status`."""

    last_run: date | None
    """The last day whose work was done."""
    failed: tuple[str, ...]
    """Steps of the last run that failed; they are tried again each hour."""
    done: tuple[tuple[date, str], ...]
    """The latest entries about what was done, newest last."""
    vanished: dict[str, date] = field(default_factory=dict)
    """By run key: the day on which all data of a run that no content file names is deleted."""
    clock_jumped: bool = False
    """Whether deleting waits because the clock went forward by more than a week."""


def read_maintenance_state(folder: Path) -> MaintenanceState:
    """The state that is kept beside the store."""
    state = read_state(folder / FILE)
    return MaintenanceState(
        last_run=day_in(state, "last_run"),
        failed=tuple(state.get("failed", ())),
        done=tuple((date.fromisoformat(day), event) for day, event in state.get("done", ())),
        vanished={key: date.fromisoformat(day) for key, day in state.get("vanished", {}).items()},
        clock_jumped="jumped" in state,
    )


FILE = "maintenance.json"
RETRY_SECONDS = 3600.0
"""Seconds until steps that failed are tried again."""


class Maintenance:
    """A thread that runs due jobs for as long as the app lives, whatever fails."""

    def __init__(
        self, content: Callable[[], Handbook], store: Store, keys: CodeKeys, clock: Clock, settings: Settings
    ) -> None:
        """`content` returns the current handbook, which changes while the app runs."""
        self._content, self._store, self._keys, self._clock, self._settings = content, store, keys, clock, settings
        self._folder = settings.state_folder
        self._started = False
        self._has_room = True
        self._failed_at: float | None = None
        self._mail_failed_at: float | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="maintenance", daemon=True)

    def start(self) -> None:
        """Start the thread, unless the clock has a fixed day: that day is not today."""
        if self._clock.fixed is None:
            self._thread.start()
        else:
            LOG.info("HANDBOOK_ON is set: nothing is closed, forgotten or told by itself")

    def stop(self) -> None:
        """Stop after the step that is running."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()

    @property
    def is_alive(self) -> bool:
        """Whether the thread is running."""
        return self._thread.is_alive()

    def _run(self) -> None:
        while True:
            self.run_due_jobs()
            if self._stop.wait(POLL_SECONDS):
                return

    def run_due_jobs(self) -> None:
        """Run every job that is due. No exception is raised."""
        now = self._clock.now().astimezone(LONDON)
        self._watch_disk()
        try:
            if self._is_nightly_due(now):
                self._do_nightly(now)
        except Exception as error:
            self._failed_at = seconds.monotonic()
            LOG.error("maintenance failed: %s; it is tried again", type(error).__name__)  # noqa: TRY400 (as below)
        try:
            self._notify(now)
        except Exception as error:
            self._mail_failed_at = seconds.monotonic()
            LOG.error("the reader could not be told: %s; it is tried again", type(error).__name__)  # noqa: TRY400

    def _watch_disk(self) -> None:
        """Log once that the disk is nearly full, and once that it has room: a line for each refusal would fill it."""
        has_room = has_room_on_disk(self._settings.store)
        if has_room != self._has_room:
            self._has_room = has_room
            if has_room:
                LOG.warning("the disk of the store has room again: answers are taken")
            else:
                LOG.error("the disk of the store is nearly full: answers to open forms are refused until there is room")

    def _is_nightly_due(self, now: datetime) -> bool:
        if not self._started:
            return True
        if self._failed_at is not None:
            return seconds.monotonic() - self._failed_at >= RETRY_SECONDS
        return read_maintenance_state(self._folder).last_run != _night_of(now)

    def _do_nightly(self, now: datetime) -> None:
        self._started, self._failed_at = True, None
        file, today = self._folder / FILE, now.date()
        before = read_state(file)
        state = dict(before)
        if not _is_clock_plausible(state, today):
            if state != before:
                write_state(file, state)
            return
        failed, done = [], []
        for name, step in NightlyWork(self._content(), self._store, self._keys, self._clock, self._settings).steps(
            state
        ):
            try:
                for event in step():
                    LOG.warning("%s", event)
                    done.append((today.isoformat(), event))
            except Exception as error:
                # Log the type of the exception only: its message may hold what a person wrote.
                LOG.error("%s failed: %s; it is tried again", name, type(error).__name__)  # noqa: TRY400
                failed.append(name)
        self._failed_at = seconds.monotonic() if failed else None
        state |= {
            "last_run": _night_of(now).isoformat(),
            "failed": failed,
            "done": [*state.get("done", ()), *done][-_MAX_DONE:],
        }
        write_state(file, state)

    def _notify(self, now: datetime) -> None:
        mail = self._settings.mail
        waits = self._mail_failed_at is not None and seconds.monotonic() - self._mail_failed_at < RETRY_MAIL_SECONDS
        if mail is None or waits:
            return
        notifier = Notifier(mail, self._settings.notify_at, self._folder, Readings(self._store, self._folder))
        self._mail_failed_at = seconds.monotonic() if notifier.notify_if_due(self._content(), now) else None


def _night_of(now: datetime) -> date:
    """The day whose nightly work is due: until the work starts, that is the day before."""
    return (now - timedelta(hours=NIGHTLY_START.hour, minutes=NIGHTLY_START.minute)).date()


def maintenance_of(app: Flask) -> Maintenance:
    """The maintenance of an app, not started yet. It asks the app for its current content each time."""
    services = services_of(app)
    return Maintenance(
        lambda: services_of(app).handbook, services.store, services.keys, services.clock, services.settings
    )


def _is_clock_plausible(state: dict[str, Any], today: date) -> bool:
    """Whether to trust the clock. If it jumped far forward, it is trusted a day later."""
    last, jumped = day_in(state, "last_run"), day_in(state, "jumped")
    if last is None or today - last <= MAX_PAUSE:
        state.pop("jumped", None)
        return True
    if jumped is not None and timedelta() < today - jumped <= MAX_PAUSE:
        state.pop("jumped")
        return True
    if jumped != today:
        state["jumped"] = today.isoformat()
        LOG.warning(
            "the clock is %s days ahead of the last run: nothing is deleted before tomorrow", (today - last).days
        )
    return False
