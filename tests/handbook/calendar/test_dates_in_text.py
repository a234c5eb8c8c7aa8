"""Facts about days in a text: found in every form in which people write them here, and not in what only looks alike."""

from datetime import date

import pytest

from handbook.calendar.dates_in_text import dates_in

DAY = date(2027, 1, 5)
"""A Tuesday."""


@pytest.mark.parametrize(
    "written",
    [
        *("5 January 2027", "05 January 2027", "5th January 2027", "5th of January 2027", "5 January, 2027"),
        *("January 5, 2027", "January 5th 2027", "January the 5th, 2027", "Jan. 5, 2027"),
        *("5 jan 27", "5 JANUARY 2027", "5 Jan '27", "05/01/2027", "5/1/27", "5.1.27", "5-1-2027", "2027-01-05"),
        *("Tuesday 5 January", "Tuesday, 5th January 2027", "Tuesday the 5th of January", "Tues 5 Jan", "Tue. 5 Jan"),
        *("Tuesday January 5",),
    ],
)
def test_a_day_is_found_in_every_form(written: str) -> None:
    (found,) = dates_in(f"Come on {written} or call us.", range(2025, 2030))
    assert found == (8, written, DAY)


@pytest.mark.parametrize(
    "text",
    [
        *("On 5 January each year.", "On Wednesday 5 January.", "On 31 February 2027."),
        *("On 5 January 10:30.", "Version 5.1.27.2 or 0.5.1.27.", "In 5/1/2027/3."),
        *("You may 5 times.", "Part 5.13.27.", "From 5-1.27.", "On page 12027-01-051."),
    ],
)
def test_what_is_no_day_with_a_year_or_its_day_of_the_week_is_left_alone(text: str) -> None:
    assert list(dates_in(text, range(2025, 2028))) == []


def test_a_day_of_the_week_tells_the_years() -> None:
    assert [day.year for _, _, day in dates_in("Tuesday 5 January", range(2010, 2030))] == [2010, 2016, 2021, 2027]
