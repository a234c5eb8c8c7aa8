"""The reader reads what is new, of all forms together, hands a text over, deletes one; each time leaves a line."""

import re
import stat
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from feedback_app.privacy.codes import new_receipt
from feedback_app.privacy.retention import page_words_key
from feedback_app.responses import Response
from feedback_app.results.text_review import Readings
from feedback_app.storage.engine import guarded_engine, transaction
from feedback_app.storage.tables import WORDS
from feedback_app.suggestions.suggestion import Suggestion, SuggestionState
from tests.feedback_app.service_commands import CLOSED, ServiceCli

PAGE = "/policies/sleepovers/"
READ_ON = date(2026, 11, 23)
KINDS = "every-kind"


def wrote(cli: ServiceCli, *texts: str, may_quote: bool = False, key: str = CLOSED) -> None:
    """Somebody wrote each of these in a form."""
    question = next(each.id for each in cli.run(key).questionnaire.questions if each.kind.is_words)
    store = cli.store()
    for text in texts:
        store.save(Response(new_receipt(), key, {"area": "north"}, {question: text}, may_quote=may_quote))
    store.close()


def wrote_elsewhere(cli: ServiceCli) -> None:
    """Somebody wrote about a page, and somebody suggested a change."""
    store = cli.store()
    store.save_words(page_words_key(READ_ON), PAGE, "The rate is old.")
    store.save_suggestion(new_receipt(), Suggestion(PAGE, "before", "Say yes sooner.", "It is kinder."))
    store.close()


def reads(cli: ServiceCli, more: str = "") -> dict[str, str]:
    """A reading: each text as printed, by its name."""
    code, said, _ = cli.invoke(f"reading --as reader{more}", READ_ON)
    assert code == 0
    return dict(re.findall(r"^== ([0-9a-f]{10})  (.*?)(?=^== |\Z)", said, re.DOTALL | re.MULTILINE))


def log(cli: ServiceCli) -> str:
    return (cli.store_path.parent / "reading.log").read_text()


def kept(cli: ServiceCli) -> list[str]:
    """Every text that is still in the store."""
    store = cli.store()
    texts = [each.text.body for each in store.kept_texts()] + [each.after for each in store.suggestions()]
    store.close()
    return sorted(texts)


def name_of(texts: dict[str, str], words: str) -> str:
    (name,) = (name for name, text in texts.items() if words in text)
    return name


def test_one_reading_shows_forms_page_words_and_suggestions_and_no_tick(cli: ServiceCli) -> None:
    wrote(cli, "Nobody calls back.")
    wrote_elsewhere(cli)
    texts = reads(cli)
    assert len(texts) == 3
    together = "".join(texts.values())
    for words in ("Nobody calls back.", "The rate is old.", "Say yes sooner.", "It is kinder.", PAGE):
        assert words in together
    assert "north" not in together


def test_the_next_reading_shows_only_what_is_new(cli: ServiceCli) -> None:
    wrote(cli, "First.")
    wrote_elsewhere(cli)
    reads(cli)
    assert reads(cli) == {}
    assert "nothing new" in cli.invoke("reading --as deputy", READ_ON)[2]
    wrote(cli, "Second.")
    texts = reads(cli)
    (text,) = texts.values()
    assert "Second." in text
    assert len(reads(cli, " --all")) == 4


def test_only_somebody_who_says_who_they_are_reads(cli: ServiceCli) -> None:
    wrote(cli, "Nobody calls back.")
    code, said, wrong = cli.invoke("reading", READ_ON)
    assert (code, said) == (2, "")
    assert "add --as reader or --as deputy" in wrong
    assert len(reads(cli)) == 1


def test_the_order_is_shuffled_anew_and_stays_within_a_reading(cli: ServiceCli) -> None:
    wrote(cli, *(f"Text {number:02}." for number in range(30)))
    first = reads(cli)
    assert reads(cli, " --again") == first
    assert reads(cli) == {}
    assert reads(cli, " --again") == first
    # 30 texts come in the same order again once in 30! times.
    assert list(reads(cli, " --all").values()) != list(first.values())


def test_consent_to_be_quoted_is_shown_where_it_was_asked(cli: ServiceCli) -> None:
    wrote(cli, "Quote me.", may_quote=True, key=KINDS)
    wrote(cli, "Do not.", key=KINDS)
    wrote(cli, "Never asked.")
    texts, written = reads(cli).values(), ("Quote me.", "Do not.", "Never asked.")
    by_words = {words: text for text in texts for words in written if words in text}
    assert "(May be quoted" in by_words["Quote me."]
    assert "(May not be quoted" in by_words["Do not."]
    assert "quoted" not in by_words["Never asked."]


def test_a_text_that_is_handed_over_comes_with_what_is_known_which_is_never_who(cli: ServiceCli) -> None:
    wrote(cli, "He hits us.", "All is well.")
    name = name_of(reads(cli), "He hits us.")
    code, page, said = cli.invoke(f"reading hand-over {name} --as reader", READ_ON)
    assert code == 0
    assert "He hits us." in page
    assert "All is well." not in page
    assert "Who wrote it: the program does not know." in page
    assert "after 30 November 2026" in said
    assert max(map(len, page.splitlines())) <= 80


@pytest.mark.parametrize(("days", "left"), [(7, ["All is well.", "He hits us."]), (8, ["All is well."])])
def test_what_is_handed_over_is_deleted_after_seven_days(cli: ServiceCli, days: int, left: list[str]) -> None:
    wrote(cli, "He hits us.", "All is well.")
    name = name_of(reads(cli), "He hits us.")
    cli.invoke(f"reading hand-over {name} --as reader", READ_ON)
    store = cli.store()
    Readings(store, cli.store_path.parent).delete_expired(READ_ON + timedelta(days=days))
    store.close()
    assert kept(cli) == left


def test_handing_over_again_does_not_begin_the_seven_days_again(cli: ServiceCli) -> None:
    wrote(cli, "He hits us.")
    (name,) = reads(cli)
    for day in (0, 5):
        said = cli.invoke(f"reading hand-over {name} --as reader", READ_ON + timedelta(days=day))[2]
        assert "after 30 November 2026" in said


def test_the_page_for_the_lead_goes_to_a_new_file_that_only_its_owner_reads(cli: ServiceCli, tmp_path: Path) -> None:
    wrote(cli, "He hits us.")
    (name,) = reads(cli)
    file = tmp_path / "lead.txt"
    code, said, _ = cli.invoke(f"reading hand-over {name} --as reader --out {file}", READ_ON)
    assert (code, said, stat.S_IMODE(file.stat().st_mode)) == (0, "", 0o600)
    assert "He hits us." in file.read_text()
    code, _, wrong = cli.invoke(f"reading hand-over {name} --as reader --out {file}", READ_ON)
    assert (code, "is there already" in wrong) == (1, True)


def test_one_text_is_deleted_by_its_name_and_no_byte_stays(cli: ServiceCli) -> None:
    wrote(cli, "a-marker-in-words", "All is well.")
    wrote_elsewhere(cli)
    texts = reads(cli)
    name = name_of(texts, "a-marker-in-words")
    code, _, wrong = cli.invoke(f"reading delete {name} --as reader", READ_ON)
    assert (code, "Nothing was changed" in wrong, len(kept(cli))) == (1, True, 4)
    assert cli.invoke(f"reading delete {name} --as reader --yes", READ_ON)[0] == 0
    assert kept(cli) == ["All is well.", "Say yes sooner.", "The rate is old."]
    everything = b"".join(each.read_bytes() for each in cli.store_path.parent.iterdir() if each.is_file())
    assert b"a-marker-in-words" not in everything
    # The others keep their names.
    again = reads(cli, " --again")
    assert again == {each: text for each, text in texts.items() if each != name}
    assert "No text is called" in cli.invoke(f"reading delete {name} --as reader --yes", READ_ON)[2]
    assert cli.invoke(f"reading delete {name_of(again, 'Say yes sooner.')} --as reader --yes", READ_ON)[0] == 0
    assert kept(cli) == ["All is well.", "The rate is old."]


def test_each_reading_leaves_a_line_without_words_or_small_numbers(cli: ServiceCli) -> None:
    wrote(cli, *(f"Private {number}." for number in range(12)))
    first, second, *_ = reads(cli)
    cli.invoke(f"reading hand-over {first} --as deputy", READ_ON)
    cli.invoke(f"reading delete {second} --as reader --yes", READ_ON)
    cli.invoke(f"reading delete {second} --as reader --yes", READ_ON)
    cli.invoke(f"words {CLOSED} --as-reader", READ_ON)
    assert log(cli).splitlines() == [
        "2026-11-23 reader read 10 texts or a few more",
        "2026-11-23 deputy handed over a text",
        "2026-11-23 reader deleted a text",
        "2026-11-23 reader read 10 texts or a few more of one form",
    ]
    assert stat.S_IMODE((cli.store_path.parent / "reading.log").stat().st_mode) == 0o600


def test_words_read_with_their_form_are_not_new_any_more(cli: ServiceCli) -> None:
    wrote(cli, "Nobody calls back.")
    wrote_elsewhere(cli)
    cli.invoke(f"words {CLOSED} --as-reader", READ_ON)
    assert len(reads(cli)) == 2


def test_a_suggestion_that_is_answered_is_not_read_any_more(cli: ServiceCli) -> None:
    wrote_elsewhere(cli)
    store = cli.store()
    (suggestion,) = store.suggestions()
    store.answer_suggestion(suggestion.id, SuggestionState.NOT_DOING, "because")
    store.close()
    assert len(reads(cli)) == 1


def test_no_backup_and_no_store_tells_what_was_read(cli: ServiceCli) -> None:
    wrote(cli, "Nobody calls back.", "All is well.")
    before = cli.store_path.read_bytes()
    reads(cli)
    assert cli.store_path.read_bytes() == before


def test_marks_of_texts_that_are_gone_go_too(cli: ServiceCli) -> None:
    wrote(cli, "Nobody calls back.")
    reads(cli)
    file = cli.store_path.parent / "reading.json"
    store = cli.store()
    (text,) = store.kept_texts()
    assert text.id in file.read_text()
    store.delete_words(CLOSED)
    Readings(store, cli.store_path.parent).delete_expired(READ_ON)
    store.close()
    assert '"read": []' in file.read_text()


def test_a_list_of_marks_that_cannot_be_read_means_that_nothing_was_read(cli: ServiceCli) -> None:
    wrote(cli, "Nobody calls back.")
    reads(cli)
    (cli.store_path.parent / "reading.json").write_text("{ half a fi")
    assert len(reads(cli)) == 1


def test_a_name_means_the_same_text_after_other_readings_and_deletions(cli: ServiceCli) -> None:
    wrote(cli, "ALPHA")
    (alpha,) = reads(cli)
    wrote(cli, "BETA is hurt")
    code, said, _ = cli.invoke("reading --as deputy", READ_ON)
    assert (code, "BETA is hurt" in said, "ALPHA" in said) == (0, True, False)
    code, _, asked = cli.invoke(f"reading delete {alpha} --as reader", READ_ON, answers="n\n")
    assert (code, "| ALPHA" in asked, "BETA" in asked) == (1, True, False)
    assert "ALPHA" in "".join(reads(cli, " --again").values())
    assert cli.invoke(f"reading delete {alpha} --as reader --yes", READ_ON)[0] == 0
    for command in ("delete", "hand-over"):
        code, _, wrong = cli.invoke(f"reading {command} {alpha} --as reader{' --yes' * (command == 'delete')}", READ_ON)
        assert (code, f"No text is called {alpha}" in wrong) == (1, True)
    assert kept(cli) == ["BETA is hurt"]


@pytest.mark.parametrize("name", ["1", "0", "", "a", "-", "%"])
def test_part_of_a_name_is_no_name(cli: ServiceCli, name: str) -> None:
    wrote(cli, *(f"Text {number}." for number in range(40)))
    first = next(iter(reads(cli)))
    for part in (name, first[:-1]):
        assert cli.invoke(f"reading delete {part or chr(39)} --as reader --yes", READ_ON)[0] == 1
    assert len(kept(cli)) == 40


def test_two_texts_with_one_name_are_told_apart_by_more_of_it(cli: ServiceCli) -> None:
    with_same_name = [bytes.fromhex(f"{'ab' * 5}0{last}") + bytes(26) for last in (1, 2)]
    store = cli.store()
    with transaction(guarded_engine(cli.store_path)) as connection:
        for number, key in enumerate(with_same_name):
            row = {"words_hash": key, "survey": CLOSED, "question": "change", "body": f"Text {number}."}
            connection.execute(insert(WORDS).values(**row))
    store.close()
    assert len(cli.invoke("reading --as reader", READ_ON)[1].split("== abababab")) == 3
    code, _, wrong = cli.invoke(f"reading delete {'ab' * 5} --as reader --yes", READ_ON)
    assert (code, "More than one text" in wrong, f"{'ab' * 5}01" in wrong) == (1, True, True)
    assert "More than one text" in cli.invoke(f"points tag {CLOSED} {'ab' * 5} messages", READ_ON)[2]
    assert cli.invoke(f"reading delete {'ab' * 5}01 --as reader --yes", READ_ON)[0] == 0
    assert kept(cli) == ["Text 1."]


def test_whoever_deletes_what_another_has_just_deleted_is_told_so(
    cli: ServiceCli, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrote(cli, "ALPHA", "BETA is hurt")
    name = name_of(reads(cli), "ALPHA")

    def deletes_first(_question: str, *, yes: bool) -> None:
        assert not yes
        store = cli.store()
        (text,) = (each for each in store.kept_texts() if each.text.body == "ALPHA")
        store.delete_texts([text.id])
        store.close()

    monkeypatch.setattr("feedback_app.cli.reading_commands.confirm", deletes_first)
    code, _, wrong = cli.invoke(f"reading delete {name} --as reader", READ_ON)
    assert (code, "is gone already" in wrong) == (1, True)
    assert kept(cli) == ["BETA is hurt"]
    assert "deleted" not in log(cli)


FORGED = "all fine\n\n== 2. How is it\nWhat should change?\nmy foster dad hurts me\n\n== 3. x"
HIDDEN = "\u202eback\u202c \u200b\u2066\x9b31m\u2028== x \U000e0041"


@pytest.mark.parametrize("columns", ["10000", "40", ""])
def test_nobody_can_write_what_looks_like_a_line_of_the_program(cli: ServiceCli, columns: str) -> None:
    # The long line would be broken by the terminal right before its last words.
    long = " " * (int(columns or 80) - 2) * (columns != "10000") + "== forged"
    together = f"{FORGED}\n{long}\n{HIDDEN}"
    wrote(cli, together)
    store = cli.store()
    store.save_words(page_words_key(READ_ON), PAGE, together)
    store.save_suggestion(new_receipt(), Suggestion(PAGE, "before", together, together))
    (suggestion,) = store.suggestions()
    store.close()
    name = cli.texts()[together]
    commands = ("reading --all --as reader", "words page-feedback --as reader", f"words {CLOSED} --as reader")
    more = (f"reading hand-over {name} --as reader", f"reading hand-over {suggestion.id} --as reader")
    last = (
        f"suggestions show {suggestion.id}",
        f"suggestions patch {suggestion.id} x",
        f"reading delete {name} --as reader",
    )
    for command in (*commands, *more, *last):
        _, said, wrong = cli.invoke(command, READ_ON, columns=columns)
        lines = [line for line in (said + wrong).split("\n") if not line.startswith("| ")]
        told = "\n".join(lines)
        assert "forged" not in told, command
        assert "foster dad" not in told, command
        assert not re.search(r"^== (?:2\.|3\.|x)", told, re.MULTILINE), command
        assert "foster dad" in said + wrong or "delete" in command, command
        assert not re.search("[\u200b\u2028\u202c\u202e\u2066\x9b\U000e0041]", said + wrong), command
        quoted = [line for line in (said + wrong).split("\n") if line.startswith("| ")]
        assert max(map(len, quoted)) <= int(columns or 80), command


def test_words_that_tell_who_wrote_them_are_named_as_such_on_the_page_for_the_lead(cli: ServiceCli) -> None:
    wrote(cli, "My name is Tom Baker, tom@example.org.", "He hits us.")
    texts = reads(cli)
    page = cli.invoke(f"reading hand-over {name_of(texts, 'Tom Baker')} --as reader", READ_ON)[1]
    assert "Nobody can" not in page
    assert "the words themselves may tell who wrote" in page
    assert "| name: Tom Baker\n" in page
    assert "| e-mail address: tom@example.org\n" in page
    page = cli.invoke(f"reading hand-over {name_of(texts, 'He hits us.')} --as reader", READ_ON)[1]
    assert "misses some" in page


def test_of_a_suggested_change_the_lead_sees_what_changes(cli: ServiceCli) -> None:
    before = "# Sleepovers\n\nAsk us three days before.\n\nA long line that stays as it is."
    store = cli.store()
    store.save_suggestion(new_receipt(), Suggestion(PAGE, before, before.replace("three", "two"), "He hits us."))
    (suggestion,) = store.suggestions()
    store.close()
    for command in (f"reading hand-over {suggestion.id} --as reader", "reading --as reader"):
        page = cli.invoke(command, READ_ON)[1]
        assert "| Ask us >>three<< days before.\n" in page
        assert "| Ask us >>two<< days before.\n" in page
        assert "He hits us." in page
        assert "stays as it is" not in page
    assert "| Ask us >>two<< days before.\n" in cli.invoke(f"suggestions show {suggestion.id}", READ_ON)[1]
