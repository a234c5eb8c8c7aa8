"""Tables as files that spreadsheets open: CSV with a mark of its letters, and no cell that runs as a formula."""

import csv
import io
import re
from collections.abc import Iterable

MARK = "\ufeff"
"""Without it, some spreadsheets read letters such as "é" and "£" wrongly."""

_FORMULA = re.compile(r"\s*[=+\-@\t\r|]")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def csv_text(rows: Iterable[Iterable[str]]) -> str:
    """A whole CSV file."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([escape_formula(cell) for cell in row] for row in rows)
    return MARK + out.getvalue()


def escape_formula(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell
