"""Problems and advice as the lines from which a forge puts a sentence beside the line of a change."""

from enum import StrEnum


class AnnotationLevel(StrEnum):
    """How much it matters, as forges call it."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


def annotation(level: AnnotationLevel, path: str, line: int, message: str, column: int | None = None) -> str:
    """One line for the log of a forge's workflow.

    Whatever comes from a file is escaped, because a line of its own that begins with `::` would be obeyed.
    """
    where = f"file={_property(path)},line={line}" + (f",col={column}" if column else "")
    return f"::{level.value} {where}::{_escaped(message)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
