"""When somebody is told that words wait, what the message says, and what is kept of it; no mail server is needed."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from feedback_app.clock import LONDON
from feedback_app.jobs.notifications import (
    SUBJECT,
    NotificationState,
    is_due,
    read_notification_state,
    recipients,
    state_of_day,
)
from feedback_app.mail import MailError, MailSettings
from feedback_app.privacy.retention import page_words_key
from feedback_app.results.text_review import Role
from feedback_app.storage import Store
from feedback_app.storage.state_files import write_state
from handbook.handbook import Handbook
from tests.feedback_app.jobs.test_notifications import FRIDAY, MARKER, MONDAY, Office
from tests.feedback_app.mail_server import DEPUTY, READER, Mailbox

TUESDAY = MONDAY + timedelta(days=1)
NINE = time(9)


@pytest.mark.parametrize(
    ("state", "day", "at", "due"),
    [
        (NotificationState(), MONDAY, "08:59", False),
        (NotificationState(), MONDAY, "09:00", True),
        (NotificationState(), MONDAY, "23:59", True),
        (NotificationState(), FRIDAY + timedelta(days=1), "10:00", False),
        (NotificationState(looked=MONDAY), MONDAY, "10:00", False),
        (NotificationState(looked=MONDAY), TUESDAY, "10:00", True),
    ],
)
def test_somebody_is_told_on_a_working_day_from_the_fixed_time_until_all_is_said(
    state: NotificationState,
    day: date,
    at: str,
    due: bool,  # noqa: FBT001
) -> None:
    assert is_due(state, datetime.combine(day, time.fromisoformat(at), LONDON), NINE) is due


@pytest.mark.parametrize(
    ("since", "before", "unread", "since_then", "readings_then"),
    [
        (None, 3, True, TUESDAY, 4),
        (MONDAY, 4, True, MONDAY, 4),
        (MONDAY, 3, True, TUESDAY, 4),
        (TUESDAY, 4, True, TUESDAY, 4),
        (TUESDAY + timedelta(days=1), 4, True, TUESDAY, 4),
        (MONDAY, 4, False, None, 4),
    ],
    ids=["first words", "still unread", "a reading between", "since today", "a clock that was wrong", "all is read"],
)
def test_words_wait_since_the_first_working_day_after_the_last_reading(
    since: date | None,
    before: int,
    unread: bool,  # noqa: FBT001
    since_then: date | None,
    readings_then: int,
) -> None:
    then = state_of_day(NotificationState(since, before, told_reader=MONDAY), TUESDAY, 4, unread=unread)
    assert then == NotificationState(since_then, readings_then, told_reader=MONDAY)


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (NotificationState(), ()),
        (NotificationState(TUESDAY), (Role.READER,)),
        (NotificationState(MONDAY), (Role.READER, Role.DEPUTY)),
        (NotificationState(MONDAY, told_reader=TUESDAY), (Role.DEPUTY,)),
        (NotificationState(MONDAY, told_deputy=TUESDAY), (Role.READER,)),
        (NotificationState(MONDAY, told_reader=TUESDAY, told_deputy=TUESDAY), ()),
        (NotificationState(MONDAY, told_reader=MONDAY, told_deputy=MONDAY), (Role.READER, Role.DEPUTY)),
    ],
)
def test_the_deputy_is_notified_from_the_second_day_and_each_once_a_day(
    state: NotificationState, told: tuple[Role, ...]
) -> None:
    assert recipients(state, TUESDAY) == told


def test_what_is_known_is_read_back_and_what_makes_no_sense_is_as_if_it_were_not_there(tmp_path: Path) -> None:
    assert read_notification_state(tmp_path) == NotificationState()
    names = ("waiting_since", "looked", "told_reader", "told_deputy", "trouble_since")
    days = {name: f"2026-11-2{number}" for number, name in enumerate(names)}
    write_state(tmp_path / "notifications.json", days | {"readings": 7, "trouble": "no server"})
    assert read_notification_state(tmp_path) == NotificationState(
        waiting_since=date(2026, 11, 20),
        readings=7,
        looked=date(2026, 11, 21),
        told_reader=date(2026, 11, 22),
        told_deputy=date(2026, 11, 23),
        trouble="no server",
        trouble_since=date(2026, 11, 24),
    )
    write_state(tmp_path / "notifications.json", {"readings": "7", "trouble": 5, "looked": "yesterday"})
    assert read_notification_state(tmp_path) == NotificationState()


# -- what is sent, without a mail server --

Sent = tuple[MailSettings, str, str, str]


@pytest.fixture
def office(store: Store, sample_handbook: Handbook, tmp_path: Path) -> Office:
    return Office(store, sample_handbook, Mailbox(), tmp_path)


@pytest.fixture
def sent(office: Office) -> list[Sent]:
    """What the notifier sends, as it hands it to whoever sends it."""
    found: list[Sent] = []
    office.notifier = replace(office.notifier, send=lambda *each: found.append(each))
    return found


def test_the_message_says_where_words_wait_and_how_each_of_the_two_reads_them(office: Office, sent: list[Sent]) -> None:
    office.somebody_writes()
    office.looks(MONDAY)
    office.looks(TUESDAY)
    assert [to for _, to, _, _ in sent] == [READER, READER, DEPUTY]
    assert {subject for _, _, subject, _ in sent} == {SUBJECT}
    assert {settings for settings, *_ in sent} == {office.notifier.settings}
    for (_, _, _, body), role in zip(sent[1:], ("reader", "deputy"), strict=True):
        assert "Where it was written: forms.\n" in body
        assert f"    python -m feedback_app reading --as {role}\n" in body
        assert "It comes on working days at 09:00 while words wait." in body
    assert sent[0][3].startswith("Somebody wrote to the Thistlemoor fostering service, and nobody has read it yet.\n")
    assert sent[0][3] == sent[1][3]
    assert "read it yet.\nWhere it was written: forms.\n\nTo read it" in sent[0][3]
    assert "The reader was told on 23 November 2026, and nobody has read since." in sent[2][3]


def test_somebody_who_reads_for_several_handbooks_learns_at_which_address_words_wait(
    office: Office, sent: list[Sent]
) -> None:
    service = office.handbook.service.model_copy(update={"site_address": "https://thistlemoor.example/"})
    office.handbook = replace(office.handbook, service=service)
    office.somebody_writes()
    office.looks(MONDAY)
    assert "to the Thistlemoor fostering service (https://thistlemoor.example/), and nobody" in sent[0][3]


def test_the_places_where_words_wait_are_listed(office: Office, sent: list[Sent]) -> None:
    office.somebody_writes()
    office.store.save_words(page_words_key(MONDAY), "/policies/sleepovers/", MARKER)
    office.looks(MONDAY)
    assert "Where it was written: forms, words about pages.\n" in sent[0][3]


def test_what_was_said_to_each_and_when_stays_known(office: Office, sent: list[Sent]) -> None:
    office.somebody_writes()
    office.looks(MONDAY)
    assert read_notification_state(office.folder) == NotificationState(MONDAY, looked=MONDAY, told_reader=MONDAY)
    office.looks(TUESDAY)
    assert len(sent) == 3
    assert read_notification_state(office.folder) == NotificationState(
        MONDAY, looked=TUESDAY, told_reader=TUESDAY, told_deputy=TUESDAY
    )
    office.reads(TUESDAY)
    office.looks(TUESDAY + timedelta(days=1))
    state = read_notification_state(office.folder)
    assert (state.waiting_since, state.looked) == (None, TUESDAY + timedelta(days=1))


def test_a_stop_between_two_messages_says_none_of_them_twice(office: Office) -> None:
    """The first is written down before the second is begun."""
    tried: list[str] = []

    def stops_at_the_deputy(_settings: MailSettings, to: str, *_: str) -> None:
        tried.append(to)
        if to == DEPUTY and tried.count(DEPUTY) == 1:
            raise SystemExit

    office.notifier = replace(office.notifier, send=stops_at_the_deputy)
    office.somebody_writes()
    office.looks(MONDAY)
    with pytest.raises(SystemExit):
        office.looks(TUESDAY)
    office.looks(TUESDAY, "09:05")
    assert tried == [READER, READER, DEPUTY, DEPUTY]


def test_when_one_of_the_two_cannot_be_reached_only_that_one_is_tried_again(office: Office) -> None:
    tried: list[str] = []

    def fails_for_the_reader(_settings: MailSettings, to: str, *_: str) -> None:
        tried.append(to)
        if to == READER:
            raise MailError("no such mailbox")

    office.notifier = replace(office.notifier, send=fails_for_the_reader)
    office.somebody_writes()
    assert office.looks(MONDAY)
    assert office.looks(TUESDAY)
    state = read_notification_state(office.folder)
    assert (state.told_reader, state.told_deputy) == (None, TUESDAY)
    assert office.looks(TUESDAY, "09:10")
    assert tried == [READER, READER, DEPUTY, READER]


def test_where_nothing_is_to_be_said_nothing_is_to_be_tried_again(office: Office, sent: list[Sent]) -> None:
    office.somebody_writes()
    assert not office.looks(MONDAY, "08:59")
    assert not office.looks(FRIDAY + timedelta(days=1))
    assert not office.looks(MONDAY)
    assert not office.looks(MONDAY, "09:10")
    assert len(sent) == 1


def test_trouble_is_reported_with_the_day_it_began_and_who_was_not_reached(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: object) -> None:
        raise MailError("no server")

    office.notifier = replace(office.notifier, send=fails)
    office.somebody_writes()
    assert office.looks(MONDAY)
    assert office.looks(TUESDAY)
    assert read_notification_state(office.folder) == NotificationState(
        MONDAY, trouble="no server", trouble_since=MONDAY
    )
    for role in ("reader", "deputy"):
        assert f"the {role} could not be told that words wait: no server; it is tried again" in caplog.messages
