"""Two stores with one public key: neither takes the other's backups for its own, and nothing of either is lost."""

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from feedback_app.backups.backups import back_up, new_key
from feedback_app.backups.files import BackupError, nightly_in
from feedback_app.backups.restore import restore_backup
from feedback_app.storage import Store, copy_of, mark_of
from feedback_app.storage.reply_store import is_trial, mark_as_trial
from tests.feedback_app.backups.test_backups import ASKING, ON, filled
from tests.feedback_app.backups.test_files import BATCH, answers_file, grown_to

SECRET, PUBLIC = new_key()


def made_on(store: Path, replies: int) -> Path:
    store.parent.mkdir()
    filled(store, [])
    grown_to(store, replies)
    return store


def backed_up(store: Path, folder: Path, days: int = 0) -> Path:
    return back_up(store, folder, PUBLIC, ON + timedelta(days=days), lambda _run: BATCH)


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    return made_on(tmp_path / "ours" / "store.sqlite", 25)


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    return made_on(tmp_path / "theirs" / "store.sqlite", 12)


def test_a_folder_of_another_store_is_refused_and_left_as_it_is(tmp_path: Path, ours: Path, theirs: Path) -> None:
    safe = tmp_path / "safe"
    for days in (0, 3, 6):
        backed_up(theirs, safe, days)
    before = {each.name: each.read_bytes() for each in safe.iterdir()}
    with pytest.raises(BackupError) as refused:
        backed_up(ours, safe, 9)
    assert str(refused.value) == (
        f"{safe} holds the backups of another store: give each store a folder of its own. If this store has taken the "
        "place of one that was lost, and that one shall not come back, move everything out of the folder"
    )
    assert {each.name: each.read_bytes() for each in safe.iterdir()} == before
    assert backed_up(theirs, safe, 9).exists()


def test_answers_that_a_store_has_not_noted_are_another_ones_where_a_folder_bears_no_mark(
    tmp_path: Path, ours: Path, theirs: Path
) -> None:
    for store, name in ((theirs, "their safe"), (ours, "our safe")):
        backed_up(store, tmp_path / name)
        (tmp_path / name / "mark.json").unlink()
    with pytest.raises(BackupError, match="holds the backups of another store"):
        backed_up(ours, tmp_path / "their safe", 1)
    backed_up(ours, tmp_path / "our safe", 1)
    assert (tmp_path / "our safe" / "mark.json").is_file()


def test_answers_of_another_store_never_come_back_in_the_place_of_ours(
    tmp_path: Path, ours: Path, theirs: Path
) -> None:
    nightly = backed_up(ours, tmp_path / "safe")
    grown_to(theirs, 12, "mileage")
    backed_up(theirs, tmp_path / "other", 1)
    for run in ("carer-views.2026-autumn", "mileage"):
        shutil.copy(tmp_path / "other" / answers_file(1, 12, run), tmp_path / "safe")
    (tmp_path / "safe" / answers_file(0, 25)).unlink()
    with pytest.raises(BackupError) as caught:
        restore_backup(nightly, tmp_path / "back.sqlite", SECRET, without_answers=True)
    assert str(caught.value) == (
        f"These hold answers from another store than {nightly}. Move them away:"
        f"\n  {answers_file(1, 12)}\n  {answers_file(1, 12, 'mileage')}"
    )
    assert not (tmp_path / "back.sqlite").exists()


def test_a_store_that_came_back_goes_on_in_its_folder(tmp_path: Path, ours: Path) -> None:
    nightly = backed_up(ours, tmp_path / "safe")
    back = tmp_path / "back" / "store.sqlite"
    restore_backup(nightly, back, SECRET)
    Store(back).close()
    assert mark_of(copy_of(back)) == mark_of(copy_of(ours)) != ""
    grown_to(back, 41)
    again = backed_up(back, tmp_path / "safe", 1)
    assert list(nightly_in(tmp_path / "safe")) == [nightly, again]
    restore_backup(again, tmp_path / "again.sqlite", SECRET)
    store = Store(tmp_path / "again.sqlite")
    assert len(store.replies(ASKING)) == 41
    store.close()


def test_a_store_from_before_there_were_marks_gets_one_and_knows_its_own_answers(tmp_path: Path, ours: Path) -> None:
    with closing(sqlite3.connect(ours)) as connection:
        connection.execute("PRAGMA user_version=0")
    backed_up(ours, tmp_path / "safe")
    assert mark_of(copy_of(ours)) == ""
    Store(ours).close()
    nightly = backed_up(ours, tmp_path / "safe", 1)
    assert mark_of(copy_of(ours)) != ""
    assert restore_backup(nightly, tmp_path / "back.sqlite", SECRET).answers == {ASKING: ON}


def test_no_two_stores_have_one_mark(ours: Path, theirs: Path) -> None:
    assert mark_of(copy_of(ours)) != mark_of(copy_of(theirs))


def test_a_store_for_trying_that_has_no_mark_stays_one_when_it_gets_it(ours: Path) -> None:
    mark_as_trial(ours)
    with closing(sqlite3.connect(ours)) as connection:
        connection.execute("PRAGMA user_version=0")
    Store(ours).close()
    assert mark_of(copy_of(ours)) != ""
    assert is_trial(ours)
