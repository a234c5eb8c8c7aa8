"""One of the question's own options."""

from wtforms import Field

from feedback_app.forms.choosing import items, legend, one_answer, radio_field, text_of
from feedback_app.forms.field_kind import FieldKind, Params
from handbook.questions import PREFER_NOT_TO_SAY, Question


def _field(question: Question) -> Field:
    return radio_field(question, question.choices, f"Choose one answer to: {question.text}")


def _params(question: Question, field: Field) -> Params:
    apart = frozenset({PREFER_NOT_TO_SAY.id})
    return legend(question) | {"items": items(question.choices, (field.data,), apart)}


ONE_OF = FieldKind(
    macro="radios",
    field=_field,
    params=_params,
    answer=one_answer,
    read_back=lambda question, field: text_of(question.choices, field.data),
)
