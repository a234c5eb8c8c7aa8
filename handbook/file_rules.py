"""What a file of the content folders may be called, of which kind it is, and how large it may be.

The check on somebody's own machine and the check of a proposal both ask here, so what one says the other says too.
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
"""How pictures end that pages may show."""
DRAWINGS = (".svg", ".pdf")
"""They go with pages too, and may carry programs: a person adds them after looking."""
MAX_PICTURE_SIZE = 20_000_000
"""In bytes, as it comes from a phone; it is made smaller before it is published."""
DEVELOPERS = "docs/developers/"
"""Guides to the programs: read in the repository, never on the site, and changed by those who change the programs."""
MAX_NAME_LENGTH = 60
MAX_PATH_LENGTH = 200
"""Both in letters."""

DRAWING_MESSAGE = "drawings (.svg) and PDF files may carry programs; save it as .png, or ask those who merge to add it"

_OTHER_SIGNS = "`{}` has other signs in its name than small letters, figures and hyphens"
_OTHER_ENDING = "pages write the ending of `{}` in another way"
_KEPT_BY_WINDOWS = "`{}` has a name that Windows keeps for itself, so nobody could have it there"
_MADE_BESIDE = re.compile(r".+~|#.+#|~\$.+|.+\.(?:orig|rej|bak|tmp)|Thumbs\.db|desktop\.ini", re.IGNORECASE)
"""Copies that programs make beside the files that people edit, and what Windows puts into folders."""
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_OF_WINDOWS = re.compile(r"con|prn|aux|nul|com\d|lpt\d")
"""Names that Windows keeps for itself, with every ending: nobody could fetch a draft that holds one there."""
_TEXTS = (".md", ".yml", ".yaml")
_OTHER_PICTURES = (".heic", ".heif", ".avif", ".tif", ".tiff", ".bmp", ".jp2", ".psd")
_SAME_KIND = {".jpe": ".jpg", ".jfif": ".jpg"}
_TAKEN = {
    "charter": ("index",),
    "survey": ("index", "page-feedback"),
}
"""Names that the site or the forms use themselves."""


def is_hidden(path: str) -> bool:
    """Whether nothing reads a file: it, or a folder above it, begins with a dot, or a program made it by itself."""
    parts = path.split("/")
    return any(part.startswith(".") for part in parts) or _MADE_BESIDE.fullmatch(parts[-1]) is not None


def is_picture(path: str) -> bool:
    """Whether this is a picture that a page may show, once its name is right."""
    return path.startswith("docs/") and ending_of(path) in PICTURES


def ending_of(path: str) -> str:
    """How the name of a file ends, in the spelling that pages use: `.jpg` for `.JPG` and for `.jfif`."""
    ending = PurePosixPath(path).suffix.lower()
    return _SAME_KIND.get(ending, ending)


def is_drawing(path: str) -> bool:
    """Whether this goes with pages and may carry a program."""
    return path.startswith("docs/") and path.lower().endswith(DRAWINGS)


def is_guide(path: str) -> bool:
    """Whether this is beside what people write and is not read: guides, and the list of addresses."""
    if path.startswith("docs/"):
        return path.startswith(DEVELOPERS)
    return path == ADDRESS_LIST or path.endswith("/README.md")


def check_file(path: str, beside: Collection[str] = ()) -> Iterator[Problem]:
    """Everything that the name of one file tells; `beside` are the other files, whose names are in use."""
    messages = [*_of_any_file(path, beside)]
    yield from (Problem.of_file(path, message) for message in messages)


def check_size(path: str, size: int) -> Iterator[Problem]:
    """A problem when a file has more bytes than its kind may have."""
    if is_picture(path):
        if size > MAX_PICTURE_SIZE:
            megabytes = size / 1_000_000
            message = f"the picture is too large ({megabytes:.1f} MB); save it smaller than 20 MB, then send it again"
            yield Problem.of_file(path, message)
    elif size > MAX_FILE_SIZE and path.lower().endswith(_TEXTS):
        yield Problem.of_file(path, too_large_message(size))


def better_name(name: str) -> str:
    """A name like this one that can be part of an address: small letters, figures and hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().replace("'", "")
    better = re.sub(r"[^a-z0-9]+", "-", plain)[:MAX_NAME_LENGTH].strip("-") or "a-short-name"
    return f"{better}-1" if _OF_WINDOWS.fullmatch(better) else better


def _wrong(part: str) -> str | None:
    """What is wrong with one part of a path, as a sentence that lacks its name."""
    if _OF_WINDOWS.fullmatch(part):
        return _KEPT_BY_WINDOWS
    return None if _SLUG.fullmatch(part) else _OTHER_SIGNS


def _of_any_file(path: str, beside: Collection[str]) -> Iterator[str]:
    if is_guide(path):
        return
    if len(path) > MAX_PATH_LENGTH:
        yield f"the names of the folders and the file are too long together; keep them to {MAX_PATH_LENGTH} letters"
    if path.startswith("docs/") and is_reserved(path.removeprefix("docs/")):
        yield _taken(path.removeprefix("docs/"))
    found = content_file(path)
    if found is not None:
        yield from _of_names(found, beside)
    elif path.startswith("docs/"):
        yield from _beside_pages(path, beside)
    else:
        yield _strange(path)


def _taken(path: str) -> str:
    folder, below, _ = path.partition("/")
    if below:
        instead = "move the file to another folder, or give this one another name"
        return f"the forms, or the site itself, answer at each address below `{folder}`; {instead}"
    return "the forms, or the site itself, answer at this address; give the file another name"


def _of_names(found: ContentFile, beside: Collection[str]) -> Iterator[str]:
    for label, name in found.names.items():
        for part in name.split("/"):
            yield from _of_part(found.path, part, beside)
        if name in _TAKEN.get(label, ()):
            yield f"the name `{name}` is already in use by the handbook itself; choose another"


def _of_part(path: str, part: str, beside: Collection[str]) -> Iterator[str]:
    wrong = _wrong(part)
    if wrong:
        name = path.rpartition("/")[2]
        is_folder = f"/{part}/" in path
        shown, what = (part, "the folder ") if is_folder or part not in name else (name, "")
        before, _, after = shown.partition(part)
        better = f"{before}{_free_name(path, part, beside)}{after}"
        yield f"{what}{wrong.format(shown)}; rename it to `{better}`"
    elif len(part) > MAX_NAME_LENGTH:
        yield f"the name `{part[:20]}...` is too long; keep it to {MAX_NAME_LENGTH} letters"


def _beside_pages(path: str, beside: Collection[str]) -> Iterator[str]:
    """What is in docs/ and is no page: pictures, drawings, and what cannot lie there."""
    *folders, name = path.removeprefix("docs/").split("/")
    for folder in folders:
        yield from _of_part(path, folder, beside)
    stem, ending, right = PurePosixPath(name).stem, PurePosixPath(name).suffix, ending_of(name)
    if right in _OTHER_PICTURES:
        yield f"few browsers can show a picture that ends in `{ending}`; save it as .jpg, and put that here instead"
    elif right not in (*PICTURES, *DRAWINGS, ".md"):
        kinds = ", ".join(f"`{each}`" for each in PICTURES)
        instead = f"put what it says into a page (`.md`), or what it shows into a picture ({kinds})"
        yield f"this is neither a page nor a picture; take the file out, and {instead}"
    elif _wrong(stem) or right != ending:
        wrong = _wrong(stem) or (_OTHER_ENDING if ending in _SAME_KIND else _OTHER_SIGNS)
        yield f"{wrong.format(name)}; {_instead(right, _free_name(path, stem, beside, ending, right))}"
    elif len(stem) > MAX_NAME_LENGTH:
        yield f"the name `{stem[:20]}...` is too long; keep it to {MAX_NAME_LENGTH} letters"


def _instead(ending: str, better: str) -> str:
    """How a file beside the pages comes to a better name; the forge opens no picture, and so renames none."""
    if ending == ".md":
        return f"rename it to `{better}`, so that it is read as a page"
    return f"send it again as `{better}` and delete this one; then write this name on each page that shows it"


def _free_name(path: str, part: str, beside: Collection[str], ending: str = "", right: str = "") -> str:
    """A better name for one part of a path, with the `right` ending: none that is in use, or that another is told."""
    better = better_name(part)
    before, _, after = path.rpartition(f"{part}{ending}")
    rest = after.partition("/")[0]
    names = {each.removeprefix(before).partition("/")[0] for each in beside if each.startswith(before)}
    stems = {each: each[: each.rfind(".")] if right else each.removesuffix(rest) for each in names}
    alike = sorted(
        name
        for name, stem in stems.items()
        if better_name(stem) == better and name != f"{better}{right}{rest}" and (not right or ending_of(name) == right)
    )
    tried = [better, *(f"{better[: MAX_NAME_LENGTH - 4]}-{number}" for number in range(2, len(names) + 3))]
    free = [f"{each}{right}" for each in tried if f"{before}{each}{right}{after}" not in beside]
    own = f"{part}{ending}{rest}"
    return free[alike.index(own) if own in alike else 0]


def _strange(path: str) -> str:
    """A file that nothing reads, in a folder of data."""
    stem, _, ending = path.rpartition(".")
    if ending == "yaml" and content_file(f"{stem}.yml"):
        return f"a file that ends in `.yaml` is not read; rename it to `{stem.rpartition('/')[2]}.yml`"
    folder, _, name = path.rpartition("/")
    top = path.partition("/")[0]
    beside = [kind.place.rpartition("/")[2] for kind in KINDS if kind.place.startswith(f"{top}/")]
    guess = nearest(name, [each for each in beside if "<" not in each])
    if guess and guess != name:
        return f"nothing reads a file of this name in {folder}/; did you mean `{guess}`?"
    return f"nothing reads this file; the README of {top}/ says which files stand where"
