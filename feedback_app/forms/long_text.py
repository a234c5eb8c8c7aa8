"""Several lines of words."""

from wtforms import Field, TextAreaField

from feedback_app.forms.field_kind import FieldKind, Params
from feedback_app.forms.writing import MOST, label, not_too_long, plain_words
from handbook.questions import Question


def _field(question: Question) -> Field:
    return TextAreaField(question.text, filters=[plain_words], validators=[not_too_long(question.text, MOST)])


def _params(question: Question, field: Field) -> Params:
    hint = {} if question.hint else {"hint": {"text": f"Up to {MOST:,} characters"}}
    return label(question) | hint | {"value": field.data, "autocomplete": "off", "rows": 5}


LONG_TEXT = FieldKind(
    macro="textarea",
    field=_field,
    params=_params,
    answer=lambda field: str(field.data),
    read_back=lambda _question, field: str(field.data),
)
