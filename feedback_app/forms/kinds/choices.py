"""Questions answered by choosing from a list: radio buttons, checkboxes and a select box."""

from wtforms import Field, Form, RadioField, SelectMultipleField, StringField, ValidationError

from feedback_app.forms.field_kind import FieldKind, Params
from feedback_app.forms.kinds.texts import label
from feedback_app.forms.translations import Words
from feedback_app.responses import Answer
from handbook.surveys.questions import PREFER_NOT_TO_SAY, UNCOUNTED, Option, Question, QuestionKind

NOT_SAYING = frozenset({PREFER_NOT_TO_SAY.id})
_UNCOUNTED = frozenset(option.id for option in UNCOUNTED)
_YES = "yes"


# -- what several kinds have in common --


def radio_field(question: Question, options: tuple[Option, ...], error: str) -> RadioField:
    """A choice of one option or none; any other value is refused with the error message."""
    known = {option.id for option in options}

    # No question is required: every form promises that, and an answer given under pressure says nothing.
    def is_an_option(_form: Form, field: Field) -> None:
        if field.data and field.data not in known:
            raise ValidationError(error)

    # WTForms has its own check of choices; it is off because its message is meant for programmers.
    return RadioField(question.text, choices=sorted(known), validate_choice=False, validators=[is_an_option])


def choices_in(words: Words, question: Question) -> tuple[Option, ...]:
    """Every option the person sees, with the standard options in the language of the form."""
    is_agreement = question.kind is QuestionKind.AGREEMENT
    return tuple(
        option.model_copy(update={"text": words(option.id)}) if is_agreement or option.id in NOT_SAYING else option
        for option in question.choices
    )


def one_answer(field: Field) -> Answer:
    """The id of the chosen option."""
    return str(field.data)


def text_of(options: tuple[Option, ...], chosen: str) -> str:
    """The text beside the chosen option."""
    return next(option.text for option in options if option.id == chosen)


def legend(question: Question) -> Params:
    """The question as the legend of its fieldset."""
    return {"fieldset": {"legend": {"text": question.text, "classes": "govuk-fieldset__legend--s"}}}


def choice_items(
    options: tuple[Option, ...], chosen: tuple[str, ...], words: Words, after_divider: frozenset[str] = NOT_SAYING
) -> list[Params]:
    """One item for each option, and the word "or" before the first that belongs after the divider."""
    items: list[Params] = []
    for option in options:
        if option.id in after_divider and not any("divider" in item for item in items):
            items.append({"divider": words("or")})
        items.append({"value": option.id, "text": option.text, "checked": option.id in chosen})
    return items


def _chosen_text(question: Question, field: Field, words: Words) -> str:
    return text_of(choices_in(words, question), field.data)


# -- one of the question's own options --


def _one_of_field(question: Question, words: Words) -> Field:
    return radio_field(question, question.choices, words("error-one-of", question=question.text))


def _one_of_params(question: Question, field: Field, words: Words) -> Params:
    return legend(question) | {"items": choice_items(choices_in(words, question), (field.data,), words)}


# -- five points from "strongly agree" to "strongly disagree", and two ways not to say --


def _agreement_field(question: Question, words: Words) -> Field:
    return radio_field(question, question.choices, words("error-agreement", question=question.text))


def _agreement_params(question: Question, field: Field, words: Words) -> Params:
    return legend(question) | {"items": choice_items(choices_in(words, question), (field.data,), words, _UNCOUNTED)}


# -- any number of the question's own options --


def _several_field(question: Question, words: Words) -> Field:
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


def _several_params(question: Question, field: Field, words: Words) -> Params:
    hint = {} if question.hint else {"hint": {"text": words("several-hint")}}
    items = choice_items(choices_in(words, question), tuple(field.data or ()), words)
    return legend(question) | hint | {"items": items}


def _several_read_back(question: Question, field: Field, words: Words) -> str:
    return "\n".join(option.text for option in choices_in(words, question) if option.id in field.data)


# -- whether words may be quoted: one box, never ticked beforehand --


def _only_yes(value: str | None) -> str:
    # Whatever else a browser might send is no consent.
    return _YES if value == _YES else ""


def _consent_params(question: Question, field: Field, words: Words) -> Params:
    # A yes means the same on every form, so its meaning comes from the form and never from the question.
    return {
        "hint": {"text": words("quote-hint")},
        "fieldset": {"legend": {"text": words("may-we-quote"), "classes": "govuk-fieldset__legend--s"}},
        "items": [{"value": _YES, "text": question.text, "checked": field.data == _YES}],
    }


# -- one of the handbook's pages --


def _page_field(question: Question, words: Words) -> Field:
    known = {option.id for option in question.options}

    def is_a_page(_form: Form, field: Field) -> None:
        if field.data and field.data not in known:
            raise ValidationError(words("error-page", question=question.text))

    return StringField(question.text, validators=[is_a_page])


def _page_params(question: Question, field: Field, words: Words) -> Params:
    pages = [{"value": option.id, "text": option.text} for option in question.options]
    return label(question) | {"items": [{"value": "", "text": words("no-page")}, *pages], "value": field.data}


FIELD_KINDS = {
    QuestionKind.ONE_OF: FieldKind("radios", _one_of_field, _one_of_params, one_answer, _chosen_text),
    QuestionKind.AGREEMENT: FieldKind("radios", _agreement_field, _agreement_params, one_answer, _chosen_text),
    QuestionKind.SEVERAL_OF: FieldKind(
        macro="checkboxes",
        field=_several_field,
        params=_several_params,
        answer=lambda field: tuple(sorted(set(field.data))),
        read_back=_several_read_back,
    ),
    QuestionKind.CONSENT: FieldKind(
        macro="checkboxes",
        field=lambda question, _words: StringField(question.text, filters=[_only_yes]),
        params=_consent_params,
        answer=one_answer,
        read_back=lambda _question, _field, words: words(_YES),
    ),
    QuestionKind.PAGE: FieldKind(
        macro="select",
        field=_page_field,
        params=_page_params,
        answer=one_answer,
        read_back=lambda question, field, _words: text_of(question.options, field.data),
    ),
}
