"""A service's desk for tests: a copy of the tiny sample handbook, a fresh store, and the commands run as typed."""

import io
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from feedback_app.cli.commands import run
from feedback_app.privacy.codes import CodeKeys
from feedback_app.results.text_review import text_name
from feedback_app.storage import Store
from handbook.loading import load_handbook
from handbook.surveys.survey import SurveyRun

SAMPLE = Path(__file__).resolve().parent.parent / "sample"
CLOSED = "carer-views/2025-autumn"
"""An example wave with an open link, over since 30 November 2025."""
BY_CODE = "carer-views/2026-autumn"
"""A wave by one-time code, open from 1 November 2026 to 31 March 2027."""
AFTER_CLOSED = date(2025, 12, 8)
DURING_BY_CODE = date(2026, 11, 22)
AFTER_BY_CODE = date(2027, 4, 1)
WIDE = "10000"


@dataclass(frozen=True)
class ServiceCli:
    """A handbook, a store and keys of its own; the day is said by each test."""

    root: Path
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]

    @property
    def store_path(self) -> Path:
        """The file of answers."""
        return self.root / "var" / "store.sqlite"

    @property
    def keys(self) -> CodeKeys:
        """The folder of keys."""
        return CodeKeys(self.root / "var" / "keys")

    def run(self, key: str) -> SurveyRun:
        """The asking with this key."""
        return load_handbook(self.root).runs[key]

    def store(self) -> Store:
        """The store, opened once more."""
        return Store(self.store_path)

    def texts(self, key: str = CLOSED) -> dict[str, str]:
        """What each text of a form is called in commands, by its words."""
        store = self.store()
        found = {each.text.body: text_name(each.id) for each in store.kept_texts() if each.run_key == key}
        store.close()
        return found

    def invoke(
        self, command: str, on: date = DURING_BY_CODE, *, answers: str = "", columns: str = WIDE
    ) -> tuple[int, str, str]:
        """Type a command on a day: its exit code, what it says, and what it says went wrong.

        `answers` is what is typed when it asks; without it nobody sits at the keyboard. The terminal is so wide that
        each sentence is in one line, unless a test says `columns`; "" is a terminal that says nothing.
        """
        self.monkeypatch.setattr("sys.stdin", io.StringIO(answers))
        self.monkeypatch.setenv("HANDBOOK_ROOT", str(self.root))
        self.monkeypatch.setenv("HANDBOOK_ON", on.isoformat())
        self.monkeypatch.setenv("COLUMNS", columns)
        self.capsys.readouterr()
        exit_code = run(command.split())
        said = self.capsys.readouterr()
        return exit_code, said.out, said.err


def service_cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> ServiceCli:
    """A desk in a folder of its own with an empty store; without the sample's own summary, so that it can be made."""
    root = tmp_path / "handbook"
    shutil.copytree(SAMPLE, root)
    (root / "surveys/carer-views/waves/2025-autumn.summary.yml").unlink()
    made = ServiceCli(root, monkeypatch, capsys)
    made.store().close()
    return made
