"""The server that people start does its nightly work by itself."""

import time
from dataclasses import replace
from pathlib import Path

from feedback_app.privacy.codes import CodeKeys
from tests.feedback_app.service_commands import CLOSED
from tests.proofs.server import sample_server


def test_the_server_destroys_the_key_of_what_is_over_when_it_starts_and_says_so(tmp_path: Path) -> None:
    today = {"HANDBOOK_ON": ""}
    server = replace(sample_server(tmp_path), more=today)
    keys = CodeKeys(server.place / "keys")
    keys.create(CLOSED)
    server.start()
    end = time.monotonic() + 30
    while not (server.place / "maintenance.json").exists() and time.monotonic() < end:
        time.sleep(0.05)
    server.stop()
    assert not keys.exists(CLOSED)
    assert f"{CLOSED}: closed, its codes and their key are destroyed" in (server.place / "server.log").read_text()
    assert "maintenance ran last for" in server.command("status").lower()


def test_a_server_with_a_fixed_day_does_nothing_by_itself(tmp_path: Path) -> None:
    server = sample_server(tmp_path)
    keys = CodeKeys(server.place / "keys")
    keys.create(CLOSED)
    server.start()
    server.stop()
    assert keys.exists(CLOSED)
    assert not (server.place / "maintenance.json").exists()
