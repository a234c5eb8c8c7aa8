"""Pages about groups, boards and events: the calendar, and a page for each with its coming days."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from markupsafe import Markup

from handbook.facts.actions import Actions
from handbook.facts.courses.model import Courses
from handbook.facts.events.model import Event, EventDates, EventKind, Events, Meeting, Occurrence, occurrences_of
from handbook.formatting import day_in_words, weekday_in_words
from handbook.urls import form_address, survey_path
from site_builder.context import BuildContext
from site_builder.page import SitePage, references_to
from site_builder.pages.facts.calendar_lines import (
    CalendarLine,
    area_title,
    areas_served,
    change_of_occasion,
    hours,
    months,
)
from site_builder.pages.facts.courses import calendar_line
from site_builder.render import app_link, render

SOURCE = "service/events.yml"
PATH = "events/index.md"
FEED = "events.ics"
ACTIONS = "actions/index.md"

INDEX_HORIZON = timedelta(days=365)
"""How far the calendar reaches."""
OPEN_MONTHS = 3
"""Months of the calendar that stand open; later ones are folded."""
MAX_UPCOMING = 6
"""Coming days on an event's own page, for each line."""
CONFERENCE_HORIZON = timedelta(days=400)
"""How far ahead days left out are told."""

KINDS = {
    EventKind.GROUP: "Groups",
    EventKind.MEET_AND_GREET: "Meet and greets",
    EventKind.BOARD: "Boards and meetings",
    EventKind.DIALOGUE: "Talks with councillors",
    EventKind.CELEBRATION: "Celebrations",
    EventKind.ACTIVITY: "Activities for children",
    EventKind.CHILDREN: "Groups for young people",
    EventKind.ASSOCIATION: "The carers' association",
    EventKind.INFORMATION: "For people who are thinking of fostering",
}
CONFERENCES = "Conferences"
EXAMPLE_NOTE = Markup('<p class="example-banner">The days and places on this page are invented examples.</p>')


def event_pages(ctx: BuildContext) -> Iterator[SitePage]:
    """Every page about events; none where the service keeps no events."""
    events = ctx.handbook.facts.get(Events)
    if events is None:
        return
    yield _index(ctx, events)
    for event in events.events:
        yield _event(ctx, events, event)


def event_path(id_: str) -> str:
    """The page of an event."""
    return f"events/{id_}.md"


def rule_in_words(rule: str) -> str:
    """`first Tuesday of the month` as a sentence begins: `The first Tuesday of the month`, `Every Tuesday`."""
    return f"The {rule}" if " of " in rule else f"Every {rule}"


def event_lines(ctx: BuildContext, events: Events) -> list[CalendarLine]:
    """What is on in the year to come, with the conferences, soonest first."""
    lines = [_line(ctx, each) for each in events.occasions(ctx.on, ctx.on + INDEX_HORIZON)]
    return sorted([*lines, *_conferences(ctx, events)], key=lambda line: line.order)


def _index(ctx: BuildContext, all_events: Events) -> SitePage:
    lines = event_lines(ctx, all_events)
    calendar = list(months(lines))
    groups = [
        {"title": title, "anchor": kind.name.lower().replace("_", "-"), "events": events}
        for kind, title in KINDS.items()
        if (events := [each for each in all_events.events if each.kind is kind])
    ]
    body = render(
        "events",
        PATH,
        near_you=_next_groups(lines),
        soon=calendar[:OPEN_MONTHS],
        later=calendar[OPEN_MONTHS:],
        groups=groups,
        path=event_path,
        feed=FEED,
    )
    return SitePage(
        path=PATH,
        title="Groups and events",
        summary="What is on, by month and area: groups, meetings with managers, boards, conferences and days out.",
        body=body,
        source=SOURCE,
        review=all_events,
        notes=(EXAMPLE_NOTE,) if any(dates.example for event in all_events.events for dates in event.held) else (),
        themes=("having-a-say", "support"),
        contacts=tuple(each for each in ("duty-worker",) if each in ctx.contacts),
        keywords=("calendar", "events calendar", "what is on", "dates for the year"),
        boost=2,
    )


def _next_groups(lines: list[CalendarLine]) -> list[CalendarLine]:
    """The next group of each area, by the areas' names, and last the one for all areas."""
    first: dict[str, CalendarLine] = {}
    for line in lines:
        if line.kind == KINDS[EventKind.GROUP] and not line.cancelled:
            first.setdefault(line.area, line)
    return sorted(first.values(), key=lambda line: (not line.local, line.area))


def _line(ctx: BuildContext, each: Occurrence) -> CalendarLine:
    return CalendarLine(
        day=each.day,
        begins=each.held.begins,
        when=f"{weekday_in_words(each.day)}, {hours(each.held.begins, each.held.finishes)}",
        title=each.event.title,
        path=event_path(each.event.id),
        where=each.held.place,
        area=area_title(ctx, each.held.area),
        areas=areas_served(ctx, each.held.area),
        kind=KINDS[each.event.kind],
        changed=change_of_occasion(each),
        cancelled=each.cancelled is not None,
    )


def _conferences(ctx: BuildContext, events: Events) -> Iterator[CalendarLine]:
    """Conferences are in the calendar of events too; their days are kept with the courses."""
    courses = ctx.handbook.facts.get(Courses)
    for course in courses.courses if courses else ():
        if course.id in events.conferences:
            for each in course.coming(ctx.on):
                line = calendar_line(ctx, course, each)
                yield CalendarLine(**{**vars(line), "kind": CONFERENCES})


def _event(ctx: BuildContext, events: Events, event: Event) -> SitePage:
    path = event_path(event.id)
    over = sorted((each for each in event.meetings if each.day < ctx.on), key=lambda each: each.day, reverse=True)
    ahead = sorted((each for each in event.meetings if each.day >= ctx.on), key=lambda each: each.day)
    body = render(
        "event",
        path,
        event=event,
        places=[_place(ctx, event, dates) for dates in event.held],
        ahead=[_meeting(ctx, event, each) for each in ahead],
        over=[_meeting(ctx, event, each) for each in over],
        issues=_form(ctx, event.issues),
        calendar=PATH,
        feed=FEED,
        actions=ACTIONS,
    )
    return SitePage(
        path=path,
        title=event.title,
        summary=event.summary,
        body=body,
        source=SOURCE,
        review=events,
        notes=(EXAMPLE_NOTE,) if any(dates.example for dates in event.held) else (),
        themes=("having-a-say", "support"),
        contacts=(event.contact,),
        keywords=(event.kind.value,),
        place=("events", event.id),
        references=references_to([event.source]),
    )


def _place(ctx: BuildContext, event: Event, dates: EventDates) -> dict[str, Any]:
    """One line of where and when, with its coming days."""
    ahead = occurrences_of(event, dates, ctx.on, ctx.on + INDEX_HORIZON)
    coming = sorted(ahead, key=lambda each: each.day)[:MAX_UPCOMING]
    return {
        "held": dates,
        "area": area_title(ctx, dates.area),
        "rule": rule_in_words(dates.every) if dates.every else "",
        "hours": hours(dates.begins, dates.finishes),
        "coming": [_upcoming_row(each) for each in coming],
        "not_on": [
            weekday_in_words(day) for day in sorted(dates.not_on) if ctx.on <= day <= ctx.on + CONFERENCE_HORIZON
        ],
        "until": day_in_words(dates.until) if dates.until else "",
    }


def _upcoming_row(each: Occurrence) -> dict[str, Any]:
    return {
        "day": weekday_in_words(each.day),
        "changed": change_of_occasion(each),
        "cancelled": each.cancelled is not None,
    }


def _meeting(ctx: BuildContext, event: Event, meeting: Meeting) -> dict[str, Any]:
    areas = {dates.id: area_title(ctx, dates.area) for dates in event.held}
    known = ctx.handbook.facts.get(Actions)
    actions = {each.id: each.what for each in known.actions} if known else {}
    return {
        "meeting": meeting,
        "day": weekday_in_words(meeting.day),
        "anchor": f"meeting-{meeting.day.isoformat()}{f'-{meeting.held}' if meeting.held else ''}",
        "area": areas.get(meeting.held or "", ""),
        "actions": [(each, actions[each]) for each in meeting.actions if each in actions],
    }


def _form(ctx: BuildContext, slug: str | None) -> dict[str, Any] | None:
    """Where a group reports an issue: the form while it is open, else the page about it, else nothing."""
    if slug is None or slug not in ctx.handbook.surveys | ctx.handbook.consultations:
        return None
    is_open = any(run.slug == slug for run in ctx.handbook.open_runs(ctx.on))
    address = app_link(ctx.handbook.service.forms_address, form_address(slug)) if is_open else None
    survey = (ctx.handbook.surveys | ctx.handbook.consultations)[slug]
    return {"form": address, "path": survey_path(slug), "title": survey.title}


PAGES = (event_pages,)
