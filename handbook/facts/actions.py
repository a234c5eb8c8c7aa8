"""What was raised, decided and done, by whom and by when (`service/actions.yml`)."""

from handbook.reviews import Reviewed


class Actions(Reviewed):
    """The whole of `service/actions.yml`."""
