"""Which files are in the content folders, and which of them are in the wrong place."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from handbook.file_rules import DEVELOPERS, check_file, check_size, is_guide, is_hidden
from handbook.registry import FOLDERS, KINDS, ContentFile, content_file
from handbook.source.problems import Problem
from handbook.source.spelling import nearest
from handbook.source.text_reader import SYMLINK_MESSAGE
from handbook.surveys.survey_files import consultation_file, survey_file

_NEEDED = tuple(kind.place for kind in KINDS if kind.needed and "<" not in kind.place)


def content_paths(root: Path) -> Iterator[str]:
    """Every file in the content folders, as a path below `root`, sorted.

    Hidden files and the guides for developers are left out.
    """
    for folder in FOLDERS:
        for place, folders, names in os.walk(root / folder):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            # A folder that is elsewhere is not walked into, and told as the link that it is.
            links = [name for name in folders if (Path(place) / name).is_symlink()]
            for name in sorted([*names, *links]):
                path = (Path(place) / name).relative_to(root).as_posix()
                if not is_hidden(name) and not path.startswith(DEVELOPERS):
                    yield path


def content_in(paths: Iterable[str]) -> list[ContentFile]:
    """The content files among the paths; what is in the wrong place is left out."""
    return [found for found in map(content_file, paths) if found and not is_guide(found.path)]


def check_paths(paths: Iterable[str]) -> Iterator[Problem]:
    """Everything that file names alone tell: strange files, bad names, missing files, surveys half there."""
    paths = list(paths)
    names = set(paths)
    for path in paths:
        yield from check_file(path, names)
    for needed in _NEEDED:
        if needed not in paths:
            yield Problem.of_file(needed, "this file is missing; add it")
    yield from _check_surveys([found for found in content_in(paths) if "survey" in found.names])


def check_sizes(root: Path, paths: Iterable[str]) -> Iterator[Problem]:
    """What the disk tells about files before they are read: links to elsewhere, and what is too large."""
    for path in paths:
        file = root / path
        if file.is_symlink():
            yield Problem.of_file(path, SYMLINK_MESSAGE)
        else:
            yield from check_size(path, file.stat().st_size)


def _check_surveys(files: list[ContentFile]) -> Iterator[Problem]:
    paths = {found.path for found in files}
    for slug in sorted({found.names["survey"] for found in files}):
        folder = f"surveys/{slug}"
        own = [found for found in files if found.names["survey"] == slug]
        is_survey, is_consultation = survey_file(slug) in paths, consultation_file(slug) in paths
        if is_survey and is_consultation:
            message = "this folder holds a survey.yml as well; keep one, move the other to its own folder"
            yield Problem.of_file(consultation_file(slug), message)
        elif not is_survey and not is_consultation:
            message = f"{folder}/ holds neither survey.yml nor consultation.yml; add one, or check the folder's name"
            yield Problem.of_file(own[0].path, message)
        else:
            yield from _check_runs(own, paths, is_survey=is_survey)


def _check_runs(own: list[ContentFile], paths: set[str], *, is_survey: bool) -> Iterator[Problem]:
    waves = [found.names["wave"] for found in own if found.kind.name == "wave"]
    for found in own:
        wave = found.names.get("wave")
        if found.kind.name == "translation":
            yield from _check_beside(found, is_survey=is_survey)
        elif wave is not None and not is_survey:
            yield Problem.of_file(found.path, "a consultation has no waves; move this file, or make it a survey")
        elif wave is not None and wave not in waves:
            yield Problem.of_file(
                found.path, f"there is no wave `{wave}`; {_beside_its_wave(found, wave, waves, paths)}"
            )
        elif wave is None and is_survey and found.kind.name in ("summary", "outcome"):
            name = found.kind.name
            yield Problem.of_file(
                found.path, f"a survey has one {name} for each wave; move it to waves/<wave>.{name}.yml"
            )


def _beside_its_wave(found: ContentFile, wave: str, waves: list[str], paths: set[str]) -> str:
    """What to do with a file whose name holds a wave that is not there; two files never get one name."""
    guess = nearest(wave, waves)
    if guess is None:
        return f"add `{wave}.yml` beside it"
    meant = f"{guess}.{found.kind.name}.yml"
    if f"{found.path.rpartition('/')[0]}/{meant}" in paths:
        return f"`{guess}` has this file already, so take this one out"
    return f"rename this file to `{meant}`"


def _check_beside(found: ContentFile, *, is_survey: bool) -> Iterator[Problem]:
    """A translation is called like the file that it translates."""
    called, wanted = found.path.rpartition("/")[2].partition(".")[0], "survey" if is_survey else "consultation"
    if called != wanted:
        message = f"this translates {wanted}.yml; rename it to `{wanted}.{found.names['language']}.yml`"
        yield Problem.of_file(found.path, message)
