"""The hand-written menu of `mkdocs.yml` as chapters with their pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from handbook.source.parser_failure import ParserFailure
from handbook.source.problems import ContentError, Problem
from handbook.source.text_reader import read_text
from handbook.source.yaml_messages import explain

CONFIG = "mkdocs.yml"
TOPICS = "topics/"
"""The folder of the pages that list what is below a heading of the menu."""


@dataclass(frozen=True)
class MenuPage:
    """One page in the menu; without a title it goes by its own."""

    path: str
    title: str | None = None


@dataclass(frozen=True)
class MenuGroup:
    """A heading in the menu with its pages and smaller groups; a chapter when it is on top."""

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


def breadcrumbs(menu: Menu, path: str, *, listed_on: str | None = None) -> tuple[MenuPage, ...]:
    """The chapters and the list above a page that the menu leaves out, such as a course; none for a page it names.

    The list is the index of the page's folder, or the page `listed_on`.
    """
    if any(path in ((entry.path,) if isinstance(entry, MenuPage) else entry.paths) for entry in menu):
        return ()
    if listed_on:
        return _steps(menu, listed_on)
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


def read_settings(root: Path) -> yaml.MappingNode | None:
    """`mkdocs.yml` with the places of its keys; None where there is no such file.

    Raises ContentError with a sentence where no parser can read it, or a conflict of two versions was not solved.
    """
    if not (root / CONFIG).is_file():
        return None
    text = read_text(root, CONFIG)
    try:
        settings = yaml.compose(text, Loader=ConfigLoader)
    except yaml.MarkedYAMLError as error:
        line, column, message = explain(ParserFailure(text, error, None))
        raise ContentError([Problem(CONFIG, line + 1, column + 1, message)]) from None
    if not isinstance(settings, yaml.MappingNode):
        message = "this is no list of settings: write `site_name:`, `nav:` and so on"
        raise ContentError([Problem.of_file(CONFIG, message)])
    return settings


def menu_of(settings: yaml.MappingNode | None) -> yaml.Node | None:
    """The node of `nav`; None where there is none."""
    return next((value for key, value in settings.value if key.value == "nav"), None) if settings else None


def read_menu(root: Path) -> Menu:
    """The menu; empty where there is no file, or no menu in it, which `check_navigation` then says.

    Raises ContentError where the file cannot be read, or where a line of the menu is neither a page nor a heading.
    """
    nav = menu_of(read_settings(root))
    if nav is None:
        return ()
    problems = list(_faults(nav))
    if problems:
        raise ContentError(problems)
    return tuple(_entries(nav.value))


def _faults(nav: yaml.Node) -> Iterator[Problem]:
    """What the engine would stop at, with a page of its own words."""
    if not isinstance(nav, yaml.SequenceNode):
        yield _problem(nav, "the menu is a list; write each page on a line of its own, after `- `")
        return
    for entry in nav.value:
        inside = entry.value[0][1] if isinstance(entry, yaml.MappingNode) and len(entry.value) == 1 else None
        if isinstance(inside, yaml.SequenceNode):
            yield from _faults(inside)
        else:
            fault = _fault_of(entry, inside)
            if fault:
                yield _problem(*fault)


def _fault_of(entry: yaml.Node, inside: yaml.Node | None) -> tuple[yaml.Node, str] | None:
    """The node and the message for an item that is neither a page nor a heading with pages."""
    if isinstance(entry, yaml.SequenceNode):
        return entry, "a list stands here without its heading; write the heading and a colon in the line above it"
    if isinstance(entry, yaml.ScalarNode):
        return None if entry.value else (entry, "nothing stands after this `-`; write a page, or take the line out")
    if isinstance(inside, yaml.MappingNode):
        return inside, "each line below a heading of the menu begins with `- `; write it before this one"
    if inside is None:
        second = entry.value[1][0] if entry.value else entry
        return second, "each page of the menu is an item of its own; begin this line with `- `, under the `-` above it"
    return None


def _problem(node: yaml.Node, message: str) -> Problem:
    return Problem(CONFIG, node.start_mark.line + 1, node.start_mark.column + 1, message)


def _entries(nodes: list[yaml.Node]) -> Iterator[MenuPage | MenuGroup]:
    for entry in nodes:
        if isinstance(entry, yaml.ScalarNode):
            yield MenuPage(entry.value)
        for title, inside in entry.value if isinstance(entry, yaml.MappingNode) else ():
            if isinstance(inside, yaml.ScalarNode) and inside.value:
                yield MenuPage(inside.value, str(title.value))
            elif isinstance(inside, yaml.SequenceNode):
                yield MenuGroup(str(title.value), tuple(_entries(inside.value)))
