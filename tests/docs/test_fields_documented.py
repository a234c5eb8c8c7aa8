"""Every key that a content file may hold, and every choice of a value, is explained where its writers look."""

import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from handbook.registry import FOLDERS, KINDS

ROOT = Path(__file__).parent.parent.parent
GUIDES = {"docs": "CONTRIBUTING.md"} | {folder: f"{folder}/README.md" for folder in FOLDERS if folder != "docs"}
"""Where the writers of each folder look; docs/ has no guide of its own, since every file in it is a page."""


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


def written_words() -> Iterator[tuple[str, str, str]]:
    """Guide, owner and word of every key and every choice."""
    for kind in KINDS:
        guide = GUIDES[kind.place.partition("/")[0]]
        for part in parts_of(kind.model):
            if issubclass(part, BaseModel):
                yield from ((guide, part.__name__, name) for name in part.model_fields)
            elif issubclass(part, StrEnum):
                yield from ((guide, part.__name__, choice.value) for choice in part)


WORDS = sorted(set(written_words()))


@pytest.mark.parametrize(
    ("guide", "owner", "word"), WORDS, ids=[f"{guide}: {owner}.{word}" for guide, owner, word in WORDS]
)
def test_a_writer_is_told_of(guide: str, owner: str, word: str) -> None:
    text = (ROOT / guide).read_text(encoding="utf-8")
    assert re.search(rf"`{re.escape(word)}[`:]", text), f"{guide} does not explain `{word}` of {owner}"


def test_the_words_of_every_kind_are_looked_for() -> None:
    """The walk over the models reaches what stands deepest in them."""
    assert {"Item", "Option", "Reference", "Notice", "Action", "Share", "QuestionKind"} <= {
        owner for _, owner, _ in WORDS
    }
