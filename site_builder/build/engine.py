"""Runs the engine as a command, and says in plain sentences what it did not like."""

import os
import re
import subprocess
import sys
from pathlib import Path

from handbook.service.service import Service
from handbook.source.problems import ContentError, Problem

OVERRIDES = Path(__file__).resolve().parent.parent / "overrides"
"""Our changes to the theme; `mkdocs.yml` finds them there by the environment, wherever the program is installed."""
QUIET_ENVIRONMENT = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
"""Turns off announcements of other products that the engine and its theme print at every build."""

_LINK = re.compile(
    r"Doc file '(?P<page>[^']+)' contains (?:a link|an unrecognized relative link|an absolute link) "
    r"'(?P<link>[^']+)'(?:, but the (?:target|doc))?(?P<rest>.*)"
)


class EngineError(Exception):
    """The engine stopped for a reason that is not in the content."""


def build_html(config: Path, docs: Path, site: Path, service: Service) -> None:
    """Make HTML of staged pages; raises ContentError for dead links, EngineError for everything else.

    Never with `--quiet`: it drops the very warnings that `--strict` counts, and a dead link would pass.
    """
    done = subprocess.run(  # noqa: S603 our own interpreter and paths
        command("build", "--strict", "--config-file", str(config), "--site-dir", str(site)),
        cwd=config.parent,
        env=environment(docs, site, service),
        capture_output=True,
        text=True,
        check=False,
    )
    output = f"{done.stdout}{done.stderr}"
    if done.returncode == 0:
        return
    problems = dead_links(output, config.parent)
    if problems:
        raise ContentError(problems)
    raise EngineError(output.strip())


def command(*arguments: str) -> list[str]:
    """The engine's command line, with the interpreter that runs us."""
    return [sys.executable, "-m", "mkdocs", *arguments]


def environment(docs: Path, site: Path, service: Service) -> dict[str, str]:
    """The environment variables that `mkdocs.yml` reads with `!ENV`."""
    return {
        **os.environ,
        **QUIET_ENVIRONMENT,
        "HANDBOOK_DOCS": str(docs),
        "HANDBOOK_SITE": str(site),
        "HANDBOOK_OVERRIDES": str(OVERRIDES),
        "HANDBOOK_DEMONSTRATION": str(service.demonstration).lower(),
        "HANDBOOK_FORMS": (service.forms_address or "").rstrip("/"),
    }


def dead_links(output: str, root: Path) -> list[Problem]:
    """The engine's warnings about links as problems at the place where a person wrote the link."""
    return [
        _problem(match["page"], match["link"], match["rest"], root)
        for line in output.splitlines()
        if line.startswith("WARNING") and (match := _LINK.search(line))
    ]


def _problem(page: str, link: str, rest: str, root: Path) -> Problem:
    what = "there is no such heading or promise" if "anchor" in rest else "there is no such page"
    message = f"the link `{link}` leads nowhere: {what}; correct the link or remove it"
    source = root / "docs" / page
    if not source.is_file():
        return Problem.of_file(page, f"on this made page, {message} in the content it is made from")
    lines = source.read_text().splitlines()
    line = next((number for number, text in enumerate(lines, start=1) if f"({link}" in text or link in text), 1)
    return Problem(f"docs/{page}", line, lines[line - 1].find(link) + 1 if lines else 1, message)
