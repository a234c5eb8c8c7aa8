"""Words and short forms, explained (`service/glossary.yml`)."""

from handbook.calendar.reviews import Reviewed
from handbook.source.types import Content, Line, Slug, Text


class Term(Content):
    """One word or short form."""

    id: Slug
    """Its address on the glossary page."""
    term: Line
    """The word or short form."""
    stands_for: Line | None = None
    """For a short form: the full words."""
    meaning: Text
    """What it means, in plain words."""


class Glossary(Reviewed):
    """The whole of `service/glossary.yml`."""

    terms: tuple[Term, ...]
    """In any order; the page sorts them."""
    ordinary: tuple[Line, ...] = ()
    """Short forms in capitals that everybody knows, such as UK; they need no explanation."""
