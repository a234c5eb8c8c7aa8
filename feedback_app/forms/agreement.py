"""Five points from "strongly agree" to "strongly disagree", and two ways not to say."""

from wtforms import Field

from feedback_app.forms.choosing import items, legend, one_answer, radio_field, text_of
from feedback_app.forms.field_kind import FieldKind, Params
from handbook.questions import UNCOUNTED, Question

_APART = frozenset(option.id for option in UNCOUNTED)


def _field(question: Question) -> Field:
    return radio_field(question, question.choices, f"Choose how much you agree with: {question.text}")


def _params(question: Question, field: Field) -> Params:
    return legend(question) | {"items": items(question.choices, (field.data,), _APART)}


AGREEMENT = FieldKind(
    macro="radios",
    field=_field,
    params=_params,
    answer=one_answer,
    read_back=lambda question, field: text_of(question.choices, field.data),
)
