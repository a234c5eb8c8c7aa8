"""What the source documents ask for: every row is there, says what is true, and its commands can be run."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from handbook.facts.actions import Actions
from handbook.facts.coverage import Coverage, Priority, State
from handbook.handbook import Handbook
from tests.conftest import Figure
from tests.content.sources import read_source

ROOT = Path(__file__).parent.parent.parent
CLAIMED = {Priority.CORE: 37, Priority.STRONG: 59}
"""So many rows are covered at least; a row that is lost is a promise taken back."""


@pytest.fixture(scope="module")
def coverage(handbook: Handbook) -> Coverage:
    """The real table."""
    assert handbook.facts.get(Coverage) is not None
    return handbook.facts.get(Coverage)


def test_the_table_has_184_rows(coverage: Coverage) -> None:
    counts = Counter(row.priority for row in coverage.rows)
    assert counts == {Priority.CORE: 41, Priority.STRONG: 68, Priority.LATER: 51, Priority.OUT: 24}


def test_ids_and_priorities_are_those_of_the_inventory(coverage: Coverage) -> None:
    assert [[row.id, row.priority.value] for row in coverage.rows] == read_source("coverage")


def test_so_many_core_and_strong_rows_are_covered(coverage: Coverage, figure: Figure) -> None:
    covered = Counter(row.priority for row in coverage.rows if row.state is State.COVERED)
    core, strong = covered[Priority.CORE], covered[Priority.STRONG]
    figure(f"rows of core covered: {core} of 41, strong: {strong} of 68")
    assert core >= CLAIMED[Priority.CORE]
    assert strong >= CLAIMED[Priority.STRONG]


def test_commands_that_rows_name_can_be_run(coverage: Coverage) -> None:
    commands = {place.command for row in coverage.rows for place in row.where if place.command}
    for command in commands:
        words = command.split()
        assert words[:2] == ["python", "-m"], command
        done = subprocess.run([sys.executable, *words[1:], "--help"], cwd=ROOT, capture_output=True, check=False)
        assert done.returncode == 0, command


def test_kent_s_actions_from_meetings_with_carers_are_told_with_their_source(handbook: Handbook) -> None:
    actions = handbook.facts.get(Actions)
    assert actions is not None
    told = [each for each in actions.actions if each.source]
    assert len([each for each in told if each.raised_at.value == "meet and greet"]) == 4
    assert all(each.source and "Section 3" in str(each.source.detail).replace("Sections", "Section") for each in told)
    assert all(each.example for each in actions.actions if not each.source), "whatever has no source is an example"
