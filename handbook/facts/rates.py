"""What carers are paid, from when, and where that is written (`service/rates.yml`)."""

from handbook.reviews import Reviewed


class Rates(Reviewed):
    """The whole of `service/rates.yml`."""
