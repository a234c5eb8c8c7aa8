"""The words of the A to Z, each with the one place in the handbook that answers it."""

import re
import string
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from html import unescape

from handbook.facts.everyday_words import EverydayWords
from handbook.pages.markdown import read_page_text
from handbook.service.glossary import Term
from handbook.urls import theme_path
from site_builder.anchors import closed_anchors, engine_id
from site_builder.context import BuildContext
from site_builder.formatting import sentence_start
from site_builder.page import GLOSSARY, SitePage

FIGURES = "0 to 9"
"""Where words are that begin with no Latin letter."""
LETTERS = (*string.ascii_uppercase, FIGURES)

_WORD = re.compile(r"[^\W_]+")
_FIRST_SENTENCE = re.compile(r".*?[.!?](?=\s|$)")


class Rank(IntEnum):
    """Which of several places answers a word best, the best first."""

    EVERYDAY = 0
    """Somebody chose the place for the word."""
    TITLE = 1
    NAME = 2
    """The page is called just that in its address; a word that nothing else has is no word of the A to Z."""
    ABOUT = 3
    """A keyword of a page whose title or address has the word."""
    HEADING = 4
    """A keyword of a page with one heading that is about it."""
    PAGE = 5
    CHILDREN = 6
    """A keyword of a page for children; carers share most of their words, and there are more of them."""
    TERM = 7
    CHARTER = 8
    """A charter uses the word for a theme."""


@dataclass(frozen=True)
class WordEntry:
    """A word of the A to Z with the place that answers it."""

    label: str
    path: str
    anchor: str = ""
    """The id of the heading that answers; empty for the page's first words."""
    meaning: str = ""
    """What the word means, in plain text, for a reader who needs no more."""
    rank: Rank = Rank.TITLE


def letter_of(word: str) -> str:
    """The letter under which a word is: "É" is under E, and what begins with no Latin letter under "0 to 9"."""
    first = unicodedata.normalize("NFKD", word)[:1].upper()
    return first if first in LETTERS else FIGURES


def words_by_letter(ctx: BuildContext, pages: Iterable[SitePage]) -> dict[str, list[WordEntry]]:
    """Every letter with its words in order, each word once; pages for keepers of the handbook are left out."""
    candidates: dict[str, list[WordEntry]] = defaultdict(list)
    for entry in _all_entries(ctx, [page for page in pages if not page.for_keepers]):
        candidates[_key(entry.label)].append(entry)
    meanings = {_key(label): _meaning(term, label) for term in ctx.handbook.glossary.terms for label in _labels(term)}
    letters: dict[str, list[WordEntry]] = {letter: [] for letter in LETTERS}
    for key, entries in sorted(candidates.items()):
        labels = [each.label for each in entries if each.rank is not Rank.NAME]
        if labels:
            best = min(entries, key=lambda each: each.rank)
            label = labels[0] if best.rank is Rank.NAME else best.label
            entry = replace(best, label=label, meaning=meanings.get(key, best.meaning))
            under = letters[letter_of(label)]
            if not _adds_nothing(entry, under):
                under.append(entry)
    return letters


def _key(label: str) -> str:
    """What words have in common that are one: `Self-assessment` and `self assessment`, `Complaint` and `complaints`."""
    return " ".join(_stem(word) for word in _WORD.findall(label.casefold().replace("'", ""))) or label


def _adds_nothing(entry: WordEntry, above: list[WordEntry]) -> bool:
    """Whether a shorter word above leads to the same place: "memory box", and below it "memory box for a baby"."""
    longer = (other for other in reversed(above) if _key(entry.label).startswith(f"{_key(other.label)} "))
    shorter = next(longer, None)
    return bool(shorter and not entry.meaning and (shorter.path, shorter.anchor) == (entry.path, entry.anchor))


def _all_entries(ctx: BuildContext, pages: list[SitePage]) -> Iterator[WordEntry]:
    """Every word with every place; of places of one rank those of the menu come first, in its order."""
    order = {path: at for at, path in enumerate(_paths_in(ctx))}
    pages = sorted(pages, key=lambda page: order.get(page.path, len(order)))
    answers = {page.path: PageAnswers(page) for page in pages}
    yield from _everyday_entries(ctx, answers)
    for page in pages:
        yield from (WordEntry(title, page.path) for title in _titles(page))
        yield WordEntry(_name(page).replace("-", " "), page.path, rank=Rank.NAME)
    for page in pages:
        for keyword in page.keywords:
            yield answers[page.path].entry(keyword)
    for term in ctx.handbook.glossary.terms:
        for label in _labels(term):
            yield WordEntry(label, GLOSSARY, term.id, rank=Rank.TERM)
    for theme in ctx.themes.values():
        for heading in sorted({name for names in theme.headings.values() for name in names}):
            yield WordEntry(heading, theme_path(theme.id), rank=Rank.CHARTER)


def _titles(page: SitePage) -> tuple[str, ...]:
    """The title; "Course: First aid" is under F alone where the page has "first aid" among its keywords."""
    _, _, title = page.title.partition(": ")
    return (title,) if title in page.keywords else (page.title,)


def _name(page: SitePage) -> str:
    return page.path.rpartition("/")[2].removesuffix(".md")


def _paths_in(ctx: BuildContext) -> Iterator[str]:
    for entry in ctx.menu:
        yield from getattr(entry, "paths", (getattr(entry, "path", ""),))


def _everyday_entries(ctx: BuildContext, answers: "dict[str, PageAnswers]") -> Iterator[WordEntry]:
    """What people say; where no heading was chosen, the one that is about the word or about what it means."""
    facts = ctx.handbook.facts.get(EverydayWords)
    for each in facts.words if facts else ():
        path, _, chosen = each.page.partition("#")
        page = answers.get(path)
        for word in each.say:
            anchor = chosen or (page.anchor_for(word) or page.anchor_for(each.means) if page else "")
            yield WordEntry(sentence_start(word), path, anchor, each.means, Rank.EVERYDAY)


def _labels(term: Term) -> tuple[str, ...]:
    """A glossary word, and what it stands for."""
    return (term.term, sentence_start(term.stands_for)) if term.stands_for else (term.term,)


def _meaning(term: Term, label: str) -> str:
    """One line: what a short form stands for, and the first sentence of its meaning."""
    meaning = " ".join(block.text for block in read_page_text(term.meaning).blocks)
    first = _FIRST_SENTENCE.match(meaning)
    words = f"{term.stands_for}. " if term.stands_for and label == term.term else ""
    return f"{words}{first[0] if first else meaning}"


class PageAnswers:
    """The headings of a page with the words that they answer: their own, and those of the page's questions."""

    def __init__(self, page: SitePage) -> None:
        closed = closed_anchors(page.body)
        headings = [
            (_stems(unescape(heading.text)), heading.anchor or engine_id(heading))
            for heading in read_page_text(page.body).headings
        ]
        self.page = page
        self.title = _stems(page.title)
        self.name = _stems(_name(page))
        # A browser without scripts may not open a closed part for a link to it.
        self.headings = [(stems, anchor) for stems, anchor in headings if anchor not in closed]
        self.questions = [
            (_stems(words), each.heading)
            for each in page.questions
            if each.heading not in closed
            for words in (each.ask, *each.also)
        ]

    def entry(self, keyword: str) -> WordEntry:
        """A keyword of the page as a word of the A to Z."""
        anchor, stems = self.anchor_for(keyword), _stems(keyword)
        if self.page.for_children:
            rank = Rank.CHILDREN
        elif stems <= self.title or stems <= self.name:
            rank = Rank.ABOUT
        else:
            rank = Rank.HEADING if anchor else Rank.PAGE
        return WordEntry(sentence_start(keyword), self.page.path, anchor, rank=rank)

    def anchor_for(self, word: str) -> str:
        """The id of the one heading that is about the word; empty where the whole page is, or several headings are."""
        wanted = _stems(word)
        exact = [anchor for stems, anchor in (*self.headings, *self.questions) if stems == wanted]
        if exact:
            return exact[0].replace("top", "")
        if wanted <= self.title or wanted <= self.name:
            return ""
        for answers in (self.headings, self.questions):
            found = {anchor for stems, anchor in answers if wanted <= stems}
            if found:
                return found.pop().replace("top", "") if len(found) == 1 else ""
        return ""


def _stems(text: str) -> frozenset[str]:
    """The words of a text in small letters and the singular."""
    return frozenset(_stem(word) for word in _WORD.findall(text.casefold()))


def _stem(word: str) -> str:
    return word.removesuffix("s") if len(word) > 3 else word
