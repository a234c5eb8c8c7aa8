"""README.md and the guides for developers and for the service: short, and what they name is there."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from feedback_app.cli.commands import commands
from site_builder.__main__ import cli
from tests.conftest import ROOT
from tests.mutants.parts import read_parts

GUIDES = [ROOT / "README.md", ROOT / "SECURITY.md", *sorted((ROOT / "docs/developers").glob("*.md"))]
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
_LINK = re.compile(r"\]\((?!https:)([^)#]*)(?:#([\w-]+))?\)")
_CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"python -m (feedback_app|site_builder)((?: [a-z-]+)*)")
_MAKE = re.compile(r"(?:^|`|&& |-- |run: )make ([a-z][a-z -]*)(?:[A-Z]+=([a-z-]+))?", re.MULTILINE)


def headings(page: str) -> set[str]:
    """The anchors of a page's headings: those that it names, and those that the forge makes."""
    lines = re.findall(r"^#+ (.+?)(?: \{ #([\w-]+) \})?$", page, re.MULTILINE)
    return {named or re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title, named in lines}


def command_paths(group: click.Group, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The words of every command of a group and of the groups in it."""
    for name, command in group.commands.items():
        yield (*above, name)
        if isinstance(command, click.Group):
            yield from command_paths(command, (*above, name))


PROGRAMS = {"feedback_app": set(command_paths(commands)), "site_builder": set(command_paths(cli))}


def test_the_readme_fits_two_screens() -> None:
    assert len((ROOT / "README.md").read_text().splitlines()) <= 80


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_links_lead_somewhere(guide: Path) -> None:
    for target, heading in _LINK.findall(_CODE.sub("", guide.read_text())):
        there = (guide.parent / target).resolve() if target else guide
        assert there.exists(), target
        assert not heading or heading in headings(there.read_text()), f"{target}#{heading}"


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_commands_that_are_named_are_there(guide: Path) -> None:
    text = guide.read_text()
    for program, written in _COMMAND.findall(text):
        words = tuple(written.split())
        # What follows a command, such as the name of a form, may look like the name of another.
        assert not words or any(words[: len(each)] == each for each in PROGRAMS[program]), f"{program}{written}"
    for targets, _ in _MAKE.findall(text):
        assert set(targets.split()) <= TARGETS, targets


def test_every_command_of_the_service_is_explained() -> None:
    page = (ROOT / "docs/developers/commands.md").read_text()
    groups = {path[:-1] for path in PROGRAMS["feedback_app"] if len(path) > 1}
    missing = {path for path in PROGRAMS["feedback_app"] if f"feedback_app {' '.join(path)}" not in page}
    assert missing - groups <= {("serve",)}


def test_every_row_of_the_figures_says_how_to_measure_it_again() -> None:
    page = (ROOT / "docs/developers/figures.md").read_text().partition("\n## ")[0]
    rows = [row.strip("| ").rpartition(" | ")[2] for row in page.splitlines() if row.startswith("|")][2:]
    assert rows
    parts = set()
    for row in rows:
        for command in re.findall(r"`([^`]+)`", row) or [row]:
            assert re.search(r"\bmake |PART=|python -m ", command), f"no command: {row}"
            parts |= set(re.findall(r"PART=([a-z-]+)", command))
            for module in re.findall(r"python -m (tests[\w.]+)", command):
                assert (ROOT / f"{module.replace('.', '/')}.py").is_file()
    assert parts <= set(read_parts())
