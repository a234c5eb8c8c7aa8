"""What we can see about you: one page for each form."""

from flask import Blueprint, abort, render_template

from feedback_app.web.availability import is_known, run_to_show
from feedback_app.web.data_disclosure import what_is_seen
from feedback_app.web.extensions import running
from feedback_app.web.rate_limits import MOST_A_DAY, MOST_CHECKS_FROM_A_NETWORK, MOST_FROM_A_NETWORK
from feedback_app.web.safeguarding_notice import words_notice
from handbook.surveys.survey import SurveyRun

seeing = Blueprint("seeing", __name__)


@seeing.get("/answer/<slug>/what-we-see/")
def what_we_see(slug: str) -> str:
    """What the store holds for this form, what it does not, and who reads what."""
    held = running()
    run = _current_run(slug)
    return render_template(
        "what_we_see.html",
        run=run,
        seen=what_is_seen(run, held.settings.thresholds),
        notice=words_notice(held.handbook),
        most=MOST_FROM_A_NETWORK,
        most_a_day=MOST_A_DAY,
        most_checks=MOST_CHECKS_FROM_A_NETWORK,
        has_backups=held.settings.backup_key is not None,
    )


def _current_run(slug: str) -> SurveyRun:
    """What can be answered now, else the newest; a form that nobody was ever asked has nothing to tell."""
    held = running()
    if not is_known(held.handbook, slug):
        abort(404)
    every = held.handbook.runs_of(slug)
    return run_to_show(held.handbook, slug, held.clock) or (every[0] if every else abort(404))
