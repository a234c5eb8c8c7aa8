"""One of the question's own options."""

from wtforms import Field

from feedback_app.forms.choice_fields import choices_in, items, legend, one_answer, radio_field, text_of
from feedback_app.forms.field_kind import FieldKind, Params
from feedback_app.forms.translations import Words
from handbook.surveys.questions import PREFER_NOT_TO_SAY, Question


def _field(question: Question, words: Words) -> Field:
    return radio_field(question, question.choices, words("error-one-of", question=question.text))


def _params(question: Question, field: Field, words: Words) -> Params:
    apart = frozenset({PREFER_NOT_TO_SAY.id})
    return legend(question) | {"items": items(choices_in(words, question), (field.data,), words, apart)}


ONE_OF = FieldKind(
    macro="radios",
    field=_field,
    params=_params,
    answer=one_answer,
    read_back=lambda question, field, words: text_of(choices_in(words, question), field.data),
)
