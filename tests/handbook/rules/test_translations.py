"""Translations: one that is right, and each way of being wrong told as a sentence at its place."""

from collections.abc import Callable
from pathlib import Path

import pytest

from handbook.handbook import Handbook
from handbook.loading import load_handbook
from handbook.surveys.translations import translated, words_fingerprint

FILE = "surveys/carer-views/survey.cy.yml"

Complaints = Callable[[], list[str]]
Edit = Callable[[str, str, str], None]


def draft(sample: Handbook) -> str:
    """A translation of the sample's survey in which each text is the original's with "cy" before it."""
    survey = sample.surveys["carer-views"]
    lines = ["language: cy", f'made_from: "{words_fingerprint(survey)}"', "checked_by: A body of speakers"]
    lines += ["title: cy title", "summary: cy summary", "introduction: cy introduction", "waves:"]
    lines += ["  2026-autumn: cy autumn", "sections:"]
    for section in survey.sections:
        lines.append(f"  - title: cy {section.title}")
        if section.introduction:
            lines.append("    introduction: cy introduction")
        lines.append("    questions:")
        for question in section.questions:
            lines += [f"      - id: {question.id}", f'        text: "cy {question.text}"']
            if question.hint:
                lines.append("        hint: cy hint")
            if question.options:
                lines.append("        options:")
                lines += [f"          {option.id}: cy {option.id}" for option in question.options]
    return "\n".join(lines) + "\n"


@pytest.fixture
def with_welsh(copy: Path, sample: Handbook) -> Path:
    (copy / FILE).write_text(draft(sample), encoding="utf-8")
    return copy


def test_a_whole_translation_has_no_problem(with_welsh: Path, complaints: Complaints) -> None:
    assert with_welsh
    assert complaints() == []


WRONG = [
    ("language: cy", "language: we", "the file's name says `cy`; write `language: cy`"),
    ("      - id: invited\n", "      - id: invite\n", "no question `invite` here; did you mean `invited`?"),
    ("          training: cy training\n", "", "the option `training` is missing here; translate it"),
    ("          training:", "          trainings:", "no option `trainings` here; did you mean `training`?"),
    ("  2026-autumn: cy", "  2026-atumn: cy", "there is no wave `2026-atumn`; did you mean `2026-autumn`?"),
    (
        "  2026-autumn: cy",
        "  2025-autumn: cy",
        "the title of the wave is missing; add `2026-autumn:` and the title below",
    ),
    ("        hint: cy hint\n", "", "the key `hint:` is missing here; translate it from the original"),
    ("introduction: cy introduction\n", "introduction: cy\nproposal: cy\n", "the original has no `proposal` here"),
]


@pytest.mark.parametrize(("text", "instead", "told"), WRONG, ids=[told for _, _, told in WRONG])
def test_problems_are_reported(
    with_welsh: Path, edit: Edit, complaints: Complaints, text: str, instead: str, told: str
) -> None:
    edit(FILE, text, instead)
    assert with_welsh
    assert any(line.startswith(FILE) and told in line for line in complaints()), complaints()


def test_a_translation_that_is_behind_says_what_to_write(with_welsh: Path, edit: Edit, complaints: Complaints) -> None:
    # A word that no answer depends on: the wave's own fingerprint does not notice it, a translation must.
    edit("surveys/carer-views/survey.yml", "\nsummary: ", "\nsummary: Now ")
    (told,) = complaints()
    assert with_welsh
    assert told.startswith(f"{FILE}:2:")
    assert "behind its original" in told
    new = told.partition("`made_from: ")[2][:12]
    old = (with_welsh / FILE).read_text().partition('made_from: "')[2][:12]
    edit(FILE, old, new)
    assert complaints() == []


@pytest.mark.parametrize("instead", ["", "made_from:\n", 'made_from: "x"\n'])
def test_what_a_translation_was_made_from_is_told_the_first_time(
    with_welsh: Path, edit: Edit, complaints: Complaints, instead: str
) -> None:
    line = (with_welsh / FILE).read_text().splitlines(keepends=True)[1]
    edit(FILE, line, instead)
    (told,) = complaints()
    assert line.replace('"', "").strip() in told


def test_a_missing_section_is_reported(with_welsh: Path, complaints: Complaints) -> None:
    text = (with_welsh / FILE).read_text()
    (with_welsh / FILE).write_text(text[: text.rindex("  - title: ")])
    assert any("the section `About you and your words` is missing here; translate it" in line for line in complaints())


def test_questions_in_another_order_are_reported(with_welsh: Path, edit: Edit, complaints: Complaints) -> None:
    for old, new in (("- id: invited\n", "- id: first\n"), ("- id: answered\n", "- id: invited\n")):
        edit(FILE, old, new)
    edit(FILE, "- id: first\n", "- id: answered\n")
    assert with_welsh
    assert any("stand in another order" in line for line in complaints())


def test_a_translation_is_called_like_what_it_translates(with_welsh: Path, complaints: Complaints) -> None:
    (with_welsh / FILE).rename(with_welsh / "surveys/carer-views/consultation.cy.yml")
    assert any("this translates survey.yml; rename it to `survey.cy.yml`" in line for line in complaints())


def test_only_words_change(with_welsh: Path, sample: Handbook) -> None:
    loaded = load_handbook(with_welsh)
    run = sample.runs["carer-views/2026-autumn"]
    other = translated(run, loaded.translations["carer-views"]["cy"])
    assert other.title == "cy title: cy autumn"
    for ours, theirs in zip(run.questionnaire.questions, other.questionnaire.questions, strict=True):
        assert (ours.id, ours.kind, ours.show_if) == (theirs.id, theirs.kind, theirs.show_if)
        assert [each.id for each in ours.options] == [each.id for each in theirs.options]
        assert theirs.text == f"cy {ours.text}"
    assert other.wave.fingerprint == run.wave.fingerprint
