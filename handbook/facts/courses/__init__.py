"""What can be learned, when, and who must learn it by when (`service/courses.yml`)."""

from collections.abc import Collection

from handbook.content_kind import ContentKind, SlotKind
from handbook.facts.courses.model import Courses
from handbook.facts.courses.rules import COURSES, RULES
from handbook.handbook import Handbook


def _ids(handbook: Handbook) -> Collection[str]:
    courses = handbook.facts.get(Courses)
    return [course.id for course in courses.courses] if courses else ()


KIND = ContentKind(
    "courses",
    Courses,
    COURSES,
    needed=False,
    rules=RULES,
    slot=SlotKind("course", _ids, ("next",)),
)
