"""Whether a page of the handbook was useful, asked at its foot, and what is missing or wrong there."""

from typing import Any

from flask import Blueprint, render_template, request

from feedback_app.forms.kinds.texts import DIRECTION, MAX_TEXT_LENGTH, plain_words
from feedback_app.forms.macros import error_summary, returned_texts
from feedback_app.forms.translations import ENGLISH, words_in
from feedback_app.privacy.codes import new_receipt
from feedback_app.privacy.personal_data import typed_length
from feedback_app.privacy.retention import page_words_key
from feedback_app.responses import PAGE_FEEDBACK, Response
from feedback_app.storage import StoreUnavailable
from feedback_app.web.errors import message_page
from feedback_app.web.extensions import current_services, known_page
from feedback_app.web.personal_data_review import detail_finder, review_texts
from feedback_app.web.rate_limit_checks import Refusal, check_refusal, open_form_refusal
from feedback_app.web.rate_limits import MAX_TAPS_PER_NETWORK
from feedback_app.web.safeguarding_notice import safeguarding_notice
from handbook.urls import PAGE_FEEDBACK_ADDRESS

page_feedback_blueprint = Blueprint("page_feedback", __name__)

CHILDREN = "/children/"
TRY_LATER = "We could not store your words. Wait a little, then press Send again"


@page_feedback_blueprint.post(PAGE_FEEDBACK_ADDRESS)
def rate_page() -> str | tuple[str, int]:
    """Count a yes or a no, and offer a box for words."""
    page, answer = _known_page(), request.form.get("useful")
    if page and answer in ("yes", "no"):
        if refusal := open_form_refusal(PAGE_FEEDBACK, MAX_TAPS_PER_NETWORK):
            return message_page(refusal.status)
        current_services().store.save(Response(new_receipt(), PAGE_FEEDBACK, answers={"page": page, "useful": answer}))
    elif page and "words" not in request.form:
        return message_page(400)
    # Somebody who was asked about details comes back to the box, with the words in it.
    returned_words = plain_words(request.form.get("words"))
    kept = request.form.get("kept", "") if returned_words else None
    return _feedback_page(page, None, returned_words, kept) if page else _unknown_page(returned_words)


@page_feedback_blueprint.post(f"{PAGE_FEEDBACK_ADDRESS}words/")
def words() -> str | tuple[str, int]:
    """Keep the words with the page they are about; nothing ties them to the yes or no before."""
    page, written = _known_page(), plain_words(request.form.get("words"))
    if typed_length(written) > MAX_TEXT_LENGTH:
        return _feedback_page(page, f"Shorten your words to {MAX_TEXT_LENGTH:,} characters or fewer", written)
    if page and written:
        refusal = check_refusal(PAGE_FEEDBACK)
        if refusal:
            return _feedback_page(page, TRY_LATER, written), refusal.status
        review_page = _review_page(page, written)
        if review_page:
            return review_page
        try_later = _save_words(page, written)
        if try_later:
            return _feedback_page(page, TRY_LATER, written), try_later
    if not page:
        return _unknown_page(written)
    return render_template("page_feedback_thanks.html", page=page, wrote=bool(written))


def _unknown_page(written: str) -> str:
    """The page about a page that no longer exists, with the text that somebody wrote about it."""
    rows = returned_texts({"What is missing or wrong": written}) if written else ()
    return render_template("page_feedback_thanks.html", page=None, wrote=False, rows=rows)


def _review_page(page: str, written: str) -> str | None:
    """The page that asks about personal details, or the box with what is left of the words; None to go on."""
    reviewed = review_texts({"words": written}, request.form, detail_finder(current_services().handbook.contacts))
    if reviewed.questions:
        hidden = [("page", page), ("words", reviewed.texts["words"]), ("kept", reviewed.kept)]
        action = f"{PAGE_FEEDBACK_ADDRESS}words/"
        return render_template(
            "personal_data_review.html",
            questions=reviewed.questions,
            action=action,
            hidden=hidden,
            change={"text": "Change my words", "action": PAGE_FEEDBACK_ADDRESS},
            **_audience(page),
        )
    if "take" in request.form or "keep" in request.form:
        # Nothing is sent by a button that does not say so.
        return _feedback_page(page, None, reviewed.texts["words"], reviewed.kept)
    return None


def _save_words(page: str, written: str) -> int | None:
    """Store the words; the status of the page that asks to try later, where that cannot be done now."""
    refusal = open_form_refusal(PAGE_FEEDBACK, MAX_TAPS_PER_NETWORK)
    if refusal:
        return refusal.status
    try:
        services = current_services()
        services.store.save_words(page_words_key(services.clock.today()), page, written)
    except StoreUnavailable:
        return Refusal.UNAVAILABLE.status
    return None


def _known_page() -> str | None:
    """The page's address as sent, if the built handbook has such a page."""
    return known_page(request.form.get("page", ""))


def _audience(page: str | None) -> dict[str, Any]:
    """Who reads there, and the words for them: the pages for children are asked about by children."""
    young = bool(page and page.startswith(CHILDREN))
    return {"for_children": young, "say": words_in(ENGLISH, for_children=young)}


def _feedback_page(page: str | None, error: str | None, written: str, kept: str | None = None) -> str:
    params: dict[str, Any] = {
        "name": "words",
        "id": "missing-words",
        "label": {"text": "What is missing or wrong? (optional)", "classes": "govuk-label--s"},
        "hint": {"text": f"Up to {MAX_TEXT_LENGTH:,} characters"},
        "value": written,
        "autocomplete": "off",
    } | DIRECTION
    if error:
        params["errorMessage"] = {"text": error}
    return render_template(
        "page_feedback.html",
        page=page,
        params=params,
        kept=request.form.get("kept", "") if kept is None else kept,
        not_sent_yet=bool(kept is not None or error),
        notice=safeguarding_notice(current_services().handbook),
        errors=error_summary([{"text": error, "href": "#missing-words"}]) if error else None,
        **_audience(page),
    )
