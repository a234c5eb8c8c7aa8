"""Groups, meetings and events, and the days on which they are (`service/events.yml`)."""

from handbook.reviews import Reviewed


class Events(Reviewed):
    """The whole of `service/events.yml`."""
