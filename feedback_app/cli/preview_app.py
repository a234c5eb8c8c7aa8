"""A form before it opens, for the people who wrote it: every step as others will meet it, and nothing is kept.

A process of its own on this computer: the app that people answer in has no way to show a form before its day.
"""

from dataclasses import replace

from flask import Flask, abort, request

from feedback_app.app import create_app
from feedback_app.clock import Clock
from feedback_app.privacy.codes import CodeKeys
from feedback_app.responses import Response
from feedback_app.settings import Settings
from feedback_app.storage import SaveOutcome, Store
from feedback_app.web.extensions import AppServices, set_services
from handbook.handbook import Handbook
from handbook.surveys.survey import SurveyRun

NO_RECEIPT = "PREVIEW: NO RECEIPT"
"""In place of every receipt; it is too long and has a colon, so no page takes it for one."""

_SHOWN = ("answers.", "disclosures.", "static")
"""The pages of a form, and what they load."""
_THIS_COMPUTER = ("127.0.0.1", "localhost")


class NullStore(Store):
    """Says of each response that it was received, and keeps nothing; there is no file."""

    def __init__(self) -> None:
        """Open nothing. Whatever else a store can do fails here."""

    def save(self, response: Response, code_hmac: bytes | None = None) -> SaveOutcome:  # noqa: ARG002
        """Forget it."""
        return SaveOutcome.RECEIVED

    def knows_code(self, wave: str, code_hmac: bytes) -> bool:  # noqa: ARG002
        """Every code can still be used."""
        return True

    def close(self) -> None:
        """There is nothing to close."""


class AnyCodeKeys(CodeKeys):
    """Takes every code that has the right shape, and reads and makes no key."""

    def exists(self, run_key: str) -> bool:  # noqa: ARG002
        """There is always one."""
        return True

    def code_hmac(self, run_key: str, code: str) -> bytes:  # noqa: ARG002
        """The same for all."""
        return b""


def preview_app(settings: Settings, handbook: Handbook, run: SurveyRun) -> Flask:
    """An app that shows the form of one survey run as on its first day, and answers to this computer alone."""
    app = create_app(settings, _only_this_run(handbook, run), clock=Clock(run.wave.opens), store=NullStore())
    services: AppServices = app.extensions["handbook"]
    forms = {name: type("PreviewForm", (form,), {"receipt_shown": NO_RECEIPT}) for name, form in services.forms.items()}
    set_services(app, replace(services, keys=AnyCodeKeys(settings.keys), forms=forms))
    app.jinja_env.globals["preview"] = True

    def refuse_all_but_the_form() -> None:
        if request.host.partition(":")[0] not in _THIS_COMPUTER:
            abort(403)
        if not (request.endpoint or "").startswith(_SHOWN):
            abort(404)

    app.before_request(refuse_all_but_the_form)
    return app


def _only_this_run(handbook: Handbook, run: SurveyRun) -> Handbook:
    """The handbook with one survey run and no other, so that another that is open on that day does not come first."""
    if run.is_consultation:
        return replace(handbook, waves={}, consultations={run.slug: handbook.consultations[run.slug]})
    waves = {run.slug: {name: wave for name, wave in handbook.waves[run.slug].items() if wave is run.wave}}
    return replace(handbook, waves=waves, consultations={})


def preview_addresses(handbook: Handbook, run: SurveyRun, port: int) -> tuple[str, ...]:
    """Where the form is, in each language that it has."""
    first = f"http://127.0.0.1:{port}/answer/{run.slug}/"
    return (first, *(f"{first}?language={language}" for language in handbook.translations.get(run.slug, {})))
