"""Support that carers can ask for, and independent bodies that help (`service/offers.yml`)."""

from collections.abc import Iterator
from enum import StrEnum

from handbook.calendar.reviews import Reviewed
from handbook.content_kind import ContentKind
from handbook.facts.places import Places
from handbook.source.problems import Problem
from handbook.source.types import Content, Line, Ref, Slug, Text, YesNo
from handbook.sources import Mention, Sources


class Provider(StrEnum):
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
    giver: Provider
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


OFFERS = "service/offers.yml"


def check_offer_names(sources: Sources) -> Iterator[Problem]:
    """Ids are unique; needs, contacts and areas that are named exist."""
    offers = sources.handbook.facts.get(Offers)
    if offers is None:
        return
    yield from sources.duplicates(
        [(OFFERS, ("needs", at, "id"), need.id) for at, need in enumerate(offers.needs)], "need id"
    )
    ids: list[Mention] = [(OFFERS, ("offers", at, "id"), offer.id) for at, offer in enumerate(offers.offers)]
    yield from sources.duplicates(ids, "offer id")
    needs: list[Mention] = []
    areas: list[Mention] = []
    contacts: list[Mention] = []
    for index, offer in enumerate(offers.offers):
        here = ("offers", index)
        needs += [(OFFERS, (*here, "needs", at), need) for at, need in enumerate(offer.needs)]
        areas += [(OFFERS, (*here, "areas", at), area) for at, area in enumerate(offer.areas)]
        contacts += [(OFFERS, (*here, "contact"), offer.contact)] if offer.contact else []
    yield from sources.unknown(needs, {need.id: need.title for need in offers.needs}, "need", " among the `needs`")
    yield from sources.unknown(
        contacts, {contact.id: contact.title for contact in sources.handbook.contacts.contacts}, "contact"
    )
    places = sources.handbook.facts.get(Places)
    known = {area.id: area.title for area in places.areas} if places else []
    yield from sources.unknown(areas, known, "area", " in places.yml")


def check_offers_can_be_found(sources: Sources) -> Iterator[Problem]:
    """Each offer answers a need, and each need has an offer."""
    offers = sources.handbook.facts.get(Offers)
    for index, offer in enumerate(offers.offers if offers else ()):
        if not offer.needs:
            message = "readers choose by need, so name at least one from the list `needs`"
            yield sources.key_problem(OFFERS, ("offers", index, "needs"), message)
    answered = {need for offer in (offers.offers if offers else ()) for need in offer.needs}
    for index, need in enumerate(offers.needs if offers else ()):
        if need.id not in answered:
            message = f"no offer answers the need `{need.id}`; name it in an offer, or take it out"
            yield sources.problem(OFFERS, ("needs", index, "id"), message)


RULES = (check_offer_names, check_offers_can_be_found)

KIND = ContentKind(
    "offers",
    Offers,
    OFFERS,
    needed=False,
    rules=RULES,
)
