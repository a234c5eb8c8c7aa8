"""The texts of a content file one by one, each with the place where it is written."""

from collections.abc import Iterator
from dataclasses import dataclass

Loc = tuple[str | int, ...]
"""The way to a value: keys and places in lists, such as `("sections", 0, "title")`."""


@dataclass(frozen=True)
class TextValue:
    """One text of a content file."""

    text: str
    line: int
    column: int
    key: str
    """The key it is behind; empty for a page's text."""
    loc: Loc = ()

    @property
    def is_page(self) -> bool:
        """Whether it is the text of a hand-written page."""
        return not self.loc

    def place_of(self, line: int, column: int) -> tuple[int, int]:
        """Where the file holds a line and a column of this text; for a text of YAML, which may be folded, its first."""
        return (self.line - 1 + line, column) if self.is_page else (self.line, self.column)

    def place_at(self, offset: int) -> tuple[int, int]:
        """The same for a letter of this text, counted from 0."""
        return self.place_of(*place_in(self.text, offset, 1))


def texts_of(value: object, loc: Loc = ()) -> Iterator[tuple[Loc, str]]:
    """Every text below a value, with its place."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from texts_of(inner, (*loc, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from texts_of(inner, (*loc, index))
    elif isinstance(value, str):
        yield loc, value


def place_in(text: str, offset: int, line: int, column: int = 1) -> tuple[int, int]:
    """Line and column of a letter of a text that begins at the given place."""
    down = text.count("\n", 0, offset)
    return line + down, offset - text.rfind("\n", 0, offset) if down else column + offset
