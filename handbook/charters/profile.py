"""The layout of a charter's text, for the importer (`charters/profiles/<slug>.yml`)."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, model_validator

from handbook.charters.charter import Certainty, ListKind, Source
from handbook.source.types import Content, Line, Slug, Whole, YesNo


def _lines(value: str) -> str:
    if not re.fullmatch(r"\d{1,6}(-\d{1,6})?(, ?\d{1,6}(-\d{1,6})?)*", value):
        raise ValueError("write line numbers, such as 143-177, or 43, 47-48")
    if any(last < first for first, last in _ranges(value)):
        raise ValueError("the last line stands before the first; write the smaller number first")
    return value


def _ranges(value: str) -> Iterator[tuple[int, int]]:
    for part in value.split(","):
        first, _, last = part.strip().partition("-")
        yield int(first), int(last or first)


Lines = Annotated[str, AfterValidator(_lines)]
"""Numbers of lines of the text, from 1: `143-177`, or `43, 47-48`."""


def numbers_of(lines: str | None) -> tuple[int, ...]:
    """The line numbers of a value such as `43, 47-48`, in order; empty for None."""
    ranges = _ranges(lines) if lines else ()
    return tuple(number for first, last in ranges for number in range(first, last + 1))


class ItemEnding(StrEnum):
    """How far an item of the text goes."""

    LINE = "line"
    """Each item is one line."""
    BLANK_LINE = "blank line"
    """An item goes on until a blank line or the next mark."""
    NEXT_MARK = "next mark"
    """An item goes on until the next mark; blank lines mean nothing."""


class ExcludedLines(Content):
    """Lines that belong to no list: pull quotes, page numbers, what is round the charter."""

    lines: Lines | None = None
    """Which lines, by number."""
    like: Line | None = None
    """Which lines, by what is on them; `*` stands for anything."""
    why: Line
    """What they are, such as `a pull quote`."""

    @model_validator(mode="after")
    def _one_way(self) -> "ExcludedLines":
        if self.lines and self.like:
            raise ValueError(
                "lines are left out by number or by what stands on them; take one of `lines:` and `like:` out"
            )
        if not self.lines and not self.like:
            raise ValueError("which lines are left out is missing; add `lines:` or `like:`")
        return self


class ProfileVoice(Content):
    """One party as the charter names it."""

    id: Slug
    """Short name used by `party` in the lists, such as `la`."""
    party: Slug
    """Which of the shared parties it is (`parties.yml`)."""
    heading: Line
    """The charter's own heading for it, as it is in the text."""
    who: Line
    """Who that is, in plain words."""
    lead_in: Line
    """The words before each item when it is read aloud, such as "We will"."""
    role: Lines | None = None
    """The lines that say what this party is for, where they are no list."""


class ProfileList(Content):
    """One list of the text: where it is, what it is, and how many items it must have."""

    id: Slug
    """How the ids of its items begin: `anytown-2-fc` makes `anytown-2-fc-1` and so on."""
    heading: Line
    """Its heading, as it is in the text."""
    kind: ListKind = ListKind.PROMISES
    """`promises`, `overview` or `role`."""
    party: Slug
    """Who promises: the `id` of one of the profile's voices."""
    to: Line
    """Who is promised."""
    section: Line
    """Where in the charter it stands: a number or a name."""
    theme: Slug | None = None
    """Our theme for the list; left out where `themes.yml` names the heading."""
    certainty: Certainty = Certainty.CERTAIN
    """How sure it is that these items are under this heading."""
    why: Line | None = None
    """Why the certainty is not `certain`."""
    expected: Whole
    """How many items a person has counted in the published charter."""
    under_headings: tuple[Line, ...] = ()
    """The headings that must follow each other, after the list before, until this list begins; left out, it is
    `heading` alone."""
    lines: Lines | None = None
    """The lines that the list is on, where the text has its headings elsewhere."""
    marked: YesNo = True
    """Whether its items still have their marks."""

    @property
    def headings_above(self) -> tuple[str, ...]:
        """The headings before the list; empty if the list is found by its lines."""
        return () if self.lines else self.under_headings or (self.heading,)

    @model_validator(mode="after")
    def _found_one_way(self) -> "ProfileList":
        if self.lines and self.under_headings:
            raise ValueError("a list is found one way: take `under_headings` or `lines` out")
        return self


class CharterProfile(Content):
    """The whole of one profile."""

    charter: Slug
    """The name of the charter's file and its address, such as `anytown`."""
    title: Line
    """The charter's title."""
    authority: Line
    """Who published it."""
    source: Source
    """The published document."""
    voices: tuple[ProfileVoice, ...]
    """The parties, as in a charter's file."""
    introduction: Lines | None = None
    """The lines that are before the lists and introduce them."""
    bullets: tuple[Line, ...]
    """The marks before items, as they came out in the text: a dot, a hyphen, or a stray letter."""
    items_end: ItemEnding
    """How far an item goes: `line`, `blank line` or `next mark`."""
    lead_ins: tuple[Line, ...] = ()
    """The lines that open a list, such as "We will:"."""
    begins_item: Lines | None = None
    """Lines that begin an item though their mark was lost."""
    goes_on: Lines | None = None
    """Lines that go on with the item before them, though they do not look so."""
    leave_out: tuple[ExcludedLines, ...] = ()
    """Lines that belong to no list."""
    lists: tuple[ProfileList, ...]
    """Every list, in the order of the text."""

    @model_validator(mode="after")
    def _fits_together(self) -> "CharterProfile":
        voices = [voice.id for voice in self.voices]
        ids = [listed.id for listed in self.lists]
        for voice in voices:
            if voices.count(voice) > 1:
                raise ValueError(f"the id `{voice}` stands twice in `voices`; give one of them another")
        for listed in self.lists:
            if listed.party not in voices:
                raise ValueError(
                    f"the list `{listed.id}` names a voice `{listed.party}` that does not stand in `voices`"
                )
            if ids.count(listed.id) > 1:
                raise ValueError(f"the id `{listed.id}` stands twice in `lists`; give one of them another")
            if not listed.marked and self.items_end is ItemEnding.NEXT_MARK:
                raise ValueError(
                    f"the items of `{listed.id}` have no marks, so `items_end` must be a line or blank line"
                )
        return self
