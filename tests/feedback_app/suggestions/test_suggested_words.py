"""The words of a suggested change: what differs, what is wrong with it, and the patch."""

from pathlib import Path

import pytest

from feedback_app.forms.kinds.texts import MAX_TEXT_LENGTH
from feedback_app.privacy.codes import normalise
from feedback_app.suggestions.diff import diff_hunks
from feedback_app.suggestions.patch import FileChange, PatchError, file_change, page_file, text_at_head, unified_patch
from feedback_app.suggestions.suggestion import Suggestion
from feedback_app.web.suggestion_draft import SuggestionDraft, read_page_draft
from handbook.handbook import Handbook
from handbook.pages.page import Page
from handbook.pages.sections import Section

PAGE = "/policies/sleepovers/"
FILE = "docs/policies/sleepovers.md"
RECEIPT = "7B2C-9QKD-M4XE-ZT10"
SECTION = Section("decide", "Decide", "## Decide\n\n", "Old words.")


@pytest.fixture
def page(sample_handbook: Handbook) -> Page:
    return sample_handbook.pages["policies/sleepovers.md"]


# -- what differs --


def told(old: str, new: str) -> list[tuple[str, str]]:
    """What goes and what comes, with signs around the words that change."""
    return [
        (
            "".join(f"<{each.text}>" if each.changed else each.text for each in difference.old),
            "".join(f"<{each.text}>" if each.changed else each.text for each in difference.new),
        )
        for difference in diff_hunks(old, new)
    ]


def test_each_place_that_changes_is_told_in_order_with_its_whole_lines() -> None:
    assert told("A cat.\nSame.\nA dog\nand more.\nGone.", "A hen.\nSame.\nA cow\nand more.") == [
        ("A <cat.>", "A <hen.>"),
        ("A <dog>", "A <cow>"),
        ("<Gone.>", ""),
    ]
    assert told("Same.", "Same.\nNew.\nNewer.") == [("", "<New.\nNewer.>")]


def test_words_beside_each_other_change_as_one_because_a_blank_or_a_sign_holds_nothing_together() -> None:
    assert told("We, you.", "They - it.") == [("<We, you.>", "<They - it.>")]
    assert told("We go.", "They go.") == [("<We> go.", "<They> go.")]
    assert told("Don't go.", "Don't stay.") == [("Don't <go.>", "Don't <stay.>")]


def test_a_word_that_is_used_often_in_a_long_line_still_stays() -> None:
    others = " ".join(f"word{number}" for number in range(250))
    assert told("the", f"{others}{' the' * 20}")[0][0] == "the"


@pytest.mark.parametrize("between", [" ", "\n"])
def test_texts_that_share_too_many_pairs_of_words_are_told_as_a_whole(between: str) -> None:
    hundred, most, more = (between.join(["a"] * number) for number in (100, 200, 201))
    # 20,000 pairs are compared; with one word more there are 100 more.
    assert told(most, hundred) != [(f"<{most}>", f"<{hundred}>")]
    assert told(more, hundred) == [(f"<{more}>", f"<{hundred}>")]
    assert told(more, more) == []


def test_blanks_and_signs_are_no_pairs_however_many_there_are() -> None:
    assert told(f"a {'- ' * 500}b", f"a {'- ' * 500}c") == [(f"a {'- ' * 500}<b>", f"a {'- ' * 500}<c>")]


# -- patches --


def test_only_a_written_page_has_a_file(sample_handbook: Handbook) -> None:
    assert page_file(sample_handbook, PAGE) == FILE
    assert page_file(sample_handbook, "/who-to-call/") is None


def test_the_words_are_changed_where_they_stand_with_the_line_ends_of_the_file() -> None:
    suggestion = Suggestion(PAGE, "A\nB", "A\nC\nD")
    assert file_change(suggestion, FILE, "A\nB\nA\n") == FileChange(FILE, "A\nB\nA\n", "A\nC\nD\nA\n")
    assert file_change(suggestion, FILE, "A\r\nB\r\nA\r\n") == FileChange(
        FILE, "A\r\nB\r\nA\r\n", "A\r\nC\r\nD\r\nA\r\n"
    )


@pytest.mark.parametrize("text", ["A\nC\n", "A\nB\nA\nB\n"])
def test_words_that_are_gone_or_stand_twice_are_told_as_they_stood_and_as_suggested(text: str) -> None:
    with pytest.raises(PatchError) as refused:
        file_change(Suggestion(PAGE, "A\nB", "A\nD"), FILE, text)
    assert str(refused.value) == (
        f"The words in {FILE} are others now than when this was suggested. Put the change in by hand.\n\n"
        "The words as they stood:\n| A\n| B\n\nThe words as suggested:\n| A\n| D"
    )


@pytest.mark.parametrize(("path", "before"), [(None, "A"), (FILE, "")])
def test_a_page_made_from_data_and_a_whole_page_have_no_words_in_a_file(path: str | None, before: str) -> None:
    with pytest.raises(PatchError) as refused:
        file_change(Suggestion(PAGE, before, "B"), path, "A")
    assert str(refused.value) == (
        f"{PAGE} is made from data, or the suggestion is about the whole page: no file holds just these words. "
        "Read it, then change what belongs changed."
    )


def test_a_patch_names_the_file_and_no_day_and_only_a_line_feed_ends_a_line() -> None:
    start = f"--- a/{FILE}\n+++ b/{FILE}\n"
    assert (
        unified_patch(FileChange(FILE, "A\u2028a\nB\n", "A\u2028a\nC\n"))
        == f"{start}@@ -1,2 +1,2 @@\n A\u2028a\n-B\n+C\n"
    )
    no_end = "\\ No newline at end of file\n"
    assert unified_patch(FileChange(FILE, "A", "B")) == f"{start}@@ -1 +1 @@\n-A\n{no_end}+B\n{no_end}"


def test_where_git_is_not_installed_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PatchError, match=r"^git is not installed here: write the change to a file instead\.$"):
        text_at_head(tmp_path, FILE)


def test_what_git_says_is_told_in_whichever_letters(tmp_path: Path) -> None:
    with pytest.raises(PatchError, match=r"^git could not do it: .*caf\ufffd"):
        text_at_head(tmp_path / "caf\udce9", FILE)


# -- what was filled in --


def draft(
    section: Section | None = SECTION,
    words: str = "New words.",
    why: str = "",
    shown: str | None = None,
    honeypot: str = "",
) -> SuggestionDraft:
    mark = section.mark if section else ""
    return SuggestionDraft(PAGE, section, mark if shown is None else shown, words, why, RECEIPT, "", honeypot)


def test_everything_that_is_filled_in_travels_on_and_what_is_empty_does_not() -> None:
    assert draft(why="Clearer.").with_texts("Newer.", "So.", "0123456789").hidden_values() == [
        ("page", PAGE),
        ("part", "decide"),
        ("shown", SECTION.mark),
        ("words", "Newer."),
        ("why", "So."),
        ("receipt", RECEIPT),
        ("kept", "0123456789"),
    ]
    assert draft(section=None, words="").hidden_values() == [("page", PAGE), ("part", "page"), ("receipt", RECEIPT)]


CHANGED = "The words of this page changed while you wrote. Compare yours with them below"
SAME = "Change the words in the box, or write new ones"
TRAPPED = 'Empty the box called "Leave this box empty", then send again'


@pytest.mark.parametrize(
    ("filled", "wrong"),
    [
        (draft(), []),
        (draft(section=None), []),
        (draft(words="x" * MAX_TEXT_LENGTH, why="x" * MAX_TEXT_LENGTH, honeypot=" "), []),
        (draft(words="[date taken out]" + "x" * MAX_TEXT_LENGTH), []),
        (draft(words="Old words."), [("#words", SAME)]),
        (draft(section=None, words=""), [("#words", SAME)]),
        (draft(shown="older"), [("#words", CHANGED)]),
        (draft(words="Old words.", shown="older"), [("#words", CHANGED)]),
        (draft(words="x" * (MAX_TEXT_LENGTH + 1)), [("#words", "Shorten your words by 1 character")]),
        (
            draft(words="Old words.", why="x" * (MAX_TEXT_LENGTH + 2), honeypot="x"),
            [("#words", SAME), ("#why", "Shorten your words by 2 characters"), ("#website", TRAPPED)],
        ),
    ],
)
def test_what_is_to_put_right_is_said_and_linked_to_its_box(
    filled: SuggestionDraft, wrong: list[tuple[str, str]]
) -> None:
    assert filled.problems() == [{"text": text, "href": href} for href, text in wrong]


def test_a_part_is_stored_with_its_heading_and_a_whole_page_without_words_as_they_stand() -> None:
    stored = Suggestion(PAGE, "## Decide\n\nOld words.", "## Decide\n\nNew words.", "Clearer.")
    assert draft(why="Clearer.").suggestion() == stored
    assert draft(section=None, why="Clearer.").suggestion() == Suggestion(PAGE, "", "New words.", "Clearer.")


def test_what_was_sent_is_read_with_the_spaces_that_belong_to_it() -> None:
    sent = {
        "words": "  New  \r\n\twords for MAX\x07 \n\n",
        "why": " So.\r\n",
        "shown": "mark",
        "receipt": RECEIPT.lower(),
        "kept": "0123456789",
        "website": "x",
    }
    assert read_page_draft(PAGE, sent) == SuggestionDraft(
        PAGE, None, "mark", "  New\n\twords for MAX", "So.", RECEIPT, "0123456789", "x"
    )


def test_words_that_nobody_can_see_are_no_words() -> None:
    assert read_page_draft(PAGE, {"words": " \u200b \u2800\r\n"}).words == ""


def test_what_was_not_sent_is_empty_and_a_receipt_is_drawn() -> None:
    read = read_page_draft(PAGE, {})
    assert read == SuggestionDraft(PAGE, None, "", "", "", read.receipt, "", "")
    assert normalise(read.receipt) == read.receipt
    assert read_page_draft(PAGE, {}).receipt != read.receipt
