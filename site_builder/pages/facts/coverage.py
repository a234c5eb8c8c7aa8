"""What the source documents ask for, and where the handbook has it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from handbook.facts.coverage import Coverage, CoveragePlace, CoverageRow, Priority, State
from handbook.urls import survey_path
from site_builder.context import BuildContext
from site_builder.page import SitePage
from site_builder.render import render

PATH = "about/coverage.md"
SOURCE = "service/coverage.yml"

STATES = {
    State.COVERED: "Covered",
    State.PARTLY: "Partly",
    State.NOT_YET: "Not yet",
    State.OUT: "Belongs elsewhere",
}
STATE_CLASSES = {State.COVERED: "done", State.PARTLY: "started", State.NOT_YET: "planned", State.OUT: "out"}
"""The stylesheet's name for each state."""


@dataclass(frozen=True)
class CoverageCount:
    """The number of rows of one priority in each state."""

    title: str
    counts: list[int]
    total: int


@dataclass(frozen=True)
class CoverageLink:
    """Where something is: a link to a page, or the name of what is no page."""

    title: str
    path: str | None = None
    anchor: str = ""
    code: str | None = None
    """A command or a file."""


@dataclass(frozen=True)
class CoverageLine:
    """One row in words."""

    row: CoverageRow
    anchor: str
    state: str
    mark: str
    places: list[CoverageLink]


@dataclass(frozen=True)
class CoverageChapterRows:
    """The rows of one letter."""

    title: str
    anchor: str
    covered: int
    rows: list[CoverageLine]


def coverage_pages(ctx: BuildContext) -> Iterator[SitePage]:
    """The table; none while it is not kept."""
    coverage = ctx.handbook.facts.get(Coverage)
    if coverage is None:
        return
    body = render(
        "coverage",
        PATH,
        states=list(STATES.values()),
        tallies=[*(_tally(coverage.rows, priority) for priority in Priority), _sum(coverage.rows)],
        chapters=[_chapter(coverage, chapter.letter, chapter.title) for chapter in coverage.chapters],
    )
    yield SitePage(
        path=PATH,
        title="What is covered",
        summary="What three charters, a plan and a report ask for, where the handbook has it, and what is missing.",
        body=body,
        source=SOURCE,
        review=coverage,
        for_keepers=True,
    )


def _tally(rows: tuple[CoverageRow, ...], priority: Priority) -> CoverageCount:
    return _counted(priority.value.capitalize(), [row for row in rows if row.priority is priority])


def _sum(rows: tuple[CoverageRow, ...]) -> CoverageCount:
    return _counted("All", list(rows))


def _counted(title: str, rows: list[CoverageRow]) -> CoverageCount:
    counts = Counter(row.state for row in rows)
    return CoverageCount(title, [counts[state] for state in STATES], len(rows))


def _chapter(coverage: Coverage, letter: str, title: str) -> CoverageChapterRows:
    rows = [row for row in coverage.rows if row.id.startswith(letter)]
    return CoverageChapterRows(
        title=f"{letter}. {title}",
        anchor=f"chapter-{letter.lower()}",
        covered=sum(row.state is State.COVERED for row in rows),
        rows=[_line(row) for row in rows],
    )


def _line(row: CoverageRow) -> CoverageLine:
    return CoverageLine(
        row=row,
        anchor=f"row-{row.id.lower()}",
        state=STATES[row.state],
        mark=STATE_CLASSES[row.state],
        places=[_place(place) for place in row.where],
    )


def _place(place: CoveragePlace) -> CoverageLink:
    if place.form:
        return CoverageLink(place.title, path=survey_path(place.form))
    path, _, anchor = (place.page or "").partition("#")
    return CoverageLink(place.title, path=path or None, anchor=anchor, code=place.command or place.file)


PAGES = (coverage_pages,)
