"""The table that the script looks up says what the service's hours say, at every hour of two years, for everybody."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from handbook.calendar.working_days import bank_holidays
from handbook.facts.places import Places
from handbook.service.call_order import call_order
from handbook.service.contacts import Contact
from site_builder.pages.call_table import call_table
from tests.handbooks import real_sources
from tests.site_builder.minimal_handbook import ON

HANDBOOK = real_sources().handbook
CONTACTS = HANDBOOK.contacts
PLACES = HANDBOOK.facts.get(Places)
AREAS = PLACES.areas if PLACES else ()
LONDON = ZoneInfo("Europe/London")
FIRST, HOURS = datetime(2026, 1, 1, tzinfo=UTC), 2 * 365 * 24
ONE_DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def table() -> Any:
    return json.loads(call_table(CONTACTS, AREAS, ON))


def open_minutes(contact: Contact) -> set[datetime]:
    """The full hours by the clock on the wall at which somebody answers, from the words of the hours alone."""
    found = set()
    day = datetime(2025, 12, 31)  # noqa: DTZ001 the clock on the wall
    while day < datetime(2028, 1, 2):  # noqa: DTZ001 the clock on the wall
        is_holiday = day.date() in bank_holidays(day.year)
        for period in contact.hours:
            if day.weekday() in period.on_days and (
                period.bank_holidays == "open" or is_holiday == (period.bank_holidays == "only")
            ):
                ends = day + timedelta(minutes=period.start + period.length)
                hour = day + timedelta(hours=-(-period.start // 60))
                while hour < ends:
                    found.add(hour)
                    hour += timedelta(hours=1)
        day += ONE_DAY
    return found


def walls() -> list[datetime]:
    """What the clock on the wall says at every hour of two years, over all its changes."""
    found = [(FIRST + timedelta(hours=n)).astimezone(LONDON).replace(tzinfo=None) for n in range(HOURS)]
    assert len({wall.date() for wall in found}) == 730
    assert len(set(found)) < len(found)  # the hour that comes twice in October
    return found


def state_at(table: Any, wall: datetime) -> int:
    """What the script does: the state of a kind of day at a minute, with the bank holidays of the table alone."""
    day = wall.date()
    holidays = table["holidays"]
    kind = day.weekday() * 4 + (f"{day}" in holidays) * 2 + (f"{day - ONE_DAY}" in holidays)
    changes = table["changes"][table["days"][kind]]
    return [state for minute, state in changes if minute <= wall.hour * 60 + wall.minute][-1]  # type: ignore[no-any-return]


def test_every_hour_of_two_years_has_the_line_that_was_named(table: Any) -> None:
    """For all problems and areas, over both changes of the clock and all bank holidays."""
    answers = {contact.id: open_minutes(contact) for contact in CONTACTS.contacts}
    orders = [
        (table["calls"].get(f"{problem.id}/{area}", table["calls"][problem.id]), problem.can_wait, order)
        for problem in CONTACTS.problems
        for area in (None, *(each.id for each in AREAS))
        if (order := [each.id for each in call_order(CONTACTS, problem, area)])
    ]
    for wall in walls():
        state = state_at(table, wall)
        is_open = {id_ for id_, hours in answers.items() if wall in hours}
        assert set(table["open"][state]) == is_open, wall
        for calls, can_wait, order in orders:
            expected = [id_ for id_ in order if id_ in is_open]
            assert calls[state] == (expected or order[:1]), (wall, order)
            assert expected or can_wait, (wall, order)


def test_it_knows_the_bank_holidays_of_the_years_it_names_and_no_other(table: Any) -> None:
    assert table["years"] == [2026, 2027, 2028]
    assert table["holidays"] == [f"{day}" for year in table["years"] for day in sorted(bank_holidays(year))]
    assert {date.fromisoformat(day).year for day in table["holidays"]} == set(table["years"])


def test_only_an_area_with_an_order_of_its_own_has_one(table: Any) -> None:
    assert {name for name in table["calls"] if "/" in name} >= {f"fostering-help/{area.id}" for area in AREAS}
    assert not any(name.startswith("missing-child/") for name in table["calls"])


def test_every_line_that_may_be_called_has_its_number(table: Any) -> None:
    named = {id_ for calls in table["calls"].values() for state in calls for id_ in state} | {table["danger"]}
    assert named == set(table["lines"])
    for line in table["lines"].values():
        assert line["address"].startswith("tel:")
        assert line["number"]
