"""How a page is built: each rule broken once, with line and column, and what is right beside it."""

from collections.abc import Callable

import pytest

from handbook.pages.markdown import read_page_text
from handbook.rules.structure import TAGS

PAGE = "docs/policies/sleepovers.md"
LAST = "Tell your supervising social worker at your next talk."

Complaints = Callable[[], list[str]]
Edit = Callable[[str, str, str], None]


@pytest.mark.parametrize(
    ("text", "place", "told"),
    [
        (
            "#### Deep\n\nText.",
            "36:1",
            "this heading skips a level: it has 4 `#`, and the one above it has 2; write ###",
        ),
        (
            "| a | b |\n| c | d |",
            "36:1",
            "a table needs a header; write the columns' names as its first row, and `| --- | --- |` below it",
        ),
        (
            "| Who |  |\n| --- | --- |\n| c | d |",
            "36:1",
            "a column of this table has no name; write one into its first row",
        ),
        (
            "See [this](javascript:alert(1)).",
            "36:12",
            "a link may lead to a page or begin with https://; write one of these, or take the link out",
        ),
        (
            "<br>\n<![x",
            "37:1",
            f"`<!>` may not stand here; write it in Markdown (of HTML, only {', '.join(f'`<{tag}>`' for tag in TAGS)})",
        ),
        (
            "### ",
            "36:1",
            "this heading has no words; write them, or take its `#` out",
        ),
        (
            "## {: #name }",
            "36:1",
            "this heading has no words; write them, or take its `#` out",
        ),
        (
            "Words.\n\n<details>\n<summary>More</summary>\n\nWords.",
            "38:1",
            "`<details>` is never closed; write `</details>` where it ends",
        ),
        ("A<sub>b", "36:2", "`<sub>` is never closed; write `</sub>` where it ends"),
        ("A</sub>b", "36:2", "`</sub>` closes nothing; take it out"),
        ("A <!-- b", "36:3", "this comment is never closed; write `-->` where it ends"),
        ("<!-- b\n\nWords.", "36:1", "this comment is never closed; write `-->` where it ends"),
        (
            "See ![](plan.png).",
            "36:5",
            "those who cannot see this picture are told nothing; write what it shows: `![What it shows](...)`",
        ),
        (
            'First\nsee <iframe src="x"></iframe>.',
            "37:5",
            "`<iframe>` may not stand here; write it in Markdown (of HTML, only "
            + ", ".join(f"`<{tag}>`" for tag in TAGS)
            + ")",
        ),
    ],
)
def test_a_badly_built_page_is_reported_with_its_place(
    edit: Edit, complaints: Complaints, text: str, place: str, told: str
) -> None:
    edit(PAGE, LAST, text)
    assert complaints() == [f"{PAGE}:{place}: {told}"]


def test_the_first_heading_of_a_page_has_two_signs(edit: Edit, complaints: Complaints) -> None:
    edit(PAGE, "## Decide", "### Decide")
    (line,) = complaints()
    assert line.endswith("this heading skips a level; the first headings of a page have two `#`, not 3")


@pytest.mark.parametrize(
    "text",
    [
        "### One\n\n#### Two\n\n## Back up again",
        "| Who | What |\n| --- | --- |\n| c | |",
        "See ![a plan of the house](plan.png).",
        "H<sub>2</sub>O<br>and <abbr title='x'>LADO</abbr>",
        "<!-- a remark for writers -->\n\nText.",
        "<!---->\n\n`<!--` and \\<!-- a",
        "<details>\n<summary>More <br> <q>now</q></summary>\n\nWords.\n\n</details>",
        "Words.[^1]\n\n[^1]: Kent",
        "```\n| a | b |\n| c | <iframe> |\n```",
        "Less than 5 < 6 and more.",
    ],
)
def test_what_is_well_built_passes(edit: Edit, complaints: Complaints, text: str) -> None:
    edit(PAGE, LAST, text)
    assert complaints() == []


def test_a_comment_in_a_text_of_a_data_file_is_reported_with_how_they_are_written_there(
    edit: Edit, complaints: Complaints
) -> None:
    edit("service/glossary.yml", "meaning: ", "meaning: <!-- so --> ")
    (line,) = complaints()
    assert line.endswith("a comment may not stand in this text; write it on a line of its own that begins with `#`")


def test_html_in_a_data_file_is_told_at_its_value(edit: Edit, complaints: Complaints) -> None:
    edit("service/glossary.yml", "meaning: ", "meaning: <marquee>so</marquee> ")
    (line,) = complaints()
    assert "`<marquee>` may not stand here" in line


@pytest.mark.parametrize(
    ("path", "before", "after", "place"),
    [
        (PAGE, LAST, "One.\n\n" + "[" * 301, "38:1"),
        ("service/glossary.yml", "meaning: ", f"meaning: a{'[' * 301} ", "13:14"),
    ],
    ids=["page", "data"],
)
def test_brackets_that_would_take_minutes_are_refused(
    edit: Edit, complaints: Complaints, path: str, before: str, after: str, place: str
) -> None:
    edit(path, before, after)
    told = "so many `[` stand here that the page would take minutes to build; take out those that begin no link"
    assert complaints() == [f"{path}:{place}: {told}"]


def test_many_brackets_in_many_paragraphs_pass(edit: Edit, complaints: Complaints) -> None:
    edit(PAGE, LAST, "\n\n".join(["\\[" * 100] * 5))
    assert complaints() == []


def test_an_address_of_a_source_opens_no_program(edit: Edit, complaints: Complaints) -> None:
    edit(PAGE, "address: https://thistlemoor.example/promise", "address: javascript:alert(1)")
    (line,) = complaints()
    assert line.endswith("a link may lead to a page or begin with https://; write one of these, or take the link out")


def test_pages_are_taken_apart_with_places() -> None:
    text = read_page_text('## Ask { #ask }\n\n!!! note "See"\n\n    Read\n    [this](a.md#b).\n\nTerm\n:   Meaning.\n')
    assert [(each.text, each.level, each.anchor) for each in text.headings] == [("Ask", 2, "ask")]
    assert [(each.line, each.column, each.text) for each in text.links] == [(6, 12, "a.md#b")]
    assert text.blocks[-1].text == "Term. Meaning."
    assert "#ask" not in text.prose
    assert len(text.prose) == len(
        '## Ask { #ask }\n\n!!! note "See"\n\n    Read\n    [this](a.md#b).\n\nTerm\n:   Meaning.\n'
    )
