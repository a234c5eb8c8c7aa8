"""Each kind of broken content is told in the exact words that are beside it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from handbook.source.problems import ContentError, Problem
from tests.handbook.conftest import told_about
from tests.handbook.made_faults import MADE

FOLDER = Path(__file__).parent / "problems"
CASES = sorted(folder.name for folder in FOLDER.iterdir())


@pytest.mark.parametrize("case", CASES)
def test_broken_content_is_reported_in_these_words(case: str, copy: Path) -> None:
    """Each folder of problems/ holds broken files, laid over the sample, and the expected sentences."""
    shutil.copytree(FOLDER / case, copy, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt"))
    assert told_about(copy) == (FOLDER / case / "expected.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("told", MADE)
def test_what_files_are_called_where_they_lie_and_how_large_they_are_is_told(told: str, copy: Path) -> None:
    MADE[told](copy)
    assert told_about(copy, pages=False) == [told]


def test_a_file_of_ten_megabytes_is_refused_unread(copy: Path, complaints: Callable[[], list[str]]) -> None:
    (copy / "service/glossary.yml").write_bytes(b"terms:\n" + b"  - id: a\n" * 1_000_000)
    assert complaints() == [
        "service/glossary.yml:1:1: the file is too large (10.0 MB); keep it below 1 MB",
    ]


def test_the_problems_of_all_files_are_reported_together(
    edit: Callable[[str, str, str], None], complaints: Callable[[], list[str]]
) -> None:
    edit("service/glossary.yml", "owner:", "onwer:")
    edit("charters/parties.yml", "    title: The council\n", "")
    edit("docs/index.md", "reviewed: 2026-10-01", "reviewed: last autumn")
    assert [line.partition(": ")[0] for line in complaints()] == [
        "charters/parties.yml:3:5",
        "docs/index.md:6:11",
        "service/glossary.yml:2:1",
    ]


def test_what_nobody_sees_hides_no_other_fault(
    copy: Path, edit: Callable[[str, str, str], None], complaints: Callable[[], list[str]]
) -> None:
    """Characters of a text that was pasted, on several lines, beside a mistyped key, an unknown id and a dead id."""
    edit("service/glossary.yml", "owner: Fost", "onwer: Fost\u200bering and fost")
    edit("service/glossary.yml", "reviewed: ", "reviewed:\u00a0")
    edit("docs/policies/sleepovers.md", "  - working-together", "  - working-togehter")
    edit("docs/policies/sleepovers.md", "title: ", "title:\u00a0")
    body = copy / "docs/policies/sleepovers.md"
    body.write_text(f"{body.read_text()}\nA wo\u200brd and\u2060 another.\nMore\u00ad words.\n")
    last = len(body.read_text().splitlines())
    pasted = "this space is not an ordinary one, as in pasted text; delete it and type a space"
    again = "stands here; delete it, type the text again"
    unseen = [
        f"docs/policies/sleepovers.md:{last - 1}:5: an invisible character (U+200B) {again}",
        f"docs/policies/sleepovers.md:{last}:5: an invisible character (U+00AD) {again}",
    ]
    assert complaints() == [
        f"docs/policies/sleepovers.md:3:7: {pasted}",
        *unseen,
        "service/glossary.yml:2:1: `onwer` is not a key that can stand here; did you mean `owner`?",
        "service/glossary.yml:2:12: an invisible character (U+200B) stands here; delete it, type the text again",
        f"service/glossary.yml:3:10: {pasted}",
    ]
    edit("service/glossary.yml", "onwer: Fost\u200bering and fost", "owner: Fost\u200b")
    assert "docs/policies/sleepovers.md:8:5: there is no theme `working-togehter`; did you mean" in str(complaints())
    assert set(unseen) < set(complaints()), "rules across files are tried beside what nobody sees"


def test_a_problem_reads_as_a_link_and_a_sentence() -> None:
    assert str(Problem("charters/kent.yml", 12, 3, "this is wrong; write that")) == (
        "charters/kent.yml:12:3: this is wrong; write that"
    )


def test_problems_are_sorted_by_file_and_line_without_repeats() -> None:
    first, second, other = Problem("a.yml", 2, 1, "x"), Problem("a.yml", 10, 1, "x"), Problem("b.yml", 1, 1, "x")
    assert ContentError([other, second, first, second]).problems == (first, second, other)
