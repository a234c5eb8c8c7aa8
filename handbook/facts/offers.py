"""Support that carers can ask for, and independent bodies that help (`service/offers.yml`)."""

from enum import StrEnum

from handbook.calendar.reviews import Reviewed
from handbook.source.types import Content, Line, Ref, Slug, Text, YesNo


class Giver(StrEnum):
    """Who gives the help."""

    SERVICE = "service"
    INDEPENDENT = "independent"


class Need(Content):
    """A reason to look for help; readers choose by it."""

    id: Slug
    """Short name that offers use."""
    title: Line
    """The need as a reader would say it."""


class Offer(Content):
    """One kind of help."""

    id: Slug
    """Its address on the page."""
    giver: Giver
    """`service` or `independent`."""
    title: Line
    """Its name."""
    gives: Text
    """What it does, in one or two sentences."""
    needs: tuple[Ref, ...]
    """The needs it answers."""
    who: Line
    """Who it is for."""
    when: Line
    """When it helps, or when it can be had."""
    ask: Line
    """How to ask for it."""
    cost: Line
    """What it costs the carer."""
    areas: tuple[Ref, ...] = ()
    """The areas that have it; leave it out when all have."""
    contact: Ref | None = None
    """Whom to call: an id from `contacts.yml`."""
    address: Line | None = None
    """A web address, for a body that is no contact."""
    source: Line
    """Where it is named: document and section."""
    planned: YesNo = False
    """Whether the source only plans it."""


class Offers(Reviewed):
    """The whole of `service/offers.yml`."""

    note: Text
    """What must be read first."""
    needs: tuple[Need, ...]
    """In the order in which they can be chosen."""
    offers: tuple[Offer, ...]
    """In the order of the page."""
