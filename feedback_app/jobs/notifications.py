"""Messages on working days to the reader, that new texts wait, and to the deputy, if nobody has read them for a day.

A message says that something waits and how to read it. It never says what, how much, when or who.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path

from feedback_app.mail import MailError, MailSettings, send_mail
from feedback_app.results.text_review import Readings, Role, TextKind, kinds_of
from feedback_app.storage.state_files import day_in, read_state, write_state
from handbook.calendar.working_days import is_working_day
from handbook.formatting import day_in_words
from handbook.handbook import Handbook

LOG = logging.getLogger(__name__)

SUBJECT = "Words are waiting to be read"
_BODY = """\
Somebody wrote to {service}, and nobody has read it yet.
Where it was written: {kinds}.

{before}To read it, on the server:

    python -m feedback_app reading --as {role}

This message never says what was written, how much, or by whom. It comes on working days at {at} while words wait.
"""
_BEFORE_DEPUTY = """\
The reader was told on {since}, and nobody has read since. Please read, or see that somebody does.

"""

SendMail = Callable[[MailSettings, str, str, str], None]


@dataclass(frozen=True)
class NotificationState:
    """Who was notified on which day. No field says on which day a text was written."""

    waiting_since: date | None = None
    """The working day on which the reader was first notified, or should have been, with no reading since."""
    readings: int = 0
    """How many readings there had been then."""
    looked: date | None = None
    """The last day on which every message was sent."""
    told_reader: date | None = None
    told_deputy: date | None = None
    trouble: str | None = None
    """Why the last message was not sent."""
    trouble_since: date | None = None


def read_notification_state(folder: Path) -> NotificationState:
    """The state that is kept beside the store."""
    state = read_state(_file(folder))
    trouble, readings = state.get("trouble"), state.get("readings")
    return NotificationState(
        waiting_since=day_in(state, "waiting_since"),
        readings=readings if isinstance(readings, int) else 0,
        looked=day_in(state, "looked"),
        told_reader=day_in(state, "told_reader"),
        told_deputy=day_in(state, "told_deputy"),
        trouble=trouble if isinstance(trouble, str) else None,
        trouble_since=day_in(state, "trouble_since"),
    )


def _write(folder: Path, state: NotificationState) -> None:
    written = {name: value.isoformat() if isinstance(value, date) else value for name, value in vars(state).items()}
    write_state(_file(folder), {name: value for name, value in written.items() if value is not None})


def _file(folder: Path) -> Path:
    return folder / "notifications.json"


def is_due(state: NotificationState, now: datetime, at: time) -> bool:
    """Whether it is a working day and past the fixed time (both in the UK), and a message may be missing today."""
    return is_working_day(now.date()) and now.time() >= at and state.looked != now.date()


def state_of_day(state: NotificationState, on: date, readings: int, *, unread: bool) -> NotificationState:
    """The state on a working day at the fixed time, before anybody is notified."""
    if not unread:
        return replace(state, waiting_since=None)
    if state.waiting_since is None or state.readings != readings or state.waiting_since > on:
        return replace(state, waiting_since=on, readings=readings)
    return state


def recipients(state: NotificationState, on: date) -> tuple[Role, ...]:
    """The roles that must be notified on this day and have not been yet."""
    if state.waiting_since is None:
        return ()
    notified_on = {Role.READER: state.told_reader, Role.DEPUTY: state.told_deputy}
    roles = (Role.READER, Role.DEPUTY) if state.waiting_since < on else (Role.READER,)
    return tuple(role for role in roles if notified_on[role] != on)


@dataclass(frozen=True)
class Notifier:
    """What sending the messages needs."""

    settings: MailSettings
    at: time
    """The fixed time of each working day, in the United Kingdom."""
    folder: Path
    readings: Readings
    send: SendMail = send_mail

    def notify_if_due(self, handbook: Handbook, now: datetime) -> bool:
        """Send the messages that are due now. Returns whether one could not be sent and must be tried again.

        A failure is logged and kept for `status`. A message that was sent is not repeated when another one is retried.
        """
        state, on = read_notification_state(self.folder), now.date()
        if not is_due(state, now, self.at):
            return False
        texts = self.readings.unread(handbook)
        state = state_of_day(state, on, self.readings.readings(), unread=bool(texts))
        trouble = None
        for role in recipients(state, on):
            try:
                self._send(role, handbook, kinds_of(texts), state)
            except MailError as error:
                trouble = str(error)
                LOG.error("the %s could not be told that words wait: %s; it is tried again", role, error)  # noqa: TRY400
                continue
            told_reader = on if role is Role.READER else state.told_reader
            told_deputy = on if role is Role.DEPUTY else state.told_deputy
            state = replace(state, told_reader=told_reader, told_deputy=told_deputy)
            # Saved after each message: if the app stopped between two, the first would be sent twice.
            _write(self.folder, state)
        since = (state.trouble_since or on) if trouble else None
        looked = state.looked if trouble else on
        _write(self.folder, replace(state, trouble=trouble, trouble_since=since, looked=looked))
        return trouble is not None

    def _send(self, role: Role, handbook: Handbook, kinds: tuple[TextKind, ...], state: NotificationState) -> None:
        to = self.settings.reader if role is Role.READER else self.settings.deputy
        before = ""
        if role is Role.DEPUTY and state.waiting_since:
            before = _BEFORE_DEPUTY.format(since=day_in_words(state.waiting_since))
        body = _BODY.format(
            service=_named(handbook), kinds=", ".join(kinds), before=before, role=role, at=f"{self.at:%H:%M}"
        )
        self.send(self.settings, to, SUBJECT, body)


def _named(handbook: Handbook) -> str:
    """The service and its address, for somebody who reads for several handbooks."""
    service = handbook.service
    return f"{service.name} ({service.site_address})" if service.site_address else service.name
