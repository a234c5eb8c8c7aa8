"""Which files stand in the content folders, and which of them stand in the wrong place."""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from handbook.addresses import is_taken
from handbook.guessing import nearest
from handbook.kinds import FOLDERS, KINDS, Filed, filed
from handbook.problems import Problem

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_BESIDE_PAGES = (".png", ".jpg", ".jpeg", ".svg", ".webp", ".gif", ".pdf")
_TAKEN = {
    "charter": ("index",),
    "survey": ("index", "page-feedback"),
}
"""Names that the site or the forms use themselves."""

_NEEDED = tuple(kind.place for kind in KINDS if kind.needed and "<" not in kind.place)


def paths_of(root: Path) -> Iterator[str]:
    """Every file in the content folders, as a path below `root`, sorted; hidden files left out."""
    for folder in FOLDERS:
        for place, folders, names in os.walk(root / folder):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                if not name.startswith("."):
                    yield (Path(place) / name).relative_to(root).as_posix()


def content_in(paths: Iterable[str]) -> list[Filed]:
    """The content files among the paths; what stands in the wrong place is left out."""
    return [found for found in map(filed, paths) if found and not _is_aside(found.path)]


def _is_aside(path: str) -> bool:
    """Whether a file is for writers, or goes with pages, and so is not read."""
    if path.startswith("docs/"):
        return path.lower().endswith(_BESIDE_PAGES)
    return path.endswith("/README.md")


def check_paths(paths: Iterable[str]) -> Iterator[Problem]:
    """Everything that file names alone tell: strange files, bad names, missing files, surveys half there."""
    paths = list(paths)
    for path in paths:
        if path.startswith("docs/") and is_taken(path.removeprefix("docs/")):
            message = "the forms, or the site itself, answer at this address; move the file, or give it another name"
            yield _first_line(path, message)
        found = filed(path)
        if found is not None:
            yield from _check_names(found)
        elif not _is_aside(path):
            yield _first_line(path, _strange(path))
    for needed in _NEEDED:
        if needed not in paths:
            yield _first_line(needed, "this file is missing; add it")
    yield from _check_surveys([found for found in content_in(paths) if "survey" in found.names])


def _first_line(path: str, message: str) -> Problem:
    return Problem(path, 1, 1, message)


def _strange(path: str) -> str:
    stem, _, ending = path.rpartition(".")
    if ending == "yaml" and filed(f"{stem}.yml"):
        return f"a file that ends in `.yaml` is not read; rename it to `{stem.rpartition('/')[2]}.yml`"
    if path.startswith("docs/"):
        return "this is neither a page nor a picture; a page ends in `.md`"
    folder, _, name = path.rpartition("/")
    top = path.partition("/")[0]
    beside = [kind.place.rpartition("/")[2] for kind in KINDS if kind.place.startswith(f"{top}/")]
    guess = nearest(name, [each for each in beside if "<" not in each])
    if guess and guess != name:
        return f"nothing reads a file of this name in {folder}/; did you mean `{guess}`?"
    return f"nothing reads this file; the README of {top}/ says which files stand where"


def _check_names(found: Filed) -> Iterator[Problem]:
    for label, name in found.names.items():
        for part in name.split("/"):
            if not _SLUG.fullmatch(part):
                better = re.sub(r"[^a-z0-9]+", "-", part.lower().replace("'", "")).strip("-") or "a-short-name"
                message = f"`{part}` cannot be part of an address; rename it to `{better}`"
                yield _first_line(found.path, message)
            elif len(part) > 60:
                yield _first_line(found.path, f"the name `{part[:20]}...` is too long; keep it to 60 letters")
        if name in _TAKEN.get(label, ()):
            yield _first_line(found.path, f"the name `{name}` is already in use by the handbook itself; choose another")


def _check_surveys(files: list[Filed]) -> Iterator[Problem]:
    paths = {found.path for found in files}
    for slug in sorted({found.names["survey"] for found in files}):
        folder = f"surveys/{slug}"
        own = [found for found in files if found.names["survey"] == slug]
        is_survey, is_consultation = (f"{folder}/{name}.yml" in paths for name in ("survey", "consultation"))
        if is_survey and is_consultation:
            message = "this folder holds a survey.yml as well; keep one, move the other to its own folder"
            yield _first_line(f"{folder}/consultation.yml", message)
        elif not is_survey and not is_consultation:
            message = f"{folder}/ holds neither survey.yml nor consultation.yml; add one, or check the folder's name"
            yield _first_line(own[0].path, message)
        else:
            yield from _check_askings(own, is_survey=is_survey)


def _check_askings(own: list[Filed], *, is_survey: bool) -> Iterator[Problem]:
    waves = [found.names["wave"] for found in own if found.kind.name == "wave"]
    for found in own:
        wave = found.names.get("wave")
        if found.kind.name == "translation":
            yield from _check_beside(found, is_survey=is_survey)
        elif wave is not None and not is_survey:
            yield _first_line(found.path, "a consultation has no waves; move this file, or make it a survey")
        elif wave is not None and wave not in waves:
            guess = nearest(wave, waves)
            instead = f"did you mean `{guess}`?" if guess else f"add `{wave}.yml` beside it"
            yield _first_line(found.path, f"there is no wave `{wave}`; {instead}")
        elif wave is None and is_survey and found.kind.name in ("summary", "outcome"):
            name = found.kind.name
            yield _first_line(found.path, f"a survey has one {name} for each wave; move it to waves/<wave>.{name}.yml")


def _check_beside(found: Filed, *, is_survey: bool) -> Iterator[Problem]:
    """A translation is called like the file that it translates."""
    called, wanted = found.path.rpartition("/")[2].partition(".")[0], "survey" if is_survey else "consultation"
    if called != wanted:
        message = f"this translates {wanted}.yml; rename it to `{wanted}.{found.names['language']}.yml`"
        yield _first_line(found.path, message)
