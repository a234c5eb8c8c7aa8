"""What one line and several lines of words have in common."""

import unicodedata
from collections.abc import Callable

from wtforms import Field, Form, ValidationError

from feedback_app.forms.field_kind import Params
from feedback_app.forms.translations import Words
from feedback_app.privacy.personal_data import typed_length
from handbook.source.invisible_characters import is_blank
from handbook.surveys.questions import Question

MAX_TEXT_LENGTH = 4000
"""Characters in a text box."""


def plain_words(typed: str | None) -> str:
    """What was typed, with one kind of line break and without controls; empty where nothing of it can be seen.

    Marks that nobody sees stay inside words: some scripts need them there.
    """
    text = (typed or "").replace("\r\n", "\n").replace("\r", "\n")
    plain = "".join(letter for letter in text if letter in "\n\t" or unicodedata.category(letter) != "Cc").strip()
    return "" if is_blank(plain) else plain


def not_too_long(question: Question, most: int, words: Words) -> Callable[[Form, Field], None]:
    """A check that says by how much to shorten."""

    def check(_form: Form, field: Field) -> None:
        over = typed_length(field.data) - most
        if over > 0:
            raise ValidationError(words.counted("error-too-long", over, over=f"{over:,}", question=question.text))

    return check


DIRECTION = {"attributes": {"dir": "auto"}}
"""For a box that takes words: the first letter says from which side they are read, as in Urdu or Arabic."""


def label(question: Question) -> Params:
    """The question as the box's label."""
    return {"label": {"text": question.text, "classes": "govuk-label--s"}}
