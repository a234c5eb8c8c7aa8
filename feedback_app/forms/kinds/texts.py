"""Questions answered in words: one line, or several."""

import unicodedata
from collections.abc import Callable

from wtforms import Field, Form, StringField, TextAreaField, ValidationError

from feedback_app.forms.field_kind import FieldKind, Params
from feedback_app.forms.translations import Words
from feedback_app.privacy.personal_data import typed_length
from handbook.source.invisible_characters import is_blank
from handbook.surveys.questions import Question, QuestionKind

MAX_LINE_LENGTH = 200
"""Characters in one line."""
MAX_TEXT_LENGTH = 4000
"""Characters in a text box."""
DIRECTION = {"attributes": {"dir": "auto"}}
"""For boxes that take words: the first letter decides the direction of the text, as in Urdu or Arabic."""


def plain_words(value: str | None) -> str:
    """The text with one kind of line break and no control characters; empty where all of it is invisible.

    Invisible characters inside words stay: some scripts need them there.
    """
    text = (value or "").replace("\r\n", "\n").replace("\r", "\n")
    plain = "".join(letter for letter in text if letter in "\n\t" or unicodedata.category(letter) != "Cc").strip()
    return "" if is_blank(plain) else plain


def label(question: Question) -> Params:
    """The question as the label of its box."""
    return {"label": {"text": question.text, "classes": "govuk-label--s"}}


def _at_most(limit: int, question: Question, words: Words) -> Callable[[Form, Field], None]:
    """A validator whose message says by how much to shorten the text."""

    def check(_form: Form, field: Field) -> None:
        over = typed_length(field.data) - limit
        if over > 0:
            raise ValidationError(words.counted("error-too-long", over, over=f"{over:,}", question=question.text))

    return check


def _one_line(value: str | None) -> str:
    return " ".join(plain_words(value).split())


def _line_field(question: Question, words: Words) -> Field:
    return StringField(question.text, filters=[_one_line], validators=[_at_most(MAX_LINE_LENGTH, question, words)])


def _line_params(question: Question, field: Field, _words: Words) -> Params:
    return label(question) | DIRECTION | {"value": field.data, "autocomplete": "off"}


def _text_field(question: Question, words: Words) -> Field:
    validators = [_at_most(MAX_TEXT_LENGTH, question, words)]
    return TextAreaField(question.text, filters=[plain_words], validators=validators)


def _text_params(question: Question, field: Field, words: Words) -> Params:
    hint = {} if question.hint else {"hint": {"text": words("up-to-characters", most=f"{MAX_TEXT_LENGTH:,}")}}
    return label(question) | hint | DIRECTION | {"value": field.data, "autocomplete": "off", "rows": 5}


def _read_back(_question: Question, field: Field, _words: Words) -> str:
    return str(field.data)


FIELD_KINDS = {
    QuestionKind.SHORT_TEXT: FieldKind(
        "input", _line_field, _line_params, answer=lambda field: str(field.data), read_back=_read_back
    ),
    QuestionKind.LONG_TEXT: FieldKind(
        "textarea", _text_field, _text_params, answer=lambda field: str(field.data), read_back=_read_back
    ),
}
