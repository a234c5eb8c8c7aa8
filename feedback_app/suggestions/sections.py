"""A written page taken apart at its headings, so that somebody can change one part and the rest stays as it is."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from handbook.pages.markdown import read_page_text
from handbook.pages.page import Page

TOP = "top"
"""What stands before the first heading."""


@dataclass(frozen=True)
class Part:
    """One heading and the words below it, up to the next heading."""

    id: str
    """The heading's id on the page, or `top`."""
    title: str
    lead: str
    """The heading's line and the empty lines after it, as they stand in the file; empty at the top."""
    words: str
    """The words below it as they stand in the file, without empty lines around them."""

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


def parts_of(page: Page) -> tuple[Part, ...]:
    """The parts of a page that have words, in order."""
    return tuple(part for part in _parts(page) if part.words)


def _parts(page: Page) -> Iterator[Part]:
    lines = page.body.split("\n")
    headings = read_page_text(page.body).headings
    ends = [*(heading.line - 1 for heading in headings), len(lines)]
    yield Part(TOP, page.header.title, "", _joined(lines[: ends[0]]))
    for number, heading in enumerate(headings, 1):
        whole = _joined(lines[heading.line - 1 : ends[number]])
        words = _joined(lines[heading.line : ends[number]])
        yield Part(heading.anchor or f"part-{number}", heading.text, whole.removesuffix(words), words)


def _joined(lines: list[str]) -> str:
    return "\n".join(lines).strip("\n").rstrip()
