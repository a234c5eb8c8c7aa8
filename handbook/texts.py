"""The text of one content file: small enough, rightly encoded, without invisible characters."""

import re
from pathlib import Path

from handbook.problems import ContentError, Problem

LARGEST_FILE = 1_000_000
"""In bytes. The longest charter has less than a tenth of it; parsers are slow on files made to harm."""

# YAML also takes the three line separators after the control characters for line ends, editors do not:
# every line number below one would be wrong.
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def read_text(root: Path, path: str) -> str:
    """The text of a file, its lines ended the Unix way; raises ContentError when it cannot be read as text."""
    text = _decoded(_bytes_of(root / path, path), path)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = _INVISIBLE.search(text)
    if found:
        message = f"an invisible character (U+{ord(found.group()):04X}) stands here; delete it, type the text again"
        raise ContentError([_problem_at(path, text[: found.start()], message)])
    return text


def _bytes_of(file: Path, path: str) -> bytes:
    if file.is_symlink():
        raise ContentError([Problem(path, 1, 1, "this is a link to another file; put the file itself here")])
    try:
        if file.stat().st_size > LARGEST_FILE:
            megabytes = file.stat().st_size / 1_000_000
            message = f"the file is too large ({megabytes:.1f} MB); keep it below 1 MB, or split it"
            raise ContentError([Problem(path, 1, 1, message)])
        return file.read_bytes()
    except FileNotFoundError:
        raise ContentError([Problem(path, 1, 1, "this file is missing; add it")]) from None
    except OSError:
        raise ContentError([Problem(path, 1, 1, "this file cannot be opened; check that you may read it")]) from None


def _decoded(data: bytes, path: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        message = "the file is saved as UTF-16; save it again with the encoding UTF-8"
        raise ContentError([Problem(path, 1, 1, message)])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
        message = "a character here is not saved as UTF-8; save the file again with the encoding UTF-8"
        raise ContentError([_problem_at(path, before, message)]) from None


def _problem_at(path: str, before: str, message: str) -> Problem:
    """A problem just behind the text `before`."""
    return Problem(path, before.count("\n") + 1, len(before) - before.rfind("\n"), message)
