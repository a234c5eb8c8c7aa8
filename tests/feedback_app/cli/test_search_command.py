"""Typed commands: what people looked for and did not find, shown when enough of them missed it, deleted in time."""

from datetime import date, timedelta

import pytest

from feedback_app.cli.search_command import MIN_SHOWN
from feedback_app.privacy.codes import new_receipt
from feedback_app.privacy.retention import search_words_key
from feedback_app.responses import Response
from tests.feedback_app.service_commands import DURING_BY_CODE, ServiceCli

NOTHING = "Nothing was missed 5 times or more.\n"


def missed(cli: ServiceCli, words: str, times: int, on: date = DURING_BY_CODE) -> None:
    """These words were not found so many times in the month of a day."""
    store = cli.store()
    for _ in range(times):
        store.save(Response(new_receipt(), search_words_key(on), {"words": words}))
    store.close()


def test_what_nobody_missed_is_said(cli: ServiceCli) -> None:
    assert cli.invoke("searches") == (0, NOTHING, "")


def test_four_people_who_missed_the_same_stay_unseen_and_the_fifth_shows_it(cli: ServiceCli) -> None:
    missed(cli, "trampoline", 4)
    missed(cli, "jane smith of the hill", 1)
    assert cli.invoke("searches") == (0, NOTHING, "")
    missed(cli, "trampoline", 1)
    assert cli.invoke("searches") == (0, "trampoline: 5 times\n", "")
    assert MIN_SHOWN == 5


def test_months_are_counted_together_and_the_most_missed_comes_first(cli: ServiceCli) -> None:
    missed(cli, "kayak", 5)
    missed(cli, "trampoline", 3)
    missed(cli, "trampoline", 3, DURING_BY_CODE - timedelta(days=31))
    missed(cli, "boat", 5)
    assert cli.invoke("searches")[1] == "trampoline: 6 times\nboat: 5 times\nkayak: 5 times\n"


@pytest.mark.parametrize("dry_run", [True, False])
def test_counts_are_deleted_by_month(cli: ServiceCli, dry_run: bool) -> None:  # noqa: FBT001
    missed(cli, "trampoline", 5)
    missed(cli, "kayak", 5, date(2026, 12, 1))
    last, due = date(2027, 1, 28), date(2027, 1, 29)
    assert "search-words" not in cli.invoke("forget", last)[1]
    if dry_run:
        assert cli.invoke("forget --dry-run", due)[1] == "search-words/2026-11: its counts would be deleted.\n"
        assert cli.invoke("searches", due)[1] == "kayak: 5 times\ntrampoline: 5 times\n"
    else:
        assert cli.invoke("forget", due)[1] == "search-words/2026-11: deleted 5 counts.\n"
        assert cli.invoke("searches", due)[1] == "kayak: 5 times\n"


def test_deleted_words_are_in_no_byte_of_the_store(cli: ServiceCli) -> None:
    missed(cli, "amarkedtrampoline", 1)
    assert cli.invoke("forget", date(2027, 1, 29))[1] == "search-words/2026-11: deleted 1 count.\n"
    everything = b"".join(each.read_bytes() for each in cli.store_path.parent.glob("store*"))
    assert b"amarkedtrampoline" not in everything
