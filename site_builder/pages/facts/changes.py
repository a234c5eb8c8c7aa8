"""What has changed: by month, on one page to print, and what was learned from complaints."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from handbook.facts.changes import ChangeCause, ChangeNote, ChangeReason, Changes, NoteKind
from handbook.formatting import day_in_words, listed, month_in_words
from handbook.urls import survey_path
from site_builder.context import BuildContext
from site_builder.formatting import with_article
from site_builder.page import SitePage
from site_builder.render import render

PATH = "changes/index.md"
PRINT = "changes/print.md"
LEARNING = "changes/learning.md"
SOURCE = "service/changes.yml"
FEED = "changes.xml"

PRINTED = timedelta(days=92)
"""How far back the page to print goes: three months."""

MAX_PRINTED = 15
"""As many notes as go on one sheet; what must be done always does."""

CAUSE_TITLES = {
    ChangeCause.SURVEY: "See the survey",
    ChangeCause.CONSULTATION: "See the consultation",
    ChangeCause.ACTION: "See what carers raised",
}


@dataclass(frozen=True)
class PageLink:
    """A link to a page, or to a place on it."""

    title: str
    path: str
    anchor: str = ""


@dataclass(frozen=True)
class NoteRow:
    """One note in words."""

    note: ChangeNote
    anchor: str
    kind: str
    """`Must act`, `Good to know` or `Learning point`."""
    mark: str
    """Whether and by when to act, in words."""
    is_to_do: bool
    says: str
    """For whom, and from when."""
    told: str
    cause: PageLink | None
    pages: list[PageLink]


@dataclass(frozen=True)
class ChangesMonth:
    """The notes of one month: what must be acted on first, then the newest."""

    title: str
    anchor: str
    rows: list[NoteRow]


def changes_pages(ctx: BuildContext, titles: Mapping[str, str]) -> Iterator[SitePage]:
    """The page by month, the page to print, and the learning points; none while no notes are kept."""
    changes = ctx.handbook.facts.get(Changes)
    if changes is None:
        return
    rows = [note_row(ctx, each, titles) for each in changes.published(ctx.on)]
    yield _by_month_page(ctx, changes, rows)
    yield _print_page(ctx, changes, rows)
    yield _learning_page(changes, rows)


def note_row(ctx: BuildContext, note: ChangeNote, titles: Mapping[str, str]) -> NoteRow:
    """A note as it is on the day."""
    return NoteRow(
        note=note,
        anchor=note_anchor(note),
        kind=note_kind(note),
        mark=note_mark(note, ctx.on),
        is_to_do=note.is_to_do(ctx.on),
        says=f"For {listed(note.audience)}. {starts_sentence(note, ctx.on)}",
        told=_announced_sentence(note),
        cause=_cause(note.because),
        pages=[PageLink(titles.get(path, path), path) for path in note.pages if path != PATH],
    )


def _announced_sentence(note: ChangeNote) -> str:
    sentence = f"Announced on {day_in_words(note.day)}, by {with_article(note.by)}."
    return f"{sentence} Corrected on {day_in_words(note.corrected_on)}." if note.corrected_on else sentence


def note_anchor(note: ChangeNote) -> str:
    """A note's place on the page by month."""
    return f"note-{note.id}"


def note_kind(note: ChangeNote) -> str:
    """What sort of news it is."""
    if note.must_act:
        return "Must act"
    return "Learning point" if note.kind is NoteKind.LEARNING else "Good to know"


def note_mark(note: ChangeNote, on: date) -> str:
    """Whether there is something to do, and until when."""
    if note.act_by is None:
        return note_kind(note)
    if note.is_to_do(on):
        return f"Must act by {day_in_words(note.act_by)}"
    return f"Was to be done by {day_in_words(note.act_by)}"


def starts_sentence(note: ChangeNote, on: date) -> str:
    """From when it holds."""
    return f"It {'starts' if note.starts > on else 'started'} on {day_in_words(note.starts)}."


def _cause(because: ChangeReason) -> PageLink | None:
    if because.kind not in CAUSE_TITLES or because.ref is None:
        return None
    if because.kind is ChangeCause.ACTION:
        return PageLink(CAUSE_TITLES[because.kind], "actions/index.md", f"action-{because.ref}")
    return PageLink(CAUSE_TITLES[because.kind], survey_path(because.ref.partition("/")[0]))


def _by_month_page(ctx: BuildContext, changes: Changes, rows: list[NoteRow]) -> SitePage:
    months = [_month(key, list(group)) for key, group in groupby(rows, key=lambda row: row.note.day.replace(day=1))]
    body = render(
        "changes",
        PATH,
        to_do=sorted((row for row in rows if row.is_to_do), key=lambda row: (row.note.act_by, row.anchor)),
        months=months,
        feed=FEED,
        learning=any(row.note.kind is NoteKind.LEARNING for row in rows),
        asks="surveys/index.md" if ctx.handbook.open_runs(ctx.on) else None,
    )
    return SitePage(
        path=PATH,
        title="What has changed",
        summary="What is new, what you must do about it and by when, and why it changed.",
        body=body,
        source=SOURCE,
        review=changes,
        keywords=("news", "updates", "changes", "RSS feed", "must act"),
        boost=1.5,
    )


def _month(first: date, rows: list[NoteRow]) -> ChangesMonth:
    return ChangesMonth(
        title=month_in_words(first),
        anchor=f"month-{first.year}-{first.month:02}",
        rows=sorted(rows, key=lambda row: not row.note.must_act),
    )


def _print_page(ctx: BuildContext, changes: Changes, rows: list[NoteRow]) -> SitePage:
    since = ctx.on - PRINTED
    recent = [row for row in rows if row.note.day >= since or row.is_to_do]
    to_do = [row for row in recent if row.is_to_do]
    to_know = [row for row in recent if not row.is_to_do]
    printed = to_know[: max(MAX_PRINTED - len(to_do), 0)]
    body = render(
        "changes-print",
        PRINT,
        since=since,
        on=ctx.on,
        groups=[("What you must do", "to-do", to_do), ("Good to know", "good-to-know", printed)],
        left=len(to_know) - len(printed),
    )
    return SitePage(
        path=PRINT,
        title="What has changed, on one page",
        summary="The changes of the last three months, to print and to pin up.",
        body=body,
        source=SOURCE,
        review=changes,
        boost=0.5,
    )


def _learning_page(changes: Changes, rows: list[NoteRow]) -> SitePage:
    return SitePage(
        path=LEARNING,
        title="Learning points",
        summary="What complaints, compliments and case reviews taught us, and what we changed.",
        body=render("learning-points", LEARNING, rows=[row for row in rows if row.note.kind is NoteKind.LEARNING]),
        source=SOURCE,
        review=changes,
        keywords=("complaints", "compliments", "serious case reviews", "lessons"),
    )


PAGES_ABOUT_PAGES = (changes_pages,)
