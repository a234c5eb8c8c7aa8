"""Whether a reply can be taken right now; who is turned away keeps everything that was filled in."""

from enum import Enum

from flask import request

from feedback_app.web.extensions import running
from feedback_app.web.rate_limits import MOST_FROM_A_NETWORK, has_room_on_disk, network_of
from handbook.surveys.survey import Access, SurveyRun


class WhyNot(Enum):
    """Why a reply is not taken now, and the status that says so."""

    CROWD = "crowd"
    OUR_SIDE = "our side"

    @property
    def status(self) -> int:
        """503 where the fault is ours, else 429: wait, and send again."""
        return 503 if self is WhyNot.OUR_SIDE else 429


def why_turned_away(run: SurveyRun) -> WhyNot | None:
    """A valid code is never refused because of others: the store looks at it first. An open link has its limits."""
    return None if run.wave.access is Access.CODE else why_shut_out(run.key)


def why_shut_out(form: str, most: int = MOST_FROM_A_NETWORK) -> WhyNot | None:
    """The limits of a form that anybody can send."""
    held = running()
    if not has_room_on_disk(held.settings.store):
        return WhyNot.OUR_SIDE
    return None if held.crowd.lets_in(form, _network(), most) else WhyNot.CROWD


def why_not_checked(form: str) -> WhyNot | None:
    """The limit of pages that look at what was filled in and store nothing."""
    return None if running().crowd.lets_check(form, _network()) else WhyNot.CROWD


def _network() -> str | None:
    return network_of(request, behind_proxy=running().settings.behind_proxy)
