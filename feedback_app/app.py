"""The Flask app put together."""

from urllib.parse import urlsplit

from flask import Flask, Response, request
from jinja2 import ChainableUndefined, ChoiceLoader, PackageLoader, PrefixLoader
from werkzeug.local import LocalProxy

from feedback_app.clock import Clock
from feedback_app.formatting import in_new_tabs, prose
from feedback_app.forms.registry import forms_of
from feedback_app.forms.translations import ENGLISH, words_in
from feedback_app.privacy.codes import CodeKeys
from feedback_app.settings import Settings
from feedback_app.storage import Health, Store
from feedback_app.web import answering, page_feedback, receipts, seeing, suggesting, withdrawing
from feedback_app.web.base_path import BelowBase, below_base
from feedback_app.web.errors import QuietFlask, show_errors
from feedback_app.web.extensions import Running, hold, running
from feedback_app.web.headers import FORMS, SECURE_ONLY
from feedback_app.web.rate_limits import Crowd, has_room_on_disk
from feedback_app.web.request_checks import MOST_BYTES, MOST_FIELDS, refuse_strange_requests
from feedback_app.web.safeguarding_notice import may_tell_of_harm, words_notice
from feedback_app.web.site_build import SiteBuild
from handbook.formatting import day_in_words
from handbook.handbook import Handbook
from handbook.urls import (
    PAGE_FEEDBACK_ADDRESS,
    RECEIPT_ADDRESS,
    SUGGEST_ADDRESS,
    WITHDRAW_ADDRESS,
    form_address,
    page_address,
)


def create_app(settings: Settings, handbook: Handbook, *, clock: Clock, store: Store | None = None) -> Flask:
    """The forms of one handbook, with their store open; another than that of the settings where one is given."""
    app = QuietFlask(__name__, static_url_path="/forms-assets")
    # No secret key: without one Flask refuses to make a session, so no page can set a cookie by mistake.
    app.config.update(MAX_CONTENT_LENGTH=MOST_BYTES, MAX_FORM_MEMORY_SIZE=MOST_BYTES, MAX_FORM_PARTS=MOST_FIELDS)
    held = Running(
        handbook=handbook,
        store=store or Store(settings.store),
        keys=CodeKeys(settings.keys),
        clock=clock,
        settings=settings,
        crowd=Crowd(),
        forms=forms_of(handbook),
        build=SiteBuild(settings.site, settings.policy),
    )
    hold(app.extensions, held)
    _prepare_templates(app)
    app.before_request(refuse_strange_requests)
    app.after_request(_add_headers)
    app.register_blueprint(answering)
    app.register_blueprint(withdrawing)
    app.register_blueprint(page_feedback)
    app.register_blueprint(seeing)
    app.register_blueprint(suggesting)
    app.register_blueprint(receipts)
    app.add_url_rule("/healthz", view_func=_health)
    show_errors(app)
    return app


def _health() -> Response:
    """One plain sentence for whoever watches the server; it tells nothing about anybody."""
    held = running()
    health = held.store.health()
    if health is Health.WELL and not has_room_on_disk(held.settings.store):
        # Open forms refuse replies then before the store is asked.
        health = Health.DISK_FULL
    if health is Health.WELL and not held.site_is_whole:
        return Response("the site cannot be read; run `make pages`\n", status=503, mimetype="text/plain")
    old = ", with the content of an earlier build; the log says why" if held.content_is_old else ""
    return Response(f"{health}{old}\n", status=200 if health is Health.WELL else 503, mimetype="text/plain")


def _prepare_templates(app: Flask) -> None:
    # The macros of govuk-frontend-jinja fail on absent optional parts unless a missing name is simply empty.
    app.jinja_env.undefined = ChainableUndefined
    macros = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    app.jinja_env.loader = ChoiceLoader([app.jinja_env.loader, macros] if app.jinja_env.loader else [macros])
    app.jinja_env.add_extension(BelowBase)
    app.jinja_env.filters |= {"below_base": below_base} | {
        "day_in_words": day_in_words,
        "prose": prose,
        "in_new_tabs": in_new_tabs,
    }
    # What comes from content is looked up for each request: a new build brings new content.
    app.jinja_env.globals |= {
        "service": LocalProxy(lambda: running().handbook.service),
        "words_notice": lambda: words_notice(running().handbook),
        "may_tell_of_harm": may_tell_of_harm,
        "say": words_in(ENGLISH),
        "page_address": page_address,
        "form_address": form_address,
        "withdraw_address": WITHDRAW_ADDRESS,
        "page_feedback_address": PAGE_FEEDBACK_ADDRESS,
        "receipt_address": RECEIPT_ADDRESS,
        "suggest_address": SUGGEST_ADDRESS,
        "page_title": _page_title,
    }


def _page_title(path: str) -> str:
    pages = running().handbook.pages
    return pages[path].header.title if path in pages else path


def _add_headers(answer: Response) -> Response:
    if "Location" in answer.headers:
        # Only ever to the same address with a slash. Werkzeug writes it with the host that the sender named.
        answer.headers["Location"] = urlsplit(answer.headers["Location"]).path
        answer.set_data(b"")
    for name, value in (FORMS | (SECURE_ONLY if request.is_secure else {})).items():
        answer.headers[name] = value
    return answer
