"""Messages about a misplaced or missing colon."""

import re
from textwrap import shorten

from handbook.source.parser_failure import KEY_LINE, Finding, ParserFailure, indentation

_MAX_QUOTED = 300
"""In characters; no line of text is longer."""

_NO_SPACE = re.compile(r"(\s*(?:- +)*)([\w-]+):(\S.*)")
_COLON_SUBSTITUTE = re.compile("\\s*(?:- +)*([\\w./-]+) ?([\uff1a\ufe55\ufe13\uff1b;=])")
"""Colons of other scripts, and the keys next to the colon."""
_NEAR_COLON_KEY = "\uff1b;="
_TWO_COLONS = re.compile(r"\s*(?:- +)*([\w-]+): +(.*)")


def explain_second_colon(failure: ParserFailure) -> Finding:
    """Explain a colon that is not allowed here: inside a text, or because of a mistake in a line above."""
    written = failure.line_text(failure.line)
    other = _find_substitute(failure, failure.line)
    if other:
        return other
    if not KEY_LINE.fullmatch(written[: failure.column + 1]):
        return failure.line, failure.column, f"`: ` stands inside the text; {_in_quotes(written)}"
    key = written[: failure.column].lstrip(" -")
    if failure.keys and not failure.could_be_key(key):
        message = (
            f"`{key}:` is no key that such a file can have, so its colon stands inside a text; "
            "put the whole text in straight quotes, from its first word to its last"
        )
        return failure.line, indentation(written), message
    above = failure.line_above()
    if written.lstrip().startswith("- ") and failure.line_text(above).lstrip().startswith("- "):
        message = (
            "this `- ` begins further right than the `- ` of the line above; "
            "begin whichever of the two lines is new as far in as its neighbours"
        )
        return failure.line, indentation(written), message
    if above >= 0 and not KEY_LINE.match(failure.line_text(above)):
        return _explain_lost_mark(failure, above)
    message = "this line begins further right than it should; begin it under the first letter of the line above"
    return failure.line, indentation(written), message


def _in_quotes(written: str) -> str:
    match = _TWO_COLONS.fullmatch(written)
    if match is None or match[2][:1] in ("'", '"') or '"' in match[2]:
        return "put the whole text in quotes"
    # YAML takes curly quotes for letters, but straight ones were meant.
    return f'put the whole text in straight quotes: {match[1]}: "{_shorten(match[2].strip("“”"))}"'


def explain_missing_colon(failure: ParserFailure) -> Finding:
    """Explain a line without a colon where a key was expected."""
    return _explain_lost_mark(failure, failure.start[0])


def _explain_lost_mark(failure: ParserFailure, line: int) -> Finding:
    """Explain a line on which a colon, or the space after a mark, is missing."""
    written = failure.line_text(line)
    column = indentation(written)
    other = _find_substitute(failure, line)
    if other:
        return other
    glued = _NO_SPACE.fullmatch(written)
    if glued:
        return line, column, f"a space is missing after the colon; write `{glued[2]}: {_shorten(glued[3])}`"
    dash = re.fullmatch(r"\s*-(\w.*)", written)
    if dash:
        return line, column, f"a space is missing after the `-`; write `- {_shorten(dash[1])}`"
    key, _, rest = written.strip().removeprefix("- ").partition(" ")
    above = failure.line_text(line - 1)
    beside_keys = line == 0 or (KEY_LINE.match(above) and indentation(above) == column) or above.startswith("#")
    if rest and beside_keys and failure.could_be_key(key):
        return line, column, f"a colon is missing here; write `{key}: {_shorten(rest)}`"
    message = (
        "this line belongs to nothing; if it goes on with the text above, begin it two spaces right of that "
        "text's key; else begin it with a key and a colon"
    )
    return line, column, message


def _find_substitute(failure: ParserFailure, line: int) -> Finding | None:
    """A sign in place of the colon, on this line or above it in the same text."""
    while line >= 0 and not KEY_LINE.match(failure.line_text(line)):
        match = _COLON_SUBSTITUTE.match(failure.line_text(line))
        if match and (match[1] in failure.keys if failure.keys else match[2] not in _NEAR_COLON_KEY):
            return line, match.start(2), wrong_colon_message(match[2])
        line -= 1
    return None


def colon_substitute(text: str) -> str | None:
    """The sign in place of the colon, in a text that should be a mapping."""
    match = _COLON_SUBSTITUTE.match(text)
    return match[2] if match and match[2] not in _NEAR_COLON_KEY else None


def wrong_colon_message(sign: str) -> str:
    """The message about a sign in place of the colon, which often looks the same."""
    return f"`{sign}` is not the colon that ends a key; write `: ` in its place"


def _shorten(text: str) -> str:
    # Complete if possible, because people paste it.
    return shorten(text, width=_MAX_QUOTED, placeholder=" ...")
