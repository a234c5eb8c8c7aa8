"""Taking answers back with the receipt. The receipt is only ever in the body of a request, never in an address."""

from flask import Blueprint, render_template, request

from feedback_app.forms.macros import error_summary, text_input
from feedback_app.privacy.codes import new_code, normalise
from feedback_app.web.extensions import current_services
from feedback_app.web.http_security import pad_response
from handbook.surveys.survey import Access, SurveyRun
from handbook.urls import WITHDRAW_ADDRESS

withdrawal_blueprint = Blueprint("withdrawals", __name__)
# The length of the response must not reveal to somebody on the network whether a receipt was known.
withdrawal_blueprint.after_request(pad_response)

NOT_A_RECEIPT = "Enter your receipt as it was shown: 16 letters and figures in four groups"
NOT_KNOWN = "Check your receipt: we hold no answers that belong to it"


@withdrawal_blueprint.get(WITHDRAW_ADDRESS)
def ask() -> str:
    """The question for the receipt."""
    return _ask_page("", None)


@withdrawal_blueprint.post(WITHDRAW_ADDRESS)
def withdraw() -> str | tuple[str, int]:
    """Delete the answers of a receipt, or say why that cannot be done."""
    services = current_services()
    typed = request.form.get("receipt", "")
    receipt = normalise(typed)
    if receipt is None:
        return _ask_page(typed, NOT_A_RECEIPT)
    key = services.store.run_key_of(receipt)
    if key is None:
        if services.store.withdraw_suggestion(receipt):
            return render_template("withdrawn.html", run=None, code=None, suggestion=True)
        return _ask_page(typed, NOT_KNOWN)
    run = services.handbook.runs.get(key)
    if run and not services.clock.may_send(run.wave):
        return render_template("withdrawal_closed.html", run=run)
    code = _new_code(run)
    code_hmac = services.keys.code_hmac(run.key, code) if run and code else None
    if services.store.withdraw(receipt, code_hmac) is None:
        return _ask_page(typed, NOT_KNOWN)
    return render_template("withdrawn.html", run=run, code=code)


def _new_code(run: SurveyRun | None) -> str | None:
    # The used code stays used: nobody knows which one it was. A new one lets the person answer again.
    by_code = run is not None and run.wave.access is Access.CODE and current_services().keys.exists(run.key)
    return new_code() if by_code else None


def _ask_page(typed: str, error: str | None) -> str:
    params = text_input(
        "receipt",
        "Your receipt",
        hint="16 letters and figures in four groups, shown when you answered",
        value=typed[:100],
        errors=[error] if error else [],
    )
    errors = error_summary([{"text": error, "href": "#receipt"}]) if error else None
    return render_template("withdraw.html", params=params, errors=errors, unknown=error == NOT_KNOWN)
