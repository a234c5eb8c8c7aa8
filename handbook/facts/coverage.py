"""What the source documents ask for, and where the handbook has it (`service/coverage.yml`)."""

from handbook.reviews import Reviewed


class Coverage(Reviewed):
    """The whole of `service/coverage.yml`."""
