"""What a page answers: how many questions it has, and that none is there twice."""

from collections.abc import Callable
from pathlib import Path

import pytest

Complaints = Callable[[], list[str]]

PAGE, LIST = "docs/policies/sleepovers.md", "docs/policies/index.md"


def ask(root: Path, path: str, *questions: str) -> None:
    """Put questions above everything else in a page's header."""
    page = root / path
    listed = "".join(f"  - ask: {question}\n    heading: top\n" for question in questions)
    page.write_text(
        page.read_text(encoding="utf-8").replace("---\n", f"---\nquestions:\n{listed}", 1), encoding="utf-8"
    )


@pytest.mark.parametrize("how_many", [3, 10])
def test_three_to_ten_questions_are_right(copy: Path, complaints: Complaints, how_many: int) -> None:
    for path in (PAGE, LIST):
        ask(copy, path, *(f"Is it {number}?" for number in range(how_many)))
    assert complaints() == []


@pytest.mark.parametrize("how_many", [1, 2, 11])
def test_fewer_and_more_are_refused(copy: Path, complaints: Complaints, how_many: int) -> None:
    ask(copy, LIST, "What?", "Where?", "When?")
    ask(copy, PAGE, *(f"Is it {number}?" for number in range(how_many)))
    (line,) = complaints()
    assert line == (
        f"{PAGE}:2:1: this page has {how_many} `questions:`, and 3 to 10 help readers to find it; "
        "add some, or take some out"
    )


def test_a_page_without_questions_beside_one_that_has_some_is_refused(copy: Path, complaints: Complaints) -> None:
    ask(copy, PAGE, "What?", "Where?", "When?")
    (line,) = complaints()
    assert line.startswith(f"{LIST}:")
    assert line.endswith("by a question, as they find the others; add `questions:` with three to ten")


def test_the_same_question_twice_is_refused(copy: Path, complaints: Complaints) -> None:
    ask(copy, LIST, "What?", "Where?", "When?")
    ask(copy, PAGE, "What?", "Where?", "what?")
    (line,) = complaints()
    assert line == f"{PAGE}:7:10: the question `what?` stands here and on line 3; keep one of them"


def test_another_way_to_ask_that_is_there_already_is_refused(copy: Path, complaints: Complaints) -> None:
    ask(copy, LIST, "What?", "Where?", "When?")
    ask(copy, PAGE, "What?\n    also: [where?]", "Where?", "When?")
    (line,) = complaints()
    assert line == f"{PAGE}:6:10: the question `Where?` stands here and on line 4; keep one of them"
