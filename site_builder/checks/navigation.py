"""The hand-written menu in `mkdocs.yml`: whether it leads everywhere, and whether everything it names exists."""

import posixpath
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from handbook.handbook import Handbook
from handbook.pages.redirects import page_of
from handbook.source.problems import Problem
from handbook.source.spelling import nearest
from handbook.source.yaml_messages import quote_for_yaml
from site_builder.checks.link_targets import LinkTargets
from site_builder.menu import CONFIG, TOPICS, menu_of, read_settings
from site_builder.page import KEEPERS


def check_navigation(root: Path, handbook: Handbook, targets: LinkTargets) -> Iterator[Problem]:
    """Pages that the menu forgets, lines that lead nowhere, and a title that differs from the service's.

    Raises ContentError where the file cannot be read.
    """
    settings = read_settings(root)
    if settings is None:
        yield Problem.of_file(
            CONFIG, "this file is missing: the engine reads the menu and the look of the site from it"
        )
        return
    title = next((value for key, value in settings.value if key.value == "site_name"), None)
    yield from _check_title(title, handbook)
    yield from _check_menu(menu_of(settings), handbook, targets)


def made_pages_to_name(handbook: Handbook, targets: LinkTargets, in_menu: Collection[str]) -> Iterator[str]:
    """Each made page that readers would find nowhere if the menu did not name it.

    The others are on the list of a folder that the menu names, or on the list of pages for keepers.
    """
    for page in targets.pages:
        if not page.endswith(".md") or page in handbook.pages:
            continue
        lists = {f"{folder}{end}" for folder in _folders_above(page) for end in ("/index.md", ".md")} - {page}
        if page == KEEPERS or not (lists.intersection(in_menu) or _is_for_keepers(page, targets)):
            yield page


def _folders_above(page: str) -> Iterator[str]:
    folder = posixpath.dirname(page)
    while folder:
        yield folder
        folder = posixpath.dirname(folder)


def _is_for_keepers(page: str, targets: LinkTargets) -> bool:
    link = posixpath.relpath(page, posixpath.dirname(KEEPERS))
    return f"]({link})" in targets.pages.get(KEEPERS, "")


def _check_title(node: yaml.Node | None, handbook: Handbook) -> Iterator[Problem]:
    if node is None or node.value != handbook.service.title:
        title = quote_for_yaml(handbook.service.title)
        yield _problem(node, f"`site_name` differs from `title` in service/service.yml; write `site_name: {title}`")


def _check_menu(nav: yaml.Node | None, handbook: Handbook, targets: LinkTargets) -> Iterator[Problem]:
    lines = list(_pages_in_menu(nav)) if nav is not None else []
    in_menu = {leaf.value for leaf in lines}
    misplaced = dict(_misplaced_topics(nav)) if isinstance(nav, yaml.SequenceNode) else {}
    for leaf in lines:
        if leaf in misplaced:
            yield _problem(leaf, misplaced[leaf])
        elif leaf.value not in targets.pages and "://" not in leaf.value:
            yield _problem(leaf, _dead_entry(leaf.value, in_menu, targets))
    # A page that takes the place of another in its line needs no second one.
    in_menu |= {
        page_of(targets.redirects[each]) for each in in_menu - targets.pages.keys() if each in targets.redirects
    }
    missing = sorted(
        {*handbook.pages, *made_pages_to_name(handbook, targets, in_menu)} & targets.pages.keys() - in_menu
    )
    if missing and not lines:
        message = f"there is no menu; write a line `nav:`, and below it `  - {missing[0]}` and each other page likewise"
        yield _problem(nav, message)
        return
    places = list(_menu_lines(nav)) if isinstance(nav, yaml.SequenceNode) else []
    for page in missing if places else ():
        yield _problem(nav, _missing_line(handbook, page, places))


def _misplaced_topics(nav: yaml.SequenceNode) -> Iterator[tuple[yaml.ScalarNode, str]]:
    """Each line of a page in `topics/` that is not the first below its heading, or whose page opens another heading."""
    opened: dict[str, int] = {}
    for leaf, is_first in _topic_lines(nav.value, below_heading=False):
        here = leaf.start_mark.line + 1
        if not is_first:
            yield leaf, f"`{leaf.value}` lists the pages below a heading; put it first below its heading"
        elif (line := opened.setdefault(leaf.value, here)) != here:
            message = f"`{leaf.value}` lists the pages below another heading already, on line {line}"
            yield leaf, f"{message}; give it another name here"


def _topic_lines(entries: list[yaml.Node], *, below_heading: bool) -> Iterator[tuple[yaml.ScalarNode, bool]]:
    """Each line of a page in `topics/`, however deep, and whether it is the first below a heading."""
    for at, entry in enumerate(entries):
        inside = entry.value[0][1] if isinstance(entry, yaml.MappingNode) else entry
        if not isinstance(inside, yaml.ScalarNode):
            yield from _topic_lines(inside.value, below_heading=True)
        elif inside.value.startswith(TOPICS):
            yield inside, below_heading and at == 0


@dataclass(frozen=True)
class _MenuLine:
    """A page's line in the menu."""

    page: str
    line: int
    """From 1."""
    column: int
    """Where its `-` is, from 0."""


def _menu_lines(nav: yaml.SequenceNode) -> Iterator[_MenuLine]:
    for entry in nav.value:
        value = entry.value[0][1] if isinstance(entry, yaml.MappingNode) else entry
        if isinstance(value, yaml.SequenceNode):
            yield from _menu_lines(value)
        elif isinstance(value, yaml.ScalarNode):
            yield _MenuLine(value.value, value.end_mark.line + 1, nav.start_mark.column)


def _missing_line(handbook: Handbook, page: str, places: list[_MenuLine]) -> str:
    """Which line to write for a page, and below which: the last one of its folder, or the last of the whole menu."""
    beside = [each for each in places if posixpath.dirname(each.page) == posixpath.dirname(page)]
    below = beside[-1] if beside else places[-1]
    column = below.column if beside else min(each.column for each in places)
    line = f"{' ' * column}- {_entry(handbook, page)}"
    where = f"below line {below.line} write this line, with the spaces before its `-`"
    return f"the page `{page}` is not in the menu; {where}: `{line}`"


def _entry(handbook: Handbook, page: str) -> str:
    """A page's line with its title; a page that the builder makes goes by its own."""
    return f"{quote_for_yaml(handbook.pages[page].header.title)}: {page}" if page in handbook.pages else page


def _dead_entry(path: str, in_menu: set[str], targets: LinkTargets) -> str:
    """A message for a line of the menu that names no page."""
    if not path:
        return "no page stands below this heading of the menu; add one, or remove the heading"
    if path in targets.redirects or path in targets.gone:
        redirect = page_of(targets.redirects.get(path, ""))
        instead = f"write `{redirect}` here" if redirect and redirect not in in_menu else "remove the line"
        return f"the menu leads to `{path}`, and that page is gone; {instead}"
    glued = max((page for page in targets.pages if path.endswith(page) and path != page), key=len, default="")
    title = path.removesuffix(glued).rstrip(" :-")
    if glued and title and "/" not in title:
        return f"the title is not parted from its page by a colon and a space; write `{quote_for_yaml(title)}: {glued}`"
    guess = nearest(path, targets.pages)
    instead = f"did you mean `{guess}`?" if guess else "correct or remove it"
    return f"the menu leads to `{path}`, and there is no such page; {instead}"


def _pages_in_menu(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """Every page named in a menu, however deep."""
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for each in node.value:
            yield from _pages_in_menu(each)
    elif isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _pages_in_menu(value)


def _problem(node: yaml.Node | None, message: str) -> Problem:
    if node is None:
        return Problem.of_file(CONFIG, message)
    return Problem(CONFIG, node.start_mark.line + 1, node.start_mark.column + 1, message)
