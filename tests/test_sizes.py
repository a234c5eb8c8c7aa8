"""A module can be read in one sitting, and a function in one breath."""

import ast
from pathlib import Path

import pytest

from tests.conftest import ROOT

LONGEST_MODULE = 400
LONGEST_FUNCTION = 60
"""Both in lines."""
MODULES = sorted(
    path for program in ("handbook", "site_builder", "feedback_app") for path in (ROOT / program).rglob("*.py")
)


def long_functions(source: str) -> list[str]:
    """Functions with more lines than one may have."""
    functions = (
        each for each in ast.walk(ast.parse(source)) if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    return [each.name for each in functions if (each.end_lineno or 0) - each.lineno + 1 > LONGEST_FUNCTION]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_module_and_no_function_is_too_long(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") <= LONGEST_MODULE
    assert long_functions(source) == []


def test_a_function_that_is_too_long_is_named() -> None:
    body = "    pass\n"
    assert long_functions(f"def short():\n{body * 59}\n\nasync def long():\n{body * 60}") == ["long"]
