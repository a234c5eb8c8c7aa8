"""Everything that can be learned: catalogue, calendar, brochure, e-learning, who must do what, and each course."""

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from handbook.calendar.recurrence import CourseDate
from handbook.facts.courses.model import Audience, Course, CourseFormat, CourseLevel, Courses, Duty, DutyHolder
from handbook.facts.standards import Standards
from handbook.formatting import listed, weekday_in_words
from handbook.urls import form_address, survey_path
from site_builder.context import BuildContext
from site_builder.formatting import count_in_words, sentence_start
from site_builder.page import SitePage, references_to
from site_builder.pages.facts.calendar_lines import (
    CalendarLine,
    area_title,
    areas_served,
    change_of_course_date,
    days_and_hours,
    months,
)
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
DUTIES = (
    ("carers", "What you must do", DutyHolder.CARERS, True),
    ("carers-in-some-services", "What some services also ask of you", DutyHolder.CARERS, False),
    ("service", "What your service does", DutyHolder.SERVICE, True),
    ("some-services", "What some services also do", DutyHolder.SERVICE, False),
)
"""The tables of duties: their anchor and title, who has the duty, and whether a rule that holds here asks for it."""
FORMATS = {
    CourseFormat.CLASSROOM: "In a room",
    CourseFormat.ONLINE: "Live online",
    CourseFormat.E_LEARNING: "On a screen, in your own time",
    CourseFormat.CONFERENCE: "Conference",
}
BESIDE_CARERS = (Audience.PRE_APPROVAL, Audience.PANEL)
"""Who goes to courses and is no carer."""
PAST = "past"
"""The id of the part of the catalogue with what is no longer given."""
EXAMPLE_NOTES = (
    Markup('<p class="example-banner">The dates on this page are invented examples. Nobody can book them.</p>'),
)


def course_path(id_: str) -> str:
    """The page of a course."""
    return f"learning/{id_}.md"


def calendar_lines(ctx: BuildContext, courses: Courses) -> list[CalendarLine]:
    """Every date still to come, soonest first."""
    lines = [calendar_line(ctx, course, each) for course in courses.courses for each in course.coming(ctx.on)]
    return sorted(lines, key=lambda line: line.order)


def calendar_line(ctx: BuildContext, course: Course, each: CourseDate) -> CalendarLine:
    """One date of a course as a line of a calendar; it is under the first of its days that is still to come."""
    return CalendarLine(
        day=next(day for day in each.days if day >= ctx.on),
        begins=each.begins,
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
        "for": _audience_words(course),
        "level": LEVELS[course.level],
        "format": FORMATS[course.format],
        "next": weekday_in_words(soon) if soon else None,
        "dates": [_date(ctx, each) for each in course.coming(ctx.on)],
    }


def _audience_words(course: Course) -> str:
    """Who a course is for, as a sentence begins; beside "every carer" no kind of carer is named again."""
    audience = course.audience
    if Audience.EVERY_CARER in audience:
        audience = tuple(each for each in audience if each in {Audience.EVERY_CARER, *BESIDE_CARERS})
    return sentence_start(listed(audience))


def _date(ctx: BuildContext, each: CourseDate) -> dict[str, Any]:
    return {
        "when": days_and_hours(each),
        "area": area_title(ctx, each.area) if each.area else "",
        "place": each.place,
        "changed": change_of_course_date(each),
        "cancelled": each.cancelled,
        "example": each.example,
    }


def courses_by_level(ctx: BuildContext, courses: Courses) -> list[dict[str, Any]]:
    """All courses, in groups by how far they go; what is no longer given comes last, in a group of its own."""
    given = [each for each in courses.courses if not each.past]
    groups = [
        *((title, level.value, [each for each in given if each.level is level]) for level, title in LEVELS.items()),
        ("What took place in the past", PAST, [each for each in courses.courses if each.past]),
    ]
    return [
        {"title": title, "anchor": anchor, "rows": [course_row(ctx, courses, each) for each in own]}
        for title, anchor, own in groups
        if own
    ]


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
        # What only another council promises is no duty here; its paper is among the sources at the foot.
        "source": None if any(name in duty.source for name in ctx.handbook.other_councils) else duty.source,
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
        keywords=tuple(dict.fromkeys(filter(None, (course.title, course.programme)))),
        boost=2,
        references=references_to(_course_sources(courses, course)),
        place=("courses", course.id),
    )


def _course_sources(courses: Courses, course: Course) -> Iterator[str | None]:
    yield course.source
    if not course.past:  # a past one tells nothing about booking
        yield courses.notice.source
        yield from (each.source for each in courses.help)


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


def learning_pages(ctx: BuildContext) -> Iterator[SitePage]:
    """Every page about learning; none where the service keeps no courses."""
    courses = ctx.handbook.facts.get(Courses)
    if courses is None:
        return
    yield _catalogue(ctx, courses)
    yield _calendar(ctx, courses)
    yield _must_do(ctx, courses)
    yield _brochure(ctx, courses)
    if courses.e_learning:
        yield _e_learning(ctx, courses)
    for course in courses.courses:
        yield course_page(ctx, courses, course)


def _catalogue(ctx: BuildContext, courses: Courses) -> SitePage:
    body = render(
        "courses",
        CATALOGUE,
        groups=courses_by_level(ctx, courses),
        total=count_in_words(len(courses.courses), "course"),
        subjects=len(list(courses.subjects)),
        e_learning=E_LEARNING if courses.e_learning else None,
        calendar=CALENDAR,
        must_do=MUST_DO,
        brochure=BROCHURE,
        feed=FEED,
    )
    return learning_page(
        courses,
        CATALOGUE,
        "Find a course",
        "Every course and conference, who it is for, and its next day.",
        body=body,
        notes=date_notes(courses),
        contacts=_contact(ctx, "training-team"),
        place=("courses",),
        keywords=("courses", "course catalogue", "training courses", "learn", "workshops"),
        boost=2,
    )


def _calendar(ctx: BuildContext, courses: Courses) -> SitePage:
    body = render(
        "course-calendar", CALENDAR, months=list(months(calendar_lines(ctx, courses))), feed=FEED, notice=courses.notice
    )
    return learning_page(
        courses,
        CALENDAR,
        "Training calendar",
        "Every course with a day, month by month.",
        body=body,
        notes=date_notes(courses),
        contacts=_contact(ctx, "training-team"),
        keywords=("course dates", "training dates", "training diary"),
    )


def _must_do(ctx: BuildContext, courses: Courses) -> SitePage:
    rows = [duty_row(ctx, courses, each) for each in courses.must_do]
    groups = [
        {
            "anchor": anchor,
            "title": title,
            "rows": [row for row in rows if row["duty"].side is side and bool(row["source"]) is by_rule],
        }
        for anchor, title, side, by_rule in DUTIES
    ]
    return learning_page(
        courses,
        MUST_DO,
        "Who must learn what by when",
        "Training that is a duty, by when it is due, and what only some services ask.",
        body=render("must-do", MUST_DO, groups=[each for each in groups if each["rows"]], catalogue=CATALOGUE),
        references=references_to(each.source for each in courses.must_do),
        contacts=_contact(ctx, "supervising-social-worker"),
        place=("must_do",),
        keywords=("mandatory training", "core training", "required courses", "training deadlines"),
        boost=2,
    )


def _brochure(ctx: BuildContext, courses: Courses) -> SitePage:
    body = render(
        "brochure",
        BROCHURE,
        courses=courses,
        groups=[group for group in courses_by_level(ctx, courses) if group["anchor"] != PAST],
        months=list(months(calendar_lines(ctx, courses))),
    )
    return learning_page(
        courses,
        BROCHURE,
        "Training brochure",
        "All courses, dates and e-learning on one page that you can print.",
        body=body,
        notes=date_notes(courses),
        contacts=_contact(ctx, "training-team"),
        keywords=("brochure", "print the courses"),
        boost=0.5,
    )


def _e_learning(ctx: BuildContext, courses: Courses) -> SitePage:
    subjects = list(courses.subjects)
    return learning_page(
        courses,
        E_LEARNING,
        "E-learning",
        f"{len(subjects)} subjects to learn alone on a screen, at any hour.",
        body=render(
            "e-learning", E_LEARNING, groups=courses.e_learning, note=courses.e_learning_note, catalogue=CATALOGUE
        ),
        references=references_to(each.source for each in subjects),
        contacts=_contact(ctx, "training-team"),
        place=("e_learning",),
        keywords=("online courses", "learning online", *(each.title for each in subjects)),
    )


def _contact(ctx: BuildContext, id_: str) -> tuple[str, ...]:
    return (id_,) if id_ in ctx.contacts else ()


PAGES = (learning_pages,)
