"""The A to Z: an index of letters, and a page for each letter, which works without a search and without scripts."""

from collections.abc import Iterable
from dataclasses import dataclass

from handbook.facts.everyday_words import EverydayWords
from site_builder.context import BuildContext
from site_builder.formatting import sentence_start, slug
from site_builder.page import SitePage
from site_builder.pages.word_index import FIGURES, LETTERS, WordEntry, words_by_letter
from site_builder.render import render

A_TO_Z = "a-to-z.md"
FOLDER = "a-to-z/"
"""The folder of the letters' pages. All 27 are always there, so that their addresses stay when a word goes."""

MANY = 30
"""From how many words on a letter's page has links to its parts, such as "Sa" and "Sc"."""


@dataclass(frozen=True)
class LetterLink:
    """A letter with its page."""

    title: str

    @property
    def path(self) -> str:
        """`a-to-z/a.md`."""
        return f"{FOLDER}{slug(self.title)}.md"

    @property
    def anchor(self) -> str:
        """Where the letter is in the index of letters; the words themselves were there once."""
        return f"letter-{slug(self.title)}"


LETTER_LINKS = tuple(LetterLink(letter) for letter in LETTERS)


def a_to_z_pages(ctx: BuildContext, pages: Iterable[SitePage]) -> list[SitePage]:
    """The index of letters, and the page of each letter with its words."""
    words = words_by_letter(ctx, pages)
    places = {entry.label: entry for entries in words.values() for entry in entries}
    index = SitePage(
        path=A_TO_Z,
        title="A to Z",
        summary="Choose the first letter of the word that you would use yourself.",
        body=render("a-to-z", A_TO_Z, letters=LETTER_LINKS, often=_often_looked_for(ctx, places)),
        source="docs/",
        review=ctx.handbook.service,
        boost=0,
    )
    return [index, *(_letter_page(ctx, at, words[letter.title]) for at, letter in enumerate(LETTER_LINKS))]


def is_in_a_to_z(page: SitePage) -> bool:
    """Whether it is the index of letters or the page of a letter."""
    return page.path == A_TO_Z or page.path.startswith(FOLDER)


def _often_looked_for(ctx: BuildContext, places: dict[str, WordEntry]) -> list[WordEntry]:
    """The everyday words that the service marks, in their order."""
    facts = ctx.handbook.facts.get(EverydayWords)
    labels = sorted(sentence_start(each.say[0]) for each in (facts.words if facts else ()) if each.often)
    return [places[label] for label in labels if label in places]


def _parts(entries: Iterable[WordEntry]) -> dict[str, str]:
    """The first word of each two letters that words begin with, such as "Sa", with the two letters."""
    first: dict[str, str] = {}
    for entry in entries:
        letters = entry.label[:2].capitalize()
        if letters.isalpha():
            first.setdefault(letters, entry.label)
    return {label: letters for letters, label in first.items()}


def _letter_page(ctx: BuildContext, at: int, entries: list[WordEntry]) -> SitePage:
    letter = LETTER_LINKS[at]
    figures = letter.title == FIGURES
    return SitePage(
        path=letter.path,
        title=f"A to Z: {letter.title}",
        summary=f"Words that begin with {'a figure' if figures else letter.title}. Each leads to its answer.",
        body=render(
            "letter",
            letter.path,
            letter=letter,
            letters=LETTER_LINKS,
            before=LETTER_LINKS[at - 1] if at else None,
            after=LETTER_LINKS[at + 1] if at + 1 < len(LETTER_LINKS) else None,
            entries=entries,
            parts=_parts(entries) if len(entries) >= MANY else {},
        ),
        source="docs/",
        review=ctx.handbook.service,
        boost=0,
    )
