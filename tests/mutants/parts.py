"""The parts in which changes are tried, as `parts.toml` names them, and what may stay uncaught."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

import yaml

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent


@dataclass(frozen=True)
class Part:
    """Modules (paths or patterns from the root) and the test files that must tell of a change to them."""

    name: str
    modules: tuple[str, ...]
    tests: tuple[str, ...]
    without: tuple[str, ...]
    """Tests of these files that are left out, because they measure and take long."""

    @property
    def files(self) -> list[str]:
        """The files of the modules, by path from the root."""
        return sorted({path.relative_to(ROOT).as_posix() for each in self.modules for path in ROOT.glob(each)})

    @property
    def chosen(self) -> list[str]:
        """The tests as pytest is told of them."""
        return [*self.tests, *(f"--deselect={each}" for each in self.without)]


@dataclass(frozen=True, order=True)
class Change:
    """One change to one place: the lines that went and the lines that came, each without its indent."""

    place: str
    was: str
    becomes: str


def read_parts() -> dict[str, Part]:
    """Every part by name."""
    told = tomllib.loads((HERE / "parts.toml").read_text(encoding="utf-8"))
    return {
        name: Part(name, tuple(part["modules"]), tuple(part["tests"]), tuple(part.get("without", ())))
        for name, part in told.items()
    }


def read_survivors() -> dict[str, dict[Change, str]]:
    """For each part the changes that no test need tell, each with the reason."""
    told = yaml.safe_load((HERE / "survivors.yml").read_text(encoding="utf-8")) or {}
    return {
        part: {Change(each["place"], each["was"], each["becomes"]): each["reason"] for each in listed}
        for part, listed in told.items()
    }
