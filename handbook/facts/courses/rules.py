"""Rules about courses, their dates, and who must do what by when."""

from collections.abc import Iterator

from handbook.calendar.recurrence import CourseDate
from handbook.calendar.working_days import working_day_after
from handbook.facts.courses.model import Course, Courses, ELearningSubject
from handbook.facts.local import Local
from handbook.facts.places import Places
from handbook.facts.standards import Standards
from handbook.source.problems import Problem
from handbook.source.text_values import Loc
from handbook.sources import Mention, Sources

COURSES = "service/courses.yml"


def check_ids_are_unique(sources: Sources) -> Iterator[Problem]:
    """An id names one course, one date of it, one subject, one duty."""
    courses = sources.handbook.facts.get(Courses)
    if courses is None:
        return
    yield from sources.duplicates(
        [(COURSES, ("courses", at, "id"), course.id) for at, course in enumerate(courses.courses)], "id"
    )
    for at, course in enumerate(courses.courses):
        dates: list[Mention] = [
            (COURSES, ("courses", at, "dates", place, "id"), course_date.id)
            for place, course_date in enumerate(course.dates)
        ]
        yield from sources.duplicates(dates, "id")
    subjects: list[Mention] = [
        (COURSES, ("e_learning", at, "subjects", place, "id"), subject.id)
        for at, group in enumerate(courses.e_learning)
        for place, subject in enumerate(group.subjects)
    ]
    groups: list[Mention] = [
        (COURSES, ("e_learning", at, "id"), group.id) for at, group in enumerate(courses.e_learning)
    ]
    yield from sources.duplicates([*groups, *subjects], "id")
    yield from sources.duplicates(
        [(COURSES, ("must_do", at, "id"), duty.id) for at, duty in enumerate(courses.must_do)], "id"
    )


def check_names(sources: Sources) -> Iterator[Problem]:
    """Every contact, area, course, standard and local fact that is named exists."""
    courses = sources.handbook.facts.get(Courses)
    if courses is None:
        return
    facts = sources.handbook.facts
    contacts = {contact.id: contact.title for contact in sources.handbook.contacts.contacts}
    yield from sources.unknown(_course_mentions(courses, "contact"), contacts, "contact")
    yield from sources.unknown(
        _duty_mentions(courses, "course"), {course.id: course.title for course in courses.courses}, "course"
    )
    if places := facts.get(Places):
        areas: list[Mention] = [
            (COURSES, (*loc, "area"), course_date.area)
            for loc, _, course_date in _dates(courses)
            if course_date.area is not None
        ]
        yield from sources.unknown(
            areas, {area.id: area.title for area in places.areas}, "area", " in service/places.yml"
        )
    if standards := facts.get(Standards):
        named_standards: list[Mention] = [
            (COURSES, (key, at, "standards", place), word)
            for key, ids in (
                ("courses", [course.standards for course in courses.courses]),
                ("must_do", [duty.standards for duty in courses.must_do]),
            )
            for at, words in enumerate(ids)
            for place, word in enumerate(words)
        ]
        yield from sources.unknown(named_standards, standards.ids, "standard", " in service/standards.yml")
    if local := facts.get(Local):
        asks = {fact.id: fact.asks for fact in local.facts}
        yield from sources.unknown(_duty_mentions(courses, "local"), asks, "fact", " in service/local.yml")


def _course_mentions(courses: Courses, key: str) -> list[Mention]:
    return [(COURSES, ("courses", at, key), getattr(course, key)) for at, course in enumerate(courses.courses)]


def _duty_mentions(courses: Courses, key: str) -> list[Mention]:
    words = ((at, getattr(duty, key)) for at, duty in enumerate(courses.must_do))
    return [(COURSES, ("must_do", at, key), word) for at, word in words if word is not None]


def _dates(courses: Courses) -> Iterator[tuple[Loc, Course, CourseDate]]:
    for at, course in enumerate(courses.courses):
        for place, course_date in enumerate(course.dates):
            yield ("courses", at, "dates", place), course, course_date


def check_origin(sources: Sources) -> Iterator[Problem]:
    """A course or a subject is named by a source, or it is marked as an example."""
    courses = sources.handbook.facts.get(Courses)
    if courses is None:
        return
    entries: list[tuple[Loc, Course | ELearningSubject]] = [
        (("courses", at), course) for at, course in enumerate(courses.courses)
    ]
    for at, group in enumerate(courses.e_learning):
        entries += [(("e_learning", at, "subjects", place), subject) for place, subject in enumerate(group.subjects)]
    for loc, entry in entries:
        if bool(entry.source) == entry.example:
            message = (
                "say where this comes from: `source:` for what a document names, or `example: yes` for what is "
                "invented, one of the two"
            )
            yield sources.key_problem(COURSES, loc, message)


def check_choices(sources: Sources) -> Iterator[Problem]:
    """Nobody can choose more workshops than there are."""
    courses = sources.handbook.facts.get(Courses)
    for at, course in enumerate(courses.courses if courses else ()):
        workshops = sum(session.choice for session in course.sessions)
        if course.choose is not None and not 0 < course.choose < workshops:
            if workshops > 1:
                message = (
                    f"people choose at least 1 of the {workshops} parts marked `choice: yes`, and not all; "
                    "write how many, such as 1"
                )
            else:
                message = (
                    "there is no choice, because fewer than two parts are marked `choice: yes`; "
                    "mark those to choose from, or take `choose:` out"
                )
            yield sources.problem(COURSES, ("courses", at, "choose"), message)


def check_changed_dates(sources: Sources) -> Iterator[Problem]:
    """Whoever moves or cancels a date tells people, within the working days that the service promises."""
    courses = sources.handbook.facts.get(Courses)
    if courses is None:
        return
    for loc, course, course_date in _dates(courses):
        for key in ("decided_on", "told_on", "late_because"):
            if course_date.changed and key != "late_because" and getattr(course_date, key) is None:
                tell_people = "tell those who had booked, then write the day on which they were told, as `told_on:`"
                instead = (
                    "write the day on which it was decided, as `decided_on:`" if key == "decided_on" else tell_people
                )
                message = f"this date of `{course.id}` was changed; {instead}"
                yield sources.key_problem(COURSES, loc, message)
            elif not course_date.changed and getattr(course_date, key) is not None:
                instead = "write `moved_from:` or `cancelled: yes` too, or take it out"
                message = f"`{key}` stands here, but nothing was changed; {instead}"
                yield sources.problem(COURSES, (*loc, key), message)
        if course_date.moved_from is not None and course_date.moved_from == course_date.days[0]:
            message = "it was moved from the day on which it is now; write the day as it was before"
            yield sources.problem(COURSES, (*loc, "moved_from"), message)
        yield from _check_notice(sources, courses, loc, course_date)


def _check_notice(sources: Sources, courses: Courses, loc: Loc, run: CourseDate) -> Iterator[Problem]:
    if not (run.changed and run.decided_on and run.told_on):
        return
    days = courses.notice.working_days
    last = working_day_after(run.decided_on, days)
    if run.told_on < run.decided_on:
        message = "people were told before it was decided: check the days `decided_on` and `told_on`"
        yield sources.problem(COURSES, (*loc, "told_on"), message)
    elif run.told_on > last and not run.late_because:
        message = (
            f"people were told later than the {days} working days that are promised: the last day was {last}; "
            "check the days `decided_on` and `told_on`, or say in `late_because:` why it was late, which the course's "
            "page then tells"
        )
        yield sources.problem(COURSES, (*loc, "told_on"), message)
    elif run.told_on <= last and run.late_because:
        message = f"people were told within the {days} working days that are promised; take `late_because:` out"
        yield sources.problem(COURSES, (*loc, "late_because"), message)


RULES = (check_ids_are_unique, check_names, check_origin, check_choices, check_changed_dates)
