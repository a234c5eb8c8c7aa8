"""Rules about support offers and independent bodies."""

from collections.abc import Iterator

from handbook.source.problems import Problem
from handbook.sources import Shelf, Spot

OFFERS = "service/offers.yml"


def check_offer_names(shelf: Shelf) -> Iterator[Problem]:
    """Ids stand once; needs, contacts and areas that are named exist."""
    facts = shelf.handbook.facts.offers
    if facts is None:
        return
    yield from shelf.twice([(OFFERS, ("needs", at, "id"), each.id) for at, each in enumerate(facts.needs)], "need id")
    ids: list[Spot] = [(OFFERS, ("offers", at, "id"), each.id) for at, each in enumerate(facts.offers)]
    yield from shelf.twice(ids, "offer id")
    needs: list[Spot] = []
    areas: list[Spot] = []
    contacts: list[Spot] = []
    for index, each in enumerate(facts.offers):
        here = ("offers", index)
        needs += [(OFFERS, (*here, "needs", at), need) for at, need in enumerate(each.needs)]
        areas += [(OFFERS, (*here, "areas", at), area) for at, area in enumerate(each.areas)]
        contacts += [(OFFERS, (*here, "contact"), each.contact)] if each.contact else []
    yield from shelf.unknown(needs, {need.id: need.title for need in facts.needs}, "need", " among the `needs`")
    yield from shelf.unknown(
        contacts, {contact.id: contact.title for contact in shelf.handbook.contacts.contacts}, "contact"
    )
    places = shelf.handbook.facts.places
    known = {area.id: area.title for area in places.areas} if places else []
    yield from shelf.unknown(areas, known, "area", " in places.yml")


def check_offers_can_be_found(shelf: Shelf) -> Iterator[Problem]:
    """Each offer answers a need, and each need has an offer."""
    facts = shelf.handbook.facts.offers
    for index, each in enumerate(facts.offers if facts else ()):
        if not each.needs:
            message = "readers choose by need, so name at least one from the list `needs`"
            yield shelf.key_problem(OFFERS, ("offers", index, "needs"), message)
    answered = {need for each in (facts.offers if facts else ()) for need in each.needs}
    for index, need in enumerate(facts.needs if facts else ()):
        if need.id not in answered:
            message = f"no offer answers the need `{need.id}`; name it in an offer, or take it out"
            yield shelf.problem(OFFERS, ("needs", index, "id"), message)


RULES = (check_offer_names, check_offers_can_be_found)
