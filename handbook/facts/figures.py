"""Figures with their unit, period and source (`service/figures.yml`)."""

from handbook.reviews import Reviewed


class Figures(Reviewed):
    """The whole of `service/figures.yml`."""
