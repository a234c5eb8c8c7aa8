"""What we can see about you: one page for each form."""

from flask import Blueprint, abort, render_template

from feedback_app.web.availability import is_known, run_to_show
from feedback_app.web.data_disclosure import disclose_data
from feedback_app.web.extensions import current_services
from feedback_app.web.rate_limits import MAX_CHECKS_PER_NETWORK, MAX_REPLIES_PER_DAY, MAX_REPLIES_PER_NETWORK
from feedback_app.web.safeguarding_notice import safeguarding_notice
from handbook.surveys.survey import SurveyRun

disclosure_blueprint = Blueprint("disclosures", __name__)


@disclosure_blueprint.get("/answer/<slug>/what-we-see/")
def what_we_see(slug: str) -> str:
    """What the store holds for this form, what it does not, and who reads what."""
    services = current_services()
    run = _current_run(slug)
    return render_template(
        "data_disclosure.html",
        run=run,
        disclosure=disclose_data(run, services.settings.thresholds),
        notice=safeguarding_notice(services.handbook),
        most=MAX_REPLIES_PER_NETWORK,
        most_a_day=MAX_REPLIES_PER_DAY,
        most_checks=MAX_CHECKS_PER_NETWORK,
        has_backups=services.settings.backup_key is not None,
    )


def _current_run(slug: str) -> SurveyRun:
    """What can be answered now, else the newest; a form that nobody was ever asked has nothing to tell."""
    services = current_services()
    if not is_known(services.handbook, slug):
        abort(404)
    every = services.handbook.runs_of(slug)
    return run_to_show(services.handbook, slug, services.clock) or (every[0] if every else abort(404))
