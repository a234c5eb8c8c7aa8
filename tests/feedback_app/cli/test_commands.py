"""What the service types: codes, closing, releasing, publishing, sample, status; and what is said when it cannot be."""

import errno
import re
import stat
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
import segno

from feedback_app.privacy.codes import new_receipt, normalise
from feedback_app.responses import Response
from feedback_app.storage import SaveOutcome
from feedback_app.storage.state_files import write_state
from feedback_app.suggestions.suggestion import Suggestion, SuggestionState
from tests.conftest import ROOT
from tests.feedback_app.service_commands import (
    AFTER_BY_CODE,
    AFTER_CLOSED,
    BY_CODE,
    CLOSED,
    DURING_BY_CODE,
    ServiceCli,
)

SUMMARY = "surveys/carer-views/waves/2025-autumn.summary.yml"


def released(cli: ServiceCli) -> None:
    """An example wave with invented answers, closed and released."""
    for command in (f"sample {CLOSED}", f"close {CLOSED}", f"release {CLOSED} --yes"):
        assert cli.invoke(command, AFTER_CLOSED)[0] == 0


# -- codes --


def test_codes_are_printed_one_on_a_line_and_each_works(cli: ServiceCli) -> None:
    exit_code, out, err = cli.invoke(f"codes {BY_CODE} 25")
    codes = out.splitlines()
    assert (exit_code, len(codes), len(set(codes))) == (0, 25, 25)
    assert all(normalise(code) == code for code in codes)
    assert "keep no list" in err
    assert cli.keys.exists(BY_CODE)


def test_codes_go_to_a_new_file_that_only_its_owner_reads(cli: ServiceCli, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.txt"
    exit_code, out, _ = cli.invoke(f"codes {BY_CODE} 3 --out {sheet}")
    assert (exit_code, out, len(sheet.read_text().splitlines())) == (0, "", 3)
    assert stat.S_IMODE(sheet.stat().st_mode) == 0o600
    exit_code, _, err = cli.invoke(f"codes {BY_CODE} 3 --out {sheet}")
    assert (exit_code, "is there already" in err) == (1, True)


def test_codes_are_not_in_the_store_as_printed(cli: ServiceCli) -> None:
    code = cli.invoke(f"codes {BY_CODE} 1")[1].strip()
    assert code.encode() not in cli.store_path.read_bytes()


@pytest.mark.parametrize("count", ["0", "10001", "many"])
def test_a_strange_number_of_codes_is_refused(cli: ServiceCli, count: str) -> None:
    assert cli.invoke(f"codes {BY_CODE} {count}")[0] == 2


def test_no_codes_are_made_for_an_open_link(cli: ServiceCli) -> None:
    exit_code, out, err = cli.invoke("codes mileage 5")
    assert (exit_code, out) == (1, "")
    assert "has an open link, so it needs no codes" in err
    assert not cli.keys.exists("mileage")


def test_no_codes_are_made_for_a_wave_that_is_over(cli: ServiceCli) -> None:
    exit_code, _, err = cli.invoke(f"codes {BY_CODE} 5", AFTER_BY_CODE)
    assert (exit_code, "is over" in err) == (1, True)
    assert not cli.keys.exists(BY_CODE)


# -- cards --

ADDRESS = "https://forms.example.org"


def sheet_of(cli: ServiceCli, file: Path, count: int = 12) -> str:
    service = cli.root / "service/service.yml"
    service.write_text(service.read_text() + f"forms_address: {ADDRESS}/\n")
    assert cli.invoke(f"codes make {BY_CODE} {count} --sheet {file}")[:2] == (0, "")
    return file.read_text()


def codes_on(sheet: str) -> list[str]:
    return re.findall(r'<p class="code">([0-9A-Z-]+)</p>', sheet)


def test_a_sheet_has_a_card_for_each_code_that_only_its_owner_reads(cli: ServiceCli, tmp_path: Path) -> None:
    sheet = sheet_of(cli, tmp_path / "cards.html")
    codes = codes_on(sheet)
    assert (len(codes), len(set(codes))) == (12, 12)
    assert all(normalise(code) == code for code in codes)
    assert stat.S_IMODE((tmp_path / "cards.html").stat().st_mode) == 0o600
    assert sheet.count("Open until 31 March 2027.") == 12
    assert sheet.count("forms.example.org/answer/carer-views<") == 12
    store = cli.store()
    mac = cli.keys.code_hmac(BY_CODE, codes[0])
    assert store.save(Response(new_receipt(), BY_CODE), mac) is SaveOutcome.RECEIVED
    assert store.save(Response(new_receipt(), BY_CODE), mac) is SaveOutcome.CODE_REFUSED
    store.close()


def test_no_code_is_in_an_address_or_a_picture(cli: ServiceCli, tmp_path: Path) -> None:
    sheet = sheet_of(cli, tmp_path / "cards.html", 3)
    pictures = set(re.findall(r"<svg.*?</svg>", sheet, re.DOTALL))
    made = segno.make(f"{ADDRESS}/answer/carer-views/", error="m", micro=False)
    assert pictures == {made.svg_inline(scale=3, border=4, omitsize=True)}
    for code in codes_on(sheet):
        assert sheet.count(code) == 1
        assert code.replace("-", "") not in sheet


def test_a_sheet_needs_nothing_from_elsewhere(cli: ServiceCli, tmp_path: Path) -> None:
    sheet = sheet_of(cli, tmp_path / "cards.html", 1)
    assert not re.search(r"<(script|link|img|iframe)|url\(|@import|\b(src|href)=", sheet)


def test_no_sheet_and_no_codes_while_nobody_said_where_the_forms_live(cli: ServiceCli, tmp_path: Path) -> None:
    exit_code, _, err = cli.invoke(f"codes make {BY_CODE} 5 --sheet {tmp_path / 'cards.html'}")
    assert (exit_code, "Write `forms_address:`" in err) == (1, True)
    assert not (tmp_path / "cards.html").exists()
    assert not cli.keys.exists(BY_CODE)


def test_a_file_of_codes_is_read_by_its_owner_alone(cli: ServiceCli, tmp_path: Path) -> None:
    assert cli.invoke(f"codes make {BY_CODE} 3 --out {tmp_path / 'codes.txt'}")[:2] == (0, "")
    assert stat.S_IMODE((tmp_path / "codes.txt").stat().st_mode) == 0o600
    assert len((tmp_path / "codes.txt").read_text().split()) == 3


def test_cards_name_the_sites_address_where_the_forms_have_none_of_their_own(cli: ServiceCli, tmp_path: Path) -> None:
    service = cli.root / "service/service.yml"
    service.write_text(service.read_text() + "site_address: https://handbook.example.org\n")
    assert cli.invoke(f"codes make {BY_CODE} 1 --sheet {tmp_path / 'cards.html'}")[0] == 0
    assert "handbook.example.org/answer/carer-views<" in (tmp_path / "cards.html").read_text()


def test_codes_go_to_one_place_only(cli: ServiceCli, tmp_path: Path) -> None:
    exit_code, _, err = cli.invoke(f"codes make {BY_CODE} 5 --sheet {tmp_path / 'a'} --out {tmp_path / 'b'}")
    assert (exit_code, "no second copy" in err) == (2, True)


def test_a_hundred_threads_that_send_one_code_a_thousand_times_are_counted_once(cli: ServiceCli) -> None:
    """T5: whoever wants to vote many times with one code."""
    code = cli.invoke(f"codes make {BY_CODE} 1")[1].strip()
    store, mac = cli.store(), cli.keys.code_hmac(BY_CODE, code)
    with ThreadPoolExecutor(100) as pool:
        outcomes = Counter(pool.map(lambda _: store.save(Response(new_receipt(), BY_CODE), mac), range(1000)))
    assert outcomes == {SaveOutcome.RECEIVED: 1, SaveOutcome.CODE_REFUSED: 999}
    assert len(store.replies(BY_CODE)) == 1
    store.close()


# -- closing, releasing, publishing --


def test_results_go_from_the_store_to_a_file_that_a_person_reads(cli: ServiceCli) -> None:
    assert "120 invented replies" in cli.invoke(f"sample {CLOSED}", AFTER_CLOSED)[1]
    assert "is closed" in cli.invoke(f"close {CLOSED}", AFTER_CLOSED)[1]
    assert "its replies are deleted" in cli.invoke(f"release {CLOSED} --yes", AFTER_CLOSED)[1]
    exit_code, out, _ = cli.invoke(f"publish {CLOSED}", AFTER_CLOSED)
    assert (exit_code, SUMMARY in out) == (0, True)
    assert "replies: 120\n" in (cli.root / SUMMARY).read_text()
    assert cli.run(CLOSED)  # the handbook still loads, with its new file


def test_a_release_asks_first_and_no_answer_changes_nothing(cli: ServiceCli) -> None:
    cli.invoke(f"sample {CLOSED}", AFTER_CLOSED)
    before = cli.store_path.read_bytes()
    for answers in ("", "n\n", "\n"):
        exit_code, _, err = cli.invoke(f"release {CLOSED}", AFTER_CLOSED, answers=answers)
        assert (exit_code, "Nothing was changed" in err) == (1, True)
        assert "delete about 120 replies? This cannot be undone." in err
    assert cli.store_path.read_bytes() == before
    exit_code, out, _ = cli.invoke(f"release {CLOSED}", AFTER_CLOSED, answers="y\n")
    assert (exit_code, "its replies are deleted" in out) == (0, True)


def test_a_dry_run_prints_what_is_published_to_the_byte_and_changes_nothing(cli: ServiceCli) -> None:
    cli.invoke(f"sample {CLOSED}", AFTER_CLOSED)
    before = cli.store_path.read_bytes()
    exit_code, shown, err = cli.invoke(f"release {CLOSED} --dry-run", AFTER_CLOSED)
    assert (exit_code, "Nothing was changed. The release would delete about 120 replies." in err) == (0, True)
    assert cli.store_path.read_bytes() == before
    cli.invoke(f"release {CLOSED} --yes", AFTER_CLOSED)
    cli.invoke(f"publish {CLOSED}", AFTER_CLOSED)
    assert (cli.root / SUMMARY).read_text() == shown


def test_a_small_number_of_replies_is_not_said(cli: ServiceCli) -> None:
    cli.invoke(f"sample {CLOSED} --replies 3", AFTER_CLOSED)
    err = cli.invoke(f"release {CLOSED} --dry-run", AFTER_CLOSED)[2]
    assert "would delete fewer than 10 replies" in err


def test_a_store_without_replies_is_not_released_by_mistake(cli: ServiceCli) -> None:
    for more in ("--yes", "--dry-run", ""):
        exit_code, out, err = cli.invoke(f"release {CLOSED} {more}", AFTER_CLOSED)
        assert (exit_code, out, "Is it the right one (HANDBOOK_STORE)?" in err) == (1, "", True)
    assert cli.invoke(f"release {CLOSED} --no-replies --yes", AFTER_CLOSED)[0] == 0


def test_no_replies_is_refused_where_there_are_some(cli: ServiceCli) -> None:
    cli.invoke(f"sample {CLOSED}", AFTER_CLOSED)
    exit_code, _, err = cli.invoke(f"release {CLOSED} --no-replies --yes", AFTER_CLOSED)
    assert (exit_code, "There are replies" in err) == (1, True)


def test_a_wave_whose_codes_are_only_half_gone_is_not_released(cli: ServiceCli) -> None:
    cli.invoke(f"codes {BY_CODE} 3")
    cli.invoke(f"sample {BY_CODE} --for-trying")
    cli.keys.destroy(BY_CODE)
    assert "close it first" in cli.invoke(f"release {BY_CODE} --yes", AFTER_BY_CODE)[2]


def test_closing_tells_that_a_key_was_not_where_it_looked(cli: ServiceCli) -> None:
    cli.invoke(f"codes {BY_CODE} 3")
    cli.monkeypatch.setenv("HANDBOOK_KEYS", "var/elsewhere")
    out, err = cli.invoke(f"close {BY_CODE}", AFTER_BY_CODE)[1:]
    assert "no key was in" in err
    assert "their key are destroyed" not in out
    cli.monkeypatch.delenv("HANDBOOK_KEYS")
    out, err = cli.invoke(f"close {BY_CODE}", AFTER_BY_CODE)[1:]
    assert ("its codes and their key are destroyed, for good" in out, err) == (True, "")
    assert "it had no codes" in cli.invoke(f"close {BY_CODE}", AFTER_BY_CODE)[1]


def test_releasing_again_says_so_and_changes_nothing(cli: ServiceCli) -> None:
    released(cli)
    store = cli.store()
    before = store.released(CLOSED)
    exit_code, out, _ = cli.invoke(f"release {CLOSED}", AFTER_BY_CODE)
    assert (exit_code, "was released before" in out, store.released(CLOSED)) == (0, True, before)
    store.close()


def test_publishing_again_is_harmless_and_never_writes_over_a_changed_file(cli: ServiceCli) -> None:
    released(cli)
    assert [cli.invoke(f"publish {CLOSED}")[0] for _ in range(2)] == [0, 0]
    file = cli.root / SUMMARY
    file.write_text(file.read_text().replace("replies: 120", "replies: 125"))
    exit_code, _, err = cli.invoke(f"publish {CLOSED}")
    assert (exit_code, "is there already and is not the release" in err) == (1, True)


@pytest.mark.parametrize("command", ["close", "release", "release --dry-run", "release --no-replies --yes"])
def test_an_open_wave_is_neither_closed_nor_released(cli: ServiceCli, command: str) -> None:
    exit_code, out, err = cli.invoke(f"{command} {BY_CODE}")
    assert out == ""
    assert (exit_code, "open until the end of 31 March 2027" in err) == (1, True)


def test_what_is_not_released_is_not_published(cli: ServiceCli) -> None:
    exit_code, _, err = cli.invoke(f"publish {CLOSED}")
    assert (exit_code, f"is not released yet:\n  python -m feedback_app release {CLOSED}\n" in err) == (1, True)


# -- invented answers --


def test_invented_answers_never_mix_with_real_ones_by_mistake(cli: ServiceCli) -> None:
    exit_code, _, err = cli.invoke(f"sample {BY_CODE}")
    assert (exit_code, "would count as real" in err) == (1, True)
    assert cli.invoke(f"sample {BY_CODE} --replies 10 --for-trying")[1].startswith("10 invented replies")


def test_a_form_that_children_answer_is_not_filled_by_mistake_either(cli: ServiceCli) -> None:
    consultation = cli.root / "surveys/mileage/consultation.yml"
    consultation.write_text(consultation.read_text() + "for_children: yes\n")
    exit_code, _, err = cli.invoke("sample mileage")
    assert (exit_code, "would count as real" in err) == (1, True)
    store = cli.store()
    assert store.replies("mileage") == ()
    store.close()


def test_inventing_twice_is_inventing_once(cli: ServiceCli) -> None:
    assert cli.invoke(f"sample {CLOSED} --replies 20")[1].startswith("20 invented replies")
    assert cli.invoke(f"sample {CLOSED} --replies 20")[1].startswith("0 invented replies")


def test_a_released_wave_takes_no_invented_answers(cli: ServiceCli) -> None:
    released(cli)
    exit_code, _, err = cli.invoke(f"sample {CLOSED}")
    assert (exit_code, "takes no more answers" in err) == (1, True)


# -- one of everything is one --

CLOSED_LONG_AGO = date(2026, 12, 1)


def test_one_of_a_thing_is_told_as_one(cli: ServiceCli) -> None:
    said = [cli.invoke(f"sample {CLOSED} --replies 1"), cli.invoke(f"codes {BY_CODE} 1")]
    store = cli.store()
    store.save(Response(new_receipt(), CLOSED, {}, {"change": "More notice."}))
    store.save_suggestion(new_receipt(), Suggestion("/policies/sleepovers/", "old", "new"))
    (suggestion,) = store.suggestions()
    store.answer_suggestion(suggestion.id, SuggestionState.DONE, "")
    store.close()
    said += [
        cli.invoke(f"words {CLOSED} --as-reader", AFTER_CLOSED),
        cli.invoke(f"points tag {CLOSED} {cli.texts()['More notice.']} messages", AFTER_CLOSED),
        cli.invoke("forget", CLOSED_LONG_AGO),
        cli.invoke("suggestions forget --yes"),
    ]
    told = [out + err for _, out, err in said]
    assert "1 invented reply to carer-views/2025-autumn is in the store." in told[0]
    assert f"1 code for {BY_CODE}." in told[1]
    assert "1 text. Keep no copy of" in told[2]
    assert "deleted 1 text and" in told[4]
    assert "Deleted 1 answered suggestion." in told[5]
    assert not [
        line for line in told if re.search(r"\b1 (?:[a-z]+ )?(?:texts|replies|codes|suggestions|points)\b", line)
    ]


def test_many_of_a_thing_are_told_as_many(cli: ServiceCli) -> None:
    assert cli.invoke(f"sample {CLOSED} --replies 20")[1].startswith("20 invented replies to ")
    assert "Deleted 0 answered suggestions." in cli.invoke("suggestions forget --yes")[1]
    assert f"2 codes for {BY_CODE}." in cli.invoke(f"codes {BY_CODE} 2")[2]


def test_no_number_stands_before_a_plural_that_cannot_change() -> None:
    things = "texts|replies|codes|suggestions|points|answers|questions|characters|forms|days|minutes"
    loose = re.compile(rf"\{{[^{{}}\"']*\}} (?:[a-z]+ )?(?:{things})\b")
    found = [
        f"{file.name}: {line.strip()}"
        for file in (ROOT / "feedback_app").rglob("*.py")
        for line in file.read_text(encoding="utf-8").splitlines()
        if loose.search(line) and not ALWAYS_MANY.search(line)
    ]
    assert found == []


ALWAYS_MANY = re.compile(
    r"\{MAX_TEXT_LENGTH:,\}|FEWER = |replies or a few more|about \{self\.replies\} replies|fewer than "
)
"""The most characters of a box, thresholds, and replies told in tens and fives."""


# -- status --


def status_of(cli: ServiceCli, key: str, on: date = DURING_BY_CODE) -> str:
    """What status says about one run; under the empty key, what it says first."""
    out = cli.invoke("status", on, columns="")[1]
    assert max(map(len, out.splitlines())) <= 80
    return next(part.partition("\n")[2] for part in f"\n{out}".split("\n\n") if part.partition("\n")[0] == key)


def test_status_tells_tens_only_and_what_comes_next(cli: ServiceCli) -> None:
    store = cli.store()
    for _ in range(29):
        store.save(Response(new_receipt(), BY_CODE, {"area": "north"}))
    store.close()
    cli.invoke(f"codes {BY_CODE} 12")
    said = status_of(cli, BY_CODE)
    assert "open until 31 March 2027; 20 replies or a few more\n" in said
    assert "unused codes: 10 or a few more\n" in said
    assert "open until 28 February 2027; fewer than 10 replies\n" in status_of(cli, "mileage")
    assert "over since 30 November 2025; fewer than 10 replies; release it next:\n" in status_of(cli, CLOSED)
    assert "close it next" in status_of(cli, BY_CODE, AFTER_BY_CODE)
    released(cli)
    assert f"released; publish it next:\n    python -m feedback_app publish {CLOSED}\n" in status_of(cli, CLOSED)
    cli.invoke(f"publish {CLOSED}")
    assert "released; its summary file is in the content\n" in status_of(cli, CLOSED)
    assert "opens on 2 November 2026\n" in f"{status_of(cli, 'mileage', AFTER_CLOSED)}\n"


def test_status_says_that_codes_without_their_key_are_refused(cli: ServiceCli) -> None:
    cli.invoke(f"codes {BY_CODE} 12")
    assert "TROUBLE" not in status_of(cli, BY_CODE)
    cli.keys.destroy(BY_CODE)
    said = " ".join(status_of(cli, BY_CODE).split())
    assert "TROUBLE: its codes are in the store and their key is not in the folder of HANDBOOK_KEYS" in said
    assert "so all are refused" in said


def test_results_that_are_published_already_are_not_to_be_released_again(cli: ServiceCli) -> None:
    released(cli)
    cli.invoke(f"publish {CLOSED}")
    cli.store_path.unlink()
    cli.store().close()
    assert "published; its release is in another store\n" in status_of(cli, CLOSED)


def test_status_tells_what_is_due_and_what_is_late(cli: ServiceCli) -> None:
    assert "our answer is due by 31 May 2027" in status_of(cli, "mileage")
    assert "LATE: our answer was due by 31 May 2027" in status_of(cli, "mileage", date(2027, 6, 1))
    assert "answered on 16 February 2026" in status_of(cli, CLOSED)
    cli.invoke(f"sample {CLOSED}", AFTER_CLOSED)
    assert "LATE" not in status_of(cli, CLOSED, date(2025, 12, 14))
    said = " ".join(status_of(cli, CLOSED, date(2025, 12, 15)).split())
    assert "LATE: its release was due by 14 December 2025." in said
    assert "The program makes it after 29 January 2026; no reply is kept after 28 February 2026." in said


def test_status_tells_what_waits_unread_in_tens_and_who_was_told(cli: ServiceCli) -> None:
    assert "Unread: none, or fewer than 10 texts." in status_of(cli, "")
    assert "nobody is told that words wait" in status_of(cli, "")
    store = cli.store()
    store.save(Response(new_receipt(), BY_CODE, {}, {"change": "Words."}))
    assert "Unread: none, or fewer than 10 texts." in status_of(cli, "")
    write_state(cli.store_path.parent / "notifications.json", {"waiting_since": "2026-11-20"})
    assert "Unread: fewer than 10 texts." in status_of(cli, "")
    for _ in range(18):
        store.save(Response(new_receipt(), BY_CODE, {}, {"change": "Words."}))
    store.close()
    assert "Unread: 10 texts or a few more." in status_of(cli, "")
    named = {"HOST": "mail.example.org", "FROM": "a@example.org"}
    for name, value in named.items():
        cli.monkeypatch.setenv(f"HANDBOOK_SMTP_{name}", value)
    for name in ("READER", "DEPUTY"):
        cli.monkeypatch.setenv(f"HANDBOOK_{name}_ADDRESS", f"{name.lower()}@example.org")
    state = {"waiting_since": "2026-11-20", "told_reader": "2026-11-20", "looked": "2026-11-19"}
    trouble = {"trouble": "reaching the mail server failed (TimeoutError)", "trouble_since": "2026-11-19"}
    write_state(cli.store_path.parent / "notifications.json", state | trouble)
    said = " ".join(status_of(cli, "").split())
    assert "LATE: words wait since 20 November 2026, and nobody has read them." in said
    assert "Told last: the reader on 20 November 2026. At 09:00 on working days." in said
    assert "TROUBLE since 19 November 2026: a message was not sent: reaching the mail server failed" in said
    assert "@" not in said


def test_status_tells_what_the_app_did_by_itself(cli: ServiceCli) -> None:
    assert "Maintenance has not run yet" in status_of(cli, "")
    state = {
        "last_run": "2026-11-20",
        "failed": ["closing"],
        "done": [["2026-11-20", f"{CLOSED}: words deleted, their time is over"]],
        "vanished": {"gone/2025": "2026-12-01"},
    }
    write_state(cli.store_path.parent / "maintenance.json", state)
    store = cli.store()
    store.save(Response(new_receipt(), "gone/2025", {"area": "north"}))
    store.close()
    said = " ".join(status_of(cli, "").split())
    assert "LATE: maintenance ran last for 20 November 2026." in said
    assert "TROUBLE: closing failed" in said
    assert f"20 November 2026: {CLOSED}: words deleted" in said
    assert "NO CONTENT FILE names gone/2025 any more: what is kept of it is deleted after 1 December 2026." in said


def test_no_command_but_those_that_should_makes_a_store(cli: ServiceCli) -> None:
    cli.monkeypatch.setenv("HANDBOOK_STORE", "var/mistyped.sqlite")
    commands = ("status", f"close {CLOSED}", f"release {CLOSED} --yes", f"publish {CLOSED}", "reading --as reader")
    more = (f"words {CLOSED} --as-reader", "forget", "forget --page-feedback --yes", "suggestions list")
    for command in (*commands, *more, f"points tag {CLOSED} 1 messages", "suggestions forget --yes"):
        exit_code, out, err = cli.invoke(command, AFTER_CLOSED)
        assert (command, exit_code, out) == (command, 1, "")
        assert "There is no store of answers at" in err
        assert "Check HANDBOOK_STORE" in err
    empty = cli.root / "var" / "mistyped.sqlite"
    assert not empty.exists()
    empty.touch()
    assert "There is no store of answers" in cli.invoke("status")[2]
    assert empty.stat().st_size == 0


def test_the_counter_never_gives_away_one_reply(cli: ServiceCli) -> None:
    seen = set()
    for replies in range(8, 13):
        cli.invoke(f"sample {BY_CODE} --replies {replies} --for-trying")
        seen.add(cli.invoke("status")[1])
    assert len(seen) == 2


# -- whatever goes wrong is a sentence --

REFUSED: list[tuple[str, str]] = [
    ("close carer-view/2025-autumn", "did you mean `carer-views/2025-autumn`?"),
    ("release carer-views", "write one of: `carer-views/2025-autumn`"),
    ("publish x", "write one of: `carer-views/2025-autumn`"),
    ("codes mileag 3", "did you mean `mileage`?"),
    ("sample Mileage", "did you mean `mileage`?"),
    ("backup somewhere", "HANDBOOK_BACKUP_KEY is not set"),
]
WRONG_USE = [
    ("relase mileage", "No such command"),
    ("close", "Missing argument"),
    ("sample mileage --replies lots", "is not a valid integer"),
]


@pytest.mark.parametrize(
    ("command", "said", "expected"), [*((*each, 1) for each in REFUSED), *((*each, 2) for each in WRONG_USE)]
)
def test_a_refused_command_gets_a_sentence_and_1_and_one_that_is_written_wrongly_2(
    cli: ServiceCli, command: str, said: str, expected: int
) -> None:
    exit_code, out, err = cli.invoke(command)
    assert (exit_code, out) == (expected, "")
    assert said in err
    assert err.startswith("Usage: ") == (expected == 2)
    assert "Traceback" not in err


def lower_thresholds(cli: ServiceCli) -> None:
    cli.monkeypatch.setenv("HANDBOOK_THRESHOLDS", "cell=4")


def no_folder(cli: ServiceCli) -> None:
    cli.monkeypatch.setenv("HANDBOOK_STORE", str(cli.root))


def not_a_store(cli: ServiceCli) -> None:
    cli.store_path.write_bytes(b"these are not answers, and far from it" * 100)


def broken_content(cli: ServiceCli) -> None:
    (cli.root / "surveys/mileage/consultation.yml").write_text("title: no\n")


@pytest.mark.parametrize(
    ("breaking", "said"),
    [
        (lower_thresholds, "the threshold `cell` may not be 4: write 5 or more"),
        (no_folder, "HANDBOOK_STORE names"),
        (not_a_store, "The store of answers cannot be used"),
        (broken_content, "surveys/mileage/consultation.yml:1:"),
    ],
)
def test_a_wrong_set_up_gets_a_sentence_and_exit_code_1(
    cli: ServiceCli, breaking: Callable[[ServiceCli], None], said: str
) -> None:
    breaking(cli)
    exit_code, out, err = cli.invoke("status")
    assert (exit_code, out) == (1, "")
    assert said in err


def no_right(cli: ServiceCli) -> OSError:
    return PermissionError(errno.EACCES, "Permission denied", str(cli.root / "codes.txt"))


def no_room(cli: ServiceCli) -> OSError:
    return OSError(errno.ENOSPC, "No space left on device", str(cli.root / "codes.txt"))


def no_name(cli: ServiceCli) -> OSError:  # noqa: ARG001 (as the others)
    return OSError(errno.EIO, "Input/output error")


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (no_right, "codes.txt cannot be opened by your user: see who owns it, or run this as the user of the service."),
        (no_room, "codes.txt cannot be written, because the disk is full: make room, then do it again."),
        (no_name, "A file cannot be used: Input/output error."),
    ],
)
def test_trouble_with_a_file_is_a_sentence_without_a_number(
    cli: ServiceCli, trouble: Callable[[ServiceCli], OSError], said: str
) -> None:
    error = trouble(cli)

    def fail(*_: object, **__: object) -> None:
        raise error

    cli.monkeypatch.setattr("feedback_app.cli.code_commands._new_private_file", fail)
    exit_code, _, err = cli.invoke(f"codes {BY_CODE} 1 --out {cli.root / 'codes.txt'}")
    assert (exit_code, err.strip().removeprefix("Error: ").removeprefix(f"{cli.root}/")) == (1, said)
    assert "Errno" not in err


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (f"codes {BY_CODE} 1 --out {{root}}/nowhere/codes.txt", "nowhere/codes.txt is not there"),
        (f"codes {BY_CODE} 1 --out {{root}}/surveys", "surveys is there already"),
        (f"codes {BY_CODE} 1 --out {{root}}/mkdocs.txt/codes.txt", "is not there: see whether the path is right"),
    ],
)
def test_a_path_that_leads_nowhere_gets_a_sentence(cli: ServiceCli, command: str, said: str) -> None:
    exit_code, _, err = cli.invoke(command.format(root=cli.root))
    assert (exit_code, said in err, "Errno" in err) == (1, True, False)


def test_the_program_itself_says_it_in_a_sentence_too(cli: ServiceCli) -> None:
    cli.invoke("status")  # names the sample as the handbook for the program below
    command = [sys.executable, "-m", "feedback_app", "close", "nothing"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Error: Nothing is asked under `nothing`")


def test_errors_of_the_system_are_explained_in_a_sentence(cli: ServiceCli) -> None:
    def refuses() -> None:
        raise PermissionError(13, "Permission denied", "/srv/handbook/var/keys")

    cli.monkeypatch.setattr("feedback_app.cli.context.read_settings", refuses)
    exit_code, _, err = cli.invoke("status")
    assert exit_code == 1
    assert err.startswith("Error: /srv/handbook/var/keys cannot be opened by your user: see who owns it")


def test_codes_make_says_where_the_codes_are(cli: ServiceCli, tmp_path: Path) -> None:
    assert f"One on a line, in {tmp_path / 'codes'}." in cli.invoke(f"codes {BY_CODE} 5 --out {tmp_path / 'codes'}")[2]
    assert " in " not in cli.invoke(f"codes {BY_CODE} 5")[2].partition("Give")[0]
