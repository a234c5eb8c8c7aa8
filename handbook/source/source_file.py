"""One content file as plain values, with the position of every key and every value."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from handbook.source.problems import ContentError, Position, Problem
from handbook.source.text_reader import read_text
from handbook.source.text_values import Loc, TextValue, texts_of
from handbook.source.yaml_reader import read_nodes


@dataclass(frozen=True)
class Record:
    """A content file that could be parsed, before it is validated."""

    path: str
    """Relative to the handbook's folder, with `/`."""
    value: object
    """Mappings, lists, strings and None; never numbers, dates or booleans."""
    keys: Mapping[Loc, Position]
    """The position of every key."""
    values: Mapping[Loc, Position]
    """The position of every value."""
    body: str = ""
    """For a page, the text after the header."""
    body_line: int = 1
    """For a page, the line on which the text begins."""

    def at(self, loc: Loc) -> Position:
        """The position of a value, or of the nearest value around it."""
        while loc and loc not in self.values:
            loc = loc[:-1]
        return self.values.get(loc, Position(1, 1))

    def at_key(self, loc: Loc) -> Position:
        """The position of a key; of items and the whole file, where they begin."""
        return self.keys.get(loc) or self.at(loc)

    def line_of(self, *names: str | int) -> int:
        """The line of a value, given the path to it: keys, and in lists the `id`, `number` or index of an entry.

        If a name leads nowhere, the line of the value before it.
        """
        value: object = self.value
        loc: Loc = ()
        for name in names:
            step = _step_to(value, name)
            if step is None:
                break
            value, loc = value[step], (*loc, step)  # type: ignore[index]  # a step is a key or place of this value
        return self.at_key(loc).line

    @cached_property
    def text_values(self) -> tuple[TextValue, ...]:
        """Every text of the file: its values, then the text of a page. Cached, because many rules read them."""
        return tuple(self._all_texts())

    def _all_texts(self) -> Iterator[TextValue]:
        for loc, text in texts_of(self.value):
            place = self.at(loc)
            key = next((str(step) for step in reversed(loc) if isinstance(step, str)), "")
            yield TextValue(text, place.line, place.column, key, loc or ("",))
        if self.body:
            yield TextValue(self.body, self.body_line, 1, "")

    def problem(self, loc: Loc, message: str) -> Problem:
        """A problem with the value at this place."""
        place = self.at(loc)
        return Problem(self.path, place.line, place.column, message)

    def key_problem(self, loc: Loc, message: str) -> Problem:
        """A problem with the key at this place, or with a key that is missing below it."""
        place = self.at_key(loc)
        return Problem(self.path, place.line, place.column, message)


def _step_to(value: object, name: str | int) -> str | int | None:
    """The key of a mapping, or the index in a list, that a name stands for."""
    if isinstance(value, dict):
        return name if name in value else None
    for place, entry in enumerate(value) if isinstance(value, list) else ():
        if name == place or (isinstance(entry, dict) and name in (entry.get("id"), entry.get("number"))):
            return place
    return None


def read_record(root: Path, path: str, text: str | None = None, keys: Collection[str] = ()) -> Record:
    """Read one YAML file, or `text` in its place; raises ContentError with all problems of YAML."""
    nodes = read_nodes(read_text(root, path) if text is None else text, path, keys=keys)
    return Record(path, nodes.value, nodes.keys, nodes.values)


def read_page_record(root: Path, path: str, text: str | None = None, keys: Collection[str] = ()) -> Record:
    """Read one Markdown page, or `text` in its place: the header as value, the rest as body; raises ContentError."""
    lines = (read_text(root, path) if text is None else text).split("\n")
    if lines[0].rstrip() != "---":
        raise ContentError(
            [Problem.of_file(path, "a page begins with a header; write `---`, the header's lines, and `---` again")]
        )
    end = next((number for number, line in enumerate(lines[1:], start=1) if line.rstrip() == "---"), None)
    if end is None:
        raise ContentError(
            [Problem.of_file(path, "the header is never closed; write a line `---` after its last line")]
        )
    nodes = read_nodes("\n".join(lines[1:end]) + "\n", path, first_line=2, keys=keys)
    first = next((number for number, line in enumerate(lines[end + 1 :], start=end + 1) if line.strip()), end)
    body = "\n".join(lines[first:]).rstrip() if first > end else ""
    return Record(path, nodes.value, nodes.keys, nodes.values, body, first + 1)
