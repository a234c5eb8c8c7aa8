"""Whether words may be quoted: one box, never ticked beforehand."""

from wtforms import Field, StringField

from feedback_app.forms.field_kind import FieldKind, Params
from handbook.questions import Question

YES = "yes"


def _only_yes(typed: str | None) -> str:
    # Whatever else a browser might send is no consent.
    return YES if typed == YES else ""


def _params(question: Question, field: Field) -> Params:
    hint = (
        {} if question.hint else {"hint": {"text": "Details about people are taken out first. Leave it empty if not"}}
    )
    return hint | {
        "fieldset": {"legend": {"text": "May we quote you? (optional)", "classes": "govuk-fieldset__legend--s"}},
        "items": [{"value": YES, "text": question.text, "checked": field.data == YES}],
    }


CONSENT = FieldKind(
    macro="checkboxes",
    field=lambda question: StringField(question.text, filters=[_only_yes]),
    params=_params,
    answer=lambda field: str(field.data),
    read_back=lambda _question, _field: "Yes",
)
