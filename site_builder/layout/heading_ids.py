"""Ids of headings that the engine would name badly: with a slot, without a Latin letter, or the same as another.

The engine makes an id of a heading's words, and that stays so for nearly all of them. Where the words hold a slot, the
id would change with the value; of an emoji or of Urdu nothing is left; and of two equal headings the second would be
called `..._1`, so that links lead elsewhere once another one is written above it. These get an id of their own here,
before slots are filled in, as if somebody had written it by hand.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator

from markdown.extensions.toc import slugify

from handbook.pages.markdown import ATTRIBUTES, Heading, read_page_text
from handbook.pages.slots import slots_in
from site_builder.anchors import engine_id

FRAME_IDS = frozenset(
    (
        "top",
        "sources",
        "who-to-call-about-this",
        "promises-kept",
        "have-your-say",
        "this-page-answers",
        "useful-question",
    )
)
"""What the head and the foot of every page already use."""

_OPENS = re.compile(r"[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)*")
"""What is before a heading: quotes and points of a list that it is in."""
_NO_NAME = re.compile(r"^[-_]+|_+(?!\w)")
"""What the engine leaves in an id, and an id may not begin or end with."""
_UNDERLINED = re.compile(r"^[ \t>]*-+[ \t]*$", re.MULTILINE)
_UNDERLINE = re.compile(r"([ \t>]*)-+[ \t]*")


def with_heading_ids(body: str) -> str:
    """A page's Markdown in which every heading has an id that is its own and stays."""
    if "#" not in body and not _UNDERLINED.search(body):
        return body
    lines = body.split("\n")
    for heading, id_ in _new_ids(read_page_text(body).headings):
        line = _atx_heading(lines, heading.line - 1)
        attributes = ATTRIBUTES.search(line)
        words = line[: attributes.start()] if attributes else line.rstrip()
        more = f" {attributes['inside']}" if attributes else ""
        lines[heading.line - 1] = f"{words} {{: #{id_}{more} }}"
    return "\n".join(lines)


def _atx_heading(lines: list[str], at: int) -> str:
    """The line of a heading, which can carry an id: with `##` where it was underlined."""
    line, opens = lines[at], _OPENS.match(lines[at])
    start = opens.end() if opens else 0
    if line[start:].startswith("#"):
        return line
    lines[at + 1] = _UNDERLINE.sub(r"\1", lines[at + 1]).rstrip()
    return f"{line[:start]}## {line[start:]}"


def _new_ids(headings: list[Heading]) -> Iterator[tuple[Heading, str]]:
    """The headings that need an id, each with it."""
    used_ids = FRAME_IDS | {heading.anchor for heading in headings if heading.anchor}
    above: list[tuple[int, str]] = []
    for heading in headings:
        above = [(level, id_) for level, id_ in above if level < heading.level]
        id_ = heading.anchor or _unused_id(_name(heading), above, used_ids)
        if not heading.anchor and id_ != engine_id(heading):
            yield heading, id_
        used_ids |= {id_}
        above.append((heading.level, id_))


def _name(heading: Heading) -> str:
    """What a heading is called, whatever its slots say and whatever is around it."""
    slots = list(slots_in(heading.anchor_text))
    words = heading.anchor_text if slots else heading.text
    for slot in slots:
        words = words.replace(f"{{{{ {slot.name} }}}}", slot.name.partition(".")[2].replace(".", " "))
    return _NO_NAME.sub("", slugify(words, "-")) or _hash_id(words)


def _hash_id(text: str) -> str:
    """An id for a heading without Latin letters: a hash, so that the same words always have the same id."""
    same = unicodedata.normalize("NFC", text)
    return f"heading-{hashlib.sha256(same.encode()).hexdigest()[:8]}"


def _unused_id(name: str, above: list[tuple[int, str]], used_ids: frozenset[str]) -> str:
    """The name, or with the heading above it where it is taken, or with a number where even that is."""
    within = [f"{above[-1][1]}-{name}"] if above else []
    numbered = (f"{name}-{number}" for number in range(2, len(used_ids) + 3))
    return next(each for each in (name, *within, *numbered) if each not in used_ids)
