"""The hand-written menu in `mkdocs.yml`: whether it leads everywhere, and whether everything it names exists."""

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from handbook.library import Handbook
from handbook.problems import Problem
from site_builder.menu import CONFIG, ConfigLoader

NAMED_BY_HAND = (
    *("charters/index.md", "themes/index.md", "expectations/index.md", "surveys/index.md"),
    *("changes/index.md", "actions/index.md", "actions/decisions.md", "about/coverage.md", "contents.md"),
    *("learning/index.md", "learning/calendar.md", "learning/must-do.md", "learning/brochure.md"),
    *("learning/e-learning.md", "events/index.md"),
    *("decisions/who-decides.md", "money/rates.md", "money/skills.md", "support/directory.md", "service/index.md"),
    *("you-said-we-did.md", "who-to-call.md", "glossary.md", "a-to-z.md", "reviews.md", "about/open-slots.md"),
    *("plan/index.md", "plan/by-lead.md", "plan/overdue.md", "plan/tensions.md", "plan/stocktake.md"),
    *("plan/figures.md", "standards/index.md", "plan/report.md", "plan/for-the-panel.md"),
)
"""Made pages from which every other made page can be reached."""


def check_navigation(root: Path, handbook: Handbook, made: set[str]) -> Iterator[Problem]:
    """Pages that the menu forgets, lines that lead nowhere, and a title that differs from the service's."""
    path = root / CONFIG
    if not path.is_file():
        yield Problem(CONFIG, 1, 1, "this file is missing: the engine reads the menu and the look of the site from it")
        return
    config = yaml.compose(path.read_text(), Loader=ConfigLoader)
    if not isinstance(config, yaml.MappingNode):
        yield Problem(CONFIG, 1, 1, "this is no list of settings: write `site_name:`, `nav:` and so on")
        return
    settings = {key.value: value for key, value in config.value}
    yield from _check_title(settings.get("site_name"), handbook)
    yield from _check_menu(settings.get("nav"), handbook, made)


def _check_title(node: yaml.Node | None, handbook: Handbook) -> Iterator[Problem]:
    if node is None or node.value != handbook.service.title:
        message = (
            f"`site_name` differs from `title` in service/service.yml; write `site_name: {handbook.service.title}`"
        )
        yield _problem(node, message)


def _check_menu(nav: yaml.Node | None, handbook: Handbook, made: set[str]) -> Iterator[Problem]:
    named = list(_leaves(nav)) if nav is not None else []
    for leaf in named:
        if leaf.value not in made and "://" not in leaf.value:
            yield _problem(leaf, _leads_nowhere(leaf.value))
    missing = sorted(({*handbook.pages, *NAMED_BY_HAND} & made) - {leaf.value for leaf in named})
    for page in missing:
        line = f"- {_title(handbook, page)}{page}"
        yield _problem(nav, f"the page `{page}` is not in the menu; add a line `{line}` below `nav`, in its chapter")


def _title(handbook: Handbook, page: str) -> str:
    """What stands before the page in its line; nothing where the page goes by its own title."""
    title = handbook.pages[page].header.title if page in handbook.pages else ""
    return f"{title}: " if title and not re.search(r"[:#\"'&*!|>%@`]", title) else ""


def _leads_nowhere(path: str) -> str:
    if not path:
        return "no page stands below this heading of the menu; add one, or remove the heading"
    return f"the menu leads to `{path}`, and there is no such page; correct or remove it"


def _leaves(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """Every page named in a menu, however deep."""
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for each in node.value:
            yield from _leaves(each)
    elif isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _leaves(value)


def _problem(node: yaml.Node | None, message: str) -> Problem:
    if node is None:
        return Problem(CONFIG, 1, 1, message)
    return Problem(CONFIG, node.start_mark.line + 1, node.start_mark.column + 1, message)
