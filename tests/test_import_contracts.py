"""Each library has one home, and an import of it anywhere else is refused, in whatever folder it stands."""

import ast
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


DOMAIN_LIBRARIES = {"dateutil", "handbook", "markdown_it", "phonenumbers", "pydantic", "pydantic_core", "yaml"}
DOMAIN_STANDARD_LIBRARY = {
    *("calendar", "collections", "contextlib", "dataclasses", "datetime", "decimal", "difflib", "enum", "functools"),
    *("hashlib", "html", "importlib", "itertools", "json", "math", "os", "pathlib", "pkgutil", "posixpath", "re"),
    *("sys", "textwrap", "types", "typing", "unicodedata", "urllib"),
}
"""What `handbook` works with. Another library is a decision, and a network or a clock is none that may be taken."""

FINDS_MODULES = {"handbook/registry.py"}
"""Imports every module of a room, for whoever registers what is in it; no contract sees such an import."""


def modules() -> dict[str, ast.Module]:
    """Every module that is installed, by its path."""
    found = (path for program in (*PROGRAMS, "handbook_cli") for path in (ROOT / program).rglob("*.py"))
    return {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in found}


def imports_by_name(tree: ast.AST) -> bool:
    """Whether something is imported by a name that is only known when the program runs."""
    named = (each.id for each in ast.walk(tree) if isinstance(each, ast.Name))
    taken = (each.attr for each in ast.walk(tree) if isinstance(each, ast.Attribute))
    return not {"__import__", "import_module", "exec", "eval"}.isdisjoint({*named, *taken})


def test_no_module_imports_what_no_contract_can_see() -> None:
    assert {path for path, tree in modules().items() if imports_by_name(tree)} == FINDS_MODULES
    for source in ("__import__('sqlite3')", "importlib.import_module('flask')", "from importlib import *\nexec('')"):
        assert imports_by_name(ast.parse(source))


def test_every_folder_of_programs_is_known_to_the_contracts() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (circles,) = [each for each in settings["tool"]["importlinter"]["contracts"] if each["type"] == "acyclic_siblings"]
    assert set(circles["ancestors"]) == set(PROGRAMS)
    tracked = subprocess.run(["git", "ls-files", "*.py"], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S607
    paths = [Path(path) for path in tracked.stdout.splitlines()]
    assert {path.parts[0] for path in paths} == {*settings["tool"]["importlinter"]["root_packages"], "tests"}
    # A folder without this file is no package, and its imports are not looked at.
    assert {path.parent for path in paths} == {path.parent for path in paths if path.name == "__init__.py"}


def test_the_domain_imports_nothing_that_reaches_a_network_a_database_or_a_framework() -> None:
    imported = {
        name.partition(".")[0]
        for path, tree in modules().items()
        if path.startswith("handbook/")
        for each in ast.walk(tree)
        if isinstance(each, ast.Import | ast.ImportFrom)
        for name in ([each.module or ""] if isinstance(each, ast.ImportFrom) else [alias.name for alias in each.names])
    }
    assert imported - sys.stdlib_module_names == DOMAIN_LIBRARIES
    assert imported & sys.stdlib_module_names <= DOMAIN_STANDARD_LIBRARY
