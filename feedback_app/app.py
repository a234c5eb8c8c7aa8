"""The application factory."""

from urllib.parse import urlsplit

from flask import Flask, Response, request
from jinja2 import ChainableUndefined, ChoiceLoader, PackageLoader, PrefixLoader
from werkzeug.local import LocalProxy

from feedback_app.clock import Clock
from feedback_app.formatting import in_new_tabs, prose
from feedback_app.forms.answer_form import forms_of
from feedback_app.forms.translations import ENGLISH, words_in
from feedback_app.privacy.codes import CodeKeys
from feedback_app.settings import Settings
from feedback_app.storage import Health, Store
from feedback_app.web import (
    answer_blueprint,
    disclosure_blueprint,
    page_feedback_blueprint,
    receipt_blueprint,
    search_blueprint,
    suggestion_blueprint,
    withdrawal_blueprint,
)
from feedback_app.web.base_path import BasePathExtension, with_base_path
from feedback_app.web.errors import FeedbackFlask, register_error_pages
from feedback_app.web.extensions import AppServices, current_services, set_services
from feedback_app.web.http_security import FORM_HEADERS, HTTPS_HEADERS, MAX_BYTES, MAX_FIELDS, reject_bad_requests
from feedback_app.web.rate_limits import RateLimiter, has_room_on_disk
from feedback_app.web.safeguarding_notice import may_tell_of_harm, safeguarding_notice
from feedback_app.web.site_build import SiteBuild
from handbook.formatting import day_in_words
from handbook.handbook import Handbook
from handbook.urls import (
    MISSING_WORDS_ADDRESS,
    PAGE_FEEDBACK_ADDRESS,
    RECEIPT_ADDRESS,
    SEARCH_ADDRESS,
    SUGGEST_ADDRESS,
    WITHDRAW_ADDRESS,
    form_address,
    page_address,
)


def create_app(settings: Settings, handbook: Handbook, *, clock: Clock, store: Store | None = None) -> Flask:
    """Create the app for the forms of one handbook. Opens the store that the settings name, unless one is given."""
    app = FeedbackFlask(__name__, static_url_path="/forms-assets")
    # No secret key: without one Flask refuses to make a session, so no page can set a cookie by mistake.
    app.config.update(MAX_CONTENT_LENGTH=MAX_BYTES, MAX_FORM_MEMORY_SIZE=MAX_BYTES, MAX_FORM_PARTS=MAX_FIELDS)
    services = AppServices(
        handbook=handbook,
        store=store or Store(settings.store),
        keys=CodeKeys(settings.keys),
        clock=clock,
        settings=settings,
        rate_limiter=RateLimiter(),
        forms=forms_of(handbook),
        build=SiteBuild(settings.site, settings.policy),
    )
    set_services(app, services)
    _prepare_templates(app)
    app.before_request(reject_bad_requests)
    app.after_request(_add_headers)
    app.register_blueprint(answer_blueprint)
    app.register_blueprint(withdrawal_blueprint)
    app.register_blueprint(page_feedback_blueprint)
    app.register_blueprint(disclosure_blueprint)
    app.register_blueprint(suggestion_blueprint)
    app.register_blueprint(receipt_blueprint)
    app.register_blueprint(search_blueprint)
    app.add_url_rule("/healthz", view_func=_health)
    register_error_pages(app)
    return app


def _health() -> Response:
    """One plain sentence for monitoring. It reveals nothing about anybody."""
    services = current_services()
    health = services.store.health()
    if health is Health.OK and not has_room_on_disk(services.settings.store):
        # Open forms then refuse replies before they reach the store.
        health = Health.DISK_FULL
    if health is Health.OK and not services.site_is_whole:
        return Response("the site cannot be read; run `make pages`\n", status=503, mimetype="text/plain")
    old = ", with the content of an earlier build; the log says why" if services.content_is_old else ""
    return Response(f"{health}{old}\n", status=200 if health is Health.OK else 503, mimetype="text/plain")


def _prepare_templates(app: Flask) -> None:
    # The macros of govuk-frontend-jinja fail on absent optional parts unless a missing name is simply empty.
    app.jinja_env.undefined = ChainableUndefined
    macros = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    app.jinja_env.loader = ChoiceLoader([app.jinja_env.loader, macros] if app.jinja_env.loader else [macros])
    app.jinja_env.add_extension(BasePathExtension)
    app.jinja_env.filters |= {"with_base_path": with_base_path} | {
        "day_in_words": day_in_words,
        "prose": prose,
        "in_new_tabs": in_new_tabs,
    }
    # What comes from content is looked up for each request: a new build brings new content.
    app.jinja_env.globals |= {
        "service": LocalProxy(lambda: current_services().handbook.service),
        "safeguarding_notice": lambda: safeguarding_notice(current_services().handbook),
        "may_tell_of_harm": may_tell_of_harm,
        "say": words_in(ENGLISH),
        "page_address": page_address,
        "form_address": form_address,
        "withdraw_address": WITHDRAW_ADDRESS,
        "page_feedback_address": PAGE_FEEDBACK_ADDRESS,
        "receipt_address": RECEIPT_ADDRESS,
        "suggest_address": SUGGEST_ADDRESS,
        "search_address": SEARCH_ADDRESS,
        "missing_words_address": MISSING_WORDS_ADDRESS,
        "page_title": _page_title,
    }


def _page_title(path: str) -> str:
    pages = current_services().handbook.pages
    return pages[path].header.title if path in pages else path


def _add_headers(answer: Response) -> Response:
    if "Location" in answer.headers:
        # Always the same address with a slash. Werkzeug builds it with the host that the client named.
        answer.headers["Location"] = urlsplit(answer.headers["Location"]).path
        answer.set_data(b"")
    for name, value in (FORM_HEADERS | (HTTPS_HEADERS if request.is_secure else {})).items():
        answer.headers[name] = value
    return answer
