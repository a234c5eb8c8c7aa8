"""Every key that a content file may hold, and every choice of a value, is explained where its writers look."""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from handbook.calendar.reviews import Reviewed
from handbook.content_kind import ContentKind
from handbook.registry import FOLDERS, KINDS

ROOT = Path(__file__).parent.parent.parent
GUIDES = {"docs": "CONTRIBUTING.md"} | {folder: f"{folder}/README.md" for folder in FOLDERS if folder != "docs"}
"""Where the writers of each folder look; docs/ has no guide of its own, since every file in it is a page."""

HEADINGS = {
    "page": ("A page",),
    "charter": ("Fields of a charter",),
    "parties": ("Fields of `parties.yml`", "Fields of a charter"),
    "themes": ("Fields of `themes.yml`", "Fields of a charter"),
    "charter-profile": ("Fields of a profile",),
    "consultation": ("`consultation.yml`", "`survey.yml`", "`waves/<wave>.yml`"),
    "translation": ("`survey.<language>.yml` and `consultation.<language>.yml`",),
    "wave": ("`waves/<wave>.yml`",),
    "summary": ("`*.summary.yml` and `summary.yml`",),
    "outcome": ("`*.outcome.yml` and `outcome.yml`",),
}
"""The headings of the sections about each kind; for all other kinds it is the name of the file."""

SHARED = {"service": "In every file", "surveys": "In survey, consultation and outcome"}
"""For some folders, the heading of the section about what every reviewed file in it has."""

_EXAMPLE = re.compile(r"^(`{3,}).*?^\1$", re.MULTILINE | re.DOTALL)
"""A block of code, whose comments would be taken for headings."""


def section_of(guide: str, heading: str) -> str:
    """The text below a heading, up to the next one of its level or above; empty where the guide has no such heading."""
    text = _EXAMPLE.sub("", (ROOT / guide).read_text(encoding="utf-8"))
    found = re.search(rf"^(?P<level>#+) {re.escape(heading)}$", text, re.MULTILINE)
    if found is None:
        return ""
    return re.split(rf"^#{{1,{len(found['level'])}}} ", text[found.end() :], maxsplit=1, flags=re.MULTILINE)[0]


def sections_about(kind: ContentKind) -> dict[str, str]:
    """The sections of a guide in which the writers of a file of this kind look, by heading."""
    folder, _, file = kind.place.partition("/")
    headings = HEADINGS.get(kind.name, (f"`{file.rpartition('/')[2]}`",))
    shared = (SHARED[folder],) if issubclass(kind.model, Reviewed) and folder in SHARED else ()
    return {heading: section_of(GUIDES[folder], heading) for heading in (*headings, *shared)}


def parts_of(annotation: Any) -> Iterator[type]:
    """Every class in an annotation, models among them opened: `tuple[Item, ...] | None` has Item and its parts."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        for field in annotation.model_fields.values():
            yield from parts_of(field.annotation)
    elif isinstance(annotation, type) and not get_args(annotation):
        yield annotation
    else:
        for inside in get_args(annotation):
            yield from parts_of(inside)


def mentions(word: str, sections: Iterable[str]) -> int:
    """How often the sections name a key or a choice as such."""
    return sum(len(re.findall(rf"`{re.escape(word)}[`:]", section)) for section in sections)


def owner_of(model: type[BaseModel], field: str) -> type[BaseModel]:
    """The class that declares a field: a consultation takes most of its own over from surveys and waves."""
    return next(base for base in reversed(model.__mro__) if field in getattr(base, "model_fields", ()))


BY_NAME = {kind.name: kind for kind in KINDS}
FIELDS: dict[tuple[str, str], set[str]] = {}
"""The classes that declare each field, by kind and field."""
CHOICES: dict[tuple[str, str], set[str]] = {}
"""The kinds of file in which each choice can be written, by enumeration and choice."""
for _kind in KINDS:
    for _part in parts_of(_kind.model):
        if issubclass(_part, BaseModel):
            for _field in _part.model_fields:
                FIELDS.setdefault((_kind.name, _field), set()).add(owner_of(_part, _field).__name__)
        elif issubclass(_part, StrEnum):
            for _choice in _part:
                CHOICES.setdefault((_part.__name__, _choice.value), set()).add(_kind.name)


@pytest.mark.parametrize(("kind", "field"), sorted(FIELDS))
def test_a_writer_is_told_of_every_field(kind: str, field: str) -> None:
    """The section about a kind explains each of its fields, once for each class that declares one of that name."""
    sections, owners = sections_about(BY_NAME[kind]), FIELDS[kind, field]
    assert mentions(field, sections.values()) >= len(owners), (
        f"no explanation of `{field}` for each of {', '.join(sorted(owners))} below {' or '.join(sections)}"
    )


@pytest.mark.parametrize(("owner", "choice"), sorted(CHOICES))
def test_a_writer_is_told_of_every_choice(owner: str, choice: str) -> None:
    """The section about one of the kinds explains it: the kinds of question are explained with surveys alone."""
    about = [sections_about(BY_NAME[kind]) for kind in CHOICES[owner, choice]]
    assert any(mentions(choice, sections.values()) for sections in about), (
        f"no explanation of `{choice}` of {owner} below {' or '.join(heading for each in about for heading in each)}"
    )


@pytest.mark.parametrize("kind", sorted(BY_NAME))
def test_every_kind_has_its_sections(kind: str) -> None:
    assert all(sections_about(BY_NAME[kind]).values())


def test_the_words_of_every_kind_are_looked_for() -> None:
    """The walk over the models reaches what stands deepest in them."""
    owners = {owner for found in FIELDS.values() for owner in found} | {owner for owner, _ in CHOICES}
    assert {"Item", "Option", "Reference", "Notice", "Action", "Share", "QuestionKind"} <= owners
