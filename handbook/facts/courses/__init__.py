"""What can be learned, when, and who must learn it by when (`service/courses.yml`)."""

from handbook.content_kind import ContentKind, SlotKind, ids_of
from handbook.facts.courses.model import Courses
from handbook.facts.courses.rules import COURSES, RULES

KIND = ContentKind(
    "courses",
    Courses,
    COURSES,
    needed=False,
    rules=RULES,
    slots=(SlotKind("course", ids_of(Courses, lambda courses: courses.courses), ("next",)),),
)
