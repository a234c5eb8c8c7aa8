"""What commands print: sentences of 80 columns, whole lines to copy, and a sentence also where there is nothing."""

import re
import shlex

import click
import pytest

from feedback_app.cli.commands import commands
from feedback_app.privacy.codes import new_receipt
from feedback_app.responses import Response
from feedback_app.terminal_text import error_text, wrapped
from tests.conftest import ROOT
from tests.feedback_app.service_commands import (
    AFTER_CLOSED,
    BY_CODE,
    CLOSED,
    ServiceCli,
)


def written(cli: ServiceCli) -> None:
    store = cli.store()
    store.save(Response(new_receipt(), CLOSED, {}, {"change": "More notice."}))
    store.close()


def check_lines(said: str) -> None:
    """Sentences are no wider than 80 columns and end with a full stop; each line to copy is one that can be typed."""
    for line in said.splitlines():
        # A path is longer than any line, and is not broken.
        assert len(line) <= 80 or " " not in line.strip() or line.startswith("  "), line
        if "python -m feedback_app" in line and "`" not in line and not line.startswith("Usage: "):
            check_command(line)


def check_command(line: str) -> None:
    assert re.match(r" {2,4}python -m feedback_app ", line), line
    words = [{"NAME": "0123456789", "COUNT": "5", "ID": "abc"}.get(word, word) for word in shlex.split(line)[3:]]
    command: click.Command = commands
    parent: click.Context | None = None
    while isinstance(command, click.Group) and words:
        _, found, words = command.resolve_command(click.Context(command, parent), words)
        assert found is not None, line
        command = found
        if isinstance(command, click.Group) and words[:1] and words[0].startswith("-"):
            break
    command.make_context(command.name, list(words))


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_each_command_tells_its_help(option: str, cli: ServiceCli) -> None:
    for command in ("", "status ", "codes make "):
        exit_code, out, err = cli.invoke(f"{command}{option}")
        assert (exit_code, err, out.startswith("Usage: ")) == (0, "", True)


def test_sentences_are_wrapped_and_lines_to_copy_and_what_is_in_backticks_stay_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    text = f"{'word ' * 15}`one command` and more.\n  python {'-m x ' * 30}"
    first, second, third = wrapped(text).split("\n")
    assert (first, second) == (("word " * 15).strip(), "`one command` and more.")
    assert third == f"  python {'-m x ' * 30}"
    monkeypatch.setenv("COLUMNS", "40")
    assert max(map(len, wrapped("word " * 30).splitlines())) <= 40
    monkeypatch.setenv("COLUMNS", "many")
    assert max(map(len, wrapped("word " * 30).splitlines())) in range(75, 81)


def test_a_refusal_ends_with_a_full_stop_and_leaves_the_words_of_others_alone() -> None:
    words = "its words " * 20
    assert error_text(f"They have changed\n\n{words}") == f"They have changed.\n\n{words}"
    assert [error_text(each) for each in ("Is it?", "See:\n  git diff")] == ["Is it?", "See:\n  git diff"]


@pytest.mark.parametrize(
    "command",
    [
        f"close {BY_CODE}",
        f"release {BY_CODE}",
        f"release {CLOSED} --yes",
        f"publish {CLOSED}",
        "codes mileage 5",
        f"codes {BY_CODE} 5 --sheet /nowhere/a --out /nowhere/b",
        "sample every-thing-else",
        "sample",
        f"sample {BY_CODE}",
        "reading",
        "reading --again --as reader",
        "reading --as reader",
        "reading delete 1 --as reader",
        f"words {CLOSED}",
        f"points tag {CLOSED} 2 messages",
        f"points tag {BY_CODE} 2 messages",
        "suggestions show zz",
        "suggestions list",
        "forget",
        "forget --page-feedback",
        "backup-of-nothing",
        "backup copies",
        "status",
    ],
)
def test_what_a_command_says_fits_and_can_be_typed(cli: ServiceCli, command: str) -> None:
    _, out, err = cli.invoke(command, columns="")
    assert out + err
    check_lines(out)
    check_lines(err)
    assert not err or err.rstrip().endswith((".", "?")) or err.splitlines()[-1].startswith("  "), err


def test_a_store_that_is_not_there_is_told_in_lines_that_fit(cli: ServiceCli) -> None:
    cli.store_path.unlink()
    err = cli.invoke("status", columns="")[2]
    check_lines(err)
    assert err.count("\n") > 1


def test_the_next_steps_after_reading_can_be_typed_as_they_stand(cli: ServiceCli) -> None:
    written(cli)
    err = cli.invoke("reading --as deputy", AFTER_CLOSED, columns="")[2]
    check_lines(err)
    for step in ("hand-over", "delete"):
        assert f"\n  python -m feedback_app reading {step} NAME --as deputy\n" in err
    name = cli.texts()["More notice."]
    err = cli.invoke(f"reading hand-over {name} --as deputy", AFTER_CLOSED)[2]
    assert f"\n  python -m feedback_app reading delete {name} --as deputy\n" in err


def test_no_command_names_another_without_how_to_call_it() -> None:
    names = "|".join(sorted(commands.commands))
    half = re.compile(rf"(?:see|:|with|Sooner:) `?(?:{names}) (?:[a-z-]+ )?(?:NAME|KEY|\{{|--|list)")
    found = [
        f"{file.name}: {line.strip()}"
        for file in (ROOT / "feedback_app/cli").glob("*_command*.py")
        for line in file.read_text(encoding="utf-8").splitlines()
        if half.search(line)
    ]
    assert found == []


def test_where_there_is_nothing_a_command_says_so(cli: ServiceCli) -> None:
    assert cli.invoke("suggestions list")[1:] == ("There are no suggestions.\n", "")
    for command in ("forget", "forget --dry-run"):
        assert cli.invoke(command)[1] == "Nothing is past its time.\n"
    assert cli.invoke("words mileage --as reader")[2] == "There are no texts.\n"
    assert cli.invoke("reading --all --as reader")[2] == "No text is kept.\n"


def test_a_name_is_refused_for_the_reason_that_is_true(cli: ServiceCli) -> None:
    written(cli)
    assert "No text is called 1:" in cli.invoke("reading delete 1 --as reader", AFTER_CLOSED)[2]
    assert cli.invoke("reading --again --as reader", AFTER_CLOSED)[2] == "The reader has read nothing yet.\n"
    cli.invoke("reading --as reader", AFTER_CLOSED)
    assert cli.invoke("reading --again --as deputy", AFTER_CLOSED)[2] == "The deputy has read nothing yet.\n"
    cli.invoke(f"reading delete {cli.texts()['More notice.']} --as reader --yes", AFTER_CLOSED)
    assert cli.invoke("reading --again --as reader", AFTER_CLOSED)[2] == "The texts of that reading are gone.\n"


def test_a_command_without_its_key_tells_where_keys_are(cli: ServiceCli) -> None:
    for command in ("sample", "close", "words --as reader"):
        exit_code, _, err = cli.invoke(command)
        assert (exit_code, "`python -m feedback_app status` lists them." in err) == (2, True)
