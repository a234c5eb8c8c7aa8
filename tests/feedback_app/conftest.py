"""The app over the sample handbook, with an empty store, a clock that tests set, and somebody who visits it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from feedback_app.app import create_app
from feedback_app.clock import Clock
from feedback_app.settings import Settings, read_settings
from feedback_app.storage import Store
from feedback_app.web.extensions import AppServices
from handbook.handbook import Handbook
from tests.feedback_app.service_commands import ServiceCli, service_cli
from tests.feedback_app.visiting import Visitor
from tests.handbooks import sample_sources

CODED = "carer-views/2026-autumn"
"""The sample's open wave that takes codes."""


SITE_POLICY = "default-src 'self'"
"""The policy of the sample's site."""


@dataclass
class Moment:
    """What time it is in a test."""

    at: datetime = datetime(2026, 11, 22, 12, tzinfo=UTC)

    def now(self) -> datetime:
        """What the app's clock asks."""
        return self.at


@pytest.fixture
def moment() -> Moment:
    return Moment()


@pytest.fixture(scope="session")
def sample_handbook() -> Handbook:
    return sample_sources().handbook


@pytest.fixture
def settings(root: Path, tmp_path: Path) -> Settings:
    names = ("HANDBOOK_STORE", "HANDBOOK_KEYS", "HANDBOOK_SITE", "HANDBOOK_POLICY")
    places = {name: str(tmp_path / name.lower()) for name in names}
    (tmp_path / "handbook_policy").write_text(f"{SITE_POLICY}\n")
    page = tmp_path / "handbook_site" / "policies" / "sleepovers" / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text("<h1>Say yes to a sleepover</h1>")
    calls = tmp_path / "handbook_site" / "who-to-call" / "index.html"
    calls.parent.mkdir()
    calls.write_text("<h1>Who to call</h1>")
    return read_settings({"HANDBOOK_ROOT": str(root / "tests" / "sample"), **places})


@pytest.fixture
def app(settings: Settings, sample_handbook: Handbook, moment: Moment) -> Iterator[Flask]:
    made = create_app(settings, sample_handbook, clock=Clock(now=moment.now))
    yield made
    made.extensions["handbook"].store.close()


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> ServiceCli:
    """Somebody at the service who types commands over the sample."""
    return service_cli(tmp_path, monkeypatch, capsys)


@pytest.fixture
def services(app: Flask) -> AppServices:
    """What the app holds: its store, its keys."""
    found = app.extensions["handbook"]
    assert isinstance(found, AppServices)
    return found


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    return Visitor(app)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a store without an app is kept."""
    return tmp_path / "alone.sqlite"


@pytest.fixture
def store(file: Path) -> Iterator[Store]:
    """A store without an app."""
    opened = Store(file)
    yield opened
    opened.close()


def everything_in(folder: Path) -> bytes:
    """Each byte of every file below a folder."""
    return b"".join(each.read_bytes() for each in folder.rglob("*") if each.is_file())


def hand_out_codes(services: AppServices, *codes: str) -> None:
    """Let these codes answer the sample's wave."""
    services.keys.create(CODED)
    services.store.add_codes(CODED, [services.keys.code_hmac(CODED, code) for code in codes])
