"""One of the handbook's pages, chosen from a list."""

from wtforms import Field, Form, StringField, ValidationError

from feedback_app.forms.choice_fields import text_of
from feedback_app.forms.field_kind import FieldKind, Params
from feedback_app.forms.text_fields import label
from feedback_app.forms.translations import Words
from handbook.surveys.questions import Question


def _field(question: Question, words: Words) -> Field:
    known = {option.id for option in question.options}

    def is_a_page(_form: Form, field: Field) -> None:
        if field.data and field.data not in known:
            raise ValidationError(words("error-page", question=question.text))

    return StringField(question.text, validators=[is_a_page])


def _params(question: Question, field: Field, words: Words) -> Params:
    pages = [{"value": option.id, "text": option.text} for option in question.options]
    return label(question) | {"items": [{"value": "", "text": words("no-page")}, *pages], "value": field.data}


PAGE = FieldKind(
    macro="select",
    field=_field,
    params=_params,
    answer=lambda field: str(field.data),
    read_back=lambda question, field, _words: text_of(question.options, field.data),
)
