"""Two backups never differ by one answer to an open form: answers are copied by whole batches."""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from feedback_app.backups.backups import MAX_COPIES, back_up, is_due, new_key
from feedback_app.backups.restore import restore_backup
from feedback_app.privacy.codes import new_receipt
from feedback_app.responses import Response
from feedback_app.storage import SaveOutcome, Store
from tests.conftest import Figure
from tests.feedback_app.backups.test_backups import ASKING, ON, response

OVER = "carer-views/2025-autumn"
BATCH, DAYS, REPLIES = 10, 42, 120
SECRET, PUBLIC = new_key()


def batch_of(run: str) -> int:
    return 0 if run == OVER else BATCH


class Nights:
    """A store, its folder of backups, and one night after the other."""

    def __init__(self, place: Path) -> None:
        """Nobody has answered."""
        self.place, self.store, self.night = place, Store(place / "store.sqlite"), 0
        self.sent: list[str] = []
        self._brought_back = 0

    def answered(self, many: int, run: str = ASKING) -> None:
        """So many answer on a day."""
        receipts = [new_receipt() for _ in range(many)]
        self.store.add_codes(run, [receipt.encode() for receipt in receipts])

        def answer(receipt: str) -> SaveOutcome:
            sent = Response(receipt, run, {"area": "north"}, {"change": "More notice."}, {"age": "over-50"})
            return self.store.save(sent, receipt.encode())

        # At once, so that they are stored together: one after another would take ten times as long.
        with ThreadPoolExecutor(20) as people:
            assert set(people.map(answer, receipts)) <= {SaveOutcome.RECEIVED}
        self.sent += receipts

    def backed_up(self) -> Path:
        """The night's backup."""
        self.night += 1
        return back_up(self.place / "store.sqlite", self.folder, PUBLIC, ON + timedelta(days=self.night), batch_of)

    @property
    def folder(self) -> Path:
        """Where backups are kept."""
        return self.place / "safe"

    def back(self, backup: Path) -> Store:
        """A backup brought back."""
        self._brought_back += 1
        path = self.place / f"back-{self._brought_back}.sqlite"
        restore_backup(backup, path, SECRET)
        return Store(path)

    def known(self, backup: Path) -> set[str]:
        """Whose answers a backup holds."""
        back = self.back(backup)
        found = {receipt for receipt in self.sent if back.run_key_of(receipt)}
        back.close()
        return found


@pytest.fixture
def nights(tmp_path: Path) -> Nights:
    return Nights(tmp_path)


def test_two_copies_differ_by_no_answer_or_by_a_whole_batch(nights: Nights) -> None:
    held = [set[str]()]
    for many in (3, 9, 0, 1, 4, 5, 1, 12, 2):
        nights.answered(many)
        held.append(nights.known(nights.backed_up()))
    nights.store.close()
    assert [len(after - before) for before, after in pairwise(held)] == [0, 12, 0, 0, 0, 10, 0, 13, 0]


def test_all_nights_in_the_folder_hold_the_same_answers_of_an_open_form(nights: Nights) -> None:
    files = []
    for _ in range(MAX_COPIES):
        nights.answered(6)
        files.append(nights.backed_up())
    nights.store.close()
    assert len({frozenset(nights.known(file)) for file in files}) == 1
    assert len([each for each in nights.folder.iterdir() if each.name.startswith("answers-")]) == 1


def test_whose_answers_are_missing_can_answer_again_and_nobody_else(nights: Nights) -> None:
    nights.answered(10)
    nights.backed_up()
    nights.answered(9)
    back = nights.back(nights.backed_up())
    again = [back.save(response(new_receipt()), receipt.encode()) for receipt in nights.sent]
    assert again == [SaveOutcome.CODE_REFUSED] * 10 + [SaveOutcome.RECEIVED] * 9
    assert len(back.words(ASKING)) == 19
    assert len(back.equality_replies(ASKING)) == 10
    back.close()
    nights.store.close()


def test_at_most_nine_of_an_open_form_wait_and_none_of_one_that_is_over(nights: Nights, figure: Figure) -> None:
    chance, most = random.Random(4), 0  # noqa: S311
    for _ in range(12):
        nights.answered(chance.randrange(6))
        nights.answered(chance.randrange(3), OVER)
        known = nights.known(nights.backed_up())
        back = nights.back(nights.folder / f"store-{ON + timedelta(days=nights.night)}.age")
        assert len(back.replies(OVER)) == len(nights.store.replies(OVER))
        back.close()
        most = max(most, len(nights.sent) - len(known))
    nights.store.close()
    figure(f"P22 backups by batches of {BATCH}: at most {most} newest answers of an open form were not in a copy")
    assert 0 < most < BATCH


def test_when_a_form_is_over_its_answers_are_in_the_nightly_copy_and_its_own_file_goes(nights: Nights) -> None:
    nights.answered(14)
    nights.backed_up()

    def over(_run: str) -> int:
        return 0

    for night in range(1, 9):
        file = back_up(nights.place / "store.sqlite", nights.folder, PUBLIC, ON + timedelta(days=1 + night), over)
        assert nights.known(file) == set(nights.sent)
    nights.store.close()
    assert [each.name for each in nights.folder.iterdir() if not each.name.startswith("store-")] == ["mark.json"]


def test_what_was_taken_back_is_gone_from_every_copy_after_seven_days(nights: Nights) -> None:
    nights.answered(11)
    file = nights.backed_up()
    mine = nights.sent[0]
    assert mine in nights.known(file)
    nights.store.withdraw(mine)
    for _ in range(MAX_COPIES):
        file = nights.backed_up()
    nights.store.close()
    assert nights.known(file) == set(nights.sent[1:])
    assert all(mine not in nights.known(each) for each in nights.folder.glob("store-*"))


def test_a_clock_that_was_wrong_delays_no_copy(nights: Nights) -> None:
    nights.answered(10)
    back_up(nights.place / "store.sqlite", nights.folder, PUBLIC, date(2031, 1, 1), batch_of)
    nights.answered(1)
    assert nights.known(nights.backed_up()) == set(nights.sent)
    nights.store.close()
    assert len(list(nights.folder.glob("answers-*"))) == 1


def test_an_answers_file_that_is_damaged_stops_the_restore_and_is_named(nights: Nights) -> None:
    nights.answered(10)
    file = nights.backed_up()
    (answers,) = nights.folder.glob("answers-*")
    answers.write_bytes(answers.read_bytes()[:-1] + b"x")
    with pytest.raises(Exception, match=f"{answers.name} cannot be opened"):
        nights.back(file)
    nights.store.close()


# -- measured on a wave as it comes --


def wave(chance: random.Random) -> list[int]:
    """How many replies come on each day of six weeks: most after the letter and after two reminders."""
    weights = [0.82 ** (day % 14) * (3, 2, 1.5)[day // 14] for day in range(DAYS)]
    days = chance.choices(range(DAYS), weights, k=REPLIES)
    return [days.count(day) for day in range(DAYS)]


def singled_out_by_nights(days: list[int]) -> int:
    return sum(many == 1 for many in days)


def singled_out_by_batches(days: list[int]) -> int:
    last, total, alone = None, 0, 0
    for day, many in enumerate(days):
        total += many
        on = ON + timedelta(days=day)
        if is_due(last, total, on, BATCH):
            alone += total - (last[1] if last else 0) == 1
            last = (on, total)
    # When the form is over, whatever was left is copied.
    return alone + (total - (last[1] if last else 0) == 1)


def test_the_share_of_replies_that_copies_of_every_night_single_out(figure: Figure) -> None:
    chance, waves = random.Random(13), 2_000  # noqa: S311
    made_on = [wave(chance) for _ in range(waves)]
    nightly = sum(map(singled_out_by_nights, made_on)) / waves / REPLIES
    batches = sum(map(singled_out_by_batches, made_on)) / waves / REPLIES
    figure(
        f"somebody who copied the backups on every one of {DAYS} nights, of {REPLIES} replies: {nightly:.1%} stood "
        f"alone between two nightly copies; by batches of {BATCH}: {batches:.2%}"
    )
    assert nightly > 0.05
    assert batches < 0.005
