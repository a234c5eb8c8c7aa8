"""The glossary (`service/glossary.yml`), and short forms in texts."""

import re
from collections.abc import Iterator

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


_SHORT_FORM = re.compile(r"(?<![\w/&@#.-])(?:[A-Za-z]*[A-Z]{2}[A-Za-z]*|[A-Z][/&][A-Z])(?![\w/@]|\.[A-Za-z])")
_ROMAN = re.compile(r"[IVX]+")


def short_forms_in(text: str) -> Iterator[tuple[int, str]]:
    """The offset of every short form in a text, and the short form in the singular."""
    for match in _SHORT_FORM.finditer(text):
        form = singular(match[0])
        if not _ROMAN.fullmatch(form):
            yield match.start(), form


def singular(form: str) -> str:
    """`IROs` is `IRO`."""
    return form[:-1] if len(form) > 2 and form.endswith("s") and form[-2].isupper() else form
