"""The business plan: targets, objectives and their actions (`service/plan.yml`)."""

from handbook.reviews import Reviewed


class Plan(Reviewed):
    """The whole of `service/plan.yml`."""
