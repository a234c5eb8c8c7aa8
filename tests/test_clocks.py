"""No test depends on the day on which it runs, and runs on other days move every clock."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

READS_THE_CLOCK = {
    ("date", "today"),
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("time", "time"),
    ("time", "time_ns"),
    ("time", "localtime"),
    ("time", "gmtime"),
    ("time", "strftime"),
}
MAY = {
    "feedback_app/clock.py",  # the app's one clock
    "site_builder/__main__.py",  # the day of a build that was given none
    "feedback_app/storage/file_times.py",  # what the disk says of the store's file, which follows the computer's clock
    "tests/proofs/test_markers.py",  # looks for the true moment in files that must not hold it
}
"""Files that may ask what time it really is."""
PROGRAMS = ("handbook", "site_builder", "feedback_app", "handbook_cli", "tests")


def asks(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Where a text asks for the time: by a library's function, or by a clock that was told neither day nor moment."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        if isinstance(called, ast.Attribute):
            owner = called.value.attr if isinstance(called.value, ast.Attribute) else getattr(called.value, "id", "")
            if (owner, called.attr) in READS_THE_CLOCK:
                yield node.lineno, f"{owner}.{called.attr}"
        if isinstance(called, ast.Name) and called.id == "Clock" and not node.args and not node.keywords:
            yield node.lineno, "Clock()"


@pytest.mark.parametrize("program", PROGRAMS)
def test_nothing_asks_for_the_time_but_the_two_clocks(program: str) -> None:
    files = sorted((ROOT / program).rglob("*.py"))
    found = [
        f"{place}:{line}: {what}"
        for path in files
        if (place := path.relative_to(ROOT).as_posix()) not in MAY
        for line, what in asks(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert files
    assert found == []


@pytest.mark.parametrize(
    "line", ["date.today()", "datetime.now(UTC)", "datetime.date.today()", "time.time()", "Clock()"]
)
def test_each_way_to_ask_is_seen(line: str) -> None:
    assert [where for where, _ in asks(ast.parse(f"pass\nday = {line}"))] == [2]


def test_a_run_on_another_day_moves_the_clock_of_the_programs_that_it_starts() -> None:
    outer = "import subprocess, sys; subprocess.run([sys.executable, '-c', sys.argv[1]], check=True)"
    inner = "import datetime, time; print(datetime.date.today(), time.strftime('%H:%M', time.gmtime()))"
    moved = {"PROVE_CLOCK": "2028-02-29T12:30+00:00", "PYTHONPATH": str(Path("tests/other_days"))}
    told = subprocess.run(
        [sys.executable, "-c", outer, inner],
        cwd=ROOT,
        env=os.environ | moved,
        check=True,
        capture_output=True,
        text=True,
    )
    assert told.stdout == "2028-02-29 12:30\n"
