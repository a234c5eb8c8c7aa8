"""The tags and attributes in raw HTML."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from html.parser import HTMLParser

_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)|<(?P<sign>[!?])(?!--)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass(frozen=True)
class Tag:
    """A tag or a declaration."""

    name: str
    """In lower case; `!` or `?` for a declaration."""
    offset: int
    """The offset in the HTML."""
    is_end: bool
    """Whether it is a closing tag."""


def tags_in(html: str) -> Iterator[Tag]:
    """Every tag and declaration outside comments, in order."""
    without = _COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), html)
    for match in _TAG.finditer(without):
        yield Tag((match["name"] or match["sign"]).lower(), match.start(), bool(match["end"]))


def attributes_in(html: str) -> list[str]:
    """Every attribute as `tag attribute`, as browsers read them."""
    reader = _AttributeReader()
    # HTMLParser fails at an unknown `<![`, which is refused as a tag.
    with suppress(AssertionError):
        reader.feed(html)
        reader.close()
    return reader.found


class _AttributeReader(HTMLParser):
    """Collects the attributes of every tag."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect the attributes of one tag."""
        self.found.extend(f"{tag} {name}" for name, _ in attrs)
