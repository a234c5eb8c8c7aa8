"""Days in the United Kingdom, and the hour of grace after closing."""

from datetime import UTC, date, datetime

import pytest

from feedback_app.clock import Clock
from handbook.calendar.periods import Period

WINTER = Period(opens=date(2026, 11, 2), closes=date(2027, 2, 28))
SUMMER = Period(opens=date(2026, 6, 1), closes=date(2026, 6, 30))
SPRING_CHANGE = Period(opens=date(2027, 3, 1), closes=date(2027, 3, 27))
AUTUMN_CHANGE = Period(opens=date(2026, 10, 1), closes=date(2026, 10, 24))

SHOWN_AND_TAKEN, TAKEN, NEITHER = (True, True), (False, True), (False, False)


def at(*when: int) -> Clock:
    moment = datetime(*when, tzinfo=UTC)  # type: ignore[misc, arg-type]  # figures of a date and a time
    return Clock(now=lambda: moment)


def test_the_day_changes_at_midnight_in_london() -> None:
    assert at(2026, 6, 30, 22, 59).today() == date(2026, 6, 30)
    assert at(2026, 6, 30, 23, 0).today() == date(2026, 7, 1)
    assert at(2026, 12, 31, 23, 59).today() == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("period", "when", "then"),
    [
        (WINTER, (2026, 11, 1, 23, 59), NEITHER),
        (WINTER, (2026, 11, 2, 0, 0), SHOWN_AND_TAKEN),
        (WINTER, (2026, 11, 2, 0, 30), SHOWN_AND_TAKEN),
        (WINTER, (2027, 2, 28, 23, 59), SHOWN_AND_TAKEN),
        (WINTER, (2027, 3, 1, 0, 0), TAKEN),
        (WINTER, (2027, 3, 1, 0, 59), TAKEN),
        (WINTER, (2027, 3, 1, 1, 0), NEITHER),
        (SUMMER, (2026, 6, 30, 22, 59), SHOWN_AND_TAKEN),
        (SUMMER, (2026, 6, 30, 23, 59), TAKEN),
        (SUMMER, (2026, 7, 1, 0, 0), NEITHER),
        (SPRING_CHANGE, (2027, 3, 28, 0, 59), TAKEN),
        (SPRING_CHANGE, (2027, 3, 28, 1, 0), NEITHER),
        (AUTUMN_CHANGE, (2026, 10, 24, 23, 59), TAKEN),
        (AUTUMN_CHANGE, (2026, 10, 25, 0, 0), NEITHER),
    ],
)
def test_a_form_is_shown_until_midnight_and_taken_for_an_hour_more(
    period: Period, when: tuple[int, ...], then: tuple[bool, bool]
) -> None:
    assert (at(*when).may_show(period), at(*when).may_send(period)) == then


def test_a_fixed_day_has_no_hours() -> None:
    assert Clock(date(2027, 2, 28)).may_send(WINTER)
    assert not Clock(date(2027, 3, 1)).may_send(WINTER)
