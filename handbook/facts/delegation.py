"""Who decides what in a child's everyday life (`service/delegation.yml`)."""

from handbook.reviews import Reviewed


class Delegation(Reviewed):
    """The whole of `service/delegation.yml`."""
