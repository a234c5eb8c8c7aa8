"""A day that nobody can mean is refused with a sentence, in every field that holds one; no day gives another error."""

import os
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from handbook.folders import content_files, content_paths
from handbook.loading import read_content
from handbook.registry import KINDS
from handbook.source.problems import ContentError
from handbook.source.source_file import Record, read_page_record, read_record
from handbook.source.text_values import Loc, texts_of
from handbook.source.types import FIRST_DAY, LAST_DAY, Content
from site_builder.build_site import load_checked
from tests.conftest import ON, ROOT
from tests.product import write_menu

SAMPLE = ROOT / "tests" / "sample"
ABSURD = ("0001-01-01", "1899-12-31", "2101-01-01", "9999-12-30", "9999-12-31")
OUTERMOST = (FIRST_DAY.isoformat(), LAST_DAY.isoformat())
EACH = os.environ.get("PROVE_DAYS") == "each"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Field = tuple[str, str]
"""The kind of a file, and the name of a field that holds days."""
Written = tuple[Path, str, Loc]
"""A handbook, a file in it, and where a day is there."""


def _parts(annotation: object) -> Iterator[object]:
    yield annotation
    for part in get_args(annotation):
        yield from _parts(part)


def _day_fields(model: type[Content], above: tuple[type[Content], ...] = ()) -> Iterator[str]:
    """The names of all fields that hold days, in a model and in the models within it."""
    for name, field in model.model_fields.items():
        for part in _parts(field.annotation):
            if part is date:
                yield name
            elif isinstance(part, type) and issubclass(part, Content) and part not in above:
                yield from _day_fields(part, (*above, part))


def _record(root: Path, path: str) -> Record:
    return (read_page_record if path.endswith(".md") else read_record)(root, path)


def _written_days() -> dict[Field, Written]:
    """For each such field one day that is written in the sample, or else in the handbook itself."""
    found: dict[Field, Written] = {}
    for root in (SAMPLE, ROOT):
        for each in content_files(content_paths(root)):
            for loc, text in texts_of(_record(root, each.path).value):
                key = next(step for step in reversed(loc) if isinstance(step, str))
                if _DAY.fullmatch(text):
                    found.setdefault((each.kind.name, key), (root, each.path, loc))
    return found


FIELDS = sorted({(kind.name, name) for kind in KINDS for name in _day_fields(kind.model)})
WRITTEN = _written_days()


def _put(file: Path, line: int, day: str) -> None:
    """Write another day on a line of a file."""
    lines = file.read_text().split("\n")
    lines[line - 1], times = _DAY.subn(day, lines[line - 1], count=1)
    assert times == 1
    file.write_text("\n".join(lines))


def test_every_field_that_holds_days_is_tried() -> None:
    assert len(FIELDS) > 50
    assert set(FIELDS) == set(WRITTEN)


@pytest.mark.parametrize(("kind", "name"), FIELDS)
def test_a_day_that_nobody_can_mean_is_refused_at_its_line(kind: str, name: str, tmp_path: Path) -> None:
    root, path, loc = WRITTEN[kind, name]
    (found,) = content_files([path])
    line = _record(root, path).at(loc).line
    (tmp_path / path).parent.mkdir(parents=True)
    for day in ABSURD:
        shutil.copy(root / path, tmp_path / path)
        _put(tmp_path / path, line, day)
        with pytest.raises(ContentError) as refused:
            read_content(tmp_path, found)
        assert any(
            problem.line == line and problem.message.startswith("this day cannot be meant; write one between 1900 and")
            for problem in refused.value.problems
        ), refused.value


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, Path]:
    """The sample and the handbook, to be changed."""
    folder = tmp_path_factory.mktemp("days")
    made = {SAMPLE: folder / "sample", ROOT: folder / "handbook"}
    for source, copy in made.items():
        for name in ("docs", "charters", "surveys", "service"):
            shutil.copytree(source / name, copy / name)
    shutil.copy(ROOT / "mkdocs.yml", made[ROOT])
    write_menu(made[SAMPLE])
    return made


@pytest.mark.parametrize("day", OUTERMOST)
def test_the_outermost_days_give_pages_or_sentences(copies: dict[Path, Path], day: str) -> None:
    """The sample's fields one by one, because rules and pages of one would hide those of another."""
    for root, path, loc in WRITTEN.values():
        if root == SAMPLE:
            with_another_day(copies[root], [(path, loc)], day)


@pytest.mark.skipif(not EACH, reason="`make prove` loads the whole handbook for these, some twenty times")
@pytest.mark.parametrize("day", OUTERMOST)
def test_the_outermost_days_in_all_other_files_give_pages_or_sentences(copies: dict[Path, Path], day: str) -> None:
    """One field of each file at a time; files about which a sentence was said step back, so that others are seen."""
    waiting = [(path, loc) for root, path, loc in WRITTEN.values() if root == ROOT]
    while waiting:
        together = list(dict(waiting).items())
        waiting = [each for each in waiting if each not in together]
        while together:
            told = with_another_day(copies[ROOT], together, day)
            if not told:
                break
            kept = [each for each in together if each[0] not in told]
            assert len(kept) < len(together), told
            together = kept


def with_another_day(root: Path, places: list[tuple[str, Loc]], day: str) -> set[str]:
    """Load a handbook with another day in some places; the files of which something was said."""
    before = {path: (root / path).read_text() for path, _ in places}
    try:
        for path, loc in places:
            _put(root / path, _record(root, path).at(loc).line, day)
        load_checked(root, ON)
    except ContentError as error:
        return {problem.path for problem in error.problems}
    finally:
        for path, text in before.items():
            (root / path).write_text(text)
    return set()


@pytest.mark.parametrize(
    ("path", "key", "day", "told"),
    [
        ("surveys/mileage/consultation.yml", "closes", "2029-01-01", "stay open for more than two years"),
        ("surveys/mileage/consultation.yml", "answer_due", "2029-01-01", "more than a year after 2027-02-28"),
        ("docs/policies/sleepovers.md", "reviewed", "2032-01-01", "nobody can have read this on 2032-01-01"),
    ],
)
def test_a_mistyped_year_is_reported(copies: dict[Path, Path], path: str, key: str, day: str, told: str) -> None:
    root = copies[SAMPLE]
    before = (root / path).read_text()
    _put(root / path, _record(root, path).at((key,)).line, day)
    with pytest.raises(ContentError, match=told):
        load_checked(root, ON)
    (root / path).write_text(before)
    load_checked(root, ON)
