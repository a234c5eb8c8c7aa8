"""Words of the trade, each with a plain word for it (`service/jargon.yml`)."""

from handbook.reviews import Reviewed


class Jargon(Reviewed):
    """The whole of `service/jargon.yml`."""
