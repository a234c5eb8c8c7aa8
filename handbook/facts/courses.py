"""What can be learned, when, and who must learn it by when (`service/courses.yml`)."""

from handbook.reviews import Reviewed


class Courses(Reviewed):
    """The whole of `service/courses.yml`."""
