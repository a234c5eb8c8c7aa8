"""Slots in a text: `{{ local.payment-days }}` stands for a fact of `service/`, which the site fills in."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_SLOT = re.compile(r"\{\{ (?P<kind>[a-z]+)\.(?P<id>[a-z0-9]+(?:-[a-z0-9]+)*)(?:\.(?P<part>[a-z]+))? \}\}")
_ESCAPED = re.compile(_SLOT.pattern.replace(r"\{\{", "&#123;&#123;").replace(r"\}\}", "&#125;&#125;"))
"""A slot in escaped text, whose braces are character references."""

_ODD = re.compile(
    r"\{\{(?:[^\n]*?\}\})?"  # to where they are closed on their line
    r"|\}\}"
    r"|(?<![{])\{ ?(?:local|contact|call|rate|national|figure|course|event)\.[a-z0-9.-]+ ?\}"
)


@dataclass(frozen=True)
class Slot:
    """One slot and its position in the text."""

    kind: str
    id: str
    part: str
    """The part of the fact, such as `hours`; empty for the fact itself."""
    start: int
    end: int

    @property
    def name(self) -> str:
        """The slot as it is written between the braces."""
        return ".".join(name for name in (self.kind, self.id, self.part) if name)


def slots_in(text: str) -> Iterator[Slot]:
    """Every well-formed slot, in order."""
    return map(_slot, _SLOT.finditer(text))


def odd_braces(text: str) -> Iterator[int]:
    """The offsets of braces that look like a slot and are none."""
    blanked = _SLOT.sub(lambda match: " " * len(match[0]), text)
    return (match.start() for match in _ODD.finditer(blanked))


def fill_slots(text: str, marked: Callable[[Slot], str], plain: Callable[[Slot], str]) -> str:
    """Replace slots in Markdown by `marked(slot)`, and slots in escaped text by `plain(slot)`."""
    text = _SLOT.sub(lambda match: marked(_slot(match)), text)
    return _ESCAPED.sub(lambda match: plain(_slot(match)), text)


def _slot(match: re.Match[str]) -> Slot:
    return Slot(match["kind"], match["id"], match["part"] or "", match.start(), match.end())
