"""Each id that a file names is looked up by a rule, and each id that it gives to something is compared with the others.

Which fields these are is found in the models, so that a new one is tried at once: it is made wrong in the content of
the service, of the sample and of the facts beside it, and a problem must be there. All fields are made wrong together,
which is fast; one whose problem is hidden by another's is tried again by itself.
"""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from handbook.loading import FileCache, load_sources, read_content
from handbook.registry import KINDS, ContentFile, content_file
from handbook.rules import checking
from handbook.rules.references import reference_paths
from handbook.source.problems import ContentError
from handbook.source.source_file import Record
from handbook.source.text_values import Loc, texts_of
from handbook.source.types import Content
from handbook.sources import Sources
from tests.conftest import ROOT
from tests.handbook.conftest import FACTS, SAMPLE

Field = tuple[str, str]
"""The name of a kind of file, and the keys that lead to the field in such a file."""
Edit = tuple[str, Loc, str]
"""A file, a place in it, and the text to put there."""

NAMED_NOWHERE = {
    ("consultation", "sections.questions.rows.commitments"): "check_question_references",
    ("contacts", "people.role"): "check_people_are_named_in_contacts_only",
}
"""Fields that name an id and that no file uses yet, each with the rule that looks them up."""

COMPARED_OTHERWISE = {
    ("charter-profile", "source.id"): "a profile has one source",
    ("charter-profile", "lists.id"): "the model compares them, and tells of them where `lists` begins",
    ("charter-profile", "voices.id"): "the model compares them, and tells of them where `voices` begins",
    ("translation", "sections.questions.id"): "check_questions compares them with the original's, one by one",
}
"""Ids of which no rule tells on the line of the second, each with the reason."""


def id_paths(model: type[Content], above: str = "") -> Iterator[str]:
    """The keys that lead to each field `id` of a model, and of the models in it."""
    for name, hint in get_type_hints(model).items():
        if name == "id":
            yield f"{above}{name}"
        for part in _models_in(hint):
            yield from id_paths(part, f"{above}{name}.")


def _models_in(hint: Any) -> Iterator[type[Content]]:
    if isinstance(hint, type) and issubclass(hint, Content):
        yield hint
    for part in get_args(hint):
        yield from _models_in(part)


NAMING: set[Field] = {(kind.name, ".".join(way)) for kind in KINDS for way in reference_paths(kind.model)}
GIVING: set[Field] = {(kind.name, way) for kind in KINDS for way in id_paths(kind.model)}


class ContentToBreak:
    """Content without problems, in which texts can be replaced."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._cache = FileCache()
        self.sources: Sources = load_sources(root, writing=False, reader=self._cache)

    def texts(self) -> Iterator[tuple[Field, str, Loc, str]]:
        """Every text of every file: its field, its file, its place and the text itself."""
        for path, record in self.sources.records.items():
            file = content_file(path)
            for loc, text in texts_of(record.value):
                way = ".".join(step for step in loc if isinstance(step, str))
                yield (file.kind.name if file else "", way), path, loc, text

    def naming_edits(self) -> dict[Field, list[Edit]]:
        """For each field that names an id, an id that nothing has."""
        edits: dict[Field, list[Edit]] = {}
        for field, path, loc, text in self.texts():
            if field in NAMING:
                edits.setdefault(field, []).append((path, loc, "x" * len(text)))
        return edits

    def giving_edits(self) -> dict[Field, list[Edit]]:
        """For each field that gives an id, the first id of the file at its second place."""
        given: dict[tuple[Field, str], list[tuple[Loc, str]]] = {}
        for field, path, loc, text in self.texts():
            if field in GIVING:
                given.setdefault((field, path), []).append((loc, text))
        edits: dict[Field, list[Edit]] = {}
        for (field, path), ((_, first), *others) in given.items():
            edits.setdefault(field, []).extend((path, loc, first) for loc, _ in others[:1])
        return {field: each for field, each in edits.items() if each}

    def unnoticed(self, edits: Mapping[Field, list[Edit]]) -> set[Field]:
        """The fields of which no edit is told of on its line."""
        together = self._lines_with_problems([each for some in edits.values() for each in some])
        left = {field: each for field, each in edits.items() if not self._is_told(each, together)}
        return {field for field, each in left.items() if not self._is_told(each, self._lines_with_problems(each))}

    def _is_told(self, edits: list[Edit], lines: set[tuple[str, int]]) -> bool:
        return any((path, self.sources.records[path].at(loc).line) in lines for path, loc, _ in edits)

    def _lines_with_problems(self, edits: list[Edit]) -> set[tuple[str, int]]:
        by_path: dict[str, list[tuple[Loc, str]]] = {}
        for path, loc, text in edits:
            by_path.setdefault(path, []).append((loc, text))

        def read(root: Path, file: ContentFile) -> tuple[Record, Content]:
            if file.path not in by_path:
                return self._cache(root, file)
            return read_content(root, file, self._edited(file.path, by_path[file.path]))

        try:
            load_sources(self.root, writing=False, reader=read)
        except ContentError as error:
            return {(each.path, each.line) for each in error.problems}
        return set()

    def _edited(self, path: str, edits: list[tuple[Loc, str]]) -> str:
        lines = (self.root / path).read_text(encoding="utf-8").split("\n")
        record, old = self.sources.records[path], dict(texts_of(self.sources.records[path].value))
        # From the end, so that the columns of those before stay as they were read.
        for loc, text in sorted(edits, key=lambda edit: record.at(edit[0]), reverse=True):
            line, column = record.at(loc).line - 1, record.at(loc).column - 1
            lines[line] = lines[line][:column] + lines[line][column:].replace(old[loc], text, 1)
        return "\n".join(lines)


@pytest.fixture(scope="module")
def contents(tmp_path_factory: pytest.TempPathFactory) -> list[ContentToBreak]:
    facts = tmp_path_factory.mktemp("facts")
    for folder in (SAMPLE, FACTS):
        shutil.copytree(folder, facts, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return [ContentToBreak(root) for root in (facts, ROOT)]


def unnoticed(tried: list[tuple[ContentToBreak, dict[Field, list[Edit]]]]) -> set[Field]:
    """The fields that no content tells of."""
    noticed = {field for content, edits in tried for field in edits.keys() - content.unnoticed(edits)}
    return {field for _, edits in tried for field in edits} - noticed


def test_each_id_that_is_named_is_looked_up(contents: list[ContentToBreak]) -> None:
    tried = [(each, each.naming_edits()) for each in contents]
    assert unnoticed(tried) == set(), "no rule looks these up: write one, with `Sources.unknown`"
    never = NAMING.difference(*(edits for _, edits in tried)) - NAMED_NOWHERE.keys()
    assert never == set(), f"use these in {FACTS.relative_to(ROOT)}, so that it shows whether a rule looks them up"
    assert set(NAMED_NOWHERE) <= NAMING
    assert set(NAMED_NOWHERE.values()) <= {rule.__name__ for rule in checking.RULES}


def test_each_id_that_is_given_is_compared_with_the_others(contents: list[ContentToBreak]) -> None:
    tried = [(each, each.giving_edits()) for each in contents]
    assert unnoticed(tried) - COMPARED_OTHERWISE.keys() == set(), (
        "no rule compares these: write one, with `Sources.duplicates`"
    )
    never = GIVING.difference(*(edits for _, edits in tried)) - COMPARED_OTHERWISE.keys()
    assert never == set(), (
        f"give two of these in {FACTS.relative_to(ROOT)}, so that it shows whether a rule compares them"
    )
    assert set(COMPARED_OTHERWISE) <= GIVING
