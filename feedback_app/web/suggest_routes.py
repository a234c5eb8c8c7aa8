"""Suggesting other words for a page, without an account: choose a part, change its words, check, send."""

from collections.abc import Callable

from flask import Blueprint, render_template, request

from feedback_app.forms.kinds.texts import plain_words
from feedback_app.forms.macros import error_summary, returned_texts
from feedback_app.privacy.personal_data import PersonalDetail, find_details, new_details
from feedback_app.storage import SaveOutcome, StoreUnavailable
from feedback_app.suggestions.diff import diff_hunks
from feedback_app.web.errors import Message
from feedback_app.web.extensions import current_services, known_page, title_of, written_page
from feedback_app.web.personal_data_review import public_numbers, review_texts
from feedback_app.web.rate_limit_checks import Refusal, check_refusal, open_form_refusal
from feedback_app.web.safeguarding_notice import safeguarding_notice
from feedback_app.web.suggestion_draft import SuggestionDraft, read_draft, read_page_draft
from handbook.pages.sections import sections_of
from handbook.urls import SUGGEST_ADDRESS, page_address

suggestion_blueprint = Blueprint("suggestions", __name__)

PageResponse = str | tuple[str, int]

FORM = "suggest"
"""The name under which suggestions are counted; no survey run is called like it."""

NOT_READY = Message(
    "This form is not ready yet",
    (
        "It asks for your words, and it must first say whom to call if somebody is at risk. A number is still missing.",
        "If somebody is at risk now, call 999.",
    ),
)


@suggestion_blueprint.get(SUGGEST_ADDRESS)
def suggest_form() -> PageResponse:
    """The parts of a page to choose from, one part to change, or the pages to choose from."""
    if safeguarding_notice(current_services().handbook) is None:
        return render_template("message.html", message=NOT_READY), 503
    address = known_page(request.args.get("page", ""))
    if address is None:
        return render_template("suggest_page.html", pages=_pages(), asked="page" in request.args)
    page = written_page(address)
    section = request.args.get("part", "")
    draft = read_draft(address, {"part": section})
    if page and draft is None:
        return render_template("suggest_part.html", page=address, title=page.header.title, sections=sections_of(page))
    return _form_page(draft or read_page_draft(address, {}))


@suggestion_blueprint.post(SUGGEST_ADDRESS)
def change() -> PageResponse:
    """The form again, with everything that was filled in."""
    return _respond(_rate_limited(_form_page))


@suggestion_blueprint.post(f"{SUGGEST_ADDRESS}check/")
def check() -> PageResponse:
    """Old and new words side by side, to be read before sending; or the form with what to put right."""
    return _respond(_rate_limited(_check_page))


@suggestion_blueprint.post(f"{SUGGEST_ADDRESS}send/")
def send() -> PageResponse:
    """Store the suggestion, once however often it is sent."""
    return _respond(_send)


def _rate_limited(page: Callable[[SuggestionDraft], PageResponse]) -> Callable[[SuggestionDraft], PageResponse]:
    """The same page, as often as a network may ask for it; past that a page that keeps everything."""

    def rate_limited(draft: SuggestionDraft) -> PageResponse:
        refusal = check_refusal(FORM)
        return _try_again(draft, refusal, again="check/") if refusal else page(draft)

    return rate_limited


def _respond(page: Callable[[SuggestionDraft], PageResponse]) -> PageResponse:
    words, why = plain_words(request.form.get("words")), plain_words(request.form.get("why"))
    typed = returned_texts({"What should change": words, "Why": why})
    if safeguarding_notice(current_services().handbook) is None:
        return render_template("message.html", message=NOT_READY, rows=typed), 503
    address = known_page(request.form.get("page", ""))
    if address is None:
        return render_template("suggest_page.html", pages=_pages(), asked=True, rows=typed)
    # A part that is gone by now is part of the page as a whole: nobody's words are lost for it.
    return page(read_draft(address, request.form) or read_page_draft(address, request.form))


def _check_page(draft: SuggestionDraft) -> PageResponse:
    problems = draft.problems()
    if problems:
        return _form_page(draft, problems)
    reviewed = review_texts({"words": draft.words, "why": draft.why}, request.form, details_finder(draft))
    draft = draft.with_texts(reviewed.texts["words"], reviewed.texts["why"], reviewed.kept)
    if reviewed.questions:
        action = f"{SUGGEST_ADDRESS}check/"
        change = {"text": "Change my words", "action": SUGGEST_ADDRESS}
        hidden = draft.hidden_values()
        return render_template(
            "personal_data_review.html", questions=reviewed.questions, action=action, hidden=hidden, change=change
        )
    return render_template(
        "suggest_check.html",
        draft=draft,
        title=title_of(draft.page),
        diff_hunks=diff_hunks(draft.before, draft.words) if draft.before else (),
    )


def details_finder(draft: SuggestionDraft) -> Callable[[str, str], tuple[PersonalDetail, ...]]:
    """Finds the details in its texts that the page itself does not say."""
    public = public_numbers(current_services().handbook.contacts)

    def find_new_details(name: str, text: str) -> tuple[PersonalDetail, ...]:
        return new_details(draft.before, text, public) if name == "words" else find_details(text, public)

    return find_new_details


def _send(draft: SuggestionDraft) -> PageResponse:
    problems = draft.problems()
    if problems:
        return _form_page(draft, problems)
    refusal = open_form_refusal(FORM)
    if refusal:
        return _try_again(draft, refusal)
    try:
        outcome = current_services().store.save_suggestion(draft.receipt, draft.suggestion())
    except StoreUnavailable:
        return _try_again(draft, Refusal.UNAVAILABLE)
    again = outcome is SaveOutcome.ALREADY_RECEIVED
    title = title_of(draft.page)
    return render_template("suggest_received.html", draft=draft, title=title, again=again)


def _try_again(draft: SuggestionDraft, why: Refusal, again: str = "send/") -> PageResponse:
    action = f"{SUGGEST_ADDRESS}{again}"
    return render_template("suggest_try_again.html", draft=draft, why=why, action=action), why.status


def _form_page(draft: SuggestionDraft, problems: list[dict[str, str]] | None = None) -> PageResponse:
    return render_template(
        "suggest.html",
        draft=draft,
        title=title_of(draft.page),
        notice=safeguarding_notice(current_services().handbook),
        errors=error_summary(problems) if problems else None,
        wrong={problem["href"].removeprefix("#"): problem["text"] for problem in problems or ()},
    )


def _pages() -> list[tuple[str, str]]:
    """The written pages by title."""
    pages = current_services().handbook.pages
    return sorted(
        ((page_address(path), page.header.title) for path, page in pages.items()), key=lambda page: page[1].lower()
    )
