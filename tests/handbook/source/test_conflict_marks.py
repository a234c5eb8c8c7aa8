"""Marks of a conflict: told in every kind of content file, before and instead of anything a parser would say."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.source.conflict_marks import conflict_marks

OURS, MIDDLE, THEIRS = "<<<<<<< a-branch", "=======", ">>>>>>> main"
BASE = "||||||| merged common ancestors"

PAGE = "docs/policies/sleepovers.md"
PLACES = {
    "a paragraph": (PAGE, "Children stay with friends."),
    "front matter": (PAGE, "owner: "),
    "a block of code": (PAGE, "Children stay with friends.", "```\n{}\n```"),
    "a list of data": ("service/glossary.yml", "  - id: "),
    "a block of text": ("charters/thistlemoor.yml", "summary: ", "introduction: |\n  Some words.\n  {}\n  More."),
    "a comment": ("service/contacts.yml", "contacts:", "# words\n{}\n# words"),
}


@pytest.mark.parametrize("three", [True, False], ids=["three lines", "four lines"])
@pytest.mark.parametrize("place", PLACES)
def test_a_conflict_is_the_only_thing_that_is_told_about_its_file(
    copy: Path, complaints: Callable[[], list[str]], place: str, *, three: bool
) -> None:
    path, words, *shape = PLACES[place]
    marks = [OURS, "ours", *([] if three else [BASE, "before"]), MIDDLE, "theirs", THEIRS]
    text = (copy / path).read_text()
    lines = text.split("\n")
    at = next(number for number, line in enumerate(lines) if words in line)
    lines[at:at] = (shape[0] if shape else "{}").format("\n".join(marks)).split("\n")
    (copy / path).write_text("\n".join(lines))
    first = lines.index(next(line for line in lines if line.strip() == OURS)) + 1
    (told,) = complaints()
    assert told.startswith(f"{path}:{first}:1: two people changed these lines, and both versions stand here between ")
    assert f"`>>>>>>>` on line {first + len(marks) - 1}; keep the words that are right" in told
    assert told.endswith(f"take the {'three' if three else 'four'} lines of marks out")


@pytest.mark.parametrize("keep", ["ours", "theirs"])
def test_whoever_obeys_the_sentence_ends_without_one(keep: str) -> None:
    text = f"a\n{OURS}\nours\n{MIDDLE}\ntheirs\n{THEIRS}\nb\n"
    assert len(list(conflict_marks(text))) == 1
    assert list(conflict_marks(f"a\n{keep}\nb\n")) == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f"a\n{OURS}\nb\n{MIDDLE}\nc\n", [2, 4]),
        (f"a\n{MIDDLE}\nc\n{THEIRS}\n", [2, 4]),
        (f"{OURS}\n{OURS}\nb\n{MIDDLE}\nc\n{THEIRS}\n", [1, 2]),
        (f"## {MIDDLE}\n{THEIRS}\n", [1, 2]),
        (f"- {OURS}\n  {MIDDLE}\n  {THEIRS}\n", [1]),
        ("<<<<<<<\n=======\n>>>>>>>\n", [1]),
        ("<<<<<<<<< a\n=========\n>>>>>>>>> b\n", [1]),
        (f"{OURS}\n{MIDDLE}\n{THEIRS}\n" * 2, [1, 4]),
        (f"a\n\n{MIDDLE}\n\nb\n", [3]),
        (f"a\n{MIDDLE}\nb\n", [2]),
        (f"a\n{BASE}\nb\n", [2]),
        (f"\u00a0{OURS}\na\n{MIDDLE}\nb\n{THEIRS}\n", [1]),
        (f"1. {OURS}\n   a\n2. {MIDDLE}\n   b\n3. {THEIRS}\n", [1]),
    ],
)
def test_what_is_left_of_a_conflict_is_told_line_by_line(text: str, lines: list[int]) -> None:
    assert [line for line, _ in conflict_marks(text)] == lines


@pytest.mark.parametrize(
    "text",
    [
        "a\n====\n",
        "| a | b | c | d | e | f |\n| --- | --- | --- | --- | --- | --- |\n|||||||\n",
        "|||||||\n",
        "||||||| a | b |\n",
        "# ======= the next part =======\n",
        "# =======\n",
        "text <<<<<<< text\n",
        "> > > > > > > deep\n",
        "<<<<<< six\n",
        "===== ==\n",
    ],
)
def test_what_only_looks_like_a_mark_is_left_alone(text: str) -> None:
    assert list(conflict_marks(text)) == []


def test_an_underlined_title_is_no_conflict_and_its_sentence_leads_to_a_heading(
    edit: Callable[[str, str, str], None], complaints: Callable[[], list[str]]
) -> None:
    edit(PAGE, "Children stay with friends.", "Children stay\n=====\n\nChildren stay with friends.")
    (told,) = complaints()
    assert told.endswith("take this line of `=` out, and begin the line above it with `## `")
    edit(PAGE, "Children stay\n=====\n", "## Children stay\n")
    assert complaints() == []


@given(st.lists(st.sampled_from([OURS, MIDDLE, THEIRS, BASE, "words", "", "## words"]), max_size=8).map("\n".join))
def test_nothing_that_git_wrote_passes_unseen(text: str) -> None:
    told = {line for line, _ in conflict_marks(text)}
    marks = [line for line in text.split("\n") if line.startswith(("<<<<<<<", ">>>>>>>"))]
    assert bool(told) or not marks
