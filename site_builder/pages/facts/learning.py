"""Pages about all that can be learned: the catalogue, the calendar, the brochure, e-learning, and who must do what."""

from collections.abc import Iterator

from handbook.facts.courses.model import Courses, DutyHolder
from site_builder.context import BuildContext
from site_builder.formatting import count_in_words
from site_builder.page import SitePage
from site_builder.pages.facts.courses import (
    BROCHURE,
    CALENDAR,
    CATALOGUE,
    E_LEARNING,
    FEED,
    MUST_DO,
    by_level,
    calendar_lines,
    course_page,
    date_notes,
    duty_row,
    learning_page,
)
from site_builder.pages.facts.when import months
from site_builder.render import render


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
        groups=by_level(ctx, courses),
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
    sides = [
        ("carers", "What you must do", [each for each in courses.must_do if each.side is DutyHolder.CARERS]),
        ("service", "What the service must do", [each for each in courses.must_do if each.side is DutyHolder.SERVICE]),
    ]
    groups = [
        {"anchor": anchor, "title": title, "rows": [duty_row(ctx, courses, each) for each in duties]}
        for anchor, title, duties in sides
        if duties
    ]
    return learning_page(
        courses,
        MUST_DO,
        "Who must learn what by when",
        "The training that is a duty, the day it is due, and where that is written.",
        body=render("must-do", MUST_DO, groups=groups, catalogue=CATALOGUE),
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
        groups=by_level(ctx, courses),
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
        contacts=_contact(ctx, "training-team"),
        place=("e_learning",),
        keywords=("online courses", "learning online", *(each.title for each in subjects)),
    )


def _contact(ctx: BuildContext, id_: str) -> tuple[str, ...]:
    return (id_,) if id_ in ctx.contacts else ()


PAGES = (learning_pages,)
