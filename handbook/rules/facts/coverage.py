"""Rules about the table of what is covered: rows in order, each once, each in a chapter, each form a survey."""

from collections.abc import Iterator

from handbook.facts.coverage import CoverageRow, Priority, State
from handbook.source.problems import Problem
from handbook.sources import Shelf, Spot

COVERAGE = "service/coverage.yml"


def check_rows(shelf: Shelf) -> Iterator[Problem]:
    """Each row stands once, in the order of ids, and its letter is a chapter."""
    rows = _rows(shelf)
    spots: list[Spot] = [(COVERAGE, ("rows", index, "id"), row.id) for index, row in enumerate(rows)]
    yield from shelf.twice(spots, "row id")
    coverage = shelf.handbook.facts.coverage
    letters = [chapter.letter for chapter in coverage.chapters] if coverage else []
    yield from shelf.unknown([(path, loc, row_id[0]) for path, loc, row_id in spots], letters, "chapter")
    for index in range(1, len(rows)):
        if _place(rows[index]) < _place(rows[index - 1]):
            message = f"`{rows[index].id}` stands after `{rows[index - 1].id}`; put the rows in the order of their ids"
            yield shelf.problem(COVERAGE, ("rows", index, "id"), message)


def _place(row: CoverageRow) -> tuple[str, int]:
    return row.id[0], int(row.id[1:])


def check_out_is_out(shelf: Shelf) -> Iterator[Problem]:
    """What belongs to other systems is out; what the handbook is for is not."""
    for index, row in enumerate(_rows(shelf)):
        is_out = row.state is State.OUT
        if row.priority is Priority.OUT and not is_out:
            yield shelf.problem(COVERAGE, ("rows", index, "state"), "with `priority: out`, write `state: out`")
        elif row.priority in (Priority.CORE, Priority.STRONG) and is_out:
            message = f"what is `{row.priority.value}` cannot be left out; write `state: not yet` and why"
            yield shelf.problem(COVERAGE, ("rows", index, "state"), message)


def check_forms(shelf: Shelf) -> Iterator[Problem]:
    """A form that a row names is asked by a survey or a consultation."""
    known = [*shelf.handbook.surveys, *shelf.handbook.consultations]
    for index, row in enumerate(_rows(shelf)):
        spots: list[Spot] = [
            (COVERAGE, ("rows", index, "where", number, "form"), place.form)
            for number, place in enumerate(row.where)
            if place.form
        ]
        yield from shelf.unknown(spots, known, "survey or consultation")


def _rows(shelf: Shelf) -> tuple[CoverageRow, ...]:
    coverage = shelf.handbook.facts.coverage
    return coverage.rows if coverage else ()


RULES = (check_rows, check_out_is_out, check_forms)
