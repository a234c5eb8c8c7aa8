"""What the form must know about one kind of question."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from wtforms import Field

from feedback_app.forms.translations import Words
from feedback_app.responses import Answer
from handbook.surveys.questions import Question

Params = dict[str, Any]
"""What a macro of govuk-frontend-jinja is called with."""


Pairs = list[tuple[str, str]]
"""Names and values as a browser would send them."""


def own_pairs(field: Field) -> Pairs:
    """What most fields send: one value, or one for each thing chosen."""
    values = field.data if isinstance(field.data, list) else [field.data] if field.data else []
    return [(field.name, value) for value in values if value]


@dataclass(frozen=True)
class FieldKind:
    """How questions of one kind are put on a page, checked, and read back."""

    macro: str
    """Which macro draws it; a key of `MACROS` in templates/fields.html."""
    field: Callable[[Question, Words], Any]
    """A WTForms field that checks the answer and says in our words what to do."""
    params: Callable[[Question, Field, Words], Params]
    """What the macro needs besides the field's name, hint and error."""
    answer: Callable[[Field], Answer]
    """The answer that is stored; called when the field is right and not empty."""
    read_back: Callable[[Question, Field, Words], str]
    """The answer in the person's words, for checking before it is sent."""
    pairs: Callable[[Field], Pairs] = own_pairs
    """What carries the answer from page to page."""
