"""The newsletter, as page and as text: change notes, what is open, what is coming and what came of surveys."""

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from handbook.calendar.recurrence import CourseDate
from handbook.facts.changes import ChangeNote, Changes, NoteKind
from handbook.facts.courses.model import Courses
from handbook.facts.events.model import Events, Occurrence
from handbook.formatting import day_in_words, listed, month_in_words
from handbook.surveys.outcomes import ActionStatus, Outcome
from handbook.urls import survey_path, whole_address
from site_builder.context import BuildContext
from site_builder.formatting import count_in_words, sentence_start, time_in_words, within_sentence
from site_builder.page import SitePage
from site_builder.pages.facts.changes import PATH as CHANGES_PATH
from site_builder.pages.facts.changes import SOURCE, note_anchor
from site_builder.render import render

PATH = "changes/newsletter.md"
TEXT = "newsletter.txt"

NEWS_PERIOD = timedelta(days=31)
"""How far back it tells of changes."""
ANSWERS_PERIOD = timedelta(days=92)
"""How far back it tells of answers to surveys, which come seldom."""
EVENT_HORIZON = timedelta(days=61)
"""How far ahead it looks."""
MAX_EVENTS = 12
"""The longest list; the calendar has everything."""
MAX_OPEN_RUNS = 5
"""How many surveys and consultations are told in full."""
MAX_DAYS_PER_EVENT = 3
"""How many days of one event are named."""
LINE_WIDTH = 72
"""What e-mail programs show without breaking lines in odd places."""


@dataclass(frozen=True)
class NewsletterItem:
    """One piece of news, and where it is in full."""

    title: str
    says: str
    path: str
    anchor: str = ""


@dataclass(frozen=True)
class NewsletterSection:
    """Some news under one heading."""

    title: str
    anchor: str
    items: list[NewsletterItem]


def newsletter_pages(ctx: BuildContext, titles: Mapping[str, str]) -> Iterator[SitePage]:
    """The newsletter to read; none while no notes are kept."""
    changes = ctx.handbook.facts.get(Changes)
    if changes is None:
        return
    body = render(
        "newsletter",
        PATH,
        name=_name(changes, ctx.on),
        newsletter=changes.newsletter,
        parts=newsletter_sections(ctx, changes),
        text=TEXT,
        calendars=[path for path in ("learning/calendar.md", "events/index.md") if path in titles],
        titles=titles,
    )
    yield SitePage(
        path=PATH,
        title="Newsletter",
        summary="The news of this month in one letter: what to do, what is new, what is coming, what you told us.",
        body=body,
        source=SOURCE,
        review=changes,
        keywords=("e-mail", "monthly news"),
        boost=0.5,
    )


def newsletter_files(ctx: BuildContext) -> Iterator[tuple[str, str]]:
    """The newsletter as plain text, to copy into an e-mail."""
    changes = ctx.handbook.facts.get(Changes)
    if changes is None:
        return
    blocks = [_name(changes, ctx.on), _wrapped(changes.newsletter.opening)]
    for part in newsletter_sections(ctx, changes):
        lines = [_item_text(ctx, item) for item in part.items]
        blocks.append("\n\n".join([f"{part.title.upper()}\n{'-' * len(part.title)}", *lines]))
    blocks.append(_wrapped(changes.newsletter.closing))
    yield TEXT, "\n\n\n".join(blocks) + "\n"


def _name(changes: Changes, on: date) -> str:
    return f"{changes.newsletter.title}, {month_in_words(on)}"


def _wrapped(text: str) -> str:
    return textwrap.fill(" ".join(text.split()), LINE_WIDTH)


def _item_text(ctx: BuildContext, item: NewsletterItem) -> str:
    address = whole_address(ctx.handbook.service.site_address, item.path, item.anchor)
    return "\n".join(
        [textwrap.fill(f"* {item.title}: {item.says}", LINE_WIDTH, subsequent_indent="  "), f"  {address}"]
    )


def newsletter_sections(ctx: BuildContext, changes: Changes) -> list[NewsletterSection]:
    """Everything that has something to say."""
    notes = changes.published(ctx.on)
    recent = [each for each in notes if ctx.on - each.day <= NEWS_PERIOD and not each.is_to_do(ctx.on)]
    to_do = sorted((each for each in notes if each.is_to_do(ctx.on)), key=lambda each: (str(each.act_by), each.id))
    parts = [
        NewsletterSection("You must act", "must-act", [_note(each) for each in to_do]),
        NewsletterSection(
            "Good to know", "good-to-know", [_note(each) for each in recent if each.kind is NoteKind.CHANGE]
        ),
        NewsletterSection(
            "What we learned", "learned", [_note(each) for each in recent if each.kind is NoteKind.LEARNING]
        ),
        NewsletterSection("Have your say", "have-a-say", list(_open_run_items(ctx))),
        NewsletterSection("Coming events", "events", list(_event_items(ctx))[:MAX_EVENTS]),
        NewsletterSection("Course dates", "courses", list(_course_items(ctx))[:MAX_EVENTS]),
        NewsletterSection("You said, we did", "you-said", list(_answer_items(ctx))),
    ]
    return [part for part in parts if part.items]


def _note(note: ChangeNote) -> NewsletterItem:
    says = f"{note.what} For {listed(note.audience)}."
    if note.act and note.act_by:
        says = f"{note.act} Do it by {day_in_words(note.act_by)}. For {listed(note.audience)}."
    if note.change_made:
        says = f"{note.what} What we changed: {note.change_made}"
    return NewsletterItem(note.title, _plain(says, note.example), CHANGES_PATH, note_anchor(note))


def _plain(text: str, example: object) -> str:
    return " ".join(text.split()) + (" (Example)" if example else "")


def _open_run_items(ctx: BuildContext) -> Iterator[NewsletterItem]:
    """What carers can answer; forms for children are handed to them, not sent round."""
    runs = [each for each in ctx.handbook.open_runs(ctx.on) if not each.survey.for_children]
    in_order = sorted(runs, key=lambda each: (not each.is_consultation, each.wave.closes, each.key))
    for run in in_order[:MAX_OPEN_RUNS]:
        says = f"{run.survey.summary} You can answer until {day_in_words(run.wave.closes)}."
        yield NewsletterItem(run.title, says, survey_path(run.slug))
    if len(runs) > MAX_OPEN_RUNS:
        says = f"{sentence_start(count_in_words(len(runs), 'form'))} can be answered now."
        yield NewsletterItem("Everything that is open", says, "surveys/index.md", "open")


def _event_items(ctx: BuildContext) -> Iterator[NewsletterItem]:
    events = ctx.handbook.facts.get(Events)
    by_event: dict[str, list[Occurrence]] = {}
    for each in events.occasions(ctx.on, ctx.on + EVENT_HORIZON) if events else ():
        by_event.setdefault(each.event.id, []).append(each)
    for id_, occasions in by_event.items():
        days = "; ".join(_occasion_sentence(each) for each in occasions[:MAX_DAYS_PER_EVENT])
        more = "; and more" if len(occasions) > MAX_DAYS_PER_EVENT else ""
        example = any(each.held.example for each in occasions)
        yield NewsletterItem(occasions[0].event.title, _plain(f"{days}{more}.", example), f"events/{id_}.md")


def _occasion_sentence(occasion: Occurrence) -> str:
    if occasion.cancelled:
        return f"{day_in_words(occasion.day)}: it is cancelled"
    move = f", moved from {day_in_words(occasion.moved.day)}" if occasion.moved else ""
    begins, place = time_in_words(occasion.held.begins), within_sentence(occasion.held.place)
    return f"{day_in_words(occasion.day)}, {begins}, {place}{move}"


def _course_items(ctx: BuildContext) -> Iterator[NewsletterItem]:
    courses = ctx.handbook.facts.get(Courses)
    runs = [
        (run, course)
        for course in (courses.courses if courses else ())
        for run in course.coming(ctx.on)
        if run.days[0] <= ctx.on + EVENT_HORIZON
    ]
    for run, course in sorted(runs, key=lambda pair: (pair[0].days, pair[1].id)):
        yield NewsletterItem(course.title, _plain(_run_sentence(run), run.example), f"learning/{course.id}.md")


def _run_sentence(run: CourseDate) -> str:
    if run.cancelled:
        return f"{day_in_words(run.days[0])}: it is cancelled."
    move = f" It was moved from {day_in_words(run.moved_from)}." if run.moved_from else ""
    return f"{day_in_words(run.days[0])}, {time_in_words(run.begins)}, {within_sentence(run.place)}.{move}"


def _answer_items(ctx: BuildContext) -> Iterator[NewsletterItem]:
    outcomes = sorted(ctx.handbook.outcomes.items(), key=lambda pair: (pair[1].published, pair[0]), reverse=True)
    for key, outcome in outcomes:
        if outcome.published <= ctx.on <= outcome.published + ANSWERS_PERIOD:
            run = ctx.handbook.runs[key]
            says = _plain(_outcome_sentence(outcome), run.wave.example)
            yield NewsletterItem(run.title, says, "you-said-we-did.md", key.replace("/", "-"))


def _outcome_sentence(outcome: Outcome) -> str:
    actions = [action for finding in outcome.findings for action in finding.did]
    done = sum(action.status is ActionStatus.DONE for action in actions)
    refused = sum(action.status is ActionStatus.NOT_DOING for action in actions)
    says = f"We answered on {day_in_words(outcome.published)}: {done} of {len(actions)} things are done"
    if refused:
        says += f", and for {count_in_words(refused, 'thing')} we say why not"
    return f"{says}."


PAGES_ABOUT_PAGES = (newsletter_pages,)
FILES = (newsletter_files,)
