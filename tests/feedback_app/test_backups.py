"""P22: a backup holds everything, shows nothing, and comes back; a damaged one is refused."""

import hashlib
import stat
import threading
from datetime import date, timedelta
from pathlib import Path

import pytest

from feedback_app.backups import BackupError, back_up, bring_back, new_key
from feedback_app.codes import CodeKeys
from feedback_app.receipts import new_code, new_receipt
from feedback_app.responses import Response
from feedback_app.store import Outcome, Store
from tests.conftest import Figure

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
        assert store.save(response(receipt)) is Outcome.RECEIVED
    store.close()


def test_what_was_backed_up_comes_back(tmp_path: Path, pair: tuple[str, str]) -> None:
    secret, public = pair
    receipts = [new_receipt() for _ in range(5)]
    filled(tmp_path / "store.sqlite", receipts)
    file = back_up(tmp_path / "store.sqlite", tmp_path / "safe", public, ON)
    bring_back(file, tmp_path / "elsewhere" / "store.sqlite", f"{secret}\n")
    back = Store(tmp_path / "elsewhere" / "store.sqlite")
    assert len(back.replies(ASKING)) == 5
    assert [back.save(response(receipt)) for receipt in receipts] == [Outcome.ALREADY_RECEIVED] * 5
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
            if store.save(response(receipt), keys.code_hmac(ASKING, code)) is Outcome.RECEIVED:
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
    bring_back(file, tmp_path / "back.sqlite", secret)
    back = Store(tmp_path / "back.sqlite")
    found = [back.asking_of(receipt) for receipt, _ in before]
    again = [back.save(response(new_receipt()), keys.code_hmac(ASKING, code)) for _, code in before]
    back.close()
    figure(
        f"P22 backup under load: {len(before)} acknowledged before it began, {found.count(None)} missing after restore"
    )
    assert found == [ASKING] * len(before)
    assert again == [Outcome.CODE_REFUSED] * len(before)


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
    assert [each.name for each in (tmp_path / "safe").iterdir()] == [file.name]


def test_a_backup_with_one_flipped_byte_is_refused(tmp_path: Path, pair: tuple[str, str]) -> None:
    filled(tmp_path / "store.sqlite", [new_receipt()])
    file = back_up(tmp_path / "store.sqlite", tmp_path / "safe", pair[1], ON)
    whole = file.read_bytes()
    for at in range(len(whole) - 1, 200, -len(whole) // 50):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises(BackupError, match="damaged"):
            bring_back(file, tmp_path / "back.sqlite", pair[0])
    assert not (tmp_path / "back.sqlite").exists()


def test_another_secret_key_opens_nothing(tmp_path: Path, pair: tuple[str, str]) -> None:
    filled(tmp_path / "store.sqlite", [new_receipt()])
    file = back_up(tmp_path / "store.sqlite", tmp_path / "safe", pair[1], ON)
    with pytest.raises(BackupError, match="made for another key"):
        bring_back(file, tmp_path / "back.sqlite", new_key()[0])
    with pytest.raises(BackupError, match="not a secret key"):
        bring_back(file, tmp_path / "back.sqlite", pair[1])


def test_a_store_that_is_there_is_never_written_over(tmp_path: Path, pair: tuple[str, str]) -> None:
    filled(tmp_path / "store.sqlite", [new_receipt()])
    file = back_up(tmp_path / "store.sqlite", tmp_path / "safe", pair[1], ON)
    before = (tmp_path / "store.sqlite").read_bytes()
    with pytest.raises(BackupError, match="move it away first"):
        bring_back(file, tmp_path / "store.sqlite", pair[0])
    assert (tmp_path / "store.sqlite").read_bytes() == before


def test_only_the_newest_seven_are_kept_and_other_files_are_left_alone(tmp_path: Path, pair: tuple[str, str]) -> None:
    filled(tmp_path / "store.sqlite", [])
    (tmp_path / "safe").mkdir()
    (tmp_path / "safe" / "notes.txt").write_text("ours")
    for days in range(10):
        back_up(tmp_path / "store.sqlite", tmp_path / "safe", pair[1], ON + timedelta(days=days))
    kept = sorted(each.name for each in (tmp_path / "safe").iterdir())
    assert kept == ["notes.txt", *(f"store-{ON + timedelta(days=days)}.age" for days in range(3, 10))]


def test_without_a_store_or_a_key_nothing_is_made(tmp_path: Path, pair: tuple[str, str]) -> None:
    with pytest.raises(BackupError, match="There is no store"):
        back_up(tmp_path / "store.sqlite", tmp_path / "safe", pair[1], ON)
    filled(tmp_path / "store.sqlite", [])
    with pytest.raises(BackupError, match="begins with `age1`"):
        back_up(tmp_path / "store.sqlite", tmp_path / "safe", "a password", ON)
    assert not (tmp_path / "safe").exists()
