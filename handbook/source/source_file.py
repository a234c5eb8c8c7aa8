"""One content file as plain values, with the line and column of every key and every value."""

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
    """A content file that could be read, before anybody asks whether it makes sense."""

    path: str
    """As messages name it: below the handbook's folder, with `/`."""
    value: object
    """Mappings, lists, text and None; never a number, a day or a yes or no."""
    keys: Mapping[Loc, Position]
    """Where each key of a mapping stands."""
    values: Mapping[Loc, Position]
    """Where each value begins."""
    body: str = ""
    """For a page: what follows the header."""
    body_line: int = 1
    """For a page: the line on which that begins."""

    def at(self, loc: Loc) -> Position:
        """Where a value begins, or the nearest thing around it that was written."""
        while loc and loc not in self.values:
            loc = loc[:-1]
        return self.values.get(loc, Position(1, 1))

    def at_key(self, loc: Loc) -> Position:
        """Where a key is; for an item of a list and for the whole file, where that begins."""
        return self.keys.get(loc) or self.at(loc)

    def line_of(self, *names: str | int) -> int:
        """The line of what is named from the outside in: keys, and in lists the `id`, `number` or place of an entry.

        Where a name leads nowhere, it is the line of what was found so far.
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
        """Every text of the file: the values of its keys, then the text of a page. Many rules read them all."""
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
        """A problem with the key at this place, or with something that is missing below it."""
        place = self.at_key(loc)
        return Problem(self.path, place.line, place.column, message)


def _step_to(value: object, name: str | int) -> str | int | None:
    """The key of a mapping, or the place in a list, that goes by a name."""
    if isinstance(value, dict):
        return name if name in value else None
    for place, entry in enumerate(value) if isinstance(value, list) else ():
        if name == place or (isinstance(entry, dict) and name in (entry.get("id"), entry.get("number"))):
            return place
    return None


def read_record(root: Path, path: str, text: str | None = None, keys: Collection[str] = ()) -> Record:
    """Read one YAML file, or `text` for it; raises ContentError with all that is wrong whatever the file is for."""
    nodes = read_nodes(read_text(root, path) if text is None else text, path, keys=keys)
    return Record(path, nodes.value, nodes.keys, nodes.values)


def read_page_record(root: Path, path: str, text: str | None = None, keys: Collection[str] = ()) -> Record:
    """Read one Markdown page, or `text` for it: its header as the record, the rest as the body."""
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
