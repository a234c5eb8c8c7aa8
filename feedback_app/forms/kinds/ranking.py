"""The options that matter most, in order: one list for each place, and nothing to drag."""

from wtforms import Field, Form, SelectMultipleField, ValidationError

from feedback_app.forms.field_kind import FieldKind, Params
from feedback_app.forms.kinds.choices import text_of
from feedback_app.forms.translations import Phrase, Words
from handbook.surveys.questions import Question, QuestionKind

_NAMED_PLACES = 5
"""Places that have a word of their own."""


def _field(question: Question, words: Words) -> Field:
    known = {option.id for option in question.options}

    def places_fit(_form: Form, field: Field) -> None:
        chosen = [value for value in field.data or () if value]
        if not known.issuperset(chosen) or len(chosen) > question.places:
            raise ValidationError(words("error-ranking", question=question.text))
        if len(set(chosen)) < len(chosen):
            raise ValidationError(words("error-ranking-twice", question=question.text))
        field.data = chosen

    return SelectMultipleField(question.text, choices=sorted(known), validate_choice=False, validators=[places_fit])


def _params(question: Question, field: Field, words: Words) -> Params:
    hint = {} if question.hint else {"hint": {"text": words("ranking-hint")}}
    chosen = [*(field.data or ()), *[""] * question.places][: question.places]
    places = [
        {
            "name": field.name,
            "id": field.name if place == 0 else f"{field.name}-{place + 1}",
            "label": {"text": _place(place + 1, words)},
            "items": [{"value": "", "text": words("nothing-chosen")}, *_items(question)],
            "value": value,
        }
        for place, value in enumerate(chosen)
    ]
    legend = {"text": question.text, "classes": "govuk-fieldset__legend--s"}
    return hint | {"legend": legend, "places": places}


def _place(number: int, words: Words) -> Phrase:
    return words(f"place-{number}") if number <= _NAMED_PLACES else words("place-n", number=number)


def _items(question: Question) -> list[Params]:
    return [{"value": option.id, "text": option.text} for option in question.options]


FIELD_KINDS = {
    QuestionKind.RANKING: FieldKind(
        macro="ranking",
        field=_field,
        params=_params,
        answer=lambda field: tuple(field.data),
        read_back=lambda question, field, _words: "\n".join(
            f"{place}. {text_of(question.options, chosen)}" for place, chosen in enumerate(field.data, start=1)
        ),
    )
}
