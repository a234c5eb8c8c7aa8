"""One line of words."""

from wtforms import Field, StringField

from feedback_app.forms.field_kind import FieldKind, Params
from feedback_app.forms.text_fields import DIRECTION, label, not_too_long, plain_words
from feedback_app.forms.translations import Words
from handbook.surveys.questions import Question

MAX_LINE_LENGTH = 200
"""Characters in one line."""


def _one_line(typed: str | None) -> str:
    return " ".join(plain_words(typed).split())


def _field(question: Question, words: Words) -> Field:
    return StringField(question.text, filters=[_one_line], validators=[not_too_long(question, MAX_LINE_LENGTH, words)])


def _params(question: Question, field: Field, _words: Words) -> Params:
    return label(question) | DIRECTION | {"value": field.data, "autocomplete": "off"}


SHORT_TEXT = FieldKind(
    macro="input",
    field=_field,
    params=_params,
    answer=lambda field: str(field.data),
    read_back=lambda _question, field, _words: str(field.data),
)
