"""How a form handles one kind of question."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from wtforms import Field

from feedback_app.forms.translations import Words
from feedback_app.responses import Answer
from handbook.surveys.questions import Question

Params = dict[str, Any]
"""Parameters of a macro of govuk-frontend-jinja."""


Pairs = list[tuple[str, str]]
"""Names and values as a browser would send them."""


def field_values(field: Field) -> Pairs:
    """The pairs of most fields: one value, or one for each choice."""
    values = field.data if isinstance(field.data, list) else [field.data] if field.data else []
    return [(field.name, value) for value in values if value]


@dataclass(frozen=True)
class FieldKind:
    """How questions of one kind are rendered, checked and read back."""

    macro: str
    """The macro that renders it; a key of `MACROS` in templates/fields.html."""
    field: Callable[[Question, Words], Any]
    """A WTForms field whose errors say what to do in the words of the form."""
    params: Callable[[Question, Field, Words], Params]
    """The macro's parameters besides the field's name, hint and error."""
    answer: Callable[[Field], Answer]
    """The answer to store; called if the field is valid and not empty."""
    read_back: Callable[[Question, Field, Words], str]
    """The answer in the person's words, for checking before it is sent."""
    pairs: Callable[[Field], Pairs] = field_values
    """The pairs of name and value that carry the answer from page to page."""
