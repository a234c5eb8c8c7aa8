"""When and where something is, in words: what the pages of courses and of events share."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from itertools import groupby

from handbook.calendar.recurrence import CourseDate
from handbook.calendar.working_days import bank_holidays
from handbook.facts.events.model import Occurrence
from handbook.facts.places import Places
from handbook.formatting import WEEKDAYS, day_in_words, listed, month_in_words, weekday_in_words
from site_builder.context import BuildContext
from site_builder.formatting import time_in_words

COUNTY_WIDE = "All areas"

SHOWN_AFTERWARDS = timedelta(days=31)
"""How long after its day a moved or cancelled date stays in calendars and in the feed, for those that look seldom."""


@dataclass(frozen=True)
class DateChange:
    """The sentence about a moved or cancelled date."""

    what: str
    """That it changed, as a sentence."""
    more: str
    """How it was, why, and when people were told; may be empty."""

    def __str__(self) -> str:
        """Both, as one text."""
        return f"{self.what} {self.more}".strip()


BANK_HOLIDAY = DateChange("This is a bank holiday.", "Ask before you go.")


@dataclass(frozen=True)
class CalendarLine:
    """One line of a calendar."""

    day: date
    begins: time
    when: str
    title: str
    path: str
    where: str
    area: str
    areas: tuple[str, ...]
    """Those who choose one of these see it; what is for all areas is for each of them."""
    kind: str
    """What the reader can choose it by, beside its area."""
    changed: DateChange | None = None
    cancelled: bool = False
    audience: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[date, time, str, str]:
        """What calendars sort by: the day, then the hour, as people read a diary."""
        return self.day, self.begins, self.title, self.where

    @property
    def local(self) -> bool:
        """Whether it is for one area."""
        return self.area != COUNTY_WIDE


@dataclass(frozen=True)
class CalendarMonth:
    """The lines of one month."""

    title: str
    anchor: str
    lines: list[CalendarLine] = field(default_factory=list)


def months(lines: Iterable[CalendarLine]) -> Iterator[CalendarMonth]:
    """The lines under their months; they come sorted by day."""
    for (year, month), group in groupby(lines, key=lambda line: (line.day.year, line.day.month)):
        first = date(year, month, 1)
        yield CalendarMonth(month_in_words(first), f"month-{year}-{month:02}", list(group))


def hours(begins: time, finishes: time) -> str:
    """`9.30am to 3.30pm`."""
    return f"{time_in_words(begins)} to {time_in_words(finishes)}"


def days_and_hours(each: CourseDate) -> str:
    """`Tuesday 8 December 2026, 9.30am to 3.30pm`; for several days all of them, and that they belong together."""
    times = hours(each.begins, each.finishes)
    if len(each.days) == 1:
        return f"{weekday_in_words(each.days[0])}, {times}"
    *first, last = each.days
    # The month and the year stand once where they are the same for all days.
    same = {(day.year, day.month) for day in each.days} == {(last.year, last.month)}
    words = [f"{WEEKDAYS[day.weekday()]} {day.day}" if same else weekday_in_words(day) for day in first]
    return f"{listed([*words, weekday_in_words(last)])}, each day {times}"


def area_title(ctx: BuildContext, area: str | None) -> str:
    """How readers call an area; what is for nobody in particular is for all."""
    if area is None:
        return COUNTY_WIDE
    places = ctx.handbook.facts.get(Places)
    names = {each.id: each.known_as for each in places.areas} if places else {}
    return names.get(area, area.capitalize())


def areas_served(ctx: BuildContext, area: str | None) -> tuple[str, ...]:
    """The areas that a reader may choose to see this: its own, or each of them where it is for all."""
    places = ctx.handbook.facts.get(Places)
    every = tuple(each.known_as for each in places.areas) if places and area is None else ()
    return (area_title(ctx, area), *every)


def change_of_course_date(each: CourseDate) -> DateChange | None:
    """What was changed, why, and when people were told; nothing while it is as announced."""
    if not each.changed:
        return None
    more = [
        f"It was to begin on {weekday_in_words(each.moved_from)}." if each.moved_from else "",
        f"The reason: {each.because}." if each.because else "",
        f"Those who had booked were told on {day_in_words(each.told_on)}." if each.told_on else "",
        f"That was later than we promise. The reason: {each.late_because}." if each.late_because else "",
    ]
    what = "This date is cancelled." if each.cancelled else "This date has changed."
    return DateChange(what, " ".join(filter(None, more)))


def change_of_occasion(each: Occurrence) -> DateChange | None:
    """The same for one day of an event; and a warning where its rule falls on a bank holiday."""
    if each.cancelled:
        reason = f"The reason: {each.cancelled.because}. " if each.cancelled.because else ""
        return DateChange(
            "This day is cancelled.", f"{reason}People were told on {day_in_words(each.cancelled.told_on)}."
        )
    if each.moved is None:
        return BANK_HOLIDAY if each.held.every and each.day in bank_holidays(each.day.year) else None
    why = f" The reason: {each.moved.because}." if each.moved.because else ""
    return DateChange("This day has changed.", f"It was to be {weekday_in_words(each.moved.day)}.{why}")
