"""A colon where none can be, or none where one must stand: what was meant by the line."""

import re
from textwrap import shorten

from handbook.source.parser_clues import KEY_LINE, Finding, ParserFailure, indentation

_MAX_QUOTED = 300
"""In characters: no line of text is longer."""

_NO_SPACE = re.compile(r"(\s*(?:- +)*)([\w-]+):(\S.*)")
_OTHER_SIGN = re.compile("\\s*(?:- +)*([\\w./-]+) ?([\uff1a\ufe55\ufe13\uff1b;=])")
"""The colons of keyboards for other scripts, and what is beside the colon on ours."""
_BESIDE_OURS = "\uff1b;="
_TWO_COLONS = re.compile(r"\s*(?:- +)*([\w-]+): +(.*)")


def explain_second_colon(clue: ParserFailure) -> Finding:
    """A colon where none can be: in the text itself, or because a line above or its indentation is wrong."""
    written = clue.line_text(clue.line)
    other = _other_sign(clue, clue.line)
    if other:
        return other
    if not KEY_LINE.fullmatch(written[: clue.column + 1]):
        return clue.line, clue.column, f"`: ` stands inside the text; {_in_quotes(written)}"
    key = written[: clue.column].lstrip(" -")
    if clue.keys and not clue.could_be_key(key):
        message = (
            f"`{key}:` is no key that such a file can have, so its colon stands inside a text; "
            "put the whole text in straight quotes, from its first word to its last"
        )
        return clue.line, indentation(written), message
    above = clue.line_above()
    if written.lstrip().startswith("- ") and clue.line_text(above).lstrip().startswith("- "):
        message = (
            "this `- ` begins further right than the `- ` of the line above; "
            "begin whichever of the two lines is new as far in as its neighbours"
        )
        return clue.line, indentation(written), message
    if above >= 0 and not KEY_LINE.match(clue.line_text(above)):
        return _lost_mark(clue, above)
    message = "this line begins further right than it should; begin it under the first letter of the line above"
    return clue.line, indentation(written), message


def _in_quotes(written: str) -> str:
    found = _TWO_COLONS.fullmatch(written)
    if found is None or found[2][:1] in ("'", '"') or '"' in found[2]:
        return "put the whole text in quotes"
    # Curly quotes are letters to YAML; whoever typed them meant straight ones.
    return f'put the whole text in straight quotes: {found[1]}: "{_short(found[2].strip("“”"))}"'


def explain_missing_colon(clue: ParserFailure) -> Finding:
    """A line on which a key was expected, and no colon ends one."""
    return _lost_mark(clue, clue.begun[0])


def _lost_mark(clue: ParserFailure, line: int) -> Finding:
    """A line on which a colon, or the space after a mark, was forgotten."""
    written = clue.line_text(line)
    column = indentation(written)
    other = _other_sign(clue, line)
    if other:
        return other
    glued = _NO_SPACE.fullmatch(written)
    if glued:
        return line, column, f"a space is missing after the colon; write `{glued[2]}: {_short(glued[3])}`"
    dash = re.fullmatch(r"\s*-(\w.*)", written)
    if dash:
        return line, column, f"a space is missing after the `-`; write `- {_short(dash[1])}`"
    key, _, rest = written.strip().removeprefix("- ").partition(" ")
    above = clue.line_text(line - 1)
    beside_keys = line == 0 or (KEY_LINE.match(above) and indentation(above) == column) or above.startswith("#")
    if rest and beside_keys and clue.could_be_key(key):
        return line, column, f"a colon is missing here; write `{key}: {_short(rest)}`"
    message = (
        "this line belongs to nothing; if it goes on with the text above, begin it two spaces right of that "
        "text's key; else begin it with a key and a colon"
    )
    return line, column, message


def _other_sign(clue: ParserFailure, line: int) -> Finding | None:
    """Where another sign is in the place of the colon: on this line, or above it in what became one text."""
    while line >= 0 and not KEY_LINE.match(clue.line_text(line)):
        found = _OTHER_SIGN.match(clue.line_text(line))
        if found and (found[1] in clue.keys if clue.keys else found[2] not in _BESIDE_OURS):
            return line, found.start(2), wrong_colon_message(found[2])
        line -= 1
    return None


def colon_substitute(text: str) -> str | None:
    """The sign in the place of the colon of what was read as text, where keys should stand."""
    found = _OTHER_SIGN.match(text)
    return found[2] if found and found[2] not in _BESIDE_OURS else None


def wrong_colon_message(sign: str) -> str:
    """What to write where a keyboard gave another sign: most are hard to tell from a colon on a screen."""
    return f"`{sign}` is not the colon that ends a key; write `: ` in its place"


def _short(text: str) -> str:
    # Whole where it can be: what is told is pasted as it is.
    return shorten(text, width=_MAX_QUOTED, placeholder=" ...")
