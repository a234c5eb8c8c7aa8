"""Changes to code are tested on the forge, with no more rights than that needs, and before a commit at home."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

from handbook.file_rules import DEVELOPERS
from handbook.registry import FOLDERS
from tests.conftest import ROOT


def read(path: str) -> dict[Any, Any]:
    return dict(yaml.safe_load((ROOT / path).read_text(encoding="utf-8")))


def test_every_change_to_code_is_tested_as_a_person_tests_it_and_without_a_right_or_a_secret() -> None:
    workflow = read(".github/workflows/test.yml")
    # YAML takes the word `on` for yes.
    assert workflow[True]["push"] == {"branches": ["main"]}
    content = [f"!{folder}/**" for folder in FOLDERS]
    assert workflow[True]["pull_request"]["paths"] == ["**", *content, f"{DEVELOPERS}**"]
    assert workflow["permissions"] == {"contents": "read"}
    (job,) = workflow["jobs"].values()
    assert job["steps"][-1]["run"] == "handbook/.ci/run"
    assert "secrets" not in (ROOT / ".github/workflows/test.yml").read_text(encoding="utf-8")


def test_newer_packages_are_proposed_where_they_are_pinned() -> None:
    (pip,) = read(".github/dependabot.yml")["updates"]
    assert pip["package-ecosystem"] == "pip"
    assert list((ROOT / pip["directory"].strip("/")).glob("*.txt"))


def test_what_is_asked_before_a_commit_is_what_make_lint_asks() -> None:
    hooks = [hook for repo in read(".pre-commit-config.yaml")["repos"] for hook in repo["hooks"]]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (lint,) = re.findall(r"^lint:.*\n((?:\t.*\n)+)", makefile, re.MULTILINE)
    asked = [line.strip("\t@").replace("$(BIN)", ".venv/bin").removesuffix(" $(CHECKED)") for line in lint.splitlines()]
    assert [hook["entry"] for hook in hooks] == asked


def test_tests_that_failed_can_be_run_again_alone(tmp_path: Path) -> None:
    (tmp_path / "test_two.py").write_text("def test_right():\n    pass\n\n\ndef test_wrong():\n    assert False\n")
    command = [sys.executable, "-m", "pytest", "-c", ROOT / "pyproject.toml", "--rootdir", tmp_path, tmp_path]
    first = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    again = subprocess.run([*command, "--lf"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "1 failed, 1 passed" in first.stdout
    assert "1 failed" in again.stdout
    assert "passed" not in again.stdout
