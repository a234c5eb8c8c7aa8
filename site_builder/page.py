"""A page of the site before the engine sees it, whoever wrote it: a person in `docs/`, or a program from data."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from handbook.calendar.reviews import Reviewed
from handbook.pages.page import PageQuestion, Reference
from handbook.source.text_values import Loc

GLOSSARY = "glossary.md"
"""The words and short forms of fostering, explained."""
KEEPERS = "about/keepers.md"
"""The list of the pages that are for the people who keep the handbook."""


def is_for_children(path: str) -> bool:
    """Whether children read the page of a staged path."""
    return path.startswith("children/")


@dataclass(frozen=True)
class SitePage:
    """One page: where it goes, what it says, and what its foot needs to know."""

    path: str
    """Below the folder of staged pages, such as `charters/kent.md`."""
    title: str
    """The only level-one heading."""
    summary: str
    """One sentence under it."""
    body: str
    """Markdown that starts at level two."""
    source: str
    """The file that a person edits to change it, from the repository's root; or the folder that it lists."""
    review: Reviewed
    """Who looks after it and when it must be read again."""
    place: Loc = ()
    """Where in that file, from the outside in: keys, and in lists ids or places, such as `("courses", "first-aid")`."""
    generated: bool = True
    """Whether a program writes the body, which a comment then says."""
    notes: tuple[str, ...] = ()
    """What must be read before the body, such as "the answers on this page are invented"."""
    themes: tuple[str, ...] = ()
    commitments: tuple[str, ...] = ()
    """The promises it helps to keep."""
    standards: tuple[str, ...] = ()
    """The standards and laws it serves."""
    contacts: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    """Other words that people look for: what the search finds first, and lines of the A to Z."""
    questions: tuple[PageQuestion, ...] = ()
    """What a hand-written page answers, in readers' words."""
    references: tuple[object, ...] = field(default=())
    """Where its facts come from (`handbook.pages.page.Reference`); folded at its foot."""
    audience: tuple[str, ...] = ()
    boost: float = 1
    """How much more than others it counts in the search; 0 keeps a list of everything out of it."""
    for_keepers: bool = False
    """Whether it is about the handbook and its sources, for the people who keep it: carers do not need it.

    Such a page needs no line in the menu. It is on the list of these pages, and comes last in the search.
    """

    @property
    def for_children(self) -> bool:
        """Whether children read it."""
        return is_for_children(self.path)


def references_to(sources: Iterable[str | None]) -> tuple[Reference, ...]:
    """The documents that lines of a page rest on, each once, for the list at its foot."""
    return tuple(Reference(title=source) for source in dict.fromkeys(sources) if source)
