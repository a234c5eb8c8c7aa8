"""The cells of a table's row, split as the parser does it."""

import re
from collections.abc import Iterator
from itertools import pairwise

from markdown_it.rules_block.table import escapedSplit

_DASHES = re.compile(r"[ \t>]*\|?(?:[ \t]*:?-+:?[ \t]*\|)+(?:[ \t]*:?-+:?[ \t]*)?")


def cells_of(line: str) -> list[str]:
    """The cells of a row, without the bars at its ends."""
    cells = escapedSplit(line.lstrip(" \t>").rstrip())
    inner = cells[1:] if cells[0] == "" else cells
    return inner[:-1] if inner and inner[-1] == "" else inner


def words_for(line: str, columns: int) -> int:
    """The number of cells in a row of a table with `columns`; empty cells beyond them are not counted."""
    cells = cells_of(line)
    return len(cells) if any(cell.strip() for cell in cells[columns:]) else min(len(cells), columns)


def uneven_headers(paragraph: str) -> Iterator[tuple[int, str]]:
    """Lines of dashes that make no table: the index of the line, and its cells and those above, such as `3 2`."""
    for at, (above, dashes) in enumerate(pairwise(paragraph.split("\n")), 1):
        if "|" in above and "|" in dashes and _DASHES.fullmatch(dashes):
            yield at, f"{len(cells_of(dashes))} {len(cells_of(above))}"


def separator_row(columns: int) -> str:
    """The line of dashes below a header with this number of columns."""
    return f"|{' --- |' * columns}"


def is_bare_table(paragraph: str) -> bool:
    """Whether a paragraph is rows between bars, without the line of dashes that would make them a table."""
    rows = paragraph.split("\n")
    return len(rows) > 1 and all(row.strip().startswith("|") and row.strip().endswith("|") for row in rows)
