"""Whether words may be quoted: one box, never ticked beforehand."""

from wtforms import Field, StringField

from feedback_app.forms.field_kind import FieldKind, Params
from feedback_app.forms.translations import Words
from handbook.surveys.questions import Question

YES = "yes"


def _only_yes(typed: str | None) -> str:
    # Whatever else a browser might send is no consent.
    return YES if typed == YES else ""


def _params(question: Question, field: Field, words: Words) -> Params:
    # What a yes means is the same on every form, so it is said by the form and never by the question.
    return {
        "hint": {"text": words("quote-hint")},
        "fieldset": {"legend": {"text": words("may-we-quote"), "classes": "govuk-fieldset__legend--s"}},
        "items": [{"value": YES, "text": question.text, "checked": field.data == YES}],
    }


CONSENT = FieldKind(
    macro="checkboxes",
    field=lambda question, _words: StringField(question.text, filters=[_only_yes]),
    params=_params,
    answer=lambda field: str(field.data),
    read_back=lambda _question, _field, words: words(YES),
)
