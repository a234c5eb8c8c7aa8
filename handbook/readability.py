"""Advice about how pages read: long sentences, hard pages, words of the trade. It never refuses anything."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from handbook.facts.jargon import Jargon, JargonWord
from handbook.handbook import Handbook
from handbook.pages.markdown import read_page_text
from handbook.pages.numbers_of_people import impossible_shares_in, small_groups_in
from handbook.pages.page import Page
from handbook.source.text_values import TextValue

MAX_SENTENCE_WORDS = 25
"""In words."""

MAX_READING_AGE = 13
"""A page that asks for a reading age above this one is worth a second look; what we aim at is 9 to 11."""

_FILES_ABOUT_ANSWERS = ("service/actions.yml", "service/changes.yml")
"""Where it is told what carers said, beside the outcomes of surveys."""

_MIN_WORDS = 100
"""Below these, a reading age says nothing."""

_WORD = re.compile(r"[A-Za-z0-9]+(?:['.,/-][A-Za-z0-9]+)*")
_END = re.compile(r"(?<=[.?!])[\"')\]]*\s+(?=[\"'(\[]?[A-Z0-9])|(?<=:)\s+(?=[A-Z])")


@dataclass(frozen=True, order=True)
class Advice:
    """One remark about one line."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        """As editors and terminals turn it into a link."""
        return f"{self.path}:{self.line}: {self.message}"


@dataclass(frozen=True)
class PageReadability:
    """How one page reads."""

    page: Page

    @cached_property
    def sentences(self) -> tuple[tuple[int, str], ...]:
        """Each sentence of the prose with the line on which its paragraph begins; tables and headings are none."""
        shift = self.page.body_line - 1
        blocks = read_page_text(self.page.body).blocks
        return tuple((shift + block.line, sentence) for block in blocks for sentence in sentences_in(block.text))

    @property
    def complete_sentences(self) -> list[str]:
        """Those that end as sentences do: the items of a list are none, and would make a page look easy."""
        return [sentence for _, sentence in self.sentences if sentence.rstrip("\"')")[-1:] in (".", "?", "!")]

    @property
    def age(self) -> int | None:
        """The reading age by the Automated Readability Index, from letters for a word and words for a sentence."""
        sentences = self.complete_sentences
        words = [word for sentence in sentences for word in _WORD.findall(sentence)]
        if len(words) < _MIN_WORDS:
            return None
        letters = sum(len(word) for word in words)
        index = 4.71 * letters / len(words) + 0.5 * len(words) / len(sentences) - 21.43
        # The index is a school year of America; children begin the first one when they are 6.
        return round(index) + 5

    def long_sentences(self) -> Iterator[Advice]:
        """Each sentence that is too long to be taken in at once."""
        for line, sentence in self.sentences:
            count = len(_WORD.findall(sentence))
            if count > MAX_SENTENCE_WORDS:
                start = " ".join(sentence.split()[:6])
                yield Advice(f"docs/{self.page.path}", line, f'{count} words in one sentence: "{start} ..."')

    def jargon(self, known: "JargonFinder") -> Iterator[Advice]:
        """Each word of the trade, with the plain one."""
        text = read_page_text(self.page.body)
        for block in (*text.blocks, *text.cells):
            for word in known.in_text(block.text):
                line = self.page.body_line - 1 + block.line
                yield Advice(f"docs/{self.page.path}", line, f'"{word.word}": write "{word.plain}"')


class JargonFinder:
    """Finds the words of the service's list, the longest first."""

    def __init__(self, jargon: Jargon | None) -> None:
        """Nothing is found without a list."""
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
    """Everything that could be said about how the pages read."""

    long_sentences: tuple[Advice, ...]
    jargon: tuple[Advice, ...]
    hard_pages: tuple[Advice, ...]
    ages: dict[str, int]
    """The reading age of each page with enough prose, by its path below `docs/`."""
    small_groups: tuple[Advice, ...] = ()
    """Words of pages and data that may show who somebody is."""
    impossible_shares: tuple[Advice, ...] = ()
    """Shares of people that are more than all of them."""


def small_groups(text_values: Mapping[str, Iterable[TextValue]]) -> Iterator[Advice]:
    """Each place of a file that tells of so few people that they may be known."""
    for path, texts in text_values.items():
        about_answers = path.endswith("outcome.yml") or path in _FILES_ABOUT_ANSWERS
        for value in texts:
            for offset, words in small_groups_in(value.text, about_answers=about_answers):
                line = value.place_at(offset)[0]
                shown = " ".join(words.split())
                message = f'"{shown}" may show who they are: say "some", or leave the place or the detail out'
                yield Advice(path, line, message)


def impossible_share_advice(text_values: Mapping[str, Iterable[TextValue]]) -> Iterator[Advice]:
    """Each place of a file that tells of more people than there are."""
    for path, texts in text_values.items():
        for value in texts:
            for offset, words in impossible_shares_in(value.text):
                message = f'"{words}" is more than all of them: compare it with where you have it from'
                yield Advice(path, value.place_at(offset)[0], message)


def assess_readability(
    handbook: Handbook, text_values: Mapping[str, Iterable[TextValue]] | None = None
) -> PagesReadability:
    """All advice about all hand-written pages, and with the texts of all files, by path, about people in them."""
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
