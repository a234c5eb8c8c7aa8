"""Keys of one-time codes: one for each survey run, private, and gone when destroyed."""

from pathlib import Path

import pytest

from feedback_app.privacy import codes
from feedback_app.privacy.codes import CodeKeys, NoCodeKeyError

CODE = "7B2C-9QKD-M4XE-ZT10"


@pytest.fixture
def keys(tmp_path: Path) -> CodeKeys:
    return CodeKeys(tmp_path / "keys")


def test_the_same_code_gives_the_same_hmac_in_one_wave_only(keys: CodeKeys) -> None:
    keys.create("a/1")
    keys.create("a/2")
    assert keys.code_hmac("a/1", CODE) == keys.code_hmac("a/1", CODE) != keys.code_hmac("a/2", CODE)


def test_making_a_key_again_keeps_it(keys: CodeKeys) -> None:
    keys.create("a/1")
    before = keys.code_hmac("a/1", CODE)
    keys.create("a/1")
    assert keys.code_hmac("a/1", CODE) == before


def test_only_the_owner_may_read_a_key(keys: CodeKeys, tmp_path: Path) -> None:
    keys.create("a/1")
    (file,) = (tmp_path / "keys").iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert len(file.read_bytes()) == 32


def test_no_two_survey_runs_share_a_key_file(keys: CodeKeys, tmp_path: Path) -> None:
    for run in ("a/b-c", "a-b/c", "a-b-c"):
        keys.create(run)
    assert len(list((tmp_path / "keys").iterdir())) == 3


def test_a_destroyed_key_checks_no_code(keys: CodeKeys, tmp_path: Path) -> None:
    keys.create("a/1")
    keys.destroy("a/1")
    keys.destroy("a/1")
    assert not keys.exists("a/1")
    assert list((tmp_path / "keys").iterdir()) == []
    with pytest.raises(NoCodeKeyError):
        keys.code_hmac("a/1", CODE)


def test_a_destroyed_key_is_overwritten_where_it_stood(keys: CodeKeys, tmp_path: Path) -> None:
    keys.create("a/1")
    # Whoever has the file open, or finds its place on the disk, still reads it after it is deleted.
    with next((tmp_path / "keys").iterdir()).open("rb") as thief:
        keys.destroy("a/1")
        assert thief.read() == bytes(32)


def test_a_key_is_on_the_disk_once_it_is_made_and_its_end_before_it_is_deleted(
    keys: CodeKeys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key_file = tmp_path / "keys" / "a--1.key"
    synced: list[bytes] = []
    monkeypatch.setattr(codes.os, "fsync", lambda _file: synced.append(key_file.read_bytes()))
    keys.create("a/1")
    assert synced == [key_file.read_bytes()]
    keys.destroy("a/1")
    assert synced[1:2] == [bytes(32)]


def test_another_code_gives_another_hmac(keys: CodeKeys) -> None:
    keys.create("a/1")
    assert keys.code_hmac("a/1", CODE) != keys.code_hmac("a/1", "7B2C-9QKD-M4XE-ZT11")


def test_the_keys_that_are_there_are_told_by_the_names_of_their_survey_runs(tmp_path: Path) -> None:
    folder = tmp_path / "far" / "keys"
    keys = CodeKeys(folder)
    assert keys.runs() == frozenset()
    keys.create("carer-views/2026-autumn")
    keys.create("mileage")
    (folder / "foreign.key").write_bytes(b"short")
    (folder / "notes.txt").write_bytes(bytes(32))
    assert keys.runs() == {"carer-views/2026-autumn", "mileage"}


def test_codes_that_were_never_made_are_told_by_their_asking(keys: CodeKeys) -> None:
    with pytest.raises(NoCodeKeyError, match=r"^a/1$"):
        keys.code_hmac("a/1", CODE)


def test_survey_runs_without_a_key_are_told_in_order(keys: CodeKeys) -> None:
    keys.create("exit-interview/2026-winter")
    runs = ["sleepovers", "exit-interview/2026-winter", "carer-views/2026-winter"]
    assert keys.missing(runs) == ("carer-views/2026-winter", "sleepovers")
