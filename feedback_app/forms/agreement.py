"""Five points from "strongly agree" to "strongly disagree", and two ways not to say."""

from wtforms import Field

from feedback_app.forms.choice_fields import choices_in, items, legend, one_answer, radio_field, text_of
from feedback_app.forms.field_kind import FieldKind, Params
from feedback_app.forms.translations import Words
from handbook.surveys.questions import UNCOUNTED, Question

_APART = frozenset(option.id for option in UNCOUNTED)


def _field(question: Question, words: Words) -> Field:
    return radio_field(question, question.choices, words("error-agreement", question=question.text))


def _params(question: Question, field: Field, words: Words) -> Params:
    return legend(question) | {"items": items(choices_in(words, question), (field.data,), words, _APART)}


AGREEMENT = FieldKind(
    macro="radios",
    field=_field,
    params=_params,
    answer=one_answer,
    read_back=lambda question, field, words: text_of(choices_in(words, question), field.data),
)
