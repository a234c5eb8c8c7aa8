"""The page about what could go wrong: every number is there, and every test that it names is there too."""

import ast
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT, Figure

PAGE = ROOT / "docs/about/threats.md"
NUMBERS = range(1, 37)
_HEADING = re.compile(r"^### T(\d+): .+ \{ #t(\d+) \}$", re.MULTILINE)
_TEST = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
WHY_NOT = ("Not yet:", "Cannot be tested")


def sections(text: str) -> dict[int, str]:
    """What is said about each number."""
    found = list(_HEADING.finditer(text))
    ends = [*(each.start() for each in found[1:]), len(text)]
    assert all(each[1] == each[2] for each in found), "a heading's address has another number"
    return {int(each[1]): text[each.end() : end] for each, end in zip(found, ends, strict=True)}


def missing(name: tuple[str, str], root: Path = ROOT) -> str | None:
    """What a named test lacks, if anything."""
    file, function = name
    if not (root / file).is_file():
        return f"there is no {file}"
    functions = {
        each.name for each in ast.walk(ast.parse((root / file).read_text())) if isinstance(each, ast.FunctionDef)
    }
    if function and function not in functions:
        return f"{file} has no {function}"
    return None if function or any(each.startswith("test_") for each in functions) else f"{file} has no test"


def test_every_number_stands_there_once_and_in_order() -> None:
    assert [int(each[1]) for each in _HEADING.finditer(PAGE.read_text())] == list(NUMBERS)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_threat_names_its_test_or_says_why_there_is_none(number: int) -> None:
    said = sections(PAGE.read_text())[number]
    named = _TEST.findall(said)
    assert named or any(why in said for why in WHY_NOT) or "Tested by each set-up" in said
    assert not named or "Tested by" in said


def test_every_test_that_is_named_is_there(figure: Figure) -> None:
    named = _TEST.findall(PAGE.read_text())
    assert [fault for name in named if (fault := missing(name))] == []
    told = sections(PAGE.read_text())
    tested = sum(bool(_TEST.search(said)) for said in told.values())
    figure(f"threats: {len(told)}, {tested} with a test, {len(told) - tested} with a reason why not")


def test_a_missing_test_would_be_reported() -> None:
    assert missing(("tests/nothing.py", "")) == "there is no tests/nothing.py"
    assert missing(("tests/docs/test_threats.py", "test_of_nothing")) is not None
    assert missing(("tests/conftest.py", "")) == "tests/conftest.py has no test"
