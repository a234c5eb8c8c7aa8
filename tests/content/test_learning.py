"""The real courses and events: nothing that the sources name is lost, and what is invented says so."""

import re
import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from handbook.facts.courses.model import Audience, CourseFormat, Courses, DutyHolder
from handbook.facts.events.model import EventKind, Events
from handbook.handbook import Handbook
from handbook.loading import load_handbook
from handbook.source.problems import ContentError
from site_builder.context import build_context
from site_builder.pages.facts.courses import learning_pages
from tests.conftest import ON, Figure

ROOT = Path(__file__).parent.parent.parent
AREAS = {"north", "south", "east", "west"}


@pytest.fixture(scope="module")
def courses(handbook: Handbook) -> Courses:
    """The real courses."""
    assert handbook.facts.get(Courses)
    return handbook.facts.get(Courses)


@pytest.fixture(scope="module")
def events(handbook: Handbook) -> Events:
    """The real events."""
    assert handbook.facts.get(Events)
    return handbook.facts.get(Events)


def test_there_are_more_than_forty_subjects_of_e_learning(courses: Courses, figure: Figure) -> None:
    """Kent's annual report, section 7."""
    subjects = list(courses.subjects)
    assert len(subjects) >= 40
    assert len({each.title for each in subjects}) == len(subjects)
    figure(f"{len(courses.courses)} courses, {len(subjects)} subjects of e-learning, {len(courses.must_do)} duties")


def test_the_conference_of_march_2019_has_five_workshops_of_which_each_chooses_two(courses: Courses) -> None:
    conference = courses.course("fostering-in-todays-world")
    assert conference
    assert sum(each.choice for each in conference.sessions) == 5
    assert conference.choose == 2
    assert "5 March" in str(conference.history)
    assert "11 March 2019" in str(conference.history)


def test_skills_to_foster_takes_three_days(courses: Courses) -> None:
    course = courses.course("skills-to-foster")
    assert course
    assert course.length == "Three days"


def test_panel_members_learn_about_five_themes(courses: Courses) -> None:
    course = courses.course("panel-training")
    assert course
    assert len(course.learn) == 5


def test_some_services_ask_second_carers_for_two_courses_online(courses: Courses) -> None:
    duties = [each for each in courses.must_do if each.who.startswith("The second carer in a home")]
    assert [each.course for each in duties] == ["safe-care-second-carers", "prevent"]
    for duty in duties:
        course = courses.course(duty.course or "")
        assert course
        assert course.format is CourseFormat.E_LEARNING
        assert Audience.SECOND in course.audience
        assert not course.mandatory  # no law says so
        assert duty.local is None  # a slot would cite the standard that asks only the first carer


def test_a_course_that_a_national_standard_asks_for_is_marked_as_a_duty(courses: Courses) -> None:
    asked = {each.course for each in courses.must_do if each.source.startswith("National") and each.side == "carers"}
    marked = {each.id for each in courses.courses if each.mandatory}
    assert asked - {None, "tsd-standards"} == marked  # the workbook is the duty, not the morning that helps with it


def test_both_sides_have_duties_and_a_change_is_told_within_five_working_days(courses: Courses) -> None:
    sides = Counter(each.side for each in courses.must_do)
    assert sides[DutyHolder.CARERS] >= 8
    assert sides[DutyHolder.SERVICE] >= 6
    assert courses.notice.working_days == 5


def test_there_is_a_course_for_everybody_and_in_every_way(courses: Courses) -> None:
    assert {who for each in courses.courses for who in each.audience} == set(Audience)
    assert {each.format for each in courses.courses} == set(CourseFormat)


def test_every_date_is_marked_as_invented(courses: Courses, events: Events) -> None:
    assert all(each.example for course in courses.courses for each in course.dates)
    assert all(held.example for event in events.events for held in event.held)
    assert all(meeting.example for event in events.events for meeting in event.meetings)


def test_each_area_has_a_group_each_month_and_meets_managers_twice_a_year(events: Events) -> None:
    days = [each for each in events.occasions(date(2027, 2, 1), date(2028, 1, 31)) if each.held.area]
    groups = Counter((each.held.area, each.day.month) for each in days if each.event.kind is EventKind.GROUP)
    # A day that is left out for a holiday leaves eleven months of twelve.
    assert Counter(area for area, _ in groups) == {"north": 12, "south": 12, "east": 12, "west": 11}
    managers = Counter(each.held.area for each in days if each.event.kind is EventKind.MEET_AND_GREET)
    assert managers == dict.fromkeys(AREAS, 2)


def test_the_slots_name_days_to_come(courses: Courses, events: Events) -> None:
    assert courses.next_date("first-aid", ON) == date(2027, 1, 28)
    assert courses.next_date("first-aid", date(2027, 1, 29)) == date(2027, 4, 17)
    assert courses.next_date("keep", ON) is None
    assert events.next_date("support-group", ON) == date(2026, 11, 30)
    assert events.next_date("safe-in-a-new-country", ON) is None
    assert courses.next_date("no-such-course", ON) is None


def test_a_name_that_stands_in_no_other_file_is_told(tmp_path: Path) -> None:
    """Areas, standards, actions and what a service fills in: each is misspelt once in a copy of the real files."""
    for folder in ("charters", "docs", "service", "surveys"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    for name, changes in {
        "courses": {
            "area: north": "area: nort",
            "- nms-14": "- nms-144",
            "local: first-aid-by": "local: first-aid-bye",
        },
        "events": {"area: south": "area: suoth", "- nms-21": "- nms-211", "- invitations-for": "- invitation-for"},
    }.items():
        path = tmp_path / f"service/{name}.yml"
        text = path.read_text(encoding="utf-8")
        for old, new in changes.items():
            assert old in text
            text = text.replace(old, new, 1)
        path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as error:
        load_handbook(tmp_path)
    told = "\n".join(str(problem) for problem in error.value.problems)
    for words in (
        *("no area `nort` in service/places.yml", "no standard `nms-144` in service/standards.yml"),
        *("no fact `first-aid-bye` in service/local.yml", "no area `suoth`", "no standard `nms-211`"),
        "no action `invitation-for-second-carers` in service/actions.yml",
    ):
        assert told.count(words) == 1, words


def test_no_sentence_needs_a_day_that_may_not_be_set() -> None:
    runs_on = re.compile(r"\b(?:at|begins?|by|from|is|on|until) \{\{ (?:course|event)\.")
    assert [path.name for path in (ROOT / "docs").rglob("*.md") if runs_on.search(path.read_text())] == []


def test_a_duty_ends_with_one_full_stop(handbook: Handbook) -> None:
    """What a service fills in is a sentence with its own full stop; a day from the file has none."""
    lines = [line for page in learning_pages(build_context(handbook, ON)) for line in page.body.splitlines()]
    duties = [line for line in lines if "earn first aid." in line or "TSD)." in line]
    assert len(duties) == 2
    assert [line for line in lines if re.search(r"(?:\}|&#125;)\.|\.\.(?!\.|/)", line)] == []
