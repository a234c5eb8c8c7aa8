"""Which files a backup writes and takes away, who may read them, and what is said when one cannot be made or opened."""

import json
import re
import sqlite3
import stat
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from pyrage import decrypt, encrypt, x25519

from feedback_app.backups.backups import back_up, copies_after, is_due, new_key
from feedback_app.backups.files import ROUND, BackupError, claim_folder
from feedback_app.backups.restore import MissingAnswers, restore_backup
from feedback_app.storage import Store, mark_of
from tests.feedback_app.backups.test_backups import ASKING, ON, filled

BATCH = 10
"""By how many replies a run must grow before they are copied."""


@pytest.fixture
def pair() -> tuple[str, str]:
    return new_key()


# -- answers to open forms, in files beside the nightly copy --


@pytest.mark.parametrize(
    ("last", "replies", "due"),
    [
        (None, BATCH - 1, False),
        (None, BATCH, True),
        ((ON, 12), 12, False),
        ((ON, 12), 21, False),
        ((ON, 12), 22, True),
        ((ON - timedelta(days=6), 12), 12, False),
        ((ON - timedelta(days=7), 12), 12, True),
        ((ON - timedelta(days=7), 12), BATCH, True),
        ((ON - timedelta(days=7), 12), BATCH - 1, False),
        ((ON + timedelta(days=1), 12), 12, True),
    ],
)
def test_a_run_is_copied_when_it_grew_by_a_batch_or_its_copy_is_a_week_old(
    last: tuple[date, int] | None,
    replies: int,
    due: bool,  # noqa: FBT001
) -> None:
    assert is_due(last, replies, ON, BATCH) is due


def grown_to(store: Path, replies: int, run: str = ASKING) -> None:
    """So many replies to a run, put there without the writer."""
    with closing(sqlite3.connect(store)) as connection:
        connection.execute("DELETE FROM reply WHERE survey = ?", (run,))
        connection.executemany(
            "INSERT INTO reply VALUES (?, ?, '{}')", [(f"{run} {each}".encode(), run) for each in range(replies)]
        )
        connection.commit()


def answers_file(days: int, replies: int, run: str = "carer-views.2026-autumn") -> str:
    """The name of a file of answers that was made so many days after the day."""
    return f"answers-{run}_{ON + timedelta(days=days)}_{replies // 10 * 10}.age"


def take(folder: Path, store: Path) -> None:
    """Mark a folder as that of a store, as its first backup does."""
    claim_folder(folder, mark_of(store.read_bytes()), {each.name for each in folder.iterdir()})


@pytest.mark.parametrize(
    ("there", "replies", "kept"),
    [
        ([], BATCH - 1, []),
        ([], BATCH, [(0, BATCH)]),
        ([(-1, 10)], 19, [(-1, 10)]),
        ([(-1, 10)], 20, [(0, 20)]),
        ([(-2, 10), (-1, 20)], 25, [(-1, 20)]),
        ([(-1, 10), (-1, 20)], 25, [(-1, 20)]),
        ([(-1, 30), (0, 20)], 25, [(0, 20)]),
        ([(-6, 10)], 10, [(-6, 10)]),
        ([(-7, 10)], 10, [(0, 10)]),
        ([(-7, 10)], 9, []),
        ([(1, 30), (-1, 10)], 12, [(-1, 10)]),
        ([(1, 10)], 12, [(0, 10)]),
        ([(-1, 12)], 21, [(-1, 12)]),
        ([(-1, 12)], 22, [(0, 20)]),
        ([(-1, 12)], 29, [(0, 20)]),
    ],
)
def test_of_an_open_run_one_file_is_kept_and_never_one_older_than_a_week(
    tmp_path: Path, pair: tuple[str, str], there: list[tuple[int, int]], replies: int, kept: list[tuple[int, int]]
) -> None:
    filled(tmp_path / "store.sqlite", [])
    grown_to(tmp_path / "store.sqlite", replies)
    folder = tmp_path / "safe"
    folder.mkdir()
    others = [answers_file(-1, 9, run="mileage"), "answers-notes.age", "answers-of-mine_2026-11-21_9.age.txt"]
    for name in [*others, *(answers_file(*each) for each in there)]:
        (folder / name).touch()
    take(folder, tmp_path / "store.sqlite")
    noted = {str(folder): {answers_file(*each): each[1] for each in there}}
    (tmp_path / "backups.json").write_text(json.dumps(noted))
    file = back_up(tmp_path / "store.sqlite", folder, pair[1], ON, lambda _run: BATCH)
    assert {each.name for each in folder.iterdir()} == {
        *(file.name, "mark.json", *others),
        *(answers_file(*each) for each in kept),
    }


def test_a_file_of_a_run_that_is_over_goes_when_it_is_a_week_old(tmp_path: Path, pair: tuple[str, str]) -> None:
    filled(tmp_path / "store.sqlite", [])
    grown_to(tmp_path / "store.sqlite", 30)
    (tmp_path / "safe").mkdir()
    take(tmp_path / "safe", tmp_path / "store.sqlite")
    (tmp_path / "safe" / answers_file(0, 10)).touch()
    for days, left in ((0, True), (6, True), (7, False)):
        back_up(tmp_path / "store.sqlite", tmp_path / "safe", pair[1], ON + timedelta(days=days))
        assert (tmp_path / "safe" / answers_file(0, 10)).exists() is left


def test_what_is_brought_back_is_told_by_run_with_the_day_of_its_answers(tmp_path: Path, pair: tuple[str, str]) -> None:
    store, safe = tmp_path / "store.sqlite", tmp_path / "safe"
    filled(store, [])
    grown_to(store, 12)
    back_up(store, safe, pair[1], ON, lambda _run: BATCH)
    grown_to(store, 14)
    grown_to(store, 11, "mileage")
    nightly = back_up(store, safe, pair[1], ON + timedelta(days=1), lambda _run: BATCH)
    restored = restore_backup(nightly, tmp_path / "back" / "store.sqlite", pair[0])
    assert restored.made_on == ON + timedelta(days=1)
    assert restored.answers == {ASKING: ON, "mileage": ON + timedelta(days=1)}
    back = Store(tmp_path / "back" / "store.sqlite")
    assert (len(back.replies(ASKING)), len(back.replies("mileage"))) == (12, 11)
    back.close()
    whole = back_up(store, tmp_path / "all", pair[1], ON)
    assert restore_backup(whole, tmp_path / "all.sqlite", pair[0]).answers == {}


def test_answers_that_the_nightly_copy_holds_are_not_put_back_beside_it(tmp_path: Path, pair: tuple[str, str]) -> None:
    store, safe = tmp_path / "store.sqlite", tmp_path / "safe"
    filled(store, [])
    grown_to(store, 12)
    back_up(store, safe, pair[1], ON, lambda _run: BATCH)
    over = back_up(store, safe, pair[1], ON + timedelta(days=1))
    assert (safe / answers_file(0, 12)).exists()
    assert restore_backup(over, tmp_path / "back.sqlite", pair[0]).answers == {}
    back = Store(tmp_path / "back.sqlite")
    assert len(back.replies(ASKING)) == 12
    back.close()


# -- the files themselves --


def test_the_folder_of_backups_is_made_for_its_owner_alone(tmp_path: Path, pair: tuple[str, str]) -> None:
    filled(tmp_path / "store.sqlite", [])
    back_up(tmp_path / "store.sqlite", tmp_path / "deep" / "safe", pair[1], ON)
    assert stat.S_IMODE((tmp_path / "deep" / "safe").stat().st_mode) == 0o700


def test_a_backup_that_stopped_half_way_is_no_reason_for_the_next_to_stop(
    tmp_path: Path, pair: tuple[str, str]
) -> None:
    filled(tmp_path / "store.sqlite", [])
    (tmp_path / "safe").mkdir()
    (tmp_path / "safe" / f".store-{ON}.age.part").write_bytes(b"half")
    file = back_up(tmp_path / "store.sqlite", tmp_path / "safe", pair[1], ON)
    assert sorted((tmp_path / "safe").iterdir()) == [tmp_path / "safe" / "mark.json", file]
    deep = tmp_path / "one" / "two" / "store.sqlite"
    restore_backup(file, deep, pair[0])
    assert stat.S_IMODE(deep.stat().st_mode) == 0o600


def test_copies_dated_after_today_are_counted_and_so_are_days_that_are_none(tmp_path: Path) -> None:
    for name in ("2026-11-21", "2026-11-22", "2026-11-23", "2026-13-01"):
        (tmp_path / f"store-{name}.age").touch()
    (tmp_path / "store-2031-01-01.age.txt").touch()
    assert copies_after(tmp_path, ON) == 2


def test_what_went_wrong_is_said_with_what_to_do(tmp_path: Path, pair: tuple[str, str]) -> None:
    store = tmp_path / "store.sqlite"
    with pytest.raises(BackupError, match=r"^There is no store .*store\.sqlite: check HANDBOOK_STORE\."):
        back_up(store, tmp_path / "safe", pair[1], ON)
    filled(store, [])
    with pytest.raises(BackupError, match=r"^HANDBOOK_BACKUP_KEY is not .* `age1`; make one with `backup-key`\."):
        back_up(store, tmp_path / "safe", "a password", ON)
    file = back_up(store, tmp_path / "safe", pair[1], ON)
    with pytest.raises(
        BackupError, match=r"store\.sqlite is there already: move it away .* so that nothing in it is lost"
    ):
        restore_backup(file, store, pair[0])
    with pytest.raises(BackupError, match=r"^This is not a secret key: .* begins with `AGE-SECRET-KEY-1`"):
        restore_backup(file, tmp_path / "back.sqlite", "a password")
    with pytest.raises(BackupError, match=rf"{file.name} cannot be opened: it is damaged, or .* made for another key"):
        restore_backup(file, tmp_path / "back.sqlite", new_key()[0])
    file.write_bytes(encrypt(b"Buy milk.", [x25519.Recipient.from_str(pair[1])]))
    with pytest.raises(
        BackupError, match=rf"{file.name} holds no whole store of ours.*: take the backup of another day"
    ):
        restore_backup(file, tmp_path / "back.sqlite", pair[0])


def test_without_the_exact_count_a_batch_is_rather_too_large_than_too_small(
    tmp_path: Path, pair: tuple[str, str]
) -> None:
    filled(tmp_path / "store.sqlite", [])
    safe = tmp_path / "safe"
    safe.mkdir()
    take(safe, tmp_path / "store.sqlite")
    (safe / answers_file(-1, 10)).touch()
    for replies, due in ((28, False), (29, True)):
        grown_to(tmp_path / "store.sqlite", replies)
        back_up(tmp_path / "store.sqlite", safe, pair[1], ON, lambda _run: BATCH)
        assert (safe / answers_file(0, 20)).exists() is due


def test_the_exact_count_outlives_the_files_that_were_taken_away(tmp_path: Path, pair: tuple[str, str]) -> None:
    store, safe = tmp_path / "store.sqlite", tmp_path / "safe"
    filled(store, [])
    copied = []
    for days, replies in enumerate((12, 22, 31, 32)):
        grown_to(store, replies)
        back_up(store, safe, pair[1], ON + timedelta(days=days), lambda _run: BATCH)
        copied += [each.name for each in safe.glob("answers-*")]
    assert copied == [answers_file(0, 12), answers_file(1, 22), answers_file(1, 22), answers_file(3, 32)]
    assert json.loads((tmp_path / "backups.json").read_text()) == {
        str(safe): {answers_file(3, 32): 32, "last": str(ON + timedelta(days=3))}
    }


def test_neither_name_nor_size_of_a_file_tells_how_many_replied(tmp_path: Path, pair: tuple[str, str]) -> None:
    filled(tmp_path / "store.sqlite", [])
    seen = set()
    for replies in range(20, 30, 3):
        safe = tmp_path / f"safe {replies}"
        grown_to(tmp_path / "store.sqlite", replies)
        back_up(tmp_path / "store.sqlite", safe, pair[1], ON, lambda _run: BATCH)
        # What is encrypted, for the tool itself adds some random bytes to each file.
        secret = x25519.Identity.from_str(pair[0])
        seen.add(tuple(sorted((each.name, len(decrypt(each.read_bytes(), [secret]))) for each in safe.glob("*.age"))))
    (names_and_sizes,) = seen
    assert [size % ROUND for _, size in names_and_sizes] == [0, 0]


def test_a_file_of_answers_is_no_store_under_any_name(tmp_path: Path, pair: tuple[str, str]) -> None:
    store, safe, back = tmp_path / "store.sqlite", tmp_path / "safe", tmp_path / "back.sqlite"
    filled(store, [])
    grown_to(store, 12)
    nightly = back_up(store, safe, pair[1], ON, lambda _run: BATCH)
    answers = safe / answers_file(0, 12)
    with pytest.raises(BackupError, match=re.escape(f"Take the nightly copy: {nightly}")):
        restore_backup(answers, back, pair[0])
    renamed = answers.rename(safe / "store-2026-11-01.age")
    with pytest.raises(BackupError, match="holds the answers to carer-views/2026-autumn alone"):
        restore_backup(renamed, back, pair[0])
    assert not back.exists()


@pytest.mark.parametrize("left", ["none", "an older one"])
def test_a_nightly_copy_is_not_brought_back_alone_unless_that_is_said(
    tmp_path: Path, pair: tuple[str, str], left: str
) -> None:
    store, safe, back = tmp_path / "store.sqlite", tmp_path / "safe", tmp_path / "back.sqlite"
    filled(store, [])
    grown_to(store, 12)
    back_up(store, safe, pair[1], ON, lambda _run: BATCH)
    older = (safe / answers_file(0, 12)).read_bytes()
    grown_to(store, 25)
    nightly = back_up(store, safe, pair[1], ON + timedelta(days=1), lambda _run: BATCH)
    newest = safe / answers_file(1, 25)
    newest.unlink()
    if left == "an older one":
        (safe / answers_file(0, 12)).write_bytes(older)
    with pytest.raises(BackupError, match=re.escape(newest.name)):
        restore_backup(nightly, back, pair[0])
    assert not back.exists()
    restored = restore_backup(nightly, back, pair[0], without_answers=True)
    assert restored.missing == (MissingAnswers(ASKING, newest.name, 20),)
    assert back.exists()
