"""Settings are read once, and a wrong one stops the start with a sentence."""

from datetime import date
from pathlib import Path

import pytest

from feedback_app.settings import SettingsError, read_settings


def test_without_any_setting_the_repository_is_served(root: Path) -> None:
    settings = read_settings({})
    assert settings.root == root
    assert settings.store == root / "var" / "store.sqlite"
    assert settings.keys == root / "var" / "keys"
    assert settings.site == root / "site"
    assert settings.policy == root / "build" / "content-security-policy.txt"
    assert settings.on is None


def test_places_may_be_named(tmp_path: Path) -> None:
    settings = read_settings({"HANDBOOK_ROOT": str(tmp_path), "HANDBOOK_STORE": "/srv/a.sqlite", "HANDBOOK_SITE": "b"})
    assert settings.store == Path("/srv/a.sqlite")
    assert settings.site == tmp_path / "b"


def test_a_day_may_be_fixed() -> None:
    assert read_settings({"HANDBOOK_ON": "2026-11-22"}).on == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("HANDBOOK_ROOT", "/nowhere/at/all", "which is not a folder: set it"),
        ("HANDBOOK_STORE", "/", "which is a folder: set it to the path of a file"),
        ("HANDBOOK_KEYS", __file__, "which is not a folder: set it"),
        ("HANDBOOK_ON", "today", "is not a day: write it like 2026-11-22"),
        ("HANDBOOK_ON", "2026-02-30", "is not a day"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_a_sentence(name: str, value: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        read_settings({name: value})
