"""Who promises and who is promised to, across all charters (`charters/parties.yml`)."""

from handbook.calendar.reviews import Reviewed
from handbook.source.types import Content, Line, Slug, Text


class Party(Content):
    """One side of a charter: the corporate parent, the fostering service, the foster carer."""

    id: Slug
    """Its name in addresses, such as `foster-carer`."""
    title: Line
    """What readers call it, such as "Foster carers"."""
    summary: Text
    """Who that is, in one or two plain sentences."""


class Parties(Reviewed):
    """The whole of `charters/parties.yml`."""

    parties: tuple[Party, ...]
    """In the order in which pages show them."""
