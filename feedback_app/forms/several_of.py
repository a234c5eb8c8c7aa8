"""Any number of the question's own options."""

from wtforms import Field, Form, SelectMultipleField, ValidationError

from feedback_app.forms.choosing import items, legend, text_of
from feedback_app.forms.field_kind import FieldKind, Params
from handbook.questions import PREFER_NOT_TO_SAY, Question


def _field(question: Question) -> Field:
    known = {option.id for option in question.choices}

    # Nothing ticked is an answer too. The release rule counts on it: were everybody made to tick something, shown
    # shares could give away how many people chose two options together.
    def choices_fit(_form: Form, field: Field) -> None:
        if not known.issuperset(field.data or ()):
            raise ValidationError(f"Choose your answers from the list, for: {question.text}")
        if PREFER_NOT_TO_SAY.id in (field.data or ()) and len(set(field.data)) > 1:
            raise ValidationError(f'Choose your answers, or "Prefer not to say" alone, to: {question.text}')

    return SelectMultipleField(question.text, choices=sorted(known), validate_choice=False, validators=[choices_fit])


def _params(question: Question, field: Field) -> Params:
    apart = frozenset({PREFER_NOT_TO_SAY.id})
    hint = {} if question.hint else {"hint": {"text": "Choose all that are right for you, or none"}}
    return legend(question) | hint | {"items": items(question.choices, tuple(field.data or ()), apart)}


SEVERAL_OF = FieldKind(
    macro="checkboxes",
    field=_field,
    params=_params,
    answer=lambda field: tuple(sorted(set(field.data))),
    read_back=lambda question, field: "\n".join(
        text_of(question.choices, option.id) for option in question.choices if option.id in field.data
    ),
)
