"""The last rule: references are ids, even if no other rule knows the possible ones."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, get_args, get_type_hints

from handbook.registry import content_file
from handbook.source.problems import Problem
from handbook.source.text_values import texts_of
from handbook.source.types import SLUG, Content, IdReference
from handbook.sources import Sources


def check_references_are_ids(sources: Sources) -> Iterator[Problem]:
    """References are ids. Runs after the rules that know the ids, and only counts where they found nothing."""
    for path, record in sources.records.items():
        file = content_file(path)
        ways = reference_paths(file.kind.model) if file else frozenset()
        for loc, text in texts_of(record.value):
            if not SLUG.fullmatch(text) and tuple(step for step in loc if isinstance(step, str)) in ways:
                shown = re.sub(r"\s+", " ", text)[:40]
                yield record.problem(loc, f"`{shown}` is no id; write the `id` of what is meant, in small letters")


@cache
def reference_paths(model: type[Content]) -> frozenset[tuple[str, ...]]:
    """The paths to all fields of a model that are references, without indices."""
    return frozenset(_ways(model))


def _ways(model: type[Content], above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, hint in get_type_hints(model, include_extras=True).items():
        for part in _parts(hint):
            if isinstance(part, IdReference):
                yield (*above, name)
            elif isinstance(part, type) and issubclass(part, Content):
                yield from _ways(part, (*above, name))


def _parts(hint: Any) -> Iterator[Any]:  # noqa: ANN401 - a type, however it is written
    yield hint
    for part in get_args(hint):
        yield from _parts(part)
