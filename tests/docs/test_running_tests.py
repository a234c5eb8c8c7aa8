"""The guide to the tests names folders that are there, and commands that `make` knows."""

import re

from tests.conftest import ROOT

GUIDE = (ROOT / "docs/developers/tests.md").read_text(encoding="utf-8")
NO_SUITES = {"sample"}
"""What tests read, and no tests."""


def test_every_folder_of_tests_is_explained_and_every_one_explained_is_there() -> None:
    named = set(re.findall(r"`(tests/[\w/]+/)`", GUIDE))
    assert [path for path in named if not (ROOT / path).is_dir()] == []
    folders = {each.parent for each in (ROOT / "tests").glob("*/*.py")}
    assert {f"tests/{each.name}/" for each in folders if each.name not in NO_SUITES} <= named


def test_every_command_that_is_named_is_one_of_make() -> None:
    known = set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"`make ([a-z-]+)", GUIDE))
    assert named <= known
    assert {"lint", "unit", "browser", "test", "days", "pythons", "prove", "mutants", "bench", "search-report"} <= named


def test_every_file_that_is_named_is_there() -> None:
    named = set(re.findall(r"(?:^|[` ])((?:tests|handbook|\.github)/[\w/]+\.(?:py|yml))", GUIDE, re.MULTILINE))
    assert named
    assert [path for path in named if not (ROOT / path).is_file()] == []
