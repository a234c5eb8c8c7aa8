"""National standards and regulations, as a list that pages and plan lines point to (`service/standards.yml`)."""

from handbook.reviews import Reviewed


class Standards(Reviewed):
    """The whole of `service/standards.yml`."""
