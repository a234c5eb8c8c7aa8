"""Advice about readability: long sentences, hard pages, jargon. Advice never fails a check."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from handbook.facts.jargon import Jargon, JargonWord
from handbook.handbook import Handbook
from handbook.pages.markdown import read_page_text
from handbook.pages.page import Page
from handbook.pages.small_groups import impossible_shares_in, small_groups_in
from handbook.source.text_values import TextValue

MAX_SENTENCE_WORDS = 25
"""In words."""

MAX_READING_AGE = 13
"""Pages with a higher reading age are worth a second look; the aim is 9 to 11."""

_FILES_ABOUT_ANSWERS = ("service/actions.yml", "service/changes.yml")
"""Files that, like outcomes, report what carers said."""

_MIN_WORDS = 100
"""A reading age of a shorter page means nothing."""

_WORD = re.compile(r"[A-Za-z0-9]+(?:['.,/-][A-Za-z0-9]+)*")
_END = re.compile(r"(?<=[.?!])[\"')\]]*\s+(?=[\"'(\[]?[A-Z0-9])|(?<=:)\s+(?=[A-Z])")


@dataclass(frozen=True, order=True)
class Advice:
    """One remark about one line."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        """In the form that editors and terminals turn into a link."""
        return f"{self.path}:{self.line}: {self.message}"


@dataclass(frozen=True)
class PageReadability:
    """How one page reads."""

    page: Page

    @cached_property
    def sentences(self) -> tuple[tuple[int, str], ...]:
        """Every sentence with the line on which its paragraph begins, without tables and headings."""
        shift = self.page.body_line - 1
        blocks = read_page_text(self.page.body).blocks
        return tuple((shift + block.line, sentence) for block in blocks for sentence in sentences_in(block.text))

    @property
    def complete_sentences(self) -> list[str]:
        """Sentences with a closing mark; items of lists would make a page look easier than it is."""
        return [sentence for _, sentence in self.sentences if sentence.rstrip("\"')")[-1:] in (".", "?", "!")]

    @property
    def age(self) -> int | None:
        """The reading age by the Automated Readability Index; None for a page that is too short."""
        sentences = self.complete_sentences
        words = [word for sentence in sentences for word in _WORD.findall(sentence)]
        if len(words) < _MIN_WORDS:
            return None
        letters = sum(len(word) for word in words)
        index = 4.71 * letters / len(words) + 0.5 * len(words) / len(sentences) - 21.43
        # The index is a US school grade; children begin the first one at the age of 6.
        return round(index) + 5

    def long_sentences(self) -> Iterator[Advice]:
        """Advice for every sentence that is too long."""
        for line, sentence in self.sentences:
            count = len(_WORD.findall(sentence))
            if count > MAX_SENTENCE_WORDS:
                start = " ".join(sentence.split()[:6])
                yield Advice(f"docs/{self.page.path}", line, f'{count} words in one sentence: "{start} ..."')

    def jargon(self, known: "JargonFinder") -> Iterator[Advice]:
        """Advice for every word of jargon, with the plain word."""
        text = read_page_text(self.page.body)
        for block in (*text.blocks, *text.cells):
            for word in known.in_text(block.text):
                line = self.page.body_line - 1 + block.line
                yield Advice(f"docs/{self.page.path}", line, f'"{word.word}": write "{word.plain}"')


class JargonFinder:
    """Finds the words of the service's list, the longest first."""

    def __init__(self, jargon: Jargon | None) -> None:
        """Without a list nothing is found."""
        self.words = {word.word.lower(): word for word in (jargon.words if jargon else ())}
        choices = "|".join(re.escape(word) for word in sorted(self.words, key=len, reverse=True))
        self.pattern = re.compile(rf"(?<![\w-])(?:{choices})(?![\w-])", re.IGNORECASE) if choices else None

    def in_text(self, text: str) -> Iterator[JargonWord]:
        """Every word of the list in a text; short forms only in capitals."""
        for match in self.pattern.finditer(text) if self.pattern else ():
            word = self.words[match[0].lower()]
            if not word.word.isupper() or match[0].isupper():
                yield word


def sentences_in(text: str) -> Iterator[str]:
    """The sentences of a paragraph; short forms such as "e.g." are not used here, so a full stop ends one."""
    yield from (sentence for sentence in _END.split(text) if _WORD.search(sentence))


@dataclass(frozen=True)
class PagesReadability:
    """All advice about the pages."""

    long_sentences: tuple[Advice, ...]
    jargon: tuple[Advice, ...]
    hard_pages: tuple[Advice, ...]
    ages: dict[str, int]
    """The reading age of each page with enough prose, by its path below `docs/`."""
    small_groups: tuple[Advice, ...] = ()
    """Texts that may reveal who somebody is."""
    impossible_shares: tuple[Advice, ...] = ()
    """Shares of more than 100 per cent."""


def small_groups(text_values: Mapping[str, Iterable[TextValue]]) -> Iterator[Advice]:
    """Advice for every text about so few people that they may be recognised."""
    for path, texts in text_values.items():
        about_answers = path.endswith("outcome.yml") or path in _FILES_ABOUT_ANSWERS
        for value in texts:
            for offset, words in small_groups_in(value.text, about_answers=about_answers):
                line = value.place_at(offset)[0]
                shown = " ".join(words.split())
                message = f'"{shown}" may show who they are: say "some", or leave the place or the detail out'
                yield Advice(path, line, message)


def impossible_share_advice(text_values: Mapping[str, Iterable[TextValue]]) -> Iterator[Advice]:
    """Advice for every share of more than 100 per cent."""
    for path, texts in text_values.items():
        for value in texts:
            for offset, words in impossible_shares_in(value.text):
                message = f'"{words}" is more than all of them: compare it with where you have it from'
                yield Advice(path, value.place_at(offset)[0], message)


def assess_readability(
    handbook: Handbook, text_values: Mapping[str, Iterable[TextValue]] | None = None
) -> PagesReadability:
    """All advice about the hand-written pages and, if given, about people in the texts of all files, by path."""
    readings = [PageReadability(page) for page in handbook.pages.values()]
    finder = JargonFinder(handbook.facts.get(Jargon))
    ages = {reading.page.path: reading.age for reading in readings if reading.age is not None}
    hard = (
        Advice(f"docs/{path}", handbook.pages[path].body_line, f"this page reads as for age {age}; we aim at 9 to 11")
        for path, age in sorted(ages.items(), key=lambda pair: -pair[1])
        if age > MAX_READING_AGE
    )
    return PagesReadability(
        long_sentences=tuple(advice for reading in readings for advice in reading.long_sentences()),
        jargon=tuple(advice for reading in readings for advice in reading.jargon(finder)),
        hard_pages=tuple(hard),
        ages=ages,
        small_groups=tuple(small_groups(text_values or {})),
        impossible_shares=tuple(impossible_share_advice(text_values or {})),
    )
