"""Days as words, and content as safe HTML."""

from datetime import date

import pytest

from feedback_app.wording import day_in_words, prose


def test_days_are_written_out() -> None:
    assert day_in_words(date(2026, 3, 31)) == "31 March 2026"
    assert [day_in_words(date(2026, month, 1)).split()[1][:3] for month in range(1, 13)] == [
        *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
        *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    ]


def test_markdown_of_content_becomes_paragraphs_lists_and_links() -> None:
    shown = prose("One **bold** word.\n\n- see [payments](policies/payments.md#rates)\n")
    assert "<strong>bold</strong>" in shown
    assert '<a href="/policies/payments/#rates"' in shown
    assert "<li>" in shown


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
