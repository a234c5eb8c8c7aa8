"""Takes over from a proposed change what may be taken over: texts, data and pictures; never code, settings or looks.

A proposal is read from git, as a list of what differs from the handbook's own branch. Nothing of it is ever checked
out, so no link, name or attribute in it can reach a file outside the content folders.
"""

import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from handbook.kinds import FOLDERS
from handbook.problems import ContentError, Problem
from handbook.texts import LARGEST_FILE

LARGEST_PICTURE = 1_000_000
"""In bytes."""
MOST_FILES = 200
"""Changed at once."""
LONGEST_NAME = 200
"""In bytes, folders included; a part of it may have half of that."""
SETTINGS = ("service/service.yml", "charters/profiles/")
"""They decide where forms and links lead, and how charters are read: left to whoever merges, as other settings are."""

_TAKEN = re.compile(
    r"docs/(?:[^/]+/)*[^/]+\.md"
    r"|charters/[^/]+\.yml"
    r"|service/[^/]+\.yml"
    r"|surveys/(?:[^/]+/)+[^/]+\.yml"
)
_PICTURE = re.compile(r"docs/(?:[^/]+/)*[^/]+\.(?:png|jpg|jpeg|gif|webp)")
_DRAWING = re.compile(r"docs/(?:[^/]+/)*[^/]+\.(?:svg|pdf)", re.IGNORECASE)
_ODD_NAME = re.compile(r"(?:^|/)(?:\.|$)|[\x00-\x1f\x7f\\:]")
"""Hidden files, `..`, and characters that mean something to a system."""

_BEGINNINGS = {
    "png": (b"\x89PNG\r\n\x1a\n",),
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
    "gif": (b"GIF87a", b"GIF89a"),
    "webp": (b"RIFF",),
}
"""How a picture begins, whatever its name says."""

_FILE = ("100644", "100755")
_LINK = "120000"


@dataclass(frozen=True, order=True)
class Change:
    """One file that a proposal adds, changes or takes away."""

    path: str
    mode: str
    """As git has it: a file, a link, another repository."""
    blob: str
    is_new: bool
    is_gone: bool


@dataclass(frozen=True)
class Taken:
    """What was taken over, and what was left for the people who merge."""

    written: tuple[str, ...]
    new: tuple[str, ...]
    removed: tuple[str, ...]
    left: tuple[str, ...]


def take_over(root: Path, base: str, proposed: str) -> Taken:
    """Put a proposal's texts and data into the handbook at `root`; raises ContentError, and then nothing is written."""
    changes = list(_changes(root, base, proposed))
    ours = [each for each in changes if _is_content(each.path)]
    problems = [problem for each in ours for problem in _refusals(root, each)]
    if len(ours) > MOST_FILES:
        message = f"{len(ours)} files are changed at once; propose at most {MOST_FILES} at a time"
        problems.append(Problem(ours[0].path, 1, 1, message))
    if problems:
        raise ContentError(problems)
    _write(root, ours)
    return Taken(
        written=tuple(each.path for each in ours if not each.is_gone),
        new=tuple(each.path for each in ours if each.is_new),
        removed=tuple(each.path for each in ours if each.is_gone),
        left=tuple(each.path for each in changes if not _is_content(each.path)),
    )


def _is_content(path: str) -> bool:
    """Whether a file belongs to what people write; the guides beside the data are not theirs."""
    folder, _, name = path.partition("/")
    if path.startswith(SETTINGS):
        return False
    return folder in FOLDERS and bool(name) and (folder == "docs" or not path.endswith("/README.md"))


def _changes(root: Path, base: str, proposed: str) -> Iterator[Change]:
    trees = (f"{base}^{{tree}}", f"{proposed}^{{tree}}")
    told = _git(root, "diff-tree", "-r", "-z", "--raw", "--no-renames", "--end-of-options", *trees)
    fields = iter(told.split(b"\x00"))
    for field in fields:
        if not field:
            continue
        _, mode, _, blob, status = field.decode("ascii").lstrip(":").split(" ")
        path = next(fields).decode("utf-8", errors="backslashreplace")
        yield Change(path, mode, blob, is_new=status == "A", is_gone=status == "D")


def _refusals(root: Path, change: Change) -> Iterator[Problem]:
    """Why a file of the content folders is not taken over."""
    if change.is_gone:
        return
    message = _refused_name(change) or _refused_content(root, change)
    if message:
        yield Problem(change.path, 1, 1, message)


def _refused_name(change: Change) -> str | None:
    if change.mode not in _FILE:
        what = "a link to another file" if change.mode == _LINK else "another repository inside this one"
        return f"this is {what}; put the file itself here"
    parts = change.path.encode().split(b"/")
    if len(change.path.encode()) > LONGEST_NAME or max(map(len, parts)) > LONGEST_NAME // 2:
        return "the name is too long; keep it to 60 letters"
    if _ODD_NAME.search(change.path):
        return "a file cannot have this name here; use small letters, figures and hyphens"
    if _DRAWING.fullmatch(change.path):
        return "drawings (.svg) and PDF files may carry programs; save it as .png, or ask those who merge to add it"
    if not _TAKEN.fullmatch(change.path) and not _PICTURE.fullmatch(change.path):
        return "a file of this kind is not looked at; pages end in `.md`, data in `.yml`, pictures in `.png` or `.jpg`"
    return None


def _refused_content(root: Path, change: Change) -> str | None:
    picture = _PICTURE.fullmatch(change.path) is not None
    size = int(_git(root, "cat-file", "-s", change.blob))
    most = LARGEST_PICTURE if picture else LARGEST_FILE
    if size > most:
        what, instead = ("picture", "make it smaller than 1 MB") if picture else ("file", "keep it below 1 MB")
        return f"the {what} is too large ({size / 1_000_000:.1f} MB); {instead}"
    if picture:
        beginnings = _BEGINNINGS[change.path.rpartition(".")[2]]
        if not _git(root, "cat-file", "blob", change.blob).startswith(beginnings):
            return "this is no picture of the kind that its name says; save it again as .png or .jpg"
    return None


def _write(root: Path, changes: Iterable[Change]) -> None:
    """Take away first, so that a folder can stand where a file stood."""
    home = root.resolve()
    for change in sorted(changes, key=lambda each: not each.is_gone):
        target = home / change.path
        if not target.parent.resolve().is_relative_to(home) or target.is_symlink():
            raise ContentError([Problem(change.path, 1, 1, "a link leads out of the handbook here; take it out")])
        if change.is_gone:
            target.unlink(missing_ok=True)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(_git(root, "cat-file", "blob", change.blob))


def _git(root: Path, *words: str) -> bytes:
    return subprocess.run(["git", "-C", str(root), *words], capture_output=True, check=True).stdout  # noqa: S603, S607 git, and names that git gave
