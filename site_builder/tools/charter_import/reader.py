"""Reads the lists of a charter out of a text: belief statements apart, wrapped lines joined, items split."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handbook.charters.profile import CharterProfile, ItemEnding, ProfileList, numbers_of
from site_builder.tools.charter_import.layout import ListLocation, TextStructure, parse_structure
from site_builder.tools.charter_import.raw_text import Passage, RawText, join_lines


@dataclass(frozen=True)
class ReadList:
    """One list as it was found."""

    location: ListLocation
    belief: Passage | None
    items: tuple[Passage, ...]

    @property
    def listed(self) -> ProfileList:
        """What the profile says of it."""
        return self.location.listed

    @property
    def is_as_expected(self) -> bool:
        """Whether it has as many items as a person counted."""
        return len(self.items) == self.listed.expected


@dataclass(frozen=True)
class ReadCharter:
    """A whole text, taken apart."""

    text: RawText
    profile: CharterProfile
    layout: TextStructure
    lists: tuple[ReadList, ...]

    @property
    def unused(self) -> tuple[int, ...]:
        """Every line with words that is part of nothing."""
        passages = [part for each in self.lists for part in (*each.items, each.belief) if part]
        used = {number for part in passages for number in part.lines}
        explained = used | self.layout.has_no_item | self.layout.lead_ins
        return tuple(number for number, line in self.text.lines.items() if line and number not in explained)

    def paragraphs(self, lines: str | None) -> tuple[Passage, ...]:
        """What is on some lines that the profile names, parted at blank lines where those mean anything."""
        parts: list[list[int]] = []
        for number in numbers_of(lines):
            if not self.text.lines.get(number) or number in self.layout.left_out:
                continue
            if parts and (self.profile.items_end is ItemEnding.NEXT_MARK or number == parts[-1][-1] + 1):
                parts[-1].append(number)
            else:
                parts.append([number])
        return tuple(_passage(self.text, numbers) for numbers in parts)


def read_charter(text: RawText, profile: CharterProfile) -> ReadCharter:
    """Take a text apart as its profile says."""
    layout = parse_structure(text, profile)
    reader = _ListReader(text, profile, layout)
    return ReadCharter(text, profile, layout, tuple(reader.read(location) for location in layout.locations))


def list_mark(line: str, bullets: tuple[str, ...]) -> str:
    """The mark that a line begins with, and the space behind it; nothing when it has none."""
    for bullet in bullets:
        # A letter or a hyphen may begin a word; a dot or a square begins none.
        behind = r"(?: +|$)" if bullet[-1].isalnum() or bullet[-1] in "-\u2013\u2014" else " *"
        match = re.match(re.escape(bullet) + behind, line)
        if match:
            return match[0]
    return ""


def _passage(text: RawText, numbers: list[int], mark: str = "") -> Passage:
    lines = [text.lines[number] for number in numbers]
    return Passage(join_lines([lines[0].removeprefix(mark), *lines[1:]]), tuple(numbers))


class _ListReader:
    """Reads one list after the other."""

    def __init__(self, text: RawText, profile: CharterProfile, layout: TextStructure) -> None:
        self.text, self.profile, self.layout = text, profile, layout
        self.begins = frozenset(numbers_of(profile.begins_item))
        self.goes_on = frozenset(numbers_of(profile.goes_on))

    def read(self, location: ListLocation) -> ReadList:
        """One list."""
        opening = self._opening(location)
        belief = [number for number in location.lines[:opening] if number not in self.layout.lead_ins]
        rest = [number for number in location.lines[opening:] if number not in self.layout.lead_ins]
        items = [self._item(numbers) for numbers in self._split(rest, marked=location.listed.marked)]
        worded = tuple(item for item in items if item.text)
        return ReadList(location, _passage(self.text, belief) if belief else None, worded)

    def _opening(self, location: ListLocation) -> int:
        """How many lines are before the items: those before the lead-in, or before the first mark."""
        for at, number in enumerate(location.lines):
            if number in self.layout.lead_ins or self._begins(number):
                return at
        return 0 if not location.listed.marked else len(location.lines)

    def _begins(self, number: int) -> bool:
        if number in self.goes_on:
            return False
        return number in self.begins or list_mark(self.text.lines[number], self.profile.bullets) != ""

    def _is_bare_mark(self, number: int) -> bool:
        """Whether a mark is alone on its line, its words on the next."""
        line = self.text.lines[number]
        return list_mark(line, self.profile.bullets) == line

    def _item(self, numbers: list[int]) -> Passage:
        return _passage(self.text, numbers, list_mark(self.text.lines[numbers[0]], self.profile.bullets))

    def _split(self, numbers: list[int], *, marked: bool) -> Iterator[list[int]]:
        """The lines of each item; a line that neither begins one nor goes on with one is left aside."""
        open_item: list[int] = []
        for number in numbers:
            if self._begins(number) or (not marked and not (open_item and self._continues(open_item[-1], number))):
                if open_item:
                    yield open_item
                open_item = [number]
            elif open_item and self._continues(open_item[-1], number):
                open_item.append(number)
        if open_item:
            yield open_item

    def _continues(self, last: int, number: int) -> bool:
        """Whether a line goes on with the item whose last line so far is given."""
        if number in self.goes_on or self._is_bare_mark(last):
            return True
        if self.profile.items_end is ItemEnding.LINE:
            return False
        if self.profile.items_end is ItemEnding.NEXT_MARK:
            return True
        # A page number or a quote that was left out may be between, and parts nothing.
        between = range(last + 1, number)
        return not any(self.text.is_blank(each) for each in between)
