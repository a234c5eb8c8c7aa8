"""What a national report recommended, and how the service answered (`service/stocktake.yml`)."""

from handbook.reviews import Reviewed


class Stocktake(Reviewed):
    """The whole of `service/stocktake.yml`."""
