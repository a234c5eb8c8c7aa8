"""Turns errors of the YAML parser into messages for people who do not know YAML."""

import json
import re
from collections.abc import Callable

import yaml

from handbook.source.lost_colons import explain_missing_colon, explain_second_colon
from handbook.source.parser_failure import Finding, ParserFailure, indentation

_DIVIDER = re.compile(r"\s*(?:[-=*_~+]\s?){3,}")


def explain(failure: ParserFailure) -> Finding:
    """The position of the mistake, and the message about it."""
    error_text = f"{failure.error.context or ''}: {failure.error.problem or ''}"
    explanation = next(
        (explain_it for pattern, explain_it in _EXPLANATIONS if re.search(pattern, error_text)), _cannot_be_read
    )
    line, column, message = explanation(failure)
    return _symbols_only(line, failure.line_text(line)) or (line, column, message)


def _symbols_only(line: int, written: str) -> Finding | None:
    """A finding for a line of symbols, or one that begins with a colon."""
    if _DIVIDER.fullmatch(written):
        return line, indentation(written), "a line of signs parts nothing here; take the line out"
    lone = re.match(r"\s*(?:- +)*(?=: )", written)
    if lone:
        return line, lone.end(), "this colon has no key before it; write the key, or take `:` out"
    return None


def _cannot_be_read(failure: ParserFailure) -> Finding:
    message = "this line cannot be read; check its indentation, the space after the colon, and its quotes"
    return failure.line, failure.column, message


def _bad_first_character(failure: ParserFailure) -> Finding:
    mark = failure.line_text(failure.line)[failure.column : failure.column + 1]
    if mark == "\t":
        return _tab(failure)
    named = "a backtick" if mark == "`" else f"`{mark}`"
    return failure.line, failure.column, f"a value cannot begin with {named}; put the whole value in quotes"


def _tab(failure: ParserFailure) -> Finding:
    written, above = failure.line_text(failure.line), failure.line_text(failure.line_above())
    if written[: failure.column].strip():
        return failure.line, failure.column, "a tab stands here; write a space in its place"
    if not above:
        return failure.line, 0, "a tab stands here; begin the line with 0 spaces"
    is_item = written.lstrip().startswith("- ")
    mark = re.match(r"\s*" if is_item else r"\s*(?:- +)*", above)
    spaces = len(mark[0]) if mark else 0
    if re.search(r":\s*(?:[>|][+-]?)?$", above):
        message = f"a tab stands here; begin the line with {spaces + 2} spaces, two more than the key above"
    else:
        under = "`-`" if is_item else "first letter"
        message = f"a tab stands here; begin the line with {spaces} spaces, under the {under} of the line above"
    return failure.line, 0, message


def quote_for_yaml(text: str) -> str:
    """The text as a YAML key or value, in quotes if it would otherwise be read as something else."""
    try:
        plain = yaml.safe_load(f"- {text}: x") == [{text: "x"}] and yaml.safe_load(f"x: {text}") == {"x": text}
    except yaml.YAMLError:
        plain = False
    return text if plain else json.dumps(text, ensure_ascii=False)


def _open_quotes(failure: ParserFailure) -> Finding:
    line, column = failure.start
    mark = failure.line_text(line)[column : column + 1]
    return line, column, f"the quotes that open here are never closed; write {mark} at the end of the text"


def _backslash(failure: ParserFailure) -> Finding:
    written = failure.line_text(failure.line)
    # The parsers stop at the backslash, after it, or after the digits of its escape.
    return failure.line, written.rfind("\\", 0, failure.column + 1), backslash_message(written)


def backslash_message(written: str) -> str:
    """The message about a backslash in a double-quoted text, or on the line that contains it."""
    # An apostrophe would end a single-quoted text.
    instead = "write / or two backslashes instead" if "'" in written else "put the text in ' ' or write / instead"
    return f'inside " " a backslash has a special meaning; {instead}'


def _anchor_or_alias(failure: ParserFailure) -> Finding:
    line, column = failure.start
    written = failure.line_text(line)
    if written[column:].startswith("* ") and not written[:column].strip():
        return line, column, "each item of a list begins with `- ` here; write `-` in place of `*`"
    return line, column, f"a value cannot begin with `{written[column : column + 1]}`; put the whole value in quotes"


def _folded_text(failure: ParserFailure) -> Finding:
    line, column = failure.start
    return line, column, "after `>-` or `|` the text begins on the next line; move it down, two spaces further right"


def _inline_list(failure: ParserFailure) -> Finding:
    message = "a list is never written on the line of its key; put each item on a line of its own, after `- `"
    return failure.line, failure.column, message


def _brackets(failure: ParserFailure) -> Finding:
    line, column = failure.start
    mark = failure.line_text(line)[column : column + 1]
    message = (
        f"a value cannot begin with `{mark}` here; put text in quotes, "
        "and write each item of a list on a line of its own, after `- `"
    )
    return line, column, message


def _unexpected_line(failure: ParserFailure) -> Finding:
    """Explain a line that does not fit the mapping or list around it."""
    written = failure.line_text(failure.line)
    if (
        failure.last_quoted is not None
        and failure.last_quoted.end_mark
        and failure.last_quoted.end_mark.line == failure.line
    ):
        return _after_quotes(failure, failure.last_quoted)
    before = written[: failure.column].strip()
    bracket = re.search(r"(?:^|[:-] +)(?:(\[).*\]|(\{) *\})", before)
    if bracket:
        mark = bracket[1] or bracket[2]
        unless = " unless it is a list" if mark == "[" else ""
        message = f"a value cannot begin with `{mark}`{unless}; put the whole value in quotes"
        return failure.line, written.index(mark), message
    if before:
        return _cannot_be_read(failure)
    if written.lstrip().startswith("- "):
        message = "this `- ` does not stand under the `- ` of the list's first item; line them up"
        return failure.line, failure.column, message
    if "collection" in (failure.error.context or "") and failure.column <= failure.start[1]:
        message = (
            "an item of the list above was expected; begin it with `- `, or line it up with the keys it belongs to"
        )
        return failure.line, failure.column, message
    return (
        failure.line,
        failure.column,
        "this line does not line up with any line above; begin it under the line it belongs to",
    )


def _after_quotes(failure: ParserFailure, quoted: yaml.ScalarEvent) -> Finding:
    first = quoted.start_mark
    if first is not None and first.line < failure.line:
        message = "the quotes that open here do not close on this line; write closing quotes at the end of the text"
        return first.line, first.column, message
    if quoted.style == "'":
        message = 'text goes on after the closing \'; if it holds an apostrophe, put the whole text in " " instead'
    else:
        message = "text goes on after the closing \"; put the whole text in quotes, with ' ' for quotes inside it"
    return failure.line, failure.column, message


def _second_document(failure: ParserFailure) -> Finding:
    return (
        failure.line,
        failure.column,
        "`---`, `...` and `%` at the start of a line have a special meaning; take the line out",
    )


_EXPLANATIONS: tuple[tuple[str, Callable[[ParserFailure], Finding]], ...] = (
    ("tab character", _tab),
    ("cannot start any token|block node: |mapping keys are not allowed", _bad_first_character),
    ("mapping values are not allowed", explain_second_colon),
    ("could not find expected ':'", explain_missing_colon),
    ("quoted scalar: found unexpected", _open_quotes),
    ("quoted scalar: ", _backslash),
    ("scanning an? (alias|anchor|tag)|undefined tag|parsing a tag", _anchor_or_alias),
    ("block scalar: ", _folded_text),
    ("sequence entries are not allowed", _inline_list),
    ("flow (sequence|mapping|node)", _brackets),
    ("directive|document start|incompatible YAML|document indicator", _second_document),
    ("block (mapping|collection)", _unexpected_line),
)
"""Patterns of parser errors, in the words of PyYAML and libyaml, with the functions that explain them."""
