"""The status of what somebody sent, by its receipt, which only ever comes in the body of a request.

Nothing notes who looks. For a form the page is the same whether we know the receipt or not; only where a text was
tagged with a point does that point say so. The same work is done for every receipt, and every page is filled up to a
round size, so that whoever watches the line learns nothing from its length.
"""

from flask import Blueprint, render_template, request

from feedback_app.forms.macros import error_summary, text_input
from feedback_app.privacy.codes import normalise
from feedback_app.suggestions.suggestion import STATES, Suggestion
from feedback_app.web.extensions import current_services, title_of
from feedback_app.web.http_security import pad_response
from feedback_app.web.receipt_status import receipt_status
from handbook.formatting import day_in_words
from handbook.surveys.survey import SurveyRun
from handbook.urls import RECEIPT_ADDRESS

receipt_blueprint = Blueprint("receipts", __name__)

SUGGESTION = "suggestion"
"""The choice beside the forms; no survey run is called like it."""

NOT_A_RECEIPT = "Enter your receipt as it was shown: 16 letters and figures in four groups"
NOTHING_CHOSEN = "Choose what you sent"
HOME = "/"


receipt_blueprint.after_request(pad_response)


@receipt_blueprint.get(RECEIPT_ADDRESS)
def ask() -> str:
    """The question for the receipt and for what was sent."""
    return _ask_page("", "", [])


@receipt_blueprint.post(RECEIPT_ADDRESS)
def show() -> str:
    """The status of what was sent with a receipt."""
    typed, sent = request.form.get("receipt", ""), request.form.get("what", "")
    receipt = normalise(typed)
    run = next((run for run in _runs() if run.key == sent), None)
    problems = [] if receipt else [{"text": NOT_A_RECEIPT, "href": "#receipt"}]
    if run is None and sent != SUGGESTION:
        problems.append({"text": NOTHING_CHOSEN, "href": "#what"})
    if problems or receipt is None:
        return _ask_page(typed, sent, problems)
    return _suggestion_page(receipt) if run is None else _run_page(run, receipt)


def _run_page(run: SurveyRun, receipt: str) -> str:
    services = current_services()
    texts = [question.id for question in run.questionnaire.questions if not question.kind.is_counted]
    yours = services.store.tagged_findings(receipt, run.key, texts)
    status = receipt_status(services.handbook, run, yours, services.clock.today())
    return render_template("receipt_form.html", status=status, receipt=receipt)


def _suggestion_page(receipt: str) -> str:
    suggestion = current_services().store.suggestion_of(receipt)
    # A receipt that we do not know has a page looked up too, which nobody sees.
    page = _page_changed(suggestion) if suggestion else HOME
    return render_template(
        "receipt_suggestion.html",
        suggestion=suggestion,
        state=STATES[suggestion.state] if suggestion else None,
        answer=suggestion.answer.partition("\n")[0] if suggestion else None,
        page=page,
        title=_title(page),
        open=suggestion is not None and not suggestion.state.is_final,
        receipt=receipt,
    )


def _page_changed(suggestion: Suggestion) -> str:
    """The page that a final answer names, else the one that the suggestion is about."""
    return suggestion.answer.partition("\n")[2] or suggestion.page


def _title(address: str) -> str:
    try:
        return title_of(address)
    except OSError:
        # The page has moved since.
        return address


def _runs() -> list[SurveyRun]:
    """The survey runs that have started, newest first."""
    services = current_services()
    started = (run for run in services.handbook.runs.values() if not run.wave.is_to_come(services.clock.today()))
    return sorted(started, key=lambda run: (run.wave.opens, run.key), reverse=True)


def _ask_page(typed: str, sent: str, problems: list[dict[str, str]]) -> str:
    wrong = {problem["href"].removeprefix("#"): problem["text"] for problem in problems}
    receipt = text_input(
        "receipt",
        "Your receipt",
        hint="16 letters and figures in four groups, shown when you sent it",
        value=typed[:100],
        errors=[wrong["receipt"]] if "receipt" in wrong else [],
    )
    choices = [
        {"value": "", "text": "Choose one"},
        {"value": SUGGESTION, "text": "A change that I suggested to a page"},
    ]
    choices += [{"value": run.key, "text": _option_text(run)} for run in _runs()]
    select = {
        "name": "what",
        "id": "what",
        "label": {"text": "What you sent", "classes": "govuk-label--s"},
        "hint": {"text": "We ask because the receipt itself does not tell us"},
        "items": choices,
        "value": sent if any(choice["value"] == sent for choice in choices) else "",
    }
    if "what" in wrong:
        select["errorMessage"] = {"text": wrong["what"]}
    errors = error_summary(problems) if problems else None
    return render_template("receipt.html", receipt=receipt, what=select, errors=errors)


def _option_text(run: SurveyRun) -> str:
    return f"{run.title} (until {day_in_words(run.wave.closes)})"
