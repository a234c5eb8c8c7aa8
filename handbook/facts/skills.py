"""The levels of skill, what each asks for, and what shows it (`service/skills.yml`)."""

from handbook.reviews import Reviewed


class Skills(Reviewed):
    """The whole of `service/skills.yml`."""
