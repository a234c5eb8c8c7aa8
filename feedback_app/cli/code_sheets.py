"""A sheet of cards to print and cut: how to reach a form, by hand or by QR code, and a one-time code on each card."""

from collections.abc import Sequence
from dataclasses import dataclass

import segno
from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from handbook.formatting import day_in_words
from handbook.service.service import Service
from handbook.surveys.survey import SurveyRun
from handbook.urls import form_address


@dataclass(frozen=True)
class CodeCard:
    """The part that all cards of a sheet share."""

    title: str
    closes: str
    address: str
    """The form's whole address; no code is ever part of it."""

    @property
    def typed(self) -> str:
        """The address as people type it."""
        return self.address.partition("://")[2].rstrip("/")

    @property
    def picture(self) -> Markup:
        """A QR code of the address alone."""
        qr_code = segno.make(self.address, error="m", micro=False)
        return Markup(qr_code.svg_inline(scale=3, border=4, omitsize=True))  # noqa: S704 (made of our own address)


def code_card(run: SurveyRun, service: Service) -> CodeCard | None:
    """The card of a form; None unless the address of the forms is configured."""
    place = service.forms_address or service.site_address
    if not place:
        return None
    address = place.removesuffix("/") + form_address(run.slug)
    return CodeCard(run.survey.title, day_in_words(run.wave.closes), address)


def code_sheet(card: CodeCard, codes: Sequence[str]) -> str:
    """The whole sheet as one file that needs nothing else."""
    environment = Environment(loader=PackageLoader("feedback_app"), autoescape=True)
    return environment.get_template("code_sheet.html").render(card=card, codes=codes)
