"""The map of the programs: every room is on it, and nothing else."""

import re
from pathlib import Path

from handbook import facts
from tests.conftest import ROOT

PROGRAMS = ("handbook", "site_builder", "feedback_app")
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")


def rooms() -> set[str]:
    """Every folder of the programs; within the facts, the store and the theme they are no rooms."""
    inside = (Path(facts.__path__[0]), ROOT / "feedback_app/storage", ROOT / "site_builder/overrides")
    folders = {file.parent for program in PROGRAMS for file in (ROOT / program).rglob("*.*") if file.is_file()}
    known = {folder.relative_to(ROOT).as_posix() for folder in folders if not _below(folder, inside)}
    return {f"{folder}/" for folder in known if "__pycache__" not in folder and folder not in PROGRAMS}


def _below(folder: Path, above: tuple[Path, ...]) -> bool:
    return any(each in folder.parents for each in above)


def test_every_room_is_on_the_map_and_every_room_on_the_map_is_there() -> None:
    told = re.findall(r"^\| `((?:handbook|site_builder|feedback_app)/[a-z_/]+/)` \| \w", ARCHITECTURE, re.MULTILINE)
    assert len(told) == len(set(told))
    assert set(told) == rooms()


def test_every_file_and_module_that_the_map_names_is_there() -> None:
    named = set(re.findall(r"`((?:[a-z_]+/)+[\w.-]*|[\w-]+\.(?:toml))`", ARCHITECTURE))
    missing = [path for path in named if not (ROOT / path).exists() and not path.startswith(("build/", "site/"))]
    assert missing == []
    modules = set(re.findall(r"`((?:handbook|site_builder|feedback_app)(?:\.[a-z_]+)+)`", ARCHITECTURE))
    assert [each for each in modules if not list(ROOT.glob(f"{each.replace('.', '/')}*"))] == []
