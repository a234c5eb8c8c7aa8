"""What can be learned, when, and who must learn it by when (`service/courses.yml`)."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from pydantic import Field, model_validator

from handbook.calendar.recurrence import CourseDate
from handbook.calendar.reviews import Reviewed
from handbook.source.types import Content, Line, Ref, Slug, Text, Whole, YesNo


class Audience(StrEnum):
    """Who a course is for."""

    EVERY_CARER = "every carer"
    NEW = "new carers"
    EXPERIENCED = "experienced carers"
    SECOND = "second carers"
    KINSHIP = "kinship carers"
    PRE_APPROVAL = "people who want to foster"
    JOINT = "carers with social workers"
    PANEL = "panel members"


class CourseLevel(StrEnum):
    """How far a course goes."""

    PREPARATION = "preparation"
    CORE = "core"
    FURTHER = "further"
    ADVANCED = "advanced"
    DIPLOMA = "diploma"


class CourseFormat(StrEnum):
    """How a course is given."""

    CLASSROOM = "classroom"
    ONLINE = "online"
    E_LEARNING = "e-learning"
    CONFERENCE = "conference"


class DutyHolder(StrEnum):
    """Who must do something by a day."""

    CARERS = "carers"
    SERVICE = "service"


class Session(Content):
    """One part of a conference."""

    title: Line
    """What it is called."""
    choice: YesNo = False
    """Whether it is one of the workshops to choose from."""


class Course(Content):
    """One course or conference."""

    id: Slug
    """The last part of its address; it never changes."""
    title: Line
    """What it is called."""
    summary: Line
    """One sentence: what it is for."""
    audience: tuple[Audience, ...] = Field(min_length=1)
    """Who it is for."""
    level: CourseLevel
    """How far it goes."""
    format: CourseFormat
    """How it is given."""
    mandatory: YesNo = False
    """Whether those it is for must do it."""
    length: Line | None = None
    """How long it takes, in words."""
    programme: Line | None = None
    """The programme it belongs to."""
    past: YesNo = False
    """Whether it was held once and is not given any more."""
    learn: tuple[Line, ...] = ()
    """What you learn, each beginning with a verb."""
    sessions: tuple[Session, ...] = ()
    """For a conference: its parts."""
    choose: Whole | None = None
    """How many of the workshops each person chooses."""
    history: Text | None = None
    """What is known of it from the past, in whole sentences."""
    book: Line | None = None
    """How to book, where that differs from `booking`."""
    contact: Ref
    """Whom to ask: an id from `service/contacts.yml`."""
    standards: tuple[Ref, ...] = ()
    """The standards it serves: ids from `service/standards.yml`."""
    source: Line | None = None
    """The document that names it, and its section."""
    example: YesNo = False
    """Whether the course is invented, since no source names it."""
    dates: tuple[CourseDate, ...] = ()
    """When it is given; in any order."""

    def coming(self, on: date) -> list[CourseDate]:
        """The dates of which at least one day is still to come, soonest first; cancelled ones among them."""
        return sorted(
            (course_date for course_date in self.dates if course_date.days[-1] >= on),
            key=lambda run: (run.days, run.id),
        )


class ELearningSubject(Content):
    """One subject that is learned alone, on a screen."""

    id: Slug
    """Its place on the page."""
    title: Line
    """What it is called."""
    about: Line
    """What it is about, in one sentence."""
    example: YesNo = False
    """Whether it is invented, since no source names it."""
    source: Line | None = None
    """The document that names it, and its section."""


class SubjectGroup(Content):
    """Subjects that belong together."""

    id: Slug
    """Its place on the page."""
    title: Line
    """The heading above them."""
    subjects: tuple[ELearningSubject, ...] = Field(min_length=1)
    """In the order in which they are shown."""


class AttendanceHelp(Content):
    """One way in which the service helps people to come."""

    need: Line
    """What somebody needs."""
    offer: Line
    """What they can ask for."""
    source: Line | None = None
    """The document that promises it, and its section."""


class Duty(Content):
    """Who must do what by when."""

    id: Slug
    """Its place on the page."""
    side: DutyHolder
    """Whether carers or the service must do it."""
    who: Line
    """Who must do it."""
    what: Line
    """What must be done."""
    by_when: Line | None = None
    """By when, in words."""
    local: Ref | None = None
    """Where no source says by when: the id in `service/local.yml` of what each service fills in."""
    course: Ref | None = None
    """The course that it is about."""
    standards: tuple[Ref, ...] = ()
    """The standards it serves."""
    source: Line
    """Where that is written: document and section."""

    @model_validator(mode="after")
    def _has_a_day(self) -> "Duty":
        if (self.by_when is None) == (self.local is None):
            raise ValueError("write either by when it must be done (`by_when`) or what a service fills in (`local`)")
        return self


class ChangeNotice(Content):
    """The promise to tell people of a change in time."""

    working_days: Whole
    """Within how many working days of the decision."""
    source: Line
    """The document that promises it, and its section."""


class Courses(Reviewed):
    """The whole of `service/courses.yml`."""

    booking: tuple[Line, ...] = Field(min_length=1)
    """How to book, step by step."""
    evaluation: Slug | None = None
    """The survey that asks how a course was; nothing is shown until that survey exists."""
    notice: ChangeNotice
    """How soon people are told of a change."""
    help: tuple[AttendanceHelp, ...] = ()
    """How the service helps people to come."""
    courses: tuple[Course, ...]
    """In the order of a carer's life."""
    e_learning: tuple[SubjectGroup, ...] = ()
    """What is learned alone, on a screen, under headings."""
    e_learning_note: Text | None = None
    """What is above the subjects, in Markdown."""
    must_do: tuple[Duty, ...] = ()
    """Who must do what by when."""

    def course(self, id_: str) -> Course | None:
        """The course of this id."""
        return next((course for course in self.courses if course.id == id_), None)

    def next_date(self, id_: str, on: date) -> date | None:
        """The first day, on the given day or after it, on which a run of the course starts."""
        course = self.course(id_)
        starts = (course_date.days[0] for course_date in course.dates if not course_date.cancelled) if course else ()
        return min((day for day in starts if day >= on), default=None)

    @property
    def subjects(self) -> Iterator[ELearningSubject]:
        """Every subject of e-learning."""
        return (subject for group in self.e_learning for subject in group.subjects)
