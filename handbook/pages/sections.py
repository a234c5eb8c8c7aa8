"""The sections of a hand-written page: its Markdown split at its headings, each as it is in the file."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from handbook.pages.markdown import read_page_text
from handbook.pages.page import Page

TOP = "top"
"""The id of what is above the first heading."""


@dataclass(frozen=True)
class Section:
    """One heading and the words below it, up to the next heading."""

    id: str
    """The heading's id on the page, or `top`."""
    title: str
    lead: str
    """The heading's line and the empty lines after it, as they are in the file; empty at the top."""
    words: str
    """The words below it as they are in the file, without empty lines around them."""

    @property
    def text(self) -> str:
        """The heading and the words: what is found again in the file."""
        return self.lead + self.words

    @property
    def mark(self) -> str:
        """A few letters that change when the words do."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]

    def with_words(self, words: str) -> str:
        """The heading with other words below it."""
        return self.lead + words


def sections_of(page: Page) -> tuple[Section, ...]:
    """The sections of a page that have words, in order."""
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
