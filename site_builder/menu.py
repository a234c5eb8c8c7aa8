"""The hand-written menu of `mkdocs.yml` as chapters with their pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from handbook.conflict_marks import conflict_marks
from handbook.problems import ContentError, Problem

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


def way_to(menu: Menu, path: str) -> tuple[MenuPage, ...]:
    """The chapters and the list above a page that the menu leaves out, such as a course; none for a page it names."""
    if any(path in ((entry.path,) if isinstance(entry, MenuPage) else entry.paths) for entry in menu):
        return ()
    folder = path
    while "/" in folder:
        folder = folder.rpartition("/")[0]
        for index in (f"{folder}.md", f"{folder}/index.md"):
            steps = _steps(menu, index)
            if steps:
                return steps
    return ()


def _steps(entries: Menu, path: str) -> tuple[MenuPage, ...]:
    """The headings above a page and the page itself; a heading leads to its first page, as in the menu."""
    for entry in entries:
        if isinstance(entry, MenuPage):
            if entry.path == path:
                return (entry,)
            continue
        below = _steps(entry.entries, path)
        if below:
            start = MenuPage(next(entry.paths), entry.title)
            return (start, *(below[1:] if start.path == path else below))
    return ()


class ConfigLoader(yaml.SafeLoader):
    """Reads `mkdocs.yml` without running what `!ENV` and the like would run."""


ConfigLoader.add_multi_constructor("!", lambda loader, suffix, node: None)  # noqa: ARG005 the loader hands all three over


def read_menu(root: Path) -> Menu:
    """The menu; empty where there is no file, or no menu in it, which `check_navigation` then says.

    Raises ContentError where a conflict of two menus was not solved.
    """
    path = root / CONFIG
    text = path.read_text() if path.is_file() else ""
    conflicts = [Problem(CONFIG, line, 1, message) for line, message in conflict_marks(text)]
    if conflicts:
        raise ContentError(conflicts)
    config = yaml.load(text, Loader=ConfigLoader)  # noqa: S506 a safe loader
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
