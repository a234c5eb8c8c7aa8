"""Any number of the question's own options."""

from wtforms import Field, Form, SelectMultipleField, ValidationError

from feedback_app.forms.choice_fields import choices_in, items, legend
from feedback_app.forms.field_kind import FieldKind, Params
from feedback_app.forms.translations import Words
from handbook.surveys.questions import PREFER_NOT_TO_SAY, Question


def _field(question: Question, words: Words) -> Field:
    known = {option.id for option in question.choices}

    # Nothing ticked is an answer too. The release rule counts on it: were everybody made to tick something, shown
    # shares could give away how many people chose two options together.
    def choices_fit(_form: Form, field: Field) -> None:
        field.data = [value for value in field.data or () if value]
        if not known.issuperset(field.data):
            raise ValidationError(words("error-several", question=question.text))
        if PREFER_NOT_TO_SAY.id in field.data and len(set(field.data)) > 1:
            not_saying = words(PREFER_NOT_TO_SAY.id)
            raise ValidationError(words("error-several-apart", not_saying=not_saying, question=question.text))

    return SelectMultipleField(question.text, choices=sorted(known), validate_choice=False, validators=[choices_fit])


def _params(question: Question, field: Field, words: Words) -> Params:
    apart = frozenset({PREFER_NOT_TO_SAY.id})
    hint = {} if question.hint else {"hint": {"text": words("several-hint")}}
    return (
        legend(question) | hint | {"items": items(choices_in(words, question), tuple(field.data or ()), words, apart)}
    )


SEVERAL_OF = FieldKind(
    macro="checkboxes",
    field=_field,
    params=_params,
    answer=lambda field: tuple(sorted(set(field.data))),
    read_back=lambda question, field, words: "\n".join(
        option.text for option in choices_in(words, question) if option.id in field.data
    ),
)
