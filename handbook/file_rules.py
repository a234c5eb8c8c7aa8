"""What a file of the content folders may be called, of which kind it is, and how large it may be.

The local check and the check of a pull request both use these rules, so they always agree.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from pathlib import PurePosixPath

from handbook.registry import KINDS, ContentFile, content_file
from handbook.source.problems import Problem
from handbook.source.spelling import nearest
from handbook.source.text_reader import MAX_FILE_SIZE, too_large_message
from handbook.urls import ADDRESS_LIST, is_reserved

PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif")
"""The file endings of the pictures that pages may show."""
DRAWINGS = (".svg", ".pdf")
"""Files that belong to pages and may contain scripts; a person reviews them before they are added."""
MAX_PICTURE_SIZE = 20_000_000
"""In bytes, before the picture is scaled down for publication."""
DEVELOPERS = "docs/developers/"
"""Guides for developers, which are read in the repository and never published."""
MAX_NAME_LENGTH = 60
MAX_PATH_LENGTH = 200
"""Both in letters."""

DRAWING_MESSAGE = "drawings (.svg) and PDF files may carry programs; save it as .png, or ask those who merge to add it"

_BAD_CHARACTERS_MESSAGE = "`{}` has other signs in its name than small letters, figures and hyphens"
_ENDING_MESSAGE = "pages write the ending of `{}` in another way"
_WINDOWS_DEVICE_MESSAGE = "`{}` has a name that Windows keeps for itself, so nobody could have it there"
_PROGRAM_FILES = re.compile(r".+~|#.+#|~\$.+|.+\.(?:orig|rej|bak|tmp)|Thumbs\.db|desktop\.ini", re.IGNORECASE)
"""Backup copies that editors create, and files that Windows adds to folders."""
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_WINDOWS_DEVICE = re.compile(r"con|prn|aux|nul|com\d|lpt\d")
"""Names that Windows reserves with any ending: a repository with one cannot be checked out there."""
_TEXT_ENDINGS = (".md", ".yml", ".yaml")
_OTHER_PICTURES = (".heic", ".heif", ".avif", ".tif", ".tiff", ".bmp", ".jp2", ".psd")
_ENDING_ALIASES = {".jpe": ".jpg", ".jfif": ".jpg"}
_RESERVED_NAMES = {
    "charter": ("index",),
    "survey": ("index", "page-feedback", "search-words"),
}
"""Names that the site or the forms already use."""


def is_hidden(path: str) -> bool:
    """Whether a file is ignored: it or one of its folders begins with a dot, or a program created it."""
    parts = path.split("/")
    return any(part.startswith(".") for part in parts) or _PROGRAM_FILES.fullmatch(parts[-1]) is not None


def is_picture(path: str) -> bool:
    """Whether this is a picture that a page may show, even if it still has to be renamed."""
    return path.startswith("docs/") and file_extension(path) in PICTURES


def file_extension(path: str) -> str:
    """The normalised ending of a file: `.jpg` for `.JPG` and for `.jfif`."""
    ending = PurePosixPath(path).suffix.lower()
    return _ENDING_ALIASES.get(ending, ending)


def is_drawing(path: str) -> bool:
    """Whether this belongs to pages and may contain a script."""
    return path.startswith("docs/") and path.lower().endswith(DRAWINGS)


def is_guide(path: str) -> bool:
    """Whether this is in a content folder but is no content: guides and the list of addresses."""
    if path.startswith("docs/"):
        return path.startswith(DEVELOPERS)
    return path == ADDRESS_LIST or path.endswith("/README.md")


def check_file(path: str, others: Collection[str] = ()) -> Iterator[Problem]:
    """Every problem with the name of a file; `others` are the paths that are already in use."""
    messages = [*_name_messages(path, others)]
    yield from (Problem.of_file(path, message) for message in messages)


def check_size(path: str, size: int) -> Iterator[Problem]:
    """A problem if a file is larger, in bytes, than its kind may be."""
    if is_picture(path):
        if size > MAX_PICTURE_SIZE:
            megabytes = size / 1_000_000
            message = f"the picture is too large ({megabytes:.1f} MB); save it smaller than 20 MB, then send it again"
            yield Problem.of_file(path, message)
    elif size > MAX_FILE_SIZE and path.lower().endswith(_TEXT_ENDINGS):
        yield Problem.of_file(path, too_large_message(size))


def better_name(name: str) -> str:
    """A similar name that can be part of an address: lower-case letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().replace("'", "")
    better = re.sub(r"[^a-z0-9]+", "-", plain)[:MAX_NAME_LENGTH].strip("-") or "a-short-name"
    return f"{better}-1" if _WINDOWS_DEVICE.fullmatch(better) else better


def _name_fault(part: str) -> str | None:
    """What is wrong with one part of a path, as a template for its name; None if nothing is."""
    if _WINDOWS_DEVICE.fullmatch(part):
        return _WINDOWS_DEVICE_MESSAGE
    return None if _SLUG.fullmatch(part) else _BAD_CHARACTERS_MESSAGE


def _name_messages(path: str, others: Collection[str]) -> Iterator[str]:
    if is_guide(path):
        return
    if len(path) > MAX_PATH_LENGTH:
        yield f"the names of the folders and the file are too long together; keep them to {MAX_PATH_LENGTH} letters"
    if path.startswith("docs/") and is_reserved(path.removeprefix("docs/")):
        yield _reserved_address_message(path.removeprefix("docs/"))
    file = content_file(path)
    if file is not None:
        yield from _part_messages(file, others)
    elif path.startswith("docs/"):
        yield from _check_asset(path, others)
    else:
        yield _unread_file_message(path)


def _reserved_address_message(path: str) -> str:
    folder, below, _ = path.partition("/")
    if below:
        instead = "move the file to another folder, or give this one another name"
        return f"the forms, or the site itself, answer at each address below `{folder}`; {instead}"
    return "the forms, or the site itself, answer at this address; give the file another name"


def _part_messages(file: ContentFile, others: Collection[str]) -> Iterator[str]:
    for label, name in file.names.items():
        for part in name.split("/"):
            yield from _check_part(file.path, part, others)
        if name in _RESERVED_NAMES.get(label, ()):
            yield f"the name `{name}` is already in use by the handbook itself; choose another"


def _check_part(path: str, part: str, others: Collection[str]) -> Iterator[str]:
    wrong = _name_fault(part)
    if wrong:
        name = path.rpartition("/")[2]
        is_folder = f"/{part}/" in path
        shown, what = (part, "the folder ") if is_folder or part not in name else (name, "")
        before, _, after = shown.partition(part)
        better = f"{before}{_free_name(path, part, others)}{after}"
        yield f"{what}{wrong.format(shown)}; rename it to `{better}`"
    elif len(part) > MAX_NAME_LENGTH:
        yield f"the name `{part[:20]}...` is too long; keep it to {MAX_NAME_LENGTH} letters"


def _check_asset(path: str, others: Collection[str]) -> Iterator[str]:
    """Problems of files in docs/ that are no pages: pictures, drawings, and everything that does not belong there."""
    *folders, name = path.removeprefix("docs/").split("/")
    for folder in folders:
        yield from _check_part(path, folder, others)
    stem, ending, right = PurePosixPath(name).stem, PurePosixPath(name).suffix, file_extension(name)
    if right in _OTHER_PICTURES:
        yield f"few browsers can show a picture that ends in `{ending}`; save it as .jpg, and put that here instead"
    elif right not in (*PICTURES, *DRAWINGS, ".md"):
        kinds = ", ".join(f"`{ending}`" for ending in PICTURES)
        instead = f"put what it says into a page (`.md`), or what it shows into a picture ({kinds})"
        yield f"this is neither a page nor a picture; take the file out, and {instead}"
    elif _name_fault(stem) or right != ending:
        wrong = _name_fault(stem) or (_ENDING_MESSAGE if ending in _ENDING_ALIASES else _BAD_CHARACTERS_MESSAGE)
        yield f"{wrong.format(name)}; {_rename_advice(right, _free_name(path, stem, others, ending, right))}"
    elif len(stem) > MAX_NAME_LENGTH:
        yield f"the name `{stem[:20]}...` is too long; keep it to {MAX_NAME_LENGTH} letters"


def _rename_advice(ending: str, better: str) -> str:
    """How to rename a file in docs/; pictures must be uploaded again, because the forge cannot rename them."""
    if ending == ".md":
        return f"rename it to `{better}`, so that it is read as a page"
    return f"send it again as `{better}` and delete this one; then write this name on each page that shows it"


def _free_name(path: str, part: str, others: Collection[str], ending: str = "", right: str = "") -> str:
    """A free name for one part of a path, with the `right` ending; no two files are given the same one."""
    better = better_name(part)
    before, _, after = path.rpartition(f"{part}{ending}")
    rest = after.partition("/")[0]
    names = {other.removeprefix(before).partition("/")[0] for other in others if other.startswith(before)}
    stems = {name: name[: name.rfind(".")] if right else name.removesuffix(rest) for name in names}
    alike = sorted(
        name
        for name, stem in stems.items()
        if better_name(stem) == better
        and name != f"{better}{right}{rest}"
        and (not right or file_extension(name) == right)
    )
    tried = [better, *(f"{better[: MAX_NAME_LENGTH - 4]}-{number}" for number in range(2, len(names) + 3))]
    free = [f"{candidate}{right}" for candidate in tried if f"{before}{candidate}{right}{after}" not in others]
    own = f"{part}{ending}{rest}"
    return free[alike.index(own) if own in alike else 0]


def _unread_file_message(path: str) -> str:
    """The message about a file in a data folder that is of no kind."""
    stem, _, ending = path.rpartition(".")
    if ending == "yaml" and content_file(f"{stem}.yml"):
        return f"a file that ends in `.yaml` is not read; rename it to `{stem.rpartition('/')[2]}.yml`"
    folder, _, name = path.rpartition("/")
    top = path.partition("/")[0]
    others = [kind.place.rpartition("/")[2] for kind in KINDS if kind.place.startswith(f"{top}/")]
    guess = nearest(name, [other for other in others if "<" not in other])
    if guess and guess != name:
        return f"nothing reads a file of this name in {folder}/; did you mean `{guess}`?"
    return f"nothing reads this file; the README of {top}/ says which files stand where"
