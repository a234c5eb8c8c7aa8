"""The handbook while somebody writes: what was saved is shown at once, and what is wrong is said.

A saved page is drafted alone, and only staged files that differ are made into HTML again. Whatever else it touches, and
the rules that take long, are left to the command that stages all pages: it runs beside, and begins anew at each save.
"""

import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Set
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Thread
from typing import Protocol

import click

from handbook.handbook import Handbook
from handbook.loading import FileCache, load_sources
from handbook.source.problems import ContentError
from handbook.sources import Sources
from site_builder.build.build_cache import SOURCE_ROOT
from site_builder.build.staging import stage, stage_some
from site_builder.menu import CONFIG, read_menu
from site_builder.page_list import all_pages, pages_of

NOTHING_STAGED = "0 pages written, 0 removed"
"""How the command that stages all pages begins when it found them as they should be."""


class BuildHtml(Protocol):
    """Makes HTML of all staged pages (`whole`), or of those that differ from their HTML; raises ContentError."""

    def __call__(self, handbook: Handbook, *, whole: bool) -> None:
        """Make it."""


@dataclass(frozen=True)
class _Snapshot:
    """What the pages on show were made from."""

    sources: Sources
    config: bytes
    on: date

    @property
    def settings(self) -> tuple[object, ...]:
        """What shows on every page."""
        return self.config, self.on, self.sources.handbook.service


class Preview:
    """The handbook at `root`, staged in `folder`, and what is wrong with it."""

    def __init__(self, root: Path, folder: Path, today: Callable[[], date], build_html: BuildHtml) -> None:
        self.root, self.docs = root, folder / "docs"
        self.faults: tuple[str, ...] = ()
        """A sentence for each, with its file and line; none when all is right."""
        self.checked = folder / "checked"
        """A file that changes when the rules have something else to say than before; then `update` shows it."""
        self._today, self._build_html, self._reader = today, build_html, FileCache()
        self._shown: _Snapshot | None = None
        self._check: subprocess.Popen[str] | None = None
        folder.mkdir(parents=True, exist_ok=True)
        self.checked.touch()

    def update(self) -> None:
        """Show what was saved. Where something is wrong, the last good pages stay."""
        started, before = time.monotonic(), self._shown
        try:
            saved = self._load()
            is_new = self._stage(saved, before)
            self._build_html(saved.sources.handbook, whole=before is None or before.settings != saved.settings)
        except ContentError as error:
            self.stop()
            self.faults = tuple(str(problem) for problem in error.problems)
            _say("This is not right yet; the last good pages stay:", *self.faults)
            return
        self._shown = saved
        # A mistake that is taken back leaves nothing new to show, and is no mistake any more; it had ended the check.
        if is_new or self._check is None:
            self.faults = ()
            _say(f"Shown after {time.monotonic() - started:.1f} seconds.")
            self._begin_check(saved.on)

    def stop(self) -> None:
        """End the check that runs beside, if there is one."""
        check, self._check = self._check, None
        if check:
            check.kill()

    def _load(self) -> _Snapshot:
        config, on = self.root / CONFIG, self._today()
        sources = load_sources(self.root, writing=False, on=on, reader=self._reader)
        return _Snapshot(sources, config.read_bytes() if config.is_file() else b"", on)

    def _stage(self, saved: _Snapshot, before: _Snapshot | None) -> bool:
        """Stage what was saved since; whether there was anything."""
        sources, menu = saved.sources, read_menu(self.root)
        if before and before.settings == saved.settings:
            files = _changed_files(before.sources, sources)
            paths = {path.removeprefix("docs/") for path in files}
            if _only_words_differ(before.sources.handbook, sources.handbook, paths):
                pages = pages_of(sources.handbook, paths, saved.on, menu, sources.records)
                return bool(stage_some(pages, self.root, self.docs)) or bool(files)
        stage(all_pages(sources.handbook, saved.on, menu, sources.records), self.root, self.docs)
        return True

    def _begin_check(self, on: date) -> None:
        """Ask all rules and stage all pages as on that day, in a process of its own: the next save need not wait."""
        self.stop()
        folders = ("--root", str(self.root.resolve()), "--made", str(self.docs.parent.resolve()))
        self._check = subprocess.Popen(  # noqa: S603 our own interpreter
            [sys.executable, "-m", "site_builder", "pages", *folders, "--on", f"{on}"],
            cwd=SOURCE_ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        Thread(target=self._await_check, args=(self._check,), daemon=True).start()

    def _await_check(self, check: "subprocess.Popen[str]") -> None:
        """Wait for the check, and keep what it said, unless something was saved meanwhile."""
        output, errors = check.communicate()
        if check is not self._check:
            return
        faults = tuple(errors.splitlines()[:-1]) if check.returncode else ()
        _say(*(("The check says:", *faults) if faults else ("Nothing is wrong.",)))
        if faults != self.faults or not output.startswith(NOTHING_STAGED):
            self.faults = faults
            self.checked.write_text(secrets.token_hex())


def _changed_files(before: Sources, now: Sources) -> Set[str]:
    """The files that were read again: the reader gives back the very same records for all others."""
    every = before.records.keys() | now.records.keys()
    return {path for path in every if before.records.get(path) is not now.records.get(path)}


def _only_words_differ(before: Handbook, now: Handbook, paths: Set[str]) -> bool:
    """Whether all these are pages in which nothing but the text below the header differs."""
    return all(
        path in before.pages and path in now.pages and before.pages[path].header == now.pages[path].header
        for path in paths
    )


def _say(*lines: str) -> None:
    click.echo("\n".join((lines[0], *(f"  {line}" for line in lines[1:]))))
