"""Days and times in sentences: what no calendar or clock has is told, and what only looks like it is not."""

import dataclasses

import pytest

from handbook.loading import load_sources
from handbook.rules.calendar import check_days_and_times
from handbook.source.source_file import Record
from handbook.source.yaml_reader import read_nodes
from handbook.sources import Sources
from tests.handbook.conftest import SAMPLE

PAGE = "docs/policies/sleepovers.md"
LAST = "Tell your supervising social worker at your next talk."
WRITTEN = load_sources(SAMPLE)


def told(text: str) -> list[str]:
    """What is said about the last line of the sample's policy, each with its column."""
    record = WRITTEN.records[PAGE]
    assert LAST in record.body
    sources = Sources(WRITTEN.handbook, {PAGE: dataclasses.replace(record, body=record.body.replace(LAST, text))})
    return [f"{each.column}: {each.message}" for each in check_days_and_times(sources)]


@pytest.mark.parametrize(
    "written",
    [
        *("31 February 2027", "29 February 2027", "31st of April 2028", "February 30, 2027", "30/02/2027", "5/13/2027"),
        *("2027-02-30", "30.02.2027", "Monday 31 June 2027", "45 May 2027", "31 June", "30 Feb", "31st of September"),
    ],
)
def test_an_impossible_date_is_reported(written: str) -> None:
    assert told(f"Come on {written} to us.") == [f"9: `{written}` is on no calendar; check the day and the month"]


@pytest.mark.parametrize(
    ("written", "is_a", "right"),
    [
        ("Monday 1 December 2026", "Tuesday", "Tuesday 1 December 2026"),
        ("Wednesday 30 September 2027", "Thursday", "Thursday 30 September 2027"),
        ("Mon 1 Dec 2026", "Tuesday", "Tue 1 Dec 2026"),
        ("Monday, the 1st of December 2026", "Tuesday", "Tuesday, the 1st of December 2026"),
        ("Monday December 1st, 2026", "Tuesday", "Tuesday December 1st, 2026"),
        ("Monday 01/12/2026", "Tuesday", "Tuesday 01/12/2026"),
        ("monday 2026-12-01", "Tuesday", "Tuesday 2026-12-01"),
        ("1 December 2026 (Monday)", "Tuesday", "1 December 2026 (Tuesday)"),
        ("1 December 2026, a Monday", "Tuesday", "1 December 2026, a Tuesday"),
    ],
)
def test_another_day_of_the_week_is_reported_with_the_right_one(written: str, is_a: str, right: str) -> None:
    assert told(f"Come on {written} to us.") == [f"9: `{written}` is a {is_a}; write `{right}`, or the right day"]


@pytest.mark.parametrize("written", ["25:00", "24:30", "at 10:75", "10:00 to 30:00"])
def test_an_impossible_time_is_reported(written: str) -> None:
    (line,) = told(f"Call {written} please.")
    assert line.endswith(f"no clock shows `{written[-5:]}`; check the time")


@pytest.mark.parametrize(
    "text",
    [
        *("Tuesday 1 December 2026", "29 February 2028", "29 February", "Monday 30 and Tuesday 1 December 2026"),
        *("Monday to Tuesday 1 December 2026", "every Monday, 1 December 2026 to 5 March 2027", "Monday 1 December"),
        *("Mondays 1 December 2026", "The panel sat 1 December 2026", "Tuesday 7 December, 1930 to 2100"),
        *("The wedding, 1 December 2026", "Each Monday 1 December 2026", "Part 5.13.2027", "`Monday 1 December 2026`"),
        *("[a](https://example.org/2027-02-30/x)", "24:00", "at 09:59", "shared 30:70", "Isaiah 40:31", "0:25:00"),
        *("You may 31 times", "28 to 31 days", "page 31, April"),
    ],
)
def test_what_is_right_or_no_day_is_left_alone(text: str) -> None:
    assert told(f"See {text} here.") == []


def test_a_text_of_data_is_read_too_and_the_title_of_a_source_is_not() -> None:
    path = "service/glossary.yml"
    slip = "On Monday 1 December 2026"
    nodes = read_nodes(f"sources:\n  - title: {slip}\nterms:\n  - meaning: {slip}\n", path)
    sources = Sources(WRITTEN.handbook, {path: Record(path, nodes.value, nodes.keys, nodes.values)})
    (found,) = check_days_and_times(sources)
    assert found.line == 4
