"""The form of one asking: its fields from the questionnaire, what is wrong with them, and the answers in them."""

from collections.abc import Iterator
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, StringField, ValidationError

from feedback_app.forms.field_kind import FieldKind, Params
from feedback_app.forms.kinds import FIELD_FOR_KIND
from feedback_app.receipts import new_receipt, normalise
from feedback_app.responses import Response
from handbook.questionnaires import Questionnaire
from handbook.questions import Question
from handbook.surveys import Access, Asking

_PREFIX = "answer-"
"""Before each question's id in field names, so that no question can be called like a part of the form."""


def _left_empty(_form: FlaskForm, field: Field) -> None:
    # Never taken in silence: a browser that fills in boxes by itself must not cost anybody their answers.
    if (field.data or "").strip():
        raise ValidationError('Empty the box called "Leave this box empty", then send again')


class AnswerForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """The parts that every form has; `form_class` adds the questions."""

    class Meta:
        """No token: the public forms keep nothing in the browser that another site could ride on."""

        csrf = False

    questionnaire: Questionnaire
    asks_for_code: bool
    receipt = HiddenField()
    website = StringField(validators=[_left_empty])
    """A box that people do not see and programs that fill in everything do."""

    @property
    def receipt_shown(self) -> str:
        """The receipt made when the form was first shown; a fresh one when none came back."""
        self.receipt.data = normalise(self.receipt.data or "") or new_receipt()
        return str(self.receipt.data)

    @property
    def code_typed(self) -> str | None:
        """The one-time code in its printed form; None where the form asks for none."""
        return normalise(self["code"].data or "") if self.asks_for_code else None

    def refuse_code(self) -> None:
        """Say at the code's field that it was not accepted."""
        self["code"].errors = [
            "Check the code against your letter. Each code works once, and this one is unknown or used."
        ]

    def fields(self) -> Iterator[tuple[Question, FieldKind, Field]]:
        """Each question with its kind and its field, in order."""
        for question in self.questionnaire.questions:
            yield question, FIELD_FOR_KIND[question.kind], self[field_name(question)]

    def response(self, asking: str) -> Response:
        """What the person answered; call it when `validate` found nothing wrong."""
        given = [(question, kind.answer(field)) for question, kind, field in self.fields() if field.data]
        return Response(
            receipt=self.receipt_shown,
            asking=asking,
            answers={question.id: answer for question, answer in given if not question.kind.is_words},
            words={question.id: str(answer) for question, answer in given if question.kind.is_words},
        )

    def hidden_values(self) -> list[tuple[str, str]]:
        """Everything filled in as pairs of name and value, to carry it from page to page without storing it."""
        pairs = [("receipt", self.receipt_shown)]
        if self.asks_for_code:
            pairs.append(("code", self["code"].data or ""))
        for _, _, field in self.fields():
            values = field.data if isinstance(field.data, list) else [field.data] if field.data else []
            pairs.extend((field.name, value) for value in values)
        return pairs

    def problems(self) -> list[Params]:
        """What to do about each field that is not right, linked to it, in the order of the page."""
        fields = [self["code"]] if self.asks_for_code else []
        fields += [*(field for _, _, field in self.fields()), self.website]
        return [{"text": field.errors[0], "href": f"#{field.name}"} for field in fields if field.errors]


def field_name(question: Question) -> str:
    """The name of a question's field, which is also the id of its first control."""
    return _PREFIX + question.id


def _looks_like_a_code(_form: FlaskForm, field: Field) -> None:
    if not (field.data or "").strip():
        raise ValidationError("Enter your one-time code")
    if normalise(field.data) is None:
        raise ValidationError("Enter your one-time code as it is printed: 16 letters and figures in four groups")


def form_class(questionnaire: Questionnaire, *, asks_for_code: bool) -> type[AnswerForm]:
    """A form with one field for each question, and one for the code where a code is needed."""
    fields: dict[str, Any] = {
        field_name(question): FIELD_FOR_KIND[question.kind].field(question) for question in questionnaire.questions
    }
    if asks_for_code:
        fields["code"] = StringField(validators=[_looks_like_a_code])
    return type(
        "QuestionnaireForm", (AnswerForm,), fields | {"questionnaire": questionnaire, "asks_for_code": asks_for_code}
    )


def form_of(asking: Asking) -> type[AnswerForm]:
    """The form of one asking."""
    return form_class(asking.questionnaire, asks_for_code=asking.wave.access is Access.CODE)
