"""Several lines of words."""

from wtforms import Field, TextAreaField

from feedback_app.forms.field_kind import FieldKind, Params
from feedback_app.forms.text_fields import DIRECTION, MAX_TEXT_LENGTH, label, not_too_long, plain_words
from feedback_app.forms.translations import Words
from handbook.surveys.questions import Question


def _field(question: Question, words: Words) -> Field:
    return TextAreaField(
        question.text, filters=[plain_words], validators=[not_too_long(question, MAX_TEXT_LENGTH, words)]
    )


def _params(question: Question, field: Field, words: Words) -> Params:
    hint = {} if question.hint else {"hint": {"text": words("up-to-characters", most=f"{MAX_TEXT_LENGTH:,}")}}
    return label(question) | hint | DIRECTION | {"value": field.data, "autocomplete": "off", "rows": 5}


LONG_TEXT = FieldKind(
    macro="textarea",
    field=_field,
    params=_params,
    answer=lambda field: str(field.data),
    read_back=lambda _question, field, _words: str(field.data),
)
