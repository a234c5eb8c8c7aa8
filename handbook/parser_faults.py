"""What a YAML parser complains of, as a sentence for people who never heard of YAML."""

import json
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from textwrap import shorten

import yaml

Finding = tuple[int, int, str]
"""Line and column, both from 0, and the sentence."""

_LONGEST_TOLD = 300
"""In characters: no line of text is longer."""

_KEY_LINE = re.compile(r"\s*(?:- +)*\w[\w-]*:(?:\s|$)")
_NO_SPACE = re.compile(r"(\s*(?:- +)*)([\w-]+):(\S.*)")
_TWO_COLONS = re.compile(r"\s*(?:- +)*([\w-]+): +(.*)")


@dataclass(frozen=True)
class Clue:
    """What is known when a parser gives up."""

    text: str
    error: yaml.MarkedYAMLError
    quoted: yaml.ScalarEvent | None
    """The last text in quotes that was read before."""
    keys: Collection[str] = ()
    """Every key that a file of this kind can have; empty where nobody knows."""

    @property
    def line(self) -> int:
        """Where the parser stopped, from 0."""
        mark = self.error.problem_mark or self.error.context_mark
        return mark.line if mark else 0

    @property
    def column(self) -> int:
        """The same, across."""
        mark = self.error.problem_mark or self.error.context_mark
        return mark.column if mark else 0

    @property
    def begun(self) -> tuple[int, int]:
        """Where the thing began that the parser could not finish."""
        mark = self.error.context_mark or self.error.problem_mark
        return (mark.line, mark.column) if mark else (0, 0)

    def written_on(self, line: int) -> str:
        """A line of the text; empty past its end."""
        lines = self.text.split("\n")
        return lines[line] if 0 <= line < len(lines) else ""

    def may_be_a_key(self, word: str) -> bool:
        """Whether a word at the beginning of a line can be meant as a key."""
        return word in self.keys if self.keys else re.fullmatch(r"[a-z_]+", word) is not None

    def line_above(self) -> int:
        """The nearest line above the stop that is neither empty nor a remark; -1 when there is none."""
        above = self.line - 1
        while above >= 0 and (not self.written_on(above).strip() or self.written_on(above).lstrip().startswith("#")):
            above -= 1
        return above


def explain(clue: Clue) -> Finding:
    """Where to look, what is wrong there and what to write instead."""
    said = f"{clue.error.context or ''}: {clue.error.problem or ''}"
    explanation = next((each for pattern, each in _TABLE if re.search(pattern, said)), _cannot_be_read)
    return explanation(clue)


def _cannot_be_read(clue: Clue) -> Finding:
    message = "this line cannot be read; check its indentation, the space after the colon, and its quotes"
    return clue.line, clue.column, message


def _odd_beginning(clue: Clue) -> Finding:
    mark = clue.written_on(clue.line)[clue.column : clue.column + 1]
    if mark == "\t":
        return _tab(clue)
    named = "a backtick" if mark == "`" else f"`{mark}`"
    return clue.line, clue.column, f"a value cannot begin with {named}; put the whole value in quotes"


def _tab(clue: Clue) -> Finding:
    written, above = clue.written_on(clue.line), clue.written_on(clue.line_above())
    if written[: clue.column].strip() or not above:
        return clue.line, clue.column, "a tab stands here; write a space in its place"
    is_item = written.lstrip().startswith("- ")
    mark = re.match(r"\s*" if is_item else r"\s*(?:- +)*", above)
    spaces = len(mark[0]) if mark else 0
    if re.search(r":\s*(?:[>|][+-]?)?$", above):
        message = f"a tab stands here; begin the line with {spaces + 2} spaces, two more than the key above"
    else:
        under = "`-`" if is_item else "first letter"
        message = f"a tab stands here; begin the line with {spaces} spaces, under the {under} of the line above"
    return clue.line, 0, message


def _second_colon(clue: Clue) -> Finding:
    """A colon where none can be: in the text itself, or because a line above or its indentation is wrong."""
    written = clue.written_on(clue.line)
    if not _KEY_LINE.fullmatch(written[: clue.column + 1]):
        return clue.line, clue.column, f"`: ` stands inside the text; {_in_quotes(written)}"
    key = written[: clue.column].lstrip(" -")
    if clue.keys and not clue.may_be_a_key(key):
        message = (
            f"`{key}:` is no key that such a file can have, so its colon stands inside a text; "
            "put the whole text in straight quotes, from its first word to its last"
        )
        return clue.line, _indentation(written), message
    above = clue.line_above()
    if above >= 0 and not _KEY_LINE.match(clue.written_on(above)):
        return _lost_mark(clue, above)
    if written.lstrip().startswith("- ") and clue.written_on(above).lstrip().startswith("- "):
        message = (
            "this `- ` begins further right than the `- ` of the line above; "
            "begin whichever of the two lines is new as far in as its neighbours"
        )
        return clue.line, _indentation(written), message
    message = "this line begins further right than it should; begin it under the first letter of the line above"
    return clue.line, _indentation(written), message


def _in_quotes(written: str) -> str:
    found = _TWO_COLONS.fullmatch(written)
    if found is None or found[2][:1] in ("'", '"') or '"' in found[2]:
        return "put the whole text in quotes"
    # Curly quotes are letters to YAML; whoever typed them meant straight ones.
    return f'put the whole text in straight quotes: {found[1]}: "{_short(found[2].strip("“”"))}"'


def _no_colon(clue: Clue) -> Finding:
    return _lost_mark(clue, clue.begun[0])


def _lost_mark(clue: Clue, line: int) -> Finding:
    """A line on which a colon, or the space after a mark, was forgotten."""
    written = clue.written_on(line)
    column = _indentation(written)
    glued = _NO_SPACE.fullmatch(written)
    if glued:
        return line, column, f"a space is missing after the colon; write `{glued[2]}: {_short(glued[3])}`"
    dash = re.fullmatch(r"\s*-(\w.*)", written)
    if dash:
        return line, column, f"a space is missing after the `-`; write `- {_short(dash[1])}`"
    key, _, rest = written.strip().removeprefix("- ").partition(" ")
    above = clue.written_on(line - 1)
    beside_keys = line == 0 or (_KEY_LINE.match(above) and _indentation(above) == column) or above.startswith("#")
    if rest and beside_keys and clue.may_be_a_key(key):
        return line, column, f"a colon is missing here; write `{key}: {_short(rest)}`"
    message = (
        "this line belongs to nothing; if it goes on with the text above, begin it two spaces right of that "
        "text's key; else begin it with a key and a colon"
    )
    return line, column, message


def _indentation(written: str) -> int:
    return len(written) - len(written.lstrip())


def _short(text: str) -> str:
    # Whole where it can be: what is told is pasted as it stands.
    return shorten(text, width=_LONGEST_TOLD, placeholder=" ...")


def as_written(text: str) -> str:
    """A text as YAML reads it back behind a key or before its colon: in quotes where it would be something else."""
    try:
        plain = yaml.safe_load(f"- {text}: x") == [{text: "x"}] and yaml.safe_load(f"x: {text}") == {"x": text}
    except yaml.YAMLError:
        plain = False
    return text if plain else json.dumps(text, ensure_ascii=False)


def _open_quotes(clue: Clue) -> Finding:
    line, column = clue.begun
    mark = clue.written_on(line)[column : column + 1]
    return line, column, f"the quotes that open here are never closed; write {mark} at the end of the text"


def _backslash(clue: Clue) -> Finding:
    message = "inside \" \" a backslash has a special meaning; put the text in ' ' or write / instead"
    return clue.line, clue.column, message


def _sharing(clue: Clue) -> Finding:
    line, column = clue.begun
    written = clue.written_on(line)
    if written[column:].startswith("* ") and not written[:column].strip():
        return line, column, "each item of a list begins with `- ` here; write `-` in place of `*`"
    return line, column, f"a value cannot begin with `{written[column : column + 1]}`; put the whole value in quotes"


def _folded_text(clue: Clue) -> Finding:
    line, column = clue.begun
    return line, column, "after `>-` or `|` the text begins on the next line; move it down, two spaces further right"


def _inline_list(clue: Clue) -> Finding:
    message = "a list is never written on the line of its key; put each item on a line of its own, after `- `"
    return clue.line, clue.column, message


def _brackets(clue: Clue) -> Finding:
    line, column = clue.begun
    mark = clue.written_on(line)[column : column + 1]
    message = (
        f"a value cannot begin with `{mark}` here; put text in quotes, "
        "and write each item of a list on a line of its own, after `- `"
    )
    return line, column, message


def _does_not_fit(clue: Clue) -> Finding:
    """A line that is no part of the mapping or list around it."""
    written = clue.written_on(clue.line)
    if clue.quoted is not None and clue.quoted.end_mark and clue.quoted.end_mark.line == clue.line:
        return _after_quotes(clue, clue.quoted)
    before = written[: clue.column].strip()
    if re.search(r"(?:^|[:-] +)\[.*\]", before):
        column = written.index("[")
        return clue.line, column, "a value cannot begin with `[` unless it is a list; put the whole value in quotes"
    if before:
        return _cannot_be_read(clue)
    if written.lstrip().startswith("- "):
        message = "this `- ` does not stand under the `- ` of the list's first item; line them up"
        return clue.line, clue.column, message
    if "collection" in (clue.error.context or "") and clue.column <= clue.begun[1]:
        message = (
            "an item of the list above was expected; begin it with `- `, or line it up with the keys it belongs to"
        )
        return clue.line, clue.column, message
    return (
        clue.line,
        clue.column,
        "this line does not line up with any line above; begin it under the line it belongs to",
    )


def _after_quotes(clue: Clue, quoted: yaml.ScalarEvent) -> Finding:
    first = quoted.start_mark
    if first is not None and first.line < clue.line:
        message = "the quotes that open here do not close on this line; write closing quotes at the end of the text"
        return first.line, first.column, message
    if quoted.style == "'":
        message = 'text goes on after the closing \'; if it holds an apostrophe, put the whole text in " " instead'
    else:
        message = "text goes on after the closing \"; put the whole text in quotes, with ' ' for quotes inside it"
    return clue.line, clue.column, message


def _second_part(clue: Clue) -> Finding:
    return (
        clue.line,
        clue.column,
        "`---`, `...` and `%` at the start of a line have a special meaning; take the line out",
    )


_TABLE: tuple[tuple[str, Callable[[Clue], Finding]], ...] = (
    ("tab character", _tab),
    ("cannot start any token", _odd_beginning),
    ("mapping values are not allowed", _second_colon),
    ("could not find expected ':'", _no_colon),
    ("quoted scalar: found unexpected", _open_quotes),
    ("quoted scalar: ", _backslash),
    ("scanning an? (alias|anchor|tag)|undefined tag|parsing a tag", _sharing),
    ("block scalar: ", _folded_text),
    ("sequence entries are not allowed", _inline_list),
    ("flow (sequence|mapping|node)", _brackets),
    ("directive|document start|incompatible YAML|document indicator", _second_part),
    ("block (mapping|collection)", _does_not_fit),
)
"""What the parsers say (PyYAML's own and libyaml word it differently), and who knows what it means."""
