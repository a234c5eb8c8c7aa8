"""`handbook` is one command for the builder and the forms, from a clone and from a wheel that holds all they need."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result

from handbook_cli.__main__ import cli, version
from site_builder.__main__ import cli as builder
from tests.conftest import ROOT
from tests.product import copy_sample

PACKAGES = ("handbook", "site_builder", "feedback_app", "handbook_cli")
SOURCES = ("pyproject.toml", "LICENSE", "requirements/run.in")
"""What a wheel is made from besides the packages."""
IGNORED = shutil.ignore_patterns("__pycache__")


def typed(*arguments: str) -> Result:
    """`handbook` with these arguments, in this process."""
    return CliRunner().invoke(cli, arguments, prog_name="handbook")


def test_every_command_of_the_builder_and_the_forms_is_a_command_of_handbook() -> None:
    assert {*cli.commands} == {*builder.commands, "forms"}
    told = typed("--help").output
    assert [name for name in cli.commands if f"\n  {name} " not in told] == []
    assert "Usage: handbook forms [OPTIONS] COMMAND" in typed("forms", "--help").output
    assert "Usage: handbook forms release [OPTIONS] KEY" in typed("forms", "release", "--help").output


def test_the_version_stands_in_one_place() -> None:
    stated = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert (version(), typed("--version").output) == (stated, f"handbook, version {stated}\n")


@pytest.mark.parametrize("program", ["handbook forms", "python -m feedback_app"])
def test_sentences_name_other_commands_as_they_were_called(program: str) -> None:
    module = ["handbook_cli", "forms"] if program.startswith("handbook") else ["feedback_app"]
    done = subprocess.run(
        [sys.executable, "-m", *module, "release"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert f"`{program} status` lists them." in " ".join(done.stderr.split())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of this clone, made without the network."""
    pytest.importorskip("setuptools", reason="setuptools, which makes the wheel, is not installed here")
    place = tmp_path_factory.mktemp("wheel")
    clone = place / "clone"
    for package in PACKAGES:
        shutil.copytree(ROOT / package, clone / package, ignore=IGNORED)
    for source in SOURCES:
        (clone / source).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / source, clone / source)
    command = ["wheel", "--quiet", "--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", str(place)]
    subprocess.run([sys.executable, "-m", "pip", *command, str(clone)], check=True)
    return next(place.glob("*.whl"))


def test_the_wheel_holds_every_file_of_the_packages(wheel: Path) -> None:
    files = (path for package in PACKAGES for path in (ROOT / package).rglob("*") if path.is_file())
    wanted = {path.relative_to(ROOT).as_posix() for path in files if "__pycache__" not in path.parts}
    with ZipFile(wheel) as opened:
        held = {name for name in opened.namelist() if ".dist-info/" not in name}
    assert held == wanted


def test_installed_from_the_wheel_it_works_on_the_content_of_the_current_folder(wheel: Path, tmp_path: Path) -> None:
    installed, content = tmp_path / "installed", tmp_path / "content"
    install = ["install", "--quiet", "--no-deps", "--no-index", "--target", str(installed), str(wheel)]
    subprocess.run([sys.executable, "-m", "pip", *install], check=True)
    copy_sample(content)

    def handbook(*arguments: str) -> tuple[int, str, str]:
        command = [sys.executable, str(installed / "bin/handbook"), *arguments]
        # A preview that ran in this process before leaves what it told the engine.
        clean = {name: value for name, value in os.environ.items() if not name.startswith("HANDBOOK_")}
        environment = {**clean, "PYTHONPATH": str(installed)}
        done = subprocess.run(command, cwd=content, env=environment, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout, " ".join(done.stderr.split())

    assert handbook("--version") == (0, f"handbook, version {version()}\n", "")
    checked = handbook("check", "--on", "2026-11-22")
    assert (checked[0], checked[1].splitlines()[-1], checked[2]) == (0, "Nothing is wrong.", "")
    built = handbook("build", "--on", "2026-11-22")
    assert (built[0], built[2]) == (0, "")
    assert "assets/javascripts/handbook" in (content / "site/index.html").read_text()
    no_store = f"There is no store of answers at {content / 'var/store.sqlite'}."
    assert handbook("forms", "status")[2].startswith(no_store)
