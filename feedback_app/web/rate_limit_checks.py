"""Whether a reply can be taken right now; who is turned away keeps everything that was filled in."""

from enum import Enum

from flask import request

from feedback_app.web.extensions import current_services
from feedback_app.web.rate_limits import MAX_REPLIES_PER_NETWORK, has_room_on_disk, network_of
from handbook.surveys.survey import Access, SurveyRun


class Refusal(Enum):
    """Why a reply is not taken now, and the status that says so."""

    TOO_MANY = "crowd"
    UNAVAILABLE = "our side"

    @property
    def status(self) -> int:
        """503 if the server is the cause, else 429."""
        return 503 if self is Refusal.UNAVAILABLE else 429


def reply_refusal(run: SurveyRun) -> Refusal | None:
    """A valid code is never refused because of others: the store looks at it first. An open link has its limits."""
    return None if run.wave.access is Access.CODE else open_form_refusal(run.key)


def open_form_refusal(form: str, limit: int = MAX_REPLIES_PER_NETWORK) -> Refusal | None:
    """The limits of a form that anybody can send."""
    services = current_services()
    if not has_room_on_disk(services.settings.store):
        return Refusal.UNAVAILABLE
    return None if services.rate_limiter.allow_reply(form, _network(), limit) else Refusal.TOO_MANY


def check_refusal(form: str) -> Refusal | None:
    """The limit of pages that look at what was filled in and store nothing."""
    return None if current_services().rate_limiter.allow_check(form, _network()) else Refusal.TOO_MANY


def _network() -> str | None:
    return network_of(request, behind_proxy=current_services().settings.behind_proxy)
