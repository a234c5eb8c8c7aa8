"""Pages for looking things up: the glossary and the A to Z."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from handbook.facts.everyday_words import EverydayWords
from handbook.service.glossary import Term
from handbook.urls import theme_path
from site_builder.context import BuildContext
from site_builder.formatting import slug
from site_builder.page import SitePage
from site_builder.render import render

A_TO_Z = "a-to-z.md"


@dataclass(frozen=True)
class IndexEntry:
    """One line of the A to Z."""

    label: str
    path: str
    anchor: str = ""
    page_title: str | None = None
    """The page it leads to, where the label is not the page's title."""


@dataclass(frozen=True)
class IndexLine:
    """A word with everything it leads to."""

    label: str
    page: IndexEntry | None
    """The page that is called just that."""
    others: list[IndexEntry]


@dataclass(frozen=True)
class IndexLetter:
    """All lines, or all terms, under one letter."""

    title: str
    anchor: str
    name: str
    """What the link to it is called, for those who hear the page."""
    lines: list[IndexLine] | list[Term]


def glossary_page(ctx: BuildContext) -> SitePage:
    """Words and short forms, sorted."""
    terms: dict[str, list[Term]] = defaultdict(list)
    for term in sorted(ctx.handbook.glossary.terms, key=lambda each: each.term.lower()):
        terms[_index_letter(term.term)].append(term)
    letters = [_letter(name, under) for name, under in sorted(terms.items())]
    return SitePage(
        path="glossary.md",
        title="Glossary",
        summary="Words and short forms that you meet in fostering, explained.",
        body=render("glossary", "glossary.md", letters=letters),
        source="service/glossary.yml",
        place=("terms",),
        review=ctx.handbook.glossary,
        keywords=("abbreviations", "short forms", "jargon"),
    )


def a_to_z_page(ctx: BuildContext, pages: Iterable[SitePage]) -> SitePage:
    """Everything that can be looked up, by letter; it works without a search."""
    words: dict[str, set[IndexEntry]] = defaultdict(set)
    known = list(pages)
    for entry in (*_page_entries(known), *_word_entries(ctx), *_everyday_entries(ctx, known)):
        words[entry.label.lower()].add(entry)
    letters: dict[str, list[IndexLine]] = defaultdict(list)
    for word, entries in sorted(words.items()):
        letters[_index_letter(word)].append(_line(entries))
    rows = [_letter(name, lines) for name, lines in sorted(letters.items())]
    return SitePage(
        path=A_TO_Z,
        title="A to Z",
        summary="Every page, theme and glossary word, and the other words people use for them.",
        body=render("a-to-z", A_TO_Z, letters=rows),
        source="docs/",
        review=ctx.handbook.service,
        boost=0,
    )


def _index_letter(word: str) -> str:
    first = word[:1].upper()
    return first if first.isalpha() else "0 to 9"


def _line(entries: set[IndexEntry]) -> IndexLine:
    """All that one word leads to, as one line: a list with a line for each would be three times as long."""
    # The place on a page that answers is told, and not the page as well.
    with_place = {each.path for each in entries if each.anchor}
    entries = {each for each in entries if each.anchor or each.page_title is None or each.path not in with_place}
    in_order = sorted(entries, key=lambda each: (each.page_title or "", each.path, each.anchor))
    page = next((each for each in in_order if each.page_title is None), None)
    return IndexLine(label=in_order[0].label, page=page, others=[each for each in in_order if each is not page])


def _letter(name: str, lines: list[IndexLine] | list[Term]) -> IndexLetter:
    figures = len(name) > 1
    return IndexLetter(
        title=name,
        anchor=f"letter-{slug(name)}",
        name="0 to 9: go to the figures" if figures else f"{name}: go to this letter",
        lines=lines,
    )


def _page_entries(pages: Iterable[SitePage]) -> Iterator[IndexEntry]:
    for page in pages:
        yield IndexEntry(page.title, page.path)
        for keyword in page.keywords:
            if not page.title.lower().startswith(keyword.lower()):  # it would be beside its own page
                yield IndexEntry(keyword[:1].upper() + keyword[1:], page.path, "", page.title)


def _everyday_entries(ctx: BuildContext, pages: Iterable[SitePage]) -> Iterator[IndexEntry]:
    """What people say, leading to the page that answers."""
    titles = {page.path: page.title for page in pages}
    facts = ctx.handbook.facts.get(EverydayWords)
    for each in facts.words if facts else ():
        path, _, anchor = each.page.partition("#")
        for word in each.say:
            yield IndexEntry(word[:1].upper() + word[1:], path, anchor, titles.get(path, each.means))


def _word_entries(ctx: BuildContext) -> Iterator[IndexEntry]:
    for term in ctx.handbook.glossary.terms:
        yield IndexEntry(term.term, "glossary.md", term.id, "Glossary")
        if term.stands_for:
            yield IndexEntry(term.stands_for[:1].upper() + term.stands_for[1:], "glossary.md", term.id, "Glossary")
    for theme in ctx.themes.values():
        for heading in sorted({name for names in theme.headings.values() for name in names}):
            if heading.lower() != theme.title.lower():
                yield IndexEntry(heading, theme_path(theme.id), "", theme.title)
