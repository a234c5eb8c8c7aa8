"""Reads a subset of YAML as plain values with positions; anchors, tags and flow style are refused."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

import yaml

from handbook.source.parser_failure import ParserFailure
from handbook.source.problems import ContentError, Position, Problem
from handbook.source.text_reader import BRACKETS_MESSAGE, MAX_BRACKETS, odd_spaces
from handbook.source.yaml_messages import backslash_message, explain

MAX_DEPTH = 20
"""The deepest nesting of mappings and lists; real content has eight levels."""

MAX_NODES = 50_000
"""The most keys, values and lists in one file; real content has about 2,000."""

PARSER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The fast parser, if PyYAML was built with it."""

_NULLS = ("", "~", "null", "Null", "NULL")

# `"C:\new"` would silently contain a line break.
_ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*(\\)[^\"\\]", re.DOTALL)


@dataclass
class Nodes:
    """The value of a file, and the position of every key and every value."""

    value: object = None
    keys: dict[tuple[str | int, ...], Position] = field(default_factory=dict)
    values: dict[tuple[str | int, ...], Position] = field(default_factory=dict)


def read_nodes(text: str, path: str, first_line: int = 1, keys: Collection[str] = ()) -> Nodes:
    """Parse a YAML text; `first_line` is the line of the file on which it begins. Raises ContentError.

    `keys` are all keys that such a file can have; they help to tell a text from a key without its colon.
    """
    return _Reader(text, path, first_line, keys).read()


@dataclass
class _OpenContainer:
    """A mapping or a list whose end has not been reached."""

    loc: tuple[str | int, ...]
    container: dict[str, object] | list[object]
    key: str | None = None
    """In a mapping, the key whose value comes next."""


class _Reader:
    """Handles the parser's events in one pass, without recursion, so that nesting cannot exhaust the stack."""

    def __init__(self, text: str, path: str, first_line: int, keys: Collection[str]) -> None:
        self.text, self.path, self.first_line, self.keys = text, path, first_line, keys
        self.lines = text.split("\n")
        self.nodes = Nodes()
        self.open: list[_OpenContainer] = []
        self.problems: list[Problem] = []
        self.documents = 0
        self.count = 0
        self.quoted: yaml.ScalarEvent | None = None
        self.curly: yaml.Event | None = None
        """The `{` that was just read; only `{}` is allowed."""

    def read(self) -> Nodes:
        message = "this space is not an ordinary one, as in pasted text; delete it and type a space"
        odd = [Problem(self.path, line + self.first_line, at + 1, message) for line, at in odd_spaces(self.text)]
        if odd:
            raise ContentError(odd)
        for event in self._events():
            self._handle(event)
        if self.problems:
            raise ContentError(self.problems)
        return self.nodes

    def _events(self) -> Iterator[yaml.Event]:
        try:
            yield from yaml.parse(self.text, Loader=PARSER)
        except yaml.MarkedYAMLError as error:
            line, column, message = explain(ParserFailure(self.text, error, self.quoted, self.keys))
            raise self._error(Position(line + self.first_line, column + 1), message) from None
        except (ValueError, OverflowError):
            # The slow parser raises Python's own errors for a `\U` escape beyond Unicode.
            raise self._error(*self._escape_problem(self.text.index("\\U"), self.text)) from None

    def _handle(self, event: yaml.Event) -> None:
        if self.curly is not None and not isinstance(event, yaml.MappingEndEvent):
            raise self._error(self._place(self.curly), self._curly_message(self.curly))
        self.curly = event if isinstance(event, yaml.MappingStartEvent) and event.flow_style else None
        match event:
            case yaml.DocumentStartEvent():
                self._begin_document(event)
            case yaml.AliasEvent():
                raise self._error(self._place(event), _sharing_message("*", str(event.anchor)))
            case yaml.NodeEvent():
                self._refuse_yaml_features(event)
                self._handle_node(event)
            case yaml.CollectionEndEvent():
                self.open.pop()

    def _begin_document(self, event: yaml.DocumentStartEvent) -> None:
        self.documents += 1
        if self.documents > 1:
            raise self._error(self._place(event), "`---` begins a second part of the file; take the line out")

    def _curly_message(self, event: yaml.Event) -> str:
        """The message about `{`, which begins a mapping or a text."""
        mark = event.start_mark
        text = self.lines[mark.line][mark.column :] if mark else ""
        holds_keys = re.match(r"\{[^{}]*:\s", f"{text} ")
        instead = "write each key on a line of its own" if holds_keys else "put the whole text in quotes"
        return f"`{{` and `}}` are not used here; {instead}"

    def _refuse_yaml_features(self, event: yaml.NodeEvent) -> None:
        self.count += 1
        if event.anchor:
            raise self._error(self._place(event), _sharing_message("&", event.anchor))
        if getattr(event, "tag", None):
            message = "a value cannot begin with `!`; put the whole value in quotes"
            raise self._error(self._place(event), message)
        if self.count > MAX_NODES:
            message = f"more than {MAX_NODES:,} keys and values stand above this line; keep it to so many"
            raise self._error(self._place(event), message)
        if len(self.open) > MAX_DEPTH:
            message = f"more than {MAX_DEPTH} levels stand inside each other here; take the line out"
            raise self._error(self._place(event), message)

    def _handle_node(self, event: yaml.NodeEvent) -> None:
        match event:
            case yaml.ScalarEvent():
                self._handle_scalar(event)
            case yaml.MappingStartEvent():
                self._begin({}, event)
            case yaml.SequenceStartEvent():
                self._begin([], event)

    def _handle_scalar(self, event: yaml.ScalarEvent) -> None:
        if event.style in ("'", '"'):
            self.quoted = event
            self._refuse_escape(event)
        elif event.implicit[0]:
            self._refuse_remark(event)
        if event.value.count("[") > MAX_BRACKETS:
            raise self._error(self._place(event), BRACKETS_MESSAGE)
        top = self.open[-1] if self.open else None
        if top is not None and isinstance(top.container, dict) and top.key is None:
            self._begin_key(top, event)
            return
        nothing = event.implicit[0] and event.value in _NULLS
        self._store(None if nothing else event.value, event)

    def _refuse_remark(self, event: yaml.ScalarEvent) -> None:
        """A `#` after text silently begins a comment: `Flat #3` would become `Flat`."""
        end = event.end_mark
        if end is None or not event.value or end.line >= len(self.lines):
            return
        rest = self.lines[end.line][end.column :]
        if re.match(r"\s+#", rest):
            message = "the text from `#` on would be lost; put the whole text in quotes, or a remark on its own line"
            column = end.column + rest.index("#") + 1
            self.problems.append(Problem(self.path, end.line + self.first_line, column, message))

    def _refuse_escape(self, event: yaml.ScalarEvent) -> None:
        """A backslash in a double-quoted text begins an escape, which nobody means."""
        start, end = event.start_mark, event.end_mark
        if event.style != '"' or start is None or end is None:
            return
        written = self.text[start.index : end.index]
        match = _ESCAPE.search(written)
        if match:
            raise self._error(*self._escape_problem(start.index + match.start(1), written))

    def _escape_problem(self, index: int, written: str) -> tuple[Position, str]:
        """The position of a backslash, and the message about it."""
        before = self.text[:index]
        column = index - before.rfind("\n")
        return Position(before.count("\n") + self.first_line, column), backslash_message(written)

    def _begin_key(self, top: _OpenContainer, event: yaml.ScalarEvent) -> None:
        loc, place = (*top.loc, event.value), self._place(event)
        if loc in self.nodes.keys:
            first = self.nodes.keys[loc].line
            message = f"`{event.value}` is written twice, here and on line {first}; keep one of them"
            self.problems.append(Problem(self.path, place.line, place.column, message))
            # Under another name, so that the keys below it are not reported as repeated too.
            top.key = f"{event.value} on line {place.line}"
            return
        self.nodes.keys[loc] = place
        top.key = event.value

    def _begin(self, container: dict[str, object] | list[object], event: yaml.NodeEvent) -> None:
        top = self.open[-1] if self.open else None
        if top is not None and isinstance(top.container, dict) and top.key is None:
            raise self._error(self._place(event), "a key must be one or two plain words; put the whole text in quotes")
        loc = self._store(container, event)
        self.open.append(_OpenContainer(loc, container))

    def _store(self, value: object, event: yaml.NodeEvent) -> tuple[str | int, ...]:
        """Store a value in the innermost open mapping or list, and return its loc."""
        loc: tuple[str | int, ...] = ()
        if not self.open:
            self.nodes.value = value
        elif isinstance(self.open[-1].container, list):
            loc = (*self.open[-1].loc, len(self.open[-1].container))
            self.open[-1].container.append(value)
        else:
            top = self.open[-1]
            assert top.key is not None  # noqa: S101 - _begin_key came before
            loc = (*top.loc, top.key)
            self.open[-1].container[top.key] = value
            top.key = None
        self.nodes.values.setdefault(loc, self._place(event))
        return loc

    def _place(self, event: yaml.Event) -> Position:
        mark = event.start_mark
        return Position(mark.line + self.first_line, mark.column + 1) if mark else Position(self.first_line, 1)

    def _error(self, place: Position, message: str) -> ContentError:
        return ContentError([*self.problems, Problem(self.path, place.line, place.column, message)])


def _sharing_message(mark: str, name: str) -> str:
    return (
        f"`{mark}{name}` would share one piece of text between places, which is not done here; "
        f"write the text out each time, or put text that begins with `{mark}` in quotes"
    )
