"""Answering: the form, checking it, sending it. Nothing is kept between two pages except in the pages themselves."""

from collections.abc import Callable

from flask import Blueprint, abort, render_template, request

from feedback_app.forms import AnswerForm
from feedback_app.forms.macros import answer_rows, code_input, error_summary, render_sections, returned_rows
from feedback_app.forms.translations import ENGLISH, words_in
from feedback_app.storage import SaveOutcome, StoreUnavailable
from feedback_app.web.availability import closed_form, is_known, run_to_send, run_to_show
from feedback_app.web.errors import Message
from feedback_app.web.extensions import current_services
from feedback_app.web.http_security import CLEAR_CACHE_HEADERS
from feedback_app.web.localised import LocalisedRun, localise
from feedback_app.web.personal_data_review import detail_finder, review_texts
from feedback_app.web.rate_limit_checks import Refusal, check_refusal, reply_refusal
from feedback_app.web.safeguarding_notice import may_tell_of_harm, safeguarding_notice
from handbook.surveys.survey import Access, SurveyRun
from handbook.urls import form_address

answer_blueprint = Blueprint("answers", __name__)

PageResponse = str | tuple[str, int] | tuple[str, int, dict[str, str]]
"""A page, with its status where that is not 200, and with headers of its own."""

NO_NOTICE = Message(
    "This form is not ready yet",
    (
        "It must first say whom to call if somebody is at risk. A number is still missing.",
        "If you have answers for us, come back in a few days. If somebody is at risk now, call 999.",
    ),
)
NO_CODES = Message(
    "You need a code to answer this",
    ("Only people to whom we gave a one-time code can answer. We have given out none so far.",),
)


@answer_blueprint.get("/answer/<slug>/")
def show(slug: str) -> PageResponse:
    """The empty form, or a page that says why there is none."""
    return _respond(slug, _form_page, filled=False)


@answer_blueprint.post("/answer/<slug>/")
def change(slug: str) -> PageResponse:
    """The form again, with everything that was filled in; from its field for a code on, the questions."""
    return _respond(slug, _rate_limited(_questions_page if "continue" in request.form else _form_page), filled=True)


@answer_blueprint.post("/answer/<slug>/check/")
def check(slug: str) -> PageResponse:
    """All answers on one page to be read before sending, or the form with what to put right."""
    return _respond(slug, _rate_limited(_check_page), filled=True)


@answer_blueprint.post("/answer/<slug>/send/")
def send(slug: str) -> PageResponse:
    """Store the answers, once however often they are sent."""
    return _respond(slug, _send, filled=True)


Page = Callable[[LocalisedRun, AnswerForm], PageResponse]


def _respond(slug: str, page: Page, *, filled: bool) -> PageResponse:
    """A page about a form that can be answered, or why it cannot; a filled form was sent, not opened."""
    run = _current_run(slug, sending=filled)
    if run is None:
        return _closed_page(slug, filled=filled), 403 if filled else 200
    localised = localise(current_services().handbook, run, request.values.get("language"))
    form = _form(localised, filled=filled)
    return _not_ready(run, form if filled else None) or page(localised, form)


def _rate_limited(page: Page) -> Page:
    """The same page, as often as a network may ask for it; past that a page that keeps everything and goes on."""

    def rate_limited(localised: LocalisedRun, form: AnswerForm) -> PageResponse:
        form.code_works = _has_valid_code(localised.run, form)
        refusal = None if form.code_works else check_refusal(localised.run.key)
        return _try_again_page(localised, form, refusal, again="check/") if refusal else page(localised, form)

    return rate_limited


def _has_valid_code(run: SurveyRun, form: AnswerForm) -> bool:
    """Whether a one-time code can be sent with this receipt; who holds one is never asked to wait because of others."""
    code, store = form.code_typed, current_services().store
    if code is None:
        return False
    # It stays unused. A receipt that was sent already comes back as such, whatever the code.
    return (
        store.knows_code(run.key, current_services().keys.code_hmac(run.key, code))
        or store.run_key_of(form.receipt_shown) == run.key
    )


def _questions_page(localised: LocalisedRun, form: AnswerForm) -> PageResponse:
    """What follows the field for a code; without scripts, also what Enter leads to in a box further down."""
    if not form.is_empty:
        return _check_page(localised, form)
    form.check_code()
    return _form_page(localised, form)


def _check_page(localised: LocalisedRun, form: AnswerForm) -> PageResponse:
    # Not only when it is sent: who mistyped a code has not answered everything in vain then.
    is_valid = form.validate()
    if not (form.check_code() and is_valid):
        return _form_page(localised, form)
    reviewed = review_texts(form.texts(), request.form, detail_finder(current_services().handbook.contacts))
    form.replace_texts(reviewed.texts, reviewed.kept)
    if reviewed.questions:
        return render_template(
            "personal_data_review.html",
            questions=reviewed.questions,
            action=f"{form_address(localised.run.slug)}check/",
            hidden=form.hidden_values(),
            say=localised.words,
            run=localised.run,
            for_children=localised.run.survey.for_children,
            change={"text": localised.words("change-my-answers"), "action": form_address(localised.run.slug)},
        )
    return render_template("check.html", run=localised.run, say=localised.words, form=form, rows=answer_rows(form))


def _send(localised: LocalisedRun, form: AnswerForm) -> PageResponse:
    if not form.validate():
        return _form_page(localised, form)
    refusal = reply_refusal(localised.run)
    if refusal:
        return _try_again_page(localised, form, refusal)
    try:
        outcome = _save(localised.run, form)
    except StoreUnavailable:
        return _try_again_page(localised, form, Refusal.UNAVAILABLE)
    return _outcome_page(outcome, localised, form)


def _save(run: SurveyRun, form: AnswerForm) -> SaveOutcome:
    code = form.code_typed
    code_hmac = current_services().keys.code_hmac(run.key, code) if code else None
    return current_services().store.save(form.response(run.key), code_hmac)


def _outcome_page(outcome: SaveOutcome, localised: LocalisedRun, form: AnswerForm) -> PageResponse:
    match outcome:
        case SaveOutcome.TOO_LATE:
            return _closed_page(localised.run.slug, filled=True, run=localised.run), 403
        case SaveOutcome.CODE_REFUSED:
            form.refuse_code()
            return _form_page(localised, form)
        case SaveOutcome.RECEIVED | SaveOutcome.ALREADY_RECEIVED:
            again = outcome is SaveOutcome.ALREADY_RECEIVED
            return thanks_page(localised, form.receipt_shown, again=again), 200, CLEAR_CACHE_HEADERS


def _current_run(slug: str, *, sending: bool) -> SurveyRun | None:
    services = current_services()
    if not is_known(services.handbook, slug):
        abort(404)
    find = run_to_send if sending else run_to_show
    return find(services.handbook, slug, services.clock)


def _form(localised: LocalisedRun, *, filled: bool) -> AnswerForm:
    # Flask-WTF would also look at the request by itself; what the form holds is said here.
    return current_services().forms[localised.run.key, localised.language](formdata=request.form if filled else None)


def _not_ready(run: SurveyRun, filled: AnswerForm | None) -> PageResponse | None:
    services = current_services()
    message = None
    if may_tell_of_harm(run) and safeguarding_notice(services.handbook) is None:
        message = NO_NOTICE
    elif run.wave.access is Access.CODE and not services.keys.exists(run.key):
        message = NO_CODES
    if message is None:
        return None
    rows = returned_rows(filled) if filled else ()
    lang = filled.words.lang if filled else None
    young = run.survey.for_children
    say = words_in(ENGLISH, for_children=young)
    page = render_template("message.html", message=message, rows=rows, lang=lang, say=say, for_children=young)
    return page, 503


def _form_page(localised: LocalisedRun, form: AnswerForm) -> PageResponse:
    problems = form.problems()
    return render_template(
        "form.html",
        run=localised.run,
        say=localised.words,
        # Another language is another form: what was filled in here would be lost on the way.
        other_languages=localised.other_languages if request.method == "GET" else (),
        unchecked=not localised.checked,
        receipt=form.receipt_shown,
        kept=form.kept.data,
        code=code_input(form) if form.asks_for_code else None,
        sections=render_sections(form),
        notice=safeguarding_notice(current_services().handbook),
        errors=error_summary(problems, localised.words) if problems else None,
        honeypot=form.website.data or "",
        filled=request.method == "POST",
    )


def _try_again_page(localised: LocalisedRun, form: AnswerForm, why: Refusal, again: str = "send/") -> PageResponse:
    action = f"{form_address(localised.run.slug)}{again}"
    page = render_template("try_again.html", run=localised.run, say=localised.words, form=form, why=why, action=action)
    return page, why.status


def _closed_page(slug: str, *, filled: bool, run: SurveyRun | None = None) -> str:
    services = current_services()
    closed = closed_form(services.handbook, slug, services.clock.today())
    say = words_in(ENGLISH, for_children=closed.for_children)
    # Somebody who sends now has the form of the last run before them, or of one that was put off.
    run = run or closed.last_run or closed.next_run
    if run is None or not filled:
        return render_template("closed.html", closed=closed, filled=filled, say=say)
    form = _form(localise(services.handbook, run, request.values.get("language")), filled=True)
    rows, lang = returned_rows(form), form.words.lang
    return render_template("closed.html", closed=closed, filled=filled, say=say, rows=rows, lang=lang)


_RECEIPT = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands where the receipt goes; no text has it."""


def thanks_page(localised: LocalisedRun, receipt: str, *, again: bool) -> str:
    """The thanks with a receipt, which is letters, digits and hyphens; `again` where the answers were here before."""
    pages = current_services().thanks
    page_key = (localised.run.key, localised.language, again)
    if page_key not in pages:
        page = render_template("received.html", run=localised.run, say=localised.words, receipt=_RECEIPT, again=again)
        pages[page_key] = page.split(_RECEIPT)
    return receipt.join(pages[page_key])
