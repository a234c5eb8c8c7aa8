"""Loads the content folders into a Handbook, or raises one ContentError with every problem."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from handbook.folders import check_paths, check_sizes, content_files, content_paths
from handbook.handbook import Facts, Handbook
from handbook.pages.page import Page, PageHeader
from handbook.pages.redirects import Redirects
from handbook.registry import FACTS, ContentFile
from handbook.rules.checking import check_sources
from handbook.source.conflict_marks import conflict_marks
from handbook.source.invisible_characters import is_blank
from handbook.source.problems import ContentError, Problem
from handbook.source.source_file import Record, read_page_record, read_record
from handbook.source.text_reader import (
    BRACKETS_MESSAGE,
    MAX_BRACKETS,
    normalise_spaces,
    read_unchecked_text,
    strip_invisible,
)
from handbook.source.types import Content
from handbook.source.validation_messages import problems_of
from handbook.sources import Sources

MAX_PAGE_LENGTH = 20_000
"""In characters; longer pages are not read on a phone."""

_CODE = re.compile(r"(`+).+?\1")


def load_handbook(root: Path, *, writing: bool = True) -> Handbook:
    """Read and check every content file below `root`; raises ContentError with all problems of all files.

    `writing=False` skips the rules of style, which only matter to the build.
    """
    return load_sources(root, writing=writing).handbook


Reader = Callable[[Path, ContentFile], tuple[Record, Content]]
"""Reads one content file below the handbook's folder; raises ContentError."""


def load_sources(
    root: Path,
    *,
    writing: bool = True,
    on: date | None = None,
    reader: Reader | None = None,
    renamed: Mapping[str, str] | None = None,
    addresses: Collection[str] = (),
) -> Sources:
    """The handbook with its records; raises ContentError with all problems of all files.

    Questions may change until a form opens, so this depends on the day; without one they may not.
    Messages name the new path of a page in `renamed`, and say of a missing page in `addresses` that it was removed.
    Pass a FileCache as `reader` to load repeatedly.
    """
    read_file = reader or read_content
    paths = list(content_paths(root))
    problems = [*check_paths(paths), *check_sizes(root, paths)]
    invisible: list[Problem] = []
    read: list[tuple[ContentFile, Any]] = []
    records: dict[str, Record] = {}
    for file in content_files(paths):
        try:
            records[file.path], content, hidden = _read_ignoring_invisible(root, file, read_file)
        except ContentError as error:
            problems.extend(error.problems)
        else:
            read.append((file, content))
            invisible.extend(hidden)
    # Rules across files would report every reference to a file that could not be read.
    if problems:
        raise ContentError([*problems, *invisible])
    sources = Sources(_handbook(read), records, renamed or {}, addresses)
    problems = invisible + list(check_sources(sources, writing=writing, on=on))
    if problems:
        raise ContentError(problems)
    return sources


def _read_ignoring_invisible(root: Path, file: ContentFile, read_file: Reader) -> tuple[Record, Content, list[Problem]]:
    """One content file, read without its invisible characters, and the problems about them.

    All other problems are then reported in the same run. Raises ContentError if the file cannot be used.
    """
    problems: list[Problem] = []
    text: str | None = None
    for cleaned in (strip_invisible, normalise_spaces):
        try:
            read = read_file(root, file) if text is None else read_content(root, file, text)
        except ContentError as error:
            problems.extend(error.problems)
        else:
            return *read, problems
        if text is None:
            text = read_unchecked_text(root, file.path)
            # A parser's message about a conflict marker would mislead people into publishing both versions.
            if any(conflict_marks(text)):
                raise ContentError(problems)
        text = cleaned(text)
    try:
        return *read_content(root, file, text), problems
    except ContentError as error:
        raise ContentError([*problems, *error.problems]) from None


def read_content(root: Path, file: ContentFile, text: str | None = None) -> tuple[Record, Content]:
    """One content file, or `text` in its place, as record and as model; raises ContentError with all its problems."""
    if file.kind.model is not PageHeader:
        record = read_record(root, file.path, text, file.kind.keys)
        return record, _validate(file.kind.model, record)
    record = read_page_record(root, file.path, text, file.kind.keys)
    return record, _page(file.path.removeprefix("docs/"), record)


class FileCache:
    """A reader that returns the same objects as long as a file does not change on disk."""

    def __init__(self) -> None:
        self._read: dict[str, tuple[tuple[int, int], tuple[Record, Content]]] = {}

    def __call__(self, root: Path, file: ContentFile) -> tuple[Record, Content]:
        """One content file, read again only if its size or modification time has changed; raises ContentError."""
        stat = (root / file.path).stat()
        state = (stat.st_mtime_ns, stat.st_size)
        before = self._read.get(file.path)
        if before and before[0] == state:
            return before[1]
        content = read_content(root, file)
        self._read[file.path] = state, content
        return content


def _page(path: str, record: Record) -> Page:
    problems = list(check_body(record))
    try:
        header = _validate(PageHeader, record)
    except ContentError as error:
        raise ContentError([*error.problems, *problems]) from None
    if problems:
        raise ContentError(problems)
    return Page(path=path, header=header, body=record.body, body_line=record.body_line)


_Model = TypeVar("_Model", bound=Content)


def _validate(model: type[_Model], record: Record) -> _Model:
    if record.value is None:
        raise ContentError([record.problem((), "nothing is written here; copy a file of the same kind and change it")])
    try:
        return model.model_validate(record.value)
    except ValidationError as error:
        raise ContentError(problems_of(error, model, record)) from None


def check_body(record: Record) -> Iterator[Problem]:
    """Problems with a page's text: it must not be empty, and its title belongs in the header."""
    if is_blank(record.body):
        yield Problem(record.path, record.body_line, 1, "the page has no text; write it below the header")
    if len(record.body) > MAX_PAGE_LENGTH:
        pages = -(-len(record.body) // MAX_PAGE_LENGTH)
        length = f"the page has {len(record.body):,} letters, and {MAX_PAGE_LENGTH:,} is the most"
        yield Problem(record.path, record.body_line, 1, f"{length}; split it into {pages} pages")
    yield from _check_brackets(record)
    fence = ""
    lines = record.body.split("\n")
    for number, line in enumerate(lines):
        opening = line.lstrip()[:3]
        if opening in ("```", "~~~") and fence in ("", opening):
            fence = "" if fence else opening
        if fence:
            continue
        underlined = line.rstrip("= ") == "" and "=" in line and number > 0 and lines[number - 1].strip() != ""
        # MkDocs accepts "#decide" as a heading, and the second engine an indented one.
        if underlined:
            # The advice is about the line above: `## =====` would print the line itself.
            message = "a page has one title, and it stands in the header; take this line of `=` out, and begin the "
            message += "line above it with `## `"
            yield Problem(record.path, record.body_line + number, 1, message)
        elif re.match(r" {0,3}#(?!#)", line) or "<h1" in _CODE.sub("", line).lower():
            message = "a page has one title, and it stands in the header; begin this with `## `"
            yield Problem(record.path, record.body_line + number, 1, message)


def _check_brackets(record: Record) -> Iterator[Problem]:
    """Markdown parsers need quadratic time for the `[` of a paragraph."""
    line = record.body_line
    for paragraph in record.body.split("\n\n"):
        if paragraph.count("[") > MAX_BRACKETS:
            yield Problem(record.path, line, 1, BRACKETS_MESSAGE)
        line += paragraph.count("\n") + 2


def _handbook(read: list[tuple[ContentFile, Any]]) -> Handbook:
    def only(kind: str) -> Any:  # noqa: ANN401 - each kind has its own model
        return next(content for file, content in read if file.kind.name == kind)

    def every(kind: str, name: str) -> dict[str, Any]:
        return {file.names[name]: content for file, content in read if file.kind.name == kind}

    def by_run(kind: str) -> dict[str, Any]:
        return {file.run_key: content for file, content in read if file.kind.name == kind}

    waves: dict[str, dict[str, Any]] = {slug: {} for slug in every("survey", "survey")}
    translations: dict[str, dict[str, Any]] = {}
    for file, content in read:
        if file.kind.name == "wave":
            waves[file.names["survey"]][file.names["wave"]] = content
        if file.kind.name == "translation":
            translations.setdefault(file.names["survey"], {})[file.names["language"]] = content
    return Handbook(
        service=only("service"),
        contacts=only("contacts"),
        glossary=only("glossary"),
        parties=only("parties"),
        themes=only("themes"),
        charters=every("charter", "charter"),
        pages={content.path: content for file, content in read if file.kind.name == "page"},
        surveys=every("survey", "survey"),
        waves=waves,
        consultations=every("consultation", "survey"),
        translations=translations,
        samples=every("sample", "survey"),
        summaries=by_run("summary"),
        outcomes=by_run("outcome"),
        facts=Facts.of(*(content for file, content in read if file.kind in FACTS)),
        redirects=next((content for file, content in read if file.kind.name == "redirects"), Redirects()),
    )
