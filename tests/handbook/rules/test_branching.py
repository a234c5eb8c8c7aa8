"""Who is asked what: each rule broken once in a copy of the sample, and the sentence it tells."""

from collections.abc import Callable
from pathlib import Path

import pytest

from handbook.surveys.questionnaire import Questionnaire
from handbook.surveys.questions import Question, QuestionKind

SURVEY = "surveys/carer-views/survey.yml"
LAST = "        text: What should we change first?\n"

Complaints = Callable[[], list[str]]


def ask_also(copy: Path, more: str) -> None:
    """Write more at the end of the sample's survey; its waves' fingerprints no longer fit, which is told too."""
    file = copy / SURVEY
    file.write_text(file.read_text(encoding="utf-8") + more, encoding="utf-8")


def told_of_survey(complaints: Complaints) -> list[str]:
    return [line.split(": ", 1)[1] for line in complaints() if line.startswith(SURVEY)]


BRANCH = """\
      - id: why
        kind: one of
        text: Why is that?
        show_if:
          question: {question}
          answers: {answers}
        options:
          - id: late
            text: It came late
          - id: never
            text: It never came
"""


def branch(question: str, answers: str) -> str:
    return BRANCH.format(question=question, answers=answers)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (branch("later", "[agree]"), "no question `later` stands before this one; write one of: `invited`"),
        (branch("why", "[late]"), "no question `why` stands before this one"),
        (branch("helped", "[duty]"), "`helped` is of kind `several of`, and only an answer to `agreement`"),
        (branch("area", "[nort]"), "there is no answer `nort` to `area`; did you mean `north`?"),
        (branch("area", "[]"), "nobody would ever be asked this; name at least one answer"),
        (branch("area", "[north, south]"), "every answer leads here"),
        (
            branch("area", "[prefer-not-to-say]"),
            "there is no answer `prefer-not-to-say` to `area`; write one of: `north`, `south`",
        ),
        (
            "      - id: quote\n        kind: consent\n        text: You may quote me.\n" * 2,
            "whether words may be quoted is asked twice",
        ),
    ],
)
def test_a_question_out_of_place_is_told_in_these_words(
    copy: Path, complaints: Complaints, more: str, told: str
) -> None:
    ask_also(copy, more)
    assert any(line.startswith(told) for line in told_of_survey(complaints)), told_of_survey(complaints)


def test_a_question_may_follow_from_a_question_that_follows_from_another(copy: Path, complaints: Complaints) -> None:
    chain = branch("area", "[north]") + branch("why", "[late]").replace("id: why", "id: how-late")
    ask_also(copy, chain)
    assert told_of_survey(complaints) == []


def test_children_are_never_asked_whether_their_words_may_be_quoted(copy: Path, complaints: Complaints) -> None:
    ask_also(copy, "      - id: quote\n        kind: consent\n        text: You may quote me.\n")
    assert not [line for line in told_of_survey(complaints) if "children are told" in line]
    file = copy / SURVEY
    file.write_text(file.read_text(encoding="utf-8").replace("\nsections:", "\nfor_children: yes\nsections:"))
    assert [line for line in told_of_survey(complaints) if line.startswith("children are told that nobody shows")]


def test_consent_before_any_words_is_refused(edit: Callable[[str, str, str], None], complaints: Complaints) -> None:
    edit(SURVEY, "      - id: change\n        kind: long text\n", "      - id: change\n        kind: consent\n")
    assert "this form asks for no words, so there are none to quote; take this question out" in told_of_survey(
        complaints
    )


def test_consent_between_words_is_refused(edit: Callable[[str, str, str], None], complaints: Complaints) -> None:
    consent = "      - id: quote\n        kind: consent\n        text: You may quote me.\n"
    edit(SURVEY, "      - id: change\n", f"{consent}      - id: change\n")
    assert any("after the last box; move it below `change`" in line for line in told_of_survey(complaints))


EQUALITY = "    equality: yes\n"


def test_equality_questions_come_last(edit: Callable[[str, str, str], None], complaints: Complaints) -> None:
    edit(SURVEY, "  - title: Working together\n", f"  - title: Working together\n{EQUALITY}")
    assert any("come last; move this section to the end" in line for line in told_of_survey(complaints))


def test_an_equality_question_asks_for_no_words(edit: Callable[[str, str, str], None], complaints: Complaints) -> None:
    edit(SURVEY, "  - title: About you and your words\n", f"  - title: About you and your words\n{EQUALITY}")
    assert [line for line in told_of_survey(complaints) if "are only counted" in line] != []


# -- what a grid stands for, and fingerprints --

GRID = {
    "id": "support",
    "kind": "grid",
    "text": "How is our support?",
    "rows": [
        {"id": "by-day", "text": "It is there by day.", "commitments": ["a-1"]},
        {"id": "by-night", "text": "It is there by night."},
    ],
}


def test_a_grid_is_stored_and_counted_as_one_question_for_each_statement() -> None:
    grid = Question.model_validate(GRID)
    asked = Questionnaire.model_validate({"sections": [{"title": "Support", "questions": [GRID]}]}).questions
    assert asked == grid.asked
    assert [(each.id, each.kind, each.commitments) for each in asked] == [
        ("by-day", QuestionKind.AGREEMENT, ("a-1",)),
        ("by-night", QuestionKind.AGREEMENT, ()),
    ]


def _fingerprint(**changed: object) -> str:
    question = {"id": "area", "kind": "one of", "text": "Where?", "options": [_option("n"), _option("s")]} | changed
    return Questionnaire.model_validate({"sections": [{"title": "You", "questions": [question]}]}).fingerprint


def _option(name: str) -> dict[str, str]:
    return {"id": name, "text": name.upper()}


def test_the_fingerprint_of_a_question_of_the_first_kinds_is_what_it_always_was() -> None:
    assert _fingerprint() == "6efdc58c9d68"


def test_the_fingerprint_changes_with_whom_a_question_is_asked() -> None:
    plain = _fingerprint()
    assert _fingerprint(show_if={"question": "x", "answers": ["y"]}) != plain
    assert _fingerprint(commitments=["a-1"]) == plain


CHILDREN = "for_children: yes\nsections:\n"


def test_children_are_not_asked_who_they_are(edit: Callable[[str, str, str], None], complaints: Complaints) -> None:
    edit(SURVEY, "sections:\n", CHILDREN)
    assert any("could tell which child answers" in told for told in told_of_survey(complaints))


def test_children_are_asked_no_day(copy: Path, edit: Callable[[str, str, str], None], complaints: Complaints) -> None:
    edit(SURVEY, "sections:\n", CHILDREN)
    before = len(told_of_survey(complaints))
    ask_also(copy, "      - id: birthday\n        kind: date\n        text: When were you born?\n")
    assert len(told_of_survey(complaints)) == before + 1
