"""The areas, teams and roles of the service (`service/places.yml`)."""

from handbook.reviews import Reviewed


class Places(Reviewed):
    """The whole of `service/places.yml`."""
