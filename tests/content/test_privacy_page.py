"""What the page on privacy says about times and counts is what the program does."""

import re
from datetime import timedelta

import pytest

from feedback_app.cli.search_command import MIN_SHOWN
from feedback_app.privacy.retention import (
    ANSWERED_SUGGESTIONS_RETENTION,
    PAGE_WORDS_RETENTION,
    POINTS_RETENTION,
    SEARCH_WORDS_RETENTION,
    VANISHED_RETENTION,
)
from tests.conftest import ROOT

PAGE = (ROOT / "docs/about/privacy.md").read_text(encoding="utf-8")
LONGEST_MONTH = timedelta(days=31)


def kept_until(what: str) -> str:
    """The second cell of the row that begins so."""
    (found,) = re.findall(rf"^\| {re.escape(what)}[^|]*\| ([^|]+) \|", PAGE, re.MULTILINE)
    return str(found)


@pytest.mark.parametrize(
    ("what", "period"),
    [("Words about a page", PAGE_WORDS_RETENTION), ("Words that people did not find", SEARCH_WORDS_RETENTION)],
)
def test_what_carries_its_month_is_kept_for_so_many_days_at_most(what: str, period: timedelta) -> None:
    assert kept_until(what) == f"{(period + LONGEST_MONTH).days} days at most"


def test_what_is_deleted_after_an_answer_or_with_its_survey_is_kept_as_long_as_is_said() -> None:
    assert kept_until("A change that you suggest: the answer").startswith("A year")
    assert ANSWERED_SUGGESTIONS_RETENTION.days == 365
    assert kept_until("Which point your words became part of").startswith("A year")
    assert POINTS_RETENTION.days == 365
    assert kept_until("Answers, words and codes of a survey").startswith(f"{VANISHED_RETENTION.days} days")


def test_missed_words_are_seen_when_they_were_missed_as_often_as_is_said() -> None:
    assert "missed at least five times" in PAGE
    told = (ROOT / "feedback_app/templates/search_missing.html").read_text(encoding="utf-8")
    assert "If the same words are missed five times, the editors see them." in told
    assert MIN_SHOWN == 5
    assert "After three months the count is deleted." in told
    assert (SEARCH_WORDS_RETENTION + LONGEST_MONTH).days == 90
