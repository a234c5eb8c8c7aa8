"""What has changed, for whom, from when and because of what (`service/changes.yml`)."""

from handbook.reviews import Reviewed


class Changes(Reviewed):
    """The whole of `service/changes.yml`."""
