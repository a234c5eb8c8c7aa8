"""Text for the terminal: sentences are wrapped, and lines to copy are left whole."""

import os
import re
import shutil
import textwrap
import unicodedata

import click

from handbook.source.invisible_characters import escape_hidden

WIDTH = 80
"""Columns of a line, unless COLUMNS is set."""
COMMAND = "python -m feedback_app"
_COPIED = "  "
"""Begins a line that is meant to be copied, such as a command: it is never wrapped."""
_NARROWEST = 20
_NO_BREAK = "\0"
QUOTED = "| "
"""Begins each line of what somebody wrote, so that nobody's words can pass for the program's own."""
_TAB = "    "


def say(text: str, *, err: bool = False, indent: str = "", hang: str = "") -> None:
    """Print sentences; `err` for what is no result of the command, `hang` before all lines of one but its first."""
    click.echo(wrapped(text, indent, hang), err=err)


def wrapped(text: str, indent: str = "", hang: str = "") -> str:
    """Each line of `text` wrapped, but for those that begin with two spaces. Nothing in backticks is broken."""
    return "\n".join(
        f"{indent}{line}" if line.startswith(_COPIED) else _filled(line, indent, indent + hang)
        for line in text.split("\n")
    )


def quoted(text: str) -> str:
    """Somebody's words: a mark before each line, none longer than the terminal, and what cannot be seen as a mark.

    A terminal breaks a longer line by itself, and what comes after the break would begin a line without the mark.
    """
    room = _width() - len(QUOTED)
    lines = escape_hidden(text).replace("\t", _TAB).split("\n")
    return "\n".join(f"{QUOTED}{part}".rstrip() for line in lines for part in _in_parts(line, room))


def next_command(words: str) -> str:
    """The rest of a sentence that ends with a colon: a whole command, to copy, on a line of its own."""
    context = click.get_current_context(silent=True)
    program = context.find_root().info_name if context else COMMAND
    return f"\n{_COPIED}{program} {words}"


def error_text(message: str) -> str:
    """A message of what went wrong as it is printed: its first paragraph as sentences with a full stop.

    What follows an empty line stays as it is: somebody's words as `quoted` gives them.
    """
    head, gap, words = message.partition("\n\n")
    if not head.rpartition("\n")[2].startswith(_COPIED) and not head.endswith((".", "?", "!", ":")):
        head = f"{head}."
    return wrapped(head) + gap + words


def _filled(line: str, first: str, others: str) -> str:
    protected = re.sub(r"`[^`]*`", lambda found: found[0].replace(" ", _NO_BREAK), line)
    filled = textwrap.fill(
        protected,
        _width(),
        initial_indent=first,
        subsequent_indent=others,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return filled.replace(_NO_BREAK, " ")


def _width() -> int:
    said = os.environ.get("COLUMNS", "")
    # Of a terminal that is narrower than our sentences, we ask how wide it is.
    width = int(said) if said.isdecimal() else min(WIDTH, shutil.get_terminal_size((WIDTH, 24)).columns)
    return max(_NARROWEST, width)


def _in_parts(line: str, room: int) -> list[str]:
    """The line in parts of so many columns at most, broken behind a blank where there is one."""
    parts, start, used, blank = [], 0, 0, 0
    for at, letter in enumerate(line):
        used += _columns(letter)
        if used > room:
            end = blank if blank > start else at
            parts.append(line[start:end])
            start, used = end, sum(map(_columns, line[end : at + 1]))
        if letter == " ":
            blank = at + 1
    return [*parts, line[start:]]


def _columns(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in ("W", "F") else 1
