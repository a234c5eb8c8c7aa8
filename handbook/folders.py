"""The files in the content folders, and problems with their paths and sizes."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from handbook.file_rules import DEVELOPERS, check_file, check_size, is_guide, is_hidden
from handbook.registry import FOLDERS, KINDS, ContentFile, content_file
from handbook.source.problems import Problem
from handbook.source.spelling import nearest
from handbook.source.text_reader import SYMLINK_MESSAGE
from handbook.surveys.survey_files import consultation_file, survey_file

_REQUIRED = tuple(kind.place for kind in KINDS if kind.needed and "<" not in kind.place)


def content_paths(root: Path) -> Iterator[str]:
    """Every file in the content folders, as a path below `root`, sorted.

    Hidden files and the guides for developers are left out.
    """
    for folder in FOLDERS:
        for place, folders, names in os.walk(root / folder):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            # A linked folder is not followed; the link itself is reported.
            links = [name for name in folders if (Path(place) / name).is_symlink()]
            for name in sorted([*names, *links]):
                path = (Path(place) / name).relative_to(root).as_posix()
                if not is_hidden(name) and not path.startswith(DEVELOPERS):
                    yield path


def content_files(paths: Iterable[str]) -> list[ContentFile]:
    """The content files among the paths; files of no kind are left out."""
    return [file for file in map(content_file, paths) if file and not is_guide(file.path)]


def check_paths(paths: Iterable[str]) -> Iterator[Problem]:
    """Every problem that the paths alone show: unknown files, bad names, missing files, incomplete surveys."""
    paths = list(paths)
    names = set(paths)
    for path in paths:
        yield from check_file(path, names)
    for needed in _REQUIRED:
        if needed not in paths:
            yield Problem.of_file(needed, "this file is missing; add it")
    yield from _check_surveys([file for file in content_files(paths) if "survey" in file.names])


def check_sizes(root: Path, paths: Iterable[str]) -> Iterator[Problem]:
    """Problems that show before a file is read: symbolic links, and files that are too large."""
    for path in paths:
        file = root / path
        if file.is_symlink():
            yield Problem.of_file(path, SYMLINK_MESSAGE)
        else:
            yield from check_size(path, file.stat().st_size)


def _check_surveys(files: list[ContentFile]) -> Iterator[Problem]:
    paths = {file.path for file in files}
    for slug in sorted({file.names["survey"] for file in files}):
        folder = f"surveys/{slug}"
        own = [file for file in files if file.names["survey"] == slug]
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
    waves = [file.names["wave"] for file in own if file.kind.name == "wave"]
    for file in own:
        wave = file.names.get("wave")
        if file.kind.name == "translation":
            yield from _check_translation_name(file, is_survey=is_survey)
        elif wave is not None and not is_survey:
            yield Problem.of_file(file.path, "a consultation has no waves; move this file, or make it a survey")
        elif wave is not None and wave not in waves:
            yield Problem.of_file(
                file.path, f"there is no wave `{wave}`; {_missing_wave_advice(file, wave, waves, paths)}"
            )
        elif wave is None and is_survey and file.kind.name in ("summary", "outcome"):
            name = file.kind.name
            yield Problem.of_file(
                file.path, f"a survey has one {name} for each wave; move it to waves/<wave>.{name}.yml"
            )


def _missing_wave_advice(file: ContentFile, wave: str, waves: list[str], paths: set[str]) -> str:
    """Advice about a file whose name contains an unknown wave; no two files are given the same name."""
    guess = nearest(wave, waves)
    if guess is None:
        return f"add `{wave}.yml` beside it"
    better_name = f"{guess}.{file.kind.name}.yml"
    if f"{file.path.rpartition('/')[0]}/{better_name}" in paths:
        return f"`{guess}` has this file already, so take this one out"
    return f"rename this file to `{better_name}`"


def _check_translation_name(file: ContentFile, *, is_survey: bool) -> Iterator[Problem]:
    """A translation has the name of the file that it translates."""
    called, wanted = file.path.rpartition("/")[2].partition(".")[0], "survey" if is_survey else "consultation"
    if called != wanted:
        message = f"this translates {wanted}.yml; rename it to `{wanted}.{file.names['language']}.yml`"
        yield Problem.of_file(file.path, message)
