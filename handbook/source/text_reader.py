"""Reads the text of one content file; refuses large files, wrong encodings and invisible characters."""

import re
from pathlib import Path

from handbook.source.conflict_marks import conflict_marks
from handbook.source.invisible_characters import first_invisible_offset, strip_hidden
from handbook.source.problems import ContentError, Problem

MAX_FILE_SIZE = 1_000_000
"""In bytes; the longest charter has less than a tenth of it."""

SYMLINK_MESSAGE = "this is a link to another file; put the file itself here"

UNREADABLE_MESSAGE = "this file cannot be opened; check that you may read it"

MAX_BRACKETS = 300
"""The most `[` in one paragraph; Markdown parsers need minutes for thousands of them."""

BRACKETS_MESSAGE = "so many `[` stand here that the page would take minutes to build; take out those that begin no link"

_RETYPE = "delete it, type the text again"

# Unlike editors, YAML takes U+0085, U+2028 and U+2029 for line ends, so line numbers after them would be wrong.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")

# They come from word processors; YAML takes them for letters, so they break the indentation.
_ODD_SPACE = re.compile("[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000]")


def has_invisible(text: str) -> bool:
    """Whether the text has an invisible or unprintable character."""
    return first_invisible(text) is not None


def first_invisible(text: str) -> int | None:
    """The offset of the first invisible or unprintable character; None if there is none."""
    control, hidden = _CONTROL.search(text), first_invisible_offset(text)
    places = [place for place in (control.start() if control else None, hidden) if place is not None]
    return min(places, default=None)


def odd_spaces(text: str) -> list[tuple[int, int]]:
    """Line and column, both from 0, of the first unusual space on every line."""
    if not _ODD_SPACE.search(text):
        return []
    found = ((number, _ODD_SPACE.search(line)) for number, line in enumerate(text.split("\n")))
    return [(number, match.start()) for number, match in found if match]


def normalise_spaces(text: str) -> str:
    """The text with ordinary spaces in place of unusual ones."""
    return _ODD_SPACE.sub(" ", text)


def strip_invisible(text: str) -> str:
    """The text without invisible characters, so that its other problems can be reported too."""
    return strip_hidden(_CONTROL.sub("", text))


def _line_before(text: str, end: int) -> str:
    return text[text.rfind("\n", 0, end) + 1 : end]


def read_text(root: Path, path: str) -> str:
    """The text of a file with Unix line ends; raises ContentError if it cannot be read as text."""
    text = read_unchecked_text(root, path)
    # First of all, because a parser's message about a marker would mislead people into publishing both versions.
    conflicts = [Problem(path, line, 1, message) for line, message in conflict_marks(text)]
    if conflicts:
        raise ContentError(conflicts)
    invisible = _invisible_in(path, text)
    if invisible:
        raise ContentError(invisible)
    return text


def _invisible_in(path: str, text: str) -> list[Problem]:
    """A problem for the first invisible character of every line."""
    if not has_invisible(text):
        return []
    found = ((number, line, first_invisible(line)) for number, line in enumerate(text.split("\n"), start=1))
    return [
        Problem(path, number, at + 1, f"an invisible character (U+{ord(line[at]):04X}) stands here; {_RETYPE}")
        for number, line, at in found
        if at is not None
    ]


def read_unchecked_text(root: Path, path: str) -> str:
    """The text of a file with Unix line ends and with its invisible characters; raises ContentError."""
    return _decoded(_bytes_of(root / path, path), path).replace("\r\n", "\n").replace("\r", "\n")


def too_large_message(size: int) -> str:
    """The message about a file with too many bytes."""
    return f"the file is too large ({size / 1_000_000:.1f} MB); keep it below 1 MB"


def _bytes_of(file: Path, path: str) -> bytes:
    if file.is_symlink():
        raise ContentError([Problem.of_file(path, SYMLINK_MESSAGE)])
    try:
        if file.stat().st_size > MAX_FILE_SIZE:
            raise ContentError([Problem.of_file(path, too_large_message(file.stat().st_size))])
        return file.read_bytes()
    except FileNotFoundError:
        raise ContentError([Problem.of_file(path, "this file is missing; add it")]) from None
    except OSError:
        raise ContentError([Problem.of_file(path, UNREADABLE_MESSAGE)]) from None


def _decoded(data: bytes, path: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        message = "the file is saved as UTF-16; save it again with the encoding UTF-8"
        raise ContentError([Problem.of_file(path, message)])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
        message = "a character here is not saved as UTF-8; save the file again with the encoding UTF-8"
        raise ContentError([_problem_at(path, before, message)]) from None


def _problem_at(path: str, before: str, message: str) -> Problem:
    """A problem right after the text `before`."""
    return Problem(path, before.count("\n") + 1, len(_line_before(before, len(before))) + 1, message)
