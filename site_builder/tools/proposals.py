"""Takes over from a proposed change what may be taken over: texts, data and pictures; never code, settings or looks.

Of a picture, only what can be seen is taken over.

A proposal is read from git, as a list of what differs from the handbook's own branch. Nothing of it is ever checked
out, so no link, name or attribute in it can reach a file outside the content folders.
"""

import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from handbook.file_rules import DRAWING_MESSAGE, check_file, check_size, is_drawing, is_guide, is_hidden, is_picture
from handbook.folders import content_paths
from handbook.loading import read_content
from handbook.registry import FOLDERS, content_file
from handbook.rules.announced_days import ANNOUNCED
from handbook.source.problems import ContentError, Problem
from handbook.source.text_reader import SYMLINK_MESSAGE
from handbook.source.types import Content
from handbook.sources import Sources
from site_builder.git import git_output
from site_builder.pictures.checks import clean_or_raise
from site_builder.pictures.clean import CleanPicture

MAX_FILES = 200
"""Changed at once."""
MAX_PICTURES = 20
"""Of these; a proposal has three minutes, and a large picture takes some seconds."""
SETTINGS = ("service/service.yml", "charters/profiles/")
"""They decide where forms and links lead, and how charters are read: left to whoever merges, as other settings are."""

_FILE = ("100644", "100755")
_LINK = "120000"


@dataclass(frozen=True, order=True)
class ProposedFile:
    """One file that a proposal adds, changes or takes away."""

    path: str
    mode: str
    """As git has it: a file, a link, another repository."""
    blob: str
    is_new: bool
    is_gone: bool


@dataclass(frozen=True)
class TakeOverResult:
    """What was taken over, and what was left for the people who merge."""

    written: tuple[str, ...]
    pictures: Mapping[str, CleanPicture]
    """Those written that came with more than can be seen, or larger than a page shows them."""
    new: tuple[str, ...]
    removed: tuple[str, ...]
    left: tuple[str, ...]


def apply_proposal(root: Path, base: str, proposed: str) -> TakeOverResult:
    """Put a proposal's texts and data into the handbook at `root`; raises ContentError, and then nothing is written."""
    changes = list(_changes(root, base, proposed))
    ours = [each for each in changes if _is_content(each.path)]
    problems = list(_count_problems(ours)) or list(_all_refusals(root, ours))
    pictures: dict[str, CleanPicture] = {}
    for each in () if problems else ours:
        try:
            if is_picture(each.path) and not each.is_gone:
                pictures[each.path] = clean_or_raise(each.path, _blob(root, each))
        except ContentError as error:
            problems.extend(error.problems)
    if problems:
        raise ContentError(problems)
    _write(root, ours, pictures)
    return TakeOverResult(
        written=tuple(each.path for each in ours if not each.is_gone),
        pictures={path: picture for path, picture in pictures.items() if picture.was_changed},
        new=tuple(each.path for each in ours if each.is_new),
        removed=tuple(each.path for each in ours if each.is_gone),
        left=tuple(each.path for each in changes if not _is_content(each.path)),
    )


def _is_content(path: str) -> bool:
    """Whether a file belongs to what people write; guides beside the data and hidden files do not."""
    if path.startswith(SETTINGS) or is_guide(path) or is_hidden(path):
        return False
    folder, _, name = path.partition("/")
    return folder in FOLDERS and bool(name)


def _count_problems(ours: list[ProposedFile]) -> Iterator[Problem]:
    if len(ours) > MAX_FILES:
        message = f"{len(ours)} files are changed at once; propose at most {MAX_FILES} at a time"
        yield Problem(ours[0].path, 1, 1, message)
    pictures = [each.path for each in ours if is_picture(each.path) and not each.is_gone]
    if len(pictures) > MAX_PICTURES:
        message = f"{len(pictures)} pictures are changed at once; propose at most {MAX_PICTURES} at a time"
        yield Problem(pictures[0], 1, 1, message)


def _changes(root: Path, base: str, proposed: str) -> Iterator[ProposedFile]:
    trees = (f"{base}^{{tree}}", f"{proposed}^{{tree}}")
    output = git_output(root, "diff-tree", "-r", "-z", "--raw", "--no-renames", "--end-of-options", *trees)
    fields = iter(output.split(b"\x00"))
    for field in fields:
        if not field:
            continue
        _, mode, _, blob, status = field.decode("ascii").lstrip(":").split(" ")
        path = next(fields).decode("utf-8", errors="backslashreplace")
        yield ProposedFile(path, mode, blob, is_new=status == "A", is_gone=status == "D")


def _all_refusals(root: Path, ours: list[ProposedFile]) -> Iterator[Problem]:
    names = {*content_paths(root), *(each.path for each in ours)}
    for each in ours:
        if not each.is_gone:
            yield from _refusals(root, each, names)


def _refusals(root: Path, change: ProposedFile, names: set[str]) -> Iterator[Problem]:
    """Why a file of the content folders is not taken over, by its name, kind and size."""
    if change.mode not in _FILE:
        another = "this is another repository inside this one; put the file itself here"
        yield Problem.of_file(change.path, SYMLINK_MESSAGE if change.mode == _LINK else another)
        return
    problems = list(check_file(change.path, names))
    if is_drawing(change.path):
        problems.append(Problem.of_file(change.path, DRAWING_MESSAGE))
    yield from problems or check_size(change.path, int(git_output(root, "cat-file", "-s", change.blob)))


def content_at(root: Path, base: str, sources: Sources) -> dict[str, Content]:
    """The files with days that people know, as they are in a commit; a file that was not there is left out."""
    contents = {}
    for path in sources.records:
        file = content_file(path)
        if file is None or file.kind.name not in ANNOUNCED:
            continue
        try:
            text = git_output(root, "cat-file", "blob", f"{base}:./{path}").decode("utf-8-sig")
            contents[path] = read_content(root, file, text)[1]
        except (subprocess.CalledProcessError, UnicodeDecodeError, ContentError):
            # New in the proposal, or wrong today: nobody was told of a day in it.
            continue
    return contents


def _write(root: Path, changes: Iterable[ProposedFile], pictures: Mapping[str, CleanPicture]) -> None:
    """Take away first, so that a folder can be where a file stood."""
    home = root.resolve()
    for change in sorted(changes, key=lambda each: not each.is_gone):
        target = home / change.path
        if not target.parent.resolve().is_relative_to(home) or target.is_symlink():
            raise ContentError([Problem.of_file(change.path, "a link leads out of the handbook here; take it out")])
        if change.is_gone:
            target.unlink(missing_ok=True)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        picture = pictures.get(change.path)
        target.write_bytes(picture.data if picture else _blob(root, change))


def _blob(root: Path, change: ProposedFile) -> bytes:
    return git_output(root, "cat-file", "blob", change.blob)
