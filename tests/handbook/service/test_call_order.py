"""Who is called about what: the line that the service named, and the next of its order when that one is closed."""

from collections.abc import Callable
from datetime import date

import pytest

from handbook.service.call_order import DayKind, call_order, day_kind, is_open, lines_to_call
from handbook.service.contacts import Contacts
from tests.handbooks import real_sources
from tests.site_builder.minimal_handbook import CONTACT, NOTICE, REVIEW

Edit = Callable[[str, str, str], None]
Complaints = Callable[[], list[str]]

CONTACTS = real_sources().handbook.contacts
PROBLEMS = {problem.id: problem for problem in CONTACTS.problems}
SUNDAY = (day_kind(date(2026, 11, 29)), 23 * 60 + 30)
MONDAY = (day_kind(date(2026, 11, 30)), 11 * 60)
CHRISTMAS = (day_kind(date(2026, 12, 25)), 11 * 60)


def called(problem: str, moment: tuple[DayKind, int], area: str | None = None) -> list[str]:
    return [each.id for each in lines_to_call(call_order(CONTACTS, PROBLEMS[problem], area), *moment)]


@pytest.mark.parametrize(
    ("problem", "by_day", "at_night"),
    [
        ("missing-child", ["police", "duty-worker"], ["police", "out-of-hours"]),
        ("health", ["nhs-111", "duty-worker"], ["nhs-111", "out-of-hours"]),
        ("child-safety", ["front-door-day", "police"], ["front-door-night", "police"]),
        ("allegation", ["designated-officer", "front-door-day"], ["front-door-night", "police"]),
        ("allegation-about-you", ["duty-worker", "front-door-day"], ["out-of-hours", "front-door-night"]),
        ("fostering-help", ["duty-worker", "front-door-day"], ["out-of-hours", "front-door-night"]),
        ("child-wants-to-talk", ["childline", "help-at-hand"], ["childline", "front-door-night"]),
    ],
)
def test_a_closed_line_gives_way_to_the_one_that_was_named_for_it(
    problem: str, by_day: list[str], at_night: list[str]
) -> None:
    assert called(problem, MONDAY)[:2] == by_day
    assert called(problem, SUNDAY)[:2] == called(problem, CHRISTMAS)[:2] == at_night


@pytest.mark.parametrize("problem", ["money", "training", "complaint", "learning"])
def test_what_can_wait_keeps_its_line_at_night_though_it_is_closed(problem: str) -> None:
    (line,) = call_order(CONTACTS, PROBLEMS[problem], None)[:1]
    assert called(problem, SUNDAY) == [line.id]
    assert not is_open(line, *SUNDAY)
    assert called(problem, MONDAY)[0] == line.id


def test_an_area_has_its_own_line_first() -> None:
    assert called("fostering-help", MONDAY, "east")[:2] == ["support-team-east", "duty-worker"]
    assert called("fostering-help", SUNDAY, "east")[0] == "out-of-hours"


def test_without_an_order_it_is_whoever_names_the_problem_and_then_those_of_otherwise() -> None:
    kinds = [{"id": "money", "title": "Money", "otherwise": "help"}, {"id": "help", "title": "Help"}]
    lines = [CONTACT | {"id": name, "problems": [kind]} for name, kind in (("desk", "help"), ("pay", "money"))]
    contacts = Contacts.model_validate({**REVIEW, "problems": kinds, "contacts": lines, "notice": NOTICE})
    assert [each.id for each in call_order(contacts, contacts.problems[0], None)] == ["pay", "desk"]


def test_a_night_belongs_to_the_day_on_which_it_begins() -> None:
    night = {"days": "mon-fri", "opens": "17:00", "closes": "09:00", "bank_holidays": "closed"}
    contact = Contacts.model_validate(
        {**REVIEW, "contacts": [CONTACT | {"hours": [night]}], "notice": NOTICE}
    ).contacts[0]
    ordinary = DayKind(2, holiday=False, after_holiday=False)
    minutes = (0, 8 * 60 + 59, 9 * 60, 16 * 60 + 59, 17 * 60, 24 * 60 - 1)
    assert [is_open(contact, ordinary, each) for each in minutes] == [True, True, False, False, True, True]
    assert [is_open(contact, ordinary._replace(holiday=True), each) for each in minutes] == [True, True] + [False] * 4
    after = ordinary._replace(after_holiday=True)
    assert [is_open(contact, after, each) for each in minutes] == [False] * 4 + [True, True]
    assert not is_open(contact, ordinary._replace(weekday=0), 0)  # Sunday has no hours


@pytest.mark.parametrize(
    ("named", "message"),
    [
        ("front-door", "there is no contact `front-door`; did you mean `front-door-day`?"),
        (
            "supervising-social-worker",
            "`supervising-social-worker` has no `phone:`; name a contact here that can be called",
        ),
    ],
)
def test_an_order_names_contacts_that_can_be_called(
    edit: Edit, complaints: Complaints, named: str, message: str
) -> None:
    edit("service/contacts.yml", "    otherwise: safety\n", f"    otherwise: safety\n    call:\n      - {named}\n")
    assert any(each.endswith(message) for each in complaints())
