"""The page of thanks, drawn once for each form: drawing it for each reply would take longer than storing the reply."""

from flask import render_template

from feedback_app.web.extensions import current_services
from feedback_app.web.localised import LocalisedRun

_RECEIPT = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands where the receipt goes; no text has it."""


def thanks_page(localised: LocalisedRun, receipt: str, *, again: bool) -> str:
    """The thanks with a receipt, which is letters, digits and hyphens; `again` where the answers were here before."""
    drawn = current_services().thanks
    which = (localised.run.key, localised.language, again)
    if which not in drawn:
        page = render_template("received.html", run=localised.run, say=localised.words, receipt=_RECEIPT, again=again)
        drawn[which] = page.split(_RECEIPT)
    return receipt.join(drawn[which])
