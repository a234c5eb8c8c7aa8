"""`handbook` is one command for the builder and the forms, from a clone and from a wheel that holds all they need."""

import os
import shutil
import socket
import subprocess
import sys
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result

from handbook.schemas import FOLDER, PATH
from handbook_cli.__main__ import cli, version
from site_builder.__main__ import cli as builder
from tests.conftest import ROOT
from tests.handbook.facts.test_news_rules import FILES
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


def test_the_version_is_in_one_place() -> None:
    stated = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert (version(), typed("--version").output) == (stated, f"handbook, version {stated}\n")


def run_in(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`python -m` with these arguments and the packages of this clone, in a folder, without any setting."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("HANDBOOK_")}
    environment = {**clean, "PYTHONPATH": str(ROOT), "COLUMNS": "10000"}
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("program", ["handbook forms", "python -m feedback_app"])
def test_sentences_name_other_commands_as_they_were_called(program: str) -> None:
    module = ["handbook_cli", "forms"] if program.startswith("handbook") else ["feedback_app"]
    done = run_in(ROOT, *module, "release")
    assert done.returncode == 2
    assert f"`{program} status` lists them." in " ".join(done.stderr.split())


WRONG_USES = {
    "nope": "No such command 'nope'.",
    "check --nope": "No such option '--nope'.",
    "check --root nowhere": "Directory 'nowhere' does not exist.",
    "serve --port many": "'many' is not a valid integer range.",
    "serve --port 99999": "99999 is not in the range 1<=x<=65535.",
    "forms nope": "No such command 'nope'.",
    "forms status --nope": "No such option '--nope'.",
    "forms suggestions patch 12": "Name a file for the patch, or say --branch",
    "forms serve --port 0": "0 is not in the range 1<=x<=65535.",
    "forms serve --host here": "'here' is not an address of a computer",
    "forms codes make": "Missing argument 'KEY'.",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which is the current one, and no setting of the forms."""
    for name in os.environ:
        if name.startswith("HANDBOOK_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("COLUMNS", "10000")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("command", WRONG_USES)
def test_wrong_use_of_any_command_ends_with_2_below_its_usage(command: str) -> None:
    done = typed(*command.split())
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("Usage: handbook ")
    assert WRONG_USES[command] in done.stderr


def test_a_port_in_use_is_refused_before_the_preview_is_built(folder: Path) -> None:
    copy_sample(folder)
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = typed("serve", "--port", f"{port}")
    assert (done.exit_code, done.stdout, (folder / "build").exists()) == (1, "", False)
    sentence = "is in use, or you may not use it: stop the other program, or choose another with --port."
    assert done.stderr == f"Error: Port {port} {sentence}\n"


def test_schemas_are_written_beside_the_content(folder: Path) -> None:
    copy_sample(folder)
    assert typed("schemas").exit_code == 0
    assert {path.name for path in (folder / PATH).iterdir()} == {path.name for path in FOLDER.iterdir()}


@pytest.mark.parametrize("program", ["handbook_cli", "handbook_cli forms", "site_builder", "feedback_app"])
def test_without_a_command_each_program_explains_itself_and_ends_with_2(program: str, tmp_path: Path) -> None:
    done = run_in(tmp_path, *program.split())
    assert (done.returncode, done.stdout, "\n  serve " in done.stderr) == (2, "", True)


@pytest.mark.parametrize("command", ["check", "build", "pages", "serve", "addresses", "forms status", "forms serve"])
def test_a_folder_without_a_handbook_is_refused_and_stays_empty(command: str, folder: Path) -> None:
    done = typed(*command.split())
    assert (done.exit_code, done.stdout, list(folder.iterdir())) == (1, "", [])
    assert done.stderr == (
        f"Error: This folder holds no handbook: {folder} has neither mkdocs.yml nor service/. "
        "Run the command in the folder that holds mkdocs.yml.\n"
    )


def test_builder_and_forms_work_on_the_content_of_the_current_folder(tmp_path: Path) -> None:
    copy_sample(tmp_path)
    assert run_in(tmp_path, "handbook_cli", "check", "--on", "2026-11-30").returncode == 0
    for program in ("handbook_cli forms", "feedback_app"):
        told = run_in(tmp_path, *program.split(), "status").stderr
        assert " ".join(told.split()).startswith(
            f"Error: There is no store of answers at {tmp_path / 'var/store.sqlite'}."
        )


def test_help_and_a_site_that_is_up_to_date_load_no_model_of_the_content() -> None:
    loaded = "import sys, handbook_cli.__main__; print({'pydantic', 'mkdocs', 'flask'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", loaded], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


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
    (content / "service/coverage.yml").write_text(
        FILES["service/coverage.yml"].replace("form: mileage", "file: CONTRIBUTING.md")
    )

    def handbook(*arguments: str) -> tuple[int, str, str]:
        command = [sys.executable, str(installed / "bin/handbook"), *arguments]
        # A preview that ran in this process before leaves what it told the engine.
        clean = {name: value for name, value in os.environ.items() if not name.startswith("HANDBOOK_")}
        environment = {**clean, "PYTHONPATH": str(installed)}
        done = subprocess.run(command, cwd=content, env=environment, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout, " ".join(done.stderr.split())

    assert handbook("--version") == (0, f"handbook, version {version()}\n", "")
    checked = handbook("check", "--on", "2026-11-30")
    assert (checked[0], checked[1].splitlines()[-1], checked[2]) == (0, "Nothing is wrong.", "")
    built = handbook("build", "--on", "2026-11-30")
    assert (built[0], built[2]) == (0, "")
    assert "assets/javascripts/handbook" in (content / "site/index.html").read_text()
    assert handbook("schemas")[0] == 0
    assert (content / PATH / "page.json").is_file()
    no_store = f"Error: There is no store of answers at {content / 'var/store.sqlite'}."
    assert handbook("forms", "status")[2].startswith(no_store)
