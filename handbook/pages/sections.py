"""Splits the Markdown of a page at its headings."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from handbook.pages.markdown import read_page_text
from handbook.pages.page import Page

TOP = "top"
"""The id of the section above the first heading."""

_LINK = re.compile(r"(?<!!)\[([^\[\]]+)\]\([^()\s]*\)")


@dataclass(frozen=True)
class Section:
    """One heading and the text below it, up to the next heading."""

    id: str
    """The heading's id on the page, or `top`."""
    title: str
    lead: str
    """The heading's line and the empty lines after it, as in the file; empty for the top section."""
    words: str
    """The text below it as in the file, without empty lines around it."""

    @property
    def text(self) -> str:
        """The heading and the text, exactly as in the file."""
        return self.lead + self.words

    @property
    def readable(self) -> str:
        """The words with each link by its own words, without its address: to be read, not to be changed."""
        return _LINK.sub(r"\1", self.words)

    @property
    def mark(self) -> str:
        """A hash of the section."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]

    def with_words(self, words: str) -> str:
        """The section's text with other words below the heading."""
        return self.lead + words


def sections_of(page: Page) -> tuple[Section, ...]:
    """The sections of a page that have any text, in order."""
    return tuple(section for section in _sections(page) if section.words)


def _sections(page: Page) -> Iterator[Section]:
    lines = page.body.split("\n")
    headings = read_page_text(page.body).headings
    ends = [*(heading.line - 1 for heading in headings), len(lines)]
    yield Section(TOP, page.header.title, "", _joined(lines[: ends[0]]))
    for number, heading in enumerate(headings, 1):
        whole = _joined(lines[heading.line - 1 : ends[number]])
        words = _joined(lines[heading.line : ends[number]])
        yield Section(heading.anchor or f"part-{number}", heading.text, whole.removesuffix(words), words)


def _joined(lines: list[str]) -> str:
    return "\n".join(lines).strip("\n").rstrip()
