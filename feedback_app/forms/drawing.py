"""From fields to what the macros of govuk-frontend-jinja are called with; templates only call them."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

from feedback_app.forms.answer_form import AnswerForm, field_name
from feedback_app.forms.field_kind import Params
from feedback_app.forms.kinds import FIELD_FOR_KIND
from handbook.questionnaires import Section
from handbook.questions import Question

NOT_PROVIDED = "Not provided"


@dataclass(frozen=True)
class DrawnField:
    """One question, ready for its macro."""

    macro: str
    params: Params
    after_notice: bool
    """Whether the notice about words stands right before it."""


@dataclass(frozen=True)
class DrawnSection:
    """A section of the questionnaire, ready for the page."""

    section: Section
    fields: tuple[DrawnField, ...]


def draw_sections(form: AnswerForm) -> tuple[DrawnSection, ...]:
    """The questions in their sections; the first one that asks for words comes after the notice."""
    first_words = next((question for question in form.questionnaire.questions if question.kind.is_words), None)
    return tuple(
        DrawnSection(section, tuple(_draw_field(form, each, first_words) for each in section.questions))
        for section in form.questionnaire.sections
    )


def _draw_field(form: AnswerForm, question: Question, first_words: Question | None) -> DrawnField:
    kind, field = FIELD_FOR_KIND[question.kind], form[field_name(question)]
    params = kind.params(question, field) | {"name": field.name, "id": field.name, "idPrefix": field.name}
    if question.hint:
        params["hint"] = {"text": question.hint}
    return DrawnField(kind.macro, params | _error(field.errors), question is first_words)


def draw_code(form: AnswerForm) -> Params:
    """The field for the one-time code."""
    field = form["code"]
    return text_input(
        "code",
        "Your one-time code",
        hint="16 letters and figures in four groups, from your letter or slip",
        value=field.data or "",
        errors=field.errors,
    )


def text_input(name: str, label: str, *, hint: str, value: str, errors: Iterable[str]) -> Params:
    """A box for a code or a receipt."""
    return {
        "name": name,
        "id": name,
        "label": {"text": label, "classes": "govuk-label--s"},
        "hint": {"text": hint},
        "value": value,
        "autocomplete": "off",
        "spellcheck": False,
        "classes": "govuk-input--width-20",
    } | _error(errors)


def read_back(form: AnswerForm) -> list[Params]:
    """The rows of "check your answers"."""
    rows = [_row("Your one-time code", form.code_typed)] if form.asks_for_code else []
    return rows + [
        _row(question.text, kind.read_back(question, field) if field.data else None)
        for question, kind, field in form.fields()
    ]


def _row(key: str, value: str | None) -> Params:
    # Line breaks are part of what a person wrote.
    shown = Markup("<br>").join(escape(line) for line in (value or NOT_PROVIDED).split("\n"))
    return {"key": {"text": key}, "value": {"html": shown}}


def error_summary(problems: list[Params]) -> Params:
    """The box on top of a page with errors; it takes the focus even where scripts do not run."""
    attributes = {"tabindex": "-1", "autofocus": ""}
    return {"titleText": "There is a problem", "errorList": problems, "attributes": attributes}


def _error(errors: Iterable[str]) -> Params:
    first = next(iter(errors), None)
    return {"errorMessage": {"text": first}} if first else {}
