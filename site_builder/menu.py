"""The hand-written menu of `mkdocs.yml` as chapters with their pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

CONFIG = "mkdocs.yml"


@dataclass(frozen=True)
class MenuPage:
    """One page in the menu; without a title it goes by its own."""

    path: str
    title: str | None = None


@dataclass(frozen=True)
class MenuGroup:
    """A heading in the menu with its pages and smaller groups; a chapter when it stands on top."""

    title: str
    entries: "tuple[MenuPage | MenuGroup, ...]"

    @property
    def paths(self) -> Iterator[str]:
        """Every page below it."""
        for entry in self.entries:
            if isinstance(entry, MenuPage):
                yield entry.path
            else:
                yield from entry.paths


Menu = tuple[MenuPage | MenuGroup, ...]


class ConfigLoader(yaml.SafeLoader):
    """Reads `mkdocs.yml` without running what `!ENV` and the like would run."""


ConfigLoader.add_multi_constructor("!", lambda loader, suffix, node: None)  # noqa: ARG005 the loader hands all three over


def read_menu(root: Path) -> Menu:
    """The menu; empty where there is no file, or no menu in it, which `check_navigation` then says."""
    path = root / CONFIG
    config = yaml.load(path.read_text(), Loader=ConfigLoader) if path.is_file() else None  # noqa: S506 a safe loader
    listed = config.get("nav") if isinstance(config, dict) else None
    return tuple(_entries(listed if isinstance(listed, list) else []))


def _entries(listed: list[object]) -> Iterator[MenuPage | MenuGroup]:
    for entry in listed:
        if isinstance(entry, str):
            yield MenuPage(entry)
        for title, inside in entry.items() if isinstance(entry, dict) else ():
            if isinstance(inside, str):
                yield MenuPage(inside, str(title))
            elif isinstance(inside, list):
                yield MenuGroup(str(title), tuple(_entries(inside)))
