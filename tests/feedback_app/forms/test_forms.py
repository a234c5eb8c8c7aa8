"""The table of kinds, and what each kind accepts, stores and says."""

from collections import Counter
from types import ModuleType

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from feedback_app.forms import FIELD_FOR_KIND, AnswerForm, form_class, kinds
from feedback_app.forms.kinds import kinds_in, texts
from feedback_app.forms.macros import answer_rows, render_sections
from feedback_app.responses import Answer
from handbook.registry import modules_in
from handbook.surveys.questionnaire import Questionnaire, QuestionSection
from handbook.surveys.questions import Face, Option, Question, QuestionKind

TWO = (Option(id="one", text="The first"), Option(id="two", text="The second"))
NOT_SAYING = "prefer-not-to-say"


def question(kind: QuestionKind) -> Question:
    face = {"one": Face.HAPPY, "two": Face.SAD} if kind is QuestionKind.FACES else {}
    options = tuple(each.model_copy(update={"face": face.get(each.id)}) for each in TWO)
    return Question(id="it", kind=kind, text="What is it?", options=options if kind.has_options else (), places=2)


def filled(kind: QuestionKind, *given: str) -> AnswerForm:
    questionnaire = Questionnaire(sections=(QuestionSection(title="A", questions=(question(kind),)),))
    with Flask(__name__).test_request_context():
        return form_class(questionnaire, asks_for_code=False)(
            formdata=MultiDict([("answer-it", value) for value in given])
        )


def test_every_kind_of_question_but_a_grid_is_listed_by_one_module() -> None:
    modules = modules_in(kinds.__name__, kinds.__path__)
    listed = Counter(kind for module in modules for kind in module.FIELD_KINDS)
    assert listed == Counter(set(QuestionKind) - {QuestionKind.GRID})
    assert set(FIELD_FOR_KIND) == set(listed)


def test_a_module_of_the_kinds_that_lists_none_is_refused() -> None:
    with pytest.raises(TypeError, match=r"^hour lists no kind of question: write `FIELD_KINDS = "):
        kinds_in([ModuleType("hour")])


def test_a_kind_that_two_modules_list_is_refused() -> None:
    again = ModuleType("again")
    again.__dict__["FIELD_KINDS"] = texts.FIELD_KINDS
    with pytest.raises(TypeError, match=r"^again lists long text, short text, which another module lists already$"):
        kinds_in([texts, again])


@pytest.mark.parametrize("kind", FIELD_FOR_KIND)
def test_every_kind_can_be_drawn_empty(kind: QuestionKind) -> None:
    (section,) = render_sections(filled(kind))
    assert section.fields[0].params["name"] == "answer-it"
    assert section.fields[0].after_notice is kind.is_words


@pytest.mark.parametrize(
    ("kind", "given", "stored", "shown"),
    [
        (QuestionKind.AGREEMENT, ["agree"], "agree", "Agree"),
        (QuestionKind.AGREEMENT, ["do-not-know"], "do-not-know", "I do not know"),
        (QuestionKind.AGREEMENT, [NOT_SAYING], NOT_SAYING, "Prefer not to say"),
        (QuestionKind.ONE_OF, ["two"], "two", "The second"),
        (QuestionKind.ONE_OF, [NOT_SAYING], NOT_SAYING, "Prefer not to say"),
        (QuestionKind.SEVERAL_OF, ["two", "one", "two"], ("one", "two"), "The first<br>The second"),
        (QuestionKind.SEVERAL_OF, [NOT_SAYING], (NOT_SAYING,), "Prefer not to say"),
        (QuestionKind.NUMBER, ["0"], 0, "0"),
        (QuestionKind.NUMBER, ["10"], 10, "10"),
        (QuestionKind.NUMBER, [NOT_SAYING], NOT_SAYING, "Prefer not to say"),
    ],
)
def test_ticked_answers(kind: QuestionKind, given: list[str], stored: Answer, shown: str) -> None:
    form = filled(kind, *given)
    assert form.validate()
    assert form.response("asking").answers == {"it": stored}
    assert form.response("asking").words == {}
    assert str(answer_rows(form)[0].answer) == shown


@pytest.mark.parametrize(
    ("kind", "given", "stored"),
    [
        (QuestionKind.SHORT_TEXT, "  two\nlines ", "two lines"),
        (QuestionKind.LONG_TEXT, " one\r\ntwo\rthree\x00\x1b ", "one\ntwo\nthree"),
        (QuestionKind.LONG_TEXT, "x" * 4000, "x" * 4000),
    ],
)
def test_words(kind: QuestionKind, given: str, stored: str) -> None:
    form = filled(kind, given)
    assert form.validate()
    assert form.response("asking").words == {"it": stored}
    assert form.response("asking").answers == {}


@pytest.mark.parametrize("given", [[], [""], ["", "", ""]])
@pytest.mark.parametrize("kind", FIELD_FOR_KIND)
def test_every_kind_may_be_left_empty_and_is_then_no_answer(kind: QuestionKind, given: list[str]) -> None:
    form = filled(kind, *given)
    assert form.validate()
    assert form.is_empty
    response = form.response("asking")
    assert response.answers == response.words == response.equality_answers == {}
    assert not response.may_quote
    assert str(answer_rows(form)[0].answer) == "Not provided"


def test_an_equality_question_left_empty_is_no_answer_either() -> None:
    section = QuestionSection(title="A", questions=(question(QuestionKind.ONE_OF),), equality=True)
    with Flask(__name__).test_request_context():
        form = form_class(Questionnaire(sections=(section,)), asks_for_code=False)(formdata=MultiDict())
    assert form.validate()
    assert form.response("asking").equality_answers == {}


def test_no_question_can_be_marked_as_required() -> None:
    with pytest.raises(ValueError, match="required"):
        Question.model_validate({"id": "it", "kind": "number", "text": "How many?", "required": True})


@pytest.mark.parametrize(
    ("kind", "given", "told"),
    [
        (QuestionKind.AGREEMENT, ["made-up"], "Choose how much you agree, or leave it empty: What is it?"),
        (QuestionKind.ONE_OF, ["three"], "Choose one answer from the list, or leave it empty: What is it?"),
        (QuestionKind.FACES, ["three"], "Choose one face, or leave it empty: What is it?"),
        (QuestionKind.SEVERAL_OF, ["three"], "Choose your answers from the list, for: What is it?"),
        (
            QuestionKind.SEVERAL_OF,
            ["one", NOT_SAYING],
            'Choose your answers, or "Prefer not to say" alone, to: What is it?',
        ),
        (QuestionKind.NUMBER, ["11"], "Choose a number from 0 to 10, or leave it empty: What is it?"),
        (QuestionKind.NUMBER, ["-1"], "Choose a number from 0 to 10, or leave it empty: What is it?"),
        (QuestionKind.NUMBER, ["½"], "Choose a number from 0 to 10, or leave it empty: What is it?"),
        (QuestionKind.SHORT_TEXT, ["x" * 201], "Shorten your words by 1 character: What is it?"),
        (QuestionKind.LONG_TEXT, ["x" * 5500], "Shorten your words by 1,500 characters: What is it?"),
    ],
)
def test_errors_say_what_to_do(kind: QuestionKind, given: list[str], told: str) -> None:
    form = filled(kind, *given)
    assert not form.validate()
    assert form.problems() == [{"text": told, "href": "#answer-it"}]
    (section,) = render_sections(form)
    assert section.fields[0].params["errorMessage"] == {"text": told}


def test_nothing_is_chosen_beforehand() -> None:
    for kind in (QuestionKind.AGREEMENT, QuestionKind.ONE_OF, QuestionKind.SEVERAL_OF, QuestionKind.NUMBER):
        (section,) = render_sections(filled(kind))
        assert not [item for item in section.fields[0].params["items"] if item.get("checked")]


@pytest.mark.parametrize(
    "kind", [QuestionKind.AGREEMENT, QuestionKind.ONE_OF, QuestionKind.SEVERAL_OF, QuestionKind.NUMBER]
)
def test_nobody_has_to_say(kind: QuestionKind) -> None:
    (section,) = render_sections(filled(kind))
    assert section.fields[0].params["items"][-1]["text"] == "Prefer not to say"


@pytest.mark.parametrize(
    "letter", "\u200b\ufeff\u00ad\u2800\u3164\u115f\u034f\u180e\ufe0f\U000e0041\u202e\u2066", ids=ascii
)
@pytest.mark.parametrize("kind", [QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT])
def test_words_of_which_nothing_can_be_seen_are_no_answer(kind: QuestionKind, letter: str) -> None:
    form = filled(kind, f" {letter}\u200b {letter}\r\n")
    with Flask(__name__).test_request_context():
        assert (form.validate(), form.is_empty, form.response("it").words) == (True, True, {})
        word = f"a{letter}b"
        assert filled(kind, word).response("it").words == {"it": word}
