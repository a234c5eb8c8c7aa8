"""The options that matter most, in order: one list for each place, and nothing to drag."""

from wtforms import Field, Form, SelectMultipleField, ValidationError

from feedback_app.forms.choosing import text_of
from feedback_app.forms.field_kind import FieldKind, Params
from handbook.questions import Question

_PLACES = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth")


def _field(question: Question) -> Field:
    known = {option.id for option in question.options}

    def places_fit(_form: Form, field: Field) -> None:
        chosen = [value for value in field.data or () if value]
        if not known.issuperset(chosen) or len(chosen) > question.places:
            raise ValidationError(f"Choose from the lists, for: {question.text}")
        if len(set(chosen)) < len(chosen):
            raise ValidationError(f"Choose something different in each place, for: {question.text}")
        field.data = chosen

    return SelectMultipleField(question.text, choices=sorted(known), validate_choice=False, validators=[places_fit])


def _params(question: Question, field: Field) -> Params:
    hint = {} if question.hint else {"hint": {"text": "Choose as many as you like; leave the others empty"}}
    chosen = [*(field.data or ()), *[""] * question.places][: question.places]
    places = [
        {
            "name": field.name,
            "id": field.name if place == 0 else f"{field.name}-{place + 1}",
            "label": {"text": _PLACES[place] if place < len(_PLACES) else f"Place {place + 1}"},
            "items": [{"value": "", "text": "Nothing chosen"}, *_items(question)],
            "value": value,
        }
        for place, value in enumerate(chosen)
    ]
    legend = {"text": f"{question.text} (optional)", "classes": "govuk-fieldset__legend--s"}
    return hint | {"legend": legend, "places": places}


def _items(question: Question) -> list[Params]:
    return [{"value": option.id, "text": option.text} for option in question.options]


RANKING = FieldKind(
    macro="ranking",
    field=_field,
    params=_params,
    answer=lambda field: tuple(field.data),
    read_back=lambda question, field: "\n".join(
        f"{place}. {text_of(question.options, chosen)}" for place, chosen in enumerate(field.data, start=1)
    ),
)
