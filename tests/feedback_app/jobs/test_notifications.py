"""On working days the reader is told that words wait, the deputy when nobody has read; and never what or how much."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from feedback_app.clock import LONDON
from feedback_app.jobs.notifications import Notifier, read_notification_state
from feedback_app.privacy.codes import new_receipt
from feedback_app.privacy.retention import page_words_key
from feedback_app.responses import Response
from feedback_app.results.text_review import Readings, Role
from feedback_app.storage import Store
from feedback_app.suggestions.suggestion import Suggestion
from handbook.calendar.working_days import is_working_day
from handbook.handbook import Handbook
from tests.feedback_app.mail_server import DEPUTY, READER, Mailbox, mail_server
from tests.feedback_app.service_commands import BY_CODE

MONDAY = date(2026, 11, 23)
FRIDAY = MONDAY + timedelta(days=4)
CHRISTMAS_EVE = date(2026, 12, 24)
MARKER = "zebra-marker"


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mail_server() as opened:
        yield opened


class Office:
    """A store into which words come, and the notifier that looks at it."""

    def __init__(self, store: Store, handbook: Handbook, box: Mailbox, folder: Path) -> None:
        self.store, self.handbook, self.folder = store, handbook, folder
        self.readings = Readings(store, folder)
        self.notifier = Notifier(box.settings(), time(9), folder, self.readings)

    def looks(self, day: date, at: str = "09:00") -> bool:
        """The notifier looks at the clock; whether it must try again."""
        now = datetime.combine(day, time.fromisoformat(at), LONDON)
        return self.notifier.notify_if_due(self.handbook, now)

    def somebody_writes(self) -> None:
        """Words in a form."""
        self.store.save(Response(new_receipt(), BY_CODE, {}, {"change": MARKER}))

    def reads(self, day: date, role: Role = Role.READER) -> None:
        """A reading of everything that is new."""
        self.readings.record(self.readings.shuffled(self.handbook), role, day)


@pytest.fixture
def office(store: Store, sample_handbook: Handbook, box: Mailbox, tmp_path: Path) -> Office:
    return Office(store, sample_handbook, box, tmp_path)


def test_the_reader_is_notified_at_the_fixed_hour_and_once_a_day(office: Office, box: Mailbox) -> None:
    office.somebody_writes()
    office.looks(MONDAY, "08:59")
    assert box.recipients == []
    for at in ("09:00", "09:01", "17:00"):
        assert not office.looks(MONDAY, at)
    assert box.recipients == [READER]


def test_nobody_is_notified_if_nothing_is_unread(office: Office, box: Mailbox) -> None:
    office.looks(MONDAY)
    office.somebody_writes()
    office.reads(MONDAY)
    office.looks(MONDAY + timedelta(days=1))
    assert box.recipients == []


def test_the_hour_is_that_of_people_here_in_summer_too(office: Office, box: Mailbox) -> None:
    office.somebody_writes()
    summer = datetime(2026, 7, 1, 8, 0, tzinfo=UTC).astimezone(LONDON)
    office.notifier.notify_if_due(office.handbook, summer - timedelta(minutes=1))
    assert box.recipients == []
    office.notifier.notify_if_due(office.handbook, summer)
    assert box.recipients == [READER]


def test_the_deputy_is_notified_if_nobody_reads_for_one_working_day(office: Office, box: Mailbox) -> None:
    office.somebody_writes()
    office.looks(MONDAY)
    office.looks(MONDAY + timedelta(days=1))
    assert box.recipients == [READER, READER, DEPUTY]
    assert "The reader was told on 23 November 2026, and nobody has read since." in box.messages[2].get_content()
    assert "nobody has read since" not in box.messages[1].get_content()


@pytest.mark.parametrize("role", list(Role))
def test_a_reading_by_either_starts_the_day_again(office: Office, box: Mailbox, role: Role) -> None:
    office.somebody_writes()
    office.looks(MONDAY)
    office.reads(MONDAY, role)
    office.somebody_writes()
    office.looks(MONDAY + timedelta(days=1))
    assert box.recipients == [READER, READER]
    office.looks(MONDAY + timedelta(days=2))
    assert box.recipients == [READER, READER, READER, DEPUTY]


def test_words_that_come_right_after_a_reading_in_the_morning_are_not_waited_for_twice(
    office: Office, box: Mailbox
) -> None:
    office.reads(MONDAY)
    office.somebody_writes()
    office.looks(MONDAY)
    office.looks(MONDAY + timedelta(days=1))
    assert box.recipients == [READER, READER, DEPUTY]


def test_weekends_and_bank_holidays_are_no_working_days(office: Office, box: Mailbox) -> None:
    office.somebody_writes()
    office.looks(FRIDAY)
    for day in (5, 6):
        office.looks(MONDAY + timedelta(days=day), "12:00")
    assert box.recipients == [READER]
    office.reads(FRIDAY)
    office.somebody_writes()
    office.looks(CHRISTMAS_EVE)
    # Christmas Day, Boxing Day on a Saturday, and the Monday in its place.
    for day in (1, 2, 3, 4):
        office.looks(CHRISTMAS_EVE + timedelta(days=day), "12:00")
    assert box.recipients == [READER, READER]
    office.looks(CHRISTMAS_EVE + timedelta(days=5))
    assert box.recipients == [READER, READER, READER, DEPUTY]


def test_a_server_that_was_off_at_nine_tells_later_the_same_day(office: Office, box: Mailbox) -> None:
    office.somebody_writes()
    office.looks(MONDAY, "22:30")
    assert box.recipients == [READER]


def test_no_message_holds_a_word_a_number_of_texts_or_a_form(office: Office, box: Mailbox) -> None:
    for _ in range(13):
        office.somebody_writes()
    office.store.save_words(page_words_key(MONDAY), "/policies/sleepovers/", MARKER)
    office.store.save_suggestion(new_receipt(), Suggestion("/policies/sleepovers/", MARKER, MARKER, MARKER))
    office.looks(MONDAY)
    office.looks(MONDAY + timedelta(days=1))
    assert len(box.messages) == 3
    for message in box.messages:
        whole = message.as_string()
        assert MARKER not in whole
        assert "13" not in message.get_content().replace("2026", "")
        assert "carer-views" not in whole
        assert "sleepovers" not in whole
        assert "forms, words about pages, suggested changes" in whole
        assert "python -m feedback_app reading --as" in whole
    one, other = box.messages[0].get_content(), box.messages[1].get_content()
    assert one == other


def test_one_text_and_a_hundred_are_told_in_the_same_words(office: Office, box: Mailbox) -> None:
    office.somebody_writes()
    office.looks(MONDAY)
    for _ in range(99):
        office.somebody_writes()
    office.looks(MONDAY + timedelta(days=1))
    assert box.messages[0].get_content() == box.messages[1].get_content()


def test_a_message_that_fails_is_tried_again_and_told_and_never_lost(
    office: Office, box: Mailbox, caplog: pytest.LogCaptureFixture
) -> None:
    office.somebody_writes()
    box.refuse = f"451 try later, {READER}"
    assert office.looks(MONDAY)
    assert office.looks(MONDAY, "09:10")
    state = read_notification_state(office.folder)
    assert state.trouble == "handing the message to the mail server failed (SMTPRecipientsRefused)"
    assert state.trouble_since == MONDAY
    assert "the reader could not be told that words wait" in caplog.text
    assert READER not in caplog.text
    box.refuse = None
    assert not office.looks(MONDAY, "09:20")
    assert box.recipients == [READER]
    assert read_notification_state(office.folder).trouble is None


def test_a_reader_whose_mail_fails_is_not_waited_for_longer(office: Office, box: Mailbox) -> None:
    office.somebody_writes()
    box.refuse, box.refuse_to = "550 gone", READER
    assert office.looks(MONDAY)
    assert office.looks(MONDAY + timedelta(days=1))
    assert box.recipients == [DEPUTY]
    # The deputy has the message: only the reader is tried again.
    assert office.looks(MONDAY + timedelta(days=1), "09:10")
    assert box.recipients == [DEPUTY]
    box.refuse = None
    assert not office.looks(MONDAY + timedelta(days=1), "09:20")
    assert box.recipients == [DEPUTY, READER]


def test_a_reading_ends_what_was_still_to_be_tried(office: Office, box: Mailbox) -> None:
    office.somebody_writes()
    box.refuse = "451 try later"
    assert office.looks(MONDAY)
    office.reads(MONDAY)
    box.refuse = None
    assert not office.looks(MONDAY, "09:10")
    assert box.recipients == []
    assert read_notification_state(office.folder).trouble is None


@pytest.mark.parametrize("first", [0, 1])
def test_in_two_years_of_days_nobody_waits_longer_than_one_working_day(office: Office, first: int) -> None:
    """T34: words come before nine on each working day, nobody reads, and the deputy is told on the next one."""
    days = [date(2026, 1, 1) + timedelta(days=each) for each in range(730)]
    working, told, late = [day for day in days if is_working_day(day)][first:], [], []
    office.notifier = replace(office.notifier, send=lambda _settings, to, *_: told.append(to))
    office.somebody_writes()
    for today, following in zip(working[::2], working[1::2], strict=False):
        # Marked as never read before, so that one text is enough for all days.
        (office.folder / "reading.json").write_text(f'{{"readings": {today.toordinal()}}}')
        told.clear()
        office.looks(today)
        at_first = list(told)
        for day in range(1, (following - today).days + 1):
            office.looks(today + timedelta(days=day))
        if (at_first, told) != ([READER], [READER, READER, DEPUTY]):
            late.append((today, told))
    assert late == []
    assert len(working) > 500
