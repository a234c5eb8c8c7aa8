"""What tests share: the real repository, a fixed day, the built site, a browser, a folder served over loopback."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Protocol

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from jinja2 import FileSystemBytecodeCache
from playwright.sync_api import Browser, expect, sync_playwright

from site_builder.build.build_cache import BuildPaths, is_up_to_date
from tests.serving import Served, serve_folder

ROOT = Path(__file__).resolve().parent.parent
ON = date(2026, 11, 30)
"""The day on which tests build and answer, so that they say the same next year."""

# How long an invented case takes says how busy the computer is. It is no reason to call a test red.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

# The same holds for pages. What is there is found at once, however long the limit is.
expect.set_options(timeout=30_000)

FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-gpu",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session", autouse=True)
def compiled_templates(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> None:
    """Templates are compiled once in a run, for all apps of all workers.

    They are not kept for the next run: what an extension or a filter makes of them may have changed by then.
    """
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if hasattr(request.config, "workerinput") else own) / "templates"
    folder.mkdir(exist_ok=True)
    Flask.jinja_options = {"bytecode_cache": FileSystemBytecodeCache(str(folder))}


@pytest.fixture(scope="session")
def on() -> date:
    """The fixed day."""
    return ON


def build_site(root: Path, made: Path, site: Path, on: date = ON) -> None:
    """Build a handbook as a person would, from the content in `root` into `site`."""
    command = [sys.executable, "-m", "site_builder", "build", "--root", str(root), "--made", str(made)]
    subprocess.run([*command, "--site", str(site), "--on", on.isoformat()], cwd=ROOT, check=True)


def tested_handbook() -> Path:
    """The real handbook, built: `docs/` (staged), `site/`, `content-security-policy.txt`.

    It is kept for the next run, which builds it again when the content, the builder or the engine has changed.
    """
    folder = ROOT / "build/tested" / sys.implementation.cache_tag
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_up_to_date(BuildPaths(ROOT, folder, folder / "site"), ON):
            build_site(ROOT, folder, folder / "site")
    return folder


@pytest.fixture(scope="session")
def made() -> Path:
    """The same, built once for all workers."""
    return tested_handbook()


@pytest.fixture(scope="session")
def built_site(made: Path) -> Path:
    """The folder of the built site."""
    return made / "site"


@pytest.fixture(scope="session")
def site(made: Path) -> Iterator[Served]:
    """The built site, served over loopback with its content security policy."""
    with serve_folder(made / "site", (made / "content-security-policy.txt").read_text().strip()) as served:
        yield served


def chromium() -> str:
    """The path of the browser that the tests drive; fails with a sentence when there is none."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if not path:
        pytest.fail("The browser tests need Chromium: install it, or set CHROMIUM to its path.")
    return path


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run; contexts are fresh for each visit."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield started
        started.close()


# First, because the workers take the groups in a hook of the same name.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the tests of one file run in one worker, unless they say otherwise."""
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(item.path.as_posix()))


class Figure(Protocol):
    """A measured line for the end of the run; counts of the same line from several workers are added up."""

    def __call__(self, line: str, **counts: int) -> None:
        """Hand in `line`, with `{name}` where a count belongs."""


@pytest.fixture
def figure(record_property: Callable[[str, object], None]) -> Figure:
    """Hand a measured figure to the end of the run, where all of them are printed."""

    def hand_in(line: str, **counts: int) -> None:
        record_property("figure", [line, counts])

    return hand_in


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print every figure that a test handed in."""
    reports = (report for group in terminalreporter.stats.values() for report in group)
    handed_in = [
        value
        for report in reports
        if getattr(report, "when", None) == "call"
        for name, value in report.user_properties
        if name == "figure"
    ]
    figures: dict[str, Counter[str]] = {}
    for line, counts in handed_in:
        figures.setdefault(line, Counter()).update(counts)
    if figures:
        terminalreporter.section("figures")
        for line in sorted(figures):
            terminalreporter.write_line(line.format(**figures[line]))
