"""A whole number from 0 to 10, chosen and not typed, so that it cannot be mistyped."""

from wtforms import Field

from feedback_app.forms.field_kind import FieldKind, Params
from feedback_app.forms.kinds.choices import choice_items, choices_in, legend, radio_field, text_of
from feedback_app.forms.translations import Words
from feedback_app.responses import Answer
from handbook.surveys.questions import Option, Question, QuestionKind

# An Option's id must be a slug, and figures are slugs too.
_POINTS = tuple(Option(id=str(number), text=str(number)) for number in range(11))


def _choices(question: Question, words: Words) -> tuple[Option, ...]:
    return (*_POINTS, *choices_in(words, question))


def _field(question: Question, words: Words) -> Field:
    return radio_field(question, _choices(question, words), words("error-number", question=question.text))


def _params(question: Question, field: Field, words: Words) -> Params:
    return legend(question) | {
        "classes": "govuk-radios--inline",
        "items": choice_items(_choices(question, words), (field.data,), words),
    }


def _answer(field: Field) -> Answer:
    return int(field.data) if field.data.isdigit() else str(field.data)


FIELD_KINDS = {
    QuestionKind.NUMBER: FieldKind(
        macro="radios",
        field=_field,
        params=_params,
        answer=_answer,
        read_back=lambda question, field, words: text_of(_choices(question, words), field.data),
    )
}
