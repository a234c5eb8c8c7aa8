"""Typed commands: suggestions leave the store as patches and branches, and get an answer."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_app.privacy.codes import new_receipt
from feedback_app.suggestions.diff import diff_hunks
from feedback_app.suggestions.patch import FileChange, unified_patch
from feedback_app.suggestions.suggestion import Suggestion, SuggestionState
from feedback_app.terminal_text import quoted
from handbook.pages.sections import sections_of
from tests.conftest import ROOT
from tests.feedback_app.service_commands import ServiceCli
from tests.handbooks import real_sources

FILE = "docs/policies/sleepovers.md"
PAGE = "/policies/sleepovers/"
OLD = "## Decide\n\n1. Ask who else will be there.\n2. Say yes if you would for your own child."
NEW = "## Decide\n\n1. Ask who else will be there.\n2. Say yes if you would say yes for your own child."
RECEIPT = new_receipt()


def suggested(cli: ServiceCli, before: str = OLD, after: str = NEW, page: str = PAGE, why: str = "") -> str:
    """A suggestion in the store; its id."""
    store = cli.store()
    store.save_suggestion(RECEIPT, Suggestion(page, before, after, why))
    (kept,) = store.suggestions()
    store.close()
    return kept.id


def kept(cli: ServiceCli) -> Suggestion | None:
    store = cli.store()
    found = store.suggestion_of(RECEIPT)
    store.close()
    return found


def git(folder: Path, *words: str) -> str:
    return subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, text=True).stdout  # noqa: S607


@pytest.fixture
def forge(cli: ServiceCli) -> Path:
    """The handbook under version control, one folder below the top."""
    top = cli.root.parent
    git(top, "init", "-q", "-b", "main")
    (top / ".gitignore").write_text("var/\n")
    git(top, "add", "handbook")
    git(top, "-c", "user.name=An editor", "-c", "user.email=editor@example.org", "commit", "-q", "-m", "All")
    return cli.root


def test_the_list_names_page_and_state_and_no_words(cli: ServiceCli) -> None:
    name = suggested(cli)
    code, said, _ = cli.invoke("suggestions list")
    assert (code, said.split()) == (0, [name, "waiting", PAGE])


def test_the_words_can_be_read(cli: ServiceCli) -> None:
    name = suggested(cli, why="It is clearer.")
    _, said, _ = cli.invoke(f"suggestions show {name}")
    assert quoted(OLD) in said
    assert quoted(NEW) in said
    assert "It is clearer." in said


def test_a_patch_is_what_git_takes(cli: ServiceCli, forge: Path, tmp_path: Path) -> None:
    name = suggested(cli)
    code, said, _ = cli.invoke(f"suggestions patch {name} {tmp_path}/change.patch")
    assert code == 0
    assert f"changes {FILE}" in said
    git(forge, "apply", f"{tmp_path}/change.patch")
    assert NEW in (forge / FILE).read_text()
    assert git(forge, "diff", "--numstat").split() == ["1", "1", f"handbook/{FILE}"]


def test_a_patch_never_writes_over_a_file(cli: ServiceCli, tmp_path: Path) -> None:
    name = suggested(cli)
    (tmp_path / "there").write_text("mine")
    code, _, wrong = cli.invoke(f"suggestions patch {name} {tmp_path}/there")
    assert (code, (tmp_path / "there").read_text()) == (1, "mine")
    assert "is there already" in wrong


@given(st.text(alphabet="ab\n", max_size=30), st.text(alphabet="ab\n", max_size=30))
def test_every_patch_turns_the_old_text_into_the_new_one(before: str, after: str) -> None:
    if before == after:
        assert unified_patch(FileChange("x.md", before, after)) == ""
        return
    assert applied(unified_patch(FileChange("x.md", before, after)), before) == after


def applied(patch: str, text: str) -> str:
    """What a patch makes of a text, worked out by its own lines."""
    old, new = [], []
    lines = patch.split("\n")[2:]
    for at, line in enumerate(lines):
        end = "" if at + 1 < len(lines) and lines[at + 1].startswith("\\") else "\n"
        if line[:1] in (" ", "-"):
            old.append(line[1:] + end)
        if line[:1] in (" ", "+"):
            new.append(line[1:] + end)
    assert "".join(old) in text
    return text.replace("".join(old), "".join(new), 1)


def test_text_that_occurs_twice_is_changed_by_hand(cli: ServiceCli, tmp_path: Path) -> None:
    name = suggested(cli)
    file = cli.root / FILE
    file.write_text(file.read_text() + f"\n{OLD}\n")
    code, _, wrong = cli.invoke(f"suggestions patch {name} {tmp_path}/change.patch")
    assert (code, (tmp_path / "change.patch").exists()) == (1, False)
    assert "Put the change in by hand" in wrong


def test_a_branch_holds_the_change_and_a_neutral_author_and_leaves_the_files_alone(
    cli: ServiceCli, forge: Path
) -> None:
    name = suggested(cli, why="My boy is seven.")
    (forge / FILE).write_text((forge / FILE).read_text() + "\nSomebody writes here.\n")
    git(forge, "add", FILE)
    before = git(forge, "status", "--porcelain")
    code, said, wrong = cli.invoke(f"suggestions patch {name} --branch")
    assert (code, wrong) == (0, "")
    branch = f"suggestion-{name}"
    assert branch in said
    assert git(forge, "diff", "--numstat", "main", branch).split() == ["1", "1", f"handbook/{FILE}"]
    assert NEW in git(forge, "show", f"{branch}:./{FILE}")
    who = git(forge, "log", "-1", "--format=%an %ae %cn %ce %B", branch)
    assert who.count("A reader of the handbook reader@handbook.invalid") == 2
    assert "boy" not in who
    assert git(forge, "status", "--porcelain") == before
    assert git(forge, "branch", "--show-current").strip() == "main"
    code, _, wrong = cli.invoke(f"suggestions patch {name} --branch")
    assert code == 1
    assert f"There is a branch {branch} already" in wrong


@pytest.mark.parametrize("words", ["", "--branch {patch}"])
def test_a_patch_goes_to_one_place(cli: ServiceCli, words: str, tmp_path: Path) -> None:
    name = suggested(cli)
    code, _, wrong = cli.invoke(f"suggestions patch {name} " + words.format(patch=tmp_path / "x"))
    assert code == 2
    assert "one of the two" in wrong


def test_words_that_have_changed_since_are_refused_with_both_texts(cli: ServiceCli, tmp_path: Path) -> None:
    name = suggested(cli)
    file = cli.root / FILE
    file.write_text(file.read_text().replace("Ask who else", "Find out who else"))
    code, _, wrong = cli.invoke(f"suggestions patch {name} {tmp_path}/change.patch")
    assert code == 1
    assert "are others now than when this was suggested" in wrong
    assert quoted(OLD) in wrong
    assert quoted(NEW) in wrong
    assert not (tmp_path / "change.patch").exists()


def test_a_page_made_from_data_has_no_patch(cli: ServiceCli, tmp_path: Path) -> None:
    name = suggested(cli, before="", after="The number is wrong.", page="/who-to-call/")
    code, _, wrong = cli.invoke(f"suggestions patch {name} {tmp_path}/change.patch")
    assert code == 1
    assert "made from data" in wrong


def test_without_git_the_branch_is_refused_in_a_sentence(cli: ServiceCli) -> None:
    name = suggested(cli)
    code, _, wrong = cli.invoke(f"suggestions patch {name} --branch")
    assert code == 1
    assert wrong.startswith("Error: git could not do it")


def test_in_progress_keeps_the_words_and_done_deletes_them(cli: ServiceCli) -> None:
    name = suggested(cli, before="before-words", after="after-words", why="why-words")
    cli.invoke(f"suggestions answer {name} in-progress")
    assert kept(cli) == Suggestion(
        PAGE, "before-words", "after-words", "why-words", SuggestionState.IN_PROGRESS, id=name
    )
    code, said, _ = cli.invoke(f"suggestions answer {name} done --page policies/sleepovers.md --yes")
    assert (code, said.splitlines()[-1]) == (0, f"{name} is done. Its words are deleted.")
    assert kept(cli) == Suggestion(PAGE, "", "", "", SuggestionState.DONE, f"\n{PAGE}", name)
    everything = b"".join(each.read_bytes() for each in cli.store_path.parent.glob("store*"))
    assert [words for words in (b"before-words", b"after-words", b"why-words") if words in everything] == []


def test_no_needs_a_reason(cli: ServiceCli) -> None:
    name = suggested(cli)
    code, _, wrong = cli.invoke(f"suggestions answer {name} not-doing")
    assert code == 2
    assert "Say why not" in wrong
    assert cli.invoke(f"suggestions answer {name} not-doing because --yes")[0] == 0
    assert kept(cli) == Suggestion(PAGE, "", "", "", SuggestionState.NOT_DOING, "because", name)


@pytest.mark.parametrize("reason", ["\u200b", "\u2800", "\u200b\u3164", "\u0301"], ids=ascii)
def test_a_reason_that_nobody_can_see_is_none(cli: ServiceCli, reason: str) -> None:
    name = suggested(cli)
    code, _, wrong = cli.invoke(f"suggestions answer {name} not-doing {reason} --yes")
    assert (code, "Say why not" in wrong) == (2, True)
    assert kept(cli) == Suggestion(PAGE, OLD, NEW, id=name)


def test_a_final_answer_shows_what_the_sender_will_read_and_asks_first(cli: ServiceCli) -> None:
    name = suggested(cli)
    for answers in ("", "n\n"):
        code, said, wrong = cli.invoke(f"suggestions answer {name} not-doing because", answers=answers)
        assert (code, "This cannot be undone" in wrong) == (1, True)
        assert f"Not doing. Because: because The page: {PAGE}" in said
    assert kept(cli) == Suggestion(PAGE, OLD, NEW, id=name)
    code, said, _ = cli.invoke(f"suggestions answer {name} done Thanks", answers="y\n")
    assert (code, f"Done: the page has changed. Thanks The page: {PAGE}" in said) == (0, True)


@pytest.mark.parametrize(
    ("words", "exit_code", "why"),
    [
        ("in-progress --page policies/sleepovers.md", 2, "it goes with `done`"),
        ("done --page policies/nowhere.md", 1, "There is no page docs/policies/nowhere.md"),
        ("perhaps", 2, "is not one of"),
    ],
)
def test_odd_answers_are_refused(cli: ServiceCli, words: str, exit_code: int, why: str) -> None:
    name = suggested(cli)
    code, _, wrong = cli.invoke(f"suggestions answer {name} {words}")
    assert (code, why in wrong) == (exit_code, True)


def test_an_answer_is_final_and_an_answered_one_has_no_words_to_show_or_patch(cli: ServiceCli, tmp_path: Path) -> None:
    name = suggested(cli)
    cli.invoke(f"suggestions answer {name} done --yes")
    assert "is answered already" in cli.invoke(f"suggestions answer {name} in-progress")[2]
    assert "Its words are deleted" in cli.invoke(f"suggestions show {name}")[1]
    assert "its words are deleted" in cli.invoke(f"suggestions patch {name} {tmp_path}/x")[2]


def test_only_answered_ones_are_forgotten(cli: ServiceCli) -> None:
    name = suggested(cli)
    assert cli.invoke("suggestions forget")[1] == "Deleted 0 answered suggestions.\n"
    cli.invoke(f"suggestions answer {name} done --yes")
    code, _, wrong = cli.invoke("suggestions forget")
    assert (code, "Their receipts will then find nothing" in wrong) == (1, True)
    assert kept(cli) is not None
    assert cli.invoke("suggestions forget --yes")[1] == "Deleted 1 answered suggestion.\n"
    assert kept(cli) is None


@pytest.mark.parametrize("name", ["ffff", "", "zz"])
def test_an_unknown_id_is_refused(cli: ServiceCli, name: str) -> None:
    suggested(cli)
    assert cli.invoke(f"suggestions show {name or '-'}")[0] == 1


def test_every_part_of_every_page_is_found_again_in_its_file() -> None:
    handbook = real_sources().handbook
    lost = []
    for path, page in handbook.pages.items():
        text = (ROOT / "docs" / path).read_text()
        parts = sections_of(page)
        assert len({part.id for part in parts}) == len(parts)
        lost += [f"{path}#{part.id}" for part in parts if text.count(part.text) != 1]
    assert lost == []


def test_what_differs_is_told_by_words() -> None:
    (found,) = diff_hunks("one\ntwo old words\nthree", "one\ntwo new words\nthree")
    assert [(each.text, each.changed) for each in found.old] == [("two ", False), ("old", True), (" words", False)]
    assert [(each.text, each.changed) for each in found.new] == [("two ", False), ("new", True), (" words", False)]


@given(st.text(max_size=80), st.text(max_size=80))
def test_what_differs_holds_every_letter_of_both_texts(old: str, new: str) -> None:
    for each in diff_hunks(old, new):
        assert "".join(piece.text for piece in each.old) in old
        assert "".join(piece.text for piece in each.new) in new
    assert (diff_hunks(old, new) == ()) is (old == new)
