"""Turns fields into parameters for the macros of govuk-frontend-jinja, which templates call."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from feedback_app.forms.answer_form import AnswerForm, field_name
from feedback_app.forms.field_kind import Params
from feedback_app.forms.kinds import FIELD_FOR_KIND
from feedback_app.forms.kinds.choices import choices_in
from feedback_app.forms.translations import ENGLISH, Phrase, Words, words_in
from handbook.surveys.questionnaire import QuestionSection
from handbook.surveys.questions import Question


@dataclass(frozen=True)
class RenderedField:
    """One question, ready for its macro."""

    macro: str
    params: Params
    after_notice: bool
    """Whether the notice about texts comes right before it."""
    about_safety: bool = False
    """Whether the numbers to call now come right after it."""
    only_if: str | None = None
    """If not everybody is asked: a sentence that says who is."""
    condition: tuple[str, str] | None = None
    """The same for a script: the name of the deciding field, and its answers separated by spaces."""


@dataclass(frozen=True)
class RenderedSection:
    """A section of the questionnaire, ready for the page."""

    section: QuestionSection
    fields: tuple[RenderedField, ...]

    @property
    def depends(self) -> bool:
        """Whether earlier answers can skip the whole section."""
        return all(field.only_if for field in self.fields)


def render_sections(form: AnswerForm) -> tuple[RenderedSection, ...]:
    """The questions in their sections; the first one that asks for words comes after the notice."""
    first_words = next((question for question in form.questionnaire.questions if question.kind.is_words), None)
    return tuple(
        RenderedSection(section, tuple(_render_question(form, question, first_words) for question in section.questions))
        for section in form.questionnaire.sections
    )


def _render_question(form: AnswerForm, question: Question, first_words: Question | None) -> RenderedField:
    rendered = _render_grid(form, question) if question.rows else _render_field(form, question)
    condition = question.show_if
    if condition:
        decides = next(other for other in form.questionnaire.questions if other.id == condition.question)
        answers = [choice.text for choice in choices_in(form.words, decides) if choice.id in condition.answers]
        either = str(form.words("or-between-answers")).join(answers)
        text = form.words("only-if", answers=either, question=decides.text)
        rendered = replace(rendered, only_if=text, condition=(field_name(decides), " ".join(condition.answers)))
    return replace(rendered, after_notice=question is first_words, about_safety=question.about_safety)


def _render_field(form: AnswerForm, question: Question) -> RenderedField:
    kind, field = FIELD_FOR_KIND[question.kind], form[field_name(question)]
    params = {"name": field.name, "id": field.name, "idPrefix": field.name} | kind.params(question, field, form.words)
    if question.hint:
        params["hint"] = {"text": question.hint}
    return RenderedField(kind.macro, params | _error(field.errors), after_notice=False)


def _render_grid(form: AnswerForm, grid: Question) -> RenderedField:
    """The statements of a grid, each as a group of radio buttons with the same options."""
    rows = [_render_field(form, row).params for row in grid.asked]
    return RenderedField(
        "grid", {"name": grid.id, "legend": grid.text, "hint": grid.hint, "rows": rows}, after_notice=False
    )


def code_input(form: AnswerForm) -> Params:
    """The field for the one-time code."""
    field = form["code"]
    return text_input(
        "code",
        form.words("your-code"),
        hint=form.words("code-hint"),
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


@dataclass(frozen=True)
class AnswerRow:
    """One answer, for checking before it is sent."""

    question: str
    answer: Markup
    place: str | None
    """The id of its field in the form; None if the form does not ask it."""


def answer_rows(form: AnswerForm) -> list[AnswerRow]:
    """The rows of "check your answers"."""
    words = form.words
    rows = []
    if form.asks_for_code:
        rows.append(_row(words("your-code"), form.code_typed or words("not-provided"), "code"))
    for question, kind, field in form.fields():
        if form.is_asked(question):
            text = kind.read_back(question, field, words) if field.data else words("not-provided")
            rows.append(_row(question.text, text, field.name))
        elif field.data:
            rows.append(_row(question.text, words("left-out"), None))
    return rows


def returned_rows(form: AnswerForm) -> list[AnswerRow]:
    """The rows of everything that was filled in, valid or not, for a page that cannot accept it."""
    form.validate()
    found = ((question, kind, field, kind.pairs(field)) for question, kind, field in form.fields())
    return [
        _row(
            question.text,
            kind.read_back(question, field, form.words)
            if field.data and not field.errors
            else " ".join(typed for _, typed in pairs),
            None,
        )
        for question, kind, field, pairs in found
        if pairs
    ]


def returned_texts(typed: Mapping[str, str]) -> list[AnswerRow]:
    """The same for text boxes, by their labels."""
    return [_row(label, text, None) for label, text in typed.items() if text]


def _row(question: str, answer: str, place: str | None) -> AnswerRow:
    if isinstance(answer, Phrase):
        return AnswerRow(question, answer.__html__(), place)
    # Line breaks are part of what a person wrote.
    return AnswerRow(question, Markup("<br>").join(escape(line) for line in answer.split("\n")), place)


def error_summary(problems: list[Params], words: Words | None = None) -> Params:
    """The box at the top of a page with errors, which takes the focus even without scripts."""
    title = (words or words_in(ENGLISH))("there-is-a-problem")
    attributes = {"tabindex": "-1", "autofocus": ""}
    return {"titleText": title, "errorList": problems, "attributes": attributes}


def _error(errors: Iterable[str]) -> Params:
    first = next(iter(errors), None)
    return {"errorMessage": {"text": first}} if first else {}
