"""Support that carers can ask for, and independent bodies that help (`service/offers.yml`)."""

from handbook.reviews import Reviewed


class Offers(Reviewed):
    """The whole of `service/offers.yml`."""
