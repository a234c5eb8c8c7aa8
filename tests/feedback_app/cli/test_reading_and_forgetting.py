"""Typed commands: the reader reads words and tags points; words and points are forgotten in time."""

import re
from datetime import date, timedelta

import pytest

from feedback_app.cli.reading_commands import NOT_QUOTABLE, QUOTABLE
from feedback_app.privacy.codes import new_receipt
from feedback_app.privacy.retention import page_words_key
from feedback_app.responses import PAGE_FEEDBACK, Response
from tests.feedback_app.service_commands import AFTER_CLOSED, CLOSED, ServiceCli

CLOSES = date(2025, 11, 30)
ANSWERED = date(2026, 2, 16)
ANOTHER = """\
  - id: nights
    said: Nights are long.
    did:
      - text: A line.
        owner: Head of fostering
        day: 2026-02-10
        status: done
"""


def written(cli: ServiceCli, *texts: str, key: str = CLOSED) -> list[str]:
    """Texts in the store; their receipts."""
    store, receipts = cli.store(), [new_receipt() for _ in texts]
    for receipt, text in zip(receipts, texts, strict=True):
        store.save(Response(receipt, key, {"area": "north"}, {question(cli, key): text}))
    store.close()
    return receipts


def question(cli: ServiceCli, key: str) -> str:
    return next(each.id for each in cli.run(key).questionnaire.questions if each.kind.is_words)


def findings_of(cli: ServiceCli, receipt: str) -> frozenset[str]:
    store = cli.store()
    found = store.tagged_findings(receipt, CLOSED, [question(cli, CLOSED)])
    store.close()
    return found


def words_left(cli: ServiceCli, key: str = CLOSED) -> int:
    store = cli.store()
    left = len(store.words(key))
    store.close()
    return left


def test_words_are_shown_to_the_reader_alone(cli: ServiceCli) -> None:
    written(cli, "Nobody calls back.")
    code, said, wrong = cli.invoke(f"words {CLOSED}", AFTER_CLOSED)
    assert (code, said) == (2, "")
    assert "add --as reader or --as deputy" in wrong
    _, said, _ = cli.invoke(f"words {CLOSED} --as-reader", AFTER_CLOSED)
    assert "Nobody calls back." in said
    assert "north" not in said


def test_the_reader_sees_beside_each_text_whether_it_may_be_quoted(cli: ServiceCli) -> None:
    store = cli.store()
    for text, may_quote in (("Quote me.", True), ("Tell nobody.", False)):
        store.save(Response(new_receipt(), "every-kind", {}, {"note": text}, may_quote=may_quote))
    listed = {text.body: text.may_quote for text in store.texts("every-kind")}
    store.close()
    assert listed == {"Quote me.": True, "Tell nobody.": False}
    _, said, wrong = cli.invoke("words every-kind --as-reader")
    assert f"{QUOTABLE}\n| Quote me.\n" in said
    assert f"{NOT_QUOTABLE}\n| Tell nobody.\n" in said
    assert wrong == "2 texts. Keep no copy of them.\n"


def test_where_nobody_was_asked_nothing_is_said_about_quoting(cli: ServiceCli) -> None:
    written(cli, "Nobody calls back.")
    _, said, wrong = cli.invoke(f"words {CLOSED} --as-reader", AFTER_CLOSED)
    assert "quoted" not in said
    assert wrong == "1 text. Keep no copy of them.\n"


def test_a_text_is_called_the_same_before_and_after_closing_and_in_both_lists(cli: ServiceCli) -> None:
    written(cli, "Nobody calls back.")
    name = cli.texts()["Nobody calls back."]
    for command in (f"words {CLOSED} --as-reader", "reading --all --as reader", "reading --all --as deputy"):
        for day in (CLOSES, AFTER_CLOSED):
            assert f"== {name}  " in cli.invoke(command, day)[1]


def test_words_about_pages_are_read_the_same_way(cli: ServiceCli) -> None:
    store = cli.store()
    store.save_words(page_words_key(CLOSES), "/policies/sleepovers/", "The rate is old.")
    store.close()
    _, said, _ = cli.invoke(f"words {PAGE_FEEDBACK} --as-reader")
    assert re.fullmatch(r"== [0-9a-f]{10}  /policies/sleepovers/\n\| The rate is old\.\n\n", said)


def test_only_the_receipt_of_a_tagged_text_leads_to_its_point(cli: ServiceCli) -> None:
    receipts = written(cli, "Nobody calls back.", "All is well.", "Messages wait.")
    shown = cli.invoke(f"words {CLOSED} --as-reader", AFTER_CLOSED)[1]
    titles = shown.split("== ")[1:]
    name = next(each.split()[0] for each in titles if "Nobody calls back." in each)
    code, said, _ = cli.invoke(f"points tag {CLOSED} {name} messages", AFTER_CLOSED)
    assert code == 0
    assert "belongs to `messages`" in said
    assert [findings_of(cli, each) for each in receipts] == [frozenset({"messages"}), frozenset(), frozenset()]


def test_a_tag_can_be_put_right(cli: ServiceCli) -> None:
    (receipt,) = written(cli, "Nobody calls back.")
    file = cli.root / "surveys/carer-views/waves/2025-autumn.outcome.yml"
    file.write_text(file.read_text().replace("  - id: messages", f"{ANOTHER}  - id: messages"))
    for finding in ("messages", "nights"):
        assert cli.invoke(f"points tag {CLOSED} {cli.texts()['Nobody calls back.']} {finding}", AFTER_CLOSED)[0] == 0
    assert findings_of(cli, receipt) == {"nights"}


@pytest.mark.parametrize(
    ("words", "on", "why"),
    [
        (f"{CLOSED} 1 messages", CLOSES, "is still open"),
        (f"{CLOSED} 2 messages", AFTER_CLOSED, f"No text of {CLOSED} is called 2."),
        (f"{CLOSED} 1 mesages", AFTER_CLOSED, "did you mean `messages`"),
        ("mileage 1 messages", AFTER_CLOSED, "has no outcome file yet"),
    ],
)
def test_a_tag_that_leads_nowhere_is_refused(cli: ServiceCli, words: str, on: date, why: str) -> None:
    written(cli, "Nobody calls back.")
    code, _, wrong = cli.invoke(f"points tag {words}", on)
    assert code == 1
    assert why in wrong


def test_findings_without_ids_cannot_be_tagged(cli: ServiceCli) -> None:
    written(cli, "Nobody calls back.")
    file = cli.root / "surveys/carer-views/waves/2025-autumn.outcome.yml"
    file.write_text(file.read_text().replace("  - id: messages\n    said", "  - said"))
    assert "give its findings an `id` first" in cli.invoke(f"points tag {CLOSED} 1 messages", AFTER_CLOSED)[2]


def test_after_a_deletion_a_name_tags_the_same_text_or_none(cli: ServiceCli) -> None:
    receipts = dict(zip(("One.", "Two.", "Three."), written(cli, "One.", "Two.", "Three."), strict=True))
    listed = cli.invoke(f"words {CLOSED} --as-reader", AFTER_CLOSED)[1]
    names = dict(re.findall(r"^== (\S+)  .*\n\| (.*)$", listed, re.MULTILINE))
    (first, gone), (second, two), *_ = names.items()
    assert cli.invoke(f"reading delete {first} --as reader --yes", AFTER_CLOSED)[0] == 0
    code, _, wrong = cli.invoke(f"points tag {CLOSED} {first} messages", AFTER_CLOSED)
    assert (code, f"No text of {CLOSED} is called {first}." in wrong) == (1, True)
    assert cli.invoke(f"points tag {CLOSED} {second} messages", AFTER_CLOSED)[0] == 0
    tagged = {words for words, receipt in receipts.items() if findings_of(cli, receipt)}
    assert (tagged, gone in cli.texts()) == ({two}, False)


@pytest.mark.parametrize(("days", "left"), [(90, 2), (91, 0)])
def test_words_go_ninety_days_after_closing(cli: ServiceCli, days: int, left: int) -> None:
    written(cli, "One.", "Two.")
    cli.invoke("forget", CLOSES + timedelta(days=days))
    assert words_left(cli) == left


@pytest.mark.parametrize(("days", "left"), [(365, 1), (366, 0)])
def test_points_go_a_year_after_the_answer(cli: ServiceCli, days: int, left: int) -> None:
    (receipt,) = written(cli, "Nobody calls back.")
    cli.invoke(f"points tag {CLOSED} {cli.texts()['Nobody calls back.']} messages", AFTER_CLOSED)
    cli.invoke("forget", CLOSES + timedelta(days=91))
    assert findings_of(cli, receipt) == {"messages"}
    cli.invoke("forget", ANSWERED + timedelta(days=days))
    assert len(findings_of(cli, receipt)) == left


def test_words_about_pages_can_all_be_deleted_once_they_are_read(cli: ServiceCli) -> None:
    store = cli.store()
    for key in (PAGE_FEEDBACK, page_words_key(CLOSES)):
        store.save_words(key, "/policies/sleepovers/", "The rate is old.")
    store.close()
    code, said, wrong = cli.invoke("forget --page-feedback --yes", CLOSES)
    assert (code, said, "that nobody has read stay" in wrong) == (0, "page-feedback: deleted 0 texts.\n", True)
    cli.invoke(f"words {PAGE_FEEDBACK} --as-reader", CLOSES)
    assert "would be deleted" in cli.invoke("forget --page-feedback --dry-run", CLOSES)[1]
    code, _, wrong = cli.invoke("forget --page-feedback", CLOSES)
    assert (code, "Nothing was changed" in wrong) == (1, True)
    assert words_left(cli, page_words_key(CLOSES)) == 1
    assert cli.invoke("forget --page-feedback --yes", CLOSES)[1] == "page-feedback: deleted 2 texts.\n"
    assert words_left(cli, PAGE_FEEDBACK) == words_left(cli, page_words_key(CLOSES)) == 0


def test_what_is_forgotten_is_in_no_byte_of_the_store(cli: ServiceCli) -> None:
    written(cli, "a-marker-in-words")
    assert cli.invoke("forget", CLOSES + timedelta(days=91))[1] == f"{CLOSED}: deleted 1 text and 0 points.\n"
    everything = b"".join(each.read_bytes() for each in cli.store_path.parent.glob("store*"))
    assert b"a-marker-in-words" not in everything


def test_a_late_release_is_reported(cli: ServiceCli) -> None:
    written(cli, "One.")
    assert cli.invoke("forget", CLOSES + timedelta(days=14))[2] == ""
    assert f"{CLOSED} should be released by now" in cli.invoke("forget", CLOSES + timedelta(days=15))[2]
