"""All pictures of a handbook: what is wrong with them, in the words of `check`, and how they are put right in place."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from handbook.file_rules import check_size, is_picture
from handbook.folders import content_paths
from handbook.source.problems import ContentError, Problem
from handbook.source.text_reader import UNREADABLE_MESSAGE
from site_builder.pictures.clean import MAX_SIDE, CleanPicture, clean_picture, published_picture
from site_builder.pictures.drawings import check_drawing
from site_builder.pictures.formats import PictureError
from site_builder.pictures.metadata import in_words

CLEAN_COMMAND = ".venv/bin/python -m site_builder clean-pictures"


def pictures_in(root: Path) -> Iterator[str]:
    """Every picture that a page may show, as a path below `root`; links to elsewhere are told by another rule."""
    return (path for path in content_paths(root) if is_picture(path) and not (root / path).is_symlink())


def check_pictures(root: Path, *, cleans: bool = False) -> Iterator[Problem]:
    """A problem for each picture that cannot be published as it is.

    Who cleans pictures before publishing them (`cleans`) is told only of those that no program can put right.
    """
    for path in content_paths(root):
        if path.startswith("docs/") and path.endswith(".svg") and not (root / path).is_symlink():
            yield from check_drawing(path, (root / path).read_bytes())
    for path in pictures_in(root):
        try:
            picture = _cleaned(root, path)
        except ContentError as error:
            yield from error.problems
        else:
            if picture.was_changed and not cleans:
                yield Problem.of_file(path, f"{_describe_faults(picture)}; run `{CLEAN_COMMAND}`, which puts it right")


def clean_pictures(root: Path) -> tuple[dict[str, CleanPicture], list[Problem]]:
    """Put right every picture of a handbook, in place: what was done to which, and what is wrong with the others.

    A picture that is right already is not touched.
    """
    changed: dict[str, CleanPicture] = {}
    problems: list[Problem] = []
    for path in pictures_in(root):
        try:
            picture = _cleaned(root, path)
        except ContentError as error:
            problems.extend(error.problems)
            continue
        if picture.was_changed:
            changed[path] = picture
            _replace(root / path, picture.data)
    return changed, problems


def clean_or_raise(path: str, data: bytes) -> CleanPicture:
    """The picture without all that its file tells; raises ContentError where it cannot be used."""
    try:
        return clean_picture(path, data)
    except PictureError as error:
        raise ContentError([Problem.of_file(path, str(error))]) from None


@lru_cache(maxsize=200)
def publish_or_raise(path: str, data: bytes) -> bytes:
    """What the site gets of a picture: its points, saved anew; raises ContentError. The preview asks at each change."""
    try:
        return published_picture(path, data)
    except PictureError as error:
        raise ContentError([Problem.of_file(path, str(error))]) from None


def _cleaned(root: Path, path: str) -> CleanPicture:
    try:
        too_large = list(check_size(path, (root / path).stat().st_size))
        if too_large:
            raise ContentError(too_large)
        return clean_or_raise(path, (root / path).read_bytes())
    except OSError:
        raise ContentError([Problem.of_file(path, UNREADABLE_MESSAGE)]) from None


def describe_changes(picture: CleanPicture) -> str:
    """One or two half sentences: what was taken out of a picture, and that it was made smaller."""
    done = [f"taken out of this picture: {in_words(picture.taken_out)}"] if picture.taken_out else []
    if picture.size_before:
        done.append(
            f"it was made smaller, from {_dimensions(picture.size_before)} to {_dimensions(picture.size)} pixels"
        )
    return "; ".join(done) or "this picture was saved again, so that its file is smaller and its colours suit screens"


def _describe_faults(picture: CleanPicture) -> str:
    wrong = [f"still carries {in_words(picture.taken_out)}"] if picture.taken_out else []
    if picture.size_before:
        wrong.append(f"is larger than a page shows ({_dimensions(picture.size_before)} pixels, at most {MAX_SIDE})")
    return f"this picture {' and '.join(wrong) or 'has a larger file, or other colours, than screens need'}"


def _dimensions(size: tuple[int, int]) -> str:
    return f"{size[0]} x {size[1]}"


def _replace(file: Path, data: bytes) -> None:
    """Whole or not at all: a power cut leaves the picture as it was."""
    beside = file.with_name(f".{file.name}.new")
    beside.write_bytes(data)
    beside.replace(file)
