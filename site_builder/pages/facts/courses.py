"""A page for each course and conference, and the rows that all pages about learning share."""

from typing import Any

from markupsafe import Markup

from handbook.calendar.recurrence import CourseDate
from handbook.facts.courses.model import Course, CourseFormat, CourseLevel, Courses, Duty
from handbook.facts.standards import Standards
from handbook.formatting import listed, weekday_in_words
from handbook.pages.page import Reference
from handbook.urls import form_address, survey_path
from site_builder.context import BuildContext
from site_builder.formatting import sentence_start
from site_builder.page import SitePage
from site_builder.pages.facts.when import CalendarLine, area_title, areas_served, change_of_course_date, days_and_hours
from site_builder.render import app_link, render

SOURCE = "service/courses.yml"
CATALOGUE = "learning/index.md"
CALENDAR = "learning/calendar.md"
MUST_DO = "learning/must-do.md"
BROCHURE = "learning/brochure.md"
E_LEARNING = "learning/e-learning.md"
FEED = "learning.ics"

LEVELS = {
    CourseLevel.PREPARATION: "Before you foster",
    CourseLevel.CORE: "Core courses",
    CourseLevel.FURTHER: "Further courses",
    CourseLevel.ADVANCED: "Courses for special tasks",
    CourseLevel.DIPLOMA: "Diplomas",
}
FORMATS = {
    CourseFormat.CLASSROOM: "In a room",
    CourseFormat.ONLINE: "Live online",
    CourseFormat.E_LEARNING: "On a screen, in your own time",
    CourseFormat.CONFERENCE: "Conference",
}
EXAMPLE_NOTES = (
    Markup('<p class="example-banner">The dates on this page are invented examples. Nobody can book them.</p>'),
)


def course_path(id_: str) -> str:
    """The page of a course."""
    return f"learning/{id_}.md"


def calendar_lines(ctx: BuildContext, courses: Courses) -> list[CalendarLine]:
    """Every date still to come, soonest first."""
    lines = [calendar_line(ctx, course, each) for course in courses.courses for each in course.coming(ctx.on)]
    return sorted(lines, key=lambda line: (line.day, line.title, line.where))


def calendar_line(ctx: BuildContext, course: Course, each: CourseDate) -> CalendarLine:
    """One date of a course as a line of a calendar; it stands under the first of its days that is still to come."""
    return CalendarLine(
        day=next(day for day in each.days if day >= ctx.on),
        when=days_and_hours(each),
        title=course.title,
        path=course_path(course.id),
        where=each.place,
        area=area_title(ctx, each.area),
        areas=areas_served(ctx, each.area),
        kind=FORMATS[CourseFormat.ONLINE if each.online else course.format],
        changed=change_of_course_date(each),
        cancelled=each.cancelled,
        audience=tuple(sentence_start(who) for who in course.audience),
    )


def learning_page(courses: Courses, path: str, title: str, summary: str, **more: Any) -> SitePage:  # noqa: ANN401 - fields of a page
    """A page made from the courses."""
    return SitePage(
        path=path, title=title, summary=summary, source=SOURCE, review=courses, themes=("learning",), **more
    )


def date_notes(courses: Courses) -> tuple[str, ...]:
    """What must be read above dates that are invented."""
    invented = any(each.example for course in courses.courses for each in course.dates)
    return EXAMPLE_NOTES if invented else ()


def course_row(ctx: BuildContext, courses: Courses, course: Course) -> dict[str, Any]:
    """One course as every list shows it."""
    soon = courses.next_date(course.id, ctx.on)
    return {
        "course": course,
        "path": course_path(course.id),
        "audience": [sentence_start(who) for who in course.audience],
        "for": sentence_start(listed(course.audience)),
        "level": LEVELS[course.level],
        "format": FORMATS[course.format],
        "next": weekday_in_words(soon) if soon else None,
        "dates": [_date(ctx, each) for each in course.coming(ctx.on)],
    }


def _date(ctx: BuildContext, each: CourseDate) -> dict[str, Any]:
    return {
        "when": days_and_hours(each),
        "area": area_title(ctx, each.area) if each.area else "",
        "place": each.place,
        "changed": change_of_course_date(each),
        "cancelled": each.cancelled,
        "example": each.example,
    }


def by_level(ctx: BuildContext, courses: Courses) -> list[dict[str, Any]]:
    """All courses, in groups by how far they go."""
    groups = [
        {
            "title": title,
            "anchor": level.value,
            "rows": [course_row(ctx, courses, course) for course in courses.courses if course.level is level],
        }
        for level, title in LEVELS.items()
    ]
    return [group for group in groups if group["rows"]]


def duty_row(ctx: BuildContext, courses: Courses, duty: Duty) -> dict[str, Any]:
    """One duty, with its course."""
    standards = ctx.handbook.facts.get(Standards)
    names = standards.ids if standards else {}
    course = courses.course(duty.course) if duty.course else None
    return {
        "duty": duty,
        # The slot is filled in with the page, as if a person had written it.
        "by_when": duty.by_when or f"{{{{ local.{duty.local} }}}}",
        "course": course,
        "path": course_path(course.id) if course else None,
        "standards": [each for each in duty.standards if each in names],
    }


def course_page(ctx: BuildContext, courses: Courses, course: Course) -> SitePage:
    """The page of a course."""
    row = course_row(ctx, courses, course)
    body = render(
        "course",
        course_path(course.id),
        courses=courses,
        row=row,
        course=course,
        workshops=[each for each in course.sessions if each.choice],
        for_all=[each for each in course.sessions if not each.choice],
        promised_in=list(dict.fromkeys(each.source for each in courses.help if each.source)),
        duties=[duty_row(ctx, courses, each) for each in courses.must_do if each.course == course.id],
        evaluation=_evaluation(ctx, courses),
        contact=ctx.contacts[course.contact],
        calendar=CALENDAR,
        must_do=MUST_DO,
        catalogue=CATALOGUE,
    )
    return learning_page(
        courses,
        course_path(course.id),
        f"{'Conference' if course.format is CourseFormat.CONFERENCE else 'Course'}: {course.title}",
        course.summary,
        body=body,
        notes=EXAMPLE_NOTES if any(each["example"] for each in row["dates"]) else (),
        contacts=(course.contact,),
        keywords=tuple(each for each in (course.title, course.programme) if each),
        boost=2,
        references=(Reference(title=course.source),) if course.source else (),
        place=("courses", course.id),
    )


def _evaluation(ctx: BuildContext, courses: Courses) -> dict[str, Any] | None:
    """Where people say how a course was: the form while it is open, else the page about it, else nothing."""
    slug = courses.evaluation
    if slug is None or slug not in ctx.handbook.surveys | ctx.handbook.consultations:
        return None
    is_open = any(run.slug == slug for run in ctx.handbook.open_runs(ctx.on))
    return {
        "form": app_link(ctx.handbook.service.forms_address, form_address(slug)) if is_open else None,
        "path": survey_path(slug),
    }
