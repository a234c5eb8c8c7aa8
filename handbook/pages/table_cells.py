"""The cells of a line of a table, as the parser parts them."""

import re
from collections.abc import Iterator
from itertools import pairwise

from markdown_it.rules_block.table import escapedSplit

_DASHES = re.compile(r"[ \t>]*\|?(?:[ \t]*:?-+:?[ \t]*\|)+(?:[ \t]*:?-+:?[ \t]*)?")


def cells_of(line: str) -> list[str]:
    """The cells of a row; bars at its ends part nothing."""
    cells = escapedSplit(line.lstrip(" \t>").rstrip())
    inner = cells[1:] if cells[0] == "" else cells
    return inner[:-1] if inner and inner[-1] == "" else inner


def words_for(line: str, columns: int) -> int:
    """For how many columns a row of a table with so many is written; empty cells behind the last are not counted."""
    cells = cells_of(line)
    return len(cells) if any(cell.strip() for cell in cells[columns:]) else min(len(cells), columns)


def uneven_headers(paragraph: str) -> Iterator[tuple[int, str]]:
    """Each line of dashes that makes no table: how many lines down, and its cells and those above it, as `3 2`."""
    for at, (above, dashes) in enumerate(pairwise(paragraph.split("\n")), 1):
        if "|" in above and "|" in dashes and _DASHES.fullmatch(dashes):
            yield at, f"{len(cells_of(dashes))} {len(cells_of(above))}"


def dashes_below(columns: int) -> str:
    """The line below the header of a table with so many columns, whole."""
    return f"|{' --- |' * columns}"


def is_bare_table(paragraph: str) -> bool:
    """Whether a paragraph is rows between bars, without the line of dashes that would make them a table."""
    rows = paragraph.split("\n")
    return len(rows) > 1 and all(row.strip().startswith("|") and row.strip().endswith("|") for row in rows)
