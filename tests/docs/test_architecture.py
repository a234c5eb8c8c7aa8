"""The map of the programs: every room is on it, and nothing else."""

import re
import tomllib
from pathlib import Path

from handbook import facts
from tests.conftest import ROOT

PROGRAMS = ("handbook", "site_builder", "feedback_app", "handbook_cli")
IMPORTED_AS = {"jinja": "jinja2", "pillow": "PIL"}
"""Libraries whose name in an import is not the one by which they are known."""
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")


def rooms() -> set[str]:
    """Every folder of the programs; within the facts, the store and the theme they are no rooms."""
    inside = (Path(facts.__path__[0]), ROOT / "feedback_app/storage", ROOT / "site_builder/overrides")
    folders = {file.parent for program in PROGRAMS for file in (ROOT / program).rglob("*.*") if file.is_file()}
    known = {folder.relative_to(ROOT).as_posix() for folder in folders if not _below(folder, inside)}
    return {f"{folder}/" for folder in known if "__pycache__" not in folder and folder not in PROGRAMS}


def _below(folder: Path, above: tuple[Path, ...]) -> bool:
    return any(each in folder.parents for each in above)


def homes() -> dict[str, set[str]]:
    """For each library that the contracts limit the places that may import it, as paths; a folder ends with a slash."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    limiting = [
        each for each in contracts if each["type"] == "forbidden" and set(each["source_modules"]) == set(PROGRAMS)
    ]
    ignored = [each.split(" -> ") for contract in limiting for each in contract["ignore_imports"]]
    places = [(library, module.replace(".", "/").removesuffix("**")) for module, library in ignored]
    limited = {library for contract in limiting for library in contract["forbidden_modules"]}
    return {
        library: {place if place.endswith("/") else f"{place}.py" for name, place in places if name == library}
        for library in limited
    }


def test_every_room_is_on_the_map_and_every_room_on_the_map_is_there() -> None:
    told = re.findall(
        r"^\| `((?:handbook_cli|(?:handbook|site_builder|feedback_app)/[a-z_/]+)/)` \| \w", ARCHITECTURE, re.MULTILINE
    )
    assert len(told) == len(set(told))
    assert set(told) == rooms()


def test_every_file_and_module_that_the_map_names_is_there() -> None:
    named = set(re.findall(r"`((?:[a-z_]+/)+[\w.-]*|[\w-]+\.(?:toml))`", ARCHITECTURE))
    missing = [path for path in named if not (ROOT / path).exists() and not path.startswith(("build/", "site/"))]
    assert missing == []
    modules = set(re.findall(r"`((?:handbook|site_builder|feedback_app)(?:\.[a-z_]+)+)`", ARCHITECTURE))
    assert [each for each in modules if not list(ROOT.glob(f"{each.replace('.', '/')}*"))] == []


def test_every_guide_for_developers_is_named_and_every_one_named_is_there() -> None:
    folder = ROOT / "docs/developers"
    named = re.findall(r"`([\w-]+\.md)`", ARCHITECTURE)
    assert sorted(named) == sorted(each.name for each in folder.glob("*.md"))
    assert re.findall(r"\[`([\w-]+\.md)`\]\(docs/developers/\1\)", ARCHITECTURE) == named


def test_every_package_is_named() -> None:
    assert set(PROGRAMS) <= set(re.findall(r"`(\w+)`", ARCHITECTURE))


def test_the_homes_of_each_library_are_those_of_the_contracts() -> None:
    table = ARCHITECTURE.partition("| library |")[2].partition("\n\n")[0]
    told = {
        IMPORTED_AS.get(name, name): set(re.findall(r"`([^`]+)`", places))
        for names, places in re.findall(r"^\| (.+) \| (`.+) \|$", table, re.MULTILINE)
        for name in names.replace("`", "").lower().split(", ")
    }
    assert told == homes()
