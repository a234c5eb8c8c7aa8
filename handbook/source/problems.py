"""Problems with the content: where they are and what to write instead."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_HANDBOOK_FILES = ("mkdocs.yml", "service/")
"""A folder with neither of them holds no handbook; many other folders have a `docs/`."""


@dataclass(frozen=True, order=True)
class Position:
    """Line and column, both from 1."""

    line: int
    column: int


@dataclass(frozen=True, order=True)
class Problem:
    """One problem in one content file; prints as `path:line:column: message`.

    Lines and columns count from 1. The message says what is wrong, then what to write instead.
    """

    path: str
    line: int
    column: int
    message: str

    @classmethod
    def of_file(cls, path: str, message: str) -> "Problem":
        """A problem with a file as a whole, such as its name or its size; it points to the first line."""
        return cls(path, 1, 1, message)

    def __str__(self) -> str:
        """The form that editors and terminals turn into a link."""
        return f"{self.path}:{self.line}:{self.column}: {self.message}"


class ContentError(Exception):
    """The content cannot be used; carries every Problem found, in the order of files and lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems sorted and without repeats."""
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class NoHandbookError(Exception):
    """A folder holds no handbook; the message is a sentence for whoever ran a command there."""


def require_handbook(root: Path) -> None:
    """Raise NoHandbookError where a folder has neither the settings of a site nor the files of a service."""
    if not any((root / name).exists() for name in _HANDBOOK_FILES):
        raise NoHandbookError(
            f"This folder holds no handbook: {root.absolute()} has neither {' nor '.join(_HANDBOOK_FILES)}. "
            "Run the command in the folder that holds mkdocs.yml."
        )
