"""The command that shows a form before it opens: every step as respondents will meet it, and nothing is kept.

A process of its own on this computer: the app that people answer in has no way to show a form before its day.
"""

import logging
from dataclasses import replace

import click
from flask import Flask, abort, request
from werkzeug.serving import make_server

from feedback_app.app import create_app
from feedback_app.cli.context import run_with_key
from feedback_app.cli.serve_command import check_port
from feedback_app.clock import Clock
from feedback_app.privacy.codes import CodeKeys
from feedback_app.responses import Response
from feedback_app.server.site_and_forms import SiteAndForms, check_built
from feedback_app.settings import Settings, read_settings
from feedback_app.storage import SaveOutcome, Store
from feedback_app.terminal_text import say
from feedback_app.web.content_reload import load_content
from feedback_app.web.extensions import AppServices, set_services
from handbook.handbook import Handbook
from handbook.surveys.survey import Access, SurveyRun

NO_RECEIPT = "PREVIEW: NO RECEIPT"
"""In place of every receipt; it is too long and has a colon, so no page takes it for one."""

_ALLOWED_ENDPOINTS = ("answers.", "disclosures.", "static")
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


class AcceptAnyCode(CodeKeys):
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
    set_services(app, replace(services, keys=AcceptAnyCode(settings.keys), forms=forms))
    app.jinja_env.globals["preview"] = True

    def refuse_all_but_the_form() -> None:
        if request.host.partition(":")[0] not in _THIS_COMPUTER:
            abort(403)
        if not (request.endpoint or "").startswith(_ALLOWED_ENDPOINTS):
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


@click.command("preview")
@click.argument("key")
@click.option("--port", default=8002, show_default=True, type=click.IntRange(1, 65535), help="Port on this computer.")
def preview_command(key: str, port: int) -> None:
    """Show the form of an asking before it opens, on this computer alone, until you press Ctrl+C. Nothing is kept."""
    settings = read_settings()
    check_built(settings)
    handbook = load_content(settings)
    run = run_with_key(handbook, key)
    check_port(port)
    both = SiteAndForms(preview_app(settings, handbook, run), settings)
    # Its lines would tell what somebody looked at.
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with make_server("127.0.0.1", port, both, threaded=True) as server:
        for address in preview_addresses(handbook, run, port):
            click.echo(f"Preview of {key}: {address}")
        if run.wave.access is Access.CODE:
            say("It asks for a one-time code. Here any 16 letters and figures will do: 7B2C-9QKD-M4XE-ZT10.")
        say("Nothing that you send is kept. Stop with Ctrl+C.")
        server.serve_forever()
