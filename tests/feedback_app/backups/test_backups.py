"""P22: a backup holds everything, shows nothing, and comes back; a damaged one is refused."""

import hashlib
import os
import sqlite3
import stat
import threading
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from pyrage import encrypt, x25519

from feedback_app.backups.backups import back_up, copies_after, last_backup, missed_nights, new_key
from feedback_app.backups.files import BackupError, nightly_in
from feedback_app.backups.restore import restore_backup
from feedback_app.privacy.codes import CodeKeys, new_code, new_receipt
from feedback_app.responses import Response
from feedback_app.storage import SaveOutcome, Store
from tests.conftest import Figure
from tests.feedback_app.storage.test_migrate import FILLED, fill

ON = date(2026, 11, 22)
ASKING = "carer-views/2026-autumn"
WORDS = "Calls between visits would help, says marker 5f1c."


@pytest.fixture
def pair() -> tuple[str, str]:
    return new_key()


def response(receipt: str) -> Response:
    return Response(receipt, ASKING, {"area": "north"}, {"change": WORDS})


def filled(path: Path, receipts: list[str]) -> None:
    store = Store(path)
    for receipt in receipts:
        assert store.save(response(receipt)) is SaveOutcome.RECEIVED
    store.close()


def test_what_was_backed_up_comes_back(tmp_path: Path, pair: tuple[str, str]) -> None:
    secret, public = pair
    receipts = [new_receipt() for _ in range(5)]
    filled(tmp_path / "store.sqlite", receipts)
    file = back_up(tmp_path / "store.sqlite", tmp_path / "safe", public, ON)
    restore_backup(file, tmp_path / "elsewhere" / "store.sqlite", f"{secret}\n")
    back = Store(tmp_path / "elsewhere" / "store.sqlite")
    assert len(back.replies(ASKING)) == 5
    assert [back.save(response(receipt)) for receipt in receipts] == [SaveOutcome.ALREADY_RECEIVED] * 5
    back.close()


def test_a_backup_under_load_holds_every_reply_acknowledged_before_it_began(
    tmp_path: Path, pair: tuple[str, str], figure: Figure
) -> None:
    secret, public = pair
    keys = CodeKeys(tmp_path / "keys")
    keys.create(ASKING)
    codes = [new_code() for _ in range(400)]
    store = Store(tmp_path / "store.sqlite")
    store.add_codes(ASKING, [keys.code_hmac(ASKING, code) for code in codes])
    acknowledged: list[tuple[str, str]] = []
    half_way = threading.Event()

    def answer(own: list[str]) -> None:
        for code in own:
            receipt = new_receipt()
            if store.save(response(receipt), keys.code_hmac(ASKING, code)) is SaveOutcome.RECEIVED:
                acknowledged.append((receipt, code))
            if len(acknowledged) > 150:
                half_way.set()

    people = [threading.Thread(target=answer, args=(codes[start::8],)) for start in range(8)]
    for person in people:
        person.start()
    assert half_way.wait(60)
    before = list(acknowledged)
    file = back_up(tmp_path / "store.sqlite", tmp_path / "safe", public, ON)
    for person in people:
        person.join()
    store.close()
    restore_backup(file, tmp_path / "back.sqlite", secret)
    back = Store(tmp_path / "back.sqlite")
    found = [back.run_key_of(receipt) for receipt, _ in before]
    again = [back.save(response(new_receipt()), keys.code_hmac(ASKING, code)) for _, code in before]
    back.close()
    figure(
        f"P22 backup under load: {len(before)} acknowledged before it began, {found.count(None)} missing after restore"
    )
    assert found == [ASKING] * len(before)
    assert again == [SaveOutcome.CODE_REFUSED] * len(before)


def test_a_backup_shows_neither_words_nor_what_it_is(tmp_path: Path, pair: tuple[str, str]) -> None:
    receipt = new_receipt()
    filled(tmp_path / "store.sqlite", [receipt])
    file = back_up(tmp_path / "store.sqlite", tmp_path / "safe", pair[1], ON)
    content = file.read_bytes()
    key = hashlib.sha256(f"reply\n{receipt}".encode()).digest()
    plain = (tmp_path / "store.sqlite").read_bytes()
    for marker in (WORDS.encode(), key, b"SQLite format 3"):
        assert marker in plain
        assert marker not in content
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert sorted(each.name for each in (tmp_path / "safe").iterdir()) == ["mark.json", file.name]


def test_a_backup_with_one_flipped_byte_is_refused(tmp_path: Path, pair: tuple[str, str]) -> None:
    filled(tmp_path / "store.sqlite", [new_receipt()])
    file = back_up(tmp_path / "store.sqlite", tmp_path / "safe", pair[1], ON)
    whole = file.read_bytes()
    for at in range(len(whole) - 1, 200, -len(whole) // 50):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises(BackupError, match="damaged"):
            restore_backup(file, tmp_path / "back.sqlite", pair[0])
    assert not (tmp_path / "back.sqlite").exists()


def test_another_secret_key_opens_nothing(tmp_path: Path, pair: tuple[str, str]) -> None:
    filled(tmp_path / "store.sqlite", [new_receipt()])
    file = back_up(tmp_path / "store.sqlite", tmp_path / "safe", pair[1], ON)
    with pytest.raises(BackupError, match="made for another key"):
        restore_backup(file, tmp_path / "back.sqlite", new_key()[0])
    with pytest.raises(BackupError, match="not a secret key"):
        restore_backup(file, tmp_path / "back.sqlite", pair[1])


def test_a_store_that_is_there_is_never_written_over(tmp_path: Path, pair: tuple[str, str]) -> None:
    filled(tmp_path / "store.sqlite", [new_receipt()])
    file = back_up(tmp_path / "store.sqlite", tmp_path / "safe", pair[1], ON)
    before = (tmp_path / "store.sqlite").read_bytes()
    with pytest.raises(BackupError, match="move it away first"):
        restore_backup(file, tmp_path / "store.sqlite", pair[0])
    assert (tmp_path / "store.sqlite").read_bytes() == before


def test_only_the_newest_seven_are_kept_and_other_files_are_left_alone(tmp_path: Path, pair: tuple[str, str]) -> None:
    filled(tmp_path / "store.sqlite", [])
    (tmp_path / "safe").mkdir()
    (tmp_path / "safe" / "notes.txt").write_text("ours")
    for days in range(10):
        back_up(tmp_path / "store.sqlite", tmp_path / "safe", pair[1], ON + timedelta(days=days))
    kept = sorted(each.name for each in (tmp_path / "safe").iterdir())
    assert kept == ["mark.json", "notes.txt", *(f"store-{ON + timedelta(days=days)}.age" for days in range(3, 10))]


def test_no_copy_is_seven_days_old_after_a_backup_however_many_nights_were_missed(
    tmp_path: Path, pair: tuple[str, str]
) -> None:
    filled(tmp_path / "store.sqlite", [])
    days = (0, 3, 6, 9, 12, 30)
    left = []
    for day in days:
        on = ON + timedelta(days=day)
        missed = missed_nights(tmp_path / "safe", on)
        back_up(tmp_path / "store.sqlite", tmp_path / "safe", pair[1], on)
        assert last_backup(tmp_path / "store.sqlite") == on
        left.append((missed, [(on - made_on).days for made_on in nightly_in(tmp_path / "safe").values()]))
    assert left == [(0, [0]), (2, [3, 0]), (2, [6, 3, 0]), (2, [6, 3, 0]), (2, [6, 3, 0]), (17, [0])]


def test_without_a_store_or_a_key_nothing_is_made(tmp_path: Path, pair: tuple[str, str]) -> None:
    with pytest.raises(BackupError, match="There is no store"):
        back_up(tmp_path / "store.sqlite", tmp_path / "safe", pair[1], ON)
    filled(tmp_path / "store.sqlite", [])
    with pytest.raises(BackupError, match="begins with `age1`"):
        back_up(tmp_path / "store.sqlite", tmp_path / "safe", "a password", ON)
    assert not (tmp_path / "safe").exists()


def test_a_backup_leaves_nothing_beside_the_store(tmp_path: Path, pair: tuple[str, str]) -> None:
    filled(tmp_path / "store.sqlite", [new_receipt()])
    back_up(tmp_path / "store.sqlite", tmp_path / "safe", pair[1], ON)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["backups.json", "safe", "store.sqlite"]


# -- what must never happen to a copy that was just written --


@pytest.mark.parametrize("many", [1, 6, 7, 12])
def test_copies_dated_in_the_future_never_cost_the_one_just_written(
    tmp_path: Path, pair: tuple[str, str], many: int
) -> None:
    receipt = new_receipt()
    filled(tmp_path / "store.sqlite", [receipt])
    (tmp_path / "safe").mkdir()
    for days in range(many):
        (tmp_path / "safe" / f"store-{date(2031, 1, 1) + timedelta(days=days)}.age").write_bytes(b"of a wrong clock")
    assert copies_after(tmp_path / "safe", ON) == many
    for night in range(8):
        file = back_up(tmp_path / "store.sqlite", tmp_path / "safe", pair[1], ON + timedelta(days=night))
        kept = sorted(each.name for each in (tmp_path / "safe").glob("*.age"))
        assert file.name in kept
        assert len(kept) <= 7
        restore_backup(file, tmp_path / f"back-{night}.sqlite", pair[0])
    assert copies_after(tmp_path / "safe", ON + timedelta(days=8)) == 0, (
        "what a wrong clock wrote is gone in seven nights"
    )


def test_a_name_that_holds_no_day_is_no_reason_to_stop(tmp_path: Path, pair: tuple[str, str]) -> None:
    filled(tmp_path / "store.sqlite", [])
    (tmp_path / "safe").mkdir()
    (tmp_path / "safe" / "store-2026-02-31.age").write_bytes(b"of a wrong clock")
    assert back_up(tmp_path / "store.sqlite", tmp_path / "safe", pair[1], ON).exists()


def test_a_copy_and_then_its_name_are_on_the_disk_before_it_is_told(
    tmp_path: Path, pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(tmp_path / "store.sqlite", [])
    back_up(tmp_path / "store.sqlite", tmp_path / "safe", pair[1], ON - timedelta(days=1))
    synced: list[tuple[str, bool]] = []
    real, file = os.fsync, tmp_path / "safe" / f"store-{ON}.age"

    def note(opened: int) -> None:
        synced.append(("folder" if stat.S_ISDIR(os.fstat(opened).st_mode) else "file", file.exists()))
        real(opened)

    monkeypatch.setattr(os, "fsync", note)
    back_up(tmp_path / "store.sqlite", tmp_path / "safe", pair[1], ON)
    assert synced[:2] == [("file", False), ("folder", True)]
    synced.clear()
    monkeypatch.setattr(os, "fsync", note)
    restore_backup(file, tmp_path / "back.sqlite", pair[0])
    assert [what for what, _ in synced] == ["file", "folder"]


# -- what is brought back is a store of ours and nothing else --


@pytest.mark.parametrize("end", ["-wal", "-shm", "-journal"])
def test_what_a_lost_store_left_behind_is_never_mixed_into_one_that_comes_back(
    tmp_path: Path, pair: tuple[str, str], end: str
) -> None:
    filled(tmp_path / "store.sqlite", [new_receipt()])
    file = back_up(tmp_path / "store.sqlite", tmp_path / "safe", pair[1], ON)
    left = tmp_path / "elsewhere" / f"store.sqlite{end}"
    left.parent.mkdir()
    left.write_bytes(b"left behind")
    with pytest.raises(BackupError, match=f"store.sqlite{end} was left there .* move it away first"):
        restore_backup(file, tmp_path / "elsewhere" / "store.sqlite", pair[0])
    assert [each.name for each in left.parent.iterdir()] == [left.name]


STRANGE = {
    "trigger": "CREATE TRIGGER later AFTER INSERT ON reply BEGIN DELETE FROM reply; END",
    "view": "CREATE VIEW more AS SELECT * FROM words",
    "index": "CREATE INDEX quick ON reply (survey)",
    "table": "CREATE TABLE more (at TEXT)",
    "column": "ALTER TABLE reply ADD COLUMN at TEXT",
    "table with row numbers": "DROP TABLE point; CREATE TABLE point (words_hash, survey, finding)",
    "table less": "DROP TABLE point",
    "newer step": "UPDATE alembic_version SET version_num = '9999'; ALTER TABLE reply ADD COLUMN newer TEXT",
}


def sealed(store: Path, backup: Path, public: str) -> Path:
    """Any file as somebody would lock it who has the public key."""
    with closing(sqlite3.connect(store)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    backup.write_bytes(encrypt(store.read_bytes(), [x25519.Recipient.from_str(public)]))
    return backup


@pytest.mark.parametrize("strange", STRANGE)
def test_a_file_with_anything_of_its_own_is_refused(tmp_path: Path, pair: tuple[str, str], strange: str) -> None:
    store = tmp_path / "store.sqlite"
    filled(store, [new_receipt()])
    restore_backup(sealed(store, tmp_path / "good.age", pair[1]), tmp_path / "good.sqlite", pair[0])
    with closing(sqlite3.connect(store)) as connection:
        connection.executescript(STRANGE[strange])
    with pytest.raises(BackupError, match="holds no whole store of ours"):
        restore_backup(sealed(store, tmp_path / "bad.age", pair[1]), tmp_path / "back.sqlite", pair[0])
    assert not (tmp_path / "back.sqlite").exists()


@pytest.mark.parametrize("shape", [*FILLED, "without a number"])
def test_a_backup_of_every_earlier_version_comes_back(tmp_path: Path, pair: tuple[str, str], shape: str) -> None:
    store = tmp_path / "store.sqlite"
    store.touch(mode=0o600)
    fill(store, "0001" if shape == "without a number" else shape)
    if shape == "without a number":
        with closing(sqlite3.connect(store)) as connection:
            connection.execute("DROP TABLE alembic_version")
    restore_backup(back_up(store, tmp_path / "safe", pair[1], ON), tmp_path / "back.sqlite", pair[0])
    back = Store(tmp_path / "back.sqlite")
    assert back.words(ASKING) == (("change", "More notice."),)
    back.close()
