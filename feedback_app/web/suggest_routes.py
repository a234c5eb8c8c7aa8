"""Suggesting other words for a page, without an account: choose a part, change its words, check, send."""

from collections.abc import Callable

from flask import Blueprint, render_template, request

from feedback_app.forms.macros import error_summary, words_given_back
from feedback_app.forms.text_fields import plain_words
from feedback_app.privacy.personal_data import Detail, find_details, new_details
from feedback_app.storage import Outcome, StoreUnavailable
from feedback_app.suggestions.diff import differences
from feedback_app.web.errors import Message
from feedback_app.web.extensions import running
from feedback_app.web.page_lookup import known_page, title_of, written_page
from feedback_app.web.personal_data_review import numbers_everybody_may_know, settle
from feedback_app.web.rate_limit_checks import WhyNot, why_not_checked, why_shut_out
from feedback_app.web.safeguarding_notice import words_notice
from feedback_app.web.suggestion_draft import Proposal, read_proposal, read_whole
from handbook.pages.sections import sections_of
from handbook.urls import SUGGEST_ADDRESS, page_address

suggesting = Blueprint("suggesting", __name__)

Answered = str | tuple[str, int]

FORM = "suggest"
"""The name under which suggestions are counted; no survey run is called like it."""

NOT_READY = Message(
    "This form is not ready yet",
    (
        "It asks for your words, and it must first say whom to call if somebody is at risk. A number is still missing.",
        "If somebody is at risk now, call 999.",
    ),
)


@suggesting.get(SUGGEST_ADDRESS)
def choose() -> Answered:
    """The parts of a page to choose from, one part to change, or the pages to choose from."""
    if words_notice(running().handbook) is None:
        return render_template("message.html", message=NOT_READY), 503
    address = known_page(request.args.get("page", ""))
    if address is None:
        return render_template("suggest_page.html", pages=_pages(), asked="page" in request.args)
    page = written_page(address)
    part = request.args.get("part", "")
    proposal = read_proposal(address, {"part": part})
    if page and proposal is None:
        return render_template("suggest_part.html", page=address, title=page.header.title, parts=sections_of(page))
    return _form_page(proposal or read_whole(address, {}))


@suggesting.post(SUGGEST_ADDRESS)
def change() -> Answered:
    """The form again, with everything that was filled in."""
    return _step(_counted(_form_page))


@suggesting.post(f"{SUGGEST_ADDRESS}check/")
def check() -> Answered:
    """Old and new words side by side, to be read before sending; or the form with what to put right."""
    return _step(_counted(_check_page))


@suggesting.post(f"{SUGGEST_ADDRESS}send/")
def send() -> Answered:
    """Store the suggestion, once however often it is sent."""
    return _step(_send)


def _counted(page: Callable[[Proposal], Answered]) -> Callable[[Proposal], Answered]:
    """The same page, as often as a network may ask for it; past that a page that keeps everything."""

    def counted(proposal: Proposal) -> Answered:
        turned_away = why_not_checked(FORM)
        return _try_again(proposal, turned_away, again="check/") if turned_away else page(proposal)

    return counted


def _step(page: Callable[[Proposal], Answered]) -> Answered:
    words, why = plain_words(request.form.get("words")), plain_words(request.form.get("why"))
    typed = words_given_back({"What should change": words, "Why": why})
    if words_notice(running().handbook) is None:
        return render_template("message.html", message=NOT_READY, rows=typed), 503
    address = known_page(request.form.get("page", ""))
    if address is None:
        return render_template("suggest_page.html", pages=_pages(), asked=True, rows=typed)
    # A part that is gone by now is part of the page as a whole: nobody's words are lost for it.
    return page(read_proposal(address, request.form) or read_whole(address, request.form))


def _check_page(proposal: Proposal) -> Answered:
    problems = proposal.problems()
    if problems:
        return _form_page(proposal, problems)
    settled = settle({"words": proposal.words, "why": proposal.why}, request.form, details_of(proposal))
    proposal = proposal.with_texts(settled.texts["words"], settled.texts["why"], settled.kept)
    if settled.asked:
        action = f"{SUGGEST_ADDRESS}check/"
        change = {"text": "Change my words", "action": SUGGEST_ADDRESS}
        hidden = proposal.hidden_values()
        return render_template("details.html", asked=settled.asked, action=action, hidden=hidden, change=change)
    return render_template(
        "suggest_check.html",
        proposal=proposal,
        title=title_of(proposal.page),
        differences=differences(proposal.before, proposal.words) if proposal.before else (),
    )


def details_of(proposal: Proposal) -> Callable[[str, str], tuple[Detail, ...]]:
    """Finds the details in its texts that the page itself does not say."""
    known = numbers_everybody_may_know(running().handbook.contacts)

    def find(name: str, text: str) -> tuple[Detail, ...]:
        return new_details(proposal.before, text, known) if name == "words" else find_details(text, known)

    return find


def _send(proposal: Proposal) -> Answered:
    problems = proposal.problems()
    if problems:
        return _form_page(proposal, problems)
    turned_away = why_shut_out(FORM)
    if turned_away:
        return _try_again(proposal, turned_away)
    try:
        outcome = running().store.save_suggestion(proposal.receipt, proposal.suggestion())
    except StoreUnavailable:
        return _try_again(proposal, WhyNot.OUR_SIDE)
    again = outcome is Outcome.ALREADY_RECEIVED
    title = title_of(proposal.page)
    return render_template("suggest_received.html", proposal=proposal, title=title, again=again)


def _try_again(proposal: Proposal, why: WhyNot, again: str = "send/") -> Answered:
    action = f"{SUGGEST_ADDRESS}{again}"
    return render_template("suggest_try_again.html", proposal=proposal, why=why, action=action), why.status


def _form_page(proposal: Proposal, problems: list[dict[str, str]] | None = None) -> Answered:
    return render_template(
        "suggest.html",
        proposal=proposal,
        title=title_of(proposal.page),
        notice=words_notice(running().handbook),
        errors=error_summary(problems) if problems else None,
        wrong={each["href"].removeprefix("#"): each["text"] for each in problems or ()},
    )


def _pages() -> list[tuple[str, str]]:
    """The written pages by title."""
    pages = running().handbook.pages
    return sorted(
        ((page_address(path), page.header.title) for path, page in pages.items()), key=lambda each: each[1].lower()
    )
