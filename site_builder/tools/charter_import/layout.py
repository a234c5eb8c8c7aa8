"""Where in a text each list of a profile stands, and which lines are headings, lead-ins or left out."""

from collections.abc import Iterator
from dataclasses import dataclass

from handbook.charters.profile import CharterProfile, ExcludedLines, ProfileList, numbers_of
from site_builder.tools.charter_import.raw_text import RawText, matches_pattern, normalised, plain_heading

_MAX_HEADING_LINES = 3
"""In lines."""


@dataclass(frozen=True)
class TextHeading:
    """A heading that the profile knows, where it is in the text."""

    name: str
    first: int
    last: int


@dataclass(frozen=True)
class ListLocation:
    """Where one list is."""

    listed: ProfileList
    lines: tuple[int, ...]
    """Every line that may belong to it, lead-ins among them."""
    missing: str | None = None
    """The heading that was not found."""
    after: int = 1
    """The line from which it was looked for."""

    @property
    def first(self) -> int:
        """Its first line."""
        return self.lines[0] if self.lines else self.after


@dataclass(frozen=True)
class TextStructure:
    """What each line of a text is for, before any list is read."""

    locations: tuple[ListLocation, ...]
    headings: tuple[TextHeading, ...]
    lead_ins: frozenset[int]
    left_out: dict[int, str]
    """Line, and why."""
    introduction_lines: frozenset[int]
    """Lines of the introduction and of what parties are for."""

    @property
    def has_no_item(self) -> frozenset[int]:
        """Every line that can be part of no list."""
        headings = {number for each in self.headings for number in range(each.first, each.last + 1)}
        return self.introduction_lines | self.left_out.keys() | headings


def parse_structure(text: RawText, profile: CharterProfile) -> TextStructure:
    """Find everything that a profile names in a text."""
    left_out = {number: each.why for each in profile.leave_out for number in _omitted_lines(text, each)}
    introduction_lines = {
        number for lines in _introductions(profile) for number in numbers_of(lines) if text.lines.get(number)
    }
    headings = tuple(_headings(text, profile, left_out.keys() | introduction_lines))
    lead_ins = frozenset(number for number, line in text.lines.items() if _is_lead_in(line, profile))
    bare = TextStructure((), headings, lead_ins, left_out, frozenset(introduction_lines))
    return TextStructure(
        tuple(_locations(text, profile, bare)), headings, lead_ins, left_out, frozenset(introduction_lines)
    )


def _introductions(profile: CharterProfile) -> Iterator[str | None]:
    yield profile.introduction
    yield from (voice.role for voice in profile.voices)


def _omitted_lines(text: RawText, each: ExcludedLines) -> Iterator[int]:
    if each.like is None:
        yield from (number for number in numbers_of(each.lines) if text.lines.get(number))
        return
    yield from (number for number, line in text.lines.items() if line and matches_pattern(line, each.like))


def _is_lead_in(line: str, profile: CharterProfile) -> bool:
    """Whether a line is a lead-in, or one that two columns have put there twice."""
    words = normalised(line)
    twice = {normalised(f"{each} {each}") for each in profile.lead_ins}
    return bool(words) and (words in twice or any(matches_pattern(words, each) for each in profile.lead_ins))


def _headings(text: RawText, profile: CharterProfile, used_lines: set[int]) -> Iterator[TextHeading]:
    names = [name for each in profile.lists for name in (each.heading, *each.under_headings)]
    names_by_heading = {plain_heading(name): name for name in (*names, *(voice.heading for voice in profile.voices))}
    free = [number for number, line in text.lines.items() if line and number not in used_lines]
    at = 0
    while at < len(free):
        heading = _heading_at(text, free[at : at + _MAX_HEADING_LINES], names_by_heading)
        if heading:
            yield heading
        at += 1 if heading is None else free[at:].index(heading.last) + 1


def _heading_at(text: RawText, numbers: list[int], names_by_heading: dict[str, str]) -> TextHeading | None:
    """The longest heading that begins on the first of some lines; a long one is wrapped like any sentence."""
    for size in range(len(numbers), 0, -1):
        words = plain_heading(" ".join(text.lines[number] for number in numbers[:size]))
        if words in names_by_heading:
            return TextHeading(words, numbers[0], numbers[size - 1])
    return None


@dataclass(frozen=True)
class _ListStart:
    """Where a list begins."""

    listed: ProfileList
    first: int
    """The line of its first heading; 0 when not even that was found."""
    inside: int
    """The line below its last heading that was found."""
    missing: str | None = None
    """The heading that is not there."""


def _locations(text: RawText, profile: CharterProfile, layout: TextStructure) -> Iterator[ListLocation]:
    """Each list with its lines: those that are named, or those from its headings to where the next list begins."""
    begun = list(_list_starts(profile, layout))
    for each in begun:
        if each.missing is not None:
            yield ListLocation(each.listed, (), each.missing, each.inside)
            continue
        end = min((other.first for other in begun if other.first > each.first), default=len(text.lines) + 1)
        numbers = numbers_of(each.listed.lines) or range(each.inside, end)
        lines = (number for number in numbers if text.lines.get(number) and number not in layout.has_no_item)
        yield ListLocation(each.listed, tuple(lines), after=each.inside)


def _list_starts(profile: CharterProfile, layout: TextStructure) -> Iterator[_ListStart]:
    """Each list's beginning, looked for below the beginning of the list before it."""
    cursor = 1
    for profile_list in profile.lists:
        if profile_list.lines:
            numbers = numbers_of(profile_list.lines)
            start = _ListStart(profile_list, numbers[0], numbers[0])
            cursor = numbers[-1] + 1
        else:
            start = _below_headings(profile_list, layout, cursor)
            cursor = start.inside
        yield start


def _below_headings(profile_list: ProfileList, layout: TextStructure, cursor: int) -> _ListStart:
    """Where the headings of a list stand, one below the other, from a line on."""
    first, inside = 0, cursor
    for name in profile_list.headings_above:
        heading = next((h for h in layout.headings if h.name == plain_heading(name) and h.first >= inside), None)
        if heading is None:
            return _ListStart(profile_list, first, inside, name)
        first, inside = first or heading.first, heading.last + 1
    return _ListStart(profile_list, first, inside)
