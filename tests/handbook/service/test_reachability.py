"""Whether somebody can always be called: each kind of gap, in the words in which it is told."""

from collections.abc import Callable
from pathlib import Path

import pytest

from handbook.service.contacts import Contacts
from handbook.service.reachability import gaps, gaps_in_words
from tests.site_builder.minimal_handbook import NOTICE, REVIEW

Hours = tuple[str, str, str, str]
Edit = Callable[[str, str, str], None]
Complaints = Callable[[], list[str]]

DAY: Hours = ("mon-fri", "09:00", "17:00", "closed")
NIGHT: Hours = ("mon-sun", "17:00", "09:00", "open")
WEEKEND: Hours = ("sat, sun", "09:00", "17:00", "open")
HOLIDAY: Hours = ("mon-fri", "09:00", "17:00", "only")


def line(*hours: Hours, **more: object) -> dict[str, object]:
    keys = ("days", "opens", "closes", "bank_holidays")
    written = {"hours": [dict(zip(keys, each, strict=True)) for each in hours]} if hours else {"hours_unknown": "Ask."}
    kind = {"problems": ["money"], "phone": "999", "urgency": "urgent", "use": "you must", "title": "Line"}
    return {"id": "line", **kind, **written, **more}


def told(*lines: dict[str, object], area: str | None = None, otherwise: str | None = None) -> list[str]:
    kinds = [{"id": "money", "title": "Money"}, {"id": "help", "title": "Help"}]
    if otherwise:
        kinds[0]["otherwise"] = otherwise
    contacts = Contacts.model_validate({**REVIEW, "problems": kinds, "contacts": lines, "notice": NOTICE})
    return list(gaps_in_words(gaps(contacts, contacts.problems[0], area)))


def test_a_number_that_takes_texts_alone_closes_no_gap() -> None:
    always = ("mon-sun", "00:00", "24:00", "open")
    assert told(line(always, phone=None, text_number="85258")) == ["At any hour of the week"]
    assert told(line(always, phone="116 123", text_number="85258")) == []


def test_day_night_weekend_and_bank_holidays_leave_no_gap() -> None:
    assert told(line(DAY, NIGHT, WEEKEND, HOLIDAY)) == []
    assert told(line(DAY), line(NIGHT, WEEKEND, HOLIDAY)) == []
    assert told(line(("mon-sun", "00:00", "24:00", "open"))) == []


@pytest.mark.parametrize(
    ("hours", "gap"),
    [
        ((DAY, NIGHT, HOLIDAY), ["On Saturday and Sunday from 9am to 5pm"]),
        ((DAY, NIGHT, WEEKEND), ["On bank holidays from 9am to 5pm"]),
        ((DAY, WEEKEND, HOLIDAY), ["Every day from 5pm to 9am the next day"]),
        (
            (DAY, NIGHT, HOLIDAY, ("sat", "09:00", "13:00", "open"), ("sun", "09:00", "17:00", "open")),
            ["On Saturday from 1pm to 5pm"],
        ),
        ((NIGHT, WEEKEND, HOLIDAY), ["On Monday to Friday from 9am to 5pm"]),
        (
            (("mon-fri", "09:00", "17:00", "open"),),
            ["On Monday to Thursday from 5pm to 9am the next day", "From Friday at 5pm until Monday at 9am"],
        ),
        ((("tue-sun", "00:00", "24:00", "open"),), ["From Monday at midnight until Tuesday at midnight"]),
        (
            (DAY, ("mon-sun", "17:00", "09:00", "closed"), WEEKEND, HOLIDAY),
            ["On bank holidays from 5pm to 9am the next day"],
        ),
        (
            (
                ("mon-fri", "00:00", "24:00", "closed"),
                ("sat, sun", "00:00", "24:00", "open"),
                ("mon-thu", "00:00", "24:00", "only"),
            ),
            ["From Friday at midnight until Saturday at midnight around a bank holiday"],
        ),
    ],
)
def test_a_gap_is_described_in_words(hours: tuple[Hours, ...], gap: list[str]) -> None:
    assert told(line(*hours)) == gap


def test_a_gap_that_only_two_bank_holidays_in_a_row_make_is_found() -> None:
    # On the first holiday the ordinary night before still covers the morning, on the second nobody does.
    first = line((*NIGHT[:3], "closed"), WEEKEND)  # type: ignore[arg-type]
    day = line(("mon-sun", "09:00", "17:00", "open"), ("mon-sun", "17:00", "24:00", "open"))
    morning = line(("mon-sun", "00:00", "09:00", "closed"))
    assert told(first, day, morning) == [
        "Around two bank holidays that follow each other, every day from midnight to 9am"
    ]


def test_nobody_counts_without_a_number_or_without_sure_hours() -> None:
    always = ("mon-sun", "00:00", "24:00", "open")
    assert told(line(always, phone=None)) == ["At any hour of the week"]
    assert told(line()) == ["At any hour of the week"]
    assert told(line(always, audience=["children"])) == ["At any hour of the week"]
    assert told(line(always, audience=["carers"])) == []


def test_a_line_counts_in_its_own_areas_only() -> None:
    east = line(("mon-sun", "00:00", "24:00", "open"), areas=["east"])
    assert told(east, area="east") == []
    assert told(east, area="west") == ["At any hour of the week"]


def test_another_kind_of_problem_closes_a_gap_only_when_it_is_named() -> None:
    night = line(NIGHT, WEEKEND, HOLIDAY, problems=["help"])
    assert told(line(DAY), night)
    assert told(line(DAY), night, otherwise="help") == []


def test_kinds_that_name_each_other_are_no_endless_road() -> None:
    assert told(line(DAY), otherwise="money")


def test_a_gap_in_one_area_is_reported_with_its_place(copy: Path, edit: Edit, complaints: Complaints) -> None:
    posts = sorted(
        {
            row.split("owner: ")[1]
            for path in copy.rglob("*.*")
            for row in path.read_text().splitlines()
            if "owner: " in row
        }
    )
    roles = "".join(f"  - id: role-{n}\n    title: {post}\n    does: Something.\n" for n, post in enumerate(posts))
    areas = "".join(f"  - id: {id_}\n    title: {id_}\n    where: in the {id_}\n" for id_ in ("east", "west"))
    head = "owner: Fostering manager\nreviewed: 2026-10-01\nreview_every: 6 months\n"
    (copy / "service/places.yml").write_text(f"{head}areas:\n{areas}roles:\n{roles}")
    assert complaints() == []
    edit(
        "service/contacts.yml",
        "problems:\n      - safety\n    phone: 01632 960101",
        "problems:\n      - safety\n    areas:\n      - west\n    phone: 01632 960101",
    )
    (first,) = complaints()
    assert first.startswith("service/contacts.yml:9:9: On Monday to Friday from 9am to 5pm nobody in the east can be ")
    assert "called about a child's safety; " in first
    assert first.endswith("add hours to one of its contacts, or say with `otherwise:` whom to call then")


def test_single_days_around_a_bank_holiday_are_named() -> None:
    night = ("mon-wed, fri-sun", "17:00", "09:00", "open")
    thursday = ("thu", "17:00", "09:00", "closed")
    assert told(line(DAY, night, thursday, WEEKEND, HOLIDAY)) == [
        "Around a bank holiday, on Thursday from 5pm to 9am the next day"
    ]


def test_a_gap_that_ends_at_midnight_does_not_go_into_the_next_day() -> None:
    assert told(line(("mon-sun", "00:00", "20:00", "open"))) == ["Every day from 8pm to midnight"]


def test_a_gap_over_sunday_night_is_one_and_others_stay_as_they_are() -> None:
    """It begins on Sunday and ends on Monday; what begins on Monday alone, or ends on Sunday alone, is not joined."""
    assert told(line(("mon-sat", "00:00", "24:00", "open"), ("sun", "00:00", "22:00", "open"))) == [
        "On Sunday from 10pm to midnight"
    ]
    assert told(line(("tue-sun", "00:00", "24:00", "open"), ("mon", "02:00", "24:00", "open"))) == [
        "On Monday from midnight to 2am"
    ]
    assert told(line(("tue-sat", "00:00", "24:00", "open"), ("sun", "00:00", "22:00", "open"),
                     ("mon", "02:00", "24:00", "open"))) == ["On Sunday from 10pm to 2am the next day"]  # fmt: skip
