"""What commands print: sentences wrapped to the terminal, and lines to copy that are left whole."""

import os
import re
import textwrap

import click

WIDTH = 80
"""Columns of a line of sentences, where COLUMNS does not say otherwise."""
COMMAND = "python -m feedback_app"
_COPIED = "  "
"""Begins a line that is meant to be copied, such as a command: it is never wrapped."""
_NARROWEST = 20
_HELD = "\0"


def say(text: str, *, err: bool = False, indent: str = "", hang: str = "") -> None:
    """Print sentences; `err` for what is no result of the command, `hang` before all lines of one but its first."""
    click.echo(wrapped(text, indent, hang), err=err)


def wrapped(text: str, indent: str = "", hang: str = "") -> str:
    """Each line of `text` wrapped, but for those that begin with two spaces. Nothing in backticks is broken."""
    return "\n".join(
        f"{indent}{line}" if line.startswith(_COPIED) else _filled(line, indent, indent + hang)
        for line in text.split("\n")
    )


def next_command(words: str) -> str:
    """The rest of a sentence that ends with a colon: a whole command, to copy, on a line of its own."""
    return f"\n{_COPIED}{COMMAND} {words}"


def refusal(message: str) -> str:
    """A message of what went wrong as it is printed: its first paragraph as sentences with a full stop.

    What follows an empty line is somebody's words, and stays as it is.
    """
    head, gap, words = message.partition("\n\n")
    if not head.rpartition("\n")[2].startswith(_COPIED) and not head.endswith((".", "?", "!", ":")):
        head = f"{head}."
    return wrapped(head) + gap + words


def _filled(line: str, first: str, others: str) -> str:
    held = re.sub(r"`[^`]*`", lambda found: found[0].replace(" ", _HELD), line)
    filled = textwrap.fill(
        held,
        _width(),
        initial_indent=first,
        subsequent_indent=others,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return filled.replace(_HELD, " ")


def _width() -> int:
    said = os.environ.get("COLUMNS", "")
    return max(_NARROWEST, int(said)) if said.isdecimal() else WIDTH
