"""Rules about courses and events: each is broken once, and told where it is broken."""

from collections.abc import Callable
from pathlib import Path

import pytest

from handbook.facts.courses.model import Courses
from handbook.loading import load_handbook
from site_builder.pages.facts.calendar_lines import change_of_course_date

COURSES = """\
# yaml-language-server: $schema=../../../handbook/schemas/courses.json
owner: Fostering manager
reviewed: 2026-10-01
review_every: 6 months
booking:
  - Ask.
notice:
  working_days: 5
  source: The promise
courses:
  - id: first-aid
    title: First aid
    summary: The first minutes.
    audience:
      - every carer
    level: core
    format: classroom
    contact: duty-worker
    source: The plan
    dates:
      - id: spring
        days:
          - 2027-03-18
          - 2027-03-19
        begins: 09:30
        finishes: 15:30
        place: Hall
      - id: summer
        days:
          - 2027-06-18
        begins: 09:30
        finishes: 15:30
        place: Hall
        moved_from: 2027-06-11
        decided_on: 2026-12-22
        told_on: 2026-12-31
  - id: meeting-day
    title: Meeting day
    summary: A conference.
    audience:
      - every carer
    level: further
    format: conference
    contact: duty-worker
    example: yes
    sessions:
      - title: Talk
      - title: One
        choice: yes
      - title: Other
        choice: yes
    choose: 1
e_learning:
  - id: safety
    title: Safety
    subjects:
      - id: fire
        title: Fire
        about: Alarms.
        example: yes
must_do:
  - id: aid
    side: carers
    who: Every carer
    what: Learn first aid
    by_when: Within a year
    course: first-aid
    source: The plan
"""

EVENTS = """\
# yaml-language-server: $schema=../../../handbook/schemas/events.json
owner: Fostering manager
reviewed: 2026-10-01
review_every: 6 months
conferences:
  - meeting-day
events:
  - id: group
    title: Group
    summary: Meet.
    kind: support group
    who: Carers
    join: Come.
    runs: Carers
    contact: duty-worker
    source: The plan
    held:
      - id: north
        place: Hall
        every: first Tuesday of the month
        since: 2026-12-01
        until: 2027-12-31
        begins: 10:00
        finishes: 12:00
        not_on:
          - 2027-01-05
        moved:
          - day: 2027-02-02
            to: 2027-02-09
            told_on: 2026-12-01
  - id: board
    title: Board
    summary: Decide.
    kind: board
    who: Carers
    join: Ask.
    runs: The head
    contact: duty-worker
    source: The plan
    held:
      - id: county
        place: Hall
        days:
          - 2027-05-05
        begins: 10:00
        finishes: 12:00
    meetings:
      - day: 2027-05-05
"""

Complaints = Callable[[], list[str]]


@pytest.fixture
def kept(copy: Path) -> Path:
    """The sample with courses and events."""
    (copy / "service/courses.yml").write_text(COURSES, encoding="utf-8")
    (copy / "service/events.yml").write_text(EVENTS, encoding="utf-8")
    return copy


@pytest.mark.usefixtures("kept")
def test_nothing_is_wrong_with_courses_and_events_as_they_stand(complaints: Complaints) -> None:
    assert complaints() == []


BROKEN_COURSES = [
    ("  - id: meeting-day", "  - id: first-aid", "the id `first-aid` stands here and on line 11"),
    ("      - id: summer", "      - id: spring", "the id `spring` stands here and on line 21"),
    ("      - id: fire", "      - id: safety", "the id `safety` stands here and on line"),
    ("contact: duty-worker", "contact: duty-wroker", "did you mean `duty-worker`?"),
    ("course: first-aid", "course: first-aids", "there is no course `first-aids`; did you mean `first-aid`?"),
    ("    source: The plan\n    dates", "    dates", "say where this comes from"),
    ("    choose: 1", "    choose: 2", "people choose at least 1 of the 2 parts marked `choice: yes`, and not all"),
    ("          - 2027-03-19", "          - 2027-03-17", "the days do not follow each other"),
    ("finishes: 15:30", "finishes: 09:30", "it ends before it starts"),
    ("days:\n          - 2027-03-18\n          - 2027-03-19", "days:", "nothing is written here"),
    (
        "        told_on: 2026-12-31",
        "        told_on: 2027-01-04",
        "or say in `late_because:` why it was late",
    ),
    (
        "        told_on: 2026-12-31",
        "        told_on: 2027-01-04\n        because: the hall is closed",
        "the last day was 2026-12-31; check the days",
    ),
    (
        "        told_on: 2026-12-31",
        "        told_on: 2026-12-31\n        late_because: we forgot",
        "people were told within the 5 working days that are promised; take `late_because:` out",
    ),
    ("        told_on: 2026-12-31", "        told_on: 2026-12-21", "people were told before it was decided"),
    ("        told_on: 2026-12-31\n", "", "the day on which they were told, as `told_on:`"),
    ("        moved_from: 2027-06-11\n", "", "`told_on` stands here, but nothing was changed"),
    ("moved_from: 2027-06-11", "moved_from: 2027-06-18", "write the day as it was before"),
    ("    by_when: Within a year\n", "", "write either by when it must be done"),
    ("level: core", "level: cor", "did you mean `core`?"),
]


@pytest.mark.usefixtures("kept")
def test_people_who_were_told_late_are_told_why(
    copy: Path, edit: Callable[[str, str, str], None], complaints: Complaints
) -> None:
    edit("service/courses.yml", "told_on: 2026-12-31", "told_on: 2027-01-04\n        late_because: the list was lost")
    assert complaints() == []
    courses = load_handbook(copy).facts.get(Courses)
    assert courses
    told = change_of_course_date(courses.courses[0].dates[1])
    assert told
    assert told.more.endswith("told on 4 January 2027. That was later than we promise. The reason: the list was lost.")


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(("old", "new", "told"), BROKEN_COURSES, ids=[told for _, _, told in BROKEN_COURSES])
def test_a_broken_rule_about_courses_is_reported(
    edit: Callable[[str, str, str], None], complaints: Complaints, old: str, new: str, told: str
) -> None:
    edit("service/courses.yml", old, new)
    assert [line for line in complaints() if line.startswith("service/courses.yml:") and told in line], complaints()


OFF = "        cancelled:\n          - day: {}\n            told_on: 2026-12-01\n"
BROKEN_EVENTS = [
    ("  - id: board", "  - id: group", "the id `group` stands here and on line"),
    ("contact: duty-worker", "contact: duty-wroker", "did you mean `duty-worker`?"),
    ("  - meeting-day", "  - meeting-days", "there is no course `meeting-days` in service/courses.yml"),
    ("until: 2027-12-31", "until: 2027-01-04\n        days:", "nothing is written here"),
    ("every: first Tuesday of the month", "every: first Tuesday of June", "it would not have been held on 2027-01-05"),
    ("          - 2027-01-05", "          - 2027-01-06", "the nearest days are 2027-01-05 and 2027-02-02"),
    ("          - 2027-01-05", "          - 2027-02-02", "the day `2027-02-02` stands here and on line"),
    ("            to: 2027-02-09", "            to: 2027-03-02", "it is held on 2027-03-02 anyway"),
    ("        moved:", f"{OFF.format('2027-03-03')}        moved:", "the nearest days are 2027-02-02 and 2027-03-02"),
    ("        moved:", f"{OFF.format('2027-01-05')}        moved:", "the day `2027-01-05` stands here and on line"),
    ("      - day: 2027-05-05", "      - day: 2027-05-06", "`board` does not meet on 2027-05-06"),
    ("      - day: 2027-05-05", "      - day: 2027-05-05\n        held: west", "there is no line of `held` `west`"),
    ("every: first Tuesday of the month", "every: First Tuesday", "this rule is not understood"),
    ("kind: board", "kind: bord", "did you mean `board`?"),
]


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(("old", "new", "told"), BROKEN_EVENTS, ids=[told for _, _, told in BROKEN_EVENTS])
def test_a_broken_rule_about_events_is_reported(
    edit: Callable[[str, str, str], None], complaints: Complaints, old: str, new: str, told: str
) -> None:
    edit("service/events.yml", old, new)
    assert [line for line in complaints() if line.startswith("service/events.yml:") and told in line], complaints()


@pytest.mark.parametrize(
    ("first", "last"), [("2027-01-06", "2027-02-01"), ("2027-02-29", "2027-03-01"), ("2027-01-02", "2027-01-31")]
)
def test_a_rule_that_can_never_happen_is_told(kept: Path, complaints: Complaints, first: str, last: str) -> None:
    """Between these days there is no first Tuesday, or only one that is left out; or the first day does not exist."""
    path = kept / "service/events.yml"
    text = path.read_text(encoding="utf-8").replace("since: 2026-12-01", f"since: {first}")
    text = text.replace("until: 2027-12-31", f"until: {last}")
    moved = text[text.index("        moved:") : text.index("  - id: board")]
    path.write_text(text.replace(moved, ""), encoding="utf-8")
    told = "no such day" if first == "2027-02-29" else "this never takes place"
    assert [line for line in complaints() if told in line], complaints()
