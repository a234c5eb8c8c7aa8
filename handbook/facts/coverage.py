"""What the source documents ask for, and where the handbook has it (`service/coverage.yml`)."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, model_validator

from handbook.calendar.reviews import Reviewed
from handbook.content_kind import ContentKind
from handbook.source.problems import Problem
from handbook.source.types import Content, Line
from handbook.sources import Mention, Sources


def _row_id(value: str) -> str:
    if not re.fullmatch(r"[A-Z][1-9][0-9]?", value):
        raise ValueError("an id is a capital letter and a number, such as B8")
    return value


RowId = Annotated[str, AfterValidator(_row_id)]
"""A letter for the chapter and a number: `B8`."""


class Priority(StrEnum):
    """How much depends on it."""

    CORE = "core"
    STRONG = "strong"
    LATER = "later"
    OUT = "out"


class State(StrEnum):
    """How much of it is there."""

    COVERED = "covered"
    PARTLY = "partly"
    NOT_YET = "not yet"
    OUT = "out"


class CoveragePlace(Content):
    """One place where a reader, a writer or the service finds it."""

    title: Line
    """What the link is called."""
    page: Line | None = None
    """A page, with a heading's address where one is meant: `who-to-call.md#urgent`."""
    form: Line | None = None
    """The survey or consultation whose form it is, by the name of its folder."""
    command: Line | None = None
    """A command to run."""
    file: Line | None = None
    """A file of the repository."""

    @model_validator(mode="after")
    def _one_way(self) -> "CoveragePlace":
        if sum(place is not None for place in (self.page, self.form, self.command, self.file)) != 1:
            raise ValueError("a place is one thing: write `page:`, `form:`, `command:` or `file:`")
        return self


class CoverageRow(Content):
    """One thing that the documents ask for."""

    id: RowId
    """Its place in the list of everything the documents name."""
    name: Line
    """What it is called."""
    asks: Line
    """What the documents say of it, in our words."""
    priority: Priority
    """`core`, `strong`, `later` or `out`."""
    state: State
    """`covered`, `partly`, `not yet` or `out`."""
    where: tuple[CoveragePlace, ...] = ()
    """Where it is."""
    why: Line | None = None
    """Why it is not there, or not all of it."""

    @model_validator(mode="after")
    def _says_where_or_why(self) -> "CoverageRow":
        if self.state in (State.COVERED, State.PARTLY) and not self.where:
            raise ValueError(f"what is `{self.state.value}` can be found somewhere: write `where:` with a place")
        if self.state is not State.COVERED and not self.why:
            raise ValueError(f"what is `{self.state.value}` owes readers a reason: write `why:`")
        if self.state is State.COVERED and self.why:
            raise ValueError("what is covered needs no excuse: take `why` out, or write `state: partly`")
        return self


class CoverageChapter(Content):
    """All rows whose id begins with one letter."""

    letter: Line
    """The letter."""
    title: Line
    """What its rows are about."""


class Coverage(Reviewed):
    """The whole of `service/coverage.yml`."""

    chapters: tuple[CoverageChapter, ...]
    """In the order of the page."""
    rows: tuple[CoverageRow, ...]
    """In the order of their ids."""


COVERAGE = "service/coverage.yml"


def check_rows(sources: Sources) -> Iterator[Problem]:
    """Each row is unique, in the order of ids, and its letter is a chapter."""
    rows = _rows(sources)
    mentions: list[Mention] = [(COVERAGE, ("rows", index, "id"), row.id) for index, row in enumerate(rows)]
    yield from sources.duplicates(mentions, "row id")
    coverage = sources.handbook.facts.get(Coverage)
    letters = [chapter.letter for chapter in coverage.chapters] if coverage else []
    yield from sources.unknown([(path, loc, row_id[0]) for path, loc, row_id in mentions], letters, "chapter")
    for index in range(1, len(rows)):
        if _place(rows[index]) < _place(rows[index - 1]):
            message = f"`{rows[index].id}` stands after `{rows[index - 1].id}`; put the rows in the order of their ids"
            yield sources.problem(COVERAGE, ("rows", index, "id"), message)


def _place(row: CoverageRow) -> tuple[str, int]:
    return row.id[0], int(row.id[1:])


def check_priority_fits_state(sources: Sources) -> Iterator[Problem]:
    """What belongs to other systems is out; what the handbook is for is not."""
    for index, row in enumerate(_rows(sources)):
        is_out = row.state is State.OUT
        if row.priority is Priority.OUT and not is_out:
            yield sources.problem(COVERAGE, ("rows", index, "state"), "with `priority: out`, write `state: out`")
        elif row.priority in (Priority.CORE, Priority.STRONG) and is_out:
            message = f"what is `{row.priority.value}` cannot be left out; write `state: not yet` and why"
            yield sources.problem(COVERAGE, ("rows", index, "state"), message)


def check_forms(sources: Sources) -> Iterator[Problem]:
    """A form that a row names is asked by a survey or a consultation."""
    known = [*sources.handbook.surveys, *sources.handbook.consultations]
    for index, row in enumerate(_rows(sources)):
        mentions: list[Mention] = [
            (COVERAGE, ("rows", index, "where", number, "form"), place.form)
            for number, place in enumerate(row.where)
            if place.form
        ]
        yield from sources.unknown(mentions, known, "survey or consultation")


def _rows(sources: Sources) -> tuple[CoverageRow, ...]:
    coverage = sources.handbook.facts.get(Coverage)
    return coverage.rows if coverage else ()


RULES = (check_rows, check_priority_fits_state, check_forms)

KIND = ContentKind(
    "coverage",
    Coverage,
    COVERAGE,
    needed=False,
    rules=RULES,
)
