"""Writes the draft of a charter's file: official words kept, everything else marked for a person to finish."""

import json
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from handbook.charters.charter import TO_FILL_IN, TO_PUT_PLAINLY, Certainty, ListKind
from handbook.charters.profile import CharterProfile, ProfileList, ProfileVoice
from site_builder.tools.charter_import.raw_text import Passage
from site_builder.tools.charter_import.reader import ReadCharter, ReadList

_WIDTH = 120
_PLAIN = re.compile(r"[A-Za-z][\w ,.'()&/;-]*")
"""What YAML takes for text without quotes."""
_NOT_PLAIN = ("null", "Null", "NULL")
_UNREVIEWED = "not yet"


@dataclass(frozen=True)
class CharterDraft:
    """The text of a charter's file."""

    text: str

    @property
    def unfinished(self) -> tuple[tuple[int, str], ...]:
        """Line and words of each single field that a person fills in."""
        lines = enumerate(self.text.split("\n"), start=1)
        return tuple((number, line) for number, line in lines if TO_FILL_IN in line or line in (_REVIEWED, _AGREED))

    @property
    def in_official_words(self) -> int:
        """How many texts still have the charter's own words."""
        return sum(line.strip().startswith(TO_PUT_PLAINLY) for line in self.text.split("\n"))


_REVIEWED = f"reviewed: {_UNREVIEWED}"
_AGREED = f"  - day: {_UNREVIEWED}"


def draft_charter(charter: ReadCharter) -> CharterDraft:
    """The whole file, in the order of the guide."""
    profile = charter.profile
    lines = [
        "# yaml-language-server: $schema=../handbook/schemas/charter.json",
        *_field("title", profile.title),
        *_field("authority", profile.authority),
        *_field("summary", f"{TO_FILL_IN} one sentence that says what this charter is."),
        *_introduction(charter),
        "dates:",
        *_field("note", f"{TO_FILL_IN} what the charter says about its own age.", 2),
        "",
        *_sources(profile),
        "",
        "voices:",
        *(line for voice in profile.voices for line in _voice(charter, voice)),
        "",
        "lists:",
        *(line for each in charter.lists if each.items for line in _list(profile, each)),
        *_agreed(profile),
        *_field("owner", f"{TO_FILL_IN} the post that answers for this file, one of service/places.yml."),
        _REVIEWED,
        "review_every: 12 months",
    ]
    return CharterDraft("\n".join(lines) + "\n")


def _agreed(profile: CharterProfile) -> list[str]:
    """Room for whoever compares the finished file with the charter; the count is the one that a person made."""
    return [
        "agreed:",
        _AGREED,
        *_field("by", f"{TO_FILL_IN} the post or the board that compared each item with the published charter.", 4),
        "    because: The first version of this file",
        f"    items: {sum(each.expected for each in profile.lists)}",
        "",
    ]


def _field(key: str, value: str, indent: int = 0) -> list[str]:
    """A key with its text: on one line where that fits, folded where it does not."""
    room = " " * indent
    line = f"{room}{key}: {_scalar(value)}"
    return [line] if len(line) <= _WIDTH and "\n" not in value else _long(key, value, indent)


def _scalar(value: str) -> str:
    safe = _PLAIN.fullmatch(value) and value not in _NOT_PLAIN and not value.endswith(" ")
    return value if safe or value.isdigit() else json.dumps(value, ensure_ascii=False)


def _long(key: str, value: str, indent: int) -> list[str]:
    """A key with a text of its own lines; what begins a line is never taken for anything but text."""
    room = " " * indent
    wrapper = textwrap.TextWrapper(
        width=_WIDTH - indent - 2, break_long_words=False, break_on_hyphens=False, drop_whitespace=True
    )
    paragraphs = value.split("\n\n")
    lines = [line for part in paragraphs for line in ("", *wrapper.wrap(part))][1:]
    style = "|-" if len(paragraphs) > 1 else ">-"
    return [f"{room}{key}: {style}", *(f"{room}  {line}".rstrip() for line in lines)]


def _remark(lines: tuple[int, ...], indent: int) -> str:
    """Where in the text the next words stand."""
    room = " " * indent
    if len(lines) == 1:
        return f"{room}# Line {lines[0]} of the text."
    return f"{room}# Lines {lines[0]} to {lines[-1]} of the text."


def _official(key: str, passages: tuple[Passage, ...], indent: int = 0) -> list[str]:
    """Words of the charter that a person puts in plain ones."""
    if not passages:
        return []
    lines = tuple(number for passage in passages for number in passage.lines)
    value = "\n\n".join(passage.text for passage in passages)
    return [_remark(lines, indent), *_long(key, f"{TO_PUT_PLAINLY} {value}", indent)]


def _introduction(charter: ReadCharter) -> list[str]:
    words = f"{TO_FILL_IN} what the charter says before its lists, in plain words."
    paragraphs = charter.paragraphs(charter.profile.introduction)
    return _official("introduction", paragraphs) or _field("introduction", words)


def _sources(profile: CharterProfile) -> list[str]:
    source = profile.source
    note = _field("note", source.note, 4) if source.note else []
    fields = [*_field("title", source.title, 4), *_field("publisher", source.publisher, 4), *note]
    return ["sources:", f"  - id: {source.id}", *fields]


def _voice(charter: ReadCharter, voice: ProfileVoice) -> Iterator[str]:
    yield f"  - id: {voice.id}"
    yield f"    party: {voice.party}"
    for key in ("heading", "who", "lead_in"):
        yield from _field(key, getattr(voice, key), 4)
    yield from _official("role", charter.paragraphs(voice.role), 4)


def _list(profile: CharterProfile, each: ReadList) -> Iterator[str]:
    profile_list = each.listed
    first, *rest = _field("heading", profile_list.heading, 4)
    yield f"  - {first.lstrip()}"
    yield from rest
    if profile_list.kind is not ListKind.PROMISES:
        yield f"    kind: {profile_list.kind.value}"
    yield f"    party: {profile_list.party}"
    yield from _field("to", profile_list.to, 4)
    yield f"    document: {profile.source.id}"
    yield from _field("section", profile_list.section, 4)
    yield from _theme_and_doubt(profile_list)
    yield from _official("belief", (each.belief,) if each.belief else (), 4)
    yield "    items:"
    for number, item in enumerate(each.items, start=1):
        yield _remark(item.lines, 6)
        yield f"      - id: {profile_list.id}-{number}"
        yield f"        number: {number}"
        yield from _long("text", f"{TO_PUT_PLAINLY} {item.text}", 8)
        yield from _long("wording", item.text, 8)
    yield ""


def _theme_and_doubt(profile_list: ProfileList) -> Iterator[str]:
    if profile_list.theme:
        yield f"    theme: {profile_list.theme}"
    if profile_list.certainty is not Certainty.CERTAIN:
        yield f"    certainty: {profile_list.certainty.value}"
    if profile_list.why:
        yield from _field("why", profile_list.why, 4)
