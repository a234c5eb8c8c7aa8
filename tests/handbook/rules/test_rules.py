"""Rules across files: each is broken once in a copy of the sample, and told at the right place."""

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml

from handbook.loading import load_sources
from handbook.rules import checking
from handbook.source.problems import ContentError
from tests.handbook.conftest import break_rule, is_printed, told_about
from tests.handbooks import sample_sources

CHARTER = "charters/thistlemoor.yml"
THEMES = "charters/themes.yml"
PAGE = "docs/policies/sleepovers.md"
CONTACTS = "service/contacts.yml"
SURVEY = "surveys/carer-views/survey.yml"
WAVE = "surveys/carer-views/waves/2026-autumn.yml"
OUTCOME = "surveys/carer-views/waves/2025-autumn.outcome.yml"
CONSULTATION = "surveys/mileage/consultation.yml"

Edit = Callable[[str, str, str], None]
Complaints = Callable[[], list[str]]

HERE = Path(__file__).parent / "broken"
BROKEN = [
    case
    for path in (HERE / "rules.yml", *sorted(path for path in HERE.glob("*.yml") if path.name != "rules.yml"))
    for case in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - text only
]


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: f"{case['file']}: {case['told'][:60]}")
def test_a_broken_rule_is_reported_where_it_is_broken(copy: Path, case: dict[str, str]) -> None:
    break_rule(copy, case)
    told = told_about(copy, case.get("on", ""), pages=is_printed(case))
    said_in = f"{case.get('told_in', case['file'])}:"
    assert [line.split(": ", 1)[1] for line in told if line.startswith(said_in)].count(case["told"]) == 1, told


def _line_of(root: Path, path: str, words: str) -> int:
    lines = (root / path).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if words in line)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (CHARTER, "theme: information", "theme: informaton"),
        (PAGE, "  - duty-worker", "  - duty-wroker"),
        (SURVEY, "- thistle-1-la-2", "- thistle-1-la-3"),
        (OUTCOME, "      - answered", "      - answerd"),
    ],
)
def test_an_unknown_id_is_reported_at_its_first_character(
    copy: Path, edit: Edit, complaints: Complaints, path: str, old: str, new: str
) -> None:
    edit(path, old, new)
    word = new.rpartition(" ")[2]
    line = _line_of(copy, path, word)
    column = (copy / path).read_text(encoding="utf-8").splitlines()[line - 1].index(word) + 1
    assert complaints()[0].startswith(f"{path}:{line}:{column}: ")


def test_a_mistyped_promise_of_a_form_is_told_there_and_not_of_its_summary(edit: Edit, complaints: Complaints) -> None:
    edit(SURVEY, "- thistle-1-la-2", "- thistle-1-la-3")
    (told,) = complaints()
    assert told.startswith(f"{SURVEY}:31:13: there is no commitment `thistle-1-la-3`")


def test_two_charters_cannot_share_a_commitment_id(copy: Path, complaints: Complaints) -> None:
    text = (copy / CHARTER).read_text(encoding="utf-8")
    (copy / "charters/oakham.yml").write_text(text.replace("thistle-", "oak-").replace("oak-3-la-1", "thistle-3-la-1"))
    (told,) = [line for line in complaints() if "commitment id" in line]
    assert told.startswith(
        "charters/thistlemoor.yml:91:13: the commitment id `thistle-3-la-1` stands here and on line 91"
    )
    assert told.endswith("of charters/oakham.yml; give one of them another")


def test_a_list_may_name_its_theme_itself(edit: Edit, complaints: Complaints) -> None:
    edit(THEMES, "        - Telling each other\n", "        - Side by side\n")
    edit(THEMES, "        - Side by side\n        - Who", "        - Who")
    edit(CHARTER, "  - heading: Telling each other\n", "  - heading: Telling each other\n    theme: information\n")
    assert complaints() == []


def test_a_heading_is_told_once_though_several_lists_stand_under_it(edit: Edit, complaints: Complaints) -> None:
    edit(THEMES, "        - Side by side\n", "")
    assert [line.partition(":")[0] for line in complaints()] == [CHARTER]


def _ask(edit: Edit, kind: str, how_many: int) -> None:
    questions = "".join(
        f"      - id: more-{n}\n        kind: {kind}\n        text: One more?\n" for n in range(how_many)
    )
    edit(SURVEY, "      - id: area\n", f"{questions}      - id: area\n")


def _without_fingerprints(lines: list[str]) -> list[str]:
    return [line for line in lines if "fingerprint" not in line]


def test_a_survey_of_thirty_questions_is_long_enough(edit: Edit, complaints: Complaints) -> None:
    _ask(edit, "number", 24)
    assert _without_fingerprints(complaints()) == []


def test_a_survey_of_thirty_one_questions_is_too_long(edit: Edit, complaints: Complaints) -> None:
    _ask(edit, "number", 25)
    (told,) = _without_fingerprints(complaints())
    assert told.endswith("this is question 31 of 31, and people finish 30; take 1 out")
    edit(SURVEY, "      - id: more-0\n        kind: number\n        text: One more?\n", "")
    assert _without_fingerprints(complaints()) == []


def test_a_survey_has_one_text_box_for_five_questions(edit: Edit, complaints: Complaints) -> None:
    _ask(edit, "short text", 1)
    (told,) = _without_fingerprints(complaints())
    assert told.endswith("this is text box 2 of 2, and 7 questions bear 1; ask it as a choice, or take it out")


def test_a_survey_never_has_more_than_three_text_boxes(edit: Edit, complaints: Complaints) -> None:
    _ask(edit, "number", 20)
    edit(SURVEY, "        kind: number\n        text: One more?\n", "        kind: short text\n        text: Words?\n")
    edit(SURVEY, "        kind: number\n        text: One more?\n", "        kind: short text\n        text: Words?\n")
    assert _without_fingerprints(complaints()) == []
    edit(SURVEY, "        kind: number\n        text: One more?\n", "        kind: short text\n        text: Words?\n")
    (told,) = _without_fingerprints(complaints())
    assert told.endswith("this is text box 4 of 4, and 26 questions bear 3; ask it as a choice, or take it out")


def test_a_consultation_may_ask_for_words_more_often(edit: Edit, complaints: Complaints) -> None:
    edit(
        CONSULTATION,
        "text: Why do you think so?\n",
        "text: Why do you think so?\n      - id: else\n        kind: long text\n        text: What else?\n",
    )
    assert _without_fingerprints(complaints()) == []


def test_an_empty_questionnaire_is_no_questionnaire(copy: Path, complaints: Complaints) -> None:
    text = (copy / CONSULTATION).read_text(encoding="utf-8")
    (copy / CONSULTATION).write_text(text.partition("sections:")[0] + "sections: []\n")
    (told,) = _without_fingerprints(complaints())
    assert told.endswith("there is no question; write at least one")


def test_changed_questions_are_told_for_the_wave_without_a_summary_only(edit: Edit, complaints: Complaints) -> None:
    edit(SURVEY, "text: Training", "text: A course")
    (told,) = complaints()
    assert told.startswith(f"{WAVE}:6:14: these are not the questions that were asked first")


def _told_on(root: Path, on: date) -> list[str]:
    try:
        load_sources(root, on=on)
    except ContentError as error:
        return [str(each) for each in error.problems]
    return []


def test_the_fingerprint_of_changed_questions_is_told_before_anybody_can_answer(copy: Path, edit: Edit) -> None:
    edit(SURVEY, "text: Training", "text: A course")
    (told,) = _told_on(copy, date(2026, 10, 31))
    changed = "this fingerprint is of other questions; nobody can answer before 2026-11-01, so"
    assert f"{changed} write `" in told
    old = next(line for line in (copy / WAVE).read_text().splitlines() if line.startswith("fingerprint"))
    edit(WAVE, old, told.rsplit("`", 2)[1])
    assert _told_on(copy, date(2026, 10, 31)) == []


@pytest.mark.parametrize(
    ("on", "told"),
    [
        (
            date(2026, 11, 1),
            "people can answer since 2026-11-01, and these are not the questions that were asked first",
        ),
        (date(2027, 3, 31), "change the questions for the next wave, once the results of this one are published"),
        (date(2027, 4, 1), "people answered until 2027-03-31, and these are not the questions that were asked first"),
    ],
)
def test_once_people_could_answer_no_fingerprint_is_handed_out(
    copy: Path, edit: Edit, complaints: Complaints, on: date, told: str
) -> None:
    edit(SURVEY, "text: Training", "text: A course")
    (line,) = _told_on(copy, on)
    assert told in line
    assert "put the questions and this fingerprint back as they were" in line
    (without_a_day,) = complaints()
    key = sample_sources().handbook.surveys["carer-views"].questionnaire.fingerprint
    for each in (line, without_a_day):
        assert not re.search("[0-9a-f]{12}", each.replace(key, "")), "no key"
    edit(SURVEY, "text: A course", "text: Training")
    assert _told_on(copy, on) == [], "as the sentence says"


def test_an_open_consultation_is_told_where_a_new_question_can_be_asked(copy: Path, edit: Edit) -> None:
    edit(CONSULTATION, "text: Why do you think so?", "text: Why?")
    (line,) = _told_on(copy, date(2026, 12, 1))
    assert (
        "ask a new question in a consultation of its own. If this file is new, write `opens: 2026-12-02` or a later"
        in line
    )


def test_an_old_summary_may_tell_of_questions_that_are_no_longer_asked(edit: Edit, complaints: Complaints) -> None:
    edit(SURVEY, "id: recommend", "id: advise")
    assert [line for line in complaints() if not line.startswith(WAVE)] == []


def test_nobody_in_the_notice_needs_a_number_while_no_form_asks_for_words(
    edit: Edit, copy: Path, complaints: Complaints
) -> None:
    edit(CONTACTS, "reply: duty-worker", "reply: supervising-social-worker")
    assert len(complaints()) == 1
    edit(SURVEY, "kind: long text", "kind: number")
    edit(CONSULTATION, "kind: short text", "kind: number")
    shutil.rmtree(copy / "surveys/every-kind")
    assert _without_fingerprints(complaints()) == []


def test_only_a_demonstration_has_numbers_that_nobody_answers(copy: Path, edit: Edit, complaints: Complaints) -> None:
    edit("service/service.yml", "demonstration: yes", "demonstration: no")
    lines = (copy / CONTACTS).read_text(encoding="utf-8").splitlines()
    invented = [(at, line[11:]) for at, line in enumerate(lines, start=1) if line.startswith("    phone: 01632")]
    assert complaints() == [
        f"{CONTACTS}:{at}:12: nobody answers `{number}`, and service/service.yml says that this is no demonstration; "
        "write the real number and take `example: yes` out, or take `phone:` and `example: yes` out"
        for at, number in invented
    ]
    marked = (copy / CONTACTS).read_text(encoding="utf-8")
    not_marked = marked.replace("    example: yes\n", "")
    (copy / CONTACTS).write_text(not_marked, encoding="utf-8")
    assert [line.partition("; ")[2] for line in complaints()] == 3 * ["write the real number, or take `phone:` out"]
    for number in (number for _, number in invented):
        marked, not_marked = (each.replace(number, "0800 1111") for each in (marked, not_marked))
    (copy / CONTACTS).write_text(marked, encoding="utf-8")
    assert [line.partition("; ")[2] for line in complaints()] == 3 * ["take `example: yes` out"]
    (copy / CONTACTS).write_text(not_marked, encoding="utf-8")
    assert complaints() == []


def test_every_rule_is_tried_and_says_what_it_is_for() -> None:
    assert len(checking.RULES) == len(set(checking.RULES)) >= 15
    assert all(rule.__doc__ for rule in checking.RULES)


def test_a_council_whose_name_is_another_word_too_is_told_in_capital_letters_only(
    edit: Edit, complaints: Complaints
) -> None:
    edit(CHARTER, "authority: Thistlemoor Council", "authority: Reading Borough Council")
    edit(PAGE, "Children stay with friends.", "Children like reading with friends.")
    assert not [line for line in complaints() if "is one council" in line]
    edit(PAGE, "Children like reading", "Children in Reading like reading")
    (told,) = [line for line in complaints() if "is one council" in line]
    assert told.startswith(f"{PAGE}:27:13: `Reading` is one council")
