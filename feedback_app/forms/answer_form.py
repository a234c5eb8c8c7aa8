"""The form of a survey run: fields made from the questionnaire, their errors, and the answers in them."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, StringField, ValidationError

from feedback_app.forms.field_kind import FieldKind, Pairs, Params
from feedback_app.forms.kinds import FIELD_FOR_KIND
from feedback_app.forms.translations import ENGLISH, Words, words_in
from feedback_app.privacy.codes import new_receipt, normalise
from feedback_app.responses import Response
from handbook.handbook import Handbook
from handbook.surveys.questionnaire import Questionnaire
from handbook.surveys.questions import Option, Question, QuestionKind
from handbook.surveys.survey import Access, SurveyRun
from handbook.surveys.translations import translated
from handbook.urls import page_address

_PREFIX = "answer-"
"""Precedes each question's id in field names, so that no question can clash with a part of the form."""


def _honeypot_empty(form: FlaskForm, field: Field) -> None:
    # Never refused silently: a browser that fills in boxes by itself must not cost anybody their answers.
    if (field.data or "").strip():
        raise ValidationError(form.words("error-trap", box=form.words("leave-this-empty")))


class AnswerForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """The parts that every form has; `form_class` adds the questions."""

    class Meta:
        """No CSRF token: the public forms store nothing in the browser that another site could misuse."""

        csrf = False

    questionnaire: Questionnaire
    asks_for_code: bool
    code_works = False
    """Whether the code is known to be valid. Set by the view."""
    words: Words
    """The sentences of the form, in its language."""
    receipt = HiddenField()
    kept = HiddenField()
    """Marks of the personal details that the person wants to leave in."""
    website = StringField(validators=[_honeypot_empty])
    """A honeypot: a box that people do not see, but programs fill in."""

    @property
    def receipt_shown(self) -> str:
        """The receipt made when the form was first shown; a fresh one when none came back."""
        self.receipt.data = normalise(self.receipt.data or "") or new_receipt()
        return str(self.receipt.data)

    @property
    def code_typed(self) -> str | None:
        """The one-time code in its printed form; None where the form asks for none."""
        return normalise(self["code"].data or "") if self.asks_for_code else None

    def check_code(self) -> bool:
        """Whether the form needs no code or has a valid one. Adds an error to the field if not."""
        if not self.asks_for_code or (self["code"].validate(self) and self.code_works):
            return True
        if not self["code"].errors:
            self.refuse_code()
        return False

    def refuse_code(self) -> None:
        """Add an error to the code's field that it was not accepted."""
        self["code"].errors = [self.words("error-code-refused")]

    def fields(self) -> Iterator[tuple[Question, FieldKind, Field]]:
        """Each question with its kind and its field, in order."""
        for question in self.questionnaire.questions:
            yield question, FIELD_FOR_KIND[question.kind], self[field_name(question)]

    def is_asked(self, question: Question) -> bool:
        """Whether the answers so far lead to this question."""
        condition = question.show_if
        if condition is None:
            return True
        decides = next(other for other in self.questionnaire.questions if other.id == condition.question)
        return self.is_asked(decides) and self[field_name(decides)].data in condition.answers

    def validate(self, extra_validators: dict[str, list[Any]] | None = None) -> bool:
        """Whether every answer is valid. Questions that are not asked have no errors."""
        super().validate(extra_validators)
        for question, _, field in self.fields():
            if not self.is_asked(question):
                field.errors = ()
        return not self.errors

    @property
    def is_empty(self) -> bool:
        """Whether no question is answered."""
        return not any(field.data and self.is_asked(question) for question, _, field in self.fields())

    def response(self, run_key: str) -> Response:
        """The response, once `validate` has returned true."""
        answers = [
            (question, kind.answer(field))
            for question, kind, field in self.fields()
            if field.data and self.is_asked(question)
        ]
        ticked = {question.id: answer for question, answer in answers if question.kind.is_counted}
        apart = self.questionnaire.equality_ids
        return Response(
            receipt=self.receipt_shown,
            run_key=run_key,
            answers={name: answer for name, answer in ticked.items() if name not in apart},
            equality_answers={name: answer for name, answer in ticked.items() if name in apart},
            words={question.id: str(answer) for question, answer in answers if _goes_to_reader(question)},
            may_quote=any(question.kind is QuestionKind.CONSENT for question, _ in answers),
        )

    def hidden_values(self) -> Pairs:
        """Everything filled in as pairs of name and value, to carry it from page to page without storing it."""
        pairs = [("receipt", self.receipt_shown)]
        if self.words.language != ENGLISH:
            pairs.append(("language", self.words.language))
        if self.kept.data:
            pairs.append(("kept", self.kept.data))
        if self.asks_for_code:
            pairs.append(("code", self["code"].data or ""))
        return pairs + [pair for _, kind, field in self.fields() for pair in kind.pairs(field)]

    def texts(self) -> dict[str, str]:
        """What was written in words, by the name of its field."""
        return {
            field.name: field.data
            for question, _, field in self.fields()
            if question.kind.is_words and field.data and self.is_asked(question)
        }

    def replace_texts(self, texts: Mapping[str, str], kept: str) -> None:
        """Replace texts, and remember which details the person wants to leave in."""
        for name, text in texts.items():
            self[name].data = text
        self.kept.data = kept

    def problems(self) -> list[Params]:
        """What to do about each field that is not right, linked to it, in the order of the page."""
        fields = [self["code"]] if self.asks_for_code else []
        fields += [*(field for _, _, field in self.fields()), self.website]
        return [{"text": field.errors[0], "href": f"#{field.name}"} for field in fields if field.errors]


def field_name(question: Question) -> str:
    """The name of a question's field, which is also the id of its first control."""
    return _PREFIX + question.id


def _goes_to_reader(question: Question) -> bool:
    """Whether a person reads the answer, apart from all others, rather than a program counting it."""
    return not question.kind.is_counted and question.kind is not QuestionKind.CONSENT


def _check_code_format(form: FlaskForm, field: Field) -> None:
    if not (field.data or "").strip():
        raise ValidationError(form.words("error-code-missing"))
    if normalise(field.data) is None:
        raise ValidationError(form.words("error-code-shape"))


def form_class(questionnaire: Questionnaire, *, asks_for_code: bool, words: Words | None = None) -> type[AnswerForm]:
    """A form class with a field for each question, and one for the code if it is required; in English by default."""
    words = words or words_in(ENGLISH)
    fields: dict[str, Any] = {
        field_name(question): FIELD_FOR_KIND[question.kind].field(question, words)
        for question in questionnaire.questions
    }
    if asks_for_code:
        fields["code"] = StringField(validators=[_check_code_format])
    kept = {"questionnaire": questionnaire, "asks_for_code": asks_for_code, "words": words}
    return type("QuestionnaireForm", (AnswerForm,), fields | kept)


def form_of(run: SurveyRun, pages: tuple[Option, ...] = (), language: str = ENGLISH) -> type[AnswerForm]:
    """The form of one survey run, which is in that language; `pages` can be chosen where it asks which page."""
    questionnaire = _with_pages(run.questionnaire, pages)
    words = words_in(language, for_children=run.survey.for_children)
    return form_class(questionnaire, asks_for_code=run.wave.access is Access.CODE, words=words)


def _with_pages(questionnaire: Questionnaire, pages: tuple[Option, ...]) -> Questionnaire:
    """The same questions, with the handbook's pages as options; their ids are addresses and no slugs."""

    def filled(question: Question) -> Question:
        return question.model_copy(update={"options": pages}) if question.kind is QuestionKind.PAGE else question

    sections = (
        section.model_copy(update={"questions": tuple(filled(question) for question in section.questions)})
        for section in questionnaire.sections
    )
    return questionnaire.model_copy(update={"sections": tuple(sections)})


def forms_of(handbook: Handbook) -> dict[tuple[str, str], type[AnswerForm]]:
    """Each form by the key of its survey run and its language."""
    pages = _page_options(handbook)
    forms = {(key, ENGLISH): form_of(run, pages) for key, run in handbook.runs.items()}
    for run in handbook.runs.values():
        for language, translation in handbook.translations.get(run.slug, {}).items():
            forms[run.key, language] = form_of(translated(run, translation), pages, language)
    return forms


def _page_options(handbook: Handbook) -> tuple[Option, ...]:
    """The handbook's written pages by title, for questions that ask which page."""
    pages = sorted(handbook.pages.values(), key=lambda page: page.header.title.lower())
    return tuple(Option.model_construct(id=page_address(page.path), text=page.header.title) for page in pages)
