"""The reader reads what is new, of all forms together, hands a text over, deletes one; each time leaves a line."""

import re
import stat
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from feedback_app.privacy.receipts import new_receipt
from feedback_app.privacy.retention import page_words_key
from feedback_app.responses import Response
from feedback_app.results.text_review import Readings
from feedback_app.storage.engine import guarded_engine, transaction
from feedback_app.storage.tables import WORDS
from feedback_app.suggestions.suggestion import Suggestion, SuggestionState
from tests.feedback_app.service_commands import CLOSED, ServiceDesk

PAGE = "/policies/sleepovers/"
READ_ON = date(2026, 11, 23)
KINDS = "every-kind"


def wrote(desk: ServiceDesk, *texts: str, may_quote: bool = False, key: str = CLOSED) -> None:
    """Somebody wrote each of these in a form."""
    question = next(each.id for each in desk.run(key).questionnaire.questions if each.kind.is_words)
    store = desk.store()
    for text in texts:
        store.save(Response(new_receipt(), key, {"area": "north"}, {question: text}, may_quote=may_quote))
    store.close()


def wrote_elsewhere(desk: ServiceDesk) -> None:
    """Somebody wrote about a page, and somebody suggested a change."""
    store = desk.store()
    store.save_words(page_words_key(READ_ON), PAGE, "The rate is old.")
    store.save_suggestion(new_receipt(), Suggestion(PAGE, "before", "Say yes sooner.", "It is kinder."))
    store.close()


def reads(desk: ServiceDesk, more: str = "") -> dict[str, str]:
    """A reading: each text as printed, by its name."""
    code, said, _ = desk.types(f"reading --as reader{more}", READ_ON)
    assert code == 0
    return dict(re.findall(r"^== ([0-9a-f]{10})  (.*?)(?=^== |\Z)", said, re.DOTALL | re.MULTILINE))


def log(desk: ServiceDesk) -> str:
    return (desk.store_path.parent / "reading.log").read_text()


def kept(desk: ServiceDesk) -> list[str]:
    """Every text that is still in the store."""
    store = desk.store()
    texts = [each.text.body for each in store.kept_texts()] + [each.after for each in store.suggestions()]
    store.close()
    return sorted(texts)


def name_of(texts: dict[str, str], words: str) -> str:
    (name,) = (name for name, text in texts.items() if words in text)
    return name


def test_one_reading_shows_forms_page_words_and_suggestions_and_no_tick(desk: ServiceDesk) -> None:
    wrote(desk, "Nobody calls back.")
    wrote_elsewhere(desk)
    texts = reads(desk)
    assert len(texts) == 3
    together = "".join(texts.values())
    for words in ("Nobody calls back.", "The rate is old.", "Say yes sooner.", "It is kinder.", PAGE):
        assert words in together
    assert "north" not in together


def test_the_next_reading_shows_only_what_is_new(desk: ServiceDesk) -> None:
    wrote(desk, "First.")
    wrote_elsewhere(desk)
    reads(desk)
    assert reads(desk) == {}
    assert "nothing new" in desk.types("reading --as deputy", READ_ON)[2]
    wrote(desk, "Second.")
    texts = reads(desk)
    (text,) = texts.values()
    assert "Second." in text
    assert len(reads(desk, " --all")) == 4


def test_only_somebody_who_says_who_they_are_reads(desk: ServiceDesk) -> None:
    wrote(desk, "Nobody calls back.")
    code, said, wrong = desk.types("reading", READ_ON)
    assert (code, said) == (1, "")
    assert "add --as reader or --as deputy" in wrong
    assert len(reads(desk)) == 1


def test_the_order_is_shuffled_anew_and_stays_within_a_reading(desk: ServiceDesk) -> None:
    wrote(desk, *(f"Text {number:02}." for number in range(30)))
    first = reads(desk)
    assert reads(desk, " --again") == first
    assert reads(desk) == {}
    assert reads(desk, " --again") == first
    # 30 texts come in the same order again once in 30! times.
    assert list(reads(desk, " --all").values()) != list(first.values())


def test_consent_to_be_quoted_is_shown_where_it_was_asked(desk: ServiceDesk) -> None:
    wrote(desk, "Quote me.", may_quote=True, key=KINDS)
    wrote(desk, "Do not.", key=KINDS)
    wrote(desk, "Never asked.")
    texts, written = reads(desk).values(), ("Quote me.", "Do not.", "Never asked.")
    by_words = {words: text for text in texts for words in written if words in text}
    assert "(May be quoted" in by_words["Quote me."]
    assert "(May not be quoted" in by_words["Do not."]
    assert "quoted" not in by_words["Never asked."]


def test_a_text_that_is_handed_over_comes_with_what_is_known_which_is_never_who(desk: ServiceDesk) -> None:
    wrote(desk, "He hits us.", "All is well.")
    name = name_of(reads(desk), "He hits us.")
    code, page, said = desk.types(f"reading hand-over {name} --as reader", READ_ON)
    assert code == 0
    assert "He hits us." in page
    assert "All is well." not in page
    assert "Who wrote it: the program does not know." in page
    assert "after 30 November 2026" in said
    assert max(map(len, page.splitlines())) <= 80


@pytest.mark.parametrize(("days", "left"), [(7, ["All is well.", "He hits us."]), (8, ["All is well."])])
def test_what_is_handed_over_is_deleted_after_seven_days(desk: ServiceDesk, days: int, left: list[str]) -> None:
    wrote(desk, "He hits us.", "All is well.")
    name = name_of(reads(desk), "He hits us.")
    desk.types(f"reading hand-over {name} --as reader", READ_ON)
    store = desk.store()
    Readings(store, desk.store_path.parent).tidy(READ_ON + timedelta(days=days))
    store.close()
    assert kept(desk) == left


def test_handing_over_again_does_not_begin_the_seven_days_again(desk: ServiceDesk) -> None:
    wrote(desk, "He hits us.")
    (name,) = reads(desk)
    for day in (0, 5):
        said = desk.types(f"reading hand-over {name} --as reader", READ_ON + timedelta(days=day))[2]
        assert "after 30 November 2026" in said


def test_the_page_for_the_lead_goes_to_a_new_file_that_only_its_owner_reads(desk: ServiceDesk, tmp_path: Path) -> None:
    wrote(desk, "He hits us.")
    (name,) = reads(desk)
    file = tmp_path / "lead.txt"
    code, said, _ = desk.types(f"reading hand-over {name} --as reader --out {file}", READ_ON)
    assert (code, said, stat.S_IMODE(file.stat().st_mode)) == (0, "", 0o600)
    assert "He hits us." in file.read_text()
    code, _, wrong = desk.types(f"reading hand-over {name} --as reader --out {file}", READ_ON)
    assert (code, "is there already" in wrong) == (1, True)


def test_one_text_is_deleted_by_its_name_and_no_byte_stays(desk: ServiceDesk) -> None:
    wrote(desk, "a-marker-in-words", "All is well.")
    wrote_elsewhere(desk)
    texts = reads(desk)
    name = name_of(texts, "a-marker-in-words")
    code, _, wrong = desk.types(f"reading delete {name} --as reader", READ_ON)
    assert (code, "Nothing was changed" in wrong, len(kept(desk))) == (1, True, 4)
    assert desk.types(f"reading delete {name} --as reader --yes", READ_ON)[0] == 0
    assert kept(desk) == ["All is well.", "Say yes sooner.", "The rate is old."]
    everything = b"".join(each.read_bytes() for each in desk.store_path.parent.iterdir() if each.is_file())
    assert b"a-marker-in-words" not in everything
    # The others keep their names.
    again = reads(desk, " --again")
    assert again == {each: text for each, text in texts.items() if each != name}
    assert "No text is called" in desk.types(f"reading delete {name} --as reader --yes", READ_ON)[2]
    assert desk.types(f"reading delete {name_of(again, 'Say yes sooner.')} --as reader --yes", READ_ON)[0] == 0
    assert kept(desk) == ["All is well.", "The rate is old."]


def test_each_reading_leaves_a_line_without_words_or_small_numbers(desk: ServiceDesk) -> None:
    wrote(desk, *(f"Private {number}." for number in range(12)))
    first, second, *_ = reads(desk)
    desk.types(f"reading hand-over {first} --as deputy", READ_ON)
    desk.types(f"reading delete {second} --as reader --yes", READ_ON)
    desk.types(f"reading delete {second} --as reader --yes", READ_ON)
    desk.types(f"words {CLOSED} --as-reader", READ_ON)
    assert log(desk).splitlines() == [
        "2026-11-23 reader read 10 texts or a few more",
        "2026-11-23 deputy handed over a text",
        "2026-11-23 reader deleted a text",
        "2026-11-23 reader read 10 texts or a few more of one form",
    ]
    assert stat.S_IMODE((desk.store_path.parent / "reading.log").stat().st_mode) == 0o600


def test_words_read_with_their_form_are_not_new_any_more(desk: ServiceDesk) -> None:
    wrote(desk, "Nobody calls back.")
    wrote_elsewhere(desk)
    desk.types(f"words {CLOSED} --as-reader", READ_ON)
    assert len(reads(desk)) == 2


def test_a_suggestion_that_is_answered_is_not_read_any_more(desk: ServiceDesk) -> None:
    wrote_elsewhere(desk)
    store = desk.store()
    (suggestion,) = store.suggestions()
    store.answer_suggestion(suggestion.id, SuggestionState.NOT_DOING, "because")
    store.close()
    assert len(reads(desk)) == 1


def test_no_backup_and_no_store_tells_what_was_read(desk: ServiceDesk) -> None:
    wrote(desk, "Nobody calls back.", "All is well.")
    before = desk.store_path.read_bytes()
    reads(desk)
    assert desk.store_path.read_bytes() == before


def test_marks_of_texts_that_are_gone_go_too(desk: ServiceDesk) -> None:
    wrote(desk, "Nobody calls back.")
    reads(desk)
    file = desk.store_path.parent / "reading.json"
    store = desk.store()
    (text,) = store.kept_texts()
    assert text.id in file.read_text()
    store.forget_words(CLOSED)
    Readings(store, desk.store_path.parent).tidy(READ_ON)
    store.close()
    assert '"read": []' in file.read_text()


def test_a_list_of_marks_that_cannot_be_read_means_that_nothing_was_read(desk: ServiceDesk) -> None:
    wrote(desk, "Nobody calls back.")
    reads(desk)
    (desk.store_path.parent / "reading.json").write_text("{ half a fi")
    assert len(reads(desk)) == 1


def test_a_name_means_the_same_text_after_other_readings_and_deletions(desk: ServiceDesk) -> None:
    wrote(desk, "ALPHA")
    (alpha,) = reads(desk)
    wrote(desk, "BETA is hurt")
    code, said, _ = desk.types("reading --as deputy", READ_ON)
    assert (code, "BETA is hurt" in said, "ALPHA" in said) == (0, True, False)
    code, _, asked = desk.types(f"reading delete {alpha} --as reader", READ_ON, answers="n\n")
    assert (code, "| ALPHA" in asked, "BETA" in asked) == (1, True, False)
    assert "ALPHA" in "".join(reads(desk, " --again").values())
    assert desk.types(f"reading delete {alpha} --as reader --yes", READ_ON)[0] == 0
    for command in ("delete", "hand-over"):
        code, _, wrong = desk.types(f"reading {command} {alpha} --as reader{' --yes' * (command == 'delete')}", READ_ON)
        assert (code, f"No text is called {alpha}" in wrong) == (1, True)
    assert kept(desk) == ["BETA is hurt"]


@pytest.mark.parametrize("name", ["1", "0", "", "a", "-", "%"])
def test_part_of_a_name_is_no_name(desk: ServiceDesk, name: str) -> None:
    wrote(desk, *(f"Text {number}." for number in range(40)))
    first = next(iter(reads(desk)))
    for part in (name, first[:-1]):
        assert desk.types(f"reading delete {part or chr(39)} --as reader --yes", READ_ON)[0] == 1
    assert len(kept(desk)) == 40


def test_two_texts_with_one_name_are_told_apart_by_more_of_it(desk: ServiceDesk) -> None:
    with_same_name = [bytes.fromhex(f"{'ab' * 5}0{last}") + bytes(26) for last in (1, 2)]
    store = desk.store()
    with transaction(guarded_engine(desk.store_path)) as connection:
        for number, key in enumerate(with_same_name):
            row = {"words_hash": key, "survey": CLOSED, "question": "change", "body": f"Text {number}."}
            connection.execute(insert(WORDS).values(**row))
    store.close()
    assert len(desk.types("reading --as reader", READ_ON)[1].split("== abababab")) == 3
    code, _, wrong = desk.types(f"reading delete {'ab' * 5} --as reader --yes", READ_ON)
    assert (code, "More than one text" in wrong, f"{'ab' * 5}01" in wrong) == (1, True, True)
    assert "More than one text" in desk.types(f"points tag {CLOSED} {'ab' * 5} messages", READ_ON)[2]
    assert desk.types(f"reading delete {'ab' * 5}01 --as reader --yes", READ_ON)[0] == 0
    assert kept(desk) == ["Text 1."]


def test_whoever_deletes_what_another_has_just_deleted_is_told_so(
    desk: ServiceDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrote(desk, "ALPHA", "BETA is hurt")
    name = name_of(reads(desk), "ALPHA")

    def deletes_first(_question: str, *, yes: bool) -> None:
        assert not yes
        store = desk.store()
        (text,) = (each for each in store.kept_texts() if each.text.body == "ALPHA")
        store.delete_texts([text.id])
        store.close()

    monkeypatch.setattr("feedback_app.cli.reading_commands.confirm", deletes_first)
    code, _, wrong = desk.types(f"reading delete {name} --as reader", READ_ON)
    assert (code, "is gone already" in wrong) == (1, True)
    assert kept(desk) == ["BETA is hurt"]
    assert "deleted" not in log(desk)


FORGED = "all fine\n\n== 2. How is it\nWhat should change?\nmy foster dad hurts me\n\n== 3. x"
HIDDEN = "\u202eback\u202c \u200b\u2066\x9b31m\u2028== x \U000e0041"


@pytest.mark.parametrize("columns", ["10000", "40", ""])
def test_nobody_can_write_what_looks_like_a_line_of_the_program(desk: ServiceDesk, columns: str) -> None:
    # The long line would be broken by the terminal right before its last words.
    long = " " * (int(columns or 80) - 2) * (columns != "10000") + "== forged"
    together = f"{FORGED}\n{long}\n{HIDDEN}"
    wrote(desk, together)
    store = desk.store()
    store.save_words(page_words_key(READ_ON), PAGE, together)
    store.save_suggestion(new_receipt(), Suggestion(PAGE, "before", together, together))
    (suggestion,) = store.suggestions()
    store.close()
    name = desk.texts()[together]
    commands = ("reading --all --as reader", "words page-feedback --as reader", f"words {CLOSED} --as reader")
    more = (f"reading hand-over {name} --as reader", f"reading hand-over {suggestion.id} --as reader")
    last = (
        f"suggestions show {suggestion.id}",
        f"suggestions patch {suggestion.id} x",
        f"reading delete {name} --as reader",
    )
    for command in (*commands, *more, *last):
        _, said, wrong = desk.types(command, READ_ON, columns=columns)
        lines = [line for line in (said + wrong).split("\n") if not line.startswith("| ")]
        told = "\n".join(lines)
        assert "forged" not in told, command
        assert "foster dad" not in told, command
        assert not re.search(r"^== (?:2\.|3\.|x)", told, re.MULTILINE), command
        assert "foster dad" in said + wrong or "delete" in command, command
        assert not re.search("[\u200b\u2028\u202c\u202e\u2066\x9b\U000e0041]", said + wrong), command
        quoted = [line for line in (said + wrong).split("\n") if line.startswith("| ")]
        assert max(map(len, quoted)) <= int(columns or 80), command


def test_words_that_tell_who_wrote_them_are_named_as_such_on_the_page_for_the_lead(desk: ServiceDesk) -> None:
    wrote(desk, "My name is Tom Baker, tom@example.org.", "He hits us.")
    texts = reads(desk)
    page = desk.types(f"reading hand-over {name_of(texts, 'Tom Baker')} --as reader", READ_ON)[1]
    assert "Nobody can" not in page
    assert "the words themselves may tell who wrote" in page
    assert "| name: Tom Baker\n" in page
    assert "| e-mail address: tom@example.org\n" in page
    page = desk.types(f"reading hand-over {name_of(texts, 'He hits us.')} --as reader", READ_ON)[1]
    assert "misses some" in page


def test_of_a_suggested_change_the_lead_sees_what_changes(desk: ServiceDesk) -> None:
    before = "# Sleepovers\n\nAsk us three days before.\n\nA long line that stays as it is."
    store = desk.store()
    store.save_suggestion(new_receipt(), Suggestion(PAGE, before, before.replace("three", "two"), "He hits us."))
    (suggestion,) = store.suggestions()
    store.close()
    for command in (f"reading hand-over {suggestion.id} --as reader", "reading --as reader"):
        page = desk.types(command, READ_ON)[1]
        assert "| Ask us >>three<< days before.\n" in page
        assert "| Ask us >>two<< days before.\n" in page
        assert "He hits us." in page
        assert "stays as it is" not in page
    assert "| Ask us >>two<< days before.\n" in desk.types(f"suggestions show {suggestion.id}", READ_ON)[1]
