"""The glossary: every word and short form under its letter."""

from collections import defaultdict
from dataclasses import dataclass

from handbook.service.glossary import Term
from site_builder.context import BuildContext
from site_builder.formatting import slug
from site_builder.page import GLOSSARY, SitePage
from site_builder.pages.word_index import letter_of
from site_builder.render import render


@dataclass(frozen=True)
class GlossaryLetter:
    """All terms under one letter."""

    title: str
    terms: list[Term]

    @property
    def anchor(self) -> str:
        """The id of its heading."""
        return f"letter-{slug(self.title)}"


def glossary_page(ctx: BuildContext) -> SitePage:
    """Words and short forms, sorted."""
    terms: dict[str, list[Term]] = defaultdict(list)
    for term in sorted(ctx.handbook.glossary.terms, key=lambda each: each.term.lower()):
        terms[letter_of(term.term)].append(term)
    letters = [GlossaryLetter(title, under) for title, under in sorted(terms.items())]
    return SitePage(
        path=GLOSSARY,
        title="Glossary",
        summary="Words and short forms that you meet in fostering, explained.",
        body=render("glossary", GLOSSARY, letters=letters),
        source="service/glossary.yml",
        place=("terms",),
        review=ctx.handbook.glossary,
        keywords=("abbreviations", "short forms", "jargon"),
    )
