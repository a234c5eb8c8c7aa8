"""Settings are read once, and a wrong one stops the start with a sentence."""

import os
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from feedback_app.backups.backups import new_key
from feedback_app.settings import SettingsError, read_settings
from feedback_app.web.extensions import AppServices
from feedback_app.web.rate_limit_checks import Refusal, open_form_refusal
from feedback_app.web.rate_limits import MAX_REPLIES_PER_NETWORK


def test_without_any_setting_the_content_of_the_current_folder_is_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path
    monkeypatch.chdir(root)
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


def test_state_files_are_beside_the_store_and_not_beside_a_link_to_it(tmp_path: Path) -> None:
    real = tmp_path / "real" / "store.sqlite"
    real.parent.mkdir()
    link = tmp_path / "link.sqlite"
    link.symlink_to(real)
    settings = read_settings({"HANDBOOK_STORE": str(link)})
    assert (settings.store, settings.state_folder) == (real, real.parent)


def test_a_day_may_be_fixed() -> None:
    assert read_settings({"HANDBOOK_ON": "2026-11-22"}).on == date(2026, 11, 22)


def test_keys_policy_backup_key_and_thresholds_may_be_named(tmp_path: Path) -> None:
    _, key = new_key()
    (tmp_path / "policy.txt").touch()
    settings = read_settings(
        {
            "HANDBOOK_ROOT": str(tmp_path),
            "HANDBOOK_KEYS": "elsewhere",
            "HANDBOOK_POLICY": "policy.txt",
            "HANDBOOK_BACKUP_KEY": key,
            "HANDBOOK_THRESHOLDS": "group=20 cell=10",
        }
    )
    assert (settings.keys, settings.policy) == (tmp_path / "elsewhere", tmp_path / "policy.txt")
    assert settings.backup_key == key
    assert (settings.thresholds.group, settings.thresholds.cell) == (20, 10)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("HANDBOOK_ROOT", "/nowhere/at/all", "which is not a folder: set it"),
        ("HANDBOOK_STORE", "/", "which is a folder: set it to the path of a file"),
        ("HANDBOOK_KEYS", __file__, "which is not a folder: set it"),
        ("HANDBOOK_SITE", __file__, "which is not a folder: set it"),
        ("HANDBOOK_POLICY", "/nowhere/at/all", "which is not there: name the file that came with the site"),
        ("HANDBOOK_POLICY", "/", "which is a folder: set it to the path of a file"),
        ("HANDBOOK_BEHIND_PROXY", "maybe", "is 'maybe': write yes or no"),
        ("HANDBOOK_BEHIND_PROXY", "127.0.0.1", "is '127.0.0.1': write yes or no"),
        ("HANDBOOK_BACKUP_KEY", "garbage", "HANDBOOK_BACKUP_KEY is not a public key"),
        ("HANDBOOK_THRESHOLDS", "group=5", "may not be 5"),
        ("HANDBOOK_THRESHOLDS", "groups=20", "there is no threshold `groups`"),
        ("HANDBOOK_HOST", "localhost", "which is not an address of a computer: write it like 127.0.0.1"),
        ("HANDBOOK_PORT", "0", "write a number from 1 to 65535"),
        ("HANDBOOK_PORT", "eighty", "write a number from 1 to 65535"),
        ("HANDBOOK_ON", "today", "is not a day: write it like 2026-11-22"),
        ("HANDBOOK_ON", "2026-02-30", "is not a day"),
        ("HANDBOOK_ON", "20261130", "is not a day: write it like 2026-11-22"),
        ("HANDBOOK_ON", "9999-12-31", "is not a day"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_a_sentence(name: str, value: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        read_settings({name: value})


@pytest.mark.parametrize("meant", [True, False])
def test_yes_and_no_may_be_written_as_people_write_them(meant: bool) -> None:  # noqa: FBT001
    for written in ("yes", "Yes", "true", "TRUE ", "on", "1") if meant else ("no", "No", "false", "off", "0", ""):
        assert read_settings({"HANDBOOK_BEHIND_PROXY": written}).behind_proxy is meant


def test_a_proxy_that_is_not_ours_is_never_believed(app: Flask) -> None:
    told = read_settings({"HANDBOOK_BEHIND_PROXY": "no"})
    services: AppServices = app.extensions["handbook"]
    app.extensions["handbook"] = replace(services, settings=replace(services.settings, behind_proxy=told.behind_proxy))
    turned_away = []
    for number in range(MAX_REPLIES_PER_NETWORK + 1):
        forged = {"X-Forwarded-For": f"10.{number}.0.1"}
        with app.test_request_context(headers=forged, environ_base={"REMOTE_ADDR": "192.0.2.77"}):
            turned_away.append(open_form_refusal("a form"))
    assert turned_away == [None] * MAX_REPLIES_PER_NETWORK + [Refusal.TOO_MANY]


@pytest.mark.parametrize(
    ("name", "instead"),
    [
        ("HANDBOOK_STORES", "did you mean HANDBOOK_STORE?"),
        ("HANDBOOK_BEHIND_A_PROXY", "did you mean HANDBOOK_BEHIND_PROXY?"),
        ("HANDBOOK_POLICIES", "did you mean HANDBOOK_POLICY?"),
        ("HANDBOOK_X", "there are HANDBOOK_BACKUP_KEY, HANDBOOK_BEHIND_PROXY,"),
    ],
)
def test_an_unknown_setting_is_refused(name: str, instead: str) -> None:
    with pytest.raises(SettingsError, match=f"^There is no setting {name}: {re.escape(instead)}"):
        read_settings({name: "yes"})


def test_the_secret_key_in_place_of_the_public_one_is_refused_and_not_repeated() -> None:
    secret, public = new_key()
    with pytest.raises(SettingsError, match="is not a public key") as refused:
        read_settings({"HANDBOOK_BACKUP_KEY": secret})
    assert secret not in str(refused.value)
    assert read_settings({"HANDBOOK_BACKUP_KEY": public}).backup_key == public


def settings_asked_for() -> set[str]:
    """Every setting that `read_settings` knows."""
    try:
        read_settings({"HANDBOOK_X": "yes"})
    except SettingsError as error:
        return set(re.findall(r"HANDBOOK_[A-Z_]{2,}", str(error)))
    raise AssertionError("an unknown setting passed")


def test_every_setting_is_explained_on_its_page(root: Path) -> None:
    page = (root / "docs/developers/settings.md").read_text()
    explained = set(re.findall(r"^\| `(HANDBOOK_[A-Z_]+)` \|", page, re.MULTILINE))
    assert explained == settings_asked_for()


def test_the_other_guides_name_no_setting_that_there_is_not(root: Path) -> None:
    guides = [root / "README.md", root / "SECURITY.md", *(root / "docs/developers").glob("*.md")]
    named = set(re.findall(r"\bHANDBOOK_[A-Z_]+[A-Z]\b", "".join(guide.read_text() for guide in guides)))
    assert named <= settings_asked_for()


def test_what_only_tests_are_told_is_not_called_like_a_setting(root: Path) -> None:
    # A server that a test starts is given the test's own environment, and refuses settings that it does not know.
    asked = re.compile(r"environ(?:\.get\(|\[)\"(HANDBOOK_[A-Z_]+)")
    files = [*(root / "tests").rglob("*.py"), root / "Makefile"]
    assert {name for file in files for name in asked.findall(file.read_text())} <= settings_asked_for()
    assert set(re.findall(r"\bHANDBOOK_[A-Z_]+", (root / "Makefile").read_text())) <= settings_asked_for()


@pytest.mark.parametrize("name", ["HANDBOOK_STORE", "HANDBOOK_KEYS", "HANDBOOK_SITE", "HANDBOOK_POLICY"])
def test_a_pipe_is_no_place(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to(tmp_path / "pipe")
    for place in ("pipe", "link"):
        with pytest.raises(SettingsError, match=f"{name} names .*{place}, which is (not a folder|a device, a pipe)"):
            read_settings({name: str(tmp_path / place)})


@pytest.mark.parametrize("name", ["HANDBOOK_STORE", "HANDBOOK_KEYS", "HANDBOOK_SITE"])
def test_a_place_below_a_file_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match=f"{name} names .*which cannot be there"):
        read_settings({name: str(tmp_path / "file" / "deeper" / "x")})
