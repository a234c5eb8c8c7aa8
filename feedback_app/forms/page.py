"""One of the handbook's pages, chosen from a list."""

from wtforms import Field, Form, StringField, ValidationError

from feedback_app.forms.choosing import text_of
from feedback_app.forms.field_kind import FieldKind, Params
from feedback_app.forms.writing import label
from handbook.questions import Question


def _field(question: Question) -> Field:
    known = {option.id for option in question.options}

    def is_a_page(_form: Form, field: Field) -> None:
        if field.data and field.data not in known:
            raise ValidationError(f"Choose a page from the list, for: {question.text}")

    return StringField(question.text, validators=[is_a_page])


def _params(question: Question, field: Field) -> Params:
    pages = [{"value": option.id, "text": option.text} for option in question.options]
    return label(question) | {"items": [{"value": "", "text": "No page chosen"}, *pages], "value": field.data}


PAGE = FieldKind(
    macro="select",
    field=_field,
    params=_params,
    answer=lambda field: str(field.data),
    read_back=lambda question, field: text_of(question.options, field.data),
)
