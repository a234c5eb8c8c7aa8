"""A backup comes back as what its files say inside; a name that says otherwise stops it before anything is written."""

import errno
import os
import shutil
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pyrage import decrypt, encrypt, x25519

from feedback_app.backups.backups import back_up, new_key
from feedback_app.backups.files import BackupError, pack, unpack
from feedback_app.backups.restore import MissingAnswers, restore_backup
from feedback_app.storage import Store
from tests.feedback_app.backups.test_backups import ASKING, ON, filled
from tests.feedback_app.backups.test_files import BATCH, answers_file, grown_to

SECRET, PUBLIC = new_key()
SLEEPOVERS = "sleepovers/2026"
OF_SLEEPOVERS = answers_file(0, 33, run="sleepovers.2026")
OF_VIEWS = answers_file(0, 33)
NIGHTLY = f"store-{ON}.age"


@pytest.fixture
def safe(tmp_path: Path) -> Path:
    """A folder of backups: on one day 33 answers to two open forms, and from the day before a file with 21 of one."""
    store, folder = tmp_path / "store.sqlite", tmp_path / "safe"
    filled(store, [])
    grown_to(store, 21)
    back_up(store, folder, PUBLIC, ON - timedelta(days=1), lambda _run: BATCH)
    older = folder / answers_file(-1, 21)
    shutil.copy(older, tmp_path)
    grown_to(store, 33)
    grown_to(store, 33, SLEEPOVERS)
    back_up(store, folder, PUBLIC, ON, lambda _run: BATCH)
    assert not older.exists()
    return folder


def swapped(folder: Path) -> None:
    (folder / OF_VIEWS).rename(folder / "other")
    (folder / OF_SLEEPOVERS).rename(folder / OF_VIEWS)
    (folder / "other").rename(folder / OF_SLEEPOVERS)


def older_under_the_newer_name(folder: Path) -> None:
    shutil.copy(folder.parent / answers_file(-1, 21), folder / OF_VIEWS)


def one_under_two_names(folder: Path) -> None:
    shutil.copy(folder / OF_VIEWS, folder / answers_file(1, 33))


def store_under_the_name_of_answers(folder: Path) -> None:
    shutil.copy(folder / NIGHTLY, folder / OF_VIEWS)


Harm = Callable[[Path], None]
RENAMED: dict[str, tuple[Harm, str, str, str]] = {
    "two names swapped": (swapped, OF_VIEWS, f"30 answers or a few more to {SLEEPOVERS}", OF_SLEEPOVERS),
    "an older file under the newer name": (
        older_under_the_newer_name,
        OF_VIEWS,
        f"20 answers or a few more to {ASKING}",
        answers_file(-1, 21),
    ),
    "one file under two names": (
        one_under_two_names,
        answers_file(1, 33),
        f"30 answers or a few more to {ASKING}",
        OF_VIEWS,
    ),
    "the store under the name of answers": (
        store_under_the_name_of_answers,
        OF_VIEWS,
        "a copy of the whole store",
        NIGHTLY,
    ),
}


def opened(backup: Path) -> tuple[bytes, dict[str, Any]]:
    """The store in a backup, and its note."""
    return unpack(decrypt(backup.read_bytes(), [x25519.Identity.from_str(SECRET)]))


def sealed(backup: Path, store: bytes, note: dict[str, Any]) -> None:
    """A backup as somebody would make it who has the public key."""
    backup.write_bytes(encrypt(pack(store, note), [x25519.Recipient.from_str(PUBLIC)]))


def made_before_days_and_digests_were_noted(folder: Path) -> None:
    """Every file as the version before this one made it."""
    for each in [*folder.glob("*.age"), *folder.parent.glob("*.age")]:
        store, note = opened(each)
        sealed(each, store, {name: told for name, told in note.items() if name in ("answers_to", "beside")})


@pytest.mark.parametrize("earlier", [False, True], ids=["of today", "of the version before"])
@pytest.mark.parametrize("case", RENAMED)
def test_a_file_that_is_not_what_its_name_says_is_named_with_what_it_holds(
    tmp_path: Path,
    safe: Path,
    case: str,
    earlier: bool,  # noqa: FBT001
) -> None:
    rename, file, holds, name = RENAMED[case]
    named = f"It was made as {name}"
    if earlier:
        # Such a file does not know its day, so one under a later day is taken at its word.
        made_before_days_and_digests_were_noted(safe)
        named = "It had another name"
    rename(safe)
    if earlier and case == "one file under two names":
        assert restore_backup(safe / NIGHTLY, tmp_path / "back.sqlite", SECRET).missing == ()
        return
    with pytest.raises(BackupError) as refused:
        restore_backup(safe / NIGHTLY, tmp_path / "back.sqlite", SECRET)
    assert str(refused.value) == (
        f"{safe / file} is not what its name says: it holds {holds}. {named}. Give it that name again, or move it away."
    )
    assert not (tmp_path / "back.sqlite").exists()


@pytest.mark.parametrize("earlier", [False, True], ids=["of today", "of the version before"])
def test_what_was_given_its_own_name_again_comes_back(
    tmp_path: Path,
    safe: Path,
    earlier: bool,  # noqa: FBT001
) -> None:
    if earlier:
        made_before_days_and_digests_were_noted(safe)
    swapped(safe)
    swapped(safe)
    restored = restore_backup(safe / NIGHTLY, tmp_path / "back.sqlite", SECRET)
    assert restored.answers == {ASKING: ON, SLEEPOVERS: ON}
    assert restored.made_on == (None if earlier else ON)
    back = Store(tmp_path / "back.sqlite")
    assert (len(back.replies(ASKING)), len(back.replies(SLEEPOVERS))) == (33, 33)
    back.close()


def test_another_file_with_the_same_name_day_and_number_is_not_the_one(tmp_path: Path, safe: Path) -> None:
    elsewhere = tmp_path / "another server"
    back_up(tmp_path / "store.sqlite", elsewhere, PUBLIC, ON, lambda _run: BATCH)
    shutil.copy(elsewhere / OF_VIEWS, safe / OF_VIEWS)
    with pytest.raises(BackupError, match=rf"\n  {OF_VIEWS} \(a file of this name is there, and it is another one\)$"):
        restore_backup(safe / NIGHTLY, tmp_path / "back.sqlite", SECRET)
    assert not (tmp_path / "back.sqlite").exists()


@pytest.mark.parametrize("gone", [[OF_VIEWS], [OF_SLEEPOVERS], [OF_VIEWS, OF_SLEEPOVERS]])
def test_every_file_that_is_missing_is_named_and_none_that_is_there(
    tmp_path: Path, safe: Path, gone: list[str]
) -> None:
    for name in gone:
        (safe / name).unlink()
    with pytest.raises(BackupError) as refused:
        restore_backup(safe / NIGHTLY, tmp_path / "back.sqlite", SECRET)
    said, *names = str(refused.value).split("\n  ")
    assert said == (
        f"Answers to forms that were open are in files of their own, and not all of them are in {safe}. "
        "Put these there and try again, or say --without-answers to do without them for good:"
    )
    assert sorted(names) == sorted(gone)


def test_a_missing_file_is_named_though_it_was_named_in_another_way_than_today(tmp_path: Path, safe: Path) -> None:
    store, note = opened(safe / NIGHTLY)
    note["beside"][SLEEPOVERS] = ["sleepovers-of-2026.age", 30]
    sealed(safe / NIGHTLY, store, note)
    restored = restore_backup(safe / NIGHTLY, tmp_path / "back.sqlite", SECRET, without_answers=True)
    assert restored.missing == (MissingAnswers(SLEEPOVERS, "sleepovers-of-2026.age", 30),)


def test_an_earlier_night_takes_answers_that_were_copied_since(tmp_path: Path, safe: Path) -> None:
    restored = restore_backup(safe / f"store-{ON - timedelta(days=1)}.age", tmp_path / "back.sqlite", SECRET)
    assert restored.made_on == ON - timedelta(days=1)
    assert (restored.answers, restored.missing) == ({ASKING: ON, SLEEPOVERS: ON}, ())


@pytest.mark.parametrize("name", [f"store-{ON + timedelta(days=3)}.age", answers_file(3, 33, run="mileage")])
def test_a_copy_of_the_store_is_refused_under_another_day_or_as_answers(tmp_path: Path, safe: Path, name: str) -> None:
    renamed = (safe / NIGHTLY).rename(safe / name)
    with pytest.raises(
        BackupError, match=rf"{name} is not what its name says: .* whole store. It was made as {NIGHTLY}"
    ):
        restore_backup(renamed, tmp_path / "back.sqlite", SECRET)


def test_a_copy_of_the_store_comes_back_under_a_name_that_says_nothing(tmp_path: Path, safe: Path) -> None:
    renamed = (safe / NIGHTLY).rename(safe / "the last one.age")
    assert restore_backup(renamed, tmp_path / "back.sqlite", SECRET).made_on == ON


def test_answers_to_another_form_than_the_file_says_are_refused(tmp_path: Path, safe: Path) -> None:
    (_, note), (views, _) = opened(safe / OF_SLEEPOVERS), opened(safe / OF_VIEWS)
    crafted = safe / answers_file(1, 0, run="sleepovers.2026")
    sealed(crafted, views, note)
    with pytest.raises(BackupError, match=f"{crafted.name} holds no whole store of ours"):
        restore_backup(safe / NIGHTLY, tmp_path / "back.sqlite", SECRET)
    assert not (tmp_path / "back.sqlite").exists()


def test_a_file_without_an_answer_is_refused_under_a_name_that_promises_some(tmp_path: Path, safe: Path) -> None:
    (_, note), (store, _) = opened(safe / OF_SLEEPOVERS), opened(safe / NIGHTLY)
    sealed(safe / OF_SLEEPOVERS, store, note)
    with pytest.raises(BackupError, match=f"it holds fewer than 10 answers to {SLEEPOVERS}. It was made as"):
        restore_backup(safe / NIGHTLY, tmp_path / "back.sqlite", SECRET)


def test_whoever_takes_answers_for_the_store_is_told_the_newest_nightly_copy(tmp_path: Path, safe: Path) -> None:
    alone = tmp_path / "alone"
    alone.mkdir()
    shutil.copy(safe / OF_VIEWS, alone)
    for folder, nightly in ((safe, NIGHTLY), (alone, "store-DATE.age")):
        with pytest.raises(BackupError) as refused:
            restore_backup(folder / OF_VIEWS, tmp_path / "back.sqlite", SECRET)
        assert str(refused.value) == (
            f"{folder / OF_VIEWS} holds the answers to {ASKING} alone, and no whole store. It is put back by itself "
            f"when it stands beside a nightly copy. Take the nightly copy: {folder / nightly}"
        )


# -- the last step --


def test_a_restore_that_the_disk_cuts_off_leaves_nothing_readable(
    tmp_path: Path, safe: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "back"

    def full(_file: int) -> None:
        assert [each.name for each in place.iterdir()] == [".store.sqlite.part"]
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space left on device") as raised:
            restore_backup(safe / NIGHTLY, place / "store.sqlite", SECRET)
    assert raised.value.filename == str(place / "store.sqlite")
    assert list(place.iterdir()) == []


def test_of_two_restores_to_one_place_one_is_refused(tmp_path: Path, safe: Path) -> None:
    said: list[Any] = []
    ready = threading.Barrier(4)

    def restore() -> None:
        ready.wait()
        try:
            said.append(restore_backup(safe / NIGHTLY, tmp_path / "back" / "store.sqlite", SECRET))
        except BackupError as error:
            said.append(str(error))

    people = [threading.Thread(target=restore) for _ in range(4)]
    for each in people:
        each.start()
    for each in people:
        each.join()
    assert len([each for each in said if "store.sqlite is there already" in str(each)]) == 3
    assert [each.name for each in (tmp_path / "back").iterdir()] == ["store.sqlite"]


def test_the_next_backup_takes_away_what_one_that_was_cut_off_left(tmp_path: Path, safe: Path) -> None:
    left = [f".{NIGHTLY}.part", f".{OF_VIEWS}.part", f".store-{ON - timedelta(days=9)}.age.part"]
    for name in [*left, ".theirs.age.part"]:
        (safe / name).write_bytes(b"half")
    back_up(tmp_path / "store.sqlite", safe, PUBLIC, ON + timedelta(days=1), lambda _run: BATCH)
    assert [each.name for each in safe.iterdir() if each.name.startswith(".")] == [".theirs.age.part"]
