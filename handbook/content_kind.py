"""The description of one kind of content file: its path, its model, its rules, and the slots that print its facts."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Protocol, TypeVar, get_args, get_origin

from handbook.handbook import Handbook
from handbook.source.problems import Problem
from handbook.source.types import Content
from handbook.sources import Sources

_Fact = TypeVar("_Fact", bound=Content)

Rule = Callable[[Sources], Iterator[Problem]]
RuleByDay = Callable[[Sources, date], Iterator[Problem]]

NO_PART = ""
"""The part of a slot that names a fact and no part of it."""
TEXT_PART = "text"
"""The part of a contact that takes text messages."""
FIRST_PART = "first"
"""The part of the numbers to call about a problem that leaves out who is next when nobody answers."""


@dataclass(frozen=True)
class SlotKind:
    """What a slot can stand for, such as `{{ rate.mileage }}`."""

    name: str
    """The word before the id."""
    ids: Callable[[Handbook], Collection[str]]
    """Every id that it has."""
    parts: tuple[str, ...] = (NO_PART,)
    """The parts that may follow the id."""


class _WithId(Protocol):
    @property
    def id(self) -> str: ...


def ids_of(model: type[_Fact], entries: Callable[[_Fact], Iterable[_WithId]]) -> Callable[[Handbook], Collection[str]]:
    """The `ids` of a `SlotKind` whose facts are in one optional file: those of its entries, none without the file."""

    def ids(handbook: Handbook) -> Collection[str]:
        facts = handbook.facts.get(model)
        return [entry.id for entry in entries(facts)] if facts else ()

    return ids


@dataclass(frozen=True)
class ContentKind:
    """One kind of content file."""

    name: str
    """The name of its schema, such as `charter`."""
    model: type[Content]
    """The model that validates it; for a page, the model of its header."""
    place: str
    """Its path, with a placeholder such as `<name>` for every name that the writer chooses."""
    needed: bool = True
    """Whether every handbook must have this file; ignored where the path has a placeholder."""
    rules: tuple[Rule, ...] = ()
    """Rules that compare it with other files; rules about several kinds are in `handbook.rules`."""
    rules_by_day: tuple[RuleByDay, ...] = ()
    """Rules that depend on the day; they run once no other rule finds a problem."""
    slots: tuple[SlotKind, ...] = ()

    @property
    def keys(self) -> frozenset[str]:
        """Every key that such a file can have at any level; empty if the writer chooses some of them."""
        return keys_of(self.model) or frozenset()

    @cached_property
    def _place(self) -> re.Pattern[str]:
        # A page may be in a folder below docs/; every other placeholder is a single part of the path.
        pattern = re.sub(r"<(?!page)(\w+)>", r"(?P<\1>[^/]+)", re.escape(self.place))
        return re.compile(pattern.replace("<page>", "(?P<page>.+)"))

    def names_in(self, path: str) -> dict[str, str] | None:
        """The values of the placeholders if the path is of this kind, or None."""
        match = self._place.fullmatch(path)
        return match.groupdict() if match else None


@cache
def keys_of(model: type[Content]) -> frozenset[str] | None:
    """The keys of a model and of all nested models; None if one of them accepts any key."""
    within = [part for field in model.model_fields.values() for part in _parts(field.annotation)]
    inner = [keys_of(part) for part in within if isinstance(part, type) and issubclass(part, Content)]
    if any(get_origin(part) is dict for part in within) or None in inner:
        return None
    return frozenset(model.model_fields).union(*(keys for keys in inner if keys))


def _parts(annotation: object) -> Iterator[object]:
    yield annotation
    for part in get_args(annotation):
        yield from _parts(part)
