"""The whole product as one running process, for tests that visit it: server, store, commands, a copy of content."""

import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ("charters", "docs", "service", "surveys")
_MADE_PAGES = (
    *("charters/index.md", "themes/index.md", "expectations/index.md", "surveys/index.md"),
    *("you-said-we-did.md", "who-to-call.md", "glossary.md", "a-to-z.md", "contents.md", "about/keepers.md"),
)
_LINKED_BY_THE_THEME = ("about/index.md", "about/privacy.md", "about/accessibility.md", "suggest-a-change.md")
_SAMPLE_PAGE = """\
---
title: About {path}
summary: What it says.
owner: Fostering manager
reviewed: 2026-10-01
review_every: 12 months
---

Words.
"""
PATIENCE = 30.0
"""Seconds that a server may take to start."""


def copy_content(source: Path, target: Path) -> Path:
    """A copy of the content folders and the site's configuration, to change without harm."""
    for name in CONTENT:
        shutil.copytree(source / name, target / name)
    shutil.copy(ROOT / "mkdocs.yml", target / "mkdocs.yml")
    return target


def copy_sample(target: Path) -> Path:
    """A copy of the sample with what it lacks to be built as a site: the pages that the theme links, and a menu."""
    copy_content(ROOT / "tests/sample", target)
    for path in _LINKED_BY_THE_THEME:
        (target / "docs" / path).parent.mkdir(exist_ok=True)
        (target / "docs" / path).write_text(_SAMPLE_PAGE.format(path=path))
    write_menu(target)
    return target


def write_menu(sample: Path, *more: str) -> None:
    """Give a copy of the sample our own configuration, with its title and a menu of all its pages, and of some more."""
    title = re.search(r"^title: (.+)$", (sample / "service/service.yml").read_text(), re.MULTILINE)
    assert title
    settings = (ROOT / "mkdocs.yml").read_text().partition("\nnav:\n")[0]
    named = re.sub(r"^site_name: .*$", f"site_name: {title[1]}", settings, flags=re.MULTILINE)
    pages = sorted(path.relative_to(sample / "docs").as_posix() for path in (sample / "docs").rglob("*.md"))
    menu = "".join(f"  - {page}\n" for page in (*pages, *_MADE_PAGES, *more))
    (sample / "mkdocs.yml").write_text(f"{named}\nnav:\n{menu}")


def free_port() -> int:
    """A loopback port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Product:
    """A server over a content folder, a built site and a store of its own."""

    content: Path
    site: Path
    policy: Path | None
    place: Path
    on: date
    port: int = field(default_factory=free_port)
    program: str = "feedback_app"
    """What is started; a test may start the same server with less patience."""
    more: dict[str, str] = field(default_factory=dict)
    """More of what the server is told."""
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def address(self) -> str:
        """Where it answers, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def store(self) -> Path:
        """The file of replies."""
        return self.place / "store.sqlite"

    @property
    def environment(self) -> dict[str, str]:
        """What the server and the commands are told."""
        return os.environ | {
            "HANDBOOK_ROOT": str(self.content),
            "HANDBOOK_STORE": str(self.store),
            "HANDBOOK_KEYS": str(self.place / "keys"),
            "HANDBOOK_SITE": str(self.site),
            **({"HANDBOOK_POLICY": str(self.policy)} if self.policy else {}),
            "HANDBOOK_ON": self.on.isoformat(),
            "PYTHONPATH": str(ROOT),
            **self.more,
        }

    def start(self) -> None:
        """Start the server and wait until it answers; its words go to `server.log`."""
        with (self.place / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", self.program, "serve", "--port", str(self.port)],
                cwd=self.place,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        end = time.monotonic() + PATIENCE
        while True:
            try:
                with urllib.request.urlopen(f"{self.address}/healthz", timeout=5):  # noqa: S310  our own loopback server
                    return
            except OSError:
                if self.process.poll() is not None or time.monotonic() > end:
                    raise RuntimeError((self.place / "server.log").read_text()) from None
                time.sleep(0.05)

    def stop(self, signal_number: int = signal.SIGTERM) -> None:
        """End the server that this test started."""
        if self.process is None:
            return
        os.killpg(self.process.pid, signal_number)
        self.process.wait()
        self.process = None

    def restart(self, on: date) -> None:
        """Let the server run on another day."""
        self.stop()
        self.on = on
        self.start()

    def command(self, *words: str) -> str:
        """What a command of the app prints; raises with its words when it fails."""
        done = subprocess.run(
            [sys.executable, "-m", "feedback_app", *words],
            cwd=self.place,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(done.stdout + done.stderr)
        return done.stdout

    def empty(self) -> None:
        """Delete whatever is stored; the server goes on, or begins anew where the store is gone."""
        if not self.store.exists():
            self.restart(self.on)
            return
        connection = sqlite3.connect(self.store)
        try:
            tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            for (table,) in tables:
                if table != "alembic_version":
                    connection.execute(f'DELETE FROM "{table}"')  # noqa: S608 (names of our own tables)
            connection.commit()
        finally:
            connection.close()

    def rows(self, question: str) -> list[tuple[object, ...]]:
        """What the store holds, asked as plain SQL by a test that looks over the app's shoulder."""
        connection = sqlite3.connect(f"{self.store.as_uri()}?mode=ro", uri=True)
        try:
            return list(connection.execute(question))
        finally:
            connection.close()
