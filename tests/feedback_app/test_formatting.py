"""Content as safe HTML."""

import pytest
from markupsafe import Markup

from feedback_app.formatting import in_new_tabs, prose


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("policies/payments.md", "/policies/payments/"),
        ("/policies/payments.md#rates", "/policies/payments/#rates"),
        ("index.md", "/"),
        ("#rates", "#rates"),
        ("tel:999", "tel:999"),
        ("mailto:us@council.example", "mailto:us@council.example"),
        ("http://a.example/", "http://a.example/"),
        ("https://a.example/a.md#b#c", "https://a.example/a.md#b#c"),
        ("a.md#b#c", "/a/#b#c"),
    ],
)
def test_links_lead_to_pages_by_their_address_and_tell_nobody_where_from(link: str, address: str) -> None:
    assert prose(f"See [it]({link}).") == f'<p>See <a href="{address}" rel="noreferrer">it</a>.</p>'


def test_what_a_link_or_a_tag_may_not_carry_is_left_out() -> None:
    assert prose("[x](ftp://a.example/)") == '<p><a rel="noreferrer">x</a></p>'
    assert prose("# Title\n\n*a* `b` <u>c</u>\n\n> d\n\n1. e") == (
        "Title\n<p><em>a</em> <code>b</code> c</p>\n<blockquote>\n<p>d</p>\n</blockquote>\n<ol>\n<li>e</li>\n</ol>"
    )
    assert prose('<p id="a" class="b">d</p>') == "<p>d</p>"
    assert prose('<blockquote cite="https://a.example/">e</blockquote>') == "<blockquote>e</blockquote>"
    assert "hreflang" not in prose('<a href="/" hreflang="cy">f</a>')


def test_markdown_of_content_becomes_paragraphs_lists_and_links() -> None:
    shown = prose("One **bold** word.\n\n- see [payments](policies/payments.md#rates)\n")
    assert "<strong>bold</strong>" in shown
    assert '<a href="/policies/payments/#rates"' in shown
    assert "<li>" in shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "Bring:\n- a bag\n  - with clothes",
            "<p>Bring:</p>\n<ul>\n<li>a bag\n<ul>\n<li>with clothes</li>\n</ul>\n</li>\n</ul>",
        ),
        ("3) three", '<ol start="3">\n<li>three</li>\n</ol>'),
        ("- [ ] one\n- [x] two", "<ul>\n<li>\u2610 one</li>\n<li>\u2611 two</li>\n</ul>"),
        ("one\\\ntwo", "<p>one<br>\ntwo</p>"),
        (
            "A:\n| b |\n| - |\n| c |",
            "<p>A:</p>\n<table>\n<thead>\n<tr>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>c</td>",
        ),
    ],
)
def test_a_form_shows_what_the_preview_of_the_forge_shows(text: str, shown: str) -> None:
    assert prose(text).startswith(shown)


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        '<img src=x onerror="alert(1)">',
        '<a href="/" onclick="alert(1)" style="color:red">x</a>',
        "<iframe src='https://evil.example'></iframe>",
    ],
)
def test_nothing_in_content_can_run(hostile: str) -> None:
    shown = prose(hostile)
    assert not [
        bad for bad in ("<script", "javascript:", "onerror", "onclick", "style=", "<iframe", "<img") if bad in shown
    ]


NEW_TAB = ' <span class="new-tab">(opens a &lt;new&gt; tab)</span></a>'


@pytest.mark.parametrize(
    ("link", "opened"),
    [
        ('<a href="/privacy/">Privacy</a>', f'<a href="/privacy/" target="_blank" rel="noopener">Privacy{NEW_TAB}'),
        ('<a href="/a/" rel="noreferrer">A</a>', f'<a href="/a/" rel="noreferrer" target="_blank">A{NEW_TAB}'),
        ("<a href='/a/'>A\n<b>b</b></a>", f'<a href=\'/a/\' target="_blank" rel="noopener">A\n<b>b</b>{NEW_TAB}'),
    ],
)
def test_a_link_out_of_a_page_that_somebody_fills_in_opens_a_new_tab_and_says_so(link: str, opened: str) -> None:
    words = "(opens a <new> tab)"
    assert in_new_tabs(Markup(f"{link} and {link}"), half_filled=True, words=words) == f"{opened} and {opened}"  # noqa: S704
    assert in_new_tabs(Markup(link), half_filled=False, words=words) == link  # noqa: S704


@pytest.mark.parametrize(
    "link",
    [
        '<a href="#words">Back</a>',
        '<a href="tel:999">999</a>',
        '<a href="sms:85258">85258</a>',
        '<a href="mailto:us@council.example">Write</a>',
        '<a href="https://weather.example/" rel="noreferrer nofollow">Leave</a>',
        '<a href="/a/" target="_blank">A</a>',
        "<abbr>LADO</abbr>",
    ],
)
def test_links_that_dial_stay_on_the_page_or_are_meant_to_leave_it_are_as_they_were(link: str) -> None:
    assert in_new_tabs(Markup(link), half_filled=True, words="new") == link  # noqa: S704


def test_lines_end_where_the_words_end() -> None:
    assert prose("x\n\n") == "<p>x</p>"
