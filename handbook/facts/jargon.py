"""Words of the trade, each with a plain word for it (`service/jargon.yml`)."""

from handbook.calendar.reviews import Reviewed
from handbook.content_kind import ContentKind
from handbook.source.types import Content, Line


class JargonWord(Content):
    """One word that readers outside the office may not know, or may not want to be called by."""

    word: Line
    """The word as it is written, in small letters where it may be."""
    plain: Line
    """What to write instead."""
    why: Line | None = None
    """Why, where that is not plain."""


class Jargon(Reviewed):
    """The whole of `service/jargon.yml`."""

    words: tuple[JargonWord, ...]
    """In any order."""


KIND = ContentKind(
    "jargon",
    Jargon,
    "service/jargon.yml",
    needed=False,
)
