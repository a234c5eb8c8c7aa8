"""The site shows what the forge's preview shows, or `check` says where it cannot."""

import markdown
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.checks.markdown import page_faults
from site_builder.forge_markdown.compatible import compatible_form, to_engine_markdown
from site_builder.forge_markdown.parsers import SITE_EXTENSIONS, forge_structure, site_structure
from site_builder.forge_markdown.structure import structure_of
from site_builder.menu import ConfigLoader
from tests.conftest import ROOT
from tests.site_builder.forge_markdown.snippets import SAME, WRITTEN_AGAIN


def shown(text: str) -> str:
    """The HTML that the engine makes of a text as the site hands it on."""
    return markdown.markdown(to_engine_markdown(text), extensions=list(SITE_EXTENSIONS))


def test_the_engine_is_compared_with_the_extensions_that_it_has() -> None:
    written = yaml.load((ROOT / "mkdocs.yml").read_text(), Loader=ConfigLoader)["markdown_extensions"]  # noqa: S506 a safe loader
    assert tuple(each if isinstance(each, str) else next(iter(each)) for each in written) == SITE_EXTENSIONS


@pytest.mark.parametrize("text", SAME.values(), ids=SAME)
def test_what_is_read_alike_is_handed_on_letter_by_letter(text: str) -> None:
    assert site_structure(text) == forge_structure(text)
    assert to_engine_markdown(text) == text


@pytest.mark.parametrize("text", WRITTEN_AGAIN.values(), ids=WRITTEN_AGAIN)
def test_what_the_engine_would_read_otherwise_is_written_again(text: str) -> None:
    assert site_structure(text) != forge_structure(text)
    again = compatible_form(text)
    assert again is not None
    assert site_structure(again) == forge_structure(text)
    assert compatible_form(again) == again, "once is enough"


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("a list directly under a sentence", ["<p>Some words:</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>"]),
        ("a table directly under a sentence", ["<p>Some words:</p>\n<table>", "<td>1</td>\n<td>2</td>"]),
        ("points moved in by two", ["<li>one<ul>\n<li>two<ul>\n<li>three</li>"]),
        ("points moved in by three", ["<ol>\n<li>one<ul>\n<li>two</li>\n<li>three</li>\n</ul>\n</li>\n<li>four</li>"]),
        ("numbers with a bracket", ["<ol>\n<li>one</li>\n<li>two</li>\n</ol>"]),
        ("boxes to tick", ["<li>☐ one</li>", "<li>☑ two <strong>three</strong></li>"]),
        ("more behind a click", ["<details>", "Some <strong>bold</strong>", "<li>one</li>"]),
        ("the forge's own notes", ['<div class="admonition info">', "<li>one<ul>\n<li>two</li>"]),
        ("a name of a heading", ['<h2 id="my-id">']),
        ("a slot", ["{{ contact.duty-worker }}", "{{ rate.mileage }}"]),
        ("a bar in a cell", ["<td>x &#124; y</td>", "<code>p &#124; q</code>"]),
        ("an address alone", ['<a href="https://www.gov.uk/x">', '<a href="http://www.gov.uk">']),
    ],
)
def test_the_page_holds_what_the_writer_saw(name: str, parts: list[str]) -> None:
    html = shown(WRITTEN_AGAIN[name])
    assert [part for part in parts if part not in html] == [], html


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<ul><li>a</li></ul>", "<p>a</p>"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<ol><li>a</li></ol>", '<ol start="2"><li>a</li></ol>'),
        ("<p>a</p><p>b</p>", "<p>a b</p>"),
        ("<p>a<br>b</p>", "<p>a b</p>"),
        ("<p><strong>a</strong></p>", "<p><em>a</em></p>"),
        ('<a href="a.md">a</a>', '<a href="b.md">a</a>'),
        ("<h2>a</h2>", "<h3>a</h3>"),
        ("<pre><code>a</code></pre>", "<p><code>a</code></p>"),
        ("<tr><td>a</td><td></td></tr>", "<tr><td>a</td></tr>"),
        ("<p>*a*</p>", "<p>a</p>"),
    ],
)
def test_the_comparison_sees_every_difference(one: str, other: str) -> None:
    assert structure_of(one) != structure_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<ul><li><p>a</p></li></ul>", "<ul>\n<li>a</li>\n</ul>"),
        ("<p>a  b\n</p>", "<p>a b</p>"),
        ("<td>a &#124; b</td>", "<td>a | b</td>"),
        ('<td style="text-align:right">a</td>', '<td align="right">a</td>'),
    ],
)
def test_the_comparison_leaves_alone_what_no_reader_sees(one: str, other: str) -> None:
    assert structure_of(one) == structure_of(other)


WORDS = st.sampled_from(
    [
        *("words", "**bold**", "*em*", "`code`", "[link](a.md)", "Yes|No", "two  ", "end\\", "~~x~~", "a: b", "£5"),
        *("{{ rate.mileage }}", "a * b", "**Note:**x", "5 < 6", "&amp;", "<br>", "- dash", "1. num", "** sp **"),
        *("a\\|b", "`a|b`", "**open", "# hash", "![alt](a.png)", "> gt", '"q"', "*a **b** c*", "[^1]"),
        "https://x.example/a_b",
    ]
)
SIGNS = st.sampled_from(
    [
        *("- ", "* ", "1. ", "2. ", "3) ", "", "", "", "## ", "### ", "> ", "- [ ] ", ": ", "10. ", "-   ", "+ "),
        *("| a | b |\n| - | - |\n| 1 | ", "```\n", "---\n", "!!! "),
    ]
)
LINE = st.tuples(st.sampled_from(["", "", "", "  ", "   ", "    ", "      ", "\t"]), SIGNS, WORDS, st.booleans()).map(
    lambda line: f"{line[0]}{line[1]}{line[2]}{chr(10) * line[3]}"
)


@settings(max_examples=60)
@given(st.lists(LINE, min_size=1, max_size=6).map("\n".join))
def test_whatever_is_written_is_shown_as_on_the_forge_or_refused(text: str) -> None:
    faults = list(page_faults(text))
    if not faults:
        assert site_structure(to_engine_markdown(text)) == forge_structure(text)
    assert all(1 <= line <= text.count("\n") + 1 for line, _ in faults)


@pytest.mark.parametrize(
    ("text", "line", "told", "right"),
    [
        ("Words.\n\n    Moved in.\n", 3, "it prints as the text of a program", "Words.\n\nMoved in.\n"),
        ("- one\n-\n- two\n", 2, "has no words", "- one\n- two\n"),
        (
            "Words.\n\n| a | b |\n| - | - |\n",
            3,
            "no row below its header",
            "Words.\n\n| a | b |\n| - | - |\n| 1 | 2 |\n",
        ),
        ("Words.\n\n- [ ] 1. one\n", 3, "put an empty line", "Words.\n\n- [ ]\n\n    1. one\n"),
    ],
)
def test_what_cannot_be_shown_is_reported_with_its_line_and_the_advice_fixes_it(
    text: str, line: int, told: str, right: str
) -> None:
    ((at, message),) = page_faults(text)
    assert at == line
    assert told in message
    assert list(page_faults(right)) == []


@pytest.mark.parametrize("text", ["- " * 600 + "a", "<![x", "Words\n\n<div><![x\n</div>\n", "- [ ] ", "> " * 600 + "a"])
def test_what_breaks_a_parser_is_refused_or_shown_and_never_a_traceback(text: str) -> None:
    faults = list(page_faults(text))
    if not faults:
        assert site_structure(to_engine_markdown(text)) == forge_structure(text)


def test_a_part_that_opens_keeps_saying_that_markdown_is_in_it() -> None:
    text = 'Do:\n- one\n\n<details markdown="block">\n<summary>More</summary>\n\nWords.\n\n</details>\n'
    assert site_structure(compatible_form(text) or "") == forge_structure(text)
    assert '<details markdown="block">' in (compatible_form(text) or "")
