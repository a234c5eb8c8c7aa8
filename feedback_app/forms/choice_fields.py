"""What radio buttons and checkboxes have in common."""

from collections.abc import Callable

from wtforms import Field, Form, RadioField, ValidationError

from feedback_app.forms.field_kind import Params
from feedback_app.forms.translations import Words
from feedback_app.responses import Answer
from handbook.surveys.questions import PREFER_NOT_TO_SAY, Option, Question, QuestionKind

Check = Callable[[Form, Field], None]


def radio_field(question: Question, options: tuple[Option, ...], what_to_do: str) -> RadioField:
    """A choice of one, or of none; anything else is answered with what to do."""
    known = {option.id for option in options}

    # No question must be answered: every form promises so, and an answer that is forced tells nothing.
    def is_an_option(_form: Form, field: Field) -> None:
        if field.data and field.data not in known:
            raise ValidationError(what_to_do)

    # WTForms' own check of choices is off, because it speaks to programmers.
    return RadioField(question.text, choices=sorted(known), validate_choice=False, validators=[is_an_option])


def choices_in(words: Words, question: Question) -> tuple[Option, ...]:
    """Every option the person sees; those that are ours and not the question's, in our words."""
    every = question.kind is QuestionKind.AGREEMENT
    return tuple(
        option.model_copy(update={"text": words(option.id)}) if every or option.id == PREFER_NOT_TO_SAY.id else option
        for option in question.choices
    )


def one_answer(field: Field) -> Answer:
    """The option's id."""
    return str(field.data)


def text_of(options: tuple[Option, ...], chosen: str) -> str:
    """What the person read beside the option."""
    return next(option.text for option in options if option.id == chosen)


def legend(question: Question) -> Params:
    """The question as the caption of its group of choices."""
    return {"fieldset": {"legend": {"text": question.text, "classes": "govuk-fieldset__legend--s"}}}


def items(
    options: tuple[Option, ...], chosen: tuple[str, ...], words: Words, apart: frozenset[str] = frozenset()
) -> list[Params]:
    """One item an option, with the word "or" before the first option that stands apart."""
    drawn: list[Params] = []
    for option in options:
        if option.id in apart and not any("divider" in item for item in drawn):
            drawn.append({"divider": words("or")})
        drawn.append({"value": option.id, "text": option.text, "checked": option.id in chosen})
    return drawn
