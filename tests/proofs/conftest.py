"""What proofs share: a folder whose writing costs nothing, and how long they may go on."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from feedback_app.app import create_app
from feedback_app.clock import Clock
from feedback_app.settings import read_settings
from handbook.loading import load_handbook
from tests.conftest import ON
from tests.feedback_app.every_route import Route, every_route
from tests.proofs.server import SAMPLE

MEMORY = Path("/dev/shm")  # noqa: S108 (a folder of its own is made in it)
ROOM = 256_000_000
"""Bytes that must be free in memory before files are kept there."""


@pytest.fixture(scope="module")
def quick_place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder in memory, where there is one: for proofs that count what is kept, not how it survives a power cut."""
    if not MEMORY.is_dir() or shutil.disk_usage(MEMORY).free < ROOM:
        yield tmp_path_factory.mktemp("quick")
        return
    place = Path(tempfile.mkdtemp(dir=MEMORY, prefix="handbook-proof-"))
    yield place
    shutil.rmtree(place)


@pytest.fixture(scope="session")
def routes(tmp_path_factory: pytest.TempPathFactory) -> list[Route]:
    """Every address of the app."""
    place = tmp_path_factory.mktemp("routes")
    app = create_app(
        read_settings({"HANDBOOK_ROOT": str(SAMPLE), "HANDBOOK_STORE": str(place / "store.sqlite")}),
        load_handbook(SAMPLE),
        clock=Clock(ON),
    )
    app.extensions["handbook"].store.close()
    return every_route(app)
