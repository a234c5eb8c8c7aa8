"""The guide to adding something: its examples work in a copy of the programs, and are as small as it says."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.product import copy_sample, write_menu

GUIDE = (ROOT / "docs/developers/add.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^`([^`\n]+)`:\n\n```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COPIED = (
    *("handbook", "site_builder", "feedback_app", "charters", "docs", "service", "surveys"),
    *("CONTRIBUTING.md", "mkdocs.yml", "pyproject.toml"),
)

PROGRAM = """
import json, sys
from datetime import date
from pathlib import Path
from click.testing import CliRunner
from flask import Flask
from werkzeug.datastructures import MultiDict
from feedback_app.cli.commands import commands
from feedback_app.forms.kinds import FIELD_FOR_KIND
from feedback_app.forms import form_of
from handbook.loading import load_handbook
from handbook.schemas import FOLDER, write_schemas
from handbook.source.problems import ContentError
from handbook.surveys.questions import QuestionKind
from site_builder.build_site import load_checked

def problems_of(content):
    try:
        load_handbook(content)
    except ContentError as error:
        return [str(each) for each in error.problems]
    return []

root, faulty, run = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
handbook, pages = load_checked(root, date(2026, 10, 15))
before = {path.name: path.read_bytes() for path in FOLDER.glob("*.json")}
schemas = [path.name for path in write_schemas(root) if before.get(path.name) != path.read_bytes()]
form = form_of(handbook.runs[run], ())
field = "answer-arrived"
with Flask("forms").test_request_context():
    typed = {time: form(MultiDict({field: time})) for time in ("07:00", "25:00")}
    errors = {time: each.validate() or [str(error) for error in each[field].errors] for time, each in typed.items()}
print(json.dumps({
    "loans": pages["support/loans.md"], "index": pages["index.md"], "languages": pages["languages.md"],
    "told": problems_of(faulty), "told of the real content": problems_of(Path.cwd()), "schemas": schemas,
    "hour": [FIELD_FOR_KIND[QuestionKind.HOUR].macro, typed["07:00"].response(run).words, errors],
    "command": CliRunner().invoke(commands, ["questions", run]).output,
}))
"""


def examples() -> dict[str, list[tuple[str, str, str]]]:
    """By heading: path, language and text of each block."""
    parts = re.split(r"^## ((?!\{).+)\n", GUIDE, flags=re.MULTILINE)[1:]
    return {title.lower(): BLOCK.findall(text) for title, text in zip(parts[::2], parts[1::2], strict=True)}


def apply(root: Path, path: str, language: str, text: str) -> None:
    """Write a new file, or change one that is there as a block of `diff` shows."""
    if language != "diff":
        assert not (root / path).exists(), f"{path} is there already"
        (root / path).write_text(text, encoding="utf-8")
        return
    changed = (root / path).read_text(encoding="utf-8")
    for hunk in text.split("@@\n"):
        lines = [(line[:1], line[1:]) for line in hunk.splitlines()]
        before, after = ("".join(f"{line}\n" for sign, line in lines if sign != other) for other in "+-")
        assert changed.count(before) == 1, f"{path} has changed here: {before}"
        changed = changed.replace(before, after)
    (root / path).write_text(changed, encoding="utf-8")


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of programs and content, with everything in the guide added."""
    copied = tmp_path_factory.mktemp("programs")
    for name in COPIED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, copied / name)
    for blocks in examples().values():
        for path, language, text in blocks:
            apply(copied, path, language, text)
    return copied


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory, programs: Path) -> dict[str, Any]:
    """What the programs say of the sample once everything in the guide was added."""
    place = tmp_path_factory.mktemp("adding")
    sample, faulty = place / "sample", place / "faulty"
    copy_sample(sample)
    shutil.copy(programs / "service/loans.yml", sample / "service")
    write_menu(sample, "support/loans.md", "languages.md")
    change(sample / "docs/index.md", "---\n\n", "replaces: the red folder\n---\n\nBorrow: {{ loan.travel-cot }}.\n\n")
    survey = sample / "surveys/carer-views/survey.yml"
    change(survey, "    questions:\n", "    questions:\n      - id: arrived\n        kind: hour\n        text: When?\n")
    wave = sample / "surveys/carer-views/waves/2026-autumn.yml"
    wave.write_text(re.sub(r"^fingerprint: .*$", "fingerprint: 8c25bf4cf040", wave.read_text(), flags=re.MULTILINE))
    shutil.copytree(sample, faulty, symlinks=True)
    change(faulty / "service/loans.yml", "front-door-day", "front-dor-day")
    change(faulty / "docs/index.md", "Borrow", "Borrow and/or buy: {{ loan.travel-coat }}")
    command = [sys.executable, "-c", PROGRAM, str(sample), str(faulty), "carer-views/2026-autumn"]
    environment = {**os.environ, "HANDBOOK_ROOT": str(sample)}
    done = subprocess.run(command, cwd=programs, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def change(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_each_example_is_as_small_as_the_guide_says_and_may_be() -> None:
    table = re.findall(r"^\| \[(.+)\]\(#.+\) \| (\d+) \| (\d+) \|$", GUIDE, re.MULTILINE)
    assert {title for title, _, _ in table} == set(examples())
    for title, files, most in table:
        assert len({path for path, _, _ in examples()[title]}) == int(files) <= int(most), title
    at_most = {title: int(most) for title, _, most in table}
    assert (at_most["a kind of fact"], at_most["a kind of question"], at_most["a field of a page"]) == (6, 5, 4)


@pytest.mark.parametrize("command", [["format", "--check"], ["check"]], ids=" ".join)
def test_the_examples_are_in_the_style_of_the_programs(programs: Path, command: list[str]) -> None:
    ruff = Path(sys.executable).with_name("ruff")
    done = subprocess.run([ruff, *command, "--no-cache"], cwd=programs, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_writers_are_told_of_each_field_that_the_guide_adds_and_still_of_every_other(programs: Path) -> None:
    (programs / "tests/docs").mkdir(parents=True)
    check = "tests/docs/test_fields_documented.py"
    shutil.copy(ROOT / check, programs / check)
    command = [sys.executable, "-m", "pytest", "-q", check]
    done = subprocess.run(command, cwd=programs, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_a_new_kind_of_fact_is_read_shown_and_checked(said: dict[str, Any]) -> None:
    assert "## A travel cot {: #travel-cot }" in said["loans"]
    (told,) = [each for each in said["told"] if each.startswith("service/loans.yml:8:14")]
    assert told.endswith("there is no contact `front-dor-day`; did you mean `front-door-day`?")


def test_the_real_content_is_right_with_everything_that_the_guide_adds(said: dict[str, Any]) -> None:
    assert said["told of the real content"] == []


def test_each_schema_that_changes_is_named(said: dict[str, Any]) -> None:
    assert sorted(said["schemas"]) == sorted(set(re.findall(r"`handbook/schemas/(\w+\.json)`", GUIDE)))


def test_a_new_kind_of_question_is_answered_and_refuses_in_words_that_each_language_has(said: dict[str, Any]) -> None:
    macro, words, errors = said["hour"]
    assert (macro, words) == ("select", {"arrived": "07:00"})
    assert errors == {"07:00": [], "25:00": ["Choose an hour from the list, for: When?"]}


def test_a_new_field_and_a_new_slot_are_printed_and_a_new_page_is_built(said: dict[str, Any]) -> None:
    assert "This page stands in place of the red folder." in said["index"]
    assert "Borrow: A travel cot." in said["index"]
    assert "Languages of the forms" in said["languages"]


def test_a_new_rule_is_asked_and_a_new_slot_is_known(said: dict[str, Any]) -> None:
    told = [each.partition(": ")[2] for each in said["told"] if each.startswith("docs/index.md")]
    assert "`and/or` can mean two things; write `and`, or write `or`" in told
    assert any("travel-coat" in each and "`travel-cot`" in each for each in told)


def test_a_new_command_runs(said: dict[str, Any]) -> None:
    assert said["command"].startswith("arrived (hour): When?\n")
