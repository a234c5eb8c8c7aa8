"""Answering: the form, checking it, sending it. Nothing is kept between two pages except in the pages themselves."""

from collections.abc import Callable

from flask import Blueprint, abort, render_template, request

from feedback_app.forms import AnswerForm
from feedback_app.forms.macros import draw_code, draw_sections, error_summary, given_back, read_back
from feedback_app.forms.translations import ENGLISH, words_in
from feedback_app.storage import Outcome, StoreUnavailable
from feedback_app.web.availability import is_known, run_to_send, run_to_show, why_shut
from feedback_app.web.errors import Message
from feedback_app.web.extensions import running
from feedback_app.web.headers import FORGET
from feedback_app.web.localised import Spoken, spoken_in
from feedback_app.web.personal_data_review import find_in, settle
from feedback_app.web.rate_limit_checks import WhyNot, why_not_checked, why_turned_away
from feedback_app.web.safeguarding_notice import may_tell_of_harm, words_notice
from feedback_app.web.thanks import thanks_page
from handbook.surveys.survey import Access, SurveyRun
from handbook.urls import form_address

answering = Blueprint("answering", __name__)

Answered = str | tuple[str, int] | tuple[str, int, dict[str, str]]
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


@answering.get("/answer/<slug>/")
def show(slug: str) -> Answered:
    """The empty form, or why there is none."""
    return _step(slug, _form_page, filled=False)


@answering.post("/answer/<slug>/")
def change(slug: str) -> Answered:
    """The form again, with everything that was filled in; from its field for a code on, the questions."""
    return _step(slug, _counted(_questions_page if "continue" in request.form else _form_page), filled=True)


@answering.post("/answer/<slug>/check/")
def check(slug: str) -> Answered:
    """All answers on one page to be read before sending, or the form with what to put right."""
    return _step(slug, _counted(_check_page), filled=True)


@answering.post("/answer/<slug>/send/")
def send(slug: str) -> Answered:
    """Store the answers, once however often they are sent."""
    return _step(slug, _send, filled=True)


Page = Callable[[Spoken, AnswerForm], Answered]


def _step(slug: str, page: Page, *, filled: bool) -> Answered:
    """A page about a form that can be answered, or why it cannot; a filled form was sent, not opened."""
    run = _current_run(slug, sending=filled)
    if run is None:
        return _shut_page(slug, filled=filled), 403 if filled else 200
    spoken = spoken_in(running().handbook, run, request.values.get("language"))
    form = _form(spoken, filled=filled)
    return _not_ready(run, form if filled else None) or page(spoken, form)


def _counted(page: Page) -> Page:
    """The same page, as often as a network may ask for it; past that a page that keeps everything and goes on."""

    def counted(spoken: Spoken, form: AnswerForm) -> Answered:
        form.code_works = _has_a_right_code(spoken.run, form)
        turned_away = None if form.code_works else why_not_checked(spoken.run.key)
        return _try_again_page(spoken, form, turned_away, again="check/") if turned_away else page(spoken, form)

    return counted


def _has_a_right_code(run: SurveyRun, form: AnswerForm) -> bool:
    """Whether a one-time code can be sent with this receipt; who holds one is never asked to wait because of others."""
    code, store = form.code_typed, running().store
    if code is None:
        return False
    # It stays unused. A receipt that was sent already comes back as such, whatever the code.
    return (
        store.knows_code(run.key, running().keys.code_hmac(run.key, code))
        or store.run_key_of(form.receipt_shown) == run.key
    )


def _questions_page(spoken: Spoken, form: AnswerForm) -> Answered:
    """What follows the field for a code; without scripts, also what Enter leads to in a box further down."""
    if not form.is_empty:
        return _check_page(spoken, form)
    form.check_code()
    return _form_page(spoken, form)


def _check_page(spoken: Spoken, form: AnswerForm) -> Answered:
    # Not only when it is sent: who mistyped a code has not answered everything in vain then.
    right = form.validate()
    if not (form.check_code() and right):
        return _form_page(spoken, form)
    settled = settle(form.texts(), request.form, find_in(running().handbook.contacts))
    form.settle(settled.texts, settled.kept)
    if settled.asked:
        return render_template(
            "details.html",
            asked=settled.asked,
            action=f"{form_address(spoken.run.slug)}check/",
            hidden=form.hidden_values(),
            say=spoken.words,
            run=spoken.run,
            for_children=spoken.run.survey.for_children,
            change={"text": spoken.words("change-my-answers"), "action": form_address(spoken.run.slug)},
        )
    return render_template("check.html", run=spoken.run, say=spoken.words, form=form, rows=read_back(form))


def _send(spoken: Spoken, form: AnswerForm) -> Answered:
    if not form.validate():
        return _form_page(spoken, form)
    turned_away = why_turned_away(spoken.run)
    if turned_away:
        return _try_again_page(spoken, form, turned_away)
    try:
        outcome = _save(spoken.run, form)
    except StoreUnavailable:
        return _try_again_page(spoken, form, WhyNot.OUR_SIDE)
    return _page_for(outcome, spoken, form)


def _save(run: SurveyRun, form: AnswerForm) -> Outcome:
    code = form.code_typed
    code_hmac = running().keys.code_hmac(run.key, code) if code else None
    return running().store.save(form.response(run.key), code_hmac)


def _page_for(outcome: Outcome, spoken: Spoken, form: AnswerForm) -> Answered:
    match outcome:
        case Outcome.TOO_LATE:
            return _shut_page(spoken.run.slug, filled=True, run=spoken.run), 403
        case Outcome.CODE_REFUSED:
            form.refuse_code()
            return _form_page(spoken, form)
        case Outcome.RECEIVED | Outcome.ALREADY_RECEIVED:
            again = outcome is Outcome.ALREADY_RECEIVED
            return thanks_page(spoken, form.receipt_shown, again=again), 200, FORGET


def _current_run(slug: str, *, sending: bool) -> SurveyRun | None:
    held = running()
    if not is_known(held.handbook, slug):
        abort(404)
    find = run_to_send if sending else run_to_show
    return find(held.handbook, slug, held.clock)


def _form(spoken: Spoken, *, filled: bool) -> AnswerForm:
    # Flask-WTF would also look at the request by itself; what the form holds is said here.
    return running().forms[spoken.run.key, spoken.language](formdata=request.form if filled else None)


def _not_ready(run: SurveyRun, filled: AnswerForm | None) -> Answered | None:
    held = running()
    message = None
    if may_tell_of_harm(run) and words_notice(held.handbook) is None:
        message = NO_NOTICE
    elif run.wave.access is Access.CODE and not held.keys.exists(run.key):
        message = NO_CODES
    if message is None:
        return None
    rows = given_back(filled) if filled else ()
    lang = filled.words.lang if filled else None
    young = run.survey.for_children
    say = words_in(ENGLISH, for_children=young)
    page = render_template("message.html", message=message, rows=rows, lang=lang, say=say, for_children=young)
    return page, 503


def _form_page(spoken: Spoken, form: AnswerForm) -> Answered:
    problems = form.problems()
    return render_template(
        "form.html",
        run=spoken.run,
        say=spoken.words,
        # Another language is another form: what was filled in here would be lost on the way.
        others=spoken.others if request.method == "GET" else (),
        unchecked=not spoken.checked,
        receipt=form.receipt_shown,
        kept=form.kept.data,
        code=draw_code(form) if form.asks_for_code else None,
        sections=draw_sections(form),
        notice=words_notice(running().handbook),
        errors=error_summary(problems, spoken.words) if problems else None,
        trapped=form.website.data or "",
        filled=request.method == "POST",
    )


def _try_again_page(spoken: Spoken, form: AnswerForm, why: WhyNot, again: str = "send/") -> Answered:
    action = f"{form_address(spoken.run.slug)}{again}"
    page = render_template("try_again.html", run=spoken.run, say=spoken.words, form=form, why=why, action=action)
    return page, why.status


def _shut_page(slug: str, *, filled: bool, run: SurveyRun | None = None) -> str:
    held = running()
    shut = why_shut(held.handbook, slug, held.clock.today())
    say = words_in(ENGLISH, for_children=shut.for_children)
    # Somebody who sends now has the form of the last run before them, or of one that was put off.
    run = run or shut.over or shut.to_come
    if run is None or not filled:
        return render_template("shut.html", shut=shut, filled=filled, say=say)
    form = _form(spoken_in(held.handbook, run, request.values.get("language")), filled=True)
    rows, lang = given_back(form), form.words.lang
    return render_template("shut.html", shut=shut, filled=filled, say=say, rows=rows, lang=lang)
