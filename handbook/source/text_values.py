"""The texts of a content file with their positions."""

from collections.abc import Iterator
from dataclasses import dataclass

Loc = tuple[str | int, ...]
"""The path to a value: keys and indices, such as `("sections", 0, "title")`."""


@dataclass(frozen=True)
class TextValue:
    """One text of a content file."""

    text: str
    line: int
    column: int
    key: str
    """The nearest key; empty for a page's text."""
    loc: Loc = ()

    @property
    def is_page(self) -> bool:
        """Whether it is the text of a hand-written page."""
        return not self.loc

    def place_of(self, line: int, column: int) -> tuple[int, int]:
        """The position in the file of a line and column of this text; a YAML text may be folded, so its beginning."""
        return (self.line - 1 + line, column) if self.is_page else (self.line, self.column)

    def place_at(self, offset: int) -> tuple[int, int]:
        """The position in the file of a character, by its offset in this text."""
        return self.place_of(*place_in(self.text, offset, 1))


def texts_of(value: object, loc: Loc = ()) -> Iterator[tuple[Loc, str]]:
    """Every text below a value, with the path to it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from texts_of(inner, (*loc, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from texts_of(inner, (*loc, index))
    elif isinstance(value, str):
        yield loc, value


def place_in(text: str, offset: int, line: int, column: int = 1) -> tuple[int, int]:
    """Line and column of an offset in a text that begins at the given position."""
    down = text.count("\n", 0, offset)
    return line + down, offset - text.rfind("\n", 0, offset) if down else column + offset
