"""Each library has one home, and an import of it anywhere else is refused, in whatever folder it stands."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from tests.conftest import ROOT

PROGRAMS = ("handbook", "site_builder", "feedback_app", "handbook_cli")
FORBIDDEN = (
    *("PIL", "alembic", "flask", "flask_wtf", "icalendar", "jinja2", "mkdocs", "nh3", "phonenumbers"),
    *("snowballstemmer", "sqlalchemy", "sqlite3", "waitress", "watchdog", "werkzeug", "wtforms"),
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
    *(
        "bisect",
        "calendar",
        "collections",
        "contextlib",
        "dataclasses",
        "datetime",
        "decimal",
        "difflib",
        "enum",
        "functools",
    ),
    *("hashlib", "html", "importlib", "itertools", "json", "math", "os", "pathlib", "pkgutil", "posixpath", "re"),
    *("sys", "textwrap", "types", "typing", "unicodedata", "urllib"),
}
"""What `handbook` works with. Another library is a decision, and a network or a clock is none that may be taken."""

MACHINERY = {"builtins", "imp", "importlib", "pkgutil", "runpy", "zipimport"}
"""What imports modules by a name that is only known when the program runs; no contract sees such an import."""
IMPORTING_NAMES = {"__import__", "__builtins__", "__loader__", "__spec__", "import_module", "exec", "eval"}
HANDS_OUT_MODULES = {"meta_path", "modules", "path_hooks", "path_importer_cache"}
"""What `sys` has of such."""

USES_MACHINERY = {
    "handbook/registry.py": {"importlib", "pkgutil", "import_module"},
    "handbook_cli/__main__.py": {"importlib"},
}
"""The one imports every module of a room, for whoever registers what is in it; the other reads its own version."""


def modules() -> dict[str, ast.Module]:
    """Every module that is installed, by its path."""
    found = (path for program in PROGRAMS for path in (ROOT / program).rglob("*.py"))
    return {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in found}


def imported_names(tree: ast.AST) -> Iterator[str]:
    """The dotted name of everything that is imported, be it a module or a name of one."""
    for each in ast.walk(tree):
        if isinstance(each, ast.Import):
            yield from (alias.name for alias in each.names)
        elif isinstance(each, ast.ImportFrom):
            yield from (f"{'.' * each.level}{each.module or ''}.{alias.name}" for alias in each.names)


def machinery_in(tree: ast.AST) -> set[str]:
    """What a module uses to import by a name that a contract cannot see, and private modules that it imports."""
    imported = set(imported_names(tree))
    tops = {name.partition(".")[0] for name in imported} - {"__future__", "_typeshed"}
    used = {each.id for each in ast.walk(tree) if isinstance(each, ast.Name)}
    used |= {each.attr for each in ast.walk(tree) if isinstance(each, ast.Attribute)}
    used |= {each.value for each in ast.walk(tree) if isinstance(each, ast.Constant) and isinstance(each.value, str)}
    used |= {name.rpartition(".")[2] for name in imported}
    of_sys = {
        each.attr for each in ast.walk(tree) if isinstance(each, ast.Attribute) and ast.unparse(each.value) == "sys"
    }
    of_sys |= {name.removeprefix("sys.") for name in imported if name.startswith("sys.")}
    return {
        *(tops & MACHINERY),
        *(top for top in tops if top.startswith("_")),
        *(used & IMPORTING_NAMES),
        *(of_sys & {*HANDS_OUT_MODULES, "*"}),
    }


def test_no_module_imports_what_no_contract_can_see() -> None:
    found = {path: machinery_in(tree) for path, tree in modules().items()}
    assert {path: machinery for path, machinery in found.items() if machinery} == USES_MACHINERY


@pytest.mark.parametrize(
    "source",
    [
        "__import__('sqlite3')",
        "importlib.import_module('flask')",
        "from importlib import *\nexec('')",
        "from importlib import import_module as load",
        "import importlib.util as tools\ntools.module_from_spec(spec)",
        "from importlib.machinery import SourceFileLoader",
        "import _sqlite3",
        "from _sqlite3 import connect",
        "import pkgutil\npkgutil.resolve_name('sqlite3:connect')",
        "import runpy",
        "import builtins\nvars(builtins)['__import__']",
        "globals()['__builtins__']",
        "import sys\nsys.modules['sqlite3']",
        "from sys import modules",
    ],
)
def test_each_way_around_the_contracts_is_seen(source: str) -> None:
    assert machinery_in(ast.parse(source))


def borrowed_in(tree: ast.AST) -> set[str]:
    """The libraries that a module takes from a module of ours that imports them, and does not import itself."""
    ours: dict[str, ModuleType] = {}
    borrowed = set()
    found: dict[str, object]
    for each in ast.walk(tree):
        if isinstance(each, ast.Import):
            names = [(alias.asname or alias.name.partition(".")[0], alias) for alias in each.names]
            found = {
                name: import_module(alias.name if alias.asname else name)
                for name, alias in names
                if is_ours(alias.name)
            }
        elif isinstance(each, ast.ImportFrom) and is_ours(each.module or ""):
            found = {alias.asname or alias.name: value_of(str(each.module), alias.name) for alias in each.names}
        else:
            continue
        known = {name: value for name, value in found.items() if isinstance(value, ModuleType)}
        ours |= {name: value for name, value in known.items() if is_ours(value.__name__)}
        borrowed |= {value.__name__ for value in known.values() if not is_ours(value.__name__)}
    reached = (_module_at(each, ours) for each in ast.walk(tree) if isinstance(each, ast.Attribute))
    return borrowed | {each.__name__ for each in reached if each and not is_ours(each.__name__)}


def is_ours(module: str) -> bool:
    return module.partition(".")[0] in PROGRAMS


def value_of(module: str, name: str) -> object:
    """What a name is in a module; a module in it, where that is not imported yet."""
    found = import_module(module)
    return getattr(found, name) if hasattr(found, name) else import_module(f"{module}.{name}")


def _module_at(node: ast.expr, ours: Mapping[str, ModuleType]) -> ModuleType | None:
    """The module to which `name.name` leads through modules of ours."""
    if isinstance(node, ast.Name):
        return ours.get(node.id)
    above = _module_at(node.value, ours) if isinstance(node, ast.Attribute) else None
    if above is None or not isinstance(node, ast.Attribute) or not is_ours(above.__name__):
        return None
    found = getattr(above, node.attr, None)
    return found if isinstance(found, ModuleType) else None


def test_no_module_takes_a_library_from_another_module_of_ours() -> None:
    trees = modules()
    assert [(path, library) for path, tree in trees.items() for library in borrowed_in(tree)] == []
    assert [path for path, tree in trees.items() if any(name.startswith(".") for name in imported_names(tree))] == []


@pytest.mark.parametrize(
    ("source", "library"),
    [
        ("from feedback_app.storage.engine import sqlite3", "sqlite3"),
        ("from feedback_app.formatting import nh3", "nh3"),
        ("from feedback_app.formatting import nh3 as cleaner", "nh3"),
        ("from feedback_app.storage import engine\nengine.sqlite3.connect('')", "sqlite3"),
        ("import feedback_app.storage.engine\nfeedback_app.storage.engine.sqlite3", "sqlite3"),
        ("import feedback_app.storage.engine as store\nstore.sqlite3", "sqlite3"),
    ],
)
def test_a_library_that_is_taken_from_a_module_of_ours_is_seen(source: str, library: str) -> None:
    assert borrowed_in(ast.parse(source)) == {library}


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
        for name in imported_names(tree)
    }
    assert imported - sys.stdlib_module_names == DOMAIN_LIBRARIES
    assert imported & sys.stdlib_module_names <= DOMAIN_STANDARD_LIBRARY
