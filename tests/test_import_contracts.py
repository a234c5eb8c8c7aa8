"""Each library has one home, and an import of it anywhere else is refused, in whatever folder it stands."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.conftest import ROOT

PROGRAMS = ("handbook", "site_builder", "feedback_app", "handbook_cli")
FORBIDDEN = (
    *("PIL", "alembic", "flask", "flask_wtf", "icalendar", "jinja2", "mkdocs", "nh3", "phonenumbers"),
    *("sqlalchemy", "sqlite3", "waitress", "watchdog", "werkzeug", "wtforms"),
)
"""Libraries that one place alone may import."""


def dotted(module: Path) -> str:
    return module.with_suffix("").as_posix().replace("/", ".")


def homes() -> dict[str, set[str]]:
    """For each library the modules and patterns that may import it."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    ignored = [each.split(" -> ") for contract in told for each in contract.get("ignore_imports", ())]
    return {library: {home for home, what in ignored if what == library} for library in FORBIDDEN}


def may_import(module: str, home: str) -> bool:
    return module == home or (home.endswith(".**") and module.startswith(home.removesuffix("**")))


def strangers(place: Path) -> list[tuple[Path, str]]:
    """In each folder a module for each library that must not be there; none where the folder is its home."""
    found = []
    known = homes()
    folders = sorted({each.parent for program in PROGRAMS for each in (place / program).rglob("*.py")})
    for folder in folders:
        modules = sorted(each.relative_to(place) for each in folder.glob("*.py") if each.name != "__init__.py")
        for library in FORBIDDEN:
            others = [each for each in modules if not any(may_import(dotted(each), home) for home in known[library])]
            found += [(each, library) for each in others[:1]]
    return found


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The three programs and what is forbidden between them."""
    place = tmp_path_factory.mktemp("programs")
    for program in PROGRAMS:
        shutil.copytree(ROOT / program, place / program, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", place)
    return place


def test_every_folder_refuses_every_library_that_lives_elsewhere(copied: Path) -> None:
    put = strangers(copied)
    assert {library for _, library in put} == set(FORBIDDEN)
    assert {path.parts[0] for path, _ in put} == set(PROGRAMS)
    for path, library in put:
        with (copied / path).open("a", encoding="utf-8") as file:
            file.write(f"\nimport {library}  # noqa\n")
    linter = Path(sys.executable).with_name("lint-imports")
    said = subprocess.run(
        [linter, "--no-cache"], cwd=copied, capture_output=True, text=True, env={"COLUMNS": "500"}, check=False
    )
    refused = set(re.findall(r"([\w.]+) -> ([\w.]+) \(l", said.stdout))
    assert said.returncode == 1
    assert [(dotted(path), library) for path, library in put if (dotted(path), library) not in refused] == []
